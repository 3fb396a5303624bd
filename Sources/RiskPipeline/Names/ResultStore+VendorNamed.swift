import RiskExport

extension ResultStore {
  /// Returns the one vendor of a run that `text` means: an id, a name, or a part of either.
  ///
  /// - Throws: ``RunError/notFound(_:)`` when it means none or several; the message names them.
  public func vendor(named text: String, run runID: Int64) throws -> VendorName {
    let found = try vendors(matching: text, run: runID, limit: 12)
    guard let first = found.first else {
      throw RunError.notFound(
        "no vendor of run \(runID) is called '\(text)'; give an id or a part of the name")
    }
    guard found.count == 1 else {
      let names = found.map { "  \($0.id)  \($0.name)" }.joined(separator: "\n")
      throw RunError.notFound(
        "'\(text)' may mean several vendors; give one of these ids:\n\(names)")
    }
    return first
  }
}
