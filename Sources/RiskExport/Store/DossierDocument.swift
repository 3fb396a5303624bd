import RiskCore

/// A dossier as bytes: what a stored assessment can be scored again from.
///
/// The layout is canonical JSON: keys in a fixed order, no blanks, arrays by id, dates as
/// `YYYY-MM-DD`, figures with every digit that matters. A member that is missing is nil or empty.
/// `v` is the version of the layout:
///
///     {"v":3,
///      "vendor":{"id","name","aliases","country","address","website","lei",
///        "registration_number","parent_vendor_id","category","status","has_no_data_access",
///        "file","row"},
///      "is_screened",
///      "accesses":[{"id","holder","data_category","data_subject","purpose","storage","control",
///        "consent_basis","retention_days","valid_from","valid_to","source","claimant",
///        "claimant_role","file","row"}],
///      "statements":[{"id","access","factor","stance","claimant","claimant_role","stated_on",
///        "valid_from","valid_to","source","excerpt","file","row"}],
///      "ownership":[{"vendor","owner","owner_vendor","percent_min","percent_max","valid_from",
///        "valid_to","source","hits":[…],"file","row"}],
///      "hits":[{"list","list_title","list_authority","list_severity","list_counts_pending","key",
///        "authority","programme","party","primary_name","entry_countries","listed_on","in_force_on","ended_on",
///        "locator","kind",
///        "query_name","entry_name","entry_name_kind","similarity","country","identifier","anchor",
///        "explanation",
///        "decisions":[{"verdict","decided_by","decided_on","reason","expires_on","anchor","file",
///          "row"}],"file","row"}],
///      "sources":[{"id","title","publisher","publisher_role","published_on","reliability",
///        "credibility","locator"}]}
///
/// `list_severity` is that of the entry's part of the list, where parts differ. Left out are values
/// that say nothing: the kind `primary` of a name, an identifier agreement or a party `unknown`.
///
/// `row` says where a record stands: its position, from 1, among the lines of its file that the
/// dossier speaks of. Lines themselves would change with every row that is inserted above them; those
/// of the rows behind an assessment are kept with it.
///
/// Some things are left out on purpose. Where sources stand; the place of the vendor itself, unless a contradiction may
/// rest on it (the row denies data access, or there are hits to compare countries with). What
/// screening has used and nothing looks at later: the other names of a list entry, its identifiers
/// and links, and the key under which a decision names it.
///
/// Layout 1 lacked `vendor` of a stake, which then is the vendor of the dossier, and `party`, which
/// then is unknown. Layouts 1 and 2 had `line` in place of `row`, and sources had both. All are read: ``decode(_:)``.
public enum DossierDocument {
  /// The version of the layout, as in `v`.
  public static let version = 3

  /// Returns `dossier` in the layout above.
  ///
  /// - Complexity: O(*n* log *n*) in the number of its records.
  public static func encode(_ dossier: Dossier) -> [UInt8] {
    DossierEncoder(dossier).bytes()
  }
}

/// Writes one dossier.
private struct DossierEncoder {
  private let dossier: Dossier
  private let sources: [Source]
  private let places: DossierPlaces

  init(_ dossier: Dossier) {
    self.dossier = dossier
    sources = Self.sources(of: dossier)
    places = DossierPlaces(dossier)
  }

  func bytes() -> [UInt8] {
    var json = CanonicalJSON(capacity: 512 + 384 * dossier.accesses.count)
    json.object { json in
      json.member("v", DossierDocument.version)
      json.key("vendor")
      encode(dossier.vendor, into: &json)
      json.member("is_screened", dossier.isScreened)
      encode(dossier.accesses, as: "accesses", into: &json, by: \.id, encode)
      encode(dossier.statements, as: "statements", into: &json, by: \.id, encode)
      encode(dossier.ownership, as: "ownership", into: &json, by: \.owner, encode)
      encode(
        dossier.hits, as: "hits", into: &json, by: { $0.entry.reference },
        encode)
      encode(sources, as: "sources", into: &json, by: \.id, encode)
    }
    return json.bytes
  }

