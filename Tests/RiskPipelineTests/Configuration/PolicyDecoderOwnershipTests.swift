import RiskCore
import Testing

@testable import RiskPipeline

/// The section `ownership` of a policy.
@Suite struct PolicyDecoderOwnershipTests {
  private static let rule = """
      - {name: half, authority: law, lists: [warning], share: 50, inclusive: true,
         indirect: controlled}
    """

  /// The shipped policy with other rules.
  private func text(_ rules: String, units: String = "2") throws -> String {
    let text = try ConfigurationFiles.defaultPolicy()
    let start = try #require(text.range(of: "\nownership:\n"))
    let end = try #require(text.range(of: "\n# A vendor is as disputed"))
    return text[..<start.lowerBound] + "\nownership:\n  units: \(units)\n  rules:\n\(rules)\n"
      + text[end.lowerBound...]
  }

  /// Problems without their places.
  private func problems(_ rules: String, units: String = "2") throws -> [String] {
    ConfigurationFiles.policy(try text(rules, units: units)).problems.map {
      $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0
    }
  }

  @Test func aRuleIsRead() throws {
    let rules = """
        - name: half
          authority: law
          lists: [warning, export-control]
          share: 33.3
          inclusive: false
          indirect: proportional
          valid_from: 2020-02-29
          valid_to: 2020-12-31
      """
    let policy = try #require(ConfigurationFiles.policy(try text(rules, units: "3")).result?.policy)
    #expect(policy.ownership.units == 3)
    #expect(
      policy.ownership.rules == [
        Policy.OwnershipRule(
          name: "half", authority: "law", lists: ["warning", "export-control"], share: 33.3,
          isInclusive: false, indirect: .proportional, validFrom: CivilDate("2020-02-29"),
          validTo: CivilDate("2020-12-31"))
      ])
  }

  @Test func noRulesAreAllowed() throws {
    #expect(try problems("    []") == [])
    #expect(try problems(Self.rule) == [])
  }

  @Test(arguments: [
    ("name: half", "name: Half Rule", "ownership.rules[0].name is 'Half Rule'; give a name of a-z"),
    ("name: half, ", "", "ownership.rules[0].name is missing"),
    ("authority: law", "authority: \"\"", "ownership.rules[0].authority is empty; give a text"),
    ("[warning]", "[]", "ownership.rules[0].lists is empty; give at least one key of lists"),
    ("[warning]", "[warnin]", "ownership.rules[0].lists[0] is 'warnin', which is no key of lists"),
    (
      "[warning]", "[warning, warning]",
      "ownership.rules[0].lists[1] is 'warning', which stands twice; leave one out"
    ),
    ("share: 50", "share: 0", "ownership.rules[0].share is 0; give a number above 0, at most 100"),
    ("share: 50", "share: 100.1", "ownership.rules[0].share is 100.1; give a number above 0"),
    ("inclusive: true", "inclusive: yes", "ownership.rules[0].inclusive is 'yes'; give true or"),
    (
      "inclusive: true", "inclusive: \"true\"",
      "ownership.rules[0].inclusive is 'true'; give true or false"
    ),
    ("inclusive: true,", "", "ownership.rules[0].inclusive is missing"),
    (
      "controlled", "summed",
      "ownership.rules[0].indirect is 'summed', which is no way of counting indirect shares"
    ),
    (
      "indirect:", "valid_from: soon, indirect:",
      "ownership.rules[0].valid_from is 'soon', which is no date; give one as YYYY-MM-DD"
    ),
    (
      "indirect:", "valid_from: 2020-01-02, valid_to: 2020-01-01, indirect:",
      "ownership.rules[0].valid_to is before valid_from; swap or mend them"
    ),
    ("share:", "shares: 1, share:", "unknown key 'shares' in ownership.rules[0]"),
  ])
  func faultsAreNamed(passage: String, replacement: String, expected: String) throws {
    let found = try problems(Self.rule.replacing(passage, with: replacement))
    #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
  }

  @Test func unitsHaveBounds() throws {
    #expect(try problems(Self.rule, units: "0") == [])
    #expect(
      try problems(Self.rule, units: "-1")
        == ["ownership.units is -1; give a number from 0 to 1000000"])
  }

  @Test(arguments: [
    ("", "", false), ("valid_to: 2020-01-01, ", "valid_from: 2020-01-02, ", true),
    ("valid_to: 2020-01-01, ", "valid_from: 2020-01-01, ", false),
    ("valid_from: 2020-01-02, ", "valid_to: 2020-01-01, ", true),
    ("valid_from: 2020-01-02, ", "", false),
  ])
  func rulesOfOneNameDoNotMeet(first: String, second: String, isAllowed: Bool) throws {
    let rules = [first, second].map {
      Self.rule.replacing("share:", with: "\($0)share:")
    }.joined(separator: "\n")
    let found = try problems(rules)
    #expect(found.isEmpty == isAllowed, "\(found)")
    if !isAllowed {
      #expect(
        found.count == 1
          && found[0].contains("has the name 'half' and the days of the rule on line "), "\(found)")
    }
  }

  @Test func theShippedRules() throws {
    let text = try ConfigurationFiles.defaultPolicy()
    let ownership = try #require(ConfigurationFiles.policy(text).result?.policy?.ownership)
    #expect(ownership.units == 2)
    #expect(
      ownership.rules.map(\.name) == [
        "ofac-50-percent", "bis-affiliates", "bis-affiliates", "section-889-subsidiaries",
      ])
    func inForce(_ day: String) throws -> [String] {
      let day = try #require(CivilDate(day))
      return ownership.rules.filter { $0.isInForce(on: day) }.map(\.name)
    }
    #expect(try inForce("2014-08-12") == [])
    #expect(try inForce("2014-08-13") == ["ofac-50-percent"])
    let lasting = ["ofac-50-percent", "section-889-subsidiaries"]
    let all = ["ofac-50-percent", "bis-affiliates", "section-889-subsidiaries"]
    #expect(try inForce("2025-09-28") == lasting)
    #expect(try inForce("2025-09-29") == all)
    #expect(try inForce("2025-11-09") == all)
    #expect(try inForce("2025-11-10") == lasting)
    #expect(try inForce("2026-11-09") == lasting)
    #expect(try inForce("2026-11-10") == all)
  }
}
