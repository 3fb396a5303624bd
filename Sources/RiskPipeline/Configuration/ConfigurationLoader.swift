import Foundation
import RiskCore

/// Reads a pipeline file and its policy, and refuses both before any data is read.
public enum ConfigurationLoader {
  /// Returns what the pipeline file at a path asks for, and its policy.
  ///
  /// Paths in the pipeline file are relative to its folder, `override` to the working directory.
  /// Whether the inputs exist is not looked at.
  ///
  /// - Parameters:
  ///   - path: The pipeline file.
  ///   - override: A policy file in place of the one that the pipeline file names.
  /// - Throws: ``ConfigurationError`` with every problem of both files.
  public static func load(
    pipelineAt path: String, policyPath override: String? = nil
  ) throws -> (PipelineConfiguration, Policy) {
    let problems = ConfigurationProblems(file: path)
    let root = tree(at: path, reportingTo: problems) { problems.report($0) }
    var pipeline = root.map { PipelineDecoder.decode($0, path: path, reportingTo: problems) }
    if let override { pipeline?.configuration.policyPath = override }

    let named = pipeline?.configuration.policyPath ?? ""
    let policyPath = override ?? (named.isEmpty ? nil : named)
    let policyProblems = ConfigurationProblems(file: policyPath ?? path)
    var policy: PolicyDecoder.Result?
    if let policyPath {
      let root = tree(at: policyPath, reportingTo: policyProblems) { obstacle in
        if override == nil, let value = pipeline?.policy {
          value.report("names \(policyPath): \(obstacle.message)")
        } else {
          policyProblems.report(obstacle)
        }
      }
      policy = root.map { PolicyDecoder.decode($0, reportingTo: policyProblems) }
    }
    if let severities = policy?.listSeverities {
      for value in pipeline?.listSeverities ?? [] {
        _ = value.choice(of: "list severity of the policy", from: severities)
      }
    }
    let all = problems.all + policyProblems.all
    guard all.isEmpty, let pipeline, let policy = policy?.policy else {
      throw ConfigurationError(problems: all)
    }
    return (pipeline.configuration, policy)
  }

  /// What keeps a file from being read, in words, and whether it is as good as missing.
  struct Obstacle {
    let message: String
    let isMissing: Bool
  }

  /// Returns the tree of a file; what keeps the file from being read goes to `report`.
  private static func tree(
    at path: String, reportingTo problems: ConfigurationProblems, report: (Obstacle) -> Void
  ) -> ConfigurationNode? {
    func refuse(_ message: String, isMissing: Bool = true) {
      report(Obstacle(message: message, isMissing: isMissing))
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      refuse("there is no such file")
      return nil
    }
    guard !isFolder.boolValue else {
      refuse("this is a folder; give a YAML file", isMissing: false)
      return nil
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      refuse("the file cannot be opened; check its permissions")
      return nil
    }
    defer { try? handle.close() }
    var bytes: [UInt8] = []
    do {
      // One byte more than is allowed shows that the file is too large, without reading it all.
      while bytes.count <= ConfigurationDocument.maximumBytes,
        let part = try handle.read(upToCount: ConfigurationDocument.maximumBytes + 1 - bytes.count),
        !part.isEmpty
      {
        bytes.append(contentsOf: part)
      }
    } catch {
      refuse("the file cannot be read")
      return nil
    }
    return ConfigurationDocument.tree(of: bytes, reportingTo: problems)
  }
}
