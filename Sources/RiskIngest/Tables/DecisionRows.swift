import RiskCore

extension Decision: TableRow {
  public struct Columns: Sendable {
    let vendor, entry, verdict, decidedBy, decidedOn, reason, expiresOn, anchor: MappedColumn
  }

  public static var table: TableKind { .decisions }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      vendor: mapping["vendor_id"], entry: mapping["entry_key"], verdict: mapping["verdict"],
      decidedBy: mapping["decided_by"], decidedOn: mapping["decided_on"],
      reason: mapping["reason"], expiresOn: mapping["expires_on"], anchor: mapping["anchor"])
  }

  public var rowID: String? { nil }
  public var newestDate: CivilDate? { decidedOn }
}

extension TableDecoder where Row == Decision {
  /// Creates the decoder of a decisions file.
  ///
  /// A decision on a vendor or an entry that is no longer there is kept: it may come back.
  public init(decisionsIn file: InputName, mapping: ColumnMapping) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      Decision(
        vendorID: try reader.required(columns.vendor),
        entryKey: try reader.required(columns.entry),
        verdict: try reader.requiredWord(columns.verdict, as: Decision.Verdict.self),
        decidedBy: try reader.required(columns.decidedBy),
        decidedOn: try reader.requiredDate(columns.decidedOn),
        reason: try reader.required(columns.reason), expiresOn: try reader.date(columns.expiresOn),
        anchor: reader.text(columns.anchor), origin: reader.origin)
    }
  }
}
