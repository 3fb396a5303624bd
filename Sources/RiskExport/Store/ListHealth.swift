/// How a watchlist stands in a run.
public struct ListHealth: Sendable, Equatable {
  /// What one part of a list holds: a sub-list, a measure, a programme.
  public struct Part: Sendable, Equatable {
    /// Empty for entries of no part.
    public var name: String
    public var entries: Int
    /// Entries that had not ended on the as-of date.
    public var active: Int

    /// Creates a part.
    public init(name: String, entries: Int, active: Int) {
      self.name = name
      self.entries = entries
      self.active = active
    }
  }

  public var entries: Int
  /// Entries that had not ended on the as-of date; nil when not counted.
  public var active: Int?
  /// Names of all entries; nil when not counted.
  public var names: Int?
  /// Days from the newest date to the as-of date; nil without a date.
  public var ageDays: Int?
  /// Whether the last good copy stood in for a file beyond its limits.
  public var usesLastGood: Bool
  /// The limits that were passed, each in one line; empty when healthy.
  public var breaches: [String]
  /// Each part once.
  public var parts: [Part]

  /// Creates a record.
  public init(
    entries: Int, active: Int? = nil, names: Int? = nil, ageDays: Int? = nil,
    usesLastGood: Bool = false, breaches: [String] = [], parts: [Part] = []
  ) {
    self.entries = entries
    self.active = active
    self.names = names
    self.ageDays = ageDays
    self.usesLastGood = usesLastGood
    self.breaches = breaches
    self.parts = parts
  }
}

/// What a list held at its last good load: the latest run without a breach.
public struct StoredList: Sendable, Equatable {
  public var runID: Int64
  public var entries: Int
  /// Entries by part.
  public var parts: [String: Int]
  /// The files as the pipeline file wrote them then, with the hashes of their bytes.
  public var files: [File]

  /// A file of the load.
  public struct File: Sendable, Equatable {
    /// The name of the part of the source; empty for its main files.
    public var part: String
    public var path: String
    public var sha256: String
  }
}
