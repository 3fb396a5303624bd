import RiskCore

extension Vendor: TableRow {
  public struct Columns: Sendable {
    let id, name, aliases, country, address, website, lei, registrationNumber: MappedColumn
    let parent, category, status, dataAccess: MappedColumn
  }

  public static var table: TableKind { .vendors }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      id: mapping["vendor_id"], name: mapping["name"], aliases: mapping["aliases"],
      country: mapping["country"], address: mapping["address"], website: mapping["website"],
      lei: mapping["lei"], registrationNumber: mapping["registration_number"],
      parent: mapping["parent_vendor_id"], category: mapping["category"],
      status: mapping["status"], dataAccess: mapping["data_access"])
  }

  public var rowID: String? { id }
  public var newestDate: CivilDate? { nil }
}

extension TableDecoder where Row == Vendor {
  /// Creates the decoder of an inventory.
  ///
  /// A country that is not understood loses no vendor: it counts as unknown, and is noted.
  public init(vendorsIn file: InputName, mapping: ColumnMapping) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      let countryText = reader.optional(columns.country)
      let country = countryText.flatMap { reader.country($0) }
      if countryText != nil && country == nil {
        reader.note(.unknownCountry, columns.country)
      }
      let dataAccess = reader.token(columns.dataAccess) ?? ""
      if !["", "none", "some", "yes", "unknown"].contains(dataAccess) {
        reader.note(.unknownDataAccess, columns.dataAccess)
      }
      return Vendor(
        id: try reader.required(columns.id), name: try reader.required(columns.name),
        aliases: reader.list(columns.aliases), country: country,
        address: reader.text(columns.address), website: reader.text(columns.website),
        lei: reader.text(columns.lei),
        registrationNumber: reader.text(columns.registrationNumber),
        parentVendorID: reader.optional(columns.parent), category: reader.text(columns.category),
        status: reader.text(columns.status), hasNoDataAccess: dataAccess == "none",
        origin: reader.origin)
    }
  }
}
