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
  convenience init(besideDatabaseAt path: String) throws {
    let lockPath = path + ".lock"
    try self.init(path: lockPath, open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644))
  }

  /// Takes a lock on the folder in which `target` stands, or will: two commands that write there
  /// exclude each other, and no file is left.
  ///
  /// - Throws: As ``init(besideDatabaseAt:)`` does.
  convenience init(onFolderOf target: String) throws {
    try OutputFolders.make(above: target)
    let folder = URL(fileURLWithPath: target).standardizedFileURL.deletingLastPathComponent().path
    try self.init(path: folder, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  private init(path: String, _ descriptor: Int32) throws {
    guard descriptor >= 0 else {
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw RunError.locked(path: path) }
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(code)))
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
