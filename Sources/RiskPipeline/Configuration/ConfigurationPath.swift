import Foundation

/// Paths as text: nothing here looks at the disk, so symbolic links are not followed.
enum ConfigurationPath {
  /// The folder that holds a file; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path as written in a file of `folder`, without `.` and `..` where they can be worked out.
  static func resolved(_ written: String, against folder: String) -> String {
    normalized(written.hasPrefix("/") ? written : "\(folder)/\(written)")
  }

  /// The path from the root of the disk.
  static func absolute(_ path: String) -> String {
    resolved(path, against: FileManager.default.currentDirectoryPath)
  }

  /// Whether `path` is `container` or lies beneath it.
  static func isInside(_ path: String, _ container: String) -> Bool {
    let path = absolute(path)
    let container = absolute(container)
    return path == container || path.hasPrefix(container == "/" ? "/" : container + "/")
  }

  private static func normalized(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return isAbsolute ? "/" + joined : (joined.isEmpty ? "." : joined)
  }
}
