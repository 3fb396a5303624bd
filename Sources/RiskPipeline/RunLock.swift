import Foundation

/// The lock that keeps two runs off one database.
///
/// It is held by an open file description (flock), so that it ends with the process however that
/// ends; the file itself stays and means nothing.
final class RunLock {
  private let descriptor: Int32

  /// Takes the lock beside the database at `path`.
  ///
  /// - Throws: ``RunError/locked(path:)`` when another run holds it, ``RunError/cannotWrite(path:reason:)``
  ///   when the lock file cannot be opened.
  init(besideDatabaseAt path: String) throws {
    let lockPath = path + ".lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RunError.cannotWrite(path: lockPath, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw RunError.locked(path: lockPath) }
      throw RunError.cannotWrite(path: lockPath, reason: String(cString: strerror(code)))
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
