import BatchStages
import RecordIO
import RiskCore
import RiskIngest

/// A list as it was loaded.
struct LoadedList {
  let opened: OpenedSource
  var account: SourceAccount
  var entries: [WatchlistEntry]
}

extension Ingest {
  /// Reads all lists into the inventory.
  mutating func readLists(_ sources: [OpenedSource], _ sink: Sink) throws {
    for list in editionsResolved(try loadLists(sources, sink)) {
      try sink.onSource(list.account)
      for entry in list.entries { inventory.add(entry) }
      // A list cut down to its header screens nobody.
      if list.account.list?.entries ?? 0 > 0 { inventory.listCount += 1 }
    }
  }

  /// The most lists that are being read at one time.
  private static let listsAhead = 4

  /// Loads lists: some ahead of the one that is collected, for none needs another.
  func loadLists(_ sources: [OpenedSource], _ sink: Sink) throws -> [LoadedList] {
    var started: [StartedList] = []
    defer { for list in started { list.cancel() } }
    var loaded: [LoadedList] = []
    let ahead = min(max(2, workers), Self.listsAhead)
    for index in sources.indices {
      while started.count + loaded.count < min(sources.count, index + ahead) {
        started.append(start(sources[started.count + loaded.count]))
      }
      let next = started.removeFirst()
      loaded.append(try finish(next, of: sources[index], sink))
    }
    return loaded
  }

  // MARK: Loading

  /// A list that is being read on threads of its own.
  struct StartedList {
    let cancel: () -> Void
    /// Collects it; called once.
    let collect: (Sink) throws -> LoadedList
  }

  private func start(_ source: OpenedSource) -> StartedList {
    let workers = workers
    let asOf = asOf
    let empty = LoadedList(opened: source, account: SourceAccount(source), entries: [])
    switch source.content {
    case .unusable(let problem):
      return StartedList(cancel: {}) { _ in throw RunError.unusableInputs([problem]) }
    case .known(let stream):
      let stages = OrderedStages(window: 2 * workers + 2)
      let batches = stages.source(
        "read \(source.configuration.id)",
        ReadBatch.reading { () throws(InputError) in try stream.next() })
      return StartedList(cancel: stages.cancel) { sink in
        var list = empty
        var edition: CivilDate?
        try Self.drain(batches, of: source, stream, on: stages, into: &list.account, sink) {
          list.entries += $0.entries
          if let date = $0.editionDate { edition = max(edition ?? date, date) }
        }
        Self.close(stream, &list.account)
        // The day of the edition is what a list's age counts from; only without one its entries'.
        list.setNewestDate(edition: edition, asOf: asOf)
        return list
      }
    case .mapped(let files):
      guard let description = source.configuration.list else {
        preconditionFailure("the configuration gives every watchlist its list")
      }
      // One file after the other, each with workers of its own: nothing of it runs ahead.
      return StartedList(cancel: {}) { sink in
        var list = empty
        // Entry keys are unique within a list, not across lists.
        var seen = SeenRows()
        for (index, file) in files.enumerated() {
          let stages = OrderedStages(window: 2 * workers + 2)
          let input = MappedInput(source: source, index: index, reader: file.reader)
          let decoder = TableDecoder<WatchlistEntry>(
            entriesOf: description, in: source.names[index], mapping: file.mapping)
          let rows = Self.start(input, decoder, on: stages, workers: workers)
          try Self.drain(
            rows, of: input, on: stages, seen: &seen, into: &list.account, sink
          ) { list.entries.append($0) }
        }
        list.setNewestDate(edition: nil, asOf: asOf)
        return list
      }
    }
  }

  // MARK: Health

  /// Collects a list and holds it against its limits; beyond them the last good copy stands in.
  private func finish(
    _ started: StartedList, of source: OpenedSource, _ sink: Sink
  ) throws -> LoadedList {
    let configuration = source.configuration
    let lastGood = try self.lastGood?.lastGood(of: configuration.id)
    var lost = LostCounts()
    let counting = Sink(
      onReject: { reject, configuration, path in
        lost.add(reject, path)
        try sink.onReject(reject, configuration, path)
      }, onSource: sink.onSource)
    var list: LoadedList
    do {
      list = try started.collect(counting)
    } catch let error as RunError {
      // Half a list is no list. Without a copy the run cannot go on.
      guard case .unusableInputs(let problems) = error, let lastGood,
        let copy = try load(lastGood, of: configuration)
      else { throw error }
      let failed = LoadedList(
        opened: source, account: SourceAccount(failed: source, lost), entries: [])
      return try standIn(
        copy, for: failed, breaches: problems.map { "it cannot be used: \($0)" }, sink)
    }
    list.account.list = ListAccount(
      list.entries, newestDate: list.account.newestDate, asOf: asOf)
    guard let account = list.account.list else { return list }
    let breaches = ListHealthCheck.breaches(
      of: account, read: list.account.read, rejected: list.account.rejected,
      newestDate: list.account.newestDate, rules: configuration.listRules, lastGood: lastGood)
    guard !breaches.isEmpty else { return list }
    list.account.list?.breaches = breaches.map(\.text)
    guard let lastGood, let copy = try load(lastGood, of: configuration),
      copy.list.account.files.map(\.sha256) != list.account.files.map(\.sha256)
    else { return list }
    // What is whole and old is not replaced by what is older.
    if breaches.allSatisfy(\.isOfAge),
      !(copy.list.account.newestDate ?? list.account.newestDate >= list.account.newestDate)
    {
      return list
    }
    return try standIn(copy, for: list, breaches: breaches.map(\.text), sink)
  }

