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
  ///
  /// Words that the policy gives no weight are noted: a category weighs as `unmapped`, a subject and a
  /// storage as `unknown`, a control as nothing, and a consent basis that is none names none.
  public init(
    accessesIn file: InputName, mapping: ColumnMapping, known: KnownRecords,
    vocabulary: AccessVocabulary
  ) {
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
      if let source, role == nil, source.publisherRole == nil {
        throw RowProblem(
          column: columns.claimantRole.name, kind: .missingValue,
          explanation: "neither the row nor its source says in what role it is claimed; "
            + "fill '\(columns.claimantRole.name)' or the source's publisher_role")
      }
      return Access(
        id: id, vendorID: try reader.vendorID(columns.vendor, known),
        holder: reader.text(columns.holder),
        dataCategory: reader.noted(
          Token.of(try reader.required(columns.category)), columns.category, vocabulary.categories),
        dataSubject: reader.noted(
          Token.of(try reader.required(columns.subject)), columns.subject, vocabulary.subjects),
        purpose: reader.text(columns.purpose),
        storage: reader.token(columns.storage).map {
          reader.noted($0, columns.storage, vocabulary.storages)
        },
        control: reader.token(columns.control).map {
          reader.noted($0, columns.control, vocabulary.controls)
        },
        consentBasis: reader.token(columns.consent).flatMap { word in
          let basis = reader.noted(word, columns.consent, vocabulary.consentBases)
          return vocabulary.consentBases.contains(basis) ? basis : nil
        },
        retentionDays: try reader.wholeNumber(columns.retention), validFrom: validity.from,
        validTo: validity.to, source: source, claimant: claimant, claimantRole: role,
        origin: reader.origin)
    }
  }
}

/// The words of access columns that mean something.
public struct AccessVocabulary: Sendable {
  let categories: Set<String>
  let subjects: Set<String>
  let storages: Set<String>
  let controls: Set<String>
  let consentBases: Set<String>

  /// The legal bases of Article 6(1) GDPR, and the words for having none and for not knowing.
  ///
  /// A policy may weigh further ones under `access_columns`.
  private static let legalBases: Set<String> = [
    "consent", "contract", "legal-obligation", "vital-interests", "public-task",
    "legitimate-interest", "none", "unknown",
  ]

  /// Creates the vocabulary that `policy` weighs.
  public init(_ policy: Policy) {
    categories = Set(policy.sensitivity.keys)
    subjects = Set(policy.reach.keys)
    storages = Set(policy.endedAccessHalfLifeDays.keys).union(policy.accessColumns.storage.keys)
    controls = Set(policy.accessColumns.control.keys).union(["vendor", "unknown"])
    consentBases = Self.legalBases.union(policy.accessColumns.consentBasis.keys)
  }
}

extension RowReader {
  /// Returns `word`, and notes it when it is none of `known`.
  fileprivate func noted(
    _ word: String, _ column: MappedColumn, _ known: Set<String>
  ) -> String {
    if !known.contains(word) { note(.unmappedWord, column) }
    return word
  }
}
