import Foundation

/// What tells that a file was changed meanwhile, and what a copy has to keep.
struct FileState: Equatable {
  let size, seconds, nanoseconds: Int
  let inode: UInt64
  let mode: mode_t
  let owner: uid_t
  let group: gid_t

  /// Returns the state of a file, or nil when it is not there.
  init?(of path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw RunError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
  }
}
