/// A table that a source of the pipeline file fills.
public enum TableKind: String, CaseIterable, Sendable {
  case vendors
  case ownership
  case accesses
  case statements
  case sources
  case watchlists
  /// Registers of what parties disclose; a mapping table turns them into accesses and statements.
  case disclosures
  case decisions

  /// One column of a table.
  public struct Column: Sendable {
    /// The name in our tables; a source maps its own header to it.
    public let name: String
    /// Whether every row must fill it.
    public let isRequired: Bool
  }

  /// The columns a source may fill, in the order of the documentation.
  public var columns: [Column] {
    switch self {
    case .vendors:
      Self.columns(
        required: "vendor_id name",
        optional: """
          aliases country address website lei registration_number parent_vendor_id category status \
          data_access
          """)
    case .ownership:
      Self.columns(
        required: "vendor_id owner",
        optional: "percent_min percent_max valid_from valid_to source_id")
    case .accesses:
      Self.columns(
        required: "access_id vendor_id data_category data_subject",
        optional: """
          holder purpose storage control consent_basis retention_days valid_from valid_to source_id \
          claimant claimant_role
          """)
    case .statements:
      Self.columns(
        required: """
          statement_id vendor_id factor stance claimant claimant_role stated_on source_id
          """,
        optional: "access_id valid_from valid_to excerpt")
    case .sources:
      Self.columns(
        required: "source_id",
        optional: "title publisher publisher_role published_on reliability credibility locator")
    case .watchlists:
      Self.columns(
        required: "entry_key name",
        optional: """
          aliases country authority programme listed_on in_force_on ended_on locator
          """)
    case .disclosures: []
    case .decisions:
      Self.columns(
        required: "vendor_id entry_key verdict decided_by decided_on reason",
        optional: "expires_on anchor")
    }
  }

  private static func columns(required: String, optional: String) -> [Column] {
    required.split(separator: " ").map { Column(name: String($0), isRequired: true) }
      + optional.split(separator: " ").map { Column(name: String($0), isRequired: false) }
  }
}
