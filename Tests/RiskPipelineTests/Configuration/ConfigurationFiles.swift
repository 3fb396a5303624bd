import Foundation

@testable import RiskPipeline

/// The files of the repository, and throw-away folders with files of a test.
enum ConfigurationFiles {
  /// The top folder of the repository.
  static let repository: URL = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url
  }()

  static func path(_ relative: String) -> String {
    repository.appendingPathComponent(relative).path
  }

  static func text(_ relative: String) throws -> String {
    try String(contentsOf: repository.appendingPathComponent(relative), encoding: .utf8)
  }

  /// Runs a body with a new folder that holds the given files, by relative path.
  static func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("vendor-risk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let url = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return try body(folder.path)
  }

  /// Loads `daily.yaml` of a folder with the given files; returns the problems without the folder's
  /// path, and an empty text when there are none.
  static func problems(_ files: [String: String], override: String? = nil) throws -> String {
    try withFolder(files) { folder in
      do {
        _ = try ConfigurationLoader.load(
          pipelineAt: "\(folder)/daily.yaml", policyPath: override.map { "\(folder)/\($0)" })
        return ""
      } catch let error as ConfigurationError {
        return error.description.replacing("\(folder)/", with: "")
      }
    }
  }

  /// Decodes a policy; returns it, and its problems as lines.
  static func policy(_ text: String) -> (result: PolicyDecoder.Result?, problems: [String]) {
    let problems = ConfigurationProblems(file: "policy.yaml")
    let root = ConfigurationDocument.tree(of: Array(text.utf8), reportingTo: problems)
    let result = root.map { PolicyDecoder.decode($0, reportingTo: problems) }
    return (result, problems.all.sorted().map(\.description))
  }

  /// Returns the shipped policy with one passage exchanged.
  static func defaultPolicy(_ passage: String = "", _ replacement: String = "") throws -> String {
    let text = try text("pipelines/policies/default.yaml")
    return passage.isEmpty ? text : text.replacing(passage, with: replacement)
  }
}
