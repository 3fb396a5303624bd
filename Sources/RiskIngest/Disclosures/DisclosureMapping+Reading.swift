import RecordIO
import RiskCore

extension DisclosureMapping {
  /// The words that the cells of a mapping table may hold beside the factors of the catalogue.
  public struct Words: Sendable {
    let categories, subjects, storages, consentBases: Set<String>

    init(
      categories: Set<String>, subjects: Set<String>, storages: Set<String>,
      consentBases: Set<String>
    ) {
      self.categories = categories
      self.subjects = subjects
      self.storages = storages
      self.consentBases = consentBases
    }

    /// Creates the words that a policy weighs.
    public init(_ vocabulary: AccessVocabulary) {
      self.init(
        categories: vocabulary.categories, subjects: vocabulary.subjects,
        storages: vocabulary.storages, consentBases: vocabulary.consentBases)
    }
  }

  /// The rows of a mapping table that cannot be used; a table with any of them means nothing.
  public struct BadRows: Error, Sendable, CustomStringConvertible {
    /// The path as the pipeline file writes it.
    public let path: String
    /// In the order of the file, at least one.
    public let rejects: [Reject]

    /// One line for each row: place and explanation.
    public var description: String {
      rejects.map { "\(path):\($0.position.line): \($0.explanation)" }.joined(separator: "\n")
    }
  }

  /// Reads a mapping table.
  ///
  /// - Parameters:
  ///   - path: The file's place on this machine.
  ///   - name: Its name in messages.
  ///   - words: The words its cells may hold; nil takes any.
  /// - Returns: The mapping, or all rows that are wrong.
  /// - Throws: `InputError` when the file cannot be read, or has not the columns of such a table.
  public static func read(
    _ path: String, name: InputName, words: Words? = nil
  ) throws(InputError) -> Result<DisclosureMapping, BadRows> {
    let reader = try CSVReader(source: InputFile.open(path))
    let columns = try RecordFile(0, name, reader).columns(
      ["signal", "value", "means"],
      optional: ["as", "data_subject", "storage", "claimant_role", "note"])
    var decoder = MappingRowDecoder(columns: columns, words: words)
    let context = CellContext(file: name)
    var rejects: [Reject] = []
    while let (records, damaged) = try reader.nextBatch() {
      rejects += damaged
      guard !records.isEmpty else { continue }
      var row = RowReader(records[0], context: context)
      for index in 0..<records.count {
        row.advance(to: records[index])
        do throws(RowProblem) {
          try decoder.take(row)
        } catch {
          rejects.append(
            Reject(
              position: records[index].position, column: error.column, kind: error.kind,
              explanation: error.explanation, original: records[index].original))
        }
      }
    }
    guard rejects.isEmpty else {
      rejects.sort { $0.position.byteOffset < $1.position.byteOffset }
      return .failure(BadRows(path: name.path, rejects: rejects))
    }
    return .success(DisclosureMapping(rows: decoder.rows))
  }
}

/// Turns the records of a mapping table into its rows.
private struct MappingRowDecoder {
  private typealias Meaning = DisclosureMapping.Meaning
  private typealias Condition = DisclosureMapping.Condition

  private struct Covered: Hashable {
    let signal: String
    let condition: Condition
    /// Nil for `ignore`, which ends the search.
    let meaning: Meaning?
  }

  private let signal, value, means, names, subject, storage, role, note: MappedColumn
  private let words: DisclosureMapping.Words?
  private(set) var rows: [DisclosureMapping.Row] = []
  /// What earlier rows leave nothing of, with the line of each.
  private var covered: [Covered: Int] = [:]

  init(columns: ListColumns, words: DisclosureMapping.Words?) {
    signal = columns["signal"]
    value = columns["value"]
    means = columns["means"]
    names = columns["as"]
    subject = columns["data_subject"]
    storage = columns["storage"]
    role = columns["claimant_role"]
    note = columns["note"]
    self.words = words
  }

