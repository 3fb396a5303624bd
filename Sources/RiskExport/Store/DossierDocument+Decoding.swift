import RecordIO
import RiskCore

extension DossierDocument {
  /// Returns the dossier of a document, of this layout or of an earlier one.
  ///
  /// It scores as the dossier did that was encoded, and what is stored of its assessment is the
  /// same but for the lines of records, which are the `row` of each. What the layout leaves out is
  /// empty; the vendor itself has no line (0).
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  /// - Throws: ``DocumentError`` for a document that is damaged, of a later layout, or speaks of a
  ///   factor that the catalogue does not have.
  public static func decode(_ bytes: [UInt8]) throws(DocumentError) -> Dossier {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw DocumentError(error.explanation, at: "byte \(error.byteOffset)")
    }
    let document = try DocumentObject(value)
    let layout = try document.integer("v")
    guard (1...version).contains(layout) else {
      throw DocumentError(
        "found layout \(layout), expected 1 to \(version); a later program wrote it", at: "v")
    }
    return try DossierReader(document).dossier
  }
}

/// Reads the members of one dossier document.
private struct DossierReader {
  private let document: DocumentObject
  private var vendorID = ""
  private var sources: [String: Source] = [:]
  private var files: [String: InputName] = [:]

  init(_ document: DocumentObject) { self.document = document }

  /// The dossier; read once.
  var dossier: Dossier {
    get throws(DocumentError) {
      var reader = self
      return try reader.read()
    }
  }

  private mutating func read() throws(DocumentError) -> Dossier {
    var reader = self
    let vendor = try document.object(
      "vendor", { (record) throws(DocumentError) in try reader.vendor(record) })
    vendorID = vendor.id
    reader.vendorID = vendor.id
    for source in try document.records(
      "sources", { (record) throws(DocumentError) in try reader.source(record) })
    where reader.sources[source.id] == nil {
      reader.sources[source.id] = source
    }
    return Dossier(
      vendor: vendor,
      accesses: try document.records(
        "accesses", { (record) throws(DocumentError) in try reader.access(record) }),
      statements: try document.records(
        "statements", { (record) throws(DocumentError) in try reader.statement(record) }),
      ownership: try document.records(
        "ownership", { (record) throws(DocumentError) in try reader.stake(record) }),
      hits: try document.records(
        "hits",
        { (record) throws(DocumentError) in try reader.hit(record, of: reader.vendorID) }),
      isScreened: try document.boolean("is_screened"))
  }

  private mutating func vendor(_ record: DocumentObject) throws(DocumentError) -> Vendor {
    Vendor(
      id: try record.text("id"), name: try record.text("name"),
      aliases: try record.texts("aliases"), country: try record.optionalText("country"),
      address: try record.textOrEmpty("address"), website: try record.textOrEmpty("website"),
      lei: try record.textOrEmpty("lei"),
      registrationNumber: try record.textOrEmpty("registration_number"),
      parentVendorID: try record.optionalText("parent_vendor_id"),
      category: try record.textOrEmpty("category"), status: try record.textOrEmpty("status"),
      hasNoDataAccess: try record.boolean("has_no_data_access"),
      origin: try optionalOrigin(of: record))
  }

  private mutating func access(_ record: DocumentObject) throws(DocumentError) -> Access {
    Access(
      id: try record.text("id"), vendorID: vendorID, holder: try record.textOrEmpty("holder"),
      dataCategory: try record.text("data_category"),
      dataSubject: try record.text("data_subject"), purpose: try record.textOrEmpty("purpose"),
      storage: try record.optionalText("storage"), control: try record.optionalText("control"),
      consentBasis: try record.optionalText("consent_basis"),
      retentionDays: try record.optionalInteger("retention_days"),
      validFrom: try record.optionalDate("valid_from"),
      validTo: try record.optionalDate("valid_to"), source: try optionalSource(of: record),
      claimant: try record.optionalText("claimant"),
      claimantRole: try record.optionalToken("claimant_role"), origin: try origin(of: record))
  }

  private mutating func statement(_ record: DocumentObject) throws(DocumentError) -> Statement {
    guard let factor = FactorCatalogue.factor(named: try record.text("factor")) else {
      throw record.wrong("factor", "a factor of the catalogue")
    }
    guard let source = try optionalSource(of: record) else {
      throw record.wrong("source", "the id of a source")
    }
    return Statement(
      id: try record.text("id"), vendorID: vendorID,
      accessID: try record.optionalText("access"), factor: factor,
      stance: try record.token("stance"), claimant: try record.text("claimant"),
      claimantRole: try record.token("claimant_role"), statedOn: try record.date("stated_on"),
      validFrom: try record.optionalDate("valid_from"),
      validTo: try record.optionalDate("valid_to"), source: source,
      excerpt: try record.textOrEmpty("excerpt"), origin: try origin(of: record))
  }