  private static func sources(of dossier: Dossier) -> [Source] {
    var seen: Set<ObjectIdentifier> = []
    let all =
      dossier.accesses.lazy.compactMap(\.source) + dossier.statements.lazy.map(\.source)
      + dossier.ownership.lazy.compactMap(\.source)
    return all.filter { seen.insert(ObjectIdentifier($0)).inserted }
  }

  /// Writes `records` in the order of `key`, and of their own bytes where keys are equal; a record
  /// that repeats another is written once.
  private func encode<Record>(
    _ records: [Record], as name: StaticString, into json: inout CanonicalJSON,
    by key: (Record) -> String, _ encode: (Record, inout CanonicalJSON) -> Void
  ) {
    guard !records.isEmpty else { return }
    json.key(name)
    if records.count == 1 {
      json.array { encode(records[0], &$0) }
      return
    }
    var encoded = records.map { record in
      var one = CanonicalJSON()
      encode(record, &one)
      return (key: key(record), bytes: one.bytes)
    }
    encoded.sort { left, right in
      left.key == right.key
        ? left.bytes.lexicographicallyPrecedes(right.bytes)
        : ByteOrder.precedes(left.key, right.key)
    }
    json.array { json in
      var previous: [UInt8] = []
      for (_, bytes) in encoded where bytes != previous {
        json.raw(bytes)
        previous = bytes
      }
    }
  }

