/// Something about the inventory itself that an analyst should mend.
public struct InventoryIssue: Sendable, Hashable {
  /// What is wrong; the raw values are those of the database.
  public enum Kind: String, CaseIterable, Sendable {
    /// A name that names nobody: `N/A`, `test`, `Ltd`.
    case placeholderName = "placeholder-name"
    /// The row is the analyst's own company.
    case ownCompany = "own-company"
    /// Another row looks like the same party.
    case duplicateVendor = "duplicate-vendor"
    /// `parent_vendor_id` names no vendor.
    case unknownParent = "unknown-parent"
    /// More owners stand above the vendor than a dossier takes.
    case ownersCutOff = "owners-cut-off"
  }

  public var vendorID: String
  public var kind: Kind
  /// The other vendor of a pair; nil where there is none.
  public var otherVendorID: String?
  /// What was found, as a phrase.
  public var detail: String

  /// Creates an issue.
  public init(vendorID: String, kind: Kind, otherVendorID: String? = nil, detail: String) {
    self.vendorID = vendorID
    self.kind = kind
    self.otherVendorID = otherVendorID
    self.detail = detail
  }

  /// Orders by vendor, kind, other vendor and detail, in the order of bytes.
  public static func precedes(_ left: InventoryIssue, _ right: InventoryIssue) -> Bool {
    let pairs = [
      (left.vendorID, right.vendorID), (left.kind.rawValue, right.kind.rawValue),
      (left.otherVendorID ?? "", right.otherVendorID ?? ""), (left.detail, right.detail),
    ]
    // Bytes and not text: two spellings of a text that Unicode holds equal are two ids.
    for (one, other) in pairs where !one.utf8.elementsEqual(other.utf8) {
      return ByteOrder.precedes(one, other)
    }
    return false
  }
}
