import RiskCore

/// A vendor of two runs whose score or rating differs, with what tells why.
public struct ChangeJob: Sendable {
  /// Splits differences by cause; nil for a job leaves its difference unattributed.
  public typealias Splitter = ([ChangeJob]) throws -> [[ChangePart]?]

  public let before: ChangeAttribution.Score
  public let after: ChangeAttribution.Score
  /// What was scored before, as ``DossierDocument`` encodes it; nil when it is the later dossier.
  public let oldDocument: [UInt8]?
  /// What was scored later.
  public let newDossier: Dossier

  /// Creates a job.
  public init(
    before: ChangeAttribution.Score, after: ChangeAttribution.Score, oldDocument: [UInt8]?,
    newDossier: Dossier
  ) {
    self.before = before
    self.after = after
    self.oldDocument = oldDocument
    self.newDossier = newDossier
  }
}