  private func encode(_ vendor: Vendor, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("id", vendor.id)
      json.member("name", vendor.name)
      if !vendor.aliases.isEmpty {
        json.key("aliases")
        json.array { json in
          for alias in vendor.aliases.sorted(by: ByteOrder.precedes) { json.string(alias) }
        }
      }
      json.member("country", unlessNil: vendor.country)
      json.member("address", unlessEmpty: vendor.address)
      json.member("website", unlessEmpty: vendor.website)
      json.member("lei", unlessEmpty: vendor.lei)
      json.member("registration_number", unlessEmpty: vendor.registrationNumber)
      json.member("parent_vendor_id", unlessNil: vendor.parentVendorID)
      json.member("category", unlessEmpty: vendor.category)
      json.member("status", unlessEmpty: vendor.status)
      json.member("has_no_data_access", vendor.hasNoDataAccess)
      if dossier.mayRestOnVendorRow { encode(vendor.origin, into: &json) }
    }
  }

  private func encode(_ access: Access, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("id", access.id)
      json.member("holder", unlessEmpty: access.holder)
      json.member("data_category", access.dataCategory)
      json.member("data_subject", access.dataSubject)
      json.member("purpose", unlessEmpty: access.purpose)
      json.member("storage", unlessNil: access.storage)
      json.member("control", unlessNil: access.control)
      json.member("consent_basis", unlessNil: access.consentBasis)
      if let days = access.retentionDays { json.member("retention_days", days) }
      json.member("valid_from", unlessNil: access.validFrom)
      json.member("valid_to", unlessNil: access.validTo)
      json.member("source", unlessNil: access.source?.id)
      json.member("claimant", unlessNil: access.claimant)
      json.member("claimant_role", unlessNil: access.claimantRole?.rawValue)
      encode(access.origin, into: &json)
    }
  }

  private func encode(_ statement: Statement, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("id", statement.id)
      json.member("access", unlessNil: statement.accessID)
      json.member("factor", statement.factor.id)
      json.member("stance", statement.stance.rawValue)
      json.member("claimant", statement.claimant)
      json.member("claimant_role", statement.claimantRole.rawValue)
      json.member("stated_on", statement.statedOn.description)
      json.member("valid_from", unlessNil: statement.validFrom)
      json.member("valid_to", unlessNil: statement.validTo)
      json.member("source", statement.source.id)
      json.member("excerpt", unlessEmpty: statement.excerpt)
      encode(statement.origin, into: &json)
    }
  }

  private func encode(_ stake: OwnershipStake, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("vendor", stake.vendorID)
      json.member("owner", stake.owner)
      json.member("owner_vendor", unlessNil: stake.ownerVendorID)
      if let percent = stake.percentMin { json.member("percent_min", percent) }
      if let percent = stake.percentMax { json.member("percent_max", percent) }
      json.member("valid_from", unlessNil: stake.validFrom)
      json.member("valid_to", unlessNil: stake.validTo)
      json.member("source", unlessNil: stake.source?.id)
      if !stake.hits.isEmpty {
        json.key("hits")
        json.array { json in
          for hit in stake.hits { encode(hit, into: &json) }
        }
      }
      encode(stake.origin, into: &json)
    }
  }

  private func encode(_ hit: Hit, into json: inout CanonicalJSON) {
    let entry = hit.entry
    json.object { json in
      json.member("list", entry.list.id)
      json.member("list_title", unlessEmpty: entry.list.title)
      json.member("list_authority", unlessEmpty: entry.list.authority)
      json.member("list_severity", entry.severity)
      json.member("list_counts_pending", entry.list.countsPendingEntries)
      json.member("key", entry.key)
      json.member("authority", unlessEmpty: entry.authority)
      json.member("programme", unlessEmpty: entry.programme)
      if entry.party != .unknown { json.member("party", entry.party.rawValue) }
      if entry.names[0].text != hit.entryName {
        json.member("primary_name", entry.names[0].text)
      }
      if !entry.countries.isEmpty {
        json.key("entry_countries")
        json.array { json in
          for country in entry.countries { json.string(country) }
        }
      }
      json.member("listed_on", unlessNil: entry.listedOn)
      json.member("in_force_on", unlessNil: entry.inForceOn)
      json.member("ended_on", unlessNil: entry.endedOn)
      json.member("locator", unlessEmpty: entry.locator)
      json.member("kind", hit.kind.rawValue)
      json.member("query_name", hit.queryName)
      json.member("entry_name", hit.entryName)
      if hit.entryNameKind != .primary {
        json.member("entry_name_kind", hit.entryNameKind.rawValue)
      }
      json.member("similarity", hit.similarity)
      json.member("country", hit.country.rawValue)
      if hit.identifier != .unknown { json.member("identifier", hit.identifier.rawValue) }
      json.member("anchor", unlessEmpty: hit.anchor)
      json.member("explanation", unlessEmpty: hit.explanation)
      if !hit.decisions.isEmpty {
        json.key("decisions")
        json.array { json in
          for decision in hit.decisions { encode(decision, into: &json) }
        }
      }
      encode(entry.origin, into: &json)
    }
  }

  private func encode(_ decision: Decision, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("verdict", decision.verdict.rawValue)
      json.member("decided_by", unlessEmpty: decision.decidedBy)
      json.member("decided_on", decision.decidedOn.description)
      json.member("reason", unlessEmpty: decision.reason)
      json.member("expires_on", unlessNil: decision.expiresOn)
      json.member("anchor", unlessEmpty: decision.anchor)
      encode(decision.origin, into: &json)
    }
  }

  private func encode(_ source: Source, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("id", source.id)
      json.member("title", unlessEmpty: source.title)
      json.member("publisher", unlessEmpty: source.publisher)
      json.member("publisher_role", unlessNil: source.publisherRole?.rawValue)
      json.member("published_on", unlessNil: source.publishedOn)
      json.member("reliability", source.reliability.rawValue)
      json.member("credibility", source.credibility.rawValue)
      json.member("locator", unlessEmpty: source.locator)
    }
  }

  private func encode(_ origin: RecordOrigin, into json: inout CanonicalJSON) {
    json.member("file", origin.file.path)
    json.member("row", places.row(of: origin))
  }
}
