import RiskExport

extension ResultStore {
  /// Names that a message lists.
  private static let mostNames = 12

  /// Returns the one vendor of a run that `text` means: an id, a name, or a part of either.
  ///
  /// - Throws: ``RunError/notFound(_:)`` when it means none or several; the message names them.
  public func vendor(named text: String, run runID: Int64) throws -> VendorName {
    guard !text.allSatisfy(\.isWhitespace) else {
      throw RunError.notFound("the name of the vendor is empty; give an id or a part of the name")
    }
    let found = try vendors(matching: text, run: runID, limit: Self.mostNames + 1)
    guard let first = found.first else {
      let pipeline = try run(runID).map { " of '\($0.pipeline)'" } ?? ""
      throw RunError.notFound(
        "no vendor of run \(runID)\(pipeline) is called '\(text)'; give an id or a part of the name\n"
          + "  the vendors of other pipelines are found with --pipeline")
    }
    guard found.count == 1 else {
      var names = found.prefix(Self.mostNames).map { "  \($0.id)  \($0.name)" }
        .joined(separator: "\n")
      if found.count > Self.mostNames { names += "\n  … and more" }
      throw RunError.notFound(
        "'\(text)' may mean several vendors; give one of these ids:\n\(names)")
    }
    return first
  }
}
