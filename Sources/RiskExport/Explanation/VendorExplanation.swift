import RiskCore

/// Why a vendor scores what it scores, in sentences, with the evidence on both sides; what would bring
/// it down; and what is worth finding out.
///
/// A function of the stored assessment and policy alone: what it says is what the database holds, and
/// the printed points add up to the printed score.
public struct VendorExplanation {
  let assessment: StoredAssessment
  let run: StoredRun
  let policy: Policy?
  /// Printed points of the counted findings, in hundredths, by finding id.
  let points: [String: Int]
  private var lines: [String] = []

  /// Creates the explanation of a vendor in a run.
  ///
  /// - Parameter policy: The policy of the run; without it the questions about other scores stay open.
  public init(
    _ assessment: StoredAssessment, in run: StoredRun, policy: Policy? = nil
  ) {
    self.assessment = assessment
    self.run = run
    self.policy = policy
    let counted = assessment.findings.filter(\.isCounted)
    points = Dictionary(
      uniqueKeysWithValues: zip(
        counted.map(\.id),
        LargestRemainder.distribute(
          total: Hundredths.rounded(assessment.overall.value), parts: counted.map(\.points))))
    write()
  }

  /// The text, lines ending in line feeds.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  // MARK: Head

  private mutating func write() {
    let a = assessment
    let country = a.country.map { ", \($0)" } ?? ", country unknown"
    lines.append("\(a.name) (\(a.vendorID)\(country))")
    lines.append(
      "is rated \(a.rating.uppercased()) with \(Words.score(a.overall.value)) of 100; "
        + "what is known puts it between \(Words.score(a.overall.low)) and "
        + "\(Words.score(a.overall.high)).")
    if let rule = a.floorRule {
      lines.append("The rule '\(rule)' raises the rating, whatever the score.")
    }
    lines.append("")
    lines.append("as of        \(run.asOf), run \(run.runID) of '\(run.pipeline)'")
    for (axis, bounds) in zip(
      Axis.allCases, [a.dataAccess, a.consentPractice, a.nationalSecurity])
    {
      let title = axis.title + String(repeating: " ", count: 18 - axis.title.count)
      lines.append(
        "\(axis.rawValue)  \(title)\(Words.score(bounds.value)) "
          + "(\(Words.score(bounds.low))-\(Words.score(bounds.high)))")
    }
    let taken = Hundredths.rounded(a.inherent) - Hundredths.rounded(a.overall.value)
    lines.append(
      "inherent     \(Words.score(a.inherent)) without mitigations, which take "
        + "\(taken == 0 ? "nothing" : Hundredths.text(taken)) off")
    lines.append(
      "coverage     \(Words.share(a.coverage)): \(Words.percent(a.coverage)) of the expected facts "
        + "are known")
    lines.append("dispute      \(Words.share(a.conflict)): \(dispute)")
    lines.append("stability    \(Words.share(a.stability)): \(stability)")
    lines.append("vector       \(a.vector)")
    writeFindings()
    writeNotAlleged()
    writeHits()
    writeContradictions()
    if let policy {
      writeWayDown(under: policy)
      writeQuestions(under: policy)
    }
  }

  /// How much is disputed, in words; 0.3 is where the review queue begins to name it.
  private var dispute: String {
    switch assessment.conflict {
    case 0: "nobody denies what counts"
    case ..<0.3: "part of what counts is denied by somebody (0 none, 1 complete)"
    default: "high, what counts is denied with weight (0 none, 1 complete)"
    }
  }

  /// How firm the rating is, in words; 0.75 is where the review queue begins to call it fragile.
  private var stability: String {
    let value = assessment.stability
    guard let policy, policy.stability.draws > 0 else {
      return "the rating survives \(Words.percent(value)) of the shaken weights"
    }
    let distance =
      [policy.rating.moderate, policy.rating.high, policy.rating.critical]
      .map { abs(assessment.overall.value - $0) }.min() ?? 0
    guard distance <= policy.stability.margin else {
      return "firm, the nearest threshold is \(Words.score(distance)) away"
    }
    let kept = Int((value * Double(policy.stability.draws)).rounded())
    return (value < 0.75 ? "fragile" : "firm")
      + ", \(kept) of \(policy.stability.draws) shaken policies keep the rating"
  }

