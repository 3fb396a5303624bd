/// The order of texts by their UTF-8 bytes, which is the order of the database.
///
/// `String`'s own order treats canonically equivalent texts as equal, and would leave ties open.
public enum ByteOrder {
  /// Returns whether `left` comes before `right`.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
