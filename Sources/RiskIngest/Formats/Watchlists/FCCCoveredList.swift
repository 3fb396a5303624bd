import RecordIO
import RiskCore

extension SourceFormat {
  /// The Covered List of the Federal Communications Commission, which names companies within
  /// sentences.
  ///
  /// The key is the company's name in kebab case: AO Kaspersky Lab (2022) and Kaspersky Lab, Inc.
  /// (2024) are two entries, a company named in two rows is one. Rows of late name categories of
  /// goods and no company; they are accepted, noted, and give no entry.
  static let fccCoveredList = SourceFormat(
    id: "fcc-covered-list",
    reference: Reference(
      reads:
        "The List of Equipment and Services Covered by Section 2 of the Secure Networks Act, as "
        + "a table of sentences and dates. Rows that name no company are noted as such.",
      published:
        "Federal Communications Commission, fcc.gov/supplychain/coveredlist, as a page; as a "
        + "table by OpenSanctions",
      used: "both columns: the companies, what of theirs is covered, the first date",
      notUsed: "the dates of later changes, the exceptions"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") { passes.append(try coveredRows(request, index)) }
      return SourceStream(request, passes)
    })

  private static func coveredRows(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index)
    // The page writes the titles with capitals, blanks and a footnote sign.
    func title(_ name: String) -> String {
      file.header.first { Token.of(String($0.prefix(80))).hasPrefix(Token.of(name)) } ?? name
    }
    let names = (
      title("covered_equipment_or_services"), title("date_of_inclusion_on_covered_list")
    )
    let columns = try file.columns([names.0, names.1])
    let (sentence, day) = (columns[names.0], columns[names.1])
    return file.pass { row, collector throws(RowProblem) in
      let covered = CoveredSentence(try row.required(sentence))
      let text = row.text(day)
      let date = DateForm.date(CoveredSentence.firstDate(of: text), [.monthNameDay, .iso])
      if date == nil && !text.isEmpty { row.note(.unreadableDate, day) }
      guard let company = covered.companies.first else {
        row.note(.namesNoCompany, sentence)
        return
      }
      for name in covered.companies {
        var draft = EntryDraft(key: DerivedKey.of(name), origin: row.origin)
        draft.party = .organisation
        draft.addName(name, .primary)
        for scope in covered.scopes { draft.addProgramme(scope) }
        draft.listedOn = date
        for other in covered.companies where other != name {
          draft.addLink(
            ListedLink(
              relation: name == company ? .subsidiary : .parent, name: other,
              key: DerivedKey.of(other)))
        }
        collector.add(draft) { $0.join(draft) }
      }
    }
  }
}

/// What a sentence of the Covered List says.
struct CoveredSentence: Equatable {
  /// The companies; the first one owns the others.
  private(set) var companies: [String] = []
  /// `equipment`, `software`, `products`, `services`, and `stated-uses` when only those are
  /// covered.
  private(set) var scopes: [String] = []

  init(_ text: String) {
    let text = Self.withoutFootnoteSigns(text)
    let bytes = Array(text.utf8)
    guard let maker = Self.maker(in: bytes) else { return }
    let rest = bytes[maker.end...]
    let end = Self.ends.compactMap { Self.first($0, in: rest) }.min() ?? rest.endIndex
    var names = [rest[..<end]]
    if let owned = Self.first(Self.ownership, in: rest[..<end]) {
      names = [rest[..<owned], rest[(owned + Self.ownership.count)..<end]]
    }
    companies = names.compactMap(Self.company)
    guard !companies.isEmpty else { return }
    let lead = String(decoding: bytes[..<maker.start], as: UTF8.self).lowercased()
    for word in ["equipment", "software", "products", "services"] where lead.contains(word) {
      scopes.append(word)
    }
    if Self.first(Array(", to the extent".utf8), in: rest) != nil { scopes.append("stated-uses") }
  }

  /// The first date of a cell that may hold several run together:
  /// `December 22, 2025Updated:January 7, 2026`.
  static func firstDate(of text: String) -> String {
    var digits = 0
    for (offset, byte) in text.utf8.enumerated() {
      digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
      // The year ends a date written with the name of the month; one of digits begins with it.
      if digits == 4, offset >= 8 {
        return String(decoding: text.utf8.prefix(offset + 1), as: UTF8.self)
      }
    }
    return text
  }

  // MARK: Phrases

  /// Before the company.
  private static let makers = ["produced by ", "provided by ", "supplied by ", "indirectly, by "]
    .map { Array($0.utf8) }
  /// Behind the company.
  private static let ends = [
    ", including ", ", to the extent", " subject to ", ", subject to ", " or any of its ",
    ", or any of its ", " and its subsidiaries", " and its affiliates", ", except ", " (including ",
  ].map { Array($0.utf8) }
  private static let ownership = Array(" and its wholly-owned subsidiary ".utf8)
  /// The longest text taken for a name.
  private static let longestName = 200

  /// Where the first phrase stands that announces a company.
  private static func maker(in bytes: [UInt8]) -> (start: Int, end: Int)? {
    makers.compactMap { phrase in
      first(phrase, in: bytes[...]).map { (start: $0, end: $0 + phrase.count) }
    }.min { $0.start < $1.start }
  }

  private static func first(_ phrase: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let head = phrase.first else { return nil }
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: head) {
      if bytes[found...].starts(with: phrase) { return found }
      start = found + 1
    }
    return nil
  }

  /// The name of a company, or nil when the words speak of companies in general.
  private static func company(_ bytes: ArraySlice<UInt8>) -> String? {
    var name = WrittenName.trimmed(String(decoding: bytes, as: UTF8.self))
    if name.utf8.last == UInt8(ascii: "."),
      !["Inc.", "Corp.", "Ltd.", "Co.", "S.A."].contains(where: name.hasSuffix)
    {
      name.removeLast()
    }
    guard let first = name.unicodeScalars.first, first.properties.isUppercase,
      name.utf8.count <= longestName,
      !["Any ", "All ", "Such ", "The following"].contains(where: name.hasPrefix)
    else { return nil }
    return name
  }

  private static func withoutFootnoteSigns(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "*", "^", "#", "†", "‡", "£", "§", "¶", "¹", "²", "³", "⁰"..."⁹": continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
