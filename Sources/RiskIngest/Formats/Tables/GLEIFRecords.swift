import RecordIO
import RiskCore

extension SourceFormat {
  /// Records of the Global LEI Index as an inventory.
  static let gleifJSON = SourceFormat(
    id: "gleif-json", tables: [.vendors],
    reference: Reference(
      reads:
        "Records of the Global LEI Index as its interface gives them, one or many in a document; each is a vendor with its "
        + "LEI as id.",
      published: "Global Legal Entity Identifier Foundation, https://www.gleif.org/en/lei-data",
      used:
        "lei, legalName, otherNames, transliteratedOtherNames, legalAddress, registeredAs, the status of entity and registration",
      notUsed:
        "headquarters, relations (they are links to other documents), managing bodies, dates of registration"
    ),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let isOne = try GLEIFRecord.isOneRecord(request.bytes(index))
        let file = try request.elements(
          index, layout: .document(records: [isOne ? "" : "data"]))
        passes.append(
          file.pass { element, context, collector throws(RowProblem) in
            // Of a document with one record the members beside `data` are records to the reader.
            if isOne && element.key != "data" { return }
            collector.add(try GLEIFRecord.vendor(of: element, context))
          })
      }
      return SourceStream(request, passes)
    })
}

private enum GLEIFRecord {
  /// Whether `data` of the document is one record and not an array of them.
  static func isOneRecord(_ source: any ByteSource) throws(InputError) -> Bool {
    let reader = try JSONReader(
      source: source, layout: .document(records: ["data"]))
    while let (elements, _) = try reader.nextBatch() {
      if let record = elements.first(where: \.isRecord) { return record.key != nil }
    }
    return false
  }

  static func vendor(
    of element: JSONElement, _ context: CellContext
  ) throws(RowProblem) -> Vendor {
    let attributes = element.value["attributes"]
    let entity = attributes?["entity"]
    func text(_ value: JSONValue?, _ column: String) -> String {
      context.clean(value?.text ?? "", column)
    }
    let lei = text(attributes?["lei"] ?? element.value["id"], "lei")
    let name = text(entity?["legalName"]?["name"], "legalName")
    for (value, column) in [(lei, "lei"), (name, "legalName")] where value.isEmpty {
      throw RowProblem(
        column: column, kind: .missingValue,
        explanation: "the record has no \(column); every vendor needs it")
    }
    var aliases: [String] = []
    for list in ["otherNames", "transliteratedOtherNames"] {
      for other in entity?[list]?.elements ?? [] {
        let alias = text(other["name"], list)
        if !alias.isEmpty && alias != name && !aliases.contains(alias) { aliases.append(alias) }
      }
    }
    let address = entity?["legalAddress"]
    let lines = (address?["addressLines"]?.elements ?? []).map { text($0, "legalAddress") }
    let place = [
      text(address?["postalCode"], "legalAddress"), text(address?["city"], "legalAddress"),
    ]
    return Vendor(
      id: lei, name: name, aliases: aliases,
      country: context.notedCountry(text(address?["country"], "country"), "country"),
      address: (lines + [place.filter { !$0.isEmpty }.joined(separator: " ")])
        .filter { !$0.isEmpty }.joined(separator: ", "),
      lei: lei, registrationNumber: text(entity?["registeredAs"], "registeredAs"),
      status: [
        text(entity?["status"], "status"), text(attributes?["registration"]?["status"], "status"),
      ].filter { !$0.isEmpty }.joined(separator: ", "),
      origin: RecordOrigin(file: context.file, line: element.position.line))
  }
}
