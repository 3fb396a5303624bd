import RiskCore

extension Assessment {
  /// Every figure in full precision, for comparing two assessments as a whole.
  public var figures: String {
    var lines = [vector, "\(overall) \(inherent) \(axes) \(coverage) \(conflict) \(stability)"]
    for finding in findings {
      lines.append(
        "\(finding.id) \(finding.groupID) \(finding.severity) \(finding.opinion) "
          + "\(finding.conflict) \(finding.mitigation) \(finding.risk) \(finding.isCounted) "
          + "\(finding.points)")
      for mitigation in finding.mitigations {
        lines.append("  \(mitigation.factor.id) \(mitigation.subject) \(mitigation.opinion)")
      }
    }
    for hypothesis in notAlleged {
      lines.append("not alleged \(hypothesis.id) \(hypothesis.denied)")
    }
    for hit in hits { lines.append("hit \(hit.hit.entry.key) \(hit.status) \(hit.probability)") }
    for access in accesses { lines.append("access \(access.access.id) \(access.severity)") }
    return lines.joined(separator: "\n")
  }
}
