// Columns that a view shows as its table stores them, in the order of both.

extension Views {
  static let assessmentFigures = [
    ViewColumn("overall", .score, "The residual score, 0 to 100."),
    ViewColumn("overall_lo", .score, "Its lower bound by what is known."),
    ViewColumn("overall_hi", .score, "Its upper bound by what is known."),
    ViewColumn("inherent", .score, "The score without mitigations, 0 to 100."),
    ViewColumn(
      "rating", .text,
      "`low`, `moderate`, `high` or `critical`, after floors."),
    .optional(
      "floor_rule", .text, "The rule of the policy that raised the rating; NULL when none did."),
    ViewColumn("da", .score, "Score of the axis data access, 0 to 100."),
    ViewColumn("da_lo", .score, "Its lower bound."),
    ViewColumn("da_hi", .score, "Its upper bound."),
    ViewColumn("cp", .score, "Score of the axis consent practice, 0 to 100."),
    ViewColumn("cp_lo", .score, "Its lower bound."),
    ViewColumn("cp_hi", .score, "Its upper bound."),
    ViewColumn("ns", .score, "Score of the axis national security, 0 to 100."),
    ViewColumn("ns_lo", .score, "Its lower bound."),
    ViewColumn("ns_hi", .score, "Its upper bound."),
    ViewColumn("coverage", .figure, "Share of the expected facts that is known, 0 to 1."),
    ViewColumn(
      "conflict", .figure,
      "Largest conflict over the counted findings that carry enough of the points, 0 to 1."),
    ViewColumn(
      "stability", .figure,
      "How often the rating survives when all weights of the policy are shaken, 0 to 1."),
    ViewColumn(
      "vector", .text, "The assessment in one line, with scores to two decimals."),
  ]

  static let findingFigures = [
    ViewColumn("finding_id", .text, "`axis/factor/subject`, the same in every run."),
    ViewColumn("axis", .text, "`DA`, `CP` or `NS`."),
    ViewColumn(
      "factor", .text, "A factor of the catalogue, `watchlist-hit`, or `unknown.…`."),
    ViewColumn("subject", .text, "An access, a list with an entry key, or `vendor`."),
    ViewColumn(
      "group_id", .text, "The group in which only the finding with the largest x counts."),
    ViewColumn("severity", .figure, "How bad it is when true, 0 to 1."),
    ViewColumn("asserted", .figure, "Evidence units that assert it, 0 or more."),
    ViewColumn("denied", .figure, "Evidence units that deny it, 0 or more."),
    ViewColumn(
      "base_rate", .figure, "Share of the open interval that assertions earn, 0 to 1."),
    ViewColumn("p", .figure, "Degree of belief, 0 to 1."),
    ViewColumn("lo", .figure, "Lower bound of p."),
    ViewColumn("hi", .figure, "Upper bound of p."),
    ViewColumn(
      "conflict", .figure, "How much is disputed: the largest of its own and its mitigations'."),
    ViewColumn("mitigation", .figure, "What mitigations leave of the risk, 0 to 1."),
    ViewColumn("mitigation_lo", .figure, "The same at the strongest the mitigations may be."),
    ViewColumn("mitigation_hi", .figure, "The same at the weakest."),
    ViewColumn("x", .figure, "The risk: severity times p times mitigation."),
    ViewColumn("x_lo", .figure, "Severity times lo times mitigation_lo."),
    ViewColumn("x_hi", .figure, "Severity times hi times mitigation_hi."),
    ViewColumn("counted", .integer, "1 when it is the largest of its group, else 0."),
    ViewColumn(
      "points", .score,
      "Its part of the overall score; those of a vendor add up to it. 0 when not counted."),
    .optional(
      "detail", .text,
      "What the finding rests on in a sentence, where it needs one; empty otherwise."),
  ]

  static let mitigationFigures = [
    ViewColumn("mu", .figure, "What it leaves of the risk when certain, 0 to 1."),
    ViewColumn("asserted", .figure, "Evidence units that assert it, 0 or more."),
    ViewColumn("denied", .figure, "Evidence units that deny it, 0 or more."),
    ViewColumn(
      "base_rate", .figure, "Share of the open interval that assertions earn, 0 to 1."),
    ViewColumn("p", .figure, "Degree of belief, 0 to 1."),
    ViewColumn("lo", .figure, "Lower bound of p."),
    ViewColumn("hi", .figure, "Upper bound of p."),
  ]

