/// Shares of listed owners as people read them.
enum OwnershipText {
  /// More owners than this are counted and not named.
  private static let namedOwners = 5

  /// Returns a sentence such as `between 37 and 61 % listed: Alpha 30 %, Beta 7 to 31 % through Gamma`,
  /// and what the rule says of it.
  static func sentence(of ownership: ListedOwnership) -> String {
    let (rule, low, high) = (ownership.rule, ownership.low, ownership.high)
    var text =
      percent(low) == percent(high)
      ? "\(percent(low)) % listed" : "between \(percent(low)) and \(percent(high)) % listed"
    var owners = ownership.contributions.prefix(namedOwners).map(owner)
    let others = ownership.contributions.count - owners.count
    if others > 0 { owners.append("\(others) more") }
    text += ": " + owners.joined(separator: ", ")
    let asked =
      rule.isInclusive ? "\(percent(rule.share)) % or more" : "more than \(percent(rule.share)) %"
    let standing: String
    if ownership.isSure {
      standing = "surely reached"
    } else if rule.isReached(by: low) {
      standing = "reached if the owners are the listed parties"
    } else {
      standing = "possibly reached"
    }
    text += "; \(rule.name) asks for \(asked): \(standing)"
    if rule.indirect == .controlled,
      ownership.contributions.contains(where: { !$0.through.isEmpty })
    {
      text += " (an owner held over that share passes on its whole holding)"
    }
    return text
  }

  private static func owner(_ contribution: ListedOwnership.Contribution) -> String {
    var text = contribution.owner
    if contribution.probability < 1 {
      text += " (listed with probability \(Hundredths.text(of: contribution.probability)))"
    }
    let (low, high) = (percent(contribution.low), percent(contribution.high))
    if contribution.high > 0 {
      text += low == high ? " \(low) %" : " \(low) to \(high) %"
    } else {
      text += " with others"
    }
    if !contribution.through.isEmpty {
      text += " through " + contribution.through.joined(separator: " and ")
    }
    return text
  }

  /// A percentage with one decimal at most.
  static func percent(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
