import Foundation

/// Folders that results are written to.
enum OutputFolders {
  /// Makes the folder that holds `path`, with those above it.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  static func make(above path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError.cannotWrite(path: folder.path, reason: "the folder cannot be made")
    }
  }
}
