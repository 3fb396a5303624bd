import RecordIO
import RiskCore

extension SourceFormat {
  /// The Global Vendor List of the Transparency and Consent Framework, versions 2 and 3.
  static let iabGVL = SourceFormat(
    id: "iab-gvl", tables: [.disclosures],
    reference: Reference(
      reads: """
        The Global Vendor List of IAB Europe's Transparency and Consent Framework, version 2 or 3: \
        what each vendor declares about the purposes, legal bases, data and retention of its \
        processing.
        """,
      published: "IAB Europe, https://vendor-list.consensu.org/v3/vendor-list.json",
      used: """
        lastUpdated; of each vendor id, name, purposes, legIntPurposes, flexiblePurposes, \
        specialPurposes, features, specialFeatures, dataDeclaration, dataRetention, \
        cookieMaxAgeSeconds, usesCookies, urls or policyUrl, deletedDate.
        """,
      notUsed: """
        The texts of purposes and features, stacks, overflow, cookieRefresh, usesNonCookieAccess, \
        deviceStorageDisclosureUrl, legIntClaim.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.elements(index, layout: .document(records: ["vendors"]))
        let edition = GlobalVendorList()
        passes.append(
          file.pass(beside: edition.read) { (element, context, collector) throws(RowProblem) in
            try collector.add(try edition.disclosure(element, context))
          }.requiringRows(in: file.name, of: "vendor"))
      }
      return SourceStream(request, passes)
    })
}

/// One edition of the list.
private final class GlobalVendorList {
  /// The layout the file says it has; nil when it says none, or says it behind the vendors.
  private var version: Int?

  /// Ids beyond this are no purposes or features, of which there are eleven.
  private static let highestID = 99
  private static let secondsOfDay = 86_400
  /// Periods longer than this are taken as they are, and noted.
  private static let plausibleDays = 3650

  /// Takes the members beside the vendors.
  func read(_ element: JSONElement, _ collector: SourceCollector) {
    switch element.key {
    case "gvlSpecificationVersion": version = element.value.integer
    case "lastUpdated":
      collector.setEditionDate(element.value.text.flatMap { DateForm.date($0, [.iso]) })
    default: break
    }
  }

  func disclosure(
    _ element: JSONElement, _ context: CellContext
  ) throws(RowProblem) -> Disclosure {
    let vendor = element.value
    guard case .object = vendor else {
      throw RowProblem(
        column: nil, kind: .badValue, explanation: "the vendor is no object; fetch the list again")
    }
    let id = vendor["id"]?.text ?? element.key ?? ""
    let name = PartyNames.trimmed(context.clean(vendor["name"]?.text ?? "", "name"))
    for (column, text) in [("id", id), ("name", name)] where text.isEmpty {
      throw RowProblem(
        column: column, kind: .missingValue,
        explanation: "'\(column)' is empty; every vendor needs it")
    }
    var disclosure = Disclosure(
      partyID: id, name: name, origin: RecordOrigin(file: context.file, line: element.position.line)
    )
    PartyNames.aliases(in: name).forEach { disclosure.addAlias($0) }
    addPolicy(of: vendor, context, to: &disclosure)
    addPurposes(of: vendor, context, to: &disclosure)
    for (signal, member) in [
      ("special-purpose", "specialPurposes"), ("feature", "features"),
      ("special-feature", "specialFeatures"), ("data-category", "dataDeclaration"),
    ] {
      for id in ids(vendor, member, context) { disclosure.add(signal, String(id)) }
    }
    addPeriods(of: vendor, context, to: &disclosure)
    if let text = vendor["deletedDate"]?.text, !text.isEmpty {
      guard let date = DateForm.date(text, [.iso]) else {
        throw RowProblem(
          column: "deletedDate", kind: .badDate,
          explanation: "'deletedDate' holds '\(text.prefix(60))', which is no date; this format "
            + "writes YYYY-MM-DD, and without it nobody can tell whether the vendor is active")
      }
      disclosure.endedOn = date
      disclosure.add(Disclosure.Signal.deletion, date.description)
    }
    return disclosure
  }

  // MARK: Signals

  private func addPolicy(
    of vendor: JSONValue, _ context: CellContext, to disclosure: inout Disclosure
  ) {
    // Version 3 has an address for each language; the English one leads to the company's own site.
    let urls = (vendor["urls"]?.elements ?? []).filter { $0["privacy"]?.text?.isEmpty == false }
    let url = urls.first { $0["langId"]?.text == "en" } ?? urls.first
    let text = context.clean(
      url?["privacy"]?.text ?? vendor["policyUrl"]?.text ?? "", "policyUrl")
    disclosure.website = WebHost.host(of: text)
    disclosure.add("policy-url", text.isEmpty ? "missing" : "present")
  }

  private func addPurposes(
    of vendor: JSONValue, _ context: CellContext, to disclosure: inout Disclosure
  ) {
    let consent = ids(vendor, "purposes", context)
    let interest = ids(vendor, "legIntPurposes", context)
    let flexible = ids(vendor, "flexiblePurposes", context)
    for id in consent { disclosure.add("purpose.consent", String(id)) }
    for id in interest { disclosure.add("purpose.legitimate-interest", String(id)) }
    for id in flexible { disclosure.add("purpose.flexible", String(id)) }
    let purposes = Set(consent).union(interest)
    let basis =
      if purposes.isEmpty {
        "none"
      } else if purposes.isSubset(of: flexible) {
        "flexible"
      } else if interest.isEmpty {
        "consent"
      } else if consent.isEmpty {
        "legitimate-interest"
      } else {
        "both"
      }
    disclosure.add("legal-basis", basis)
  }

  private func addPeriods(
    of vendor: JSONValue, _ context: CellContext, to disclosure: inout Disclosure
  ) {
    let retention = vendor["dataRetention"]
    if retention != nil || vendor["dataDeclaration"] != nil || (version ?? 0) >= 3 {
      let groups = ["purposes", "specialPurposes"].compactMap { retention?[$0] }
      let periods =
        groups.flatMap { $0.members }.map(\.value) + [retention?["stdRetention"] ?? .null]
      let longest = periods.compactMap(\.integer).filter { $0 >= 0 }.max()
      if let longest, longest > Self.plausibleDays {
        context.note(.implausibleValue, "dataRetention")
      }
      disclosure.add("retention-days", longest.map { String($0) } ?? "undisclosed")
    }
    if case .bool(let uses)? = vendor["usesCookies"] {
      disclosure.add("uses-cookies", uses ? "yes" : "no")
    }
    if let seconds = vendor["cookieMaxAgeSeconds"]?.integer {
      let days = seconds / Self.secondsOfDay + (seconds % Self.secondsOfDay > 0 ? 1 : 0)
      if days > Self.plausibleDays { context.note(.implausibleValue, "cookieMaxAgeSeconds") }
      disclosure.add("cookie-max-age-days", seconds > 0 ? String(days) : "session")
    }
  }

  /// The ids in an array, each once; what cannot be an id is noted.
  private func ids(_ vendor: JSONValue, _ member: String, _ context: CellContext) -> [Int] {
    var ids: [Int] = []
    var isDamaged = false
    for element in vendor[member]?.elements ?? [] {
      guard let id = element.integer, (1...Self.highestID).contains(id) else {
        isDamaged = true
        continue
      }
      if !ids.contains(id) { ids.append(id) }
    }
    if isDamaged { context.note(.implausibleValue, member) }
    return ids
  }
}
