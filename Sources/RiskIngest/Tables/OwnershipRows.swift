import RecordIO
import RiskCore

extension OwnershipStake: TableRow {
  public struct Columns: Sendable {
    let vendor, owner, percentMin, percentMax, validFrom, validTo, source: MappedColumn
  }

  public static var table: TableKind { .ownership }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      vendor: mapping["vendor_id"], owner: mapping["owner"], percentMin: mapping["percent_min"],
      percentMax: mapping["percent_max"], validFrom: mapping["valid_from"],
      validTo: mapping["valid_to"], source: mapping["source_id"])
  }

  public var rowID: String? { nil }
  public var newestDate: CivilDate? { source?.publishedOn }
}

extension TableDecoder where Row == OwnershipStake {
  /// Creates the decoder of an ownership table.
  public init(ownershipIn file: InputName, mapping: ColumnMapping, known: KnownRecords) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      let least = try reader.percent(columns.percentMin)
      let most = try reader.percent(columns.percentMax)
      if let least, let most, most < least {
        throw RowProblem(
          column: columns.percentMax.name, kind: .badNumber,
          explanation: "'\(columns.percentMax.name)' is below '\(columns.percentMin.name)'; "
            + "swap or mend them")
      }
      let validity = try reader.validity(columns.validFrom, columns.validTo)
      return OwnershipStake(
        vendorID: try reader.vendorID(columns.vendor, known),
        owner: try reader.required(columns.owner), percentMin: least, percentMax: most,
        validFrom: validity.from, validTo: validity.to,
        source: try reader.source(columns.source, known), origin: reader.origin)
    }
  }
}
