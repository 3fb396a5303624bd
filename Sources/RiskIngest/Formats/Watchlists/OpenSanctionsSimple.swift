import RecordIO
import RiskCore

extension SourceFormat {
  /// `targets.simple.csv` of OpenSanctions: one row for each target.
  ///
  /// Entries are keyed by `id`. The day of listing is not in this layout: `first_seen` is when
  /// OpenSanctions met the entry, and the text of `sanctions` follows no rule.
  static let openSanctionsSimple = SourceFormat(
    id: "opensanctions-simple",
    reference: Reference(
      reads: "targets.simple.csv of any OpenSanctions data set, with or without program_ids.",
      published: "OpenSanctions: https://www.opensanctions.org/datasets/",
      used: """
        id, schema, name, aliases, countries, identifiers, emails, program_ids; the newest \
        last_seen as the day of the edition.
        """,
      notUsed:
        "Birth dates, addresses, phones, the text of sanctions, dataset, first_seen, last_change."
    ),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        passes.append(try OpenSanctionsSimple.pass(request, index))
      }
      return SourceStream(request, passes)
    })
}

enum OpenSanctionsSimple {
  fileprivate static func pass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index)
    let columns = try file.columns(
      ["id", "schema", "name", "aliases", "countries", "identifiers"],
      optional: ["emails", "program_ids", "last_seen"])
    let (id, schema, name) = (columns["id"], columns["schema"], columns["name"])
    let (aliases, countries) = (columns["aliases"], columns["countries"])
    let (identifiers, emails) = (columns["identifiers"], columns["emails"])
    let (programmes, lastSeen) = (columns["program_ids"], columns["last_seen"])
    return file.pass { row, collector throws(RowProblem) in
      var draft = EntryDraft(key: try row.required(id), origin: row.origin)
      let word = try row.required(schema)
      let codes = values(row.text(countries))
      guard OpenSanctionsWords.isSchema(word) else {
        let isShifted = codes.contains { !isCountryCode($0) }
        throw RowProblem(
          column: schema.name, kind: isShifted ? .shiftedColumns : .badValue,
          explanation: "column 'schema' holds \(row.quoted(word)), which is no schema"
            + (isShifted ? ", and 'countries' holds no country codes" : "")
            + "; fetch the file again")
      }
      draft.party = OpenSanctionsWords.party(word)
      draft.addName(try row.required(name), .primary)
      for alias in values(row.text(aliases)) { draft.addName(alias, .strong) }
      for code in codes {
        draft.addCountry(OpenSanctionsWords.country(code, countries.name, row.context))
      }
      for value in values(row.text(identifiers)) { addIdentifier(value, to: &draft) }
      for value in values(row.text(emails)) { draft.addIdentifier("email", value) }
      for value in values(row.text(programmes)) { draft.addProgramme(value) }
      draft.locator = OpenSanctionsWords.locator(draft.key)
      try collector.add(draft)
      collector.setEditionDate(DateForm.date(row.text(lastSeen), [.iso]))
    }
  }

  /// An identifier says what it is only when it begins with IMO.
  private static func addIdentifier(_ text: String, to draft: inout EntryDraft) {
    let digits = text.utf8.dropFirst(3)
    let isIMO =
      text.hasPrefix("IMO") && digits.count == 7
      && digits.allSatisfy { (0x30...0x39).contains($0) }
    draft.addIdentifier(isIMO ? "imo" : "other", isIMO ? String(Substring(digits)) : text)
  }

  private static func isCountryCode(_ text: String) -> Bool {
    (2...7).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// The values of a cell, which is a line of CSV of its own; empty ones are left out.
  ///
  /// They stand between semicolons, and in quotes where a value holds a semicolon or a quote; such
  /// quotes are doubled.
  static func values(_ cell: String) -> [String] {
    guard cell.utf8.contains(where: { $0 == quote || $0 == semicolon }) else {
      return cell.isEmpty ? [] : [cell]
    }
    var values: [String] = []
    var value: [UInt8] = []
    var isQuoted = false
    let bytes = Array(cell.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != quote {
          value.append(byte)
        } else if index < bytes.count, bytes[index] == quote {
          value.append(quote)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == semicolon {
        values.append(String(decoding: value, as: UTF8.self))
        value.removeAll(keepingCapacity: true)
      } else if byte == quote, value.isEmpty {
        isQuoted = true
      } else {
        value.append(byte)
      }
    }
    values.append(String(decoding: value, as: UTF8.self))
    return values.map(Blanks.trimmed).filter { !$0.isEmpty }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let semicolon = UInt8(ascii: ";")
}
