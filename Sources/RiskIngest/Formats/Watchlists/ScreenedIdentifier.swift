import RiskCore

/// A number or fact of the column `ids` of the Consolidated Screening List.
struct ScreenedIdentifier {
  let type: String
  let value: String
  /// The country as written; empty when there is none.
  let country: String

  init(type: String, value: String, country: String) {
    self.type = type
    self.value = value
    self.country = country
  }

  /// Takes `Passport, A0010, IR, 18 Feb 2004` apart, or `IR, A0010, Passport` of the older
  /// editions.
  ///
  /// The value may contain commas. Dates of issue and expiry are left out.
  init?(_ text: String, typeIsFirst: Bool) {
    var parts = Self.parts(of: text)
    guard parts.count > 1 else { return nil }
    type = Blanks.trimmed(typeIsFirst ? parts.removeFirst() : parts.removeLast())
    while parts.count > 1, let last = parts.last,
      DateForm.date(last, [.dayMonthName, .iso]) != nil
    {
      parts.removeLast()
    }
    if parts.count > 1, let code = typeIsFirst ? parts.last : parts.first, Self.isCode(code) {
      country = code
      if typeIsFirst { parts.removeLast() } else { parts.removeFirst() }
    } else {
      country = ""
    }
    value = parts.joined(separator: ", ")
  }

  /// What stands between commas with a blank behind them.
  private static func parts(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    for index in bytes.indices.dropLast()
    where bytes[index] == UInt8(ascii: ",") && bytes[index + 1] == 0x20 {
      parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
      start = index + 2
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts.filter { !$0.isEmpty }
  }

  /// The parts of which `ids` says the days; in another part they speak of a later measure, on a
  /// party that was listed long before.
  private static let datedParts: Set<String> = ["CMIC", "MBS", "CAP"]

  /// Adds to an entry what the fact says: a number, a day, or nothing.
  func add(to draft: inout EntryDraft, _ context: CellContext) {
    let name = type.utf8.last == UInt8(ascii: ":") ? String(type.dropLast()) : type
    guard !name.isEmpty, !value.isEmpty else { return }
    if name.hasPrefix("Listing Date") || name.hasPrefix("Effective Date") {
      guard Self.datedParts.contains(draft.part) else { return }
      if name.hasPrefix("L") {
        draft.listedOn = earlier(draft.listedOn, context)
      } else {
        draft.inForceOn = earlier(draft.inForceOn, context)
      }
    } else if name == "Issuer Name" {
      if !draft.names.contains(where: { $0.text == value }) {
        draft.addLink(ListedLink(relation: .linked, name: value))
      }
    } else if let kind = Self.kind(of: name, value) {
      let value = Self.plainValue(value, kind)
      draft.addIdentifier(kind, value, country: context.notedCountry(country, "ids"))
    }
  }

  private func earlier(_ date: CivilDate?, _ context: CellContext) -> CivilDate? {
    guard let new = DateForm.date(value, [.iso, .dayMonthName, .monthDayYear]) else {
      context.note(.unreadableDate, "ids")
      return date
    }
    return date.map { min($0, new) } ?? new
  }

  private static func isCode(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  private static func plainValue(_ value: String, _ kind: String) -> String {
    if value.hasPrefix("# ") { return String(value.dropFirst(2)) }
    if kind == "imo", value.hasPrefix("IMO ") { return String(value.dropFirst(4)) }
    return value
  }

  /// The token of a kind of number; nil for facts that are none.
  private static func kind(of name: String, _ value: String) -> String? {
    if let kind = kinds[name] { return kind }
    switch name {
    case "Vessel Registration Identification", "Identification Number":
      return value.hasPrefix("IMO ") ? "imo" : "registration-number"
    case "Legal Entity Number":
      return value.utf8.count == 20 ? "lei" : "registration-number"
    default: break
    }
    guard name.utf8.count <= 60,
      !facts.contains(where: { ScreenedName.range(of: $0, in: name[...]) != nil })
    else { return nil }
    return Token.of(name)
  }

  private static let kinds: [String: String] = [
    "Passport": "passport", "Diplomatic Passport": "passport",
    "British National Overseas Passport": "passport", "Website": "website",
    "Email Address": "email", "ISIN": "isin", "SWIFT/BIC": "swift-bic", "Equity Ticker": "ticker",
    "D-U-N-S Number": "duns", "MMSI": "mmsi", "Central Index Key (CIK)": "cik",
    "Registration ID": "registration-number", "Registration Number": "registration-number",
    "Public Registration Number": "registration-number",
    "Business Registration Number": "registration-number",
    "Business Registration Document #": "registration-number",
    "Company Number": "registration-number", "UK Company Number": "registration-number",
    "Business Number": "registration-number", "Enterprise Number": "registration-number",
    "Certificate of Incorporation Number": "registration-number",
    "Registered Charity No.": "registration-number", "C.R. No.": "registration-number",
    "Unified Social Credit Code (USCC)": "registration-number",
    "Commercial Registry Number": "registration-number",
    "Tax ID No.": "tax-id", "NIT #": "tax-id", "R.F.C.": "tax-id", "RFC": "tax-id",
    "RUC #": "tax-id", "US FEIN": "tax-id", "Italian Fiscal Code": "tax-id",
    "V.A.T. Number": "tax-id", "C.U.I.T.": "tax-id",
    "Paraguayan tax identification number": "tax-id", "C.U.R.P.": "national-id",
    "Cedula No.": "national-id", "National ID No.": "national-id", "D.N.I.": "national-id",
    "National Foreign ID Number": "national-id", "Personal ID Card": "national-id",
    "Kenyan ID No.": "national-id", "Bosnian Personal ID No.": "national-id",
    "Moroccan Personal ID No.": "national-id", "OGRN": "ogrn", "INN": "inn", "KPP": "kpp",
    "OKPO": "okpo", "Government Gazette Number": "okpo", "BIK (RU)": "bik",
  ]

  /// Words of facts about sanctions and people.
  private static let facts = [
    "anction", "Directive", "Date", "Gender", "Target Type", "Organization Type", "Nationality",
    "Prohibited", "Determination", "Information", "Executive Order", "License",
  ]
}
