/// Opens the inputs of a pipeline as far as their headers.
public enum InputCheck {
  /// Checks that every input is there and has the columns of its table.
  ///
  /// - Throws: ``RunError`` with the problems of all inputs at once.
  public static func run(_ configuration: PipelineConfiguration) throws {
    _ = try OpenedSource.all(of: configuration)
  }
}
