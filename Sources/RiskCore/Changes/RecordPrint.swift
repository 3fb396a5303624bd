/// Records as text, to tell whether two sides say the same.
///
/// Without the place a record stands at, which no figure rests on, and without what is exchanged as a
/// part of its own: the content of sources, the hits of an owner, the decisions on a hit.
enum RecordPrint {
  /// Returns the prints of records, whose order carries no meaning.
  static func of<Record>(_ records: [Record], _ print: (Record) -> String) -> [String] {
    records.map(print).sorted(by: ByteOrder.precedes)
  }

  static func of(_ vendor: Vendor) -> String {
    join([
      vendor.id, vendor.name, join(vendor.aliases.sorted(by: ByteOrder.precedes)), vendor.country,
      vendor.address, vendor.website, vendor.lei, vendor.registrationNumber,
      vendor.parentVendorID, vendor.category, vendor.status, "\(vendor.hasNoDataAccess)",
    ])
  }

  static func of(_ source: Source) -> String {
    join([
      source.id, source.title, source.publisher, source.publisherRole?.rawValue,
      source.publishedOn?.description, source.reliability.rawValue,
      "\(source.credibility.rawValue)", source.locator,
    ])
  }

  static func of(_ access: Access) -> String {
    join([
      access.id, access.holder, access.dataCategory, access.dataSubject, access.purpose,
      access.storage, access.control, access.consentBasis, access.retentionDays?.description,
      access.validFrom?.description, access.validTo?.description, access.source?.id,
      access.claimant, access.claimantRole?.rawValue,
    ])
  }

  static func of(_ statement: Statement) -> String {
    join([
      statement.id, statement.accessID, statement.factor.id, statement.stance.rawValue,
      statement.claimant, statement.claimantRole.rawValue, statement.statedOn.description,
      statement.validFrom?.description, statement.validTo?.description, statement.source.id,
      statement.excerpt,
    ])
  }

  static func of(_ stake: OwnershipStake) -> String {
    join([
      stake.vendorID, stake.owner, stake.ownerVendorID, stake.percentMin?.description,
      stake.percentMax?.description, stake.validFrom?.description, stake.validTo?.description,
      stake.source?.id,
    ])
  }

  static func of(_ hit: Hit) -> String {
    let entry = hit.entry
    return join([
      entry.list.id, entry.list.title, entry.list.authority, entry.severity,
      "\(entry.list.countsPendingEntries)", entry.key, entry.party.rawValue, entry.authority,
      entry.programme, entry.listedOn?.description, entry.inForceOn?.description,
      entry.endedOn?.description, entry.locator, hit.kind.rawValue, hit.queryName, hit.entryName,
      hit.entryNameKind.rawValue, hit.similarity.description, hit.country.rawValue,
      hit.identifier.rawValue, hit.anchor, hit.explanation,
    ])
  }

  static func of(_ decision: Decision) -> String {
    join([
      decision.verdict.rawValue, decision.decidedBy, decision.decidedOn.description,
      decision.reason, decision.expiresOn?.description, decision.anchor,
    ])
  }

  /// Fields one behind another, so that no two lists of fields make one text: lengths stand before
  /// texts, and nil is told from empty.
  private static func join(_ fields: [String?]) -> String {
    var text = ""
    for field in fields {
      if let field { text += "\(field.utf8.count):\(field)" } else { text += "-" }
    }
    return text
  }
}