  static let notAllegedFigures = [
    ViewColumn("finding_id", .text, "`axis/factor/subject`, the same in every run."),
    ViewColumn("axis", .text, "`DA`, `CP` or `NS`."),
    ViewColumn("factor", .text, "The factor of the catalogue that is denied."),
    ViewColumn("subject", .text, "An access, or `vendor`."),
    ViewColumn("denied", .figure, "Evidence units that deny it, 0 or more."),
  ]

  static let evidenceFigures = [
    ViewColumn("kind", .text, "What it is read from: `statement`, `access`, `hit` or `ownership`."),
    ViewColumn("ref_id", .text, "The statement id, access id or entry key."),
    ViewColumn("stance", .text, "`asserts` or `denies`."),
    .optional("claimant", .text, "Who says so; of a hit the authority."),
    .optional("claimant_role", .text, "What the claimant is to the vendor; NULL for a hit."),
    .optional("source_id", .text, "The source; NULL when there is none."),
    .optional("publisher", .text, "Publisher of the source; NULL without a source."),
    .optional("reliability", .text, "Grade of the source, A to F; NULL without a source."),
    .optional(
      "credibility", .integer, "Grade of the information, 1 to 6; NULL without a source."),
    .optional("stated_on", .date, "The day it was said; NULL when not known."),
    ViewColumn("units", .figure, "Evidence units, decayed to the as-of date, 0 or more."),
    ViewColumn(
      "standing", .text,
      """
      `counted`; `superseded` when the same claimant said something later or stronger; `expired` \
      when chosen, but outside its validity.
      """),
    ViewColumn("file", .text, "The input that holds it, as the pipeline file writes it."),
    ViewColumn(
      "line", .integer, "Its line there, from 1.", expression: LineList.line(of: "e")),
    .optional("excerpt", .text, "The words of the source."),
  ]

  static let accessFigures = [
    ViewColumn("access_id", .text, "Access id."),
    ViewColumn("data_category", .text, "The category of data, as a token."),
    ViewColumn("data_subject", .text, "Whose data it is, as a token."),
    .optional("holder", .text, "Who holds the data."),
    .optional("storage", .text, "Where it rests; NULL when not told."),
    .optional("control", .text, "Who controls it; NULL when not told."),
    .optional("consent_basis", .text, "On what the access rests; NULL when not told."),
    .optional("valid_from", .date, "Its first day; NULL is open."),
    .optional("valid_to", .date, "Its last day; NULL is open."),
    .optional("source_id", .text, "The source; NULL is the inventory's own record."),
    ViewColumn(
      "severity", .figure,
      "Severity on the as-of date, 0 to 1: 0 while only announced, decaying after its end."),
    .optional("purpose", .text, "What it is for."),
    .optional("retention_days", .integer, "Days of retention; NULL when not told."),
    ViewColumn("file", .text, "The input that holds it, as the pipeline file writes it."),
    ViewColumn(
      "line", .integer, "Its line there, from 1.", expression: LineList.line(of: "c")),
  ]

  static let hitFigures = [
    ViewColumn("list", .text, "Source id of the list."),
    ViewColumn("entry_key", .text, "Key of the entry within the list."),
    ViewColumn("entry_name", .text, "The name of the entry that was resembled."),
    ViewColumn("query_name", .text, "The name of the vendor that resembles it."),
    ViewColumn(
      "kind", .text,
      "`same` when the two look like one party, `related` when they look like relatives."),
    ViewColumn("similarity", .figure, "Likeness of the names, 0 to 1."),
    ViewColumn("probability", .figure, "Probability that they are one party, 0 to 1."),
    ViewColumn(
      "status", .text,
      "`open`, `confirmed`, `dismissed`, or `reopened` when a decision stopped applying."),
    ViewColumn(
      "entry_status", .text, "Whether the entry counts: `active`, `ended` or `pending`."),
    .optional("explanation", .text, "What agreed and what did not."),
    .optional("authority", .text, "The body behind the entry."),
    .optional("programme", .text, "The programme under which it is listed."),
    ViewColumn(
      "country_agreement", .text,
      "How the countries compare: `agrees`, `unknown` or `contradicts`."),
    .optional("anchor", .text, "Hash of the compared fields, for a decision to refer to."),
    .optional("locator", .text, "Where to find the entry."),
    ViewColumn("file", .text, "The input that holds the entry, as the pipeline file writes it."),
    ViewColumn(
      "line", .integer, "Its line there, from 1.", expression: LineList.line(of: "h")),
    ViewColumn(
      "identifier_agreement", .text,
      """
      How their identifiers compare: `agrees`, `unknown` (nothing to compare, or a run of an earlier \
      version) or `contradicts`.
      """),
    ViewColumn(
      "entry_name_kind", .text,
      """
      How the list ranks the name that was resembled: `primary` (also of a run of an earlier \
      version), `strong`, `weak` or `former`.
      """),
  ]

