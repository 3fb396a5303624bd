import RiskCore

extension PolicyDecoder {
  /// The rules of ownership by listed parties.
  func ownership(lists: [String: Double]) -> Policy.OwnershipRules {
    let section = section(.ownership)
    var earlier: [(rule: Policy.OwnershipRule, line: Int)] = []
    for value in section.list("rules") {
      let rule = ownershipRule(value.section(Section.ownershipRule.keys), lists: lists)
      // The same name on other days is the same rule: one that was suspended, or has another share.
      if !rule.name.isEmpty,
        let other = earlier.first(where: { $0.rule.name == rule.name && $0.rule.overlaps(rule) })
      {
        value.report(
          "has the name '\(rule.name)' and the days of the rule on line \(other.line); choose "
            + "another name, or days that do not meet")
      }
      earlier.append((rule, value.node.position.line))
    }
    return Policy.OwnershipRules(
      units: section.number("units", .units), rules: earlier.map(\.rule))
  }

  private func ownershipRule(
    _ section: ConfigurationSection, lists: [String: Double]
  ) -> Policy.OwnershipRule {
    let indirect = section["indirect"]?.choice(
      of: "way of counting indirect shares",
      from: Policy.OwnershipRule.Indirect.allCases.map(\.rawValue))
    let rule = Policy.OwnershipRule(
      name: section["name"]?.kebabName() ?? "", authority: section.text("authority"),
      lists: severityWords(of: section, among: lists),
      share: section.number("share", .percentAboveZero),
      isInclusive: truth(section["inclusive"]),
      indirect: indirect.flatMap(Policy.OwnershipRule.Indirect.init(rawValue:)) ?? .controlled,
      validFrom: date(section["valid_from"]), validTo: date(section["valid_to"]))
    if let from = rule.validFrom, let to = rule.validTo, to < from {
      section["valid_to"]?.report("is before valid_from; swap or mend them")
    }
    return rule
  }

  private func severityWords(
    of section: ConfigurationSection, among lists: [String: Double]
  ) -> [String] {
    guard let value = section["lists"] else { return [] }
    var words: [String] = []
    for item in value.list() {
      // Without readable `lists` every word would be wrong, and that is reported already.
      guard file["lists"] != nil,
        let word = item.choice(of: "key of lists", from: lists.keys.sorted())
      else { continue }
      if words.contains(word) {
        item.report("is '\(word)', which stands twice; leave one out")
      } else {
        words.append(word)
      }
    }
    if case .list(let items) = value.node.content, items.isEmpty {
      value.report("is empty; give at least one key of lists")
    }
    return words
  }

  private func truth(_ value: ConfigurationValue?) -> Bool {
    guard let value else { return false }
    switch value.node.content {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    default:
      value.report("is \(value.node.shown); give true or false")
      return false
    }
  }

  private func date(_ value: ConfigurationValue?) -> CivilDate? {
    guard let value else { return nil }
    let text = value.text()
    guard !text.isEmpty else { return nil }
    guard let date = CivilDate(text) else {
      value.report("is \(value.node.shown), which is no date; give one as YYYY-MM-DD")
      return nil
    }
    return date
  }
}
