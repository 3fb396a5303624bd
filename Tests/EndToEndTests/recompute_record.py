"""Further checks of recompute.py: what the views say beyond the columns that are promised to everybody.

Each check reads the views and columns of the reference page. Where a database has none of them (it is of an earlier
version, or made by hand), the check has nothing to say. Rules are those of Documentation/Scoring.md, Ownership.md,
Changes.md and of the descriptions of the views.
"""

import math
import os
import random
import re
import shutil
import sqlite3
import tempfile
import unicodedata
from collections import Counter, defaultdict

from recompute import (DATA_ACCESS, RATINGS, WATCHLIST_HIT, Words, audit_part, blank, cents, close, counted_units,
                       grouped, number)

# The similarity from which a hit is of the kind `same`; no constant of the policy.
SAME_FROM = 0.82

MISSING_CONSENT = {"no-consent", "shared-without-consent", "children-without-parental-consent", "unknown.consent_basis",
                   "unknown.consent_practice"}

CAUSES = ("as-of-date", "vendor-row", "sources", "accesses", "statements", "hits", "ownership", "decisions", "policy",
          "program-version", "unattributed")

# Reason: how much of what is at stake a look is likely to bring.
REASONS = {"new critical": 1, "critical rating": 0.8, "reopened decision": 1, "open hit": 0.9, "high conflict": 0.7,
           "contradiction": 0.7, "fragile rating": 0.5, "wide interval": 0.5}


def rows_of(run, view):
    """The rows of a view that not every database has."""
    try:
        return run.db.execute(f"SELECT * FROM {view} WHERE run_id = ?", (run.id,)).fetchall()
    except sqlite3.OperationalError:  # no such view
        return None


def has(rows, *columns):
    return bool(rows) and all(column in rows[0].keys() for column in columns)


# --------------------------------------------------------------------------------------------------------------------
# Evidence
# --------------------------------------------------------------------------------------------------------------------

def voice(row):
    """The vendor itself is one voice whoever speaks for it; others are told by name, without case and marks."""
    if row["claimant_role"] == "self":
        return "the vendor itself", ""
    folded = unicodedata.normalize("NFKD", str(row["claimant"] or "")).casefold()
    return "", " ".join(re.findall(r"\w+", folded))


def choices(rows):
    """The rows that may be chosen of what one voice says on one hypothesis; one list for each side that counts.

    The latest day decides the stance; of the statements of that stance since the last day with the other one, that day
    included, the one with the most units is chosen. Both stances on the latest day: one of each.
    """
    ordered = sorted(rows, key=lambda row: row["stated_on"] or "", reverse=True)
    last = ordered[0]["stated_on"] or ""
    for stance in {row["stance"] for row in ordered if (row["stated_on"] or "") == last}:
        turned = max((row["stated_on"] or "" for row in rows if row["stance"] != stance), default="")
        candidates = [row for row in rows if row["stance"] == stance and (row["stated_on"] or "") >= turned]
        most = max(number(row["units"]) for row in candidates)
        yield [row for row in candidates if number(row["units"]) >= most * (1 - 1e-12)]


def check_choice_of_voices(audit, run):
    """One voice counts once: of what it says exactly the chosen rows are counted or expired, the others superseded."""
    if not has(run.evidence, "subject"):
        return
    said = [row for row in run.evidence if row["kind"] in ("statement", "access")]
    for (vendor, finding_id, factor, subject), rows in grouped(
            said, "vendor_id", "finding_id", "factor", "subject").items():
        voices = defaultdict(list)
        for row in rows:
            voices[voice(row)].append(row)
        for (_, name), spoken in voices.items():
            where = (run.id, vendor, f"{finding_id} {factor} {subject} {name}")
            standing = [row["ref_id"] for row in spoken if row["standing"] != "superseded"]
            sides = list(choices(spoken))
            audit.same("v_evidence", where, "standing", len(standing), len(sides))
            for side in sides:
                chosen = [row["ref_id"] for row in side if row["standing"] != "superseded"]
                audit.true("v_evidence", where, "standing", Words(str(chosen)), len(chosen) == 1,
                           f"one of {[row['ref_id'] for row in side]}")


