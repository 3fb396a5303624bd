/// Opens the inputs of a pipeline as far as their headers.
public enum InputCheck {
  /// Checks that every input is there and has the columns of its table.
  ///
  /// - Throws: ``RunError`` with the problems of all inputs at once.
  public static func run(_ configuration: PipelineConfiguration) throws {
    let problems = try OpenedSource.all(of: configuration).compactMap { source in
      if case .unusable(let problem) = source.content { problem } else { nil }
    }
    if !problems.isEmpty { throw RunError.unusableInputs(problems) }
  }
}
