import RecordIO
import RiskCore

extension SourceFormat {
  /// The providers of Google's Additional Consent.
  static let googleATP = SourceFormat(
    id: "google-atp", tables: [.disclosures],
    reference: Reference(
      reads: """
        Google's list of ad technology providers beside the Global Vendor List, for which a \
        publisher can ask consent through Additional Consent.
        """,
      published: "Google, https://storage.googleapis.com/tcfac/additional-consent-providers.csv",
      used: "provider_id, provider_name, policy_url, domains (their number).",
      notUsed: "The domains themselves."),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        let columns = try file.columns(
          ["provider_id", "provider_name"], optional: ["policy_url", "domains"])
        let provider = AdTechProvider(
          id: columns["provider_id"], name: columns["provider_name"],
          policy: columns["policy_url"], domains: columns["domains"])
        passes.append(
          file.pass { (row, collector) throws(RowProblem) in
            try collector.add(try provider.disclosure(row))
          })
      }
      return SourceStream(request, passes)
    })
}

/// The columns of the list.
private struct AdTechProvider {
  let id, name, policy, domains: MappedColumn

  func disclosure(_ row: RowReader) throws(RowProblem) -> Disclosure {
    let id = try row.required(self.id)
    let policy = row.text(self.policy)
    let host = WebHost.host(of: policy)
    if Int(id) == nil {
      let isShifted = !policy.isEmpty && host.isEmpty
      throw RowProblem(
        column: self.id.name, kind: isShifted ? .shiftedColumns : .badNumber,
        explanation: isShifted
          ? "'\(self.id.name)' holds no number and '\(self.policy.name)' no web address, as if the "
            + "row had slipped; look for a comma or quote too many"
          : "column '\(self.id.name)' holds \(row.quoted(id)), expected a whole number; "
            + "mend it or fetch the list again")
    }
    var disclosure = Disclosure(
      partyID: id, name: try row.required(name), origin: row.origin)
    PartyNames.aliases(in: disclosure.name).forEach { disclosure.addAlias($0) }
    disclosure.website = host
    disclosure.add("provider", "yes")
    disclosure.add("policy-url", policy.isEmpty ? "missing" : "present")
    let domains = row.text(self.domains).utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    if !domains.isEmpty { disclosure.add("domains", String(domains.count)) }
    return disclosure
  }
}
