import RiskCore

/// Words of OFAC that its files share: countries, kinds of identifiers, types of parties, lists.
enum OFACWords {
  // MARK: Countries

  /// The ISO 3166-1 alpha-2 code that a country word of OFAC means.
  ///
  /// nil when it is none that is known, which is noted, and for words that name no country of
  /// today.
  static func country(_ text: String, _ column: String, _ context: CellContext) -> String? {
    if let code = countries[text] { return code }
    if text.utf8.starts(with: "Region: ".utf8) {
      return context.notedCountry(String(text.dropFirst("Region: ".utf8.count)), column)
    }
    return context.notedCountry(text, column)
  }

  /// Words that are no spelling of a country elsewhere.
  ///
  /// Disputed regions that OFAC gives to no state have no code.
  private static let countries: [String: String?] = [
    "Cote d Ivoire": "CI",
    "Palestinian": "PS",
    "West Bank": "PS",
    "Region: Commonwealth of Independent States": nil,
    "Region: Crimea": "UA",
    "Region: Gaza": "PS",
    "Region: Jammu and Kashmir": nil,
    "Region: Kafia Kingi": nil,
    "Region: North Gaza": "PS",
    "Region: Northern Gaza": "PS",
    "Region: Northern Mali": "ML",
    "Region: West Bank": "PS",
    "Netherlands Antilles": nil,
    "None Identified": nil,
    "undetermined": nil,
    "stateless": nil,
    "Stateless": nil,
  ]

  // MARK: Parties and lists

  /// What a type word says; `-0-`, an empty word, is an organisation in the classic files.
  static func party(_ word: String) -> PartyKind? {
    switch word.lowercased() {
    case "", "entity": .organisation
    case "individual": .person
    case "vessel": .vessel
    case "aircraft": .aircraft
    default: nil
    }
  }

  /// The part of an entry: `SDN`, or the programme when that is of another list.
  ///
  /// Two programmes stand on the SDN list and beside it, where directives restrict some dealings.
  /// With nothing but such a programme and a directive it is `UKRAINE-EO13662`; where more than
  /// that is named, the file does not tell, and the part stays empty.
  static func part(_ programmes: [String], remarks: String) -> String {
    if let first = programmes.first, programmes.allSatisfy(otherLists.contains) { return first }
    guard remarks.utf8[...].place(of: "Directive") != nil else { return "SDN" }
    return programmes == ["UKRAINE-EO13662"] ? "UKRAINE-EO13662" : ""
  }

  /// Programmes whose entries are not blocked: Chinese military-industrial companies, the
  /// Palestinian council, foreign sanctions evaders, and banks without correspondent accounts.
  private static let otherLists: Set<String> = [
    "CMIC-EO13959", "NS-PLC", "FSE-IR", "FSE-SY", "561-Related",
  ]

  // MARK: Identifiers

  /// What stands at the beginning of a remark, or as the type of an id, and the kind it is.
  struct IdentifierLabel {
    let text: String
    let kind: String
    /// Where the label itself says whose register it is.
    let country: String?

    init(_ text: String, _ kind: String, country: String? = nil) {
      self.text = text
      self.kind = kind
      self.country = country
    }
  }

  /// Returns the longest label that `text` begins with, or nil.
  static func identifierLabel(beginning text: String) -> IdentifierLabel? {
    guard let first = text.utf8.first, let labels = labelsByFirstByte[first] else { return nil }
    return labels.first { text.utf8.starts(with: $0.text.utf8) }
  }

  /// The labels by their first byte, longer ones first.
  private static let labelsByFirstByte: [UInt8: [IdentifierLabel]] = Dictionary(
    grouping: labels.sorted { $0.text.utf8.count > $1.text.utf8.count }
  ) { $0.text.utf8.first ?? 0 }

