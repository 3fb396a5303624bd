import RiskCore
import RiskExport

/// How much of one vendor a section shows, so that no vendor makes the page too long to open.
enum SectionLimits {
  static let findings = 40
  static let evidence = 12
  static let hits = 25
  static let accesses = 40
  static let mitigations = 8
  static let decisions = 10
  static let words = 300
  static let excerpt = 600
}

extension VendorModel {
  /// Creates the section of a vendor.
  ///
  /// - Parameter change: What differs from the run before; nil when nothing does.
  init(_ a: StoredAssessment, change: Mover?, policy: Policy?) {
    anchor = Anchor.vendor(a.vendorID)
    name = Markup.shortened(a.name, to: 300)
    vendorID = Markup.shortened(a.vendorID, to: 120)
    country = a.country ?? "country unknown"
    rating = a.rating
    score = ReportText.two(a.overall.value)
    low = ReportText.two(a.overall.low)
    high = ReportText.two(a.overall.high)
    bar = IntervalBar.labelled(a.overall, thresholds: Thresholds(policy).named)
    axisRows = zip(Axis.allCases, [a.dataAccess, a.consentPractice, a.nationalSecurity]).map {
      AxisRow(
        code: $0.rawValue, title: $0.title, score: ReportText.two($1.value),
        range: ReportText.range($1.low, $1.high), bar: IntervalBar.svg($1))
    }
    facts = Self.facts(of: a)
    vector = a.vector
    floorRule = a.floorRule
    self.change = change.map(Self.sentence)

    let counted = a.findings.filter(\.isCounted)
    let printed = Dictionary(
      uniqueKeysWithValues: zip(
        counted.map(\.id),
        LargestRemainder.distribute(
          total: Hundredths.rounded(a.overall.value), parts: counted.map(\.points))))
    let ordered = counted.sorted { left, right in
      let (l, r) = (printed[left.id] ?? 0, printed[right.id] ?? 0)
      return l == r ? ByteOrder.precedes(left.id, right.id) : l > r
    }
    // Open from the start: what weighs most, and what is disputed most weightily.
    let disputed = ordered.first { Self.isDisputed($0) }?.id
    findings = ordered.prefix(SectionLimits.findings).enumerated().map { index, finding in
      FindingModel(
        finding, of: a, points: Hundredths.text(printed[finding.id] ?? 0),
        isOpen: index == 0 || finding.id == disputed)
    }
    findingsMore = Self.more(ordered.count - findings.count, "finding", "findings")
    subsumed = a.findings.filter { !$0.isCounted }.prefix(SectionLimits.findings).map {
      FindingModel($0, of: a, points: "–", isOpen: false)
    }
    hasSubsumed = !subsumed.isEmpty
    subsumedMore = Self.more(
      a.findings.count - counted.count - subsumed.count, "finding", "findings")
    notAlleged = a.notAlleged.prefix(SectionLimits.findings).map {
      NotAlleged(
        axis: $0.axis,
        phrase: Markup.shortened(a.phrase($0.factor, $0.subject), to: SectionLimits.words),
        balance: $0.denied > 0 ? "denied" : "no longer asserted",
        sides: EvidenceSides($0.evidence))
    }
    hasNotAlleged = !notAlleged.isEmpty
    notAllegedMore = Self.more(a.notAlleged.count - notAlleged.count, "factor", "factors")
    hits = a.hits.prefix(SectionLimits.hits).map(HitRow.init)
    hasHits = !hits.isEmpty
    hitsMore = Self.more(a.hits.count - hits.count, "hit", "hits")
    contradictions = a.contradictions.prefix(SectionLimits.hits).map(ContradictionRow.init)
    hasContradictions = !contradictions.isEmpty
    contradictionsMore = Self.more(
      a.contradictions.count - contradictions.count, "contradiction", "contradictions")
    accesses = a.accesses.prefix(SectionLimits.accesses).map(AccessRow.init)
    hasAccesses = !accesses.isEmpty
    accessesMore = Self.more(a.accesses.count - accesses.count, "access", "accesses")
  }

  private static func isDisputed(_ finding: StoredFinding) -> Bool {
    finding.opinion.asserted > 0 && finding.opinion.denied > 0
      && !finding.evidence.isEmpty
  }

  static func more(_ count: Int, _ one: String, _ many: String) -> String? {
    count > 0 ? "and \(ReportText.counted(count, "more \(one)", "more \(many)"))" : nil
  }

