/// A value of a configuration file and where it stands.
///
/// The tree is plain: aliases are followed, and keys are texts.
struct ConfigurationNode {
  /// A place in the file, both from 1; the column counts Unicode scalars.
  struct Position: Hashable {
    var line: Int
    var column: Int
  }

  /// A key of a mapping with its value.
  struct Entry {
    var key: String
    var position: Position
    var value: ConfigurationNode
  }

  /// What the value is.
  enum Content {
    /// A text or number; `isPlain` when it stands without quotes.
    case scalar(String, isPlain: Bool)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  var content: Content
  var position: Position
  /// The number of values in it, itself included, with aliases expanded.
  var size: Int

  /// Whether nothing was written, or a YAML null.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The value as messages show it: short, and on one line.
  var shown: String {
    switch content {
    case .scalar(let text, _):
      let isLong = text.unicodeScalars.count > 60
      let visible = text.unicodeScalars.prefix(isLong ? 57 : 60).map { scalar in
        scalar.properties.generalCategory == .control ? " " : String(scalar)
      }
      return "'\(visible.joined())\(isLong ? "..." : "")'"
    case .list: return "a list"
    case .mapping: return "a mapping"
    }
  }
}
