import RecordIO
import RiskCore

extension Source: TableRow {
  public struct Columns: Sendable {
    let id, title, publisher, publisherRole, publishedOn, reliability, credibility: MappedColumn
    let locator: MappedColumn
  }

  public static var table: TableKind { .sources }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      id: mapping["source_id"], title: mapping["title"], publisher: mapping["publisher"],
      publisherRole: mapping["publisher_role"], publishedOn: mapping["published_on"],
      reliability: mapping["reliability"], credibility: mapping["credibility"],
      locator: mapping["locator"])
  }

  public var rowID: String? { id }
  public var newestDate: CivilDate? { publishedOn }
}

extension TableDecoder where Row == Source {
  /// Creates the decoder of a table of sources.
  ///
  /// A blank grade is F or 6.
  public init(sourcesIn file: InputName, mapping: ColumnMapping) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      Source(
        id: try reader.required(columns.id), title: reader.text(columns.title),
        publisher: reader.text(columns.publisher),
        publisherRole: try reader.word(columns.publisherRole, as: ClaimantRole.self),
        publishedOn: try reader.date(columns.publishedOn),
        reliability: try reader.word(columns.reliability, as: Reliability.self) ?? .f,
        credibility: try reader.credibility(columns.credibility) ?? .six,
        locator: reader.text(columns.locator), origin: reader.origin)
    }
  }
}

extension RowReader {
  fileprivate func credibility(_ column: MappedColumn) throws(RowProblem) -> Credibility? {
    guard let text = optional(column) else { return nil }
    guard let credibility = Int(text).flatMap(Credibility.init(rawValue:)) else {
      throw RowProblem(
        column: column.name, kind: .unknownName,
        explanation: "column '\(column.name)' holds \(quoted(text)); "
          + "write an Admiralty credibility from 1 (confirmed) to 6 (unknown)")
    }
    return credibility
  }
}
