import RecordIO
import RiskCore

extension WatchlistEntry: TableRow {
  public struct Columns: Sendable {
    let key, name, aliases, country, authority, programme: MappedColumn
    let listedOn, inForceOn, endedOn, locator: MappedColumn
  }

  public static var table: TableKind { .watchlists }

  public static func columns(_ mapping: ColumnMapping) -> Columns {
    Columns(
      key: mapping["entry_key"], name: mapping["name"], aliases: mapping["aliases"],
      country: mapping["country"], authority: mapping["authority"],
      programme: mapping["programme"], listedOn: mapping["listed_on"],
      inForceOn: mapping["in_force_on"], endedOn: mapping["ended_on"],
      locator: mapping["locator"])
  }

  public var rowID: String? { key }
  public var newestDate: CivilDate? { listedOn }
}

extension TableDecoder where Row == WatchlistEntry {
  /// Creates the decoder of a list kept as a table.
  ///
  /// An entry without an authority has the list's.
  public init(entriesOf list: Watchlist, in file: InputName, mapping: ColumnMapping) {
    self.init(file: file, mapping: mapping) { (reader, columns) throws(RowProblem) in
      let countries = reader.list(columns.country)
      let codes = countries.compactMap { reader.country($0) }
      if codes.count < countries.count {
        reader.note(.unknownCountry, columns.country)
      }
      return WatchlistEntry(
        list: list, key: try reader.required(columns.key),
        names: try reader.names(columns.name, columns.aliases),
        countries: codes, authority: reader.optional(columns.authority) ?? list.authority,
        programme: reader.text(columns.programme), listedOn: try reader.date(columns.listedOn),
        inForceOn: try reader.date(columns.inForceOn), endedOn: try reader.date(columns.endedOn),
        locator: reader.text(columns.locator), origin: reader.origin)
    }
  }
}

extension RowReader {
  /// The primary name, then the aliases that say something else.
  fileprivate func names(
    _ name: MappedColumn, _ aliases: MappedColumn
  ) throws(RowProblem) -> [ListedName] {
    var names = [ListedName(try required(name), .primary)]
    for alias in list(aliases) where !names.contains(where: { $0.text == alias }) {
      names.append(ListedName(alias, .strong))
    }
    return names
  }
}
