/// Puts the figures of an engine into words: findings with names, evidence and mitigations.
struct AssessmentBuilder {
  let dossier: Dossier
  let coded: CodedDossier
  let tables: PolicyTables
  let date: CivilDate

  private var codes: FactorCodes { tables.codes }

  /// Returns the assessment that the engine's last scoring amounts to.
  func assessment(
    _ figures: ScoreFigures, _ engine: borrowing ScoringEngine
  ) -> Assessment {
    var findings: [Finding] = []
    findings.reserveCapacity(engine.findings.count)
    // Built once: findings share what acts on many of them.
    var mitigations: [Mitigation] = []
    for index in 0..<engine.mitigations.count {
      mitigations.append(mitigation(engine.mitigations[index], engine))
    }
    for index in 0..<engine.findings.count {
      findings.append(finding(index, mitigations, engine))
    }
    let known = coded.accesses.filter { $0.knownFrom <= engine.today }
    return Assessment(
      vendorID: dossier.vendor.id, overall: figures.overall.interval, inherent: figures.inherent,
      rating: figures.rating, floorRule: figures.floor.map { tables.policy.floors[$0].name },
      axes: Axis.allCases.map { axis in
        let figures = figures.axis(axis)
        return Interval(
          value: 100 * figures.value, low: 100 * figures.low, high: 100 * figures.high)
      },
      coverage: figures.coverage, conflict: figures.conflict, stability: figures.stability,
      findings: findings, notAlleged: notAlleged(engine), hits: coded.hits,
      accesses: known.map { access in
        AssessedAccess(
          access: dossier.accesses[Int(access.index)], severity: engine.severity(of: access))
      },
      contradictions: Contradiction.all(
        in: dossier, knownAccesses: known.map { dossier.accesses[Int($0.index)] }, asOf: date,
        findings: findings, hits: coded.hits))
  }

  // MARK: Findings

  private func finding(
    _ index: Int, _ all: [Mitigation], _ engine: borrowing ScoringEngine
  ) -> Finding {
    let figures = engine.findings[index]
    let item = codes.items[figures.code]
    let subject = subject(of: figures, item)
    var mitigations: [Mitigation] = []
    for place in 0..<Int(figures.mitigationCount) {
      let acting = engine.acting[Int(figures.firstMitigation) + place]
      mitigations.append(all[Int(acting)])
    }
    return Finding(
      id: Self.id(item, subject), axis: item.axis, factor: item.name, subject: subject,
      groupID: groupName(of: figures), severity: figures.severity,
      opinion: figures.opinion.opinion, conflict: figures.conflict,
      mitigation: figures.mitigation.interval, mitigations: mitigations,
      evidence: evidence(on: figures, engine), risk: figures.risk.interval,
      isCounted: figures.isCounted, points: figures.points, detail: detail(of: figures))
  }

  private func detail(of figures: FindingFigures) -> String {
    guard figures.code == codes.listedOwnership else { return "" }
    return coded.ownership[Int(coded.listings[Int(figures.listing)].source)].sentence
  }

  private func subject(of figures: FindingFigures, _ item: FactorCodes.Item) -> String {
    if figures.listing >= 0 {
      let source = Int(coded.listings[Int(figures.listing)].source)
      return figures.code == codes.listedOwnership
        ? coded.ownership[source].rule.name : coded.hits[source].hit.entry.reference
    }
    switch figures.code {
    case codes.unknownSecurity:
      return figures.rank == 0 ? UnknownShare.country : UnknownShare.screened
    case codes.unknownDataAccess, codes.unknownPractice: return DossierCoder.vendorSubject
    default: return subject(ofRank: figures.rank)
    }
  }

  private func subject(ofRank rank: Int) -> String {
    coded.access(ofRank: rank).map { dossier.accesses[Int(coded.accesses[$0].index)].id }
      ?? DossierCoder.vendorSubject
  }

  private static func id(_ item: FactorCodes.Item, _ subject: String) -> String {
    "\(item.axis.rawValue)/\(item.name)/\(subject)"
  }

  private func groupName(of figures: FindingFigures) -> String {
    if figures.code == codes.dataAccess {
      let access = coded.access(ofRank: figures.rank).map {
        dossier.accesses[Int(coded.accesses[$0].index)].dataCategory
      }
      return "category:\(access ?? "unmapped")"
    }
    let group = Int(figures.group)
    return group < codes.groups.count
      ? codes.groups[group] : coded.ownGroups[group - codes.groups.count]
  }

