import Foundation

/// The lock that keeps two runs off one database.
///
/// It is held by an open file description (flock), so that it ends with the process however that
/// ends; the file itself stays and means nothing.
final class RunLock {
  private let path: String
  private let descriptor: Int32
  private let removesFile: Bool

  /// Takes the lock beside the database at `path`.
  ///
  /// - Throws: ``RunError/locked(path:)`` when another run holds it, ``RunError/cannotWrite(path:reason:)``
  ///   when the lock file cannot be opened.
  init(besideDatabaseAt path: String) throws {
    self.path = path + ".lock"
    descriptor = try Self.lock(self.path)
    removesFile = false
  }

  /// Takes a lock beside files that are to be made at `target`.
  ///
  /// It is for whoever may not take the one of the database: two commands that write there exclude each
  /// other. Its file goes with it.
  ///
  /// - Throws: As ``init(besideDatabaseAt:)`` does.
  init(besideTargetAt target: String) throws {
    try OutputFolders.make(above: target)
    let url = URL(fileURLWithPath: target).standardizedFileURL
    path = url.deletingLastPathComponent().path + "/." + url.lastPathComponent + ".lock"
    while true {
      let locked = try Self.lock(path)
      // Whoever held it before may have removed the file that was opened here.
      if Self.isOpen(locked, at: path) {
        descriptor = locked
        break
      }
      close(locked)
    }
    removesFile = true
  }

  private static func lock(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw RunError.locked(path: path) }
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(code)))
    }
    return descriptor
  }

  private static func isOpen(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, there) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && stat(path, &there) == 0
      && opened.st_ino == there.st_ino && opened.st_dev == there.st_dev
  }

  deinit {
    if removesFile { unlink(path) }
    close(descriptor)
  }
}
