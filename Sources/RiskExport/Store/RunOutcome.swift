import RiskCore

/// What a run amounts to, beside the run of the same pipeline before it.
///
/// `vendors` is the sum of `new`, `changed` and `unchanged`.
public struct RunOutcome: Sendable, Equatable {
  /// The run compared with; nil for a pipeline's first, where everything is new.
  public var previousRunID: Int64?
  public var vendors = 0
  /// Vendors that the run before does not have.
  public var new = 0
  /// Vendors that the run before has and this one does not.
  public var vanished = 0
  /// Vendors of which any stored figure or text differs.
  public var changed = 0
  /// Vendors that are stored as they were.
  public var unchanged = 0
  /// Vendors of both runs whose score or rating differs: part of `changed`.
  public var rescored = 0
  /// Vendors of both runs whose rating rose: part of `rescored`.
  public var risen = 0
  /// The number of vendors with each rating that occurs.
  public var ratings: [Rating: Int] = [:]
  /// Vendors that are critical and were not, or were not there, in the run before.
  ///
  /// They stand in the order in which they were added. Empty in a pipeline's first run, which has
  /// nothing to compare with.
  public var newlyCritical: [VendorName] = []

  /// Creates the outcome of a run without vendors.
  public init(previousRunID: Int64?) { self.previousRunID = previousRunID }
}

/// A vendor by id and name.
public struct VendorName: Sendable, Equatable {
  public var id: String
  public var name: String

  /// Creates a pair.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
