import Foundation
import RiskCore
import Testing

@testable import RiskPipeline

@Suite struct PolicyDecoderTests {
  private func problems(_ passage: String, _ replacement: String) throws -> [String] {
    let text = try ConfigurationFiles.defaultPolicy()
    try #require(text.contains(passage), "the shipped policy holds '\(passage)'")
    return ConfigurationFiles.policy(text.replacing(passage, with: replacement)).problems
  }

  @Test func everyFaultIsReportedAtOnceWithItsPlace() throws {
    let broken = """
      version: 1
      name: ""
      opinion: {prior_weight: 0, adverse_base_rate: 1, mitigating_base_rate: 0}
      claimant_units:
        roles: {own_record: 20, public_register: 20, court: -1, regulator: 8, goverment: 4,
          researcher: 3, counterparty: 2, press: 2, expert: 1}
        self_in_favour: 1
        self_against: 10
      reliability: {A: 1, B: 0.8, C: 0.6, D: 0.4, E: 0.2, F: 0.5, G: 1}
      credibility: {1: 1, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2}
      axes: {DA: {weight: 1}, CP: {weight: 0}, NS: {wieght: 0.8}}
      rating: {moderate: 50, high: 50, critical: 101}
      floors:
        - {name: Blocking, when: confirmed-hit, list: blocking-sanction, rating: low}
        - {name: ban, when: finding-at-least, factor: no-consnt, rating: high, list: warning}
        - {name: ban, when: finding-at-most, rating: high}
        - {name: soft, when: finding-at-least, factor: stays-on-device, minimum: 0.1, rating: high}
      unknown: {prior: 0.7, ceiling: 0.6}
      sensitivity: {health: 0.85, Messages: 0.8}
      reach: {unknown: "0.8"}
      ended_access_half_life_days: {unknown: 0}
      access_columns:
        storage: {on-device: no-consent}
        control: {holder: holder-controled}
        consent_basis: []
      factors:
        data-access: {severity: 0.5}
        encrypted-without-key: {severity: 0.3}
        no-consent: {severity: 1.5, half_life_days: 0, base_rate: 1}
        no-consentt: {severity: 0.6}
      lists: {blocking-sanctions: 1, warning: 0.4, warning: 0.5}
      hits: {units: 10, confirmed_units: 20, related_severity: 0.4, exact_country_agrees: .98,
        exact_country_unknown: .inf, exact_country_contradicts: 0x1, close_country_agrees: 2,
        close_country_unknown: 0.6, close_country_contradicts: 0.15, related_country_agres: 0.4,
        related_country_unknown: 0.2, identifier_agrees: 0.995, identifier_contradicts: -1}
      conflict: {minimum_share: 0.05}
      stability: {draws: 6.5, shake: 1, margin: 10, seed: 9007199254740992}

      """
    let found = ConfigurationFiles.policy(broken).problems
    let missing = found.filter { $0.contains("is missing; give its ") }
    // Every factor of the catalogue but the three with an entry.
    #expect(missing.count == FactorCatalogue.all.count - 3)
    #expect(missing.contains("policy.yaml:26:1: factors.state-owned is missing; give its severity"))
    #expect(missing.contains("policy.yaml:26:1: factors.stays-on-device is missing; give its mu"))
    let expected = """
      policy.yaml:1:1: ownership is missing
      policy.yaml:2:7: name is empty; give a text
      policy.yaml:3:25: opinion.prior_weight is 0; give a number above 0, at most 1000000
      policy.yaml:3:47: opinion.adverse_base_rate is 1; give a number from 0 up to, not including, 1
      policy.yaml:5:3: claimant_units.roles.government is missing
      policy.yaml:5:55: claimant_units.roles.court is -1; give a number from 0 to 1000000
      policy.yaml:5:73: unknown key 'goverment' in claimant_units.roles; did you mean 'government'?
      policy.yaml:9:61: unknown key 'G' in reliability; HINT
      policy.yaml:10:1: credibility.6 is missing
      policy.yaml:11:21: axes.DA.weight is 1; give a number above 0 and below 1
      policy.yaml:11:38: axes.CP.weight is 0; give a number above 0 and below 1
      policy.yaml:11:42: axes.NS.weight is missing
      policy.yaml:11:47: unknown key 'wieght' in axes.NS; did you mean 'weight'?
      policy.yaml:12:30: rating.high is not above rating.moderate; thresholds ascend
      policy.yaml:12:44: rating.critical is 101; give a number above 0, at most 100
      policy.yaml:14:12: floors[0].name is 'Blocking'; give a name of a-z, 0-9 and hyphens, as in \
      'section-889'
      policy.yaml:14:49: floors[0].list is 'blocking-sanction', which is no key of lists; did you \
      mean 'blocking-sanctions'?
      policy.yaml:14:76: floors[0].rating is 'low', which is no rating to raise to; there are \
      'critical', 'high', 'moderate'
      policy.yaml:15:5: floors[1].minimum is missing; 'finding-at-least' needs it
      policy.yaml:15:49: floors[1].factor is 'no-consnt', which is no factor; did you mean \
      'no-consent'?
      policy.yaml:15:74: floors[1].list has no meaning for 'finding-at-least'; remove it
      policy.yaml:16:12: floors[2].name is 'ban', the name of the floor on line 15; choose another
      policy.yaml:16:23: floors[2].when is 'finding-at-most', which is no condition; did you mean \
      'finding-at-least'?
      policy.yaml:17:50: floors[3].factor is 'stays-on-device', which is mitigating; a finding has \
      an adverse factor
      policy.yaml:18:18: unknown.prior is above unknown.ceiling; give at most the ceiling
      policy.yaml:19:1: sensitivity.unmapped is missing; it counts where no other key does
      policy.yaml:19:29: sensitivity.Messages is no name of a-z, 0-9 and hyphens, as in \
      'message-content'
      policy.yaml:20:18: reach.unknown is '0.8', which is no number; give a number from 0 to 1
      policy.yaml:21:40: ended_access_half_life_days.unknown is 0; give a number above 0, at most \
      1000000
      policy.yaml:23:24: access_columns.storage.on-device is 'no-consent', which is an adverse \
      factor of consent practice; give a mitigating factor of data access
      policy.yaml:24:21: access_columns.control.holder is 'holder-controled', which is no factor; \
      did you mean 'holder-controlled'?
      policy.yaml:25:18: access_columns.consent_basis is a list; give a mapping
      policy.yaml:27:17: factors.data-access.severity has no meaning: the severity is the \
      access's, from sensitivity and reach
      policy.yaml:28:3: factors.encrypted-without-key.mu is missing; give a number from 0 to 1
      policy.yaml:28:27: factors.encrypted-without-key.severity has no meaning for a mitigating \
      factor; give 'mu'
      policy.yaml:29:26: factors.no-consent.severity is 1.5; give a number from 0 to 1
      policy.yaml:29:47: factors.no-consent.half_life_days is 0; give a number above 0, at most \
      1000000
      policy.yaml:29:61: factors.no-consent.base_rate is 1; give a number from 0 up to, not \
      including, 1
      policy.yaml:30:3: factors.no-consentt is no factor; did you mean 'no-consent'?
      policy.yaml:31:46: lists.warning stands twice; the first is on line 31
      policy.yaml:32:1: hits.related_country_agrees is missing
      policy.yaml:32:1: hits.related_country_contradicts is missing
      policy.yaml:33:26: hits.exact_country_unknown is '.inf', which is no number; give a number \
      from 0 to 1
      policy.yaml:33:59: hits.exact_country_contradicts is '0x1', which is no number; give a \
      number from 0 to 1
      policy.yaml:33:86: hits.close_country_agrees is 2; give a number from 0 to 1
      policy.yaml:34:64: unknown key 'related_country_agres' in hits; did you mean \
      'related_country_agrees'?
      policy.yaml:35:83: hits.identifier_contradicts is -1; give a number from 0 to 1
      policy.yaml:37:20: stability.draws is 6.5; give a whole number from 0 to 10000
      policy.yaml:37:32: stability.shake is 1; give a number from 0 up to, not including, 1
      policy.yaml:37:53: stability.seed is 9007199254740992; give a whole number from 0 to \
      9007199254740991
      """.replacing(
        "HINT",
        with: String(
          ConfigurationValue.hint(for: "G", among: ["A", "B", "C", "D", "E", "F"]).dropFirst(2)))
    let others = found.filter { !missing.contains($0) }
    #expect(others == expected.split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    ("prior_weight: 2", "prior_weight:", ["0.001", "1000000"], ["0", "-1", "1e7"]),
    ("adverse_base_rate: 0.5", "adverse_base_rate:", ["0", "0.999"], ["1", "-0.1"]),
    ("mitigating_base_rate: 0", "mitigating_base_rate:", ["0", "0.5"], ["1", "-0.1"]),
    ("own_record: 20", "own_record:", ["0", "1e3"], ["-1", "1e7", "abc", ""]),
    ("self_in_favour: 1", "self_in_favour:", ["0", "5"], ["-1", "[1]"]),
    ("A: 1 #", "A:", ["0", "1"], ["1.01", "-0.01"]),
    ("\"6\": 0.5", "6:", ["0", "1"], ["1.01", "-0.01", "1_0", "010"]),
    ("DA: {weight: 0.6}", "DA: {weight: ", ["0.01}", "0.99}"], ["0}", "1}"]),
    ("moderate: 25", "moderate:", ["0.1", "49.99"], ["0", "50", "60"]),
    ("critical: 75", "critical:", ["51", "100"], ["100.1", "50"]),
    ("prior: 0.25", "prior:", ["0", "0.6"], ["0.61", "-0.1"]),
    ("ceiling: 0.6", "ceiling:", ["0.25", "0.99"], ["1", "0.2"]),
    ("health: 0.85", "health:", ["0", "1"], ["1.1", "-1"]),
    ("public: 1", "public:", ["0", "0.5"], ["1.1", "-1"]),
    ("on-device: 30", "on-device:", ["0.5", "1000000"], ["0", "-1"]),
    ("state-owned: {severity: 0.4}", "state-owned: {severity: ", ["0}", "1}"], ["1.1}", "-1}"]),
    ("stays-on-device: {mu: 0.4}", "stays-on-device: {mu: ", ["0}", "1}"], ["1.1}", "-1}"]),
    ("procurement-ban: 0.9", "procurement-ban:", ["0", "1"], ["2", "-1"]),
    ("confirmed_units: 20", "confirmed_units:", ["0", "100"], ["-1"]),
    ("related_severity: 0.4", "related_severity:", ["0", "1"], ["-1", "1.5"]),
    ("minimum_share: 0.05", "minimum_share:", ["0", "1"], ["-1", "1.5"]),
    ("draws: 64", "draws:", ["0", "10000"], ["-1", "10001", "1.0", "\"64\""]),
    ("shake: 0.2", "shake:", ["0", "0.99"], ["1", "-0.1"]),
    ("margin: 10", "margin:", ["0", "100"], ["-1", "101"]),
    ("seed: 889", "seed:", ["0", "9007199254740991"], ["-1", "9007199254740992", "1e3"]),
  ])
  func boundsAreEnforced(
    passage: String, key: String, accepted: [String], refused: [String]
  ) throws {
    let comment = passage.hasSuffix("#") ? " #" : ""
    for value in accepted {
      #expect(try problems(passage, "\(key) \(value)\(comment)") == [], "\(key) \(value)")
    }
    for value in refused {
      #expect(try !problems(passage, "\(key) \(value)\(comment)").isEmpty, "\(key) \(value)")
    }
  }

  @Test func everyValueIsRequired() throws {
    // Leaving out any line with a value of the shipped policy is noticed, except for free keys and
    // factors' optional parts, which stand on lines of their own with other keys.
    let free: Set<String> = [
      "sensitivity", "reach", "ended_access_half_life_days", "storage", "control", "consent_basis",
      "lists",
    ]
    let lines = try ConfigurationFiles.defaultPolicy()
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var table = ""
    for (index, line) in lines.enumerated() {
      let key = line.split(separator: ":").first.map { $0.trimmingPrefix(while: \.isWhitespace) }
      guard let key, !key.hasPrefix("#") else { continue }
      if line.hasSuffix(":") {
        table = String(key)
        continue
      }
      if free.contains(table), key != "unmapped", key != "unknown", key != "blocking-sanctions" {
        if line.hasPrefix("  ") { continue }
      }
      if line.hasPrefix("  - ") || key == "valid_from" { continue }
      var shortened = lines
      shortened.remove(at: index)
      let problems = ConfigurationFiles.policy(shortened.joined(separator: "\n")).problems
      #expect(!problems.isEmpty, "line \(index + 1), '\(line)', can be left out")
    }
  }

  @Test func shippedPolicyHoldsEachFactorOfTheCatalogue() throws {
    let (result, problems) = ConfigurationFiles.policy(try ConfigurationFiles.defaultPolicy())
    #expect(problems == [], "give each factor its weight in pipelines/policies/default.yaml")
    let policy = try #require(result?.policy)
    #expect(Set(policy.factors.keys) == Set(FactorCatalogue.all.map(\.id)))
    for factor in FactorCatalogue.all where factor.id != "data-access" {
      let weight = try #require(policy.factors[factor.id])
      #expect((weight.severity == nil) == (factor.polarity == .mitigating))
      #expect((weight.mu == nil) == (factor.polarity == .adverse))
    }
    #expect(policy.factors["data-access"]?.severity == nil)
  }

  @Test func shippedPolicyHoldsTheDocumentedValues() throws {
    let text = try ConfigurationFiles.defaultPolicy()
    let policy = try #require(ConfigurationFiles.policy(text).result?.policy)
    #expect(policy.opinion.priorWeight == 2)
    #expect(policy.claimantUnits.roles["court"] == 12)
    #expect(policy.claimantUnits.selfAgainst == 10)
    #expect(policy.reliability.count == 6)
    #expect(policy.credibility["6"] == 0.5)
    #expect(policy.axes.nationalSecurity.weight == 0.8)
    #expect(policy.rating.critical == 75)
    #expect(policy.sensitivity.count == 51)
    #expect(policy.reach.count == 27)
    #expect(policy.endedAccessHalfLifeDays["backups"] == 730)
    #expect(policy.accessColumns.control["encrypted-no-key"] == "encrypted-without-key")
    #expect(policy.factors["under-investigation"]?.halfLifeDays == 365)
    #expect(policy.factors["no-spy-agreement-offered"]?.mu == 0.95)
    #expect(policy.lists["blocking-sanctions"] == 1)
    #expect(policy.hits.exact.agrees == 0.98)
    #expect(policy.hits.close.unknown == 0.6)
    #expect(policy.hits.related.contradicts == 0.05)
    #expect(policy.hits.identifierAgrees == 0.995)
    #expect(policy.hits.identifierContradicts == 0.1)
    #expect(policy.stability.draws == 64)
    #expect(policy.floors.map(\.name) == ["confirmed-blocking-sanctions"])
  }

  @Test func documentIsCanonicalJSON() throws {
    let text = try ConfigurationFiles.defaultPolicy()
    let policy = try #require(ConfigurationFiles.policy(text).result?.policy)
    let document = try PolicyDocument(policy)
    #expect(document.json.hasPrefix(#"{"access_columns":{"consent_basis":{"deceptive":"#))
    #expect(document.json.contains(#""axes":{"CP":{"weight":0.5},"DA":{"weight":0.6},"#))
    #expect(document.json.contains(#""unknown":{"ceiling":0.6,"prior":0.25}"#))
    #expect(!document.sha256.isEmpty)

    let rewritten = text.replacing("prior: 0.25", with: "prior: 2.5e-1 # a quarter")
    let same = try #require(ConfigurationFiles.policy(rewritten).result?.policy)
    #expect(try PolicyDocument(same).json == document.json)
    #expect(try PolicyDocument(same).sha256 == document.sha256)
  }
}
