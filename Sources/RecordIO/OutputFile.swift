import Glibc

/// A file being written: buffered, counted and hashed on the way, and on disk once finished.
///
/// It writes to the path it is given. Whoever wants a file to appear only when complete stages a
/// directory and renames it. Used by one thread at a time.
public final class OutputFile {
  /// The path as it was given.
  public let path: String
  /// The number of bytes given to `write(_:)` so far.
  public private(set) var byteCount = 0

  private let descriptor: Int32
  private var hash = StreamingHash()
  private var buffer: [UInt8] = []
  private var state = State.open

  private enum State {
    case open
    case finished
    case failed(OutputError)
  }

  /// Bytes gathered before a write: beyond 1 MiB a larger buffer makes nothing faster.
  private static let bufferBytes = 1 << 20

  /// Creates the file at `path`, or empties the one that is there.
  ///
  /// - Throws: `OutputError` when it cannot be created.
  public init(path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw OutputError(path: path, operation: .create, code: errno)
    }
    self.path = path
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.bufferBytes)
  }

  deinit {
    if case .finished = state { return }
    close(descriptor)
  }

  /// The SHA-256 digest of the bytes given to `write(_:)` so far, in lower-case hexadecimal digits.
  public var sha256: String { hash.hexDigest }

  /// Writes `bytes`; they may stay in memory until `finish()`.
  ///
  /// - Precondition: The file is not finished.
  /// - Throws: `OutputError` when the bytes cannot be written (a full disk, say); then again at
  ///   each further call.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    try requireOpen()
    bytes.withUnsafeBytes { hash.update($0) }
    byteCount += bytes.count
    if buffer.count + bytes.count > Self.bufferBytes {
      try flush()
      if bytes.count >= Self.bufferBytes {
        try writeOut(bytes)
        return
      }
    }
    buffer.append(contentsOf: bytes)
  }

  /// Writes the UTF-8 bytes of `text`.
  ///
  /// - Precondition: The file is not finished.
  /// - Throws: `OutputError` as `write(_:)` for bytes does.
  public func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Writes what is left, waits until the disk has all of it, and closes the file.
  ///
  /// - Precondition: The file is not finished.
  /// - Throws: `OutputError` when any of it fails; the file is then incomplete.
  public func finish() throws(OutputError) {
    try requireOpen()
    try flush()
    // EINVAL and EROFS: pipes and devices, which have nothing to wait for.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      throw failed(.synchronize, code: errno)
    }
    state = .finished
    // Network file systems report a full disk here.
    if close(descriptor) != 0, errno != EINTR {
      throw OutputError(path: path, operation: .close, code: errno)
    }
  }

  private func requireOpen() throws(OutputError) {
    switch state {
    case .open: return
    case .failed(let error): throw error
    case .finished: preconditionFailure("'\(path)' was finished before")
    }
  }

  private func flush() throws(OutputError) {
    try writeOut(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeOut(_ bytes: [UInt8]) throws(OutputError) {
    let code = bytes.withUnsafeBytes { raw -> Int32 in
      var rest = raw[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          let code = errno
          if code != EINTR { return code }
        } else {
          rest = rest.dropFirst(count)
        }
      }
      return 0
    }
    if code != 0 { throw failed(.write, code: code) }
  }

  private func failed(_ operation: OutputError.Operation, code: Int32) -> OutputError {
    let error = OutputError(path: path, operation: operation, code: code)
    state = .failed(error)
    return error
  }
}

/// A file that cannot be written.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The step that failed.
  public enum Operation: String, Sendable {
    /// Creating or emptying the file.
    case create = "created"
    /// Writing bytes.
    case write = "written"
    /// Waiting until the disk has them.
    case synchronize = "brought to disk"
    /// Closing the file.
    case close = "closed"
  }

  /// The path as it was given.
  public var path: String
  /// The step that failed.
  public var operation: Operation
  /// The system's error number.
  public var code: Int32

  /// Creates an error about the file at `path`, with the system's error number.
  public init(path: String, operation: Operation, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// Whether the disk or the user's share of it is full.
  public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }

  /// One line: the path, what was found, and the remedy.
  public var description: String {
    let remedy =
      isOutOfSpace
      ? "free some space, or write elsewhere" : "check that the directory exists and is writable"
    return "\(path): cannot be \(operation.rawValue): \(systemErrorText(code)); \(remedy)"
  }
}
