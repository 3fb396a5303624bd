import BatchStages
import RecordIO
import RiskCore
import RiskIngest

extension Ingest {
  /// Reads a source whose format knows its layout: vendors, or disclosures.
  mutating func read(
    _ stream: SourceStream, of source: OpenedSource, into account: inout SourceAccount,
    _ sink: Sink
  ) throws {
    let stages = OrderedStages(window: 2 * workers + 2)
    let batches = stages.source(
      "read \(source.configuration.id)",
      ReadBatch.reading { () throws(InputError) in try stream.next() })
    var (vendors, disclosures): ([Vendor], [Disclosure]) = ([], [])
    var edition: CivilDate?
    try Self.drain(batches, of: source, stream, on: stages, into: &account, sink) { batch in
      vendors += batch.vendors
      disclosures += batch.disclosures
      if let date = batch.editionDate { edition = max(edition ?? date, date) }
    }
    account.addDate(edition)
    Self.close(stream, &account)
    for vendor in vendors {
      if remember(vendor.id, in: .vendors, vendor.origin) {
        inventory.add(vendor)
      } else {
        try repeated(vendor, of: source, into: &account, sink)
      }
    }
    if source.configuration.table == .disclosures {
      try add(disclosures, of: source, edition: edition, into: &account)
    }
  }

  /// Collects the batches of a stream: rejects, notes and counts; `body` takes the rest.
  static func drain(
    _ batches: StageQueue<ReadBatch<SourceBatch>>, of source: OpenedSource, _ stream: SourceStream,
    on stages: OrderedStages, into account: inout SourceAccount, _ sink: Sink,
    _ body: (SourceBatch) throws -> Void
  ) throws {
    do {
      try stages.drain(batches) { read in
        let batch = try read.get()
        for (file, count) in batch.accepted.enumerated() { account.files[file].accepted += count }
        for lost in batch.lost {
          if lost.isDuplicate {
            account.files[lost.file].duplicates += 1
          } else {
            account.files[lost.file].rejected += 1
            account.addExample(lost.reject, file: lost.file)
          }
          try sink.onReject(lost.reject, source.configuration, source.names[lost.file].path)
        }
        for noted in batch.notes { account.add(noted.note, file: noted.file, line: noted.line) }
        try body(batch)
      }
    } catch let error as InputError {
      throw RunError(error)
    }
  }

  /// Takes what the stream says of its files.
  static func close(_ stream: SourceStream, _ account: inout SourceAccount) {
    for (file, summary) in stream.fileSummaries.enumerated() {
      guard let summary else { preconditionFailure("every file of a source is read") }
      account.files[file].close(summary)
    }
  }

  /// Counts a vendor that was there before as a duplicate.
  private func repeated(
    _ vendor: Vendor, of source: OpenedSource, into account: inout SourceAccount, _ sink: Sink
  ) throws {
    guard let file = source.names.firstIndex(where: { $0 == vendor.origin.file }) else { return }
    account.files[file].accepted -= 1
    account.files[file].duplicates += 1
    try sink.onReject(
      Reject(
        position: RecordPosition(line: vendor.origin.line, byteOffset: 0), column: nil,
        kind: .duplicateID,
        explanation: "vendor '\(vendor.id.prefix(60))' stands already in another source; "
          + "the first one counts", original: vendor.name), source.configuration,
      source.names[file].path)
  }
}
