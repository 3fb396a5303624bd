import RiskCore
import Testing

@testable import RiskPipeline

/// Which owners a dossier holds.
@Suite struct InventoryOwnersTests {
  private let list = Watchlist(
    id: "list", title: "", authority: "A", severity: "warning", countsPendingEntries: true)

  private func entry(_ key: String, _ name: String, links: [ListedLink] = []) -> WatchlistEntry {
    WatchlistEntry(
      list: list, key: key, names: [ListedName(name, .primary)], countries: [], links: links,
      authority: "A", programme: "", listedOn: nil, inForceOn: nil, endedOn: nil, locator: "",
      origin: RecordOrigin(file: InputName("list.csv"), line: 9))
  }

  /// An inventory of vendors `id name` or `id name parent`, and shares `owned < owner percent`.
  private func inventory(
    _ vendors: String, _ stakes: String = "", entries: [WatchlistEntry] = []
  ) -> Inventory {
    var inventory = Inventory()
    for (index, row) in vendors.split(separator: ";").enumerated() {
      let words = row.split(separator: " ").map(String.init)
      inventory.add(
        Vendor(
          id: words[0], name: words[1], parentVendorID: words.count > 2 ? words[2] : nil,
          origin: RecordOrigin(file: InputName("vendors.csv"), line: index + 2)))
    }
    for (index, row) in stakes.split(separator: ";").enumerated() {
      let words = row.split(separator: " ").map(String.init)
      inventory.add(
        OwnershipStake(
          vendorID: words[0], owner: words[2], percentMin: Double(words[3]),
          percentMax: Double(words[3]),
          origin: RecordOrigin(file: InputName("ownership.csv"), line: index + 2)))
    }
    for entry in entries { inventory.add(entry) }
    inventory.listCount = 1
    inventory.indexOwners()
    return inventory
  }

  private func dossier(
    _ vendor: String, of inventory: Inventory
  ) throws -> (Dossier, [InventoryIssue]) {
    let session = Screener(entries: inventory.entries, listCount: 1).makeSession()
    var issues: [InventoryIssue] = []
    let position = try #require(inventory.known.vendors[vendor])
    return (inventory.dossier(at: position, screening: session, issues: &issues), issues)
  }

  /// Stakes as `owned < owner percent`, with the owner's id in brackets, and `!` and the entries it hits.
  private func text(_ dossier: Dossier) -> [String] {
    dossier.ownership.map { stake in
      var text = "\(stake.vendorID) < \(stake.owner)"
      if let id = stake.ownerVendorID { text += " (\(id))" }
      if let low = stake.percentMin, let high = stake.percentMax {
        text += low == high ? " \(Int(low))" : " \(Int(low))-\(Int(high))"
      }
      return text + stake.hits.map { " !\($0.entry.key)" }.joined()
    }
  }

  @Test func allOwnersUpstreamAreFollowed() throws {
    let inventory = inventory(
      "a Acme; b Borealis; c Cumulus; d Dorado",
      "a < b 60; b < Cumulus 70; c < Xenon 80; d < a 100",
      entries: [entry("1", "Xenon")])
    let (found, issues) = try dossier("a", of: inventory)
    #expect(text(found) == ["a < b (b) 60", "b < Cumulus (c) 70", "c < Xenon 80 !1"])
    #expect(issues.isEmpty)
    #expect(try text(dossier("c", of: inventory).0) == ["c < Xenon 80 !1"])
    #expect(try text(dossier("d", of: inventory).0).first == "d < a (a) 100")
    #expect(try dossier("d", of: inventory).0.ownership.count == 4)
  }

  @Test func cyclesEnd() throws {
    let inventory = inventory(
      "a Acme; b Borealis; c Cumulus", "a < b 60; b < c 70; c < a 80; c < c 5")
    let (found, issues) = try dossier("b", of: inventory)
    #expect(text(found) == ["b < c (c) 70", "c < a (a) 80", "a < b (b) 60"])
    #expect(issues.isEmpty)
  }

  @Test func anOwnerThatIsAVendorIsHeldAgainstTheLists() throws {
    let inventory = inventory("a Acme; b Borealis", "a < b 60", entries: [entry("1", "Borealis")])
    #expect(try text(dossier("a", of: inventory).0) == ["a < b (b) 60 !1"])
  }

  @Test func aNameThatTwoVendorsBearIsNeither() throws {
    let inventory = inventory(
      "a Acme; b Borealis; c BOREALIS; d Dorado", "a < Borealis 60; a < DORADO 5")
    #expect(try text(dossier("a", of: inventory).0) == ["a < Borealis 60", "a < DORADO (d) 5"])
  }

