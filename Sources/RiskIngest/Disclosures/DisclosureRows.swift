import RiskCore

/// Makes accesses and statements of what parties disclose.
///
/// The order of a party's signals changes nothing: rows come in the order of the mapping table.
public struct DisclosureRows: Sendable {
  /// What a disclosure says about a vendor.
  public struct Result: Sendable {
    /// In the order of the mapping table.
    public internal(set) var accesses: [Access] = []
    /// In the order of the mapping table.
    public internal(set) var statements: [Statement] = []
    /// The signals that no row of the table fits.
    public internal(set) var unmapped: [Disclosure.Signal] = []
  }

  private let mapping: DisclosureMapping
  private let source: Source
  private let statedOn: CivilDate
  /// By data category the kind of people of the first row that names it, whose ids need no more.
  private let firstSubjects: [String: String]

  /// The most values that an excerpt lists.
  private static let listedValues = 12

  /// Creates rows of `source`.
  ///
  /// - Parameter statedOn: The day of the edition.
  public init(_ mapping: DisclosureMapping, source: Source, statedOn: CivilDate) {
    self.mapping = mapping
    self.source = source
    self.statedOn = statedOn
    firstSubjects = Dictionary(
      mapping.rows.filter { $0.meaning == .access }.flatMap { row in
        row.names.map { ($0, row.dataSubject) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns what `disclosure` says about the vendor it was joined to.
  ///
  /// The ids are those of source and party, and the data category or factor. Of several rows about
  /// one category or factor the first of the table counts. What a party that has left the register
  /// said ends with that day; only that it left goes on.
  public func rows(of disclosure: Disclosure, vendorID: String) -> Result {
    var result = Result()
    /// The values that a row counts for, by its place in the table.
    var values: [Int: [String]] = [:]
    for signal in disclosure.signals {
      if let places = mapping.rowsCounting(for: signal) {
        for place in places { values[place, default: []].append(signal.value) }
      } else {
        result.unmapped.append(signal)
      }
    }
    let counting = values.keys.sorted().map { mapping.rows[$0] }
    let basis = counting.first { $0.meaning == .consentBasis }?.names.first
    let retention = values.filter { mapping.rows[$0.key].meaning == .retention }
      .flatMap(\.value).compactMap { Int($0) }.filter { $0 >= 0 }.max()
    var seen: Set<String> = []
    for place in values.keys.sorted() {
      let row = mapping.rows[place]
      switch row.meaning {
      case .access:
        for category in row.names {
          let id = accessID(category, row, disclosure)
          guard seen.insert(id).inserted else { continue }
          result.accesses.append(
            Access(
              id: id, vendorID: vendorID, dataCategory: category, dataSubject: row.dataSubject,
              storage: row.storage, consentBasis: basis, retentionDays: retention,
              validTo: disclosure.endedOn, source: source, claimant: claimant(row, disclosure),
              claimantRole: row.claimantRole, origin: disclosure.origin))
        }
      case .factor, .deniedFactor:
        let excerpt = excerpt(row, values[place] ?? [])
        for factor in row.factors {
          let statement = statement(factor, row, disclosure, vendorID, excerpt)
          if seen.insert(statement.id).inserted { result.statements.append(statement) }
        }
      case .consentBasis, .retention, .ignore: break
      }
    }
    return result
  }

  // MARK: Rows

  private func accessID(
    _ category: String, _ row: DisclosureMapping.Row, _ disclosure: Disclosure
  ) -> String {
    let id = "\(source.id):\(disclosure.partyID):\(category)"
    return firstSubjects[category] == row.dataSubject ? id : "\(id):\(row.dataSubject)"
  }

  private func statement(
    _ factor: Factor, _ row: DisclosureMapping.Row, _ disclosure: Disclosure, _ vendorID: String,
    _ excerpt: String
  ) -> Statement {
    let denies = row.meaning == .deniedFactor
    let isAboutLeaving = row.signal == Disclosure.Signal.deletion
    return Statement(
      id: "\(source.id):\(disclosure.partyID):\(factor.id)" + (denies ? ":denied" : ""),
      vendorID: vendorID, factor: factor, stance: denies ? .denies : .asserts,
      claimant: claimant(row, disclosure), claimantRole: row.claimantRole ?? .publicRegister,
      statedOn: statedOn, validFrom: isAboutLeaving ? disclosure.endedOn : nil,
      validTo: isAboutLeaving ? nil : disclosure.endedOn, source: source, excerpt: excerpt,
      origin: disclosure.origin)
  }

  private func claimant(_ row: DisclosureMapping.Row, _ disclosure: Disclosure) -> String {
    if row.claimantRole == .vendorItself { return disclosure.name }
    return source.publisher.isEmpty ? source.id : source.publisher
  }

  private func excerpt(_ row: DisclosureMapping.Row, _ values: [String]) -> String {
    let sorted = values.sorted { left, right in
      if let left = Double(left), let right = Double(right), left != right { return left < right }
      return ByteOrder.precedes(left, right)
    }
    let more = sorted.count - Self.listedValues
    let listed = sorted.prefix(Self.listedValues).joined(separator: ", ")
    let said = "\(row.signal) = \(listed)" + (more > 0 ? " and \(more) more" : "")
    return row.note.isEmpty ? said : "\(row.note) (\(said))"
  }
}
