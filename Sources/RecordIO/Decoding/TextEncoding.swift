/// How the text of a file is written in bytes.
///
/// Raw values are the names used in pipeline files.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// What every reader of this module expects.
  case utf8 = "utf-8"
  /// Western European Windows; its five unassigned bytes are no text.
  case windows1252 = "windows-1252"
  /// ISO 8859-1, in which every byte is a character.
  case latin1 = "iso-8859-1"
  /// Two bytes to a unit, in the order that the byte order mark says; without one, little-endian.
  case utf16 = "utf-16"
}
