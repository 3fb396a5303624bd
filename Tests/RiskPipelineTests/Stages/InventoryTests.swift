import RiskCore
import Testing

@testable import RiskPipeline

@Suite struct InventoryTests {
  private let file = InputName("vendors.csv")
  private let list = Watchlist(
    id: "list", title: "", authority: "A", severity: "warning", countsPendingEntries: true)

  private func inventory(_ vendors: [(id: String, name: String)]) -> Inventory {
    var inventory = Inventory()
    for (index, vendor) in vendors.enumerated() {
      inventory.add(
        Vendor(
          id: vendor.id, name: vendor.name, origin: RecordOrigin(file: file, line: index + 2)))
    }
    return inventory
  }

  private func entry(_ key: String, _ name: String) -> WatchlistEntry {
    WatchlistEntry(
      list: list, key: key, names: [ListedName(name, .primary)], countries: [], authority: "A",
      programme: "", listedOn: nil, inForceOn: nil, endedOn: nil, locator: "",
      origin: RecordOrigin(file: InputName("list.csv"), line: 2))
  }

  private func decision(_ vendor: String, _ key: String, line: Int) -> Decision {
    Decision(
      vendorID: vendor, entryKey: key, verdict: .same, decidedBy: "ana",
      decidedOn: CivilDate(daysSinceEpoch: 17_000), reason: "why",
      origin: RecordOrigin(file: InputName("decisions.csv"), line: line))
  }

  @Test func aRowThatNamesNobodyHasNoHitsAndIsNotScreened() {
    // Even where a list holds an entry of that name.
    let session = Screener(entries: [entry("1", "Unknown"), entry("2", "Acme")], listCount: 1)
      .makeSession()
    var inventory = inventory([("a", "Unknown"), ("b", "Acme"), ("c", "Beta")])
    inventory.listCount = 1
    inventory.hygiene = InventoryHygiene(ownCompany: ["ACME Ltd"])
    var issues: [InventoryIssue] = []
    let dossiers = (0..<3).map {
      inventory.dossier(at: $0, screening: session, issues: &issues)
    }
    #expect(dossiers.map(\.isScreened) == [false, false, true])
    #expect(dossiers.map(\.hits.count) == [0, 0, 0])
    #expect(dossiers.map(\.vendor.name) == ["Unknown", "Acme", "Beta"])
    #expect(issues.map(\.vendorID) == ["a", "b"])
    #expect(issues.map(\.kind) == [.placeholderName, .ownCompany])
  }

  @Test func withoutListsNobodyIsScreened() {
    var issues: [InventoryIssue] = []
    let dossier = inventory([("a", "Acme")]).dossier(
      at: 0, screening: Screener(entries: [], listCount: 0).makeSession(), issues: &issues)
    #expect(!dossier.isScreened && issues.isEmpty)
  }

  @Test func everyDecisionIsFoundByItsVendorOrAmongTheUnknown() {
    var inventory = inventory([("a", "Acme"), ("b", "Beta")])
    #expect(!inventory.hasDecisions)
    for (vendor, line) in [("a", 2), ("x", 3), ("a", 4), ("y", 5)] {
      inventory.add(decision(vendor, "1", line: line))
    }
    #expect(inventory.hasDecisions)
    #expect(inventory.decisions(on: "a").map(\.origin.line) == [2, 4])
    #expect(inventory.decisions(on: "b").isEmpty)
    #expect(Set(inventory.decisionsOnUnknownVendors().map(\.origin.line)) == [3, 5])
  }

  @Test func anEntryIsNamedByItsKeyAloneOrWithItsList() {
    var inventory = Inventory()
    inventory.add(entry("1", "Acme"))
    #expect(inventory.entryKeys() == ["1", "list/1"])
  }
}
