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

  /// Loads lists: some ahead of the one that is collected, for none needs another.
  func loadLists(_ sources: [OpenedSource], _ sink: Sink) throws -> [LoadedList] {
    var started: [StartedList] = []
    defer { for list in started { list.cancel() } }
    var loaded: [LoadedList] = []
    for index in sources.indices {
      while started.count + loaded.count < min(sources.count, index + max(2, workers)) {
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
    let empty = LoadedList(
      opened: source,
      account: SourceAccount(source: source.configuration, files: source.names), entries: [])
    switch source.content {
    case .unusable(let problem):
      return StartedList(cancel: {}) { _ in throw RunError.unusableInputs([problem]) }
    case .known(let stream):
      let stages = OrderedStages(window: 2 * workers + 2)
      let batches = stages.source("read \(source.configuration.id)") { try stream.next() }
      return StartedList(cancel: stages.cancel) { sink in
        var list = empty
        var edition: CivilDate?
        try Self.drain(batches, of: source, stream, on: stages, into: &list.account, sink) {
          list.entries += $0.entries
          if let date = $0.editionDate { edition = max(edition ?? date, date) }
        }
        Self.close(stream, &list.account)
        // The day of the edition is what a list's age counts from; only without one its entries'.
        let own = edition ?? source.configuration.listRules.publishedOn
        list.account.addDate(own ?? list.entries.lazy.compactMap(\.newestDate).max())
        return list
      }
    case .mapped(let files):
      guard let description = source.configuration.list else {
        preconditionFailure("the configuration gives every watchlist its list")
      }
      let chains = files.enumerated().map { index, file in
        let stages = OrderedStages(window: 2 * workers + 2)
        let input = MappedInput(source: source, index: index, reader: file.reader)
        let decoder = TableDecoder<WatchlistEntry>(
          entriesOf: description, in: source.names[index], mapping: file.mapping)
        return (stages, input, Self.start(input, decoder, on: stages, workers: workers))
      }
      return StartedList(cancel: { for (stages, _, _) in chains { stages.cancel() } }) { sink in
        var list = empty
        // Entry keys are unique within a list, not across lists.
        var seen = SeenRows()
        for (stages, input, rows) in chains {
          try Self.drain(
            rows, of: input, on: stages, seen: &seen, into: &list.account, sink
          ) { list.entries.append($0) }
        }
        if let date = source.configuration.listRules.publishedOn {
          list.account.newestDate = date
        }
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
      return standIn(copy, for: failed, breaches: problems.map { "it cannot be used: \($0)" })
    }
    list.account.list = ListAccount(
      list.entries, newestDate: list.account.newestDate, asOf: asOf)
    guard let account = list.account.list else { return list }
    let breaches = ListHealthCheck.breaches(
      of: account, read: list.account.read, rejected: list.account.rejected,
      newestDate: list.account.newestDate, rules: configuration.listRules, lastGood: lastGood)
    guard !breaches.isEmpty else { return list }
    list.account.list?.breaches = breaches
    guard let lastGood, let copy = try load(lastGood, of: configuration),
      // A stale list beats a staler one.
      (copy.account.newestDate ?? list.account.newestDate) >= list.account.newestDate,
      copy.account.files.map(\.sha256) != list.account.files.map(\.sha256)
    else { return list }
    return standIn(copy, for: list, breaches: breaches)
  }

  /// Loads the copies of a list; nil when they are not there.
  private func load(
    _ lastGood: LastGoodList, of source: SourceConfiguration
  ) throws -> LoadedList? {
    guard let opened = self.lastGood?.open(lastGood, of: source) else { return nil }
    // What was lost of the copy was recorded when it was loaded first.
    let silent = Sink(onReject: { _, _, _ in }, onSource: { _ in })
    return try? start(opened).collect(silent)
  }

  /// Returns the copy with the account of the file that it stands in for.
  private func standIn(
    _ copy: LoadedList, for list: LoadedList, breaches: [String]
  ) -> LoadedList {
    var result = copy
    result.account.standsIn(for: list.account)
    var account = ListAccount(copy.entries, newestDate: copy.account.newestDate, asOf: asOf)
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
        let later = lists.first(where: { $0.account.source.id == laterID })
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
    self.init(source: source.configuration, files: source.names)
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
