/// One thing wrong with a pipeline or policy file, and where.
public struct ConfigurationProblem: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file as the command line or the pipeline file names it.
  public var file: String
  /// The line, from 1; 0 when the problem is the file as a whole.
  public var line: Int
  /// The column in characters, from 1; nil when the problem is the line as a whole.
  public var column: Int?
  /// What was found, what was expected, and the next step.
  public var message: String
  /// Whether a file that the command line names is not there or may not be read.
  public var isMissingFile: Bool

  /// Creates a problem.
  public init(
    file: String, line: Int, column: Int? = nil, message: String, isMissingFile: Bool = false
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.isMissingFile = isMissingFile
  }

  /// The problem as one line that editors can jump to: `pipelines/daily.yaml:12:5: ...`.
  public var description: String {
    if line < 1 { return "\(file): \(message)" }
    guard let column else { return "\(file):\(line): \(message)" }
    return "\(file):\(line):\(column): \(message)"
  }

  /// Orders by file, line, column and message.
  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column ?? 0, left.message)
      < (right.file, right.line, right.column ?? 0, right.message)
  }
}

/// Everything wrong with the configuration of a run; exit status 78, or 66 when a file is missing.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  /// At least one problem, ordered by file and line.
  public var problems: [ConfigurationProblem]

  /// Creates an error from problems in any order; equal ones are kept once.
  public init(problems: [ConfigurationProblem]) {
    self.problems = Set(problems).sorted()
  }

  /// Whether nothing is wrong but that files which the command line names are missing.
  public var isMissing: Bool { problems.allSatisfy(\.isMissingFile) }

  /// One line for each problem, and a last one with their number.
  public var description: String {
    let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
    let last = "  \(count); nothing was read and nothing was written"
    return (problems.map(\.description) + [last]).joined(separator: "\n")
  }
}

/// The problems of one file, collected while it is read.
final class ConfigurationProblems {
  /// The file that messages name.
  let file: String
  private(set) var all: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  /// Adds a problem at a place in the file; nil is the file as a whole.
  func report(_ message: String, at position: ConfigurationNode.Position?) {
    all.append(
      ConfigurationProblem(
        file: file, line: position?.line ?? 0, column: position?.column, message: message))
  }

  /// Adds why the file, which the command line names, cannot be read.
  func report(_ obstacle: ConfigurationLoader.Obstacle) {
    all.append(
      ConfigurationProblem(
        file: file, line: 0, message: obstacle.message, isMissingFile: obstacle.isMissing))
  }
}