  private func mitigation(
    _ figures: MitigationFigures, _ engine: borrowing ScoringEngine
  ) -> Mitigation {
    guard let factor = codes.items[Int(figures.code)].factor else {
      preconditionFailure("a mitigation is a factor of the catalogue")
    }
    return Mitigation(
      factor: factor, subject: subject(ofRank: figures.rank), mu: figures.mu,
      opinion: figures.opinion.opinion,
      evidence: evidence(on: engine.hypotheses[Int(figures.hypothesis)], engine))
  }

  /// Hypotheses that somebody denied and nobody asserts in a way that counts.
  private func notAlleged(_ engine: borrowing ScoringEngine) -> [NotAlleged] {
    var found: [NotAlleged] = []
    for index in 0..<engine.hypotheses.count where engine.hypotheses[index].asserted == 0 {
      let hypothesis = engine.hypotheses[index]
      let item = codes.items[hypothesis.code]
      let subject = subject(ofRank: hypothesis.rank)
      found.append(
        NotAlleged(
          id: Self.id(item, subject), axis: item.axis, factor: item.name, subject: subject,
          denied: hypothesis.denied, evidence: evidence(on: hypothesis, engine)))
    }
    return found
  }

  // MARK: Evidence

  private func evidence(
    on figures: FindingFigures, _ engine: borrowing ScoringEngine
  ) -> [Evidence] {
    if figures.hypothesis >= 0 {
      return evidence(on: engine.hypotheses[Int(figures.hypothesis)], engine)
    }
    guard figures.listing >= 0 else { return [] }
    let listing = coded.listings[Int(figures.listing)]
    if figures.code == codes.listedOwnership {
      return coded.ownership[Int(listing.source)].evidence(
        of: dossier.ownership, asserted: listing.asserted, denied: listing.denied)
    }
    return coded.hits[Int(listing.source)].evidence(
      asserted: listing.asserted, denied: listing.denied)
  }

  /// The utterances on a hypothesis: voice by voice, each from the latest to the earliest.
  private func evidence(
    on hypothesis: HypothesisFigures, _ engine: borrowing ScoringEngine
  ) -> [Evidence] {
    struct Said {
      var voice: String
      var figures: UtteranceFigures
      var evidence: Evidence
    }
    var said: [Said] = []
    for index in Int(hypothesis.start)..<Int(hypothesis.end) {
      let figures = engine.utterances[index]
      let evidence = evidence(figures)
      // The engine's order within a voice is by content; voices come in the order of their names.
      let voice =
        evidence.claimantRole == .vendorItself ? "\u{1}" : NameFolding.folded(evidence.claimant)
      said.append(Said(voice: voice, figures: figures, evidence: evidence))
    }
    var places = Array(said.indices)
    places.sort { left, right in
      said[left].voice == said[right].voice
        ? left < right : ByteOrder.precedes(said[left].voice, said[right].voice)
    }
    return places.map { said[$0].evidence }
  }

  private func evidence(_ figures: UtteranceFigures) -> Evidence {
    let reference = Int(figures.reference)
    let accesses = coded.accesses.count
    if reference < accesses {
      let access = dossier.accesses[Int(coded.accesses[reference].index)]
      let voice = coded.accesses[reference].voice
      return Evidence(
        kind: .access, refID: access.id, stance: .asserts,
        claimant: access.claimant ?? access.source?.publisher ?? "",
        claimantRole: ClaimantRole.allCases[Int(voice.role)], source: access.source,
        statedOn: access.source == nil ? access.validFrom : access.source?.publishedOn,
        units: figures.units, standing: figures.standing, origin: access.origin,
        excerpt: access.purpose)
    }
    let statement = dossier.statements[Int(coded.statements[reference - accesses].index)]
    return Evidence(
      kind: .statement, refID: statement.id, stance: statement.stance,
      claimant: statement.claimant, claimantRole: statement.claimantRole,
      source: statement.source, statedOn: statement.statedOn, units: figures.units,
      standing: figures.standing, origin: statement.origin, excerpt: statement.excerpt)
  }
}
