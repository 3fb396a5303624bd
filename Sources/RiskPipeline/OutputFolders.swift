import Foundation
import RiskExport

/// Folders that results are written to.
enum OutputFolders {
  /// Refuses an exports folder that holds the files of another pipeline, which a run would replace.
  ///
  /// - Throws: `ExportError`.
  static func requireExports(at folder: String, of pipeline: String) throws {
    let package = URL(fileURLWithPath: folder + "/datapackage.json")
    guard let data = try? Data(contentsOf: package),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let name = object["pipeline"] as? String, name != pipeline
    else { return }
    throw ExportError(
      path: folder, what: "the exports folder holds the files of the pipeline '\(name)'",
      remedy: "give each pipeline a folder of its own")
  }

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