def check_columns_of_accesses(audit, run):
    """Storage, control and consent basis of an access assert what the policy says, once the access has a finding; and
    an access asserts nothing else but itself."""
    columns = run.policy.document.get("access_columns")
    if not columns or not has(run.evidence, "subject"):
        return
    asserted = {(row["vendor_id"], row["factor"], row["ref_id"]) for row in run.evidence if row["kind"] == "access"}
    for row in run.accesses:
        scored = (row["vendor_id"], f"DA/{DATA_ACCESS}/{row['access_id']}") in run.finding
        for column in ("storage", "control", "consent_basis"):
            factor = (columns.get(column) or {}).get(row[column])
            if factor is not None and (scored or column == "consent_basis"):
                there = (row["vendor_id"], factor, row["access_id"]) in asserted
                audit.true("v_evidence", run.place(row, "access_id"), "factor", Words("nothing"), there,
                           f"evidence that {column} {row[column]!r} asserts {factor}")
    for vendor, factor, access_id in sorted(asserted):
        access = run.access.get((vendor, access_id))
        said = access and {(columns.get(c) or {}).get(access[c]) for c in ("storage", "control", "consent_basis")}
        audit.true("v_evidence", (run.id, vendor, access_id), "factor", factor,
                   factor == DATA_ACCESS or bool(said) and factor in said, "what a column of the access asserts")


def check_not_alleged(audit, run):
    """Who is only denied: denied is the sum of the counted denials, nothing counted asserts, and no evidence is left
    without finding, mitigation or row here."""
    rows = rows_of(run, "v_not_alleged")
    if rows is None:
        return
    homes = {(row["vendor_id"], row["finding_id"], row["factor"]) for row in [*run.findings, *run.mitigations]}
    listed = {(row["vendor_id"], row["finding_id"], row["factor"]) for row in rows}
    for row in rows:
        where, key = run.place(row, "finding_id"), (row["vendor_id"], row["finding_id"], row["factor"])
        audit.number("v_not_alleged", where, "denied", row["denied"], counted_units(run, *key, "denies"))
        audit.true("v_not_alleged", where, "finding_id", row["finding_id"], key not in homes, "no finding")
    for key in run.evidence_of:
        audit.true("v_evidence", (run.id, key[0], f"{key[1]} {key[2]}"), "finding_id", key[1],
                   key in homes or key in listed, "a finding, a mitigation or a factor not alleged")


def check_vendor_wide_mitigations(audit, run):
    """A mitigation is claimed of the finding's own access or of the vendor; what is claimed of the vendor acts on all
    its findings of a factor, with the same figures."""
    if not has(run.mitigations, "subject"):
        return
    figures = ("mu", "asserted", "denied", "base_rate", "p", "lo", "hi")
    wide = defaultdict(dict)
    for row in run.mitigations:
        finding = run.finding.get((row["vendor_id"], row["finding_id"]))
        if finding is None:
            continue
        fits = row["subject"] in ("vendor", finding["subject"])
        audit.true("v_mitigations", (run.id, row["vendor_id"], f"{row['finding_id']} {row['factor']}"), "subject",
                   row["subject"], fits, f"vendor or {finding['subject']}")
        if row["subject"] == "vendor":
            wide[row["vendor_id"], row["factor"], finding["factor"]][row["finding_id"]] = [row[f] for f in figures]
    for (vendor, factor, of), there in wide.items():
        due = sorted(f["finding_id"] for f in run.findings_of[vendor] if f["factor"] == of)
        where = (run.id, vendor, f"{factor} on {of}")
        audit.same("v_mitigations", where, "findings", sorted(there), due)
        audit.true("v_mitigations", where, "figures", Words("figures"), len({tuple(v) for v in there.values()}) == 1,
                   "the same for every finding")


# --------------------------------------------------------------------------------------------------------------------
# Hits, decisions, owners
# --------------------------------------------------------------------------------------------------------------------

def hit_probability(rules, row):
    """Between the similarity a hit has to have and 1 straight from `close` to `exact`; `related` as it is. The same
    identifier decides; another one leaves `identifier_contradicts` at most."""
    country, identifier = row["country_agreement"], row["identifier_agreement"]
    if identifier == "agrees":
        return rules["identifier_agrees"]
    if row["kind"] == "related":
        q = rules["related_country_" + country]
    else:
        share = min(max((number(row["similarity"]) - SAME_FROM) / (1 - SAME_FROM), 0), 1)
        least = rules["close_country_" + country]
        q = least + share * (rules["exact_country_" + country] - least)
    return min(q, rules["identifier_contradicts"]) if identifier == "contradicts" else q