  /// A last good copy as it was loaded, with the rows that were lost of it.
  private struct LoadedCopy {
    var list: LoadedList
    var lost: [(reject: Reject, path: String)]
  }

  /// Loads the copies of a list; nil when they are not there, or do not give what they gave then.
  private func load(
    _ lastGood: LastGoodList, of source: SourceConfiguration
  ) throws -> LoadedCopy? {
    guard let opened = self.lastGood?.open(lastGood, of: source) else { return nil }
    var lost: [(reject: Reject, path: String)] = []
    let gathering = Sink(
      onReject: { reject, _, path in lost.append((reject, path)) }, onSource: { _ in })
    guard let list = try? start(opened).collect(gathering), list.entries.count == lastGood.entries
    else { return nil }
    return LoadedCopy(list: list, lost: lost)
  }

  /// Returns the copy with the account of the file that it stands in for.
  private func standIn(
    _ copy: LoadedCopy, for list: LoadedList, breaches: [String], _ sink: Sink
  ) throws -> LoadedList {
    for (reject, path) in copy.lost {
      try sink.onReject(reject, list.account.source, path)
    }
    var result = copy.list
    result.account.standsIn(for: list.account)
    var account = ListAccount(
      result.entries, newestDate: result.account.newestDate, asOf: asOf)
    account.breaches = breaches
    account.usesLastGood = true
    result.account.list = account
    return result
  }

  /// How many rows of each file were not used, for a list that failed in its middle.
  fileprivate struct LostCounts {
    private(set) var rejected: [String: Int] = [:]
    private(set) var duplicates: [String: Int] = [:]

    mutating func add(_ reject: Reject, _ path: String) {
      if reject.kind == .duplicateID {
        duplicates[path, default: 0] += 1
      } else {
        rejected[path, default: 0] += 1
      }
    }
  }

  // MARK: Editions

  /// Reduces older editions to what the later ones no longer have.
  func editionsResolved(_ lists: [LoadedList]) -> [LoadedList] {
    var result = lists
    for (index, list) in lists.enumerated() {
      guard let laterID = list.account.source.listRules.editionOf,
        let later = lists.first(where: { $0.account.source.id == laterID }),
        // What a damaged list does not hold has not ended.
        let health = later.account.list, health.breaches.isEmpty || health.usesLastGood
      else { continue }
      let compared = Editions.compare(
        older: list.entries, later: later.entries, laterID: laterID,
        laterDate: later.account.newestDate ?? asOf)
      result[index].entries = compared.ended
      result[index].account.list?.edition = compared.changes
    }
    return result
  }
}

extension LoadedList {
  /// Sets the day from which the list's age counts: of the edition, as the file states it or the
  /// pipeline file; else the newest of its entries that is not yet to come on `date`.
  fileprivate mutating func setNewestDate(edition: CivilDate?, asOf date: CivilDate) {
    account.newestDate =
      edition ?? account.source.listRules.publishedOn
      ?? entries.lazy.compactMap(\.newestDate).filter { $0 <= date }.max()
  }
}

extension Optional<CivilDate> {
  /// Whether the left day is not before the right one; no day is before all others.
  fileprivate static func >= (left: CivilDate?, right: CivilDate?) -> Bool {
    guard let right else { return true }
    guard let left else { return false }
    return left >= right
  }
}

extension SourceAccount {
  /// Creates the account of a list that failed while it was read: the rows lost, and no more.
  fileprivate init(failed source: OpenedSource, _ lost: Ingest.LostCounts) {
    self.init(source)
    for (index, file) in source.files.enumerated() {
      let path = source.names[index].path
      files[index].rejected = lost.rejected[path] ?? 0
      files[index].duplicates = lost.duplicates[path] ?? 0
      files[index].read = files[index].rejected + files[index].duplicates
      if let whole = try? FileSource.summary(of: file.path) {
        files[index].bytes = whole.bytes
        files[index].sha256 = whole.sha256
      }
    }
  }
}
