import RecordIO
import RiskCore

/// The remarks of the classic files: clauses between semicolons, a full stop at the end.
enum OFACRemarks {
  /// What a clause begins with, and what kind of number follows.
  private static let numbers: [(prefix: String, kind: String)] = [
    ("Tax ID No.", "tax-id"), ("Registration Number", "registration-number"),
    ("Registration ID", "registration-number"), ("Company Number", "registration-number"),
    ("Business Registration Number", "registration-number"),
    ("Business Registration Document #", "registration-number"),
    ("Business Number", "registration-number"),
    ("Commercial Registry Number", "registration-number"),
    ("Chamber of Commerce Number", "registration-number"), ("C.R. No.", "registration-number"),
    ("Public Registration Number", "registration-number"),
    ("Trade License No.", "registration-number"),
    ("Enterprise Number", "registration-number"), ("Legal Entity Number", "lei"), ("LEI", "lei"),
    ("Unified Social Credit Code (USCC)", "uscc"), ("Organization Code", "organisation-code"),
    ("Government Gazette Number", "government-gazette-number"),
    ("National ID No.", "national-id"), ("Passport", "passport"),
    ("Identification Number IMO", "imo"), ("Vessel Registration Identification IMO", "imo"),
    ("Identification Number", "national-id"), ("MMSI", "mmsi"), ("SWIFT/BIC", "swift-bic"),
    ("D-U-N-S Number", "duns"), ("ISIN", "isin"), ("Equity Ticker", "ticker"),
    ("Website", "website"),
    ("Email Address", "email"), ("NIT #", "tax-id"), ("RUC #", "tax-id"), ("RTN", "tax-id"),
    ("R.F.C.", "tax-id"), ("V.A.T. Number", "tax-id"), ("Tax ID", "tax-id"), ("BIK (RU)", "bik"),
    ("Aircraft Manufacturer's Serial Number (MSN)", "aircraft-serial-number"),
    ("Aircraft Tail Number", "aircraft-tail-number"),
    ("Digital Currency Address", "digital-currency-address"),
  ]

  /// Adds what remarks say to an entry.
  static func read(_ remarks: String, into entry: inout EntryDraft, _ context: CellContext) {
    guard !remarks.isEmpty else { return }
    let text = remarks.hasSuffix(".") ? remarks.dropLast() : Substring(remarks)
    for part in text.split(separator: ";") {
      var clause = Blanks.trimmed(String(part))
      if clause.hasPrefix("(") && clause.hasSuffix(")") {
        clause = String(clause.dropFirst().dropLast())
      }
      if clause.hasPrefix("alt. ") { clause.removeFirst(5) }
      read(clause: clause, into: &entry, context)
    }
  }

  private static func read(
    clause: String, into entry: inout EntryDraft, _ context: CellContext
  ) {
    if let name = rest(of: clause, behind: "a.k.a.") ?? rest(of: clause, behind: "f.k.a.") {
      let bare = name.hasPrefix("'") && name.hasSuffix("'") && name.utf8.count > 1
      entry.addName(bare ? String(name.dropFirst().dropLast()) : name, .weak)
    } else if let name = rest(of: clause, behind: "Linked To:") {
      entry.addLink(ListedLink(relation: .linked, name: name))
    } else if let place = rest(of: clause, behind: "nationality")
      ?? rest(of: clause, behind: "citizen")
    {
      entry.addCountry(OFACCountries.code(place, context, "Remarks"))
    } else if clause.hasPrefix("Listing Date") {
      entry.listedOn = date(at: clause) ?? entry.listedOn
    } else if clause.hasPrefix("Effective Date") {
      entry.inForceOn = date(at: clause) ?? entry.inForceOn
    } else if let number = numbers.first(where: { clause.hasPrefix($0.prefix) }),
      let value = rest(of: clause, behind: number.prefix)
    {
      add(value, number.kind, to: &entry, context)
    }
  }

  /// Adds a number, behind which the country may stand in brackets, and more.
  private static func add(
    _ text: String, _ kind: String, to entry: inout EntryDraft, _ context: CellContext
  ) {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      entry.addIdentifier(kind, text)
      return
    }
    let value = Blanks.trimmed(String(text[..<open]))
    let place = String(text[text.index(after: open)..<close])
    entry.addIdentifier(kind, value, country: context.country(place))
  }

  private static func rest(of clause: String, behind prefix: String) -> String? {
    guard clause.hasPrefix(prefix) else { return nil }
    let rest = Blanks.trimmed(String(clause.dropFirst(prefix.count)))
    return rest.isEmpty ? nil : rest
  }

  /// The date behind the brackets of `Listing Date (CMIC) 03 Jun 2021`.
  private static func date(at clause: String) -> CivilDate? {
    let behind = clause.lastIndex(of: ")").map { clause[clause.index(after: $0)...] }
    return DateForm.date(
      Blanks.trimmed(String(behind ?? clause.dropFirst(14))), [.dayMonthName])
  }
}

/// The countries as OFAC names them.
enum OFACCountries {
  /// Names of regions, and of what is no country; empty ones name none.
  private static let special: [String: String] = [
    "undetermined": "", "Region: Gaza": "PS", "Region: Crimea": "UA", "Region: Northern Mali": "ML",
    "Region: Kafia Kingi": "", "Palestinian": "PS", "Palestinian Territories": "PS",
    "West Bank": "PS", "Korea, North": "KP", "Korea, South": "KR", "Burma": "MM",
    "Congo, Democratic Republic of the": "CD", "Congo, Republic of the": "CG",
    "Man, Isle of": "IM", "Netherlands Antilles": "", "Bahamas, The": "BS", "The Gambia": "GM",
    "Cote d Ivoire": "CI", "North Macedonia, The Republic of": "MK", "Kosovo": "XK",
    "Virgin Islands, British": "VG", "Micronesia": "FM",
  ]

  /// Returns the code of a country; nil, and noted, when it is not known; nil when none is meant.
  static func code(_ name: String, _ context: CellContext, _ column: String) -> String? {
    guard !name.isEmpty else { return nil }
    if let code = special[name] { return code.isEmpty ? nil : code }
    return context.notedCountry(name, column)
  }
}