def check_probabilities(audit, run):
    """The probability of a hit follows from similarity, kind, countries and identifiers."""
    rules = run.policy.document["hits"]
    if not has(run.hits, "country_agreement", "identifier_agreement") or "close_country_agrees" not in rules:
        return
    for row in run.hits:
        audit.number("v_hits", (run.id, row["vendor_id"], f"{row['list']}/{row['entry_key']}"), "probability",
                     row["probability"], hit_probability(rules, row))


def check_findings_of_hits(audit, run):
    """A hit has a finding when it is not dismissed and its entry is in force, or pending on a list that counts those:
    all of a list or none. Hits of a list in one part have one severity; of a relative related_severity times it."""
    parts = Counter(row["source"] for row in rows_of(run, "v_list_parts") or ())
    pending, severity = defaultdict(set), defaultdict(set)
    for row in run.hits:
        subject = f"{row['list']}/{row['entry_key']}"
        where = (run.id, row["vendor_id"], subject)
        finding = run.finding.get((row["vendor_id"], f"NS/{WATCHLIST_HIT}/{subject}"))
        if row["status"] == "dismissed" or row["entry_status"] == "ended":
            audit.true("v_hits", where, "entry_status", row["entry_status"], finding is None, "no finding")
        elif row["entry_status"] == "pending":
            pending[row["list"]].add(finding is not None)
        if finding is not None:
            relative = row["kind"] == "related" and row["status"] != "confirmed"
            whole = number(finding["severity"]) / (run.policy.related_severity if relative else 1)
            severity[row["list"]].add(round(whole, 12))
    for name, kinds in pending.items():
        audit.same("v_hits", (run.id, None, name), "pending", len(kinds), 1)
    for name, found in severity.items():
        if parts[name] <= 1:
            audit.same("v_findings", (run.id, None, name), "severity", len(found), 1)


def check_group_ids(audit, run):
    """The group of each finding by name: a category, missing consent, open hits, confirmed hits by authority and
    programme, an ownership rule, and otherwise the factor."""
    if not has(run.findings, "detail") or not has(run.hits or [run.header], "authority") and run.hits:
        return
    for row in run.findings:
        factor, subject = row["factor"], row["subject"]
        if factor == DATA_ACCESS:
            access = run.access.get((row["vendor_id"], subject))
            expected = "category:" + (access["data_category"] if access else "unmapped")
        elif factor in MISSING_CONSENT:
            expected = "missing-consent"
        elif factor == WATCHLIST_HIT:
            hit = run.hit[row["vendor_id"], subject][0]
            expected = "open-hits" if hit["status"] != "confirmed" else (
                f"confirmed:{hit['authority']}/{hit['programme'] or hit['list']}")
        elif factor == "listed-ownership":
            expected = "ownership:" + subject
        elif factor == "unknown.national_security":
            audit.true("v_findings", run.place(row, "finding_id"), "group_id", row["group_id"],
                       str(row["group_id"]).endswith(subject), f"a group of {subject}")
            continue
        else:
            expected = factor
        audit.same("v_findings", run.place(row, "finding_id"), "group_id", row["group_id"], expected)


def check_national_security_gaps(audit, run):
    """The country is unknown exactly where the assessment has none; who was not screened has no hits."""
    gaps = {(row["vendor_id"], row["subject"]) for row in run.findings if row["factor"] == "unknown.national_security"}
    hits = {row["vendor_id"] for row in run.hits}
    for row in run.assessments:
        vendor = row["vendor_id"]
        audit.same("v_findings", (run.id, vendor, "unknown.national_security/country"), "rows",
                   (vendor, "country") in gaps, blank(row["country"]))
        if (vendor, "screened") in gaps:
            audit.true("v_hits", (run.id, vendor, None), "rows", Words("hits"), vendor not in hits, "none, not screened")