  // MARK: Findings

  private mutating func writeFindings() {
    let counted = assessment.findings.filter(\.isCounted).sorted { left, right in
      let (a, b) = (points[left.id] ?? 0, points[right.id] ?? 0)
      return a == b ? ByteOrder.precedes(left.id, right.id) : a > b
    }
    lines += ["", "POINTS"]
    for finding in counted { write(finding, points: points[finding.id] ?? 0) }
    lines.append(
      "\(Words.right(Words.score(assessment.overall.value), 6))  in all: the points above add up to "
        + "the score")
    let subsumed = assessment.findings.filter { !$0.isCounted }
    guard !subsumed.isEmpty else { return }
    lines += ["", "SUBSUMED (a larger finding of the same group counts instead)"]
    for finding in subsumed { write(finding, points: nil) }
  }

  private mutating func write(_ finding: StoredFinding, points: Int?) {
    let head = points.map { Words.right(Hundredths.text($0), 6) } ?? "     -"
    lines.append("\(head)  \(finding.axis)  \(assessment.phrase(finding.factor, finding.subject))")
    if let claim = FactorCatalogue.factor(named: finding.factor)?.claim {
      lines.append("            \(claim)")
    }
    let belief = finding.opinion.belief
    var risk =
      "risk \(Words.share(finding.risk.value)) "
      + "(\(Words.share(finding.risk.low))-\(Words.share(finding.risk.high))) = severity "
      + "\(Words.share(finding.severity)) x belief \(Words.share(belief.value)) "
      + "(\(Words.share(belief.low))-\(Words.share(belief.high)))"
    if !finding.mitigations.isEmpty {
      risk += " x mitigation \(Words.share(finding.mitigation.value))"
    }
    lines.append("            \(risk)")
    if !finding.mitigations.isEmpty {
      let gross = finding.severity * belief.value
      lines.append(
        "            gross \(Words.share(gross)), net \(Words.share(finding.risk.value)): mitigations "
          + "take \(Words.percent(1 - finding.mitigation.value)) off")
    }
    if !finding.detail.isEmpty {
      lines += TerminalText.wrapped(finding.detail, to: 88).map { "            \($0)" }
    }
    if UnknownShare.isOne(finding.factor) {
      lines.append("            nobody has told; the policy's prior stands in until somebody does")
    }
    write(finding.evidence)
    for mitigation in finding.mitigations {
      let leaves = 1 - mitigation.opinion.belief.value * (1 - mitigation.mu)
      lines.append(
        "            mitigated by '\(assessment.phrase(mitigation.factor, mitigation.subject))': belief "
          + "\(Words.share(mitigation.opinion.belief.value)), leaves \(Words.percent(leaves)) of the "
          + "risk")
      write(mitigation.evidence)
    }
  }

  /// Writes what asserts before what denies, and what counts before what does not.
  private mutating func write(_ evidence: [StoredEvidence]) {
    func rank(_ evidence: StoredEvidence) -> Int {
      (evidence.stance == Stance.asserts.rawValue ? 0 : 2)
        + (evidence.standing == Evidence.Standing.counted.rawValue ? 0 : 1)
    }
    let ordered = evidence.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    for (_, evidence) in ordered { write(evidence) }
  }

  private mutating func write(_ evidence: StoredEvidence) {
    let sign = evidence.stance == Stance.asserts.rawValue ? "+" : "-"
    let who = Words.claimant(evidence.claimant, evidence.claimantRole)
    let verb =
      switch (evidence.kind, evidence.stance) {
      case (Evidence.Kind.hit.rawValue, Stance.asserts.rawValue): "lists a party of this name"
      case (Evidence.Kind.hit.rawValue, _): "may mean another party of this name"
      case (_, let stance): "\(stance) it"
      }
    var line = "              \(sign) \(who) \(verb)"
    if let day = evidence.statedOn { line += ", \(day)" }
    line += ": \(Words.units(evidence.units)) units"
    if evidence.standing != Evidence.Standing.counted.rawValue {
      line += ", not counted (\(evidence.standing))"
    }
    lines.append(line)
    var place = "                "
    if let source = evidence.sourceID {
      let grade =
        "\(evidence.reliability ?? "F")\(evidence.credibility.map(String.init) ?? "6")"
      place += "\(source)"
      if let publisher = evidence.publisher, !publisher.isEmpty { place += ", \(publisher)" }
      place += ", grade \(grade); "
    }
    lines.append(place + "\(evidence.kind) \(evidence.refID) at \(evidence.file):\(evidence.line)")
    if !evidence.excerpt.isEmpty { lines.append("                \"\(evidence.excerpt)\"") }
  }

