import BatchStages
import RecordIO
import RiskCore
import RiskIngest

/// The first stage: bytes to records to rows, one table after the other in ``TableKind/readingOrder``,
/// each source read, decoded and collected at the same time.
struct Ingest {
  /// Where rows that are not used go, in file order within a file.
  struct Sink {
    let onReject: (Reject, SourceConfiguration, _ path: String) throws -> Void
    /// Takes the account of each source when it has been read, after its rejects.
    let onSource: (SourceAccount) throws -> Void
  }

  let configuration: PipelineConfiguration
  private let vocabulary: AccessVocabulary
  let workers: Int
  let asOf: CivilDate
  /// What stood in the lists at their last good load; empty for a run that is not recorded.
  let lastGood: LastGoodLists?
  var inventory = Inventory()
  /// The inventory's names, kept from one register of disclosures to the next.
  var linkerIndex: DisclosureLinker.Index?
  private var seen: [TableKind: SeenRows] = [:]

  init(
    configuration: PipelineConfiguration, policy: Policy, asOf: CivilDate, workers: Int,
    lastGood: LastGoodLists?
  ) {
    self.configuration = configuration
    vocabulary = AccessVocabulary(policy)
    self.asOf = asOf
    self.workers = workers
    self.lastGood = lastGood
  }

  /// Reads every source; each is read once.
  ///
  /// - Throws: ``RunError`` for an input that fails while it is read, when there is no usable vendor, and
  ///   when a source passes the reject limit.
  mutating func read(_ opened: [OpenedSource], _ sink: Sink) throws {
    for table in TableKind.readingOrder {
      let sources = opened.filter { $0.configuration.table == table }
      if table == .watchlists {
        try readLists(sources, sink)
      } else {
        for source in sources {
          let account = try read(source, sink)
          try sink.onSource(account)
          try check(account)
        }
      }
      // Without vendors every later row would be rejected for want of one, and blamed for it. Parties
      // of disclosures may be vendors too.
      if table == .disclosures && inventory.known.vendors.isEmpty {
        throw RunError.unusableInputs(
          opened.filter { [.vendors, .disclosures].contains($0.configuration.table) }.map {
            "\($0.configuration.path): holds no usable vendor; check the export it comes from"
          })
      }
    }
  }

  /// Reads inventories and lists, and holds nothing against their limits on rejects.
  mutating func readNamed(_ opened: [OpenedSource], _ sink: Sink) throws {
    for source in opened where source.configuration.table == .vendors {
      try sink.onSource(try read(source, sink))
    }
    try readLists(opened.filter { $0.configuration.table == .watchlists }, sink)
  }

  private mutating func read(_ source: OpenedSource, _ sink: Sink) throws -> SourceAccount {
    var account = SourceAccount(source)
    switch source.content {
    case .unusable(let problem):
      throw RunError.unusableInputs([problem])
    case .known(let stream):
      try read(stream, of: source, into: &account, sink)
    case .mapped(let files):
      for (index, file) in files.enumerated() {
        let (name, mapping) = (source.names[index], file.mapping)
        var input = MappedInput(source: source, index: index, reader: file.reader)
        switch source.configuration.table {
        case .vendors:
          try collect(
            &input, TableDecoder<Vendor>(vendorsIn: name, mapping: mapping), &account, sink
          ) { $0.add($1) }
        case .sources:
          try collect(
            &input, TableDecoder<Source>(sourcesIn: name, mapping: mapping), &account, sink
          ) { $0.add($1) }
        case .ownership:
          let decoder = TableDecoder<OwnershipStake>(
            ownershipIn: name, mapping: mapping, known: inventory.known)
          try collect(&input, decoder, &account, sink) { $0.add($1) }
        case .accesses:
          let decoder = TableDecoder<Access>(
            accessesIn: name, mapping: mapping, known: inventory.known, vocabulary: vocabulary)
          try collect(&input, decoder, &account, sink) { $0.add($1) }
        case .statements:
          let decoder = TableDecoder<Statement>(
            statementsIn: name, mapping: mapping, known: inventory.known)
          try collect(&input, decoder, &account, sink) { $0.add($1) }
        case .decisions:
          try collect(
            &input, TableDecoder<Decision>(decisionsIn: name, mapping: mapping), &account, sink
          ) { $0.add($1) }
        case .watchlists, .disclosures:
          preconditionFailure("lists and disclosures are read by other means")
        }
      }
    }
    return account
  }

  /// One file of a source on its way through the chain.
  struct MappedInput {
    let source: OpenedSource
    let index: Int
    let reader: any RecordReader
  }