def check_ownership(audit, run):
    """Of each rule in force: units r + s are `ownership.units`, or those of a confirmed hit and 0. The rows and the
    owners' entries share r evenly, the rows s. The severity is that of a list of the rule; the share in the sentence
    lies as the units say."""
    section = run.policy.document.get("ownership")
    if not section:
        return
    for row in run.findings:
        if row["factor"] != "listed-ownership":
            continue
        where, vendor = run.place(row, "finding_id"), row["vendor_id"]
        rules = [rule for rule in section["rules"] if rule["name"] == row["subject"]
                 and (rule.get("valid_from") or "") <= run.as_of <= (rule.get("valid_to") or "9999")]
        audit.same("v_findings", where, "subject", len(rules), 1)
        r, s = number(row["asserted"]), number(row["denied"])
        sure = close(r, run.policy.confirmed_units, 1e-9) and s == 0
        audit.true("v_findings", where, "asserted", r, sure or close(r + s, section["units"], 1e-9),
                   f"{section['units']} units with those denied, or {run.policy.confirmed_units}")
        evidence = run.evidence_of.get((vendor, row["finding_id"], row["factor"]), ())
        sides = grouped(evidence, "stance")
        for stance, units in (("asserts", r), ("denies", s)):
            for piece in sides.get(stance, ()):
                audit.number("v_evidence", (run.id, vendor, f"{row['finding_id']} {piece['ref_id']} {stance}"), "units",
                             piece["units"], units / len(sides[stance]))
        count = Counter((piece["kind"], piece["stance"]) for piece in evidence)
        audit.true("v_evidence", where, "kind", Words(str(dict(count))),
                   count["ownership", "asserts"] and count["hit", "asserts"] and not count["hit", "denies"],
                   "rows of owners and their entries")
        if not rules:
            continue
        lists = {run.policy.document["lists"][word] for word in rules[0]["lists"]}
        audit.true("v_findings", where, "severity", row["severity"],
                   any(close(row["severity"], value, 1e-9) for value in lists), f"one of {sorted(lists)}")
        check_sentence(audit, where, row, rules[0], 1.0 if sure else r / section["units"])


def check_sentence(audit, where, row, rule, q):
    """`between 37 and 61 % listed`, rounded: q is at most the part of that range above the rule's share."""
    words = re.match(r"(?:between ([\d.]+) and )?([\d.]+) % listed", str(row["detail"]))
    audit.true("v_findings", where, "detail", row["detail"], words, "a share")
    if not words:
        return
    low, high = float(words[1] or words[2]) - 0.5, float(words[2]) + 0.5
    part = 1.0 if low + 1 >= rule["share"] else (high - rule["share"]) / (high - low)
    audit.true("v_findings", where, "asserted", q, 0 < q <= min(1.0, part + 0.05) + 1e-9, f"at most {part}")


def check_decisions(audit, run):
    """The counts add up to the decisions, by outcome. A confirmed, dismissed or reopened hit has the decision for it."""
    decisions, counts = rows_of(run, "v_decisions"), rows_of(run, "v_decision_counts")
    if decisions is None or not counts:
        return
    outcomes = Counter(row["outcome"].replace("-", "_") for row in decisions)
    for column in ("applied", "reopened", "expired", "superseded", "without_counterpart", "later"):
        audit.same("v_decision_counts", (run.id, None, None), column, counts[0][column], outcomes[column])
    audit.same("v_decisions", (run.id, None, None), "outcome", sum(outcomes.values()), len(decisions))
    taken = defaultdict(set)
    for row in decisions:
        for key in (row["entry_key"], row["anchor"]):
            taken[row["vendor_id"], key].add((row["outcome"], row["verdict"]))
    wanted = {"confirmed": [("applied", "same")], "dismissed": [("applied", "different")],
              "reopened": [(o, v) for o in ("reopened", "expired") for v in ("same", "different")]}
    for row in run.hits:
        keys = (row["entry_key"], f"{row['list']}/{row['entry_key']}", row["anchor"])
        found = set().union(*(taken[row["vendor_id"], key] for key in keys if not blank(key)))
        where = (run.id, row["vendor_id"], f"{row['list']}/{row['entry_key']}")
        if row["status"] == "open":
            fits = not any(outcome in ("applied", "reopened", "expired") for outcome, _ in found)
        else:
            fits = any(pair in found for pair in wanted[row["status"]])
        audit.true("v_hits", where, "status", row["status"], fits, f"not with {sorted(found)}")


# --------------------------------------------------------------------------------------------------------------------
# Assessments
# --------------------------------------------------------------------------------------------------------------------