  private static func facts(of a: StoredAssessment) -> [Fact] {
    let taken = Hundredths.rounded(a.inherent) - Hundredths.rounded(a.overall.value)
    return [
      Fact(
        term: "Inherent", value: ReportText.two(a.inherent),
        note: taken == 0
          ? "no mitigation takes anything off" : "mitigations take \(Hundredths.text(taken)) off"),
      Fact(
        term: "Coverage", value: ReportText.two(a.coverage),
        note: "\(ReportText.percent(a.coverage)) of the expected facts are known"),
      Fact(
        term: "Dispute", value: ReportText.two(a.conflict),
        note: a.conflict == 0
          ? "no finding that weighs is denied"
          : a.conflict < 0.3
            ? "part of what counts is denied" : "what counts is denied with weight"),
      Fact(
        term: "Stability", value: ReportText.two(a.stability),
        note: a.stability < 0.75
          ? "fragile: other weights would give another rating"
          : a.stability < 1
            ? "the rating survives \(ReportText.percent(a.stability)) of the shaken weights"
            : "no shaken weights change the rating"),
    ]
  }

  private static func sentence(_ change: Mover) -> String {
    let causes = ReportText.causes(change.causes)
    if change.ratingBefore.isEmpty {
      return "New in this run."
    }
    let rating =
      change.ratingBefore == change.ratingAfter
      ? "" : ", rating from \(change.ratingBefore) to \(change.ratingAfter)"
    return "Since the run before: \(ReportText.two(change.before)) to "
      + "\(ReportText.two(change.after))\(rating) (\(causes))."
  }
}

extension ReportText {
  /// What a difference comes from, the largest part first.
  static func causes(_ causes: [Mover.Cause]) -> String {
    causes.map { "\(words($0.cause)) \(signed($0.points))" }.joined(separator: ", ")
  }
}

extension FindingModel {
  fileprivate init(
    _ finding: StoredFinding, of assessment: StoredAssessment, points: String, isOpen: Bool
  ) {
    self.points = points
    self.isOpen = isOpen
    axis = finding.axis
    phrase = Markup.shortened(assessment.phrase(finding.factor, finding.subject), to: 300)
    claim = FactorCatalogue.factor(named: finding.factor)?.claim
    let evidence = finding.evidence
    let speaking = evidence.filter { $0.standing == Evidence.Standing.counted.rawValue }
    let asserting = speaking.count { $0.stance == Stance.asserts.rawValue }
    isUnknown = UnknownShare.isOne(finding.factor)
    balance =
      isUnknown ? "unknown" : "\(asserting) for · \(speaking.count - asserting) against"
    let belief = finding.opinion.belief
    var risk =
      "Risk \(ReportText.two(finding.risk.value)) "
      + "(\(ReportText.range(finding.risk.low, finding.risk.high))) = severity "
      + "\(ReportText.two(finding.severity)) × belief \(ReportText.two(belief.value)) "
      + "(\(ReportText.range(belief.low, belief.high)))"
    if !finding.mitigations.isEmpty {
      let left = finding.mitigation
      risk +=
        " × mitigation \(ReportText.two(left.value)) (\(ReportText.range(left.low, left.high)))"
    }
    self.risk = risk
    detail = finding.detail.isEmpty ? nil : Markup.shortened(finding.detail, to: 1000)
    sides = evidence.isEmpty ? nil : EvidenceSides(evidence)
    mitigations = finding.mitigations.prefix(SectionLimits.mitigations).map { mitigation in
      let belief = mitigation.opinion.belief.value
      return MitigationRow(
        phrase: Markup.shortened(
          assessment.phrase(mitigation.factor, mitigation.subject), to: SectionLimits.words),
        claim: FactorCatalogue.factor(named: mitigation.factor)?.claim,
        belief: ReportText.two(belief),
        leaves: ReportText.percent(1 - belief * (1 - mitigation.mu)),
        mitigationSides: EvidenceSides(mitigation.evidence))
    }
    mitigationsMore = VendorModel.more(
      finding.mitigations.count - mitigations.count, "mitigation", "mitigations")
  }
}

extension EvidenceSides {
  init(_ evidence: [StoredEvidence]) {
    func side(_ stance: Stance) -> [StoredEvidence] {
      let all = evidence.filter { $0.stance == stance.rawValue }
      // What counts stands before what does not.
      return all.filter { $0.standing == Evidence.Standing.counted.rawValue }
        + all.filter { $0.standing != Evidence.Standing.counted.rawValue }
    }
    let (asserting, denying) = (side(.asserts), side(.denies))
    forItems = asserting.prefix(SectionLimits.evidence).map(Item.init)
    againstItems = denying.prefix(SectionLimits.evidence).map(Item.init)
    forNone = asserting.isEmpty
    againstNone = denying.isEmpty
    forMore = VendorModel.more(asserting.count - forItems.count, "piece", "pieces")
    againstMore = VendorModel.more(denying.count - againstItems.count, "piece", "pieces")
  }
}

