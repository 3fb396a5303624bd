import RecordIO
import RiskExport

/// What the process tells its caller, after sysexits(3).
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// Done, and a gate of the pipeline tripped.
  case gateTripped = 1
  case usage = 64
  /// Inputs, or a database to read, unusable; or inputs over the reject limit.
  case unusableInput = 65
  /// An input, a pipeline or policy file, or a database to read is missing or may not be read.
  case missingInput = 66
  /// Done on a stale or unhealthy list.
  case unhealthyList = 69
  case internalError = 70
  case cannotWrite = 73
  /// Another run holds the lock.
  case locked = 75
  /// Pipeline or policy wrong.
  case configuration = 78
}

/// Why a run ended without results.
public enum RunError: Error, Sendable {
  /// An input is not there.
  case missingInputs([String])
  /// An input cannot be used; one line for each problem.
  case unusableInputs([String])
  /// More rows of a source were rejected than the pipeline allows.
  case rejectLimit(RejectLimitBreach)
  case cannotWrite(path: String, reason: String)
  case locked(path: String)
  /// Something asked for is not in the results.
  case notFound(String)
  /// What is asked for makes no sense; in words, with the remedy.
  case refused(String)
  /// There are no results yet.
  case noResults(path: String)
}

/// A source with more unusable rows than its pipeline allows.
public struct RejectLimitBreach: Sendable {
  public let source: String
  public let path: String
  public let rejected: Int
  public let read: Int
  /// The first rejects, without the rows' text.
  public let examples: [String]
  /// The file that holds all rejects, when one was written.
  public var rejectsPath: String?
}

extension RunError: CustomStringConvertible {
  /// One line that can be searched for, then the remedy.
  public var description: String {
    switch self {
    case .missingInputs(let problems):
      Self.list(problems) + "\n  nothing was written; put the inputs in place, or mend the paths"
    case .unusableInputs(let problems):
      Self.list(problems) + "\n  nothing was written; earlier results are untouched"
    case .rejectLimit(let breach):
      Self.list(
        [
          "\(breach.path): \(breach.rejected) of \(breach.read) rows of source '\(breach.source)' "
            + "were rejected, more than the pipeline allows"
        ] + breach.examples.map { "  " + $0 })
        + (breach.rejectsPath.map { "\n  all of them are in \($0)" } ?? "")
        + "\n  the run is not recorded; mend the input, or raise 'rejects' in the pipeline file"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason)\n  see that there is room and that this user may write "
        + "there, and try again; earlier results are untouched"
    case .locked(let path):
      "\(path): another run holds the lock\n  wait for it to end, and start again"
    case .notFound(let message), .refused(let message):
      message
    case .noResults(let path):
      "\(path): there is no such database\n  run a pipeline first, or name its database"
    }
  }

  /// The exit status that tells a caller the same.
  public var exitStatus: ExitStatus {
    switch self {
    case .missingInputs: .missingInput
    case .unusableInputs, .rejectLimit: .unusableInput
    case .cannotWrite: .cannotWrite
    case .locked: .locked
    case .notFound, .refused: .usage
    case .noResults: .missingInput
    }
  }

  private static func list(_ lines: [String]) -> String { lines.joined(separator: "\n") }
}

extension ExitStatus {
  /// Returns the status for an error of this project, or nil for one it does not know.
  public static func status(for error: any Error) -> ExitStatus? {
    switch error {
    case let error as RunError: error.exitStatus
    case let error as ConfigurationError: error.isMissing ? .missingInput : .configuration
    case let error as StoreError: status(of: error)
    case is ExportError, is OutputError: .cannotWrite
    case let error as InputError: error.isMissing ? .missingInput : .unusableInput
    default: nil
    }
  }

  /// A database is the output of a run, and the input of a command that only reads it.
  private static func status(of error: StoreError) -> ExitStatus {
    switch error.kind {
    case .busy: .locked
    case .unexpected: .internalError
    case .full: .cannotWrite
    case .notOurs, .newer, .corrupt: error.isReading ? .unusableInput : .cannotWrite
    case .cannotOpen, .readOnly, .ioFailed: error.isReading ? .missingInput : .cannotWrite
    }
  }
}