def floor_applies(run, rule, vendor):
    """Whether a floor rule holds; None where the views do not say by which list a hit was confirmed."""
    findings = run.findings_of.get(vendor, ())
    if rule["when"] == "finding-at-least":
        return any(f["factor"] == rule["factor"] and f["counted"] == 1 and number(f["x"]) >= rule["minimum"]
                   for f in findings)
    lists = run.policy.document["lists"]
    severity = lists.get(rule["list"])
    alike = [f for f in findings if f["factor"] == WATCHLIST_HIT and close(f["severity"], severity, 1e-12)
             for hit in run.hit[vendor, f["subject"]]
             if hit["status"] == "confirmed" and hit["entry_status"] == "active"]
    unique = sum(value == severity for value in lists.values()) == 1
    return bool(alike) if unique or not alike else None


def check_floors(audit, run):
    """The highest rating that a rule asks for above the score's, and the first rule that asks for it."""
    rules = run.policy.document.get("floors")
    if rules is None:
        return
    for row in run.assessments:
        score = cents(row["overall"])
        rating = ([name for name in RATINGS[1:] if score is not None and score >= cents(run.policy.threshold[name])]
                  or ["low"])[-1]
        named, unsure = None, False
        for rule in rules:
            applies = floor_applies(run, rule, row["vendor_id"])
            unsure = unsure or applies is None
            if applies and RATINGS.index(rule["rating"]) > RATINGS.index(rating):
                rating, named = rule["rating"], rule["name"]
        if not unsure:
            audit.same("v_assessments", run.place(row, "rating"), "rating", row["rating"], rating)
            audit.same("v_assessments", run.place(row, "rating"), "floor_rule", row["floor_rule"] or None, named)


def check_stability(audit, run):
    """1 where no threshold is within the margin; otherwise a share of the draws."""
    rules = run.policy.document.get("stability")
    if not rules:
        return
    draws, thresholds = rules["draws"], run.policy.threshold.values()
    for row in run.assessments:
        value, overall = number(row["stability"]), number(row["overall"])
        near = any(abs(overall - threshold) <= rules["margin"] for threshold in thresholds)
        if draws == 0 or not near:
            audit.number("v_assessments", run.place(row, "rating"), "stability", value, 1.0)
        else:
            audit.number("v_assessments", run.place(row, "rating"), "stability", value, round(value * draws) / draws)


# --------------------------------------------------------------------------------------------------------------------
# Review queue, runs, inputs, changes
# --------------------------------------------------------------------------------------------------------------------

def reasons(run, assessment, turned, contradicted):
    """Each reason to look at a vendor, with the points of the score that hang on the answer."""
    vendor, overall = assessment["vendor_id"], number(assessment["overall"])
    counted = [f for f in run.findings_of.get(vendor, ()) if f["counted"] == 1]

    def points(concerned):
        return math.fsum(number(f["points"]) for f in counted if concerned(f))

    if assessment["rating"] == "critical":
        if vendor in turned:
            yield "new critical", 50 + overall / 2
        yield "critical rating", 50 + overall / 2
    for status, reason in (("reopened", "reopened decision"), ("open", "open hit")):
        waiting = {f"{hit['list']}/{hit['entry_key']}" for hit in run.hits_of.get(vendor, ())
                   if hit["entry_status"] != "ended" and hit["status"] == status}
        if waiting:
            yield reason, points(lambda f: f["group_id"] == "open-hits" and f["subject"] in waiting)
    if number(assessment["conflict"]) >= 0.3:
        yield "high conflict", points(lambda f: number(f["conflict"]) >= 0.3)
    if vendor in contradicted:
        yield "contradiction", points(lambda f: f["subject"] in contradicted[vendor])
    if number(assessment["stability"]) < 0.75:
        yield "fragile rating", overall * (1 - number(assessment["stability"]))
    width = number(assessment["overall_hi"]) - number(assessment["overall_lo"])
    if width >= 40:
        yield "wide interval", width / 2


