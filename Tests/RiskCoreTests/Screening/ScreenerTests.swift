import RiskCore
import Testing

@Suite struct ScreenerTests {
  private let list = Watchlist(
    id: "list", title: "List", authority: "Ministry", severity: "warning",
    countsPendingEntries: true)
  private let origin = RecordOrigin(file: InputName("list.csv"), line: 2)

  private func entry(_ key: String, _ names: [String], countries: [String] = []) -> WatchlistEntry {
    WatchlistEntry(
      list: list, key: key, names: names.map { ListedName($0, .strong) }, countries: countries,
      authority: "Ministry",
      programme: "", listedOn: nil, inForceOn: nil, endedOn: nil, locator: "", origin: origin)
  }

  private func vendor(
    _ name: String, aliases: [String] = [], country: String? = nil
  ) -> Vendor {
    Vendor(id: "v", name: name, aliases: aliases, country: country, origin: origin)
  }

  private func hits(_ vendor: Vendor, _ entries: [WatchlistEntry]) -> [Hit] {
    Screener(entries: entries, listCount: 1).makeSession().hits(for: vendor, decisions: [])
  }

  @Test(arguments: [
    ("Huawei Technologies Co., Ltd.", "Huawei Technologies Company"),
    ("HUAWEI TECHNOLOGIES CO.LTD.", "Huawei Technologies Company"),
    ("华为技术有限公司", "华为技术"), ("ZTE", "ZTE Corporation"), ("Łódź S.A.", "LODZ"),
    ("ООО «Ромашка»", "Ромашка"),
  ])
  func namesMeetWithoutCaseMarksAndLegalForms(name: String, listed: String) {
    #expect(hits(vendor(name), [entry("e", [listed])]).map(\.entryName) == [listed])
  }

  @Test(arguments: [
    ("Marine Networks", "Huawei Technologies"), ("Corp", "ZTE Corp"), ("Alpha 2", "Alpha 3"),
    ("", "ZTE"), ("Kangxun", "ZTE"),
  ])
  func otherNamesDoNotMeet(name: String, listed: String) {
    #expect(hits(vendor(name), [entry("e", [listed])]).isEmpty)
  }

  @Test func anEntryHitsOnceHoweverManyNamesMeet() {
    let found = hits(
      vendor("Acme Ltd", aliases: ["ACME", "Acme GmbH"]), [entry("e", ["Acme", "ACME Inc"])])
    #expect(found.count == 1)
  }

  @Test func hitsComeByEntryKeyWhateverTheOrderOfEntries() {
    let entries = ["c", "a", "b"].map { entry($0, ["Acme"]) }
    #expect(hits(vendor("Acme"), entries).map(\.entry.key) == ["a", "b", "c"])
    #expect(hits(vendor("Acme"), entries.reversed()).map(\.entry.key) == ["a", "b", "c"])
  }

  @Test func countriesAgreeContradictOrAreUnknown() {
    func agreement(_ country: String?, _ countries: [String]) -> CountryAgreement? {
      hits(vendor("Acme", country: country), [entry("e", ["Acme"], countries: countries)])
        .first?.country
    }
    #expect(agreement("CN", ["CN", "HK"]) == .agrees)
    #expect(agreement("DE", ["CN"]) == .contradicts)
    #expect(agreement(nil, ["CN"]) == .unknown)
    #expect(agreement("DE", []) == .unknown)
  }

  @Test func aDecisionNamesTheEntryAloneOrWithItsList() {
    func decision(_ key: String) -> Decision {
      Decision(
        vendorID: "v", entryKey: key, verdict: .same, decidedBy: "a",
        decidedOn: CivilDate(daysSinceEpoch: 0),
        reason: "r", origin: origin)
    }
    let screener = Screener(entries: [entry("e", ["Acme"])], listCount: 1)
    for (key, count) in [("e", 1), ("list/e", 1), ("other/e", 0), ("f", 0)] {
      let found = screener.makeSession().hits(for: vendor("Acme"), decisions: [decision(key)])
      #expect(found.first?.decisions.count == count, "\(key)")
    }
  }

  @Test func anchorsChangeWithEachComparedField() {
    let base = (vendor("Acme", country: "DE"), entry("e", ["Acme"]))
    let anchor = Screener.anchor(of: base.0, and: base.1)
    #expect(anchor == Screener.anchor(of: vendor("ACME", country: "DE"), and: base.1))
    #expect(anchor != Screener.anchor(of: vendor("Acme", country: "FR"), and: base.1))
    #expect(
      anchor != Screener.anchor(of: vendor("Acme", aliases: ["A"], country: "DE"), and: base.1))
    #expect(anchor != Screener.anchor(of: base.0, and: entry("e", ["Acme", "Acme Two"])))
    #expect(anchor != Screener.anchor(of: base.0, and: entry("e", ["Acme"], countries: ["DE"])))
  }
}