  private mutating func stake(_ record: DocumentObject) throws(DocumentError) -> OwnershipStake {
    var stake = OwnershipStake(
      vendorID: try record.optionalText("vendor") ?? vendorID, owner: try record.text("owner"),
      percentMin: try record.optionalNumber("percent_min"),
      percentMax: try record.optionalNumber("percent_max"),
      validFrom: try record.optionalDate("valid_from"),
      validTo: try record.optionalDate("valid_to"), source: try optionalSource(of: record),
      origin: try origin(of: record))
    stake.ownerVendorID = try record.optionalText("owner_vendor")
    let owner = stake.ownerVendorID ?? ""
    var reader = self
    stake.hits = try record.records(
      "hits", { (hit) throws(DocumentError) in try reader.hit(hit, of: owner) })
    return stake
  }

  private mutating func hit(
    _ record: DocumentObject, of vendorID: String
  ) throws(DocumentError) -> Hit {
    let nameKind: ListedName.Kind = try record.optionalToken("entry_name_kind") ?? .primary
    let name = try record.text("entry_name")
    var names = [ListedName(name, nameKind)]
    if let primary = try record.optionalText("primary_name") {
      names.insert(ListedName(primary, .primary), at: 0)
    }
    let entry = WatchlistEntry(
      list: try list(of: record), key: try record.text("key"),
      party: try record.optionalToken("party") ?? .unknown, names: names,
      countries: try record.texts("entry_countries"),
      authority: try record.textOrEmpty("authority"),
      programme: try record.textOrEmpty("programme"),
      listedOn: try record.optionalDate("listed_on"),
      inForceOn: try record.optionalDate("in_force_on"),
      endedOn: try record.optionalDate("ended_on"), locator: try record.textOrEmpty("locator"),
      origin: try origin(of: record))
    var reader = self
    return Hit(
      entry: entry, kind: try record.token("kind"), queryName: try record.text("query_name"),
      entryName: name, entryNameKind: nameKind, similarity: try record.number("similarity"),
      country: try record.token("country"),
      identifier: try record.optionalToken("identifier") ?? .unknown,
      anchor: try record.textOrEmpty("anchor"),
      decisions: try record.records(
        "decisions",
        { (decision) throws(DocumentError) in
          Decision(
            vendorID: vendorID, entryKey: entry.key, verdict: try decision.token("verdict"),
            decidedBy: try decision.textOrEmpty("decided_by"),
            decidedOn: try decision.date("decided_on"),
            reason: try decision.textOrEmpty("reason"),
            expiresOn: try decision.optionalDate("expires_on"),
            anchor: try decision.textOrEmpty("anchor"), origin: try reader.origin(of: decision))
        }),
      explanation: try record.textOrEmpty("explanation"))
  }

  private mutating func source(_ record: DocumentObject) throws(DocumentError) -> Source {
    guard let credibility = Credibility(rawValue: try record.integer("credibility")) else {
      throw record.wrong("credibility", "a grade from 1 to 6")
    }
    return Source(
      id: try record.text("id"), title: try record.textOrEmpty("title"),
      publisher: try record.textOrEmpty("publisher"),
      publisherRole: try record.optionalToken("publisher_role"),
      publishedOn: try record.optionalDate("published_on"),
      reliability: try record.token("reliability"), credibility: credibility,
      locator: try record.textOrEmpty("locator"), origin: try optionalOrigin(of: record))
  }

  // MARK: Shared parts

  /// Where a record stands, which the layout may leave out; then nowhere.
  private mutating func optionalOrigin(
    of record: DocumentObject
  ) throws(DocumentError) -> RecordOrigin {
    try record.optionalText("file") == nil
      ? RecordOrigin(file: InputName(""), line: 0) : origin(of: record)
  }

  private func optionalSource(of record: DocumentObject) throws(DocumentError) -> Source? {
    guard let id = try record.optionalText("source") else { return nil }
    guard let source = sources[id] else {
      throw record.wrong("source", "the id of one of the document's sources")
    }
    return source
  }

  private func list(of record: DocumentObject) throws(DocumentError) -> Watchlist {
    Watchlist(
      id: try record.text("list"), title: try record.textOrEmpty("list_title"),
      authority: try record.textOrEmpty("list_authority"),
      severity: try record.text("list_severity"),
      countsPendingEntries: try record.boolean("list_counts_pending"))
  }

  private mutating func origin(of record: DocumentObject) throws(DocumentError) -> RecordOrigin {
    let path = try record.text("file")
    let file = files[path] ?? InputName(path)
    files[path] = file
    // Rows stand in the order of the lines, which is all that scoring looks at.
    if let row = try record.optionalInteger("row") { return RecordOrigin(file: file, line: row) }
    return RecordOrigin(file: file, line: try record.integer("line"))
  }
}