extension EvidenceSides.Item {
  fileprivate init(_ evidence: StoredEvidence) {
    who =
      evidence.claimant.isEmpty
      ? "the inventory" : Markup.shortened(evidence.claimant, to: SectionLimits.words)
    let words = ReportText.role(evidence.claimantRole)
    role = words.isEmpty ? nil : words
    day = evidence.statedOn
    units = "\(ReportText.two(evidence.units)) units"
    standing = evidence.standing == Evidence.Standing.counted.rawValue ? nil : evidence.standing
    excerpt =
      evidence.excerpt.isEmpty
      ? nil : Markup.shortened(evidence.excerpt, to: SectionLimits.excerpt)
    source = evidence.sourceID.map { id in
      let publisher = evidence.publisher.map { $0.isEmpty ? "" : "\($0), " } ?? ""
      return Markup.shortened("\(publisher)\(id)", to: SectionLimits.words)
        + ", grade \(evidence.reliability ?? "F")"
        + (evidence.credibility.map(String.init) ?? "6")
    }
    place = "\(evidence.kind) \(evidence.refID) · \(evidence.file):\(evidence.line)"
  }
}

extension VendorModel.HitRow {
  fileprivate init(_ hit: StoredHit) {
    list = hit.list
    key = hit.entryKey
    entryName = Markup.shortened(hit.entryName, to: 300)
    queryName = Markup.shortened(hit.queryName, to: 300)
    status = hit.status
    isDismissed = hit.status == AssessedHit.Status.dismissed.rawValue
    entryStatus = hit.entryStatus
    kind = hit.kind
    probability = ReportText.two(hit.probability)
    explanation = Markup.shortened(hit.explanation, to: 1000)
    let body = [hit.authority, hit.programme].filter { !$0.isEmpty }.joined(separator: ": ")
    programme = body.isEmpty ? nil : body
    locator = hit.locator.isEmpty ? nil : Markup.shortened(hit.locator, to: 300)
    place = "\(hit.file):\(hit.line)"
    // The latest ones, which are those that may apply.
    decisions = hit.decisions.suffix(SectionLimits.decisions).map {
      VendorModel.DecisionRow(
        day: $0.decidedOn, by: Markup.shortened($0.decidedBy, to: SectionLimits.words),
        verdict: $0.verdict, reason: Markup.shortened($0.reason, to: SectionLimits.excerpt),
        expires: $0.expiresOn)
    }
    decisionsMore = VendorModel.more(
      hit.decisions.count - decisions.count, "decision before", "decisions before")
  }
}

extension VendorModel.ContradictionRow {
  fileprivate init(_ contradiction: StoredContradiction) {
    kind = ReportText.words(contradiction.kind)
    topic = Markup.shortened(contradiction.topic, to: SectionLimits.words)
    subject = Markup.shortened(contradiction.subject, to: SectionLimits.words)
    claim = VendorModel.Side(contradiction.claim)
    counterclaim = VendorModel.Side(contradiction.counterclaim)
  }
}

extension VendorModel.Side {
  fileprivate init(_ side: StoredContradiction.Side) {
    text = Markup.shortened(side.text, to: SectionLimits.excerpt)
    let role = ReportText.role(side.claimantRole)
    let claimant = side.claimant.isEmpty ? "the inventory" : side.claimant
    who = Markup.shortened(
      [claimant, role, side.statedOn ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
      to: SectionLimits.words)
    source = side.sourceID.map { id in
      [side.publisher ?? "", id].filter { !$0.isEmpty }.joined(separator: ", ")
    }
    place = "\(side.file):\(side.line)"
  }
}

extension VendorModel.AccessRow {
  fileprivate init(_ access: StoredAccess) {
    accessID = access.id
    data = ReportText.words(access.dataCategory)
    people = ReportText.words(access.dataSubject)
    holder =
      access.holder.isEmpty
      ? "not told" : Markup.shortened(access.holder, to: SectionLimits.words)
    storage = access.storage.map(ReportText.words) ?? "not told"
    control = access.control.map(ReportText.words) ?? "not told"
    basis = access.consentBasis.map(ReportText.words) ?? "not told"
    period =
      access.validFrom == nil && access.validTo == nil
      ? "open" : "\(access.validFrom ?? "…") to \(access.validTo ?? "…")"
    severity = ReportText.two(access.severity)
    place = "\(access.file):\(access.line)"
  }
}
