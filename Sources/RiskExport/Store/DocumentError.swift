/// Why a stored document cannot be read back.
///
/// It holds keys and tokens of the document, and no names or texts of it.
public struct DocumentError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in the document, as `hits[2].similarity` or `byte 17`; empty for the document itself.
  public var place: String
  /// What was found and what was expected.
  public var what: String

  init(_ what: String, at place: String = "") {
    self.place = place
    self.what = what
  }

  /// Returns the same error, seen from the value that holds the place.
  func within(_ outer: String) -> DocumentError {
    DocumentError(
      what, at: place.isEmpty ? outer : place.hasPrefix("[") ? outer + place : "\(outer).\(place)")
  }

  /// The place, then what is wrong.
  public var description: String { place.isEmpty ? what : "\(place): \(what)" }
}