  static let changeFigures = [
    ViewColumn("before", .score, "Overall score in the run before; 0 for a new vendor."),
    ViewColumn("after", .score, "Overall score in this run; 0 for a vendor that is gone."),
    .optional("rating_before", .text, "Rating in the run before; empty for a new vendor."),
    .optional("rating_after", .text, "Rating in this run; empty for a vendor that is gone."),
    ViewColumn(
      "cause", .text,
      """
      What changed, one of `as-of-date`, `vendor-row`, `sources`, `accesses`, `statements`, `hits`, \
      `ownership`, `decisions`, `policy`, `program-version`. A vendor that came or went has \
      `vendor-row`; `unattributed` stands where a side kept no dossier that can be read.
      """),
    ViewColumn("points", .score, "The part of the difference that the cause accounts for."),
  ]

  static let decisionFigures = [
    ViewColumn("vendor_id", .text, "Vendor id as the decision gives it."),
    ViewColumn(
      "entry_key", .text, "Key of the entry as the decision gives it; `list/key` names the list."),
    ViewColumn("verdict", .text, "`same` or `different`."),
    ViewColumn("decided_by", .text, "Who decided."),
    ViewColumn("decided_on", .date, "The day of the decision."),
    ViewColumn("reason", .text, "Why."),
    .optional("expires_on", .date, "The last day on which it applies; NULL without one."),
    .optional("anchor", .text, "Hash of the fields that were compared; empty when not kept."),
    ViewColumn(
      "outcome", .text,
      """
      `applied` (a hit is confirmed or dismissed by it), `reopened` (vendor or entry changed since, \
      or another decision of its day contradicts it), `expired`, `superseded` (a later decision on \
      the hit speaks, or another one of its day), `without-counterpart` (no hit of the run carries \
      it), or `later` (decided after the as-of date).
      """),
    ViewColumn("detail", .text, "Why, for each hit that it is on."),
    ViewColumn("file", .text, "The input that holds it, as the pipeline file writes it."),
    ViewColumn("line", .integer, "Its line there, from 1."),
  ]

  static let decisionCountFigures = [
    ViewColumn("applied", .integer, "Decisions by which a hit is confirmed or dismissed."),
    ViewColumn(
      "reopened", .integer,
      "Decisions that fit the hit no longer, or contradict another one of their day."),
    ViewColumn("expired", .integer, "Decisions whose last day has passed."),
    ViewColumn(
      "superseded", .integer, "Decisions behind a later one on the hit, or another of their day."),
    ViewColumn("without_counterpart", .integer, "Decisions that no hit of the run carries."),
    ViewColumn("later", .integer, "Decisions taken after the as-of date."),
  ]

  static let issueFigures = [
    ViewColumn("vendor_id", .text, "Vendor id in the inventory."),
    ViewColumn(
      "issue", .text,
      """
      `placeholder-name` (a name or alias that names nobody), `own-company` (the analyst's own \
      company), `duplicate-vendor` (another row looks like the same party), `unknown-parent` \
      (parent_vendor_id names no vendor), or `owners-cut-off` (too many owners for a dossier).
      """),
    .optional("other_vendor_id", .text, "The other vendor of a pair; NULL where there is none."),
    ViewColumn("detail", .text, "What was found, and what follows from it."),
  ]
}