  private static let labels: [IdentifierLabel] = [
    IdentifierLabel(
      "Aircraft Construction Number (also called L/N or S/N or F/N)", "aircraft-serial"),
    IdentifierLabel("Aircraft Manufacturer's Serial Number (MSN)", "aircraft-serial"),
    IdentifierLabel("Aircraft Mode S Transponder Code", "aircraft-transponder"),
    IdentifierLabel("Aircraft Tail Number", "aircraft-tail-number"),
    IdentifierLabel("BIK (RU)", "bik", country: "RU"),
    IdentifierLabel("Business Number", "registration-number"),
    IdentifierLabel("Business Registration Document #", "registration-number"),
    IdentifierLabel("Business Registration Number", "registration-number"),
    IdentifierLabel("C.R. No.", "registration-number"),
    IdentifierLabel("C.U.R.P.", "curp"),
    IdentifierLabel("C.U.I.T.", "tax-id"),
    IdentifierLabel("Cedula No.", "national-id"),
    IdentifierLabel("Central Registration System Number", "registration-number"),
    IdentifierLabel("Certificate of Incorporation Number", "registration-number"),
    IdentifierLabel("Chamber of Commerce Number", "registration-number"),
    IdentifierLabel("Commercial Registry Number", "registration-number"),
    IdentifierLabel("Company Number", "registration-number"),
    IdentifierLabel("Company Number IMO", "imo"),
    IdentifierLabel("D-U-N-S Number", "duns"),
    IdentifierLabel("D.N.I.", "national-id"),
    IdentifierLabel("Digital Currency Address -", "digital-currency-address"),
    IdentifierLabel("Diplomatic Passport", "passport"),
    IdentifierLabel("Email Address", "email"),
    IdentifierLabel("Enterprise Number", "registration-number"),
    IdentifierLabel("Equity Ticker", "ticker"),
    IdentifierLabel("Folio Mercantil No.", "registration-number"),
    IdentifierLabel("Government Gazette Number", "government-gazette-number"),
    IdentifierLabel("Identification Number", "identification-number"),
    IdentifierLabel("Identification Number IMO", "imo"),
    IdentifierLabel("ISIN", "isin"),
    IdentifierLabel("Istanbul Chamber of Comm. No.", "registration-number", country: "TR"),
    IdentifierLabel("Italian Fiscal Code", "tax-id", country: "IT"),
    IdentifierLabel("LE Number", "lei"),
    IdentifierLabel("Legal Entity Number", "lei"),
    IdentifierLabel("MMSI", "mmsi"),
    IdentifierLabel("Matricula Mercantil No", "registration-number"),
    IdentifierLabel("NIT #", "tax-id"),
    IdentifierLabel("National Foreign ID Number", "national-id"),
    IdentifierLabel("National ID No.", "national-id"),
    IdentifierLabel("Passport", "passport"),
    IdentifierLabel("Personal ID Card", "national-id"),
    IdentifierLabel("Public Registration Number", "registration-number"),
    IdentifierLabel("R.F.C.", "tax-id"),
    IdentifierLabel("RFC", "tax-id"),
    IdentifierLabel("RIF #", "tax-id"),
    IdentifierLabel("RTN", "tax-id"),
    IdentifierLabel("RUC #", "tax-id"),
    IdentifierLabel("Registered Charity No.", "registration-number"),
    IdentifierLabel("Registration ID", "registration-number"),
    IdentifierLabel("Registration Number", "registration-number"),
    IdentifierLabel("SSN", "national-id", country: "US"),
    IdentifierLabel("SWIFT/BIC", "swift-bic"),
    IdentifierLabel("Serial No.", "serial-number"),
    IdentifierLabel("Tax ID No.", "tax-id"),
    IdentifierLabel("Trade License No.", "registration-number"),
    IdentifierLabel("UK Company Number", "registration-number", country: "GB"),
    IdentifierLabel("US FEIN", "tax-id", country: "US"),
    IdentifierLabel("Unified Social Credit Code (USCC)", "uscc", country: "CN"),
    IdentifierLabel("V.A.T. Number", "vat-number"),
    IdentifierLabel("Vessel Registration Identification", "vessel-registration"),
    IdentifierLabel("Vessel Registration Identification IMO", "imo"),
    IdentifierLabel("Website", "website"),
  ]
}
