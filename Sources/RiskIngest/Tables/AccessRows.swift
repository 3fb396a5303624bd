import RecordIO
import RiskCore

extension Access: TableRow {
  public struct Columns: Sendable {
    let id, vendor, holder, category, subject, purpose, storage, control, consent: MappedColumn
    let retention, validFrom, validTo, source, claimant, claimantRole: MappedColumn
  }

  public static var table: TableKind { .accesses }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      id: mapping["access_id"], vendor: mapping["vendor_id"], holder: mapping["holder"],
      category: mapping["data_category"], subject: mapping["data_subject"],
      purpose: mapping["purpose"], storage: mapping["storage"], control: mapping["control"],
      consent: mapping["consent_basis"], retention: mapping["retention_days"],
      validFrom: mapping["valid_from"], validTo: mapping["valid_to"],
      source: mapping["source_id"], claimant: mapping["claimant"],
      claimantRole: mapping["claimant_role"])
  }

  public var rowID: String? { id }
  public var newestDate: CivilDate? { source?.publishedOn }
}

extension TableDecoder where Row == Access {
  /// The access id under which findings of the vendor as a whole are kept.
  private static var reservedID: String { "vendor" }

  /// Creates the decoder of a table of accesses.
  public init(accessesIn file: InputName, mapping: ColumnMapping, known: KnownRecords) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      let id = try reader.required(columns.id)
      guard id != Self.reservedID else {
        throw RowProblem(
          column: columns.id.name, kind: .badValue,
          explanation: "the access id '\(id)' is kept for the vendor as a whole; choose another")
      }
      let validity = try reader.validity(columns.validFrom, columns.validTo)
      let source = try reader.source(columns.source, known)
      let claimant = reader.optional(columns.claimant)
      let role = try reader.word(columns.claimantRole, as: ClaimantRole.self)
      if let claimant, role == nil, claimant != source?.publisher {
        throw RowProblem(
          column: columns.claimantRole.name, kind: .missingValue,
          explanation: "column '\(columns.claimantRole.name)' is empty, but a claimant is named; "
            + "give the claimant's role")
      }
      if claimant == nil && source?.publisherRole == nil && source != nil && role == nil {
        throw RowProblem(
          column: columns.claimantRole.name, kind: .missingValue,
          explanation: "neither the row nor its source says in what role it is claimed; "
            + "fill '\(columns.claimantRole.name)' or the source's publisher_role")
      }
      return Access(
        id: id, vendorID: try reader.vendorID(columns.vendor, known),
        holder: reader.text(columns.holder),
        dataCategory: Token.of(try reader.required(columns.category)),
        dataSubject: Token.of(try reader.required(columns.subject)),
        purpose: reader.text(columns.purpose), storage: reader.token(columns.storage),
        control: reader.token(columns.control), consentBasis: reader.token(columns.consent),
        retentionDays: try reader.wholeNumber(columns.retention), validFrom: validity.from,
        validTo: validity.to, source: source, claimant: claimant, claimantRole: role,
        origin: reader.origin)
    }
  }
}
