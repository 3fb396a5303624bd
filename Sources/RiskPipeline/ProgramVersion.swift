/// The version of the program, as runs record it.
public enum ProgramVersion {
  /// Changes with every release; the changelog says what changed in scores.
  public static let current = "0.1.0"
}
