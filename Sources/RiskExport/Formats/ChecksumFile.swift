import RecordIO

/// `SHA256SUMS`: the hash of every CSV file of an export, as `sha256sum --check` reads it.
///
/// It says nothing that `datapackage.json` does not say as well, and is read by a tool that every
/// Linux machine has.
enum ChecksumFile {
  static let name = "SHA256SUMS"

  /// Writes the hashes of `files` into the folder of an export, one a line.
  ///
  /// - Throws: `OutputError`.
  static func write(_ files: [ExportedFile], into folder: String) throws {
    let file = try OutputFile(path: "\(folder)/\(name)")
    // Paths are plain: a folder, a slash, a table, and no character that would need an escape.
    for exported in files { try file.write("\(exported.sha256)  \(exported.path)\n") }
    try file.finish()
  }
}
