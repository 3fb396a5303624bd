// The view of facts that disagree.

extension Views {
  static let contradictions = View(
    name: "v_contradictions",
    summary: """
      One row for each two facts about a vendor of a run that disagree, side by side with their \
      sources. Strongest stands against strongest; a contradiction scores nothing by itself.
      """,
    columns: [runID, vendorID] + contradictionFigures,
    mainTable: "x", origin: ofAssessment("contradictions", "x"))

  static let contradictionFigures =
    [
      ViewColumn("contradiction_no", .integer, "Position among those of the vendor, from 1."),
      ViewColumn(
        "kind", .text,
        """
        `data-access-denied` (the inventory says that there is none, and an access is known), \
        `own-word-against-record` (the vendor against a register, court, authority or our own record), \
        `disputed` (one claimant against another), `terms-differ` (two accounts of one access), \
        `consent-claimed-and-denied`, `country-differs` (the vendor's from the confirmed entry's), \
        `listed-and-ended` (on two lists), `shares-exceed` (owners hold more than the whole), \
        `shares-differ` (two accounts of one share), or `verdicts-differ` (two decisions of one day).
        """),
      ViewColumn(
        "subject", .text,
        "An access, a list with an entry key, the vendor that is owned, or `vendor`."),
      ViewColumn("topic", .text, "What the two disagree about, in a few words."),
      ViewColumn("claim", .text, "What the first side says."),
    ] + sideFigures(prefix: "")
    + [ViewColumn("counterclaim", .text, "What the other side says.")]
    + sideFigures(prefix: "counter_")

  private static func sideFigures(prefix: String) -> [ViewColumn] {
    let side = prefix.isEmpty ? "first" : "other"
    return [
      .optional(
        "\(prefix)claimant", .text, "Who says the \(side) side; empty for the inventory."),
      .optional(
        "\(prefix)claimant_role", .text,
        "What that claimant is to the vendor; NULL for a list or a decision."),
      .optional(
        "\(prefix)source_id", .text, "Source of the \(side) side, or the list; NULL without one."),
      .optional("\(prefix)publisher", .text, "Publisher of that source; NULL without one."),
      .optional(
        "\(prefix)stated_on", .date,
        "The day it was said, listed, ended or decided; NULL when not known."),
      ViewColumn(
        "\(prefix)file", .text,
        "The input that holds the \(side) side, as the pipeline file writes it."),
      ViewColumn(
        "\(prefix)line", .integer, "Its line there, from 1.",
        expression: LineList.line(of: "x", prefix: prefix)),
    ]
  }
}
