import Foundation
import RecordIO
import RiskCore

/// Keeps the index of the lists' names from one run to the next, beside the database.
///
/// A file is named after a hash of all names and of whatever decides how they are indexed, so that it is
/// never out of date: lists that change have another file. It may be deleted at any time.
struct IndexCache {
  private let folder: String
  /// What the files of this pipeline begin with; several may share a database.
  private let prefix: String

  /// Creates the cache of a pipeline beside its database.
  init(of configuration: PipelineConfiguration) {
    folder = configuration.databasePath + ".index"
    prefix = ContentHash.sha256(configuration.name).prefix(16) + "-"
  }

  /// Returns a screener over `entries`, with the index that is kept, or a new one.
  ///
  /// - Parameter keeps: Whether a new index is kept, in place of those that were.
  func screener(_ entries: [WatchlistEntry], listCount: Int, keeps: Bool) -> Screener {
    let path = "\(folder)/\(prefix)\(Self.key(of: entries)).names"
    if let bytes = FileManager.default.contents(atPath: path),
      let index = NameIndex(encoded: [UInt8](bytes)), index.count == Screener.nameCount(of: entries)
    {
      return Screener(entries: entries, listCount: listCount, index: index)
    }
    let screener = Screener(entries: entries, listCount: listCount)
    // A cache that cannot be written costs time the next night, and nothing else.
    if keeps { try? keep(screener.index, at: path) }
    return screener
  }

  private func keep(_ index: NameIndex, at path: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(index.encoded()).write(to: URL(fileURLWithPath: path), options: .atomic)
    for name in try files.contentsOfDirectory(atPath: folder)
    where name.hasPrefix(prefix) && !path.hasSuffix(name) {
      try files.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  private static func key(of entries: [WatchlistEntry]) -> String {
    var bytes = Array(NameIndex.fingerprint.utf8)
    for name in Screener.names(of: entries) {
      bytes.append(contentsOf: name.utf8)
      bytes.append(0xFF)
    }
    return ContentHash.sha256(bytes)
  }
}
