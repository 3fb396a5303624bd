import RecordIO
import RiskCore

extension Stance: CaseIterable {
  public static let allCases: [Stance] = [.asserts, .denies]
}

extension Statement: TableRow {
  public struct Columns: Sendable {
    let id, vendor, access, factor, stance, claimant, claimantRole, statedOn: MappedColumn
    let validFrom, validTo, source, excerpt: MappedColumn
  }

  public static var table: TableKind { .statements }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      id: mapping["statement_id"], vendor: mapping["vendor_id"], access: mapping["access_id"],
      factor: mapping["factor"], stance: mapping["stance"], claimant: mapping["claimant"],
      claimantRole: mapping["claimant_role"], statedOn: mapping["stated_on"],
      validFrom: mapping["valid_from"], validTo: mapping["valid_to"],
      source: mapping["source_id"], excerpt: mapping["excerpt"])
  }

  public var rowID: String? { id }
  public var newestDate: CivilDate? { statedOn }
}

extension TableDecoder where Row == Statement {
  /// Creates the decoder of a table of statements.
  public init(statementsIn file: InputName, mapping: ColumnMapping, known: KnownRecords) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      let vendor = try reader.vendorID(columns.vendor, known)
      let access = reader.optional(columns.access)
      if let access, known.accesses[access] != vendor {
        throw RowProblem(
          column: columns.access.name, kind: .unknownReference,
          explanation: known.accesses[access] == nil
            ? "access \(reader.quoted(access)) is in no table of accesses; add it, or mend the id"
            : "access \(reader.quoted(access)) belongs to another vendor; mend one of the two ids")
      }
      let factorID = Token.of(try reader.required(columns.factor))
      guard let factor = FactorCatalogue.factor(named: factorID) else {
        throw RowProblem(
          column: columns.factor.name, kind: .unknownName,
          explanation: "\(reader.quoted(factorID)) is no factor of the catalogue"
            + reader.suggestion(FactorCatalogue.nearest(to: String(factorID.prefix(60)))))
      }
      _ = try reader.required(columns.source)
      guard let source = try reader.source(columns.source, known) else {
        preconditionFailure("a filled cell has a source")
      }
      let validity = try reader.validity(columns.validFrom, columns.validTo)
      return Statement(
        id: try reader.required(columns.id), vendorID: vendor, accessID: access, factor: factor,
        stance: try reader.requiredWord(columns.stance, as: Stance.self),
        claimant: try reader.required(columns.claimant),
        claimantRole: try reader.requiredWord(columns.claimantRole, as: ClaimantRole.self),
        statedOn: try reader.requiredDate(columns.statedOn), validFrom: validity.from,
        validTo: validity.to, source: source, excerpt: reader.text(columns.excerpt),
        origin: reader.origin)
    }
  }
}