  /// Reads, decodes and collects one file; the collecting side runs here, in file order.
  private mutating func collect<Row: TableRow>(
    _ input: inout MappedInput, _ decoder: TableDecoder<Row>, _ account: inout SourceAccount,
    _ sink: Sink, _ add: (inout Inventory, Row) -> Void
  ) throws {
    var seen = self.seen[Row.table] ?? SeenRows()
    let stages = OrderedStages(window: 2 * workers + 2)
    let rows = Self.start(input, decoder, on: stages, workers: workers)
    try Self.drain(
      rows, of: input, on: stages, seen: &seen, into: &account, sink
    ) { add(&inventory, $0) }
    self.seen[Row.table] = seen
  }

  /// Starts reading and decoding a file.
  static func start<Row: TableRow>(
    _ input: MappedInput, _ decoder: TableDecoder<Row>, on stages: OrderedStages, workers: Int
  ) -> StageQueue<ReadBatch<DecodedBatch<Row>>> {
    let reader = input.reader
    let records = stages.source(
      "read \(input.source.configuration.id)",
      ReadBatch.reading { () throws(InputError) in try reader.nextBatch() })
    return stages.stage("decode", workers: workers, from: records) { read in
      read.map { batch in
        var decoded = decoder.rows(of: batch.records)
        // Both are in file order; a sink sees them so.
        decoded.rejects += batch.rejects
        return decoded
      }
    }
  }

  /// Collects what `start` began.
  static func drain<Row: TableRow>(
    _ rows: StageQueue<ReadBatch<DecodedBatch<Row>>>, of input: MappedInput,
    on stages: OrderedStages,
    seen: inout SeenRows, into account: inout SourceAccount, _ sink: Sink, _ add: (Row) -> Void
  ) throws {
    let (source, index) = (input.source.configuration, input.index)
    let name = input.source.names[index]
    do {
      try stages.drain(rows) { read in
        let batch = try read.get()
        var rejects = batch.rejects
        for accepted in batch.accepted {
          let record = batch.records[accepted.record]
          let place = SeenRows.Seen(
            file: name, line: record.position.line, contentHash: accepted.contentHash)
          if let earlier = seen.insert(accepted.row.rowID, place) {
            account.files[index].duplicates += 1
            rejects.append(earlier.reject(of: record, id: accepted.row.rowID))
          } else {
            account.files[index].accepted += 1
            account.addDate(accepted.row.newestDate)
            add(accepted.row)
          }
        }
        account.files[index].rejected += batch.rejects.count
        for (note, line) in batch.notes { account.add(note, file: index, line: line) }
        rejects.sort { $0.position.byteOffset < $1.position.byteOffset }
        for reject in rejects {
          account.addExample(reject, file: index)
          try sink.onReject(reject, source, name.path)
        }
      }
    } catch let error as InputError {
      throw RunError(error)
    }
    account.files[index].close(input.reader.summary)
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

  /// Remembers a row that came by another way than a table; returns the earlier one with its id.
  mutating func remember(_ id: String, in table: TableKind, _ origin: RecordOrigin) -> Bool {
    seen[table, default: SeenRows()].insert(
      id, SeenRows.Seen(file: origin.file, line: origin.line, contentHash: 0)) == nil
  }
}

/// What a reader gave: a batch, or at the end the error that stopped it.
///
/// An error travels behind the batches before it, so that what was read until then is collected
/// whatever the number of workers.
enum ReadBatch<Batch: Sendable>: Sendable {
  case batch(Batch)
  case failed(InputError)

  /// Returns a source of a chain out of one that throws.
  static func reading(
    _ next: @escaping @Sendable () throws(InputError) -> Batch?
  ) -> @Sendable () -> ReadBatch? {
    let state = FailedState()
    return {
      guard !state.hasFailed else { return nil }
      do throws(InputError) {
        return try next().map { .batch($0) }
      } catch {
        state.hasFailed = true
        return .failed(error)
      }
    }
  }

  func map<Other>(_ body: (Batch) -> Other) -> ReadBatch<Other> {
    switch self {
    case .batch(let batch): .batch(body(batch))
    case .failed(let error): .failed(error)
    }
  }

  func get() throws(InputError) -> Batch {
    switch self {
    case .batch(let batch): return batch
    case .failed(let error): throw error
    }
  }
}

/// Whether a source has failed.
private final class FailedState: @unchecked Sendable {
  // SAFETY: read and written by the one thread of a chain's source.
  var hasFailed = false
}

extension RunError {
  /// What a run ends with when an input cannot be read on.
  init(_ error: InputError) {
    self =
      error.isMissing
      ? .missingInputs([error.description]) : .unusableInputs([error.description])
  }
}
