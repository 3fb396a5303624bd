import RecordIO
import RiskCore

extension SourceFormat {
  /// The simplified table of OpenSanctions.
  static let openSanctionsSimple = SourceFormat(
    id: "opensanctions-simple",
    reference: Reference(
      reads: "`targets.simple.csv` of any OpenSanctions collection: one row for each target.",
      published:
        "OpenSanctions, https://www.opensanctions.org/datasets/ (commercial use needs their licence)",
      used:
        "id (the key), schema, name, aliases, countries, identifiers, program_ids, dataset (the authority); last_seen gives the edition",
      notUsed:
        "birth_date, addresses, phones, emails, the text of sanctions, first_seen and last_change: they are days of the "
        + "collection, not of the listing"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        let columns = try file.columns(
          ["id", "schema", "name", "aliases", "countries"],
          optional: ["identifiers", "program_ids", "dataset", "last_seen"])
        let reader = OpenSanctionsRow(columns)
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            try collector.add(reader.draft(of: row))
            collector.setEditionDate(
              DateForm.date(row.text(reader.lastSeen), [.iso]))
          })
      }
      return SourceStream(request, passes)
    })
}

private struct OpenSanctionsRow {
  let id, schema, name, aliases, countries, identifiers, programmes, dataset, lastSeen: MappedColumn

  init(_ columns: ListColumns) {
    id = columns["id"]
    schema = columns["schema"]
    name = columns["name"]
    aliases = columns["aliases"]
    countries = columns["countries"]
    identifiers = columns["identifiers"]
    programmes = columns["program_ids"]
    dataset = columns["dataset"]
    lastSeen = columns["last_seen"]
  }

  func draft(of row: RowReader) throws(RowProblem) -> EntryDraft {
    var draft = EntryDraft(key: try row.required(id), origin: row.origin)
    draft.party = OpenSanctionsSchema.party(try row.required(schema))
    draft.addName(try row.required(name), .primary)
    for alias in NestedList.values(of: row.text(aliases)) { draft.addName(alias, .strong) }
    for code in NestedList.values(of: row.text(countries)) {
      draft.addCountry(OpenSanctionsSchema.country(code, row.context, countries.name))
    }
    for value in NestedList.values(of: row.text(identifiers)) {
      let isShip = value.hasPrefix("IMO")
      draft.addIdentifier(isShip ? "imo" : "other", isShip ? String(value.dropFirst(3)) : value)
    }
    for programme in NestedList.values(of: row.text(programmes)) { draft.addProgramme(programme) }
    draft.authority = row.text(dataset)
    return draft
  }
}

/// What the tables and entities of OpenSanctions have in common.
enum OpenSanctionsSchema {
  /// The kind of party that a schema of FollowTheMoney is.
  static func party(_ schema: String) -> PartyKind {
    switch schema {
    case "Company", "Organization", "LegalEntity", "PublicBody": .organisation
    case "Person": .person
    case "Vessel": .vessel
    case "Airplane": .aircraft
    default: .unknown
    }
  }

  /// The country of a code, also of a state that is no more, which has none today.
  static func country(_ code: String, _ context: CellContext, _ column: String) -> String? {
    // Codes of former states and of parts of states are longer: `suhh`, `ge-ab`.
    guard code.utf8.count <= 3 else { return nil }
    return context.notedCountry(code.uppercased(), column)
  }
}

/// Cells that are a line of CSV of their own, with `;` between values.
enum NestedList {
  /// The values, without blanks around them; empty ones are left out.
  static func values(of cell: String) -> [String] {
    guard cell.utf8.contains(UInt8(ascii: "\"")) else { return SeveralValues.split(cell) }
    var values: [String] = []
    var value: [UInt8] = []
    var isQuoted = false
    let bytes = Array(cell.utf8)
    var index = 0
    func finish() {
      let text = Blanks.trimmed(String(decoding: value, as: UTF8.self))
      if !text.isEmpty { values.append(text) }
      value = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
          value.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == UInt8(ascii: ";"), !isQuoted {
        finish()
      } else {
        value.append(byte)
      }
      index += 1
    }
    finish()
    return values
  }
}
