// What to look at first. Every reason has a stake: how many points of the score an answer can move.
// It is what an analyst gains, on one scale for all reasons, so that an open hit and a dispute can be
// ordered. The weights say how much of it one sitting is likely to bring: a reopened decision asks for
// a glance at something known, a wide interval for research.
//
// Points lie on a grid of 2^-40, so that their sums are exact in any order.

extension Views {
  static let reviewQueue = View(
    name: "v_review_queue",
    summary: """
      One row for each vendor of a run and each reason to look at it, to be worked on from the \
      highest priority down.
      """,
    columns: [
      ViewColumn("run_id", .integer, "Number of the run."),
      ViewColumn("vendor_id", .text, "Vendor id in the inventory."),
      ViewColumn(
        "reason", .text,
        "Why: \(ReviewReason.allCases.map(\.meaning).joined(separator: ", "))."),
      ViewColumn(
        "priority", .score,
        """
        What an analyst gains, 0 to 100: `stake` times the weight of the reason \
        (\(ReviewReason.allCases.map { "\($0.rawValue) \($0.weight)" }.joined(separator: ", "))).
        """,
        expression: "q.weight * q.stake"),
      ViewColumn("name", .text, "Name in the inventory."),
      ViewColumn("rating", .text, "Rating of the vendor in the run."),
      ViewColumn("overall", .score, "Score of the vendor in the run."),
      ViewColumn(
        "stake", .score,
        """
        Points of the score that hang on the answer, 0 to 100. Of a critical vendor half of the score \
        and 50, since the whole business with it is in question; of hits and conflicts the points of the \
        counted findings concerned; of contradictions those of the counted findings on the same \
        subject; of a fragile rating the score times the share of \
        draws in which the rating was another; of a wide interval half its width.
        """),
      ViewColumn("detail", .text, "What to look at."),
    ],
    mainTable: "q",
    origin:
      "FROM (\n\(ReviewReason.allCases.map(\.query).joined(separator: "\nUNION ALL\n"))\n) AS q")
}

/// A reason to look at a vendor.
private enum ReviewReason: String, CaseIterable {
  case newCritical = "new critical"
  case criticalRating = "critical rating"
  case reopenedDecision = "reopened decision"
  case openHit = "open hit"
  case highConflict = "high conflict"
  case contradiction
  case fragileRating = "fragile rating"
  case wideInterval = "wide interval"

  /// The reason as a value of its column, with the condition in brackets.
  var meaning: String {
    let condition: String? =
      switch self {
      case .newCritical: "was not critical in the run before; beside `critical rating`"
      case .criticalRating: nil
      case .reopenedDecision: "a hit whose decision stopped applying"
      case .openHit: "a hit that nobody has decided on"
      case .highConflict: "conflict from 0.3"
      case .contradiction: "facts that disagree, see `v_contradictions`"
      case .fragileRating: "stability below 0.75"
      case .wideInterval: "overall_hi - overall_lo from 40"
      }
    return "`\(rawValue)`" + (condition.map { " (\($0))" } ?? "")
  }

  /// The part of the stake that a look at it is likely to bring.
  var weight: Double {
    switch self {
    case .newCritical, .reopenedDecision: 1
    case .openHit: 0.9
    case .criticalRating: 0.8
    case .highConflict, .contradiction: 0.7
    case .fragileRating, .wideInterval: 0.5
    }
  }

  var query: String {
    """
    SELECT r.run_id, a.vendor_id, '\(rawValue)' AS reason, \(weight) AS weight,
      \(stake) AS stake, a.name, a.rating, a.overall, \(detail) AS detail
    \(self == .newCritical ? Self.newlyCritical : Views.assessmentsOfRun)
    WHERE \(condition)
    """
  }

  /// Assessments by way of the changes: few vendors become critical in a run.
  private static let newlyCritical = """
    FROM runs AS r
    CROSS JOIN (SELECT DISTINCT run_id, vendor_id, rating_before FROM changes
      WHERE rating_after = 'critical' AND rating_before <> 'critical') AS c ON c.run_id = r.run_id
    CROSS JOIN assessments AS a ON a.pipeline_id = r.pipeline_id AND a.vendor_id = c.vendor_id
      AND a.first_run <= r.run_id AND ifnull(a.last_run, 9223372036854775807) >= +r.run_id
    """

