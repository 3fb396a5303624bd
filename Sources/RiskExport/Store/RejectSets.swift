import RecordIO

/// Stores rejected rows as they arrive, and keeps one copy of sets that are equal.
///
/// The hash of a set is known only at its end. Rows are therefore written under a new number, and
/// taken back when a set with the same rows turns out to exist.
struct RejectSets {
  private struct Key: Hashable {
    var source: String
    var path: String
  }

  /// A set that is being filled.
  private struct OpenSet {
    var id: Int64
    var count = 0
    var hash = ChainedHash()
  }

  private let insertReject: SQLiteStatement
  private let insertSet: SQLiteStatement
  private let findSet: SQLiteStatement
  private let deleteRejects: SQLiteStatement
  private var openSets: [Key: OpenSet] = [:]
  private var nextID: Int64

  init(_ connection: SQLiteConnection) throws {
    insertReject = try connection.prepare(Schema.rejects.insertion)
    insertSet = try connection.prepare(Schema.rejectSets.insertion)
    findSet = try connection.prepare("SELECT reject_set_id FROM reject_sets WHERE sha256 = ?1")
    deleteRejects = try connection.prepare("DELETE FROM rejects WHERE reject_set_id = ?1")
    nextID = (try connection.integer("SELECT max(reject_set_id) FROM reject_sets") ?? 0) + 1
  }

  /// The inputs whose rejects wait for their input row, sorted.
  var openInputs: [String] { openSets.keys.map { "\($0.source) (\($0.path))" }.sorted() }

  /// Adds a row to the set of an input.
  mutating func add(_ reject: Reject, source: String, path: String) throws {
    let key = Key(source: source, path: path)
    var set: OpenSet
    if let open = openSets[key] {
      set = open
    } else {
      set = OpenSet(id: nextID)
      nextID += 1
    }
    set.count += 1
    // Taken out meanwhile, so that the hash is not copied.
    openSets[key] = nil
    set.hash.add(reject)
    openSets[key] = set

    insertReject.bind(set.id, at: 1)
    insertReject.bind(set.count, at: 2)
    insertReject.bind(reject.position.line, at: 3)
    insertReject.bind(reject.position.byteOffset, at: 4)
    insertReject.bind(reject.column, at: 5)
    insertReject.bind(reject.kind.rawValue, at: 6)
    insertReject.bind(reject.explanation, at: 7)
    insertReject.bind(reject.original, at: 8)
    try insertReject.run()
  }

  /// Ends the set of an input and returns its number and size, or nil when no row was rejected.
  mutating func close(source: String, path: String) throws -> (id: Int64, count: Int)? {
    guard var set = openSets.removeValue(forKey: Key(source: source, path: path)) else {
      return nil
    }
    let sha256 = set.hash.finish()
    findSet.bind(sha256, at: 1)
    let existing = try findSet.step() ? findSet.integer(0) : nil
    findSet.reset()
    if let existing {
      deleteRejects.bind(set.id, at: 1)
      try deleteRejects.run()
      return (existing, set.count)
    }
    insertSet.bind(set.id, at: 1)
    insertSet.bind(sha256, at: 2)
    try insertSet.run()
    return (set.id, set.count)
  }
}

extension ChainedHash {
  fileprivate mutating func add(_ reject: Reject) {
    append(reject.position.line)
    append(reject.position.byteOffset)
    append(reject.column)
    append(reject.kind.rawValue)
    append(reject.explanation)
    append(reject.original)
    endRow()
  }
}