  mutating func take(_ row: RowReader) throws(RowProblem) {
    let signal = try row.required(self.signal)
    let condition = try condition(row)
    let meaning = try row.requiredWord(means, as: Meaning.self)
    try refuseEmptyRow(row, signal, condition, meaning)
    var names = SeveralValues.split(row.text(self.names))
    var factors: [Factor] = []
    switch meaning {
    case .access:
      names = names.map(Token.of)
      try requireNames(row, names, meaning)
      for name in names { try check(row, name, self.names, words?.categories, "data category") }
      try requireClaimant(row, meaning)
      try check(
        row, Token.of(try row.required(subject)), subject, words?.subjects, "kind of people")
      if let storage = row.token(storage) {
        try check(row, storage, self.storage, words?.storages, "storage")
      }
    case .factor, .deniedFactor:
      try requireNames(row, names, meaning)
      try requireClaimant(row, meaning)
      factors = try self.factors(row, names)
      try refuse(row, [subject, storage], meaning)
    case .consentBasis:
      names = names.map(Token.of)
      guard names.count == 1 else {
        throw problem(self.names, .badValue, "names \(names.count) bases; name one")
      }
      try check(row, names[0], self.names, words?.consentBases, "consent basis")
      try refuse(row, [subject, storage, role], meaning)
    case .retention, .ignore:
      try refuse(row, [self.names, subject, storage, role], meaning)
    }
    covered[Covered(signal: signal, condition: condition, meaning: covers(meaning))] =
      row.record.position.line
    rows.append(
      DisclosureMapping.Row(
        signal: signal, condition: condition, meaning: meaning, names: names, factors: factors,
        dataSubject: row.token(subject) ?? "", storage: row.token(storage),
        claimantRole: try row.word(role, as: ClaimantRole.self), note: row.text(note),
        line: row.record.position.line))
  }

  // MARK: Cells

  private func condition(_ row: RowReader) throws(RowProblem) -> Condition {
    let text = try row.required(value)
    if text == "*" { return .any }
    for (sign, make) in [
      (">=", Condition.atLeast), ("<=", Condition.atMost), (">", Condition.above),
      ("<", Condition.below),
    ] where text.hasPrefix(sign) {
      guard let bound = Double(Blanks.trimmed(String(text.dropFirst(sign.count)))) else {
        throw problem(
          value, .badNumber,
          "holds \(row.quoted(text)); write a number behind \(sign), such as \(sign)395")
      }
      return make(bound)
    }
    return .equal(text)
  }

  private func factors(_ row: RowReader, _ names: [String]) throws(RowProblem) -> [Factor] {
    var factors: [Factor] = []
    for name in names {
      guard let factor = FactorCatalogue.factor(named: Token.of(name)) else {
        let nearest = FactorCatalogue.nearest(to: String(Token.of(name).prefix(60)))
        throw problem(
          self.names, .unknownName,
          "holds \(row.quoted(name)), which is no factor of the catalogue"
            + row.suggestion(nearest))
      }
      guard factor != .dataAccess else {
        throw problem(
          self.names, .badValue,
          "holds 'data-access', which is said of one access; write 'access' under 'means' and the "
            + "data category here")
      }
      factors.append(factor)
    }
    return factors
  }

  private func check(
    _ row: RowReader, _ word: String, _ column: MappedColumn, _ known: Set<String>?, _ what: String
  ) throws(RowProblem) {
    guard let known, !known.contains(word) else { return }
    throw problem(
      column, .unknownName,
      "holds \(row.quoted(word)), which is no \(what) of the policy"
        + row.suggestion(Suggestion.nearest(to: String(word.prefix(60)), among: known.sorted())))
  }

  private func requireNames(
    _ row: RowReader, _ names: [String], _ meaning: Meaning
  ) throws(RowProblem) {
    if names.isEmpty {
      throw problem(
        self.names, .missingValue,
        meaning == .access
          ? "is empty; name a data category, or several with semicolons"
          : "is empty; name a factor of the catalogue, or several with semicolons")
    }
  }

  private func requireClaimant(_ row: RowReader, _ meaning: Meaning) throws(RowProblem) {
    if row.optional(role) == nil {
      throw problem(
        role, .missingValue,
        "is empty; a row that means '\(meaning.rawValue)' says who claims it, 'self' for example")
    }
  }

  private func refuse(
    _ row: RowReader, _ columns: [MappedColumn], _ meaning: Meaning
  ) throws(RowProblem) {
    for column in columns where !row.text(column).isEmpty {
      throw problem(
        column, .badValue, "says nothing in a row that means '\(meaning.rawValue)'; leave it empty")
    }
  }

  // MARK: Rows that never count

  private func covers(_ meaning: Meaning) -> Meaning? { meaning == .ignore ? nil : meaning }

  private func refuseEmptyRow(
    _ row: RowReader, _ signal: String, _ condition: Condition, _ meaning: Meaning
  ) throws(RowProblem) {
    for earlier in [condition, .any] {
      for other in [covers(meaning), nil] {
        let key = Covered(signal: signal, condition: earlier, meaning: other)
        if let line = covered[key] {
          throw RowProblem(
            column: nil, kind: .duplicateID,
            explanation: "the row never counts, because the one on line \(line) fits all its "
              + "values; put it above that line, or remove it")
        }
      }
    }
  }

  private func problem(
    _ column: MappedColumn, _ kind: Reject.Kind, _ text: String
  ) -> RowProblem {
    RowProblem(column: column.name, kind: kind, explanation: "column '\(column.name)' \(text)")
  }
}
