import Foundation

/// A program that is run for its time and what it prints.
struct Subprocess {
  struct Problem: Error, CustomStringConvertible { let description: String }

  /// Returns the path of the program called `name`, or nil when it is not installed.
  static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  let program: String
  let arguments: [String]
  let folder: String

  /// Runs the program; returns the wall-clock seconds from start to end, and the words it printed.
  func run() throws -> (seconds: Double, words: [String]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    process.standardOutput = output
    let start = DispatchTime.now().uptimeNanoseconds
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw Problem(description: "\(program) ended with status \(process.terminationStatus)")
    }
    let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return (seconds, words.map(String.init))
  }
}
