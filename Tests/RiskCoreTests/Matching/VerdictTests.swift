import Foundation
import Testing
import _RiskTestSupport

@testable import RiskCore

/// The verdicts of Tests/Fixtures/names/verdicts.cases.
@Suite struct VerdictTests {
  struct Case: Sendable, CustomStringConvertible {
    var verdict: String
    var query: String
    var candidate: String
    var why: String

    var description: String { "'\(query)' and '\(candidate)': \(why)" }
  }

  static let cases: [Case] = {
    let path = Repository.path("Tests/Fixtures/names/verdicts.cases")
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let fields = line.components(separatedBy: " | ")
      return fields.count == 4
        ? Case(verdict: fields[0], query: fields[1], candidate: fields[2], why: fields[3])
        : Case(verdict: "a line of four fields", query: String(line), candidate: "", why: "")
    }
  }()

  @Test func theFileHoldsCasesOfEveryVerdict() {
    #expect(Self.cases.count >= 120)
    #expect(Set(Self.cases.map(\.verdict)) == ["same", "related", "different"])
    #expect(Set(Self.cases.map { "\($0.query) | \($0.candidate)" }).count == Self.cases.count)
  }

  @Test(arguments: cases)
  func theVerdictIsTheOneInTheFile(_ pair: Case) {
    let normalizer = NameNormalizer.standard
    let (query, candidate) = (
      normalizer.normalized(pair.query), normalizer.normalized(pair.candidate)
    )
    let comparison = NameComparer().compare(query, candidate)
    #expect(
      comparison.verdict.rawValue == pair.verdict,
      "\(pair); \(comparison.similarity); \(comparison.reasons(query, candidate))")
  }
}
