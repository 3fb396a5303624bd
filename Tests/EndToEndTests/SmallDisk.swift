import Foundation
import Testing
import _TestSupport

/// A disk of a few megabytes in memory, for tests that fill it or forbid writing.
final class SmallDisk {
  /// Whether this user may mount one.
  static let isAllowed: Bool = {
    guard getuid() == 0, let folder = try? ScratchFolder(),
      let disk = try? SmallDisk(at: folder.path("disk"))
    else { return false }
    return withExtendedLifetime(disk) { true }
  }()

  static let reason: Comment = "only root may mount a small disk"

  private let path: String
  private var isMounted = true

  /// Mounts a disk with room for everything at a path, making the folder.
  init(at path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.call("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", path)
  }

  deinit { unmount() }

  /// Takes the disk away with what it holds.
  func unmount() {
    guard isMounted else { return }
    isMounted = false
    try? Self.call("umount", "-l", path)
  }

  /// The number of KiB in use.
  var usedKibibytes: Int {
    var status = statvfs()
    statvfs(path, &status)
    return Int(status.f_blocks - status.f_bfree) * Int(status.f_frsize) / 1024
  }

  /// Leaves so much free.
  func leave(kibibytes: Int) throws {
    try remount("size=\(max(usedKibibytes + kibibytes, 4))k")
  }

  /// Makes room for everything.
  func makeRoom() throws { try remount("size=256m") }

  /// Forbids writing, also to root, or allows it again.
  func setReadOnly(_ isReadOnly: Bool) throws { try remount(isReadOnly ? "ro" : "rw") }

  private func remount(_ option: String) throws {
    try Self.call("mount", "-o", "remount,\(option)", path)
  }

  private struct Refused: Error {
    let call: String
  }

  private static func call(_ program: String, _ arguments: String...) throws {
    let folder = try ScratchFolder()
    guard let path = Workspace.find(program),
      try Workspace.execute(path, arguments, in: folder).status == 0
    else { throw Refused(call: ([program] + arguments).joined(separator: " ")) }
  }
}
