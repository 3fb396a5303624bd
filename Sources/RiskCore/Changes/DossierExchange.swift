/// Exchanges the parts of one dossier for those of another, one kind after the other.
struct DossierExchange {
  private let old: Dossier
  private let new: Dossier
  /// Sources by id; of those that both sides have, whether they say the same is compared.
  private let oldSources: [String: Source]
  private let newSources: [String: Source]

  init(from old: Dossier, to new: Dossier) {
    self.old = old
    self.new = new
    oldSources = Self.sources(of: old)
    newSources = Self.sources(of: new)
  }

  /// Returns the hybrid after each exchange of parts that differ, in the order of causes.
  ///
  /// The last one scores as the new dossier does: what is the same on both sides is exchanged too.
  func steps() -> [(cause: ChangeCause, hybrid: Dossier)] {
    var hybrid = old
    var steps: [(cause: ChangeCause, hybrid: Dossier)] = []
    func exchange(
      _ cause: ChangeCause, if differs: Bool, _ body: (inout Dossier) -> Void
    ) {
      body(&hybrid)
      if differs { steps.append((cause, hybrid)) }
    }
    exchange(.vendorRow, if: RecordPrint.of(old.vendor) != RecordPrint.of(new.vendor)) {
      $0.vendor = new.vendor
    }
    exchange(.sources, if: sourcesDiffer) { $0 = resourced($0) }
    exchange(
      .accesses,
      if: RecordPrint.of(old.accesses, RecordPrint.of)
        != RecordPrint.of(new.accesses, RecordPrint.of)
    ) { $0.accesses = new.accesses }
    exchange(
      .statements,
      if: RecordPrint.of(old.statements, RecordPrint.of)
        != RecordPrint.of(new.statements, RecordPrint.of)
    ) { $0.statements = new.statements }
    let hits = hitsWithOldDecisions
    let ownersWithNewHits = stakes(old.ownership, withHitsOf: new.ownership)
    exchange(
      .hits,
      if: old.isScreened != new.isScreened || differ(old.hits, new.hits)
        || differ(old.ownership.flatMap(\.hits), ownersWithNewHits.flatMap(\.hits))
    ) {
      $0.isScreened = new.isScreened
      $0.hits = hits
      $0.ownership = resourced(ownersWithNewHits)
    }
    exchange(
      .ownership,
      if: RecordPrint.of(old.ownership, RecordPrint.of)
        != RecordPrint.of(new.ownership, RecordPrint.of)
    ) { $0.ownership = new.ownership.map(withOldDecisions) }
    exchange(.decisions, if: decisionsDiffer(hybrid)) {
      $0.hits = new.hits
      $0.ownership = new.ownership
    }
    return steps
  }

  // MARK: Sources

  private static func sources(of dossier: Dossier) -> [String: Source] {
    let all =
      dossier.accesses.lazy.compactMap(\.source) + dossier.statements.lazy.map(\.source)
      + dossier.ownership.lazy.compactMap(\.source)
    return all.reduce(into: [:]) { if $0[$1.id] == nil { $0[$1.id] = $1 } }
  }

  private var sourcesDiffer: Bool {
    // Only whether any does: the order of the dictionary cannot show.
    oldSources.contains { id, source in
      newSources[id].map { RecordPrint.of($0) != RecordPrint.of(source) } ?? false
    }
  }

  /// Returns `dossier` with its records referring to the new side's source of the same id, where
  /// there is one.
  private func resourced(_ dossier: Dossier) -> Dossier {
    var dossier = dossier
    for index in dossier.accesses.indices {
      dossier.accesses[index].source = dossier.accesses[index].source.map(newest)
    }
    for index in dossier.statements.indices {
      dossier.statements[index].source = newest(dossier.statements[index].source)
    }
    dossier.ownership = resourced(dossier.ownership)
    return dossier
  }

  private func resourced(_ stakes: [OwnershipStake]) -> [OwnershipStake] {
    stakes.map { stake in
      var stake = stake
      stake.source = stake.source.map(newest)
      return stake
    }
  }

  private func newest(_ source: Source) -> Source { newSources[source.id] ?? source }

  // MARK: Hits

  /// The new hits as analysts had decided on the old ones; a hit that is new has no decision yet.
  private var hitsWithOldDecisions: [Hit] {
    let decisions = Self.decisions(on: old.hits)
    return new.hits.map { hit in
      var hit = hit
      hit.decisions = decisions[hit.entry.reference] ?? []
      return hit
    }
  }

  private func withOldDecisions(_ stake: OwnershipStake) -> OwnershipStake {
    let before = old.ownership.first { Self.owner(of: $0) == Self.owner(of: stake) }
    let decisions = Self.decisions(on: before?.hits ?? [])
    var stake = stake
    for index in stake.hits.indices {
      stake.hits[index].decisions = decisions[stake.hits[index].entry.reference] ?? []
    }
    return stake
  }

  /// Returns `stakes` with the hits that their owners have among `others`, decided on as before.
  private func stakes(
    _ stakes: [OwnershipStake], withHitsOf others: [OwnershipStake]
  ) -> [OwnershipStake] {
    stakes.map { stake in
      guard let other = others.first(where: { Self.owner(of: $0) == Self.owner(of: stake) }) else {
        return stake
      }
      var stake = stake
      stake.hits = withOldDecisions(other).hits
      return stake
    }
  }

  private func differ(_ left: [Hit], _ right: [Hit]) -> Bool {
    RecordPrint.of(left, RecordPrint.of) != RecordPrint.of(right, RecordPrint.of)
  }

  /// Whether decisions of the new side are others than those of `hybrid`, which has its hits.
  private func decisionsDiffer(_ hybrid: Dossier) -> Bool {
    func prints(_ hits: [Hit]) -> [String] {
      RecordPrint.of(hits) { hit in
        hit.entry.reference + hit.decisions.map { RecordPrint.of($0) }.joined()
      }
    }
    return prints(hybrid.hits) != prints(new.hits)
      || prints(hybrid.ownership.flatMap(\.hits)) != prints(new.ownership.flatMap(\.hits))
  }

  private static func owner(of stake: OwnershipStake) -> String {
    stake.ownerVendorID ?? stake.owner
  }

  private static func decisions(on hits: [Hit]) -> [String: [Decision]] {
    hits.reduce(into: [:]) { $0[$1.entry.reference] = $1.decisions }
  }
}
