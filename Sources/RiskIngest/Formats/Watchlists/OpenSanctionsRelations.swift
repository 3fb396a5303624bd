import RecordIO
import RiskCore

/// The properties of an entity of FollowTheMoney: every value is an array of strings.
struct FTMProperties {
  let context: CellContext
  private var values: [String: JSONValue] = [:]

  init(_ value: JSONValue, _ context: CellContext) {
    self.context = context
    for member in value.members where values[member.key] == nil {
      values[member.key] = member.value
    }
  }

  /// The values of a property, cleaned, empty ones left out.
  subscript(name: String) -> [String] {
    guard let value = values[name] else { return [] }
    let texts = value.text.map { [$0] } ?? value.elements.compactMap(\.text)
    return texts.map { context.clean($0, name) }.filter { !$0.isEmpty }
  }

  /// The dates of a property; noted where one is none.
  func dates(_ name: String) -> [CivilDate] {
    self[name].compactMap { text in
      let date = Self.lastDay(text)
      if date == nil { context.note(.unreadableDate, name) }
      return date
    }
  }

  /// The last day that `1962`, `1962-04` or `1962-04-13` may mean.
  ///
  /// A listing of which only the year is known was not known before the year's end; an end of which
  /// only the year is known takes nothing away before it.
  static func lastDay(_ text: String) -> CivilDate? {
    if let date = DateForm.date(text, [.iso]) { return date }
    let parts = text.split(separator: "-", maxSplits: 2)
    guard parts.count <= 2, let first = parts.first, first.utf8.count == 4, let year = Int(first)
    else { return nil }
    if parts.count == 1 { return CivilDate(year: year, month: 12, day: 31) }
    guard parts[1].utf8.count == 2, let month = Int(parts[1]) else { return nil }
    return [31, 30, 29, 28].lazy.compactMap { CivilDate(year: year, month: month, day: $0) }.first
  }
}

/// Entities that say something of others: gathered, because they may stand before those, and delta
/// files may take them away.
final class OpenSanctionsRelations {
  private struct Sanction {
    let entities: [String]
    let authorities: [String]
    let programmes: [String]
    let listedOn: CivilDate?
    let inForceOn: CivilDate?
    let endedOn: CivilDate?
  }

  private struct Link {
    let sources: [String]
    let targets: [String]
    /// How the second party stands to the first; the first stands to it the other way round.
    let relation: ListedLink.Relation
    let percent: Double?
  }

  private enum Relation {
    case sanction(Sanction)
    case link(Link)
  }

  /// In the order of the files; nil for one that was taken away.
  private var relations: [Relation?] = []
  private var places: [String: Int] = [:]

  /// Keeps an entity that relates others; other schemas say nothing that is used.
  func add(_ id: String, _ schema: String, _ properties: FTMProperties) {
    if schema == "Sanction" {
      append(id, .sanction(Self.sanction(properties)))
    } else if schema == "Ownership" {
      // An ownership that ended leaves a link: nobody says that the two have parted.
      let hasEnded = !properties["endDate"].isEmpty
      let percent = properties["percentage"].lazy.compactMap(Self.percent).max()
      append(
        id,
        .link(
          Link(
            sources: properties["owner"], targets: properties["asset"],
            relation: hasEnded ? .linked : .subsidiary, percent: hasEnded ? nil : percent)))
    } else if let (source, target) = Self.ends[schema] {
      append(
        id,
        .link(
          Link(
            sources: properties[source], targets: properties[target], relation: .linked,
            percent: nil)))
    }
  }

  /// Forgets an entity.
  func remove(_ id: String) {
    if let place = places.removeValue(forKey: id) { relations[place] = nil }
  }

  private func append(_ id: String, _ relation: Relation) {
    if let place = places[id] { relations[place] = nil }
    places[id] = relations.count
    relations.append(relation)
  }

  /// The properties that hold the two parties of a relation.
  private static let ends = [
    "Directorship": ("director", "organization"),
    "UnknownLink": ("subject", "object"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
    "Succession": ("predecessor", "successor"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
  ]

  private static func sanction(_ properties: FTMProperties) -> Sanction {
    let starts = properties.dates("startDate").min()
    let ids = properties["programId"]
    return Sanction(
      entities: properties["entity"], authorities: properties["authority"],
      programmes: ids.isEmpty ? properties["program"] : ids,
      listedOn: properties.dates("listingDate").min() ?? starts,
      inForceOn: starts, endedOn: properties.dates("endDate").max())
  }

  /// `51`, `51%`, `51.5 %`, `51,5`; ranges and other words are none.
  private static func percent(_ text: String) -> Double? {
    let number = Blanks.trimmed(text.replacing("%", with: "")).replacing(",", with: ".")
    guard let percent = Double(number), (0...100).contains(percent) else { return nil }
    return percent
  }

  // MARK: Entries

  /// What is used of a list of authorities or parties, so that one entity cannot relate a million
  /// others with a million.
  private static let most = 16

  /// What the sanctions against one party say together.
  private struct Standing {
    var authorities: [String] = []
    var listedOn: CivilDate?
    var inForceOn: CivilDate?
    var endedOn: CivilDate?
    var isOpen = false

    mutating func add(_ sanction: Sanction) {
      for authority in sanction.authorities
      where authorities.count < OpenSanctionsRelations.most && !authorities.contains(authority) {
        authorities.append(authority)
      }
      listedOn = earlier(listedOn, sanction.listedOn)
      inForceOn = earlier(inForceOn, sanction.inForceOn ?? sanction.listedOn)
      if let end = sanction.endedOn {
        endedOn = max(endedOn ?? end, end)
      } else {
        isOpen = true
      }
    }

    private func earlier(_ one: CivilDate?, _ other: CivilDate?) -> CivilDate? {
      guard let one, let other else { return one ?? other }
      return min(one, other)
    }
  }

  /// Adds to the entries what was gathered; relations with parties that are no entries say nothing.
  func apply(_ collector: SourceCollector) {
    var names: [String: String] = [:]
    for draft in collector.drafts where !draft.isRemoved {
      names[draft.key] = draft.names.first?.text
    }
    var standings: [String: Standing] = [:]
    for case .some(let relation) in relations {
      switch relation {
      case .sanction(let sanction):
        for id in sanction.entities where names[id] != nil {
          standings[id, default: Standing()].add(sanction)
          _ = collector.update(id) { draft in
            for programme in sanction.programmes { draft.addProgramme(programme) }
          }
        }
      case .link(let link):
        let back: ListedLink.Relation = link.relation == .subsidiary ? .owner : .linked
        for source in link.sources.prefix(Self.most) where names[source] != nil {
          for target in link.targets.prefix(Self.most) {
            guard let name = names[target] else { continue }
            connect(source, target, name, link.relation, link.percent, collector)
            connect(target, source, names[source] ?? "", back, link.percent, collector)
          }
        }
      }
    }
    collector.updateAll { draft in
      guard let standing = standings[draft.key] else { return }
      draft.authority = standing.authorities.joined(separator: "; ")
      draft.listedOn = standing.listedOn
      if let inForceOn = standing.inForceOn, inForceOn != standing.listedOn {
        draft.inForceOn = inForceOn
      }
      if !standing.isOpen { draft.endedOn = standing.endedOn }
    }
  }

  private func connect(
    _ key: String, _ other: String, _ name: String, _ relation: ListedLink.Relation,
    _ percent: Double?, _ collector: SourceCollector
  ) {
    _ = collector.update(key) {
      $0.addLink(ListedLink(relation: relation, name: name, key: other, percent: percent))
    }
  }
}