def check_review_queue(audit, run):
    """Who stands in the queue, for which reasons, what is at stake, and the priority: the stake by the reason's
    weight."""
    if not has(run.review_queue, "stake") and (run.review_queue or not has_column(run, "v_review_queue", "stake")):
        return
    turned = {row["vendor_id"] for row in run.changes
              if row["rating_after"] == "critical" and row["rating_before"] != "critical"}
    contradicted = defaultdict(set)
    for row in rows_of(run, "v_contradictions") or ():
        contradicted[row["vendor_id"]].add(row["subject"])
    stored = {(row["vendor_id"], row["reason"]): row for row in run.review_queue}
    audit.same("v_review_queue", (run.id, None, None), "rows", len(run.review_queue), len(stored))
    expected = set()
    for assessment in run.assessments:
        for reason, stake in reasons(run, assessment, turned, contradicted):
            key = (assessment["vendor_id"], reason)
            expected.add(key)
            row = stored.get(key)
            if row is None:
                continue
            where = (run.id, *key)
            audit.number("v_review_queue", where, "stake", row["stake"], stake)
            audit.number("v_review_queue", where, "priority", row["priority"], REASONS[reason] * stake)
            audit.between("v_review_queue", where, "priority", row["priority"], 0, 100)
            for column in ("name", "rating", "overall"):
                audit.same("v_review_queue", where, column, row[column], assessment[column])
    for vendor, reason in sorted(expected ^ set(stored), key=str):
        audit.same("v_review_queue", (run.id, vendor, reason), "rows", int((vendor, reason) in stored),
                   int((vendor, reason) in expected))


def has_column(run, view, column):
    return column in {part[0] for part in run.db.execute(f"SELECT * FROM {view} LIMIT 0").description}


def check_contradictions(audit, run):
    """Positions count from 1; every row speaks of an assessed vendor."""
    assessed = {row["vendor_id"] for row in run.assessments}
    for vendor, rows in grouped(rows_of(run, "v_contradictions") or (), "vendor_id").items():
        audit.same("v_contradictions", (run.id, vendor, None), "contradiction_no",
                   sorted(row["contradiction_no"] for row in rows), list(range(1, len(rows) + 1)))
        audit.true("v_contradictions", (run.id, vendor, None), "vendor_id", vendor, vendor in assessed, "no assessment")


def check_inputs_by_file(audit, run):
    """For each file, v_rejects has as many rows that repeat an earlier one as duplicates, and as many others as
    rejected. The parts of a list add up to its entries."""
    rejects = Counter((row["source"], row["file"], row["kind"] == "duplicate-id")
                      for row in rows_of(run, "v_rejects") or ())
    for row in run.inputs:
        where = (run.id, None, f"{row['source']} {row['path']}")
        for column, repeated in (("duplicates", True), ("rejected", False)):
            audit.same("v_rejects", where, column, rejects[row["source"], row["path"], repeated], row[column])
    parts = grouped(rows_of(run, "v_list_parts") or (), "source")
    if not parts or not has(run.inputs, "list_entries", "list_active"):
        return
    for source, inputs in grouped([row for row in run.inputs if row["list_entries"] is not None], "source").items():
        for column, whole in (("entries", "list_entries"), ("active", "list_active")):
            audit.same("v_list_parts", (run.id, None, source), column, sum(row[column] for row in parts[source]),
                       sum(row[whole] or 0 for row in inputs))


def check_causes(audit, run, overall_of, previous):
    """Causes are known words, each once for a vendor. A vendor that came or went has one row, `vendor-row`, with 0 on
    the other side; a rating that differs has a row. previous_run_id of the run is the one before it."""
    if "previous_run_id" in run.header.keys():
        audit.same("v_runs", (run.id, None, None), "previous_run_id", run.header["previous_run_id"], previous)
    changes = grouped(run.changes, "vendor_id")
    if previous is None:
        audit.same("v_changes", (run.id, None, None), "rows", len(run.changes), 0)
        return
    for vendor, rows in changes.items():
        where = (run.id, vendor, None)
        causes = [row["cause"] for row in rows]
        audit.true("v_changes", where, "cause", Words(str(causes)),
                   len(set(causes)) == len(causes) and set(causes) <= set(CAUSES), "known causes, each once")
        rating = {(row["rating_before"], row["rating_after"]) for row in rows}
        for row in rows:
            moved = row["points"] != 0 or any(before != after for before, after in rating)
            audit.true("v_changes", (run.id, vendor, row["cause"]), "points", row["points"], moved,
                       "points, or another rating")
    before = {vendor for run_id, vendor in run.vendors_of[previous]}
    after = {vendor for run_id, vendor in run.vendors_of[run.id]}
    for vendor in sorted(before ^ after):
        causes = [row["cause"] for row in changes.get(vendor, ())]
        audit.same("v_changes", (run.id, vendor, None), "cause", causes, ["vendor-row"])
        for row in changes.get(vendor, ()):
            audit.same("v_changes", (run.id, vendor, None), "rating_before" if vendor in after else "rating_after",
                       row["rating_before" if vendor in after else "rating_after"] or None, None)
    for vendor in before & after:
        same = overall_of[previous, vendor][1] == overall_of[run.id, vendor][1]
        audit.true("v_changes", (run.id, vendor, None), "rating_after", Words("no row"), same or vendor in changes,
                   "a change of rating")


