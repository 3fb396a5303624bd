import Foundation
import RiskCore
import RiskExport

extension ExplainedPolicy {
  /// Reads the part of a stored policy that explanations need.
  ///
  /// - Parameter document: The policy as ``PolicyDocument`` writes it.
  /// - Returns: nil when the document lacks a value, as one of another version of the program may.
  public init?(document: String) {
    let decoder = JSONDecoder()
    guard let stored = try? decoder.decode(Stored.self, from: Data(document.utf8)) else {
      return nil
    }
    self.init(
      axes: Policy.AxisWeights(
        dataAccess: stored.axes.dataAccess.weight,
        consentPractice: stored.axes.consentPractice.weight,
        nationalSecurity: stored.axes.nationalSecurity.weight),
      rating: Policy.RatingThresholds(
        moderate: stored.rating.moderate, high: stored.rating.high,
        critical: stored.rating.critical),
      floors: stored.floors.compactMap { rule in
        guard let when = Policy.FloorRule.Condition(rawValue: rule.when),
          let rating = Rating(rawValue: rule.rating)
        else { return nil }
        return Policy.FloorRule(
          name: rule.name, when: when, list: rule.list, factor: rule.factor,
          minimum: rule.minimum, rating: rating)
      },
      lists: stored.lists,
      stability: Policy.StabilityRule(
        draws: stored.stability.draws, shake: stored.stability.shake,
        margin: stored.stability.margin, seed: stored.stability.seed))
  }

  private struct Stored: Decodable {
    struct Axes: Decodable {
      struct Axis: Decodable { let weight: Double }
      let dataAccess, consentPractice, nationalSecurity: Axis

      enum CodingKeys: String, CodingKey {
        case dataAccess = "DA"
        case consentPractice = "CP"
        case nationalSecurity = "NS"
      }
    }
    struct Thresholds: Decodable { let moderate, high, critical: Double }
    struct Floor: Decodable {
      let name, when, rating: String
      let list, factor: String?
      let minimum: Double?
    }
    struct Stability: Decodable {
      let draws: Int
      let shake, margin: Double
      let seed: UInt64
    }
    let axes: Axes
    let rating: Thresholds
    let floors: [Floor]
    let lists: [String: Double]
    let stability: Stability
  }
}
