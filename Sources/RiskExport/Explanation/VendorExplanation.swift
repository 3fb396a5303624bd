import RiskCore

/// Why a vendor scores what it scores, in sentences, with the evidence on both sides.
///
/// A function of the stored assessment alone: what it says is what the database holds, and the
/// printed points add up to the printed score.
public struct VendorExplanation {
  private let assessment: StoredAssessment
  private let run: StoredRun
  /// Printed points of the counted findings, in hundredths, by finding id.
  private let points: [String: Int]
  private var lines: [String] = []

  /// Creates the explanation of a vendor in a run.
  public init(_ assessment: StoredAssessment, in run: StoredRun) {
    self.assessment = assessment
    self.run = run
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
    lines.append(
      "inherent     \(Words.score(a.inherent)) without mitigations; "
        + "\(Words.percent(a.coverage)) of the expected facts are known")
    lines.append(
      "dispute      \(Words.share(a.conflict)) (0 none, 1 complete); the rating survives "
        + "\(Words.percent(a.stability)) of the shaken weights")
    lines.append("vector       \(a.vector)")
    writeFindings()
    writeNotAlleged()
    writeHits()
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
    lines.append("\(head)  \(finding.axis)  \(phrase(finding.factor, finding.subject))")
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
    if finding.factor.hasPrefix("unknown.") {
      lines.append("            nobody has told; the policy's prior stands in until somebody does")
    }
    write(finding.evidence)
    for mitigation in finding.mitigations {
      let leaves = 1 - mitigation.opinion.belief.value * (1 - mitigation.mu)
      lines.append(
        "            mitigated by '\(phrase(mitigation.factor, mitigation.subject))': belief "
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
    var who = evidence.claimant
    if who.isEmpty { who = "the inventory" }
    if let role = evidence.claimantRole {
      who += role == ClaimantRole.vendorItself.rawValue ? " (itself)" : " (\(Words.spaced(role)))"
    }
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
        "     -  \(hypothesis.axis)  \(phrase(hypothesis.factor, hypothesis.subject))")
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

  private func phrase(_ factor: String, _ subject: String) -> String {
    let access = assessment.accesses.first { $0.id == subject }
    return ReasonText.phrase(
      factor: factor, subject: subject,
      access: access.map {
        ReasonText.access(category: $0.dataCategory, of: $0.dataSubject, heldBy: $0.holder)
      })
  }
}

/// Figures as sentences print them.
private enum Words {
  static func score(_ value: Double) -> String { Hundredths.text(of: value) }
  static func share(_ value: Double) -> String { Hundredths.text(of: value) }
  static func units(_ value: Double) -> String { Hundredths.text(of: value) }
  static func percent(_ value: Double) -> String {
    "\(Int((value * 100).rounded(.toNearestOrAwayFromZero))) %"
  }
  static func spaced(_ token: String) -> String { String(token.map { $0 == "_" ? " " : $0 }) }
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