CHECKS = (
    check_choice_of_voices, check_columns_of_accesses, check_not_alleged, check_vendor_wide_mitigations,
    check_probabilities, check_findings_of_hits, check_group_ids, check_national_security_gaps, check_ownership,
    check_decisions, check_floors, check_stability, check_review_queue, check_contradictions, check_inputs_by_file,
)


# --------------------------------------------------------------------------------------------------------------------
# Corruption of a real database
# --------------------------------------------------------------------------------------------------------------------

FIGURES = {
    "assessments": "overall overall_lo overall_hi inherent rating da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi coverage"
                   " conflict stability",
    "findings": "severity asserted denied base_rate p lo hi conflict mitigation mitigation_lo mitigation_hi x x_lo x_hi"
                " counted points group_id",
    "mitigations": "mu asserted denied base_rate p lo hi",
    "not_alleged": "denied",
    "evidence": "units standing",
    "accesses": "severity data_category consent_basis",
    "hits": "probability status",
    "changes": "before after points",
}


def another(column, value):
    """A value that is wrong by little."""
    if column == "counted":
        return 1 - value
    if isinstance(value, (int, float)):
        return value - 1e-4 if value > 0.5 else value + 1e-4
    words = {"rating": ("low", "high"), "standing": ("counted", "superseded"), "status": ("open", "dismissed"),
             "consent_basis": ("consent", "none")}.get(column, ("health", "profile"))
    if column == "consent_basis" and value not in (None, "", "unknown"):
        return "unknown"
    return words[1] if value == words[0] else words[0]


def corrupt(db, run, vendor, choice):
    """Change one figure of a vendor in the tables; returns what was changed, or None where it has none of the kind."""
    table = choice.choice(sorted(FIGURES))
    column = choice.choice(FIGURES[table].split())
    if table == "changes":
        of, key = "run_id = ? AND vendor_id = ?", (run, vendor)
    else:
        of, key = """assessment_id = (SELECT assessment_id FROM assessments WHERE vendor_id = ?
            AND first_run <= ? AND ifnull(last_run, ?) >= ?)""", (vendor, run, run, run)
    keys = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
    rows = db.execute(f"SELECT {', '.join(keys)}, {column} FROM {table} WHERE {of}", key).fetchall()
    if not rows:
        return None
    row = choice.choice(rows)
    value = another(column, row[-1])
    same = " AND ".join(f"{name} = ?" for name in keys)
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", (value, *row[:-1]))
    return f"{table}.{column} of {vendor} {row[:-1]}: {row[-1]!r} made {value!r}"


def corruption_test(path, count, seed):
    """Changes figures of vendors chosen at random in a copy, and expects a disagreement of each of these vendors."""
    choice = random.Random(seed)
    folder = tempfile.mkdtemp()
    try:
        copy = os.path.join(folder, "copy.sqlite")
        source = sqlite3.connect(path)
        db = sqlite3.connect(copy)
        source.backup(db)
        source.close()
        run = db.execute("SELECT max(run_id) FROM v_runs").fetchone()[0]
        vendors = [row[0] for row in db.execute("SELECT vendor_id FROM v_assessments WHERE run_id = ?", (run,))]
        choice.shuffle(vendors)
        made = {}
        while vendors and len(made) < count:
            vendor = vendors.pop()
            what = corrupt(db, run, vendor, choice)
            if what:
                made[vendor] = what
        db.commit()
        db.close()
        audit = audit_part(copy, 1e-9, {run})
    finally:
        shutil.rmtree(folder)
    missed = [what for vendor, what in made.items() if vendor not in audit.vendors]
    strangers = sorted(vendor for vendor in audit.vendors - set(made) if vendor is not None)
    for what in missed:
        print("not noticed: " + what)
    for vendor in strangers:
        print(f"reported, although nothing of it was changed: {vendor}")
    print(f"{len(made)} figures changed, {len(missed)} not noticed, {len(strangers)} vendors reported for nothing")
    return 1 if missed or strangers or len(made) < count else 0
