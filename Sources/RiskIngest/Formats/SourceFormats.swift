/// Every format, in the order of the documentation.
///
/// A new one is a file in this folder and a line here.
public enum SourceFormats {
  /// The formats.
  public static let all: [SourceFormat] = [
    .csv, .tsv, .json, .ndjson,
    .ofacSDN, .ofacXML, .consolidatedScreeningList, .deniedPersons, .fccCoveredList,
    .chineseMilitaryCompanies, .ukConsolidatedList, .ukSanctionsList, .euConsolidatedList,
    .euRegulationAnnex, .unXML, .openSanctionsSimple, .openSanctionsFTM,
    .iabGVL, .googleATP, .caDataBrokerRegistry, .disconnect, .ghostery,
    .gleifJSON,
  ]

  /// Returns the format with an id, or nil.
  public static func format(named id: String) -> SourceFormat? { all.first { $0.id == id } }
}

extension SourceFormat {
  /// What stands in for a format while the problems of a configuration are gathered.
  public static var fallback: SourceFormat { .csv }
}
