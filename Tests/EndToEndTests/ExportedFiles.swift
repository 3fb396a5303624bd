import Foundation
import Testing
import _TestSupport

/// Everything in an exports folder, to be compared byte for byte.
struct ExportedFiles: Equatable {
  /// Content by path within the folder.
  let contents: [String: Data]

  /// Reads the folder at a path.
  init(_ folder: String) throws {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let path = folder + "/" + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      contents[name] = try Data(contentsOf: URL(fileURLWithPath: path))
    }
    self.contents = contents
  }

  /// The same without the one file that depends on the run before, and what describes it.
  var withoutChanges: [String: Data] {
    contents.filter {
      !$0.key.hasSuffix("changes.csv") && $0.key != "datapackage.json" && $0.key != "SHA256SUMS"
    }
  }
}

extension Workspace {
  /// What the exports folder of the pipeline holds.
  func exportedFiles() throws -> ExportedFiles {
    try ExportedFiles(folder.path("output/device-makers"))
  }

  /// The entries of the folder that database and exports stand in, hidden ones as well.
  func outputEntries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("output")).sorted()
  }

  /// What that folder holds when no run is under way and none was killed.
  static let tidyOutput = [
    "device-makers", "device-makers.html", "results.sqlite", "results.sqlite.index",
    "results.sqlite.lists", "results.sqlite.lock",
  ]

  /// Starts the program and returns at once.
  func launch(_ arguments: String...) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Returns the rows of a query on a copy of the database with its log, so that the next run meets
  /// the two as they are: the shell would fold one into the other.
  func queryCopy(_ sql: String) throws -> [String] {
    let copy = try ScratchFolder()
    for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: database + ending) {
      try FileManager.default.copyItem(
        atPath: database + ending, toPath: copy.path("copy.sqlite" + ending))
    }
    let shell = try #require(Self.find("sqlite3"))
    let result = try Self.execute(shell, [copy.path("copy.sqlite"), sql], in: folder)
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
