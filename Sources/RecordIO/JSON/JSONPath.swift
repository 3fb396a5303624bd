/// A path of member names, as configurations write it.
enum JSONPath {
  /// One step of a path.
  enum Step: Equatable {
    /// To the member with this name.
    case name([UInt8])
    /// To every member.
    case any
  }

  /// Returns the steps of a path: names joined by full stops, `*` for any name; none when `path` is
  /// empty.
  ///
  /// A backslash makes the character behind it part of a name: `\.`, `\*`, `\\`.
  static func steps(of path: String) -> [Step] {
    if path.isEmpty { return [] }
    var steps: [Step] = []
    var name: [UInt8] = []
    var isLiteral = false
    var isEscaped = false
    for byte in path.utf8 {
      if isEscaped {
        name.append(byte)
        isEscaped = false
      } else if byte == ASCII.backslash {
        (isEscaped, isLiteral) = (true, true)
      } else if byte == UInt8(ascii: ".") {
        steps.append(step(name, isLiteral))
        (name, isLiteral) = ([], false)
      } else {
        name.append(byte)
      }
    }
    steps.append(step(name, isLiteral))
    return steps
  }

  /// Returns the path to the member `name` of what `path` leads to.
  static func path(_ path: String, to name: [UInt8]) -> String {
    var bytes: [UInt8] = path.isEmpty ? [] : Array(path.utf8) + [UInt8(ascii: ".")]
    for byte in name {
      if byte == UInt8(ascii: ".") || byte == ASCII.backslash { bytes.append(ASCII.backslash) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func step(_ name: [UInt8], _ isLiteral: Bool) -> Step {
    !isLiteral && name == [UInt8(ascii: "*")] ? .any : .name(name)
  }
}
