import Foundation
import RecordIO
import RiskCore
import RiskExport

/// Copies of the files of each list as they were at its last good load.
///
/// They lie beside the database in a folder `<database>.lists`, each under the SHA-256 of its bytes, so
/// that pipelines share them. Which file belongs to which list is in the database: a copy that no
/// run's list health speaks of is removed. A copy is complete or not there: it is written under
/// another name and renamed.
final class LastGoodLists {
  /// The folder of the copies.
  let folder: String
  private let store: ResultStore
  private let pipeline: String

  /// Looks for the copies that belong to the database of `store`.
  init(store: ResultStore, databasePath: String, pipeline: String) {
    self.store = store
    self.pipeline = pipeline
    folder = databasePath + ".lists"
  }

  /// Looks for the copies of a pipeline without a run; nil when there are no results yet.
  ///
  /// - Throws: `StoreError` when the database is there and cannot be read.
  convenience init?(ofExisting pipeline: PipelineConfiguration) throws {
    let path = pipeline.databasePath
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    self.init(
      store: try ResultStore(path: path, readOnly: true), databasePath: path,
      pipeline: pipeline.name)
  }

  /// Returns what a list held at its last good load, or nil when it never had one.
  ///
  /// - Throws: `StoreError`.
  func lastGood(of source: String) throws -> LastGoodList? {
    guard let stored = try store.lastGoodList(source: source, pipeline: pipeline) else {
      return nil
    }
    return LastGoodList(
      runID: stored.runID, entries: stored.entries, parts: stored.parts,
      files: stored.files.map { LastGoodList.File(part: $0.part, path: $0.path, sha256: $0.sha256) }
    )
  }

  /// Opens the copies of a list; nil when one is missing or cannot be read.
  func open(_ lastGood: LastGoodList, of source: SourceConfiguration) -> OpenedSource? {
    var files: [SourceConfiguration.File] = []
    for file in lastGood.files {
      let copy = path(of: file.sha256)
      guard (try? ContentHash.sha256(file: copy)) == file.sha256 else { return nil }
      files.append(
        SourceConfiguration.File(
          part: file.part, writtenPath: file.path + Self.suffix, path: copy))
    }
    // The files of the source come before those of its parts, as they did at that load.
    let order = [""] + source.format.parts.map(\.name)
    let sorted = files.enumerated().sorted { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.element.part) ?? order.count }
      return (ranks[0], left.offset) < (ranks[1], right.offset)
    }.map(\.element)
    return try? OpenedSource(
      source, files: sorted, names: sorted.map { InputName($0.writtenPath) })
  }

  /// What the names of copies end with in evidence and in the list of inputs.
  static let suffix = " (last good copy)"

  /// Copies the files of a list that was loaded in good health, those that are not there already.
  ///
  /// A file that is another by now is not copied: what is kept is what was read.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  func keep(_ source: OpenedSource, _ account: SourceAccount) throws {
    try OutputFolders.make(above: folder + "/copy")
    for (file, counted) in zip(source.files, account.files) {
      let copy = path(of: counted.sha256)
      if FileManager.default.fileExists(atPath: copy) { continue }
      // A pipe is empty by now; a list that comes through one has no copy.
      // Of a link the file is copied: the link leads to another one tomorrow.
      let original = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
      let kind = try? FileManager.default.attributesOfItem(atPath: original)[.type]
      guard kind as? FileAttributeType == .typeRegular else { continue }
      let partial = copy + ".partial"
      try? FileManager.default.removeItem(atPath: partial)
      do {
        try FileManager.default.copyItem(atPath: original, toPath: partial)
        guard try ContentHash.sha256(file: partial) == counted.sha256 else {
          try FileManager.default.removeItem(atPath: partial)
          continue
        }
        guard rename(partial, copy) == 0 else {
          throw RunError.cannotWrite(path: copy, reason: String(cString: strerror(errno)))
        }
      } catch let error as RunError {
        throw error
      } catch {
        throw RunError.cannotWrite(path: copy, reason: "\(error.localizedDescription)")
      }
    }
  }

  /// Removes the copies that are of no list's last good load any more; what cannot be removed stays.
  func prune() {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder),
      let needed = try? store.lastGoodHashes()
    else { return }
    for name in names where !needed.contains(name) {
      let isOurs = name.utf8.count == 64 || name.hasSuffix(".partial")
      if isOurs { try? FileManager.default.removeItem(atPath: folder + "/" + name) }
    }
  }

  private func path(of sha256: String) -> String { folder + "/" + sha256 }
}
