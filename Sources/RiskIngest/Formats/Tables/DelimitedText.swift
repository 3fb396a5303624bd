import RecordIO

extension SourceFormat {
  /// Rows of text with a delimiter between fields.
  static let csv = SourceFormat(
    id: "csv", layoutKeys: ["delimiter", "skip_lines", "header"],
    reference: Reference(
      reads:
        "Any table with a delimiter, `,` unless `delimiter` says otherwise: RFC 4180 with LF or "
        + "CRLF.",
      published: "inventories, house lists, any list kept as a table",
      used: "those of the table, under the names that `columns` gives",
      notUsed: "every other column"),
    mapped: { request throws(InputError) in
      try delimited(request, delimiter: request.delimiter ?? UInt8(ascii: ","))
    })

  /// The same with a tab between fields.
  static let tsv = SourceFormat(
    id: "tsv", layoutKeys: ["delimiter", "skip_lines", "header"],
    reference: Reference(
      reads: "The same with tabs between fields.", published: "database and spreadsheet exports",
      used: "those of the table, under the names that `columns` gives",
      notUsed: "every other column"),
    mapped: { request throws(InputError) in
      try delimited(request, delimiter: request.delimiter ?? UInt8(ascii: "\t"))
    })

  private static func delimited(
    _ request: MappedRequest, delimiter: UInt8
  ) throws(InputError) -> any RecordReader {
    try CSVReader(
      source: InputFile.open(request.path, encoding: request.encoding),
      dialect: CSVDialect(
        delimiter: delimiter, header: request.header.map { .names($0) } ?? .firstRecord,
        preambleLines: request.skipLines))
  }
}