  private var condition: String {
    switch self {
    case .newCritical, .criticalRating: "a.rating = 'critical'"
    case .reopenedDecision: "EXISTS (SELECT 1 \(Self.hits("reopened")))"
    case .openHit: "EXISTS (SELECT 1 \(Self.hits("open")))"
    case .highConflict: "a.conflict >= 0.3"
    case .contradiction:
      """
      EXISTS (SELECT 1 FROM contradictions AS x WHERE x.assessment_id = a.assessment_id)
      """
    case .fragileRating: "a.stability < 0.75"
    case .wideInterval: "a.overall_hi - a.overall_lo >= 40"
    }
  }

  private var stake: String {
    switch self {
    case .newCritical, .criticalRating: "50 + a.overall / 2"
    // Unconfirmed hits are rivals in one group, whose points are those of the one that counts.
    case .reopenedDecision, .openHit:
      Self.points(
        of: """
          f.group_id = 'open-hits' AND EXISTS (SELECT 1 \(Self.hits(self == .openHit ? "open" : "reopened"))
              AND h.list || '/' || h.entry_key = f.subject)
          """)
    case .highConflict: Self.points(of: "f.conflict >= 0.3")
    case .contradiction:
      Self.points(
        of: """
          EXISTS (SELECT 1 FROM contradictions AS x
              WHERE x.assessment_id = a.assessment_id AND x.subject = f.subject)
          """)
    case .fragileRating: "a.overall * (1 - a.stability)"
    case .wideInterval: "(a.overall_hi - a.overall_lo) / 2"
    }
  }

  private var detail: String {
    switch self {
    case .newCritical:
      """
      CASE c.rating_before WHEN '' THEN 'not there in the run before'
          ELSE 'was ' || c.rating_before || ' in the run before' END
      """
    case .criticalRating:
      """
      CASE WHEN a.floor_rule IS NULL THEN 'most points: ' || \(Self.finding("f.points"))
          ELSE 'raised by the rule ' || a.floor_rule END
      """
    case .reopenedDecision: Self.hitNames("reopened")
    case .openHit: Self.hitNames("open")
    case .highConflict: "'in dispute: ' || \(Self.finding("(f.conflict >= 0.3) * f.points"))"
    case .contradiction:
      """
      (SELECT x.kind || ': ' || x.topic FROM contradictions AS x
          WHERE x.assessment_id = a.assessment_id ORDER BY x.contradiction_no LIMIT 1)
          || \(Self.andMore("FROM contradictions AS h WHERE h.assessment_id = a.assessment_id"))
      """
    case .fragileRating:
      """
      'the rating survives ' || CAST(round(100 * a.stability) AS INTEGER)
          || ' % of the shaken weights; most points: '
          || \(Self.finding("f.points"))
      """
    case .wideInterval: "'least is known of ' || \(Self.finding("f.counted * (f.x_hi - f.x_lo)"))"
    }
  }

  /// Hits of an assessment that wait for a decision; an ended entry has nothing to decide.
  private static func hits(_ status: String) -> String {
    """
    FROM hits AS h WHERE h.assessment_id = a.assessment_id
          AND h.status = '\(status)' AND h.entry_status <> 'ended'
    """
  }

  private static func hitNames(_ status: String) -> String {
    """
    (SELECT h.list || '/' || h.entry_key || ', ' || h.entry_name \(hits(status))
          ORDER BY h.probability DESC, h.hit_no LIMIT 1)
          || \(andMore(hits(status)))
    """
  }

  /// The number of rows beyond the one that is named.
  private static func andMore(_ rows: String) -> String {
    """
    (SELECT CASE count(*) WHEN 1 THEN '' ELSE ' and ' || (count(*) - 1) || ' more' END \(rows))
    """
  }

  /// The finding with the most of something.
  private static func finding(_ measure: String) -> String {
    """
    ifnull((SELECT f.finding_id FROM findings AS f WHERE f.assessment_id = a.assessment_id
          ORDER BY \(measure) DESC, f.finding_no LIMIT 1), 'nothing')
    """
  }

  private static func points(of condition: String) -> String {
    """
    (SELECT total(f.points) FROM findings AS f WHERE f.assessment_id = a.assessment_id
          AND f.counted = 1 AND \(condition))
    """
  }
}
