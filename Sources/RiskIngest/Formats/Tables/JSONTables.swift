import RecordIO

extension SourceFormat {
  /// The records of one JSON document.
  static let json = SourceFormat(
    id: "json", layoutKeys: ["records"],
    reference: Reference(
      reads:
        "The elements of the array, or the members of the object, at the path `records` of one "
        + "JSON document; without `records` those of the document itself.",
      published: "interfaces and exports of other systems",
      used: "those of the table, as paths within a record that `columns` gives: `address.country`; "
        + "`$key` is the name of a member", notUsed: "every other member"),
    mapped: { request throws(InputError) in
      try JSONRecordReader(
        source: InputFile.open(request.path, encoding: request.encoding),
        layout: .document(records: [request.records]), columns: request.columns)
    })

  /// One JSON value on each line.
  static let ndjson = SourceFormat(
    id: "ndjson",
    reference: Reference(
      reads: "One JSON object on each line (NDJSON, JSON Lines).",
      published: "interfaces and exports of other systems",
      used: "those of the table, as paths within a line that `columns` gives",
      notUsed: "every other member"),
    mapped: { request throws(InputError) in
      try JSONRecordReader(
        source: InputFile.open(request.path, encoding: request.encoding), layout: .lines,
        columns: request.columns)
    })
}
