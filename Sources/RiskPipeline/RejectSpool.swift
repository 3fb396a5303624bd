import Foundation
import RecordIO

/// The rejects of a run that may not come to be recorded, as a CSV file beside the exports folder.
///
/// Rows that a run rejects go into its transaction, which is taken back when too many of them stop the
/// run: just when somebody wants to see them. So they are written down here as well, and the file is
/// kept when the limit was passed.
final class RejectSpool {
  /// Where the file is kept.
  let path: String
  private let partialPath: String
  private var writer: CSVWriter?
  private var file: OutputFile?

  /// Prepares the spool of the exports folder at `exportsPath`; nothing is made before the first reject.
  init(besideExportsAt exportsPath: String) {
    path = exportsPath + ".rejects.csv"
    partialPath = path + ".partial"
  }

  deinit { discard() }

  /// Adds a reject.
  ///
  /// - Throws: `OutputError`.
  func add(_ reject: Reject, source: SourceConfiguration, path: String) throws {
    if writer == nil {
      let file = try OutputFile(path: partialPath)
      self.file = file
      writer = CSVWriter(file: file)
      try writer?.append([
        "source", "file", "line", "byte_offset", "column_name", "kind", "explanation", "original",
      ])
    }
    try writer?.append([
      source.id, path, String(reject.position.line),
      String(reject.position.byteOffset), reject.column ?? "", reject.kind.rawValue,
      reject.explanation, reject.original,
    ])
  }

  /// Completes the file and puts it in its place.
  ///
  /// - Throws: `OutputError`, ``RunError/cannotWrite(path:reason:)``.
  func keep() throws {
    try writer?.finish()
    try file?.finish()
    writer = nil
    file = nil
    guard rename(partialPath, path) == 0 else {
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Removes what was written, and the file of an earlier run that this one has made out of date.
  func clear() {
    discard()
    unlink(path)
  }

  private func discard() {
    writer = nil
    file = nil
    unlink(partialPath)
  }
}
