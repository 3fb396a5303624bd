/// Paths of member names, joined by full stops.
///
/// A backslash makes the next character an ordinary one, so that `\.` is a full stop in a name and
/// `\*` the name of one asterisk.
enum JSONPath {
  /// A part of a path between full stops.
  struct Part: Equatable {
    var name: [UInt8]
    /// Whether it is an asterisk without a backslash.
    var isAny: Bool
  }

  /// Returns the parts of `path`; none for the empty one.
  static func parts(of path: String) -> [Part] {
    if path.isEmpty { return [] }
    var parts: [Part] = []
    var name: [UInt8] = []
    var isPlain = true
    var isEscaped = false
    for byte in path.utf8 {
      if isEscaped {
        name.append(byte)
        isEscaped = false
      } else if byte == ASCII.backslash {
        isEscaped = true
        isPlain = false
      } else if byte == UInt8(ascii: ".") {
        parts.append(Part(name: name, isAny: isPlain && name == [UInt8(ascii: "*")]))
        (name, isPlain) = ([], true)
      } else {
        name.append(byte)
      }
    }
    // A backslash at the very end stands for itself.
    if isEscaped { name.append(ASCII.backslash) }
    parts.append(Part(name: name, isAny: isPlain && name == [UInt8(ascii: "*")]))
    return parts
  }

  /// Returns the path that leads from the place `path` to its member `name`.
  static func path(_ path: String, _ name: String, isFirst: Bool) -> String {
    var result = isFirst ? "" : path + "."
    if name == "*" { return result + "\\*" }
    for scalar in name.unicodeScalars {
      if scalar == "." || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
