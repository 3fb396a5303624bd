import Testing
import _RiskTestSupport

@testable import RiskCore

/// What holds of every comparison, whatever its constants are.
@Suite struct NameComparerLawTests {
  private let comparer = NameComparer()

  private func normalized(_ name: String) -> NormalizedName {
    NameNormalizer.standard.normalized(name)
  }

  private func compare(_ query: String, _ candidate: String) -> NameComparison {
    comparer.compare(normalized(query), normalized(candidate))
  }

  /// Pairs of a name and what somebody made of it, or of two names.
  private func pairs(_ count: Int, seed: UInt64) -> [(String, String)] {
    print("seed \(seed)")
    var generator = NameGenerator(seed: seed)
    return (0..<count).map { _ in
      let name = generator.name()
      return (
        name, generator.random.happens(0.8) ? generator.mutated(name) : generator.collidingName()
      )
    }
  }

  @Test func aNameIsItself() {
    for (name, mutation) in pairs(600, seed: 21) {
      for text in [name, mutation] where !normalized(text).isEmpty {
        let comparison = compare(text, text)
        #expect(comparison.similarity == 1, "'\(text)'")
        #expect(comparison.verdict == .same, "'\(text)'")
        #expect(comparison.obstacles.isEmpty, "'\(text)'")
      }
    }
  }

  @Test func similaritiesLieBetweenNothingAndOne() {
    for (query, candidate) in pairs(1500, seed: 22) {
      let comparison = compare(query, candidate)
      #expect((0...1).contains(comparison.similarity), "'\(query)', '\(candidate)'")
      #expect(
        (comparison.verdict == .same) == (comparison.similarity >= comparer.threshold),
        "'\(query)', '\(candidate)'")
    }
  }

  /// Only what is left over on a side, and who may have misspelt whom, is weighed by the side.
  @Test func whereEveryWordHasItsPartnerAndIsRightBothDirectionsAgree() {
    var count = 0
    for (query, candidate) in pairs(1500, seed: 23) {
      let (left, right) = (normalized(query), normalized(candidate))
      let forth = comparer.compare(left, right)
      guard !forth.obstacles.contains(.shortAndMisspelt),
        forth.alignment(left, right).allSatisfy({
          $0.relation != .queryOnly && $0.relation != .candidateOnly && $0.relation != .misspelt
        })
      else { continue }
      let back = comparer.compare(right, left)
      guard back.pairs.count == forth.pairs.count else { continue }
      count += 1
      #expect(forth.verdict == back.verdict, "'\(query)', '\(candidate)'")
      #expect(
        abs(forth.similarity - back.similarity) < 1e-5, "'\(query)', '\(candidate)'")
    }
    #expect(count > 300)
  }

  @Test func aWordOfTheQueryNeverSpeaksForAnEntry() {
    for (query, candidate) in pairs(600, seed: 24) {
      let before = compare(query, candidate)
      guard before.verdict != .same else { continue }
      let after = compare("\(query) Zywkaroundish", candidate)
      #expect(after.verdict != .same, "'\(query)', '\(candidate)'")
    }
  }

  @Test func theAlignmentCoversEveryWordOfBothSidesOnce() {
    for (query, candidate) in pairs(800, seed: 25) {
      let (left, right) = (normalized(query), normalized(candidate))
      let comparison = comparer.compare(left, right)
      var covered: (query: UInt64, candidate: UInt64) = (0, 0)
      for pair in comparison.pairs {
        #expect(covered.query & pair.queryMask == 0 && covered.candidate & pair.candidateMask == 0)
        covered = (covered.query | pair.queryMask, covered.candidate | pair.candidateMask)
      }
      let lines = comparison.alignment(left, right)
      var words: (query: [String], candidate: [String]) = ([], [])
      for line in lines {
        #expect((0...1).contains(line.similarity))
        if line.relation != .candidateOnly { words.query.append(line.query) }
        if line.relation != .queryOnly { words.candidate.append(line.candidate) }
      }
      // A run of two words is one line, with a blank between them.
      #expect(
        words.query.flatMap { $0.split(separator: " ") }.sorted()
          == left.words.flatMap { left.text(of: $0).split(separator: " ") }.sorted(),
        "'\(query)', '\(candidate)'")
      #expect(
        words.candidate.flatMap { $0.split(separator: " ") }.sorted()
          == right.words.flatMap { right.text(of: $0).split(separator: " ") }.sorted(),
        "'\(query)', '\(candidate)'")
    }
  }

  @Test func aLegalFormThatFitsChangesNoVerdict() {
    for (query, candidate) in pairs(600, seed: 26) {
      let (left, right) = (normalized(query), normalized(candidate))
      guard left.forms == 0, right.forms == 0, !left.isEmpty, !right.isEmpty else { continue }
      // One common word is a name only as it is written, legal form and all.
      guard left.words.contains(where: { $0.kind == .plain }) else { continue }
      let before = comparer.compare(left, right)
      for form in ["LLC", "Limited", "Company"] {
        let named = normalized("\(query) \(form)")
        // A name of forms or generic words alone reads otherwise with one more; that is its fallback.
        guard named.key == left.key else { continue }
        #expect(
          comparer.compare(named, right).verdict == before.verdict, "'\(query)', '\(candidate)'")
      }
    }
  }

  @Test func whatDoesNotCountChangesNothing() {
    for (query, candidate) in pairs(500, seed: 27) {
      let before = compare(query, candidate)
      let upper = compare(query.uppercased(), candidate.lowercased())
      #expect(upper.similarity == before.similarity, "'\(query)', '\(candidate)'")
      let stretched = compare("  \(query)  ", "«\(candidate)»")
      #expect(stretched.similarity == before.similarity, "'\(query)', '\(candidate)'")
    }
  }

  @Test func nothingIsLikeABlankName() {
    for name in ["", "  ", "\u{3000}"] {
      #expect(compare(name, "Acme").similarity == 0)
      #expect(compare("Acme", name).verdict == .different)
      #expect(compare(name, name).verdict == .different)
    }
  }

  @Test func aHigherThresholdFindsFewer() {
    for (query, candidate) in pairs(400, seed: 28) {
      let (left, right) = (normalized(query), normalized(candidate))
      let low = NameComparer(threshold: 0.7).compare(left, right)
      let high = NameComparer(threshold: 0.95).compare(left, right)
      #expect(low.similarity == high.similarity)
      #expect(!(high.verdict == .same && low.verdict != .same))
    }
  }

  @Test func everyCloserNameIsMoreAlike() {
    let orders: [(candidate: String, closer: [String])] = [
      (
        "Hikvision Digital Technology",
        ["Hikvision Digital", "Hikvison Digital", "Hikvison Marine"]
      ),
      (
        "Huawei Technologies",
        ["Huawei Technologies", "Huawei Marine Technologies", "Marine Technologies"]
      ),
      ("Argo II", ["Argo 2", "Argo", "Argo III"]),
      ("Lockheed Martin", ["Lockheed Martin", "Lockheed Martn", "Lockheed"]),
    ]
    for (candidate, closer) in orders {
      let similarities = closer.map { compare($0, candidate).similarity }
      #expect(similarities == similarities.sorted(by: >), "\(closer) and '\(candidate)'")
      #expect(Set(similarities).count == similarities.count, "\(closer) and '\(candidate)'")
    }
  }
}
