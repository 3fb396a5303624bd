/// The reference of all factors with the weights of one policy, as a page and as plain text.
public struct FactorReference: Sendable {
  /// One factor in a line, for a table.
  public struct Line: Sendable {
    public let id: String
    /// DA, CP or NS.
    public let axis: String
    public let polarity: String
    /// Empty without a policy.
    public let weight: String
    public let claim: String
  }

  private let policy: Policy?

  /// Creates the reference; without a policy it names no weights.
  public init(policy: Policy? = nil) { self.policy = policy }

  /// Returns the page in Markdown.
  public func markdown() -> String {
    var lines = [
      "# Factors",
      "",
      "Every claim that a statement can make of a vendor. Generated from the program"
        + " (`vendor-risk factors`) and the",
      "default policy; do not edit. `make golden` writes it anew.",
      "",
      "An *adverse* factor adds risk, a *mitigating* one takes away from the adverse ones it names, on its"
        + " own axis. *What",
      "it looks for* says which documents or facts are accepted as an observation; a statement needs one of"
        + " them as its",
      "source. The severity is the risk when the claim is certain, `mu` what a certain mitigation leaves of"
        + " it. The half-life",
      "is the age at which a statement counts half. How they work together is in [Scoring](Scoring.md).",
    ]
    for axis in Axis.allCases {
      let factors = Self.factors(of: axis)
      lines += ["", "## \(Self.title(of: axis))", "", "| factor | | weight | the claim |"]
      lines.append("|---|---|---|---|")
      for factor in factors {
        lines.append(
          "| [\(factor.id)](#\(factor.id)) | \(factor.polarity.rawValue) | "
            + "\(weight(of: factor)) | \(factor.claim) |")
      }
      for factor in factors {
        lines += ["", "### \(factor.id)", "", factor.claim, "", "| | |", "|---|---|"]
        lines += rows(of: factor) { "[\($0)](#\($0))" }.map { "| \($0.0) | \($0.1) |" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns one factor whole, for the terminal; texts are not wrapped.
  public func text(of factor: Factor) -> String {
    let rows = rows(of: factor) { $0 }
    let width = rows.reduce(0) { max($0, $1.0.count) }
    return
      ([factor.id, "  \(factor.claim)", ""]
      + rows.map { title, value in
        "  \(title)\(String(repeating: " ", count: width - title.count))  \(value)"
      }).joined(separator: "\n")
  }

  /// Returns all factors in a line each, by axis, adverse ones first.
  public func lines() -> [Line] {
    Axis.allCases.flatMap { axis in
      Self.factors(of: axis).map {
        Line(
          id: $0.id, axis: axis.rawValue, polarity: $0.polarity.rawValue, weight: weight(of: $0),
          claim: $0.claim)
      }
    }
  }

  private static func factors(of axis: Axis) -> [Factor] {
    let all = FactorCatalogue.all.filter { $0.axis == axis }
    return all.filter { $0.polarity == .adverse } + all.filter { $0.polarity == .mitigating }
  }

  private static func title(of axis: Axis) -> String {
    "\(axis.title.prefix(1).uppercased())\(axis.title.dropFirst()) (\(axis.rawValue))"
  }

  private func weight(of factor: Factor) -> String {
    guard let policy else { return "" }
    let weight = policy.factors[factor.id]
    if let severity = weight?.severity { return "severity \(severity)" }
    if let mu = weight?.mu { return "mu \(mu)" }
    return "sensitivity x reach"
  }

  private func rows(of factor: Factor, link: (String) -> String) -> [(String, String)] {
    var rows = [
      ("axis", "\(factor.axis.rawValue), \(factor.axis.title)"),
      ("polarity", factor.polarity.rawValue),
      ("what it looks for", factor.observedWhen),
      ("why it matters", factor.motivation),
      ("what to do", factor.remedy),
    ]
    if factor.polarity == .mitigating {
      rows.append(("mitigates", factor.mitigates.map(link).joined(separator: ", ")))
    } else {
      let by = FactorCatalogue.all.filter { $0.mitigates.contains(factor.id) }.map { link($0.id) }
      rows.append(("mitigated by", by.isEmpty ? "nothing" : by.joined(separator: ", ")))
      if factor.group != factor.id {
        let members = FactorCatalogue.all.filter { $0.group == factor.group && $0 != factor }
        let others = members.map { link($0.id) }.joined(separator: ", ")
        rows.append(("counted once with", others))
      }
    }
    if policy != nil {
      rows.append(("weight", weight(of: factor)))
      let halfLife = policy?.factors[factor.id]?.halfLifeDays
      rows.append(("half-life of a statement", halfLife.map { "\(Self.plain($0)) days" } ?? "none"))
    }
    rows.append(("references", factor.references.joined(separator: "; ")))
    return rows
  }

  /// A number without a fraction of zero.
  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
