/// A file that is prepared beside its place and then appears there at once.
///
/// A kill leaves at most the stage, `.NAME.run-7`. It is complete before the commit of its run, so
/// that ``recover(beside:isCommitted:)`` puts it in its place if that run is committed.
public final class StagedFile {
  /// The stage: the file to write to.
  public let path: String
  private let target: String

  /// Creates a stage for a run beside the file `target`; nothing is written yet.
  ///
  /// - Throws: ``ExportError`` when `target` is a folder.
  public init(target: String, runID: Int64) throws {
    // Where a link stands, the file behind it is replaced.
    self.target = Folder.exists(target) ? Folder.resolved(target) : target
    if Folder.isFolder(self.target) {
      throw ExportError(
        path: target, what: "the file to write is a folder",
        remedy: "give another path, or move the folder away")
    }
    let (parent, name) = Self.split(self.target)
    path = "\(parent)/.\(name).run-\(runID)"
  }

  /// Puts the stage in its place; call it when the stage is finished, and after the commit.
  ///
  /// - Throws: ``ExportError``; what stood there stands, or the new file does.
  public func publish() throws {
    try Folder.move(path, to: target)
    try Folder.synchronize(Self.split(target).parent)
  }

  /// Removes the stage, for a run that does not get committed.
  public func discard() { try? Folder.remove(path) }

  /// Finishes what killed runs have left beside the file `target`: the stage of a committed run takes
  /// its place, others are removed.
  ///
  /// Call it while no other run can be at work on the same target.
  public static func recover(
    beside target: String, isCommitted: (Int64) throws -> Bool
  ) throws {
    let (parent, name) = split(Folder.exists(target) ? Folder.resolved(target) : target)
    guard Folder.isFolder(Folder.resolved(parent)) else { return }
    let prefix = ".\(name).run-"
    for entry in try Folder.names(in: parent) where entry.hasPrefix(prefix) {
      guard entry.dropFirst(prefix.count).allSatisfy({ ("0"..."9").contains($0) }),
        let runID = Int64(entry.dropFirst(prefix.count))
      else { continue }
      if try isCommitted(runID) {
        try StagedFile(target: target, runID: runID).publish()
      } else {
        try Folder.remove("\(parent)/\(entry)")
      }
    }
  }

  private static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (
      slash == path.startIndex ? "/" : String(path[..<slash]),
      String(path[path.index(after: slash)...])
    )
  }
}
