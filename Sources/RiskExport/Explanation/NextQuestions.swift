import RiskCore

/// The questions whose answers would narrow a vendor's interval most.
struct NextQuestions {
  /// A question, and the width of the interval to expect once it is answered.
  struct Question {
    let text: String
    /// The finding, or the mitigation as `factor/subject`.
    let subject: String
    /// In points.
    let expectedWidth: Double
  }

  /// The number of questions that are named.
  static let limit = 3

  /// The width of the interval now, in points.
  let width: Double
  /// The best first.
  let questions: [Question]

  init(_ assessment: StoredAssessment, under policy: Policy) {
    width = assessment.overall.high - assessment.overall.low
    let ranked = OpenQuestion.ranked(of: assessment.scoredFindings, weights: policy.axes.inOrder)
    questions = ranked.prefix(Self.limit).compactMap { question in
      switch question.subject {
      case .finding(let id):
        return assessment.findings.first { $0.id == id }.map { finding in
          Question(
            text: Self.text(finding.factor, finding.subject, in: assessment), subject: id,
            expectedWidth: question.expectedWidth)
        }
      case .mitigation(let key):
        return assessment.findings.lazy.flatMap(\.mitigations).first { $0.key == key }.map {
          Question(
            text: Self.text($0.factor, $0.subject, in: assessment), subject: key,
            expectedWidth: question.expectedWidth)
        }
      }
    }
  }

  /// A question as something to do.
  private static func text(
    _ factor: String, _ subject: String, in assessment: StoredAssessment
  ) -> String {
    let described = assessment.accessPhrase(subject)
    let access = described.map { " (access \(subject): \($0))" } ?? ""
    let plain = described.map { " (\($0))" } ?? ""
    switch factor {
    case UnknownShare.consentBasis: return "find out the consent basis of access \(subject)" + plain
    case UnknownShare.dataAccess: return "find out which data the vendor can reach, if any"
    case UnknownShare.consentPractice: return "find out on whose consent the vendor works"
    case UnknownShare.nationalSecurity:
      return subject == UnknownShare.country
        ? "find out the vendor's country" : "hold the vendor's names against a list"
    case ListedOwnership.factor:
      return "find out what listed parties hold of the vendor, and who they are (\(subject))"
    case WatchlistHit.factor: return "decide whether the vendor is the listed party \(subject)"
    case Factor.dataAccess.id:
      return "settle whether the vendor can reach "
        + (access.isEmpty ? "data that nobody describes" : "the data of access \(subject)" + plain)
    default:
      guard let claim = FactorCatalogue.factor(named: factor)?.claim else {
        return "settle '\(assessment.phrase(factor, subject))'"
      }
      let sentence = claim.hasSuffix(".") ? String(claim.dropLast()) : claim
      return "settle whether \(sentence.prefix(1).lowercased())\(sentence.dropFirst())\(access)"
    }
  }
}
