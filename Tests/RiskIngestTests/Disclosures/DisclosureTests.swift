import RiskCore
import Testing

@testable import RiskIngest

/// Disclosures while they are gathered.
@Suite struct DisclosureTests {
  private let origin = RecordOrigin(file: InputName("list"), line: 1)

  @Test func `signals and aliases are kept once in their order, also when they are many`() {
    var disclosure = Disclosure(partyID: "1", name: "Party", origin: origin)
    for round in 0..<2 {
      for number in 0..<100 {
        disclosure.add("id", String(number))
        disclosure.addAlias("Alias \(number)")
      }
      #expect(disclosure.signals.map(\.value) == (0..<100).map { String($0) }, "round \(round)")
      #expect(disclosure.aliases == (0..<100).map { "Alias \($0)" }, "round \(round)")
    }
    disclosure.add("empty", "")
    disclosure.addAlias("Party")
    #expect(disclosure.signals.count == 100)
    #expect(disclosure.aliases.count == 100)
  }

  @Test func `joining keeps the name and fills what was empty`() {
    var first = Disclosure(partyID: "1", name: "Party", origin: origin)
    first.add("a", "1")
    var second = Disclosure(partyID: "1", name: "Party Inc.", origin: origin)
    second.addAlias("Party")
    second.addAlias("Brand")
    second.country = "DE"
    second.website = "party.example"
    second.endedOn = CivilDate("2024-01-01")
    second.add("a", "1")
    second.add("b", "2")
    first.merge(second)
    #expect(first.name == "Party")
    #expect(first.aliases == ["Party Inc.", "Brand"])
    #expect(first.country == "DE")
    #expect(first.website == "party.example")
    #expect(first.endedOn == CivilDate("2024-01-01"))
    #expect(first.signals == [.init("a", "1"), .init("b", "2")])
  }
}
