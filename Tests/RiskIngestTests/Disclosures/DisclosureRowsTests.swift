import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// Accesses and statements made of disclosures.
@Suite struct DisclosureRowsTests {
  private let table = """
    category,9,access,browsing; device-id,users,vendor-servers,self,
    category,10,access,profile,users,,researcher,
    minors,yes,access,profile,children,,self,
    basis,interest,consent-basis,legitimate-interest,,,,
    basis,interest,factor,legitimate-interest,,,self,Rests on legitimate interest
    basis,consent,consent-basis,consent,,,,
    special,*,factor,special-feature-used,,,self,
    days,>395,factor,retention-over-13-months,,,self,Long
    days,*,retention,,,,,
    policy,missing,factor,no-privacy-policy,,,public_register,
    policy,present,denied-factor,no-privacy-policy,,,public_register,
    deleted-on,*,factor,deleted-from-register,,,public_register,
    noise,*,ignore,,,,,
    """

  private func rows(_ disclosure: Disclosure) throws -> DisclosureRows.Result {
    let source = Source(
      id: "reg", title: "", publisher: "Registrar", publisherRole: .publicRegister,
      publishedOn: CivilDate("2025-05-08"), reliability: .a, credibility: .one, locator: "",
      origin: RecordOrigin(file: InputName("pipeline.yaml"), line: 1))
    let day = try #require(CivilDate("2025-05-08"))
    return DisclosureRows(try MappingText.read(table).get(), source: source, statedOn: day)
      .rows(of: disclosure, vendorID: "v1")
  }

  @Test func `a party's accesses carry its basis and its retention`() throws {
    let result = try rows(
      disclosure(signals: ["category=9", "basis=interest", "days=30", "days=400", "noise=1"]))
    #expect(
      result.text == """
        reg:7:browsing browsing of users at vendor-servers basis legitimate-interest days 400 \
        to - by Party self
        reg:7:device-id device-id of users at vendor-servers basis legitimate-interest days 400 \
        to - by Party self
        reg:7:legitimate-interest asserts legitimate-interest by Party self on 2025-05-08 \
        from - to -: Rests on legitimate interest (basis = interest)
        reg:7:retention-over-13-months asserts retention-over-13-months by Party self \
        on 2025-05-08 from - to -: Long (days = 400)
        """)
    #expect(result.accesses.allSatisfy { $0.vendorID == "v1" && $0.origin.line == 12 })
    #expect(result.statements.allSatisfy { $0.vendorID == "v1" && $0.origin.line == 12 })
    #expect(result.accesses.allSatisfy { $0.source?.id == "reg" })
  }

  @Test func `what a party said ends with its entry, and that it left goes on`() throws {
    let result = try rows(
      disclosure(
        signals: ["category=10", "policy=missing", "deleted-on=2024-06-11"], endedOn: "2024-06-11"))
    #expect(
      result.text == """
        reg:7:profile profile of users at - basis - days - to 2024-06-11 by Registrar researcher
        reg:7:no-privacy-policy asserts no-privacy-policy by Registrar public_register \
        on 2025-05-08 from - to 2024-06-11: policy = missing
        reg:7:deleted-from-register asserts deleted-from-register by Registrar public_register \
        on 2025-05-08 from 2024-06-11 to -: deleted-on = 2024-06-11
        """)
  }

  @Test func `a denied factor has an id of its own`() throws {
    let result = try rows(disclosure(signals: ["policy=present", "policy=missing"]))
    #expect(
      result.statements.map(\.id) == [
        "reg:7:no-privacy-policy", "reg:7:no-privacy-policy:denied",
      ])
    #expect(result.statements.map(\.stance) == [.asserts, .denies])
  }

  @Test func `one category of other people is another access`() throws {
    let result = try rows(disclosure(signals: ["minors=yes", "category=10"]))
    #expect(result.accesses.map(\.id) == ["reg:7:profile", "reg:7:profile:children"])
  }

  @Test func `a signal that no row fits is told`() throws {
    let result = try rows(disclosure(signals: ["category=12", "unheard=of", "days=30"]))
    #expect(result.text == "unmapped category=12\nunmapped unheard=of")
  }

  @Test func `values of one row stand in one excerpt`() throws {
    let result = try rows(
      disclosure(signals: ["special=10", "special=9", "special=b", "special=a"]))
    #expect(result.statements.map(\.excerpt) == ["special = 9, 10, a, b"])
    let many = try rows(disclosure(signals: (1...14).map { "special=\($0)" }))
    #expect(
      many.statements.map(\.excerpt) == [
        "special = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more"
      ])
  }

  @Test func `no order of signals shows`() throws {
    var generator = SeededGenerator(seed: 11)
    let all = [
      "category=9", "category=10", "minors=yes", "basis=interest", "basis=consent", "special=1",
      "special=2", "days=30", "days=400", "days=undisclosed", "policy=missing", "policy=present",
      "deleted-on=2024-06-11", "noise=1",
    ]
    for _ in 0..<200 {
      let chosen = all.filter { _ in generator.happens(0.6) }
      let expected = try rows(disclosure(signals: chosen, endedOn: "2024-06-11")).text
      let shuffled = chosen.shuffled(using: &generator)
      #expect(
        try rows(disclosure(signals: shuffled, endedOn: "2024-06-11")).text == expected,
        "\(chosen) against \(shuffled)")
    }
  }

  @Test func `ids are unique`() throws {
    let result = try rows(
      disclosure(signals: ["category=9", "category=10", "minors=yes", "special=1", "special=2"]))
    let ids = result.accesses.map(\.id) + result.statements.map(\.id)
    #expect(Set(ids).count == ids.count)
  }
}
