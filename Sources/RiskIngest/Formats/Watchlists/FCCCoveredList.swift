import RecordIO
import RiskCore

extension SourceFormat {
  /// The Covered List of the US Federal Communications Commission, whose companies stand in sentences.
  static let fccCoveredList = SourceFormat(
    id: "fcc-covered-list",
    reference: Reference(
      reads:
        "The Covered List as it is published: a sentence on equipment or services, and the day of inclusion. "
        + "Companies are taken out of the sentences; rows that name none (routers, drones) are noted.",
      published:
        "US Federal Communications Commission, https://www.fcc.gov/supplychain/coveredlist",
      used:
        "both columns; of several days in a cell the first; what stands before `produced by` or `provided by` is the programme",
      notUsed: "limits of use within a sentence"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        guard file.header.count == 2 else {
          throw InputError(
            path: file.name.path,
            reason: .badHeader(
              problem:
                "found \(file.header.count) columns, expected two: what is covered, and since when")
          )
        }
        let columns = try file.columns(file.header)
        let (sentence, day) = (columns[file.header[0]], columns[file.header[1]])
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            let text = try row.required(sentence)
            let listedOn = try CoveredSentence.firstDay(row.required(day), day.name)
            let found = CoveredSentence(text)
            if found.companies.isEmpty { row.note(.namesNoCompany, sentence) }
            for (place, company) in found.companies.enumerated() {
              var draft = EntryDraft(key: Token.of(company), origin: row.origin)
              draft.party = .organisation
              draft.addName(company, .primary)
              draft.addProgramme(found.scope)
              draft.listedOn = listedOn
              if place > 0 {
                draft.addLink(ListedLink(relation: .parent, name: found.companies[0]))
              }
              collector.add(draft) { existing in
                existing.addProgramme(found.scope)
                existing.listedOn = min(existing.listedOn ?? listedOn, listedOn)
              }
            }
          })
      }
      return SourceStream(request, passes)
    })
}

/// What a sentence of the list names.
private struct CoveredSentence {
  /// The companies, a parent before its subsidiary; empty when goods are named only.
  let companies: [String]
  /// The equipment or services.
  let scope: String

  /// What stands between the goods and the company.
  private static let verbs = [
    " produced or provided by ", " supplied, directly or indirectly, by ", " produced by ",
    " provided by ", " supplied by ",
  ]
  /// What begins behind the company's name.
  private static let ends = [
    " or any of its ", " subject to ", ", including ", ", to the extent ", " to the extent ",
    " including ", " and any of its ",
  ]
  private static let subsidiary = " and its wholly-owned subsidiary "

  init(_ sentence: String) {
    guard
      let (verb, range) = Self.verbs.lazy.compactMap({ verb in
        sentence.firstRange(of: verb).map { (verb, $0) }
      }).min(by: { $0.1.lowerBound < $1.1.lowerBound })
    else {
      (companies, scope) = ([], sentence)
      return
    }
    scope = Blanks.trimmed(String(sentence[..<range.lowerBound]))
    _ = verb
    var rest = sentence[range.upperBound...]
    for end in Self.ends {
      if let found = rest.firstRange(of: end) { rest = rest[..<found.lowerBound] }
    }
    companies = String(rest).split(separatingAt: Self.subsidiary).compactMap(Self.company)
  }

  /// A name without what clings to its ends; nil for a country or anything else that is no name.
  private static func company(_ text: String) -> String? {
    var name = Substring(Blanks.trimmed(text))
    while let last = name.last, ",†‡^#*£³ ".contains(last) { name = name.dropLast() }
    // The full stop of a sentence goes, that of `Corp.` stays.
    if name.hasSuffix("."), let word = name.dropLast().split(separator: " ").last,
      !["Corp", "Inc", "Ltd", "Co", "LLC"].contains(String(word))
    {
      name = name.dropLast()
    }
    guard let first = name.unicodeScalars.first, first.properties.isUppercase || !first.isASCII
    else { return nil }
    return String(name)
  }

  /// The first day of a cell that may hold several run together.
  static func firstDay(_ cell: String, _ column: String) throws(RowProblem) -> CivilDate {
    // `December 22, 2025Updated:January 7, 2026`: a day ends with its year.
    let first = cell.firstRange(of: "Updated").map { String(cell[..<$0.lowerBound]) } ?? cell
    guard let date = DateForm.date(Blanks.trimmed(first), [.monthNameDay, .iso]) else {
      throw RowProblem(
        column: column, kind: .badDate,
        explanation: "column '\(column)' holds '\(cell.prefix(60))', which is no date; this format "
          + "writes \(DateForm.monthNameDay.rawValue)")
    }
    return date
  }
}

extension String {
  fileprivate func split(separatingAt separator: String) -> [String] {
    guard let range = firstRange(of: separator) else { return [self] }
    return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
  }
}

extension StringProtocol {
  /// The first place of `text`, byte by byte.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    let (here, wanted) = (utf8, Array(text.utf8))
    var index = here.startIndex
    while index < here.endIndex {
      if here[index...].starts(with: wanted) {
        return index..<here.index(index, offsetBy: wanted.count)
      }
      here.formIndex(after: &index)
    }
    return nil
  }
}
