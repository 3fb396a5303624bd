import RiskCore
import RiskIngest

/// Opens the inputs of a pipeline as far as their headers.
public enum InputCheck {
  /// Checks that every input is there and has the columns of its table.
  ///
  /// - Throws: ``RunError`` with the problems of all inputs at once.
  public static func run(_ configuration: PipelineConfiguration, policy: Policy) throws {
    let problems = try OpenedSource.all(
      of: configuration, AccessVocabulary(policy)
    ).compactMap { source in
      if case .unusable(let problem) = source.content { problem } else { nil }
    }
    if !problems.isEmpty { throw RunError.unusableInputs(problems) }
  }
}