  // MARK: What does not score

  private mutating func writeNotAlleged() {
    guard !assessment.notAlleged.isEmpty else { return }
    lines += ["", "NOT ALLEGED (nobody asserts it in a way that counts; scores nothing)"]
    for hypothesis in assessment.notAlleged {
      lines.append(
        "     -  \(hypothesis.axis)  \(assessment.phrase(hypothesis.factor, hypothesis.subject))")
      write(hypothesis.evidence)
    }
  }

  private mutating func writeHits() {
    guard !assessment.hits.isEmpty else { return }
    lines += ["", "LISTS"]
    for hit in assessment.hits {
      lines.append(
        "  \(hit.list)/\(hit.entryKey): \(hit.status), entry \(hit.entryStatus), \(hit.kind), "
          + "probability \(Words.share(hit.probability))")
      lines.append("    \(hit.explanation)")
      if !hit.programme.isEmpty { lines.append("    \(hit.authority): \(hit.programme)") }
      for decision in hit.decisions {
        lines.append(
          "    \(decision.decidedOn) \(decision.decidedBy): \(decision.verdict), "
            + "\(decision.reason)")
      }
    }
  }

  private mutating func writeContradictions() {
    guard !assessment.contradictions.isEmpty else { return }
    lines += ["", "CONTRADICTIONS (facts that disagree; they score nothing by themselves)"]
    for contradiction in assessment.contradictions {
      lines += ContradictionText.lines(of: contradiction)
    }
  }

  // MARK: Other scores

  private mutating func writeWayDown(under policy: Policy) {
    guard let way = WayDown(assessment, under: policy) else {
      lines += [
        "", "WHAT WOULD BRING IT DOWN",
        "  nothing to do: \(assessment.rating) is the lowest rating",
      ]
      return
    }
    lines += [
      "", "WHAT WOULD BRING IT BELOW \(way.rating.uppercased()) (\(Words.score(way.threshold)))",
    ]
    for rule in way.rules {
      lines.append(
        "  the rule '\(rule.name)' holds the rating whatever the score: what it rests on has to go too"
      )
    }
    guard let score = way.score else {
      lines.append("  no set of findings does: the threshold is 0")
      return
    }
    for finding in way.findings {
      let head = points[finding.id].map { Words.right(Hundredths.text($0), 6) } ?? "     -"
      let rule = way.rules.first { $0.findings.contains(finding.id) }.map {
        ", by the rule '\($0.name)'"
      }
      lines.append(
        "\(head)  \(finding.axis)  \(assessment.phrase(finding.factor, finding.subject))\(rule ?? "")"
      )
    }
    lines.append(
      "\(Words.right(Words.score(score), 6))  would be left once "
        + (way.findings.count == 1 ? "this is resolved" : "these are resolved")
        + "; no smaller set is enough")
  }

  private mutating func writeQuestions(under policy: Policy) {
    let next = NextQuestions(assessment, under: policy)
    lines += [
      "",
      "WHAT TO FIND OUT NEXT (expected width of the interval; it is \(Words.score(next.width)) now)",
    ]
    if next.questions.isEmpty { lines.append("  no answer would narrow the interval") }
    for question in next.questions {
      let text = TerminalText.wrapped(question.text, to: 90)
      for (index, line) in text.enumerated() {
        let head = index == 0 ? Words.right(Words.score(question.expectedWidth), 6) : "      "
        lines.append("\(head)  \(line)")
      }
    }
  }
}
