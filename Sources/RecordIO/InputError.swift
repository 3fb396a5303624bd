import Glibc

/// A file that cannot be used as input at all.
///
/// Rows that cannot be used are `Reject`s and do not stop a run; these errors do.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the file.
  public enum Reason: Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The file exists and cannot be opened; `code` is the system's error number.
    case unopenable(code: Int32)
    /// A read failed; `code` is the system's error number.
    case readFailed(code: Int32)
    /// There is no header, because there is no record at all.
    case empty
    /// The header cannot be used; `problem` says why and what to do, in one line.
    case badHeader(problem: String)
    /// The bytes cannot be decoded (a damaged archive, say); `problem` says why, in one line.
    case undecodable(problem: String)
    /// The file changed while it was being read; `problem` says how, in one line.
    case changed(problem: String)
  }

  /// The path as it was given.
  public var path: String
  /// What is wrong with the file.
  public var reason: Reason

  /// Creates an error about the file at `path`.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Whether the file does not exist, which callers report differently from a file they cannot use.
  public var isMissing: Bool { reason == .missing }

  /// One line: the path, what was found, and the remedy.
  public var description: String {
    let message =
      switch reason {
      case .missing:
        "no such file; check the path, or fetch the file first"
      case .unopenable(let code):
        "cannot be opened: \(systemErrorText(code)); check that it is a file this user may read"
      case .readFailed(let code):
        "cannot be read: \(systemErrorText(code)); check the disk or the network mount"
      case .empty:
        "holds no records, not even a header; fetch or export it again"
      case .badHeader(let problem):
        "bad header: \(problem)"
      case .undecodable(let problem):
        "cannot be decoded: \(problem)"
      case .changed(let problem):
        "changed while it was read: \(problem); run again once it is complete"
      }
    return "\(path): \(message)"
  }
}

/// Returns the system's words for an error number, with the number, as in `No space left (28)`.
func systemErrorText(_ code: Int32) -> String {
  // SAFETY: glibc's strerror returns a NUL-terminated string, kept per thread since 2.32.
  guard let text = strerror(code) else { return "error \(code)" }
  return "\(String(cString: text)) (\(code))"
}