  @Test func aParentIsAnOwnerOfAnUnknownShare() throws {
    let inventory = inventory("a Acme b; b Borealis c; c Cumulus", entries: [entry("1", "Cumulus")])
    let (found, issues) = try dossier("a", of: inventory)
    #expect(text(found) == ["a < Borealis (b)", "b < Cumulus (c) !1"])
    #expect(found.ownership.map(\.origin.line) == [2, 3])
    #expect(issues.isEmpty)
  }

  @Test func aRowWinsOverAParent() throws {
    let inventory = inventory("a Acme b; b Borealis", "a < Borealis 30")
    #expect(try text(dossier("a", of: inventory).0) == ["a < Borealis (b) 30"])
  }

  @Test func aParentNobodyKnowsIsAnIssue() throws {
    let (found, issues) = try dossier("a", of: inventory("a Acme x; b Borealis b"))
    #expect(found.ownership.isEmpty)
    #expect(issues.map(\.kind) == [.unknownParent])
    #expect(issues.map(\.otherVendorID) == ["x"])
    #expect(issues.map(\.detail) == ["parent_vendor_id 'x' is no vendor of the inventory"])
    // Its own parent.
    let (own, none) = try dossier("b", of: inventory("a Acme; b Borealis b"))
    #expect(own.ownership.isEmpty && none.isEmpty)
  }

  @Test func listsNameSubsidiaries() throws {
    let links = [
      ListedLink(relation: .subsidiary, name: "ACME", percent: 75),
      ListedLink(relation: .subsidiary, name: "Borealis"),
      ListedLink(relation: .owner, name: "Cumulus"),
    ]
    let inventory = inventory(
      "a Acme; c Cumulus", "a < Borealis 20", entries: [entry("1", "Xenon", links: links)])
    let (found, _) = try dossier("a", of: inventory)
    #expect(text(found) == ["a < Borealis 20", "a < Xenon 75 !1", "Borealis < Xenon !1"])
    let hit = try #require(found.ownership[1].hits.first)
    #expect(hit.kind == .same && hit.similarity == 1 && hit.country == .unknown)
    #expect(hit.explanation == "the list calls 'ACME' a subsidiary.")
    #expect(found.ownership[1].origin.file.path == "list.csv")
    #expect(try dossier("c", of: inventory).0.ownership.isEmpty)
  }

  @Test func aDecisionOnAnOwnerGoesWithIt() throws {
    var inventory = inventory("a Acme; b Borealis", "a < b 60", entries: [entry("1", "Borealis")])
    inventory.add(
      Decision(
        vendorID: "b", entryKey: "1", verdict: .same, decidedBy: "ana",
        decidedOn: CivilDate(daysSinceEpoch: 17_000), reason: "why",
        origin: RecordOrigin(file: InputName("decisions.csv"), line: 2)))
    #expect(try dossier("a", of: inventory).0.ownership[0].hits[0].decisions.count == 1)
  }

  @Test func levelsAreLimited() throws {
    func chain(_ length: Int) -> Inventory {
      inventory(
        (0...length).map { "v\($0) Name\($0)" }.joined(separator: ";"),
        (0..<length).map { "v\($0) < v\($0 + 1) 100" }.joined(separator: ";"))
    }
    let (all, none) = try dossier("v0", of: chain(50))
    #expect(all.ownership.count == 50 && none.isEmpty)
    let (cut, issues) = try dossier("v0", of: chain(51))
    #expect(cut.ownership.count == 50)
    #expect(issues.map(\.kind) == [.ownersCutOff])
    #expect(
      issues.map(\.detail) == [
        "more than 1000 shares, or 50 owners above each other; the nearest count"
      ])
  }

  @Test func stakesAreLimited() throws {
    func owners(_ count: Int) -> Inventory {
      inventory("a Acme", (0..<count).map { "a < Name\($0) 0" }.joined(separator: ";"))
    }
    let (all, none) = try dossier("a", of: owners(1_000))
    #expect(all.ownership.count == 1_000 && none.isEmpty)
    let (cut, issues) = try dossier("a", of: owners(1_001))
    #expect(cut.ownership.count == 1_000)
    #expect(issues.map(\.kind) == [.ownersCutOff])
  }

  @Test func withoutOwnersNothingIsLookedFor() throws {
    let inventory = inventory("a Acme", entries: [entry("1", "Acme")])
    #expect(inventory.owners.isEmpty)
    #expect(try dossier("a", of: inventory).0.ownership.isEmpty)
  }
}
