import Glibc

/// The few folder operations that staging needs, each on disk before it returns where it matters.
enum Folder {
  /// Creates the folder at `path`, whose parent exists.
  static func make(_ path: String) throws {
    if mkdir(path, 0o755) != 0 { throw failure(path, "cannot be created") }
  }

  /// Returns whether anything is at `path`; a link counts as itself.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Returns whether a folder is at `path`; a link is none.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Returns the names in the folder at `path`, sorted.
  static func names(in path: String) throws -> [String] {
    guard let stream = opendir(path) else { throw failure(path, "cannot be listed") }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      // SAFETY: d_name is a NUL-terminated array within the entry, which lives until the next call.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw failure(path, "cannot be listed") }
    return names.sorted()
  }

  /// Removes what is at `path`, a folder with all it holds; links are removed and not followed.
  static func remove(_ path: String) throws {
    if isFolder(path) {
      for name in try names(in: path) { try remove("\(path)/\(name)") }
      if rmdir(path) != 0 { throw failure(path, "cannot be removed") }
    } else if unlink(path) != 0 && errno != ENOENT {
      throw failure(path, "cannot be removed")
    }
  }

  /// Moves `path` to `newPath` on the same disk.
  static func move(_ path: String, to newPath: String) throws {
    if rename(path, newPath) != 0 { throw failure(path, "cannot be moved to '\(newPath)'") }
  }

  /// Exchanges what is at two paths in one step; returns false where the file system cannot.
  static func exchange(_ path: String, with other: String) throws -> Bool {
    guard let renameat2 else { return false }
    let exchange: UInt32 = 1 << 1  // RENAME_EXCHANGE
    if renameat2(AT_FDCWD, path, AT_FDCWD, other, exchange) == 0 { return true }
    if errno == EINVAL || errno == ENOSYS { return false }
    throw failure(path, "cannot be exchanged with '\(other)'")
  }

  private typealias RenameAt2 =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  /// glibc declares the function for GNU sources only, so that Swift does not import it.
  private static let renameat2: RenameAt2? = {
    guard let symbol = dlsym(nil, "renameat2") else { return nil }
    // SAFETY: the type above is the one in renameat2(2).
    return unsafeBitCast(symbol, to: RenameAt2.self)
  }()

  /// Waits until the entries of the folder at `path` are on disk.
  static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "cannot be opened") }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS {
      throw failure(path, "cannot be brought to disk")
    }
  }

  /// Returns the content of the file at `path`.
  static func text(of path: String) throws -> String {
    guard let file = fopen(path, "re") else { throw failure(path, "cannot be opened") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: block[..<count])
    }
    if ferror(file) != 0 { throw failure(path, "cannot be read") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns `path` without links in it, or `path` itself when nothing is there.
  static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  private static func failure(_ path: String, _ what: String) -> ExportError {
    let code = errno
    let reason = strerror(code).map { String(cString: $0) } ?? "error"
    let remedy =
      code == ENOSPC || code == EDQUOT
      ? "make room and run again" : "check that this user may write there, and run again"
    return ExportError(path: path, what: "\(what): \(reason) (\(code))", remedy: remedy)
  }
}
