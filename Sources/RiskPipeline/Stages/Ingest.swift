import RecordIO
import RiskCore
import RiskIngest

/// The first stage: bytes to records to rows, one source after the other in ``TableKind/readingOrder``,
/// each read, decoded and collected at the same time.
struct Ingest {
  /// Where rejected rows go, in file order within a source.
  typealias RejectSink = (Reject, SourceConfiguration) throws -> Void

  private let configuration: PipelineConfiguration
  private let vocabulary: AccessVocabulary
  private let workers: Int
  private(set) var inventory = Inventory()
  private var seen: [TableKind: SeenRows] = [:]

  init(configuration: PipelineConfiguration, policy: Policy, workers: Int) {
    self.configuration = configuration
    vocabulary = AccessVocabulary(policy)
    self.workers = workers
  }

  /// Reads every source.
  ///
  /// - Parameters:
  ///   - opened: The pipeline's sources; each is read once.
  ///   - onReject: Takes each rejected row.
  ///   - onSource: Takes the account of each source when it has been read.
  /// - Throws: ``RunError`` for an input that fails while it is read, when there is no usable vendor, and
  ///   when a source passes the reject limit.
  mutating func read(
    _ opened: [OpenedSource], onReject: RejectSink, onSource: (SourceAccount) throws -> Void
  ) throws {
    for table in TableKind.readingOrder {
      for source in opened where source.configuration.table == table {
        let account = try read(source, onReject: onReject)
        try onSource(account)
        try check(account)
      }
      // Without vendors every later row would be rejected for want of one, and blamed for it.
      if table == .vendors && inventory.known.vendors.isEmpty {
        throw RunError.unusableInputs(
          opened.filter { $0.configuration.table == .vendors }.map {
            "\($0.configuration.path): holds no usable vendor; check the export it comes from"
          })
      }
    }
  }

  private mutating func read(_ source: OpenedSource, onReject: RejectSink) throws -> SourceAccount {
    let (file, mapping) = (source.file, source.mapping)
    switch source.configuration.table {
    case .vendors:
      return try collect(source, TableDecoder(vendorsIn: file, mapping: mapping), onReject) {
        $0.add($1)
      }
    case .sources:
      return try collect(source, TableDecoder(sourcesIn: file, mapping: mapping), onReject) {
        $0.add($1)
      }
    case .watchlists:
      guard let list = source.configuration.list else {
        preconditionFailure("the configuration gives every watchlist its list")
      }
      // Entry keys are unique within a list, not across lists.
      seen[.watchlists] = nil
      let decoder = TableDecoder<WatchlistEntry>(entriesOf: list, in: file, mapping: mapping)
      let account = try collect(source, decoder, onReject) { $0.add($1) }
      // A list cut down to its header screens nobody.
      if account.accepted > 0 { inventory.listCount += 1 }
      return account
    case .ownership:
      let decoder = TableDecoder<OwnershipStake>(
        ownershipIn: file, mapping: mapping, known: inventory.known)
      return try collect(source, decoder, onReject) { $0.add($1) }
    case .accesses:
      let decoder = TableDecoder<Access>(
        accessesIn: file, mapping: mapping, known: inventory.known, vocabulary: vocabulary)
      return try collect(source, decoder, onReject) { $0.add($1) }
    case .statements:
      let decoder = TableDecoder<Statement>(
        statementsIn: file, mapping: mapping, known: inventory.known)
      return try collect(source, decoder, onReject) { $0.add($1) }
    case .decisions:
      return try collect(source, TableDecoder(decisionsIn: file, mapping: mapping), onReject) {
        $0.add($1)
      }
    }
  }

  /// Reads, decodes and collects one source; the collecting side runs here, in file order.
  private mutating func collect<Row: TableRow>(
    _ source: OpenedSource, _ decoder: TableDecoder<Row>, _ onReject: RejectSink,
    _ add: (inout Inventory, Row) -> Void
  ) throws -> SourceAccount {
    var account = SourceAccount(source: source.configuration)
    var seen = self.seen[Row.table] ?? SeenRows()
    let stages = OrderedStages(window: 2 * workers + 2)
    let reader = source.reader
    let records = stages.source("read \(source.configuration.id)") { try reader.nextBatch() }
    let rows = stages.stage("decode", workers: workers, from: records) { batch in
      var decoded = decoder.rows(of: batch.records)
      // Both are in file order; a sink sees them so.
      decoded.rejects += batch.rejects
      return decoded
    }
    do {
      try stages.drain(rows) { batch in
        var rejects = batch.rejects
        for accepted in batch.accepted {
          let record = batch.records[accepted.record]
          let place = SeenRows.Seen(
            file: source.file, line: record.position.line, contentHash: accepted.contentHash)
          if let earlier = seen.insert(accepted.row.rowID, place) {
            account.duplicates += 1
            rejects.append(earlier.reject(of: record, id: accepted.row.rowID))
          } else {
            account.accepted += 1
            if let date = accepted.row.newestDate {
              account.newestDate = max(account.newestDate ?? date, date)
            }
            add(&inventory, accepted.row)
          }
        }
        account.rejected += batch.rejects.count
        for (note, line) in batch.notes { account.add(note, line: line) }
        rejects.sort { $0.position.byteOffset < $1.position.byteOffset }
        for reject in rejects {
          account.addExample(reject)
          try onReject(reject, source.configuration)
        }
      }
    } catch let error as InputError {
      throw error.isMissing
        ? RunError.missingInputs([error.description])
        : RunError.unusableInputs([error.description])
    }
    self.seen[Row.table] = seen
    let summary = reader.summary
    account.bytes = summary.bytes
    account.sha256 = summary.sha256
    account.read = summary.rowsRead
    precondition(
      account.read == account.accepted + account.rejected + account.duplicates,
      "every row read is accepted, rejected or a duplicate")
    return account
  }

