import Glibc

/// Where a reader gets its bytes from: a file, or something that decodes one.
///
/// Called once per chunk, never per byte. A source is used by one thread at a time.
public protocol ByteSource: AnyObject {
  /// The path of the file behind the source, for messages.
  var path: String { get }
  /// The number of bytes read from the file behind the source so far.
  var bytesRead: Int { get }
  /// The SHA-256 digest of the bytes read from the file so far, in lower-case hexadecimal digits.
  var sha256: String { get }
  /// Reads up to `buffer.count` bytes and returns their number; 0 only at the end.
  ///
  /// - Throws: `InputError` when the bytes cannot be read or decoded.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
  /// Checks, after the end, that what was read is one consistent state of the file.
  ///
  /// - Throws: `InputError` with the reason `changed` when it is not.
  func finish() throws(InputError)
}

/// A file read from beginning to end, hashed on the way, and checked to have stayed the same.
///
/// A regular file must keep its size and modification time while it is read, and its path must
/// still name it afterwards: a file replaced by renaming another over it is as much a mixture of
/// two states (with the other files of the run) as one overwritten in place. Pipes are read without
/// that check.
public final class FileSource: ByteSource {
  /// The path as it was given.
  public let path: String
  /// The number of bytes read so far.
  public private(set) var bytesRead = 0

  private let descriptor: Int32
  private let identity: Identity
  private var hash = StreamingHash()

  /// Opens the file at `path` for reading.
  ///
  /// - Throws: `InputError` with the reason `missing` or `unopenable`.
  public init(path: String) throws(InputError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      // ENOTDIR: a parent of the path is a file, so that the path names nothing either.
      let isMissing = code == ENOENT || code == ENOTDIR
      throw InputError(path: path, reason: isMissing ? .missing : .unopenable(code: code))
    }
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? 0 : errno
    let identity = Identity(status)
    guard code == 0, !identity.isDirectory else {
      close(descriptor)
      throw InputError(path: path, reason: .unopenable(code: code == 0 ? EISDIR : code))
    }
    self.descriptor = descriptor
    self.identity = identity
  }

  deinit { close(descriptor) }

  /// The SHA-256 digest of the bytes read so far, as 64 lower-case hexadecimal digits.
  public var sha256: String { hash.hexDigest }

  /// Reads up to `buffer.count` bytes and returns their number; 0 only at the end of the file.
  ///
  /// - Throws: `InputError` with the reason `readFailed`.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        bytesRead += count
        return count
      }
      let code = errno
      if code != EINTR { throw InputError(path: path, reason: .readFailed(code: code)) }
    }
  }

  /// Checks that a regular file has the size and modification time it was opened with, that every
  /// byte of it was read, and that its path still names it.
  ///
  /// - Throws: `InputError` with the reason `changed` or `readFailed`.
  public func finish() throws(InputError) {
    guard identity.isRegularFile else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw InputError(path: path, reason: .readFailed(code: errno))
    }
    let now = Identity(status)
    guard now.size == identity.size, bytesRead == identity.size else {
      let size = now.size == identity.size ? bytesRead : now.size
      throw changed("its size went from \(identity.size) to \(size) bytes")
    }
    guard now == identity else { throw changed("its modification time moved") }
    guard stat(path, &status) == 0 else { throw changed("it was removed") }
    guard Identity(status).isSameFile(as: identity) else {
      throw changed("another file took its place")
    }
  }

  private func changed(_ problem: String) -> InputError {
    InputError(path: path, reason: .changed(problem: problem))
  }

  /// What tells one state of one file from another.
  private struct Identity: Equatable {
    let device: UInt
    let inode: UInt
    let mode: UInt32
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      mode = UInt32(status.st_mode) & UInt32(S_IFMT)
      size = Int(status.st_size)
      seconds = Int(status.st_mtim.tv_sec)
      nanoseconds = Int(status.st_mtim.tv_nsec)
    }

    var isRegularFile: Bool { mode == UInt32(S_IFREG) }
    var isDirectory: Bool { mode == UInt32(S_IFDIR) }
    func isSameFile(as other: Identity) -> Bool { device == other.device && inode == other.inode }
  }
}
