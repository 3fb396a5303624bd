import RecordIO

// How an export appears at once, and survives a kill at any moment:
//
//   1. `.NAME.run-7` is made beside the target folder NAME, and filled; datapackage.json comes
//      last.
//   2. Sealed: it is renamed to `.NAME.run-7.<hash>`, the hash being that of its datapackage.json.
//   3. The database commits run 7. Sealing may also come after this.
//   4. Published: the sealed folder and the target change places, in one step.
//   5. What has stood there before is removed.
//
// `recover` finishes what a kill left. A folder whose run is not committed was killed before 3 and
// is removed. Of a committed run, the hash tells whether a sealed folder is still the new content
// (killed before 4: it is published) or already the old (killed before 5: it is removed). Two
// contents with one hash are equal, and then it does not matter.
//
// Change together: the names here, and the tests that build such folders by hand.

/// An export folder that is prepared beside its place and then appears there at once.
public final class StagedExports {
  /// The stage: a folder to write the files to; ``seal()`` renames it.
  public private(set) var folder: String

  private let place: Place
  private let runID: Int64
  private var isSealed = false

  /// Makes an empty stage for a run beside the exports folder `target`.
  ///
  /// - Throws: ``ExportError`` when `target` is something else than an export of ours or an empty
  ///   folder, or when its parent is missing or cannot be written.
  public init(target: String, runID: Int64) throws {
    place = Place(target)
    self.runID = runID
    try place.requireOurs()
    folder = place.stage(of: runID)
    if Folder.exists(folder) { try Folder.remove(folder) }
    try Folder.make(folder)
  }

  /// Marks the stage as complete; ``publish()`` does it if nobody has.
  ///
  /// - Throws: ``ExportError``, or `InputError` when the stage holds no `datapackage.json`.
  public func seal() throws {
    guard !isSealed else { return }
    folder = try place.seal(folder)
    isSealed = true
  }

  /// Puts the stage in its place and removes what stood there; call it after the commit.
  ///
  /// Files that others have put into the exports folder move into the new one.
  ///
  /// - Throws: What ``seal()`` throws; the exports folder is then as it was, or complete and new.
  public func publish() throws {
    try seal()
    try place.publish(folder, runID: runID)
  }

  /// Removes the stage, for a run that does not get committed; failures are left to `recover`.
  public func discard() {
    try? Folder.remove(folder)
  }

  /// Finishes or removes what a killed run has left beside the folder `target`.
  ///
  /// Call it before a run, while no other run can be at work on the same target.
  ///
  /// - Parameters:
  ///   - target: The export folder.
  ///   - isCommitted: Whether the database holds a run, and its export is still wanted.
  /// - Returns: The run whose export was published, if one was.
  /// - Throws: ``ExportError``, and what `isCommitted` throws.
  @discardableResult
  public static func recover(
    exportsFolder target: String, isCommitted: (Int64) throws -> Bool
  ) throws -> Int64? {
    let place = Place(target)
    guard Folder.isFolder(place.parent) else { return nil }
    let leftovers = try Folder.names(in: place.parent).compactMap(place.leftover)
    let ready = try leftovers.filter { leftover in
      guard !leftover.isAside, Folder.exists("\(leftover.path)/\(ExportFormats.package)") else {
        return false
      }
      if let seal = leftover.seal, try place.hash(of: leftover.path) != seal { return false }
      return try isCommitted(leftover.runID)
    }
    let latest = ready.max { $0.runID < $1.runID }
    if let latest {
      let stage = latest.seal == nil ? try place.seal(latest.path) : latest.path
      try place.publish(stage, runID: latest.runID)
    }
    for leftover in leftovers where Folder.exists(leftover.path) {
      if leftover.isAside && !Folder.exists(place.target) {
        // The stage that was to follow is gone: the old export is better than none.
        try Folder.move(leftover.path, to: place.target)
      } else {
        try place.removeOld(leftover.path)
      }
    }
    return latest?.runID
  }
}

/// The target folder, and the names beside it that belong to it.
private struct Place {
  let parent: String
  let name: String

  /// A folder beside the target that a killed run may leave.
  struct Leftover {
    let path: String
    let runID: Int64
    /// The hash in its name; nil before it is sealed, and of a folder moved out of the way.
    let seal: String?
    /// Whether it is a former export, moved out of the way.
    let isAside: Bool
  }

  init(_ target: String) {
    // Where a link stands, the folder behind it is what is exchanged.
    var path = Folder.exists(target) ? Folder.resolved(target) : target
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    if let slash = path.lastIndex(of: "/") {
      parent = slash == path.startIndex ? "/" : String(path[..<slash])
      name = String(path[path.index(after: slash)...])
    } else {
      parent = "."
      name = path
    }
  }