  private func check(_ account: SourceAccount) throws {
    let limit = configuration.rejectLimit
    guard account.rejected > limit.rows,
      Double(account.rejected) > limit.share * Double(account.read)
    else { return }
    throw RunError.rejectLimit(
      RejectLimitBreach(
        source: account.source.id, path: account.source.path, rejected: account.rejected,
        read: account.read, examples: account.examples))
  }
}

/// A source whose file is open and whose header fits its table.
struct OpenedSource {
  let configuration: SourceConfiguration
  let reader: CSVReader
  let mapping: ColumnMapping
  let file: InputName

  /// Opens every source of `pipeline`.
  ///
  /// - Throws: ``RunError`` with the problems of all sources at once; missing files first.
  static func all(of pipeline: PipelineConfiguration) throws -> [OpenedSource] {
    var opened: [OpenedSource] = []
    var missing: [String] = []
    var unusable: [String] = []
    for source in pipeline.sources {
      do throws(InputError) {
        let reader = try CSVReader(
          path: source.path, dialect: CSVDialect(delimiter: source.delimiter))
        let mapping = ColumnMapping(
          table: source.table, header: reader.header, columns: source.columns,
          values: source.values)
        unusable += mapping.missing.map { describe($0, in: source, of: pipeline, reader: reader) }
        opened.append(
          OpenedSource(
            configuration: source, reader: reader, mapping: mapping,
            file: InputName(source.writtenPath)))
      } catch {
        if error.isMissing {
          missing.append(error.description)
        } else {
          unusable.append(error.description)
        }
      }
    }
    if !missing.isEmpty { throw RunError.missingInputs(missing + unusable) }
    if !unusable.isEmpty { throw RunError.unusableInputs(unusable) }
    return opened
  }

  private static func describe(
    _ missing: ColumnMapping.Missing, in source: SourceConfiguration,
    of pipeline: PipelineConfiguration, reader: CSVReader
  ) -> String {
    if reader.header.count == 1,
      let delimiter = [";", "\t", "|"].first(where: reader.header[0].contains)
    {
      let name = delimiter == "\t" ? "\\t" : delimiter
      return "\(source.path):1: the header is one column, and holds '\(name)'\n"
        + "  set delimiter: \"\(name)\" of source '\(source.id)' at \(pipeline.path):\(source.line)"
    }
    let nearest = missing.nearest.map { "; did you mean '\($0)'?" } ?? ""
    return "\(source.path):1: there is no column '\(missing.header)' for "
      + "\(source.table.rawValue).\(missing.column)\(nearest)\n  map it under 'columns' of source "
      + "'\(source.id)' at \(pipeline.path):\(source.line)"
  }
}

/// The ids of one table met so far, to tell repeated rows.
private struct SeenRows {
  struct Seen {
    let file: InputName
    let line: Int
    /// Of the whole row, to tell a copy from a contradiction.
    let contentHash: UInt64
  }

  /// A row that was there before.
  struct Earlier {
    let seen: Seen
    let isCopy: Bool

    func reject(of record: RecordView, id: String?) -> Reject {
      let what = id.map { "id '\($0.prefix(60))'" } ?? "the same row"
      let content =
        id == nil || isCopy
        ? "this copy changes nothing" : "with other content; the first one counts, mend the other"
      return Reject(
        position: record.position, column: nil, kind: .duplicateID,
        explanation: "\(what) stands already at \(seen.file.path):\(seen.line); \(content)",
        original: record.original)
    }
  }

  private var ids: [String: Seen] = [:]
  private var contents: [UInt64: Seen] = [:]

  /// Remembers a row; returns the earlier one when there is one.
  ///
  /// Rows without an id repeat one another when all their cells are equal.
  mutating func insert(_ id: String?, _ row: Seen) -> Earlier? {
    if let id {
      if let earlier = ids[id] {
        return Earlier(seen: earlier, isCopy: earlier.contentHash == row.contentHash)
      }
      ids[id] = row
    } else {
      if let earlier = contents[row.contentHash] { return Earlier(seen: earlier, isCopy: true) }
      contents[row.contentHash] = row
    }
    return nil
  }
}