  var target: String { "\(parent)/\(name)" }

  func stage(of runID: Int64) -> String { "\(parent)/.\(name).run-\(runID)" }

  /// Where the target waits for its removal on file systems that cannot exchange.
  func aside(of runID: Int64) -> String { "\(parent)/.\(name).old-\(runID)" }

  /// Returns the leftover that `entry` of the parent is by its name, or nil.
  func leftover(_ entry: String) -> Leftover? {
    let (staged, aside) = (".\(name).run-", ".\(name).old-")
    for prefix in [staged, aside] where entry.hasPrefix(prefix) {
      let parts = entry.dropFirst(prefix.count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard let number = parts.first, number.allSatisfy(\.isASCIIDigit),
        let runID = Int64(number), parts.count <= 2
      else { return nil }
      let seal = parts.count == 2 ? String(parts[1]) : nil
      if let seal, seal.count != Self.sealLength { return nil }
      return Leftover(
        path: "\(parent)/\(entry)", runID: runID, seal: seal, isAside: prefix == aside)
    }
    return nil
  }

  private static let sealLength = 16

  /// Renames a stage to its sealed name and returns that.
  func seal(_ stage: String) throws -> String {
    let sealed = "\(stage).\(try hash(of: stage))"
    if Folder.exists(sealed) { try Folder.remove(sealed) }
    try Folder.move(stage, to: sealed)
    try Folder.synchronize(parent)
    return sealed
  }

  /// Returns the part of the hash of an export that goes into a sealed name.
  func hash(of folder: String) throws -> String {
    let hash = try ContentHash.sha256(file: "\(folder)/\(ExportFormats.package)")
    return String(hash.prefix(Self.sealLength))
  }

  /// Refuses a target that holds something else than an export.
  func requireOurs() throws {
    guard Folder.exists(target) else { return }
    guard Folder.isFolder(target) else {
      throw ExportError(
        path: target, what: "the exports folder is a file",
        remedy: "give another folder for the exports, or move the file away")
    }
    let names = try Folder.names(in: target)
    guard names.isEmpty || names.contains(ExportFormats.package) else {
      throw ExportError(
        path: target,
        what: "the exports folder holds files, but no '\(ExportFormats.package)' of an export",
        remedy: "give an empty or a new folder for the exports; this one would be replaced")
    }
  }

  func publish(_ stage: String, runID: Int64) throws {
    try requireOurs()
    if !Folder.exists(target) {
      try Folder.move(stage, to: target)
      try Folder.synchronize(parent)
    } else if try Folder.exchange(stage, with: target) {
      try Folder.synchronize(parent)
      try removeOld(stage)
    } else {
      // Between these two moves the target is missing; `recover` then puts the stage there.
      let aside = aside(of: runID)
      if Folder.exists(aside) { try Folder.remove(aside) }
      try Folder.move(target, to: aside)
      try Folder.move(stage, to: target)
      try Folder.synchronize(parent)
      try removeOld(aside)
    }
  }

  /// Removes an export that is no longer in place, after moving what others put there to the
  /// target.
  func removeOld(_ folder: String) throws {
    if Folder.isFolder(folder), Folder.isFolder(target) { try keepForeignFiles(of: folder) }
    try Folder.remove(folder)
  }

  /// Moves what `folder` holds beyond its own export to the target, where the name is free there.
  private func keepForeignFiles(of folder: String) throws {
    guard let own = ownPaths(in: folder) else { return }
    for name in try Folder.names(in: folder)
    where name != ExportFormats.package && name != ChecksumFile.name {
      let isFamily = ExportFamily(rawValue: name) != nil && Folder.isFolder("\(folder)/\(name)")
      let paths =
        isFamily ? try Folder.names(in: "\(folder)/\(name)").map { "\(name)/\($0)" } : [name]
      for path in paths where !own.contains(path) && !Folder.exists("\(target)/\(path)") {
        try Folder.move("\(folder)/\(path)", to: "\(target)/\(path)")
      }
    }
  }

  /// Returns the files that the export in `folder` lists, or nil when it is not complete.
  private func ownPaths(in folder: String) -> Set<String>? {
    guard let document = try? Folder.text(of: "\(folder)/\(ExportFormats.package)") else {
      return nil
    }
    // The document is ours: paths are plain, and the member is written in this one way.
    let pieces = document.split(separator: "\"path\":\"", omittingEmptySubsequences: false)
    return Set(pieces.dropFirst().map { String($0.prefix { $0 != "\"" }) })
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
