#!/usr/bin/env python3
"""Recompute every published number of a vendor-risk database from its own views.

    python3 recompute.py results.sqlite [--tolerance 1e-9]
    python3 recompute.py results.sqlite --corrupt 200
    python3 recompute.py --self-test

What rests on more than the promised columns stands in recompute_record.py. This is an auditor's check. It shares no code with the product: it knows only the documented views, the table
`policies`, and the published formulas, each of which stands in the docstring of the function that checks it.

Each figure is recomputed from the *stored* figures it is made of (a finding's `x` from its stored severity, p and
mitigation; an axis from its stored x). The chain has no gap from the evidence to the vector, so a wrong figure is
reported where it arises, and once more wherever it does not fit what was made of it.

Each disagreement is one line:

    view run vendor id column: stored X, recomputed Y

The last line counts, for each view, the figures checked and (in brackets) the disagreements. The exit status is 0 when
all figures agree and at least one run and one finding were checked, otherwise 1.

Not recomputable from views and policy, and therefore only checked for range: `stability` (seeded draws), the class of
severity of a watchlist (it must be one of the policy's, and one for a list), similarity of a hit, and how the units of
ownership split (the shares of owners that lead to no listed party are in the dossier alone). Evidence rows whose units
are taken as stored are counted in a line "not recomputed".
"""

import argparse
import concurrent.futures
import json
import math
import multiprocessing
import os
import pathlib
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from datetime import date

AXES = ("DA", "CP", "NS")
RATINGS = ("low", "moderate", "high", "critical")
BOUNDS = ("", "_lo", "_hi")

DATA_ACCESS = "data-access"
WATCHLIST_HIT = "watchlist-hit"
UNKNOWN = "unknown."
FIXED_AXIS = {
    DATA_ACCESS: "DA",
    WATCHLIST_HIT: "NS",
    "unknown.data_access": "DA",
    "unknown.consent_practice": "CP",
    "unknown.consent_basis": "CP",
    "unknown.national_security": "NS",
}

# The contract: these views have at least these columns.
VIEWS = {
    "v_runs": "run_id started_at finished_at as_of pipeline policy_sha256 program_version vendors exit_status",
    "v_assessments": "run_id vendor_id name country overall overall_lo overall_hi inherent rating floor_rule"
                     " da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi coverage conflict stability vector",
    "v_current": "run_id vendor_id name country overall overall_lo overall_hi inherent rating floor_rule"
                 " da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi coverage conflict stability vector",
    "v_findings": "run_id vendor_id finding_id axis factor subject group_id severity asserted denied base_rate p lo hi"
                  " conflict mitigation mitigation_lo mitigation_hi x x_lo x_hi counted points",
    "v_mitigations": "run_id vendor_id finding_id factor mu asserted denied base_rate p lo hi",
    "v_accesses": "run_id vendor_id access_id data_category data_subject holder storage control consent_basis"
                  " valid_from valid_to source_id severity",
    "v_evidence": "run_id vendor_id finding_id factor kind ref_id stance claimant claimant_role source_id publisher"
                  " reliability credibility stated_on units standing file line excerpt",
    "v_hits": "run_id vendor_id list entry_key entry_name query_name kind similarity probability status entry_status"
              " explanation",
    "v_changes": "run_id previous_run_id vendor_id before after rating_before rating_after cause points",
    "v_rejects": "run_id source file line byte_offset column_name kind explanation original",
    "v_inputs": "run_id source path sha256 bytes read accepted rejected duplicates",
    "v_review_queue": "run_id vendor_id reason priority",
}
VIEWS = {view: columns.split() for view, columns in VIEWS.items()}


# --------------------------------------------------------------------------------------------------------------------
# Bookkeeping
# --------------------------------------------------------------------------------------------------------------------

class CannotRecompute(Exception):
    """A figure cannot be recomputed from what is stored; the text says why."""


class Audit:
    """Counts the figures checked and collects the disagreements."""

    def __init__(self, tolerance=1e-9):
        self.tolerance = tolerance
        self.checked = Counter()
        self.disagreed = Counter()
        self.lines = []
        self.reported = set()
        self.vendors = set()
        self.not_recomputed = Counter()
        self.runs = 0
        self.findings = 0

    def report(self, view, where, column, stored, recomputed):
        """Record one disagreement. `where` is (run, vendor, id)."""
        self.disagreed[view] += 1
        self.reported.add((view, column))
        self.vendors.add(where[1])
        place = " ".join("-" if blank(part) else str(part) for part in where)
        self.lines.append(f"{view} {place} {column}: stored {shown(stored)}, recomputed {shown(recomputed)}")

    def number(self, view, where, column, stored, expected):
        """Two numbers agree when they differ by at most tolerance * max(1, |x|)."""
        self.checked[view] += 1
        if not close(stored, expected, self.tolerance):
            self.report(view, where, column, stored, expected)

    def same(self, view, where, column, stored, expected):
        """Two texts, flags or counts agree when they are equal."""
        self.checked[view] += 1
        if stored != expected:
            self.report(view, where, column, stored, expected)

    def true(self, view, where, column, stored, condition, requirement):
        """A stored figure meets a requirement that is not a single value."""
        self.checked[view] += 1
        if not condition:
            self.report(view, where, column, stored, Words(requirement))

    def between(self, view, where, column, stored, low, high):
        """A stored figure is a number (so: not NULL) between two limits."""
        inside = is_number(stored) and low <= stored <= high
        self.true(view, where, column, stored, inside, f"a number from {low:g} to {high:g}")

    def ordered(self, view, where, row, low, middle, high):
        """low <= middle <= high, up to the tolerance."""
        a, b, c = number(row[low]), number(row[middle]), number(row[high])
        fine = a <= b + self.tolerance * max(1, abs(b)) and b <= c + self.tolerance * max(1, abs(c))
        self.true(view, where, middle, row[middle], fine, f"{low} {a!r} <= {middle} <= {high} {c!r}")

    @property
    def passed(self):
        return not self.disagreed and self.runs > 0 and self.findings > 0

    def add(self, other):
        """Take over what another audit found."""
        self.checked += other.checked
        self.disagreed += other.disagreed
        self.lines += other.lines
        self.reported |= other.reported
        self.vendors |= other.vendors
        self.not_recomputed += other.not_recomputed
        self.runs += other.runs
        self.findings += other.findings

    def summary(self):
        views = sorted(set(VIEWS) | {view for view in self.checked if view.startswith("v_")})
        parts = [f"{view} {self.checked[view]} ({self.disagreed[view]})" for view in views]
        parts.append(f"policies {self.checked['policies']} ({self.disagreed['policies']})")
        parts.append(f"all {sum(self.checked.values())} ({sum(self.disagreed.values())})")
        return "figures checked (disagreements): " + ", ".join(parts)


class Words(str):
    """A description in place of a value; shown without quotes."""


def shown(value):
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, Words) else repr(value)


def blank(value):
    """NULL, '' and white space all say nothing."""
    return value is None or str(value).strip() == ""


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def number(value):
    """The stored number, or NaN, which agrees with nothing."""
    return float(value) if is_number(value) else math.nan


def close(a, b, tolerance):
    return is_number(a) and is_number(b) and abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


def days(later, earlier):
    """Days from one ISO date to another."""
    try:
        return (date.fromisoformat(str(later)[:10]) - date.fromisoformat(str(earlier)[:10])).days
    except ValueError:
        raise CannotRecompute(f"no age between the dates {earlier!r} and {later!r}") from None


def decay(age, half_life):
    """2^(-age / half_life); no half-life, no decay."""
    return 1.0 if not half_life else 2.0 ** (-max(0, age) / half_life)


def surprise(share):
    """-ln(1 - x), the additive measure of a risk."""
    return math.inf if share >= 1 else -math.log1p(-share)


def together(shares):
    """1 - product of (1 - x)."""
    return -math.expm1(-math.fsum(sorted(surprise(share) for share in shares)))


def cents(value):
    """value * 100 rounded to a whole number, halves away from zero."""
    if not is_number(value):
        return None
    whole = math.floor(abs(value) * 100)
    whole += abs(value) * 100 - whole >= 0.5
    return -whole if value < 0 else whole


# --------------------------------------------------------------------------------------------------------------------
# Policy and run
# --------------------------------------------------------------------------------------------------------------------

class Policy:
    """The weights, thresholds and tables of one policy document."""

    def __init__(self, text):
        try:
            document = self.document = json.loads(text)
            self.weight = float(document["opinion"]["prior_weight"])
            self.adverse_base_rate = float(document["opinion"]["adverse_base_rate"])
            self.mitigating_base_rate = float(document["opinion"]["mitigating_base_rate"])
            self.axis_weight = {axis: float(document["axes"][axis]["weight"]) for axis in AXES}
            self.threshold = {name: float(document["rating"][name]) for name in RATINGS[1:]}
            self.prior = float(document["unknown"]["prior"])
            self.ceiling = float(document["unknown"]["ceiling"])
            self.minimum_share = float(document["conflict"]["minimum_share"])
            self.roles = document["claimant_units"]["roles"]
            self.self_in_favour = float(document["claimant_units"]["self_in_favour"])
            self.self_against = float(document["claimant_units"]["self_against"])
            self.own_record = float(self.roles["own_record"])
            self.reliability = document["reliability"]
            self.credibility = document["credibility"]
            self.factors = document["factors"]
            self.sensitivity = document["sensitivity"]
            self.reach = document["reach"]
            self.ended_half_life = document["ended_access_half_life_days"]
            self.hit_units = float(document["hits"]["units"])
            self.confirmed_units = float(document["hits"]["confirmed_units"])
            self.related_severity = float(document["hits"]["related_severity"])
            self.list_severities = sorted(float(v) for v in document["lists"].values() if is_number(v))
        except KeyError as missing:
            raise CannotRecompute(f"policy without the key {missing}") from None
        except (TypeError, ValueError, AttributeError) as wrong:
            raise CannotRecompute(f"policy unreadable: {wrong}") from None

    def of_factor(self, factor, key):
        """A number the policy sets for a factor, or None."""
        return (self.factors.get(factor) or {}).get(key)

    def is_mitigating(self, factor):
        return self.of_factor(factor, "mu") is not None

    def base_rate(self, factor):
        own = self.of_factor(factor, "base_rate")
        if own is not None:
            return own
        return self.mitigating_base_rate if self.is_mitigating(factor) else self.adverse_base_rate


class Run:
    """The rows of one run, by view, with the indices the checks need."""

    def __init__(self, db, header, policy):
        self.db = db
        self.id = header["run_id"]
        self.header = header
        self.as_of = header["as_of"]
        self.policy = policy
        for view in ("v_assessments", "v_findings", "v_mitigations", "v_accesses", "v_evidence", "v_hits", "v_changes",
                     "v_inputs", "v_review_queue"):
            setattr(self, view[2:], db.execute(f"SELECT * FROM {view} WHERE run_id = ?", (self.id,)).fetchall())
        self.hits_of = grouped(self.hits, "vendor_id")
        self.finding = {(row["vendor_id"], row["finding_id"]): row for row in self.findings}
        self.findings_of = grouped(self.findings, "vendor_id")
        self.accesses_of = grouped(self.accesses, "vendor_id")
        self.mitigations_of = grouped(self.mitigations, "vendor_id", "finding_id")
        self.evidence_of = grouped(self.evidence, "vendor_id", "finding_id", "factor")
        self.access = {(row["vendor_id"], row["access_id"]): row for row in self.accesses}
        self.hit = defaultdict(list)
        for row in self.hits:
            self.hit[row["vendor_id"], f"{row['list']}/{row['entry_key']}"].append(row)

    def place(self, row, name):
        return self.id, row["vendor_id"], row[name]

    def is_ownership(self, finding):
        """Ownership by listed parties: a finding whose severity comes from lists, or with evidence of that kind."""
        factor = finding["factor"]
        if factor in FIXED_AXIS:
            return False
        rows = self.evidence_of.get((finding["vendor_id"], finding["finding_id"], factor), ())
        return self.policy.of_factor(factor, "severity") is None or any(row["kind"] == "ownership" for row in rows)


def grouped(rows, *columns):
    """Rows by the value of one column, or by a tuple of several."""
    groups = defaultdict(list)
    for row in rows:
        key = row[columns[0]] if len(columns) == 1 else tuple(row[column] for column in columns)
        groups[key].append(row)
    return groups


def is_unknown(finding):
    return str(finding["factor"]).startswith(UNKNOWN)


def can_score(finding):
    """A hypothesis that nobody asserts (asserted = 0) is listed as not alleged and never scores; unknown shares do."""
    return is_unknown(finding) or number(finding["asserted"]) > 0


# --------------------------------------------------------------------------------------------------------------------
# 1. Evidence
# --------------------------------------------------------------------------------------------------------------------

def claimant_weight(policy, row):
    """U: units of the claimant's role. Of `self`, few when it favours the vendor (denies an adverse factor, asserts a
    mitigating one) and many when it does not."""
    role = row["claimant_role"]
    if role == "self":
        favours = (row["stance"] == "asserts") == policy.is_mitigating(row["factor"])
        return policy.self_in_favour if favours else policy.self_against
    if role not in policy.roles:
        raise CannotRecompute(f"the policy has no units for the role {role!r}")
    return policy.roles[role]


def grade(table, value, otherwise):
    """R or C of a grade; a blank grade is F, or 6."""
    key = otherwise if blank(value) else str(value)
    if key not in table:
        raise CannotRecompute(f"the policy has no grade {key!r}")
    return table[key]


def statement_units(run, row):
    """e = U(claimant_role) * R(reliability) * C(credibility) * 2^(-age / half_life), age = as_of - stated_on."""
    policy = run.policy
    half_life = policy.of_factor(row["factor"], "half_life_days")
    age = days(run.as_of, row["stated_on"]) if half_life and not blank(row["stated_on"]) else 0
    return (claimant_weight(policy, row)
            * grade(policy.reliability, row["reliability"], "F")
            * grade(policy.credibility, row["credibility"], "6")
            * decay(age, half_life))


def hit_units(run, row):
    """Open or reopened: asserts units * q, denies units * (1 - q). Confirmed: asserts confirmed_units, denies 0."""
    subject = str(row["finding_id"]).split("/", 2)[-1]
    hits = [hit for hit in run.hit.get((row["vendor_id"], subject), ()) if hit["entry_key"] == row["ref_id"]]
    if len(hits) != 1:
        raise CannotRecompute(f"{len(hits)} rows of v_hits for {subject!r} and {row['ref_id']!r}")
    status, q = hits[0]["status"], number(hits[0]["probability"])
    asserts = row["stance"] == "asserts"
    if status == "confirmed":
        return run.policy.confirmed_units if asserts else 0.0
    if status in ("open", "reopened"):
        return run.policy.hit_units * (q if asserts else 1 - q)
    raise CannotRecompute(f"a hit with the status {status!r} has no evidence")


def evidence_units(run, row):
    """The units of one evidence row, or None where views and policy do not say them."""
    if row["kind"] == "statement":
        return statement_units(run, row)
    if row["kind"] == "access" and blank(row["source_id"]) and (
            blank(row["claimant"]) or row["claimant_role"] == "own_record"):
        half_life = run.policy.of_factor(row["factor"], "half_life_days")
        age = days(run.as_of, row["stated_on"]) if half_life and not blank(row["stated_on"]) else 0
        return run.policy.own_record * decay(age, half_life)
    if row["kind"] == "access":
        return statement_units(run, row)
    if row["kind"] == "hit" and row["factor"] == WATCHLIST_HIT:
        return hit_units(run, row)
    return None


def check_evidence(audit, run):
    """Units of each evidence row; no row from after the as-of date; stance and standing are known words."""
    for row in run.evidence:
        where = (run.id, row["vendor_id"], f"{row['finding_id']} {row['factor']} {row['ref_id']} {row['stance']}")
        audit.between("v_evidence", where, "units", row["units"], 0, math.inf)
        audit.true("v_evidence", where, "stance", row["stance"], row["stance"] in ("asserts", "denies"),
                   "asserts or denies")
        audit.true("v_evidence", where, "standing", row["standing"],
                   row["standing"] in ("counted", "superseded", "expired"), "counted, superseded or expired")
        if not blank(row["stated_on"]):
            known = str(row["stated_on"])[:10] <= str(run.as_of)[:10]
            audit.true("v_evidence", where, "stated_on", row["stated_on"], known, f"no later than {run.as_of}")
        try:
            expected = evidence_units(run, row)
        except CannotRecompute as why:
            audit.checked["v_evidence"] += 1
            audit.report("v_evidence", where, "units", row["units"], Words(f"nothing: {why}"))
            continue
        if expected is None and row["factor"] == "listed-ownership" and run.policy.document.get("ownership"):
            continue  # recompute_record.check_ownership
        if expected is None:
            audit.not_recomputed[f"v_evidence.units of kind {row['kind']!r}"] += 1
        else:
            audit.number("v_evidence", where, "units", row["units"], expected)


def counted_units(run, vendor, finding_id, factor, stance):
    """The sum of the units that count, for one hypothesis and stance."""
    rows = run.evidence_of.get((vendor, finding_id, factor), ())
    return math.fsum(sorted(number(row["units"]) for row in rows
                            if row["standing"] == "counted" and row["stance"] == stance))


def check_asserted_and_denied(audit, run):
    """asserted (denied) = sum of the counted units that assert (deny) the factor of the finding, or of the mitigation.
    Of a mitigating factor with several rows on one finding (a vendor's and an access's) the sums are compared."""
    for row in run.findings:
        for column, stance in (("asserted", "asserts"), ("denied", "denies")):
            expected = 0.0 if is_unknown(row) else counted_units(
                run, row["vendor_id"], row["finding_id"], row["factor"], stance)
            audit.number("v_findings", run.place(row, "finding_id"), column, row[column], expected)
    for (vendor, finding_id, factor), rows in grouped(run.mitigations, "vendor_id", "finding_id", "factor").items():
        for column, stance in (("asserted", "asserts"), ("denied", "denies")):
            stored = rows[0][column] if len(rows) == 1 else math.fsum(number(row[column]) for row in rows)
            audit.number("v_mitigations", (run.id, vendor, f"{finding_id} {factor}"), column, stored,
                         counted_units(run, vendor, finding_id, factor, stance))


def check_evidence_has_a_home(audit, run):
    """What is asserted and counts belongs to a finding, or to a mitigation of a finding."""
    homes = {(row["vendor_id"], row["finding_id"], row["factor"]) for row in run.findings}
    homes |= {(row["vendor_id"], row["finding_id"], row["factor"]) for row in run.mitigations}
    for vendor, finding_id, factor in run.evidence_of:
        if (vendor, finding_id, factor) in homes:
            continue
        units = counted_units(run, vendor, finding_id, factor, "asserts")
        audit.true("v_evidence", (run.id, vendor, f"{finding_id} {factor}"), "finding_id", Words("counted units"),
                   units == 0, f"neither finding nor mitigation for {units!r} units")
    for row in run.mitigations:
        audit.true("v_mitigations", (run.id, row["vendor_id"], f"{row['finding_id']} {row['factor']}"), "finding_id",
                   row["finding_id"], (row["vendor_id"], row["finding_id"]) in run.finding, "no such finding")


def check_one_voice_counts_once(audit, run):
    """Of one claimant's statements on one hypothesis, at most one of each stance counts."""
    for (vendor, finding_id, factor), rows in run.evidence_of.items():
        hypotheses = sum(row["factor"] == factor for row in run.mitigations_of.get((vendor, finding_id), ())) or 1
        voices = Counter((row["claimant"], row["stance"]) for row in rows
                         if row["standing"] == "counted" and row["kind"] in ("statement", "access")
                         and not blank(row["claimant"]))
        for (claimant, stance), count in voices.items():
            audit.true("v_evidence", (run.id, vendor, f"{finding_id} {factor} {claimant} {stance}"), "standing",
                       Words(f"counted {count} times"), count <= hypotheses, f"at most {hypotheses}")


# --------------------------------------------------------------------------------------------------------------------
# 2. Accesses, findings and mitigations
# --------------------------------------------------------------------------------------------------------------------

def access_severity(run, row):
    """sensitivity(data_category) * reach(data_subject); 0 before valid_from; after valid_to times
    2^(-(as_of - valid_to) / half_life(storage))."""
    policy = run.policy
    if not blank(row["valid_from"]) and days(run.as_of, row["valid_from"]) < 0:
        return 0.0
    severity = (listed(policy.sensitivity, row["data_category"], "unmapped")
                * listed(policy.reach, row["data_subject"], "unknown"))
    ended = 0 if blank(row["valid_to"]) else days(run.as_of, row["valid_to"])
    return severity * decay(ended, listed(policy.ended_half_life, row["storage"], "unknown"))


def listed(table, key, otherwise):
    """The value of a key, or of the table's fallback."""
    value = table.get(key, table.get(otherwise))
    if value is None:
        raise CannotRecompute(f"the policy has neither {key!r} nor {otherwise!r}")
    return value


def check_accesses(audit, run):
    """Severity of each access; each access has a data-access finding, or at least evidence on one."""
    for row in run.accesses:
        where = run.place(row, "access_id")
        audit.between("v_accesses", where, "severity", row["severity"], 0, 1)
        try:
            audit.number("v_accesses", where, "severity", row["severity"], access_severity(run, row))
        except CannotRecompute as why:
            audit.checked["v_accesses"] += 1
            audit.report("v_accesses", where, "severity", row["severity"], Words(f"nothing: {why}"))
        finding_id = f"DA/{DATA_ACCESS}/{row['access_id']}"
        present = ((row["vendor_id"], finding_id) in run.finding
                   or (row["vendor_id"], finding_id, DATA_ACCESS) in run.evidence_of)
        audit.true("v_accesses", where, "access_id", row["access_id"], present, f"no finding {finding_id}")


def check_finding_identity(audit, run):
    """finding_id is axis/factor/subject and unique; the axis is known; the factor is adverse; counted is 0 or 1."""
    for (vendor, finding_id), count in Counter((row["vendor_id"], row["finding_id"]) for row in run.findings).items():
        audit.same("v_findings", (run.id, vendor, finding_id), "rows", count, 1)
    for row in run.findings:
        where = run.place(row, "finding_id")
        parts = [str(row["axis"]), str(row["factor"])] + ([] if blank(row["subject"]) else [str(row["subject"])])
        audit.same("v_findings", where, "finding_id", str(row["finding_id"]).rstrip("/"), "/".join(parts).rstrip("/"))
        axis = FIXED_AXIS.get(row["factor"])
        audit.true("v_findings", where, "axis", row["axis"],
                   row["axis"] == axis if axis else row["axis"] in AXES, axis or "DA, CP or NS")
        audit.true("v_findings", where, "factor", row["factor"], not run.policy.is_mitigating(row["factor"]),
                   "an adverse factor")
        audit.true("v_findings", where, "counted", row["counted"], row["counted"] in (0, 1), "0 or 1")
        audit.true("v_findings", where, "group_id", row["group_id"], row["group_id"] is not None, "not NULL")


def check_finding_bounds(audit, run):
    """Every figure is there and in its range; lo <= p <= hi, and likewise the mitigation and x."""
    for row in run.findings:
        where = run.place(row, "finding_id")
        for column in ("severity", "base_rate", "p", "lo", "hi", "conflict", "mitigation", "mitigation_lo",
                       "mitigation_hi", "x", "x_lo", "x_hi"):
            audit.between("v_findings", where, column, row[column], 0, 1)
        for column in ("asserted", "denied"):
            audit.between("v_findings", where, column, row[column], 0, math.inf)
        audit.between("v_findings", where, "points", row["points"], 0, 100)
        audit.ordered("v_findings", where, row, "lo", "p", "hi")
        audit.ordered("v_findings", where, row, "mitigation_lo", "mitigation", "mitigation_hi")
        audit.ordered("v_findings", where, row, "x_lo", "x", "x_hi")
    for row in run.mitigations:
        where = (run.id, row["vendor_id"], f"{row['finding_id']} {row['factor']}")
        for column in ("mu", "base_rate", "p", "lo", "hi"):
            audit.between("v_mitigations", where, column, row[column], 0, 1)
        for column in ("asserted", "denied"):
            audit.between("v_mitigations", where, column, row[column], 0, math.inf)
        audit.ordered("v_mitigations", where, row, "lo", "p", "hi")


def opinion(weight, base_rate, r, s):
    """lo = r/(r+s+W), hi = (r+W)/(r+s+W), p = lo + a * min(1, r/W) * (hi - lo)."""
    lo = r / (r + s + weight)
    hi = (r + weight) / (r + s + weight)
    return lo + base_rate * min(1.0, r / weight) * (hi - lo), lo, hi


def dispute(weight, row):
    """2 * min(r, s) / (r + s + W)."""
    r, s = number(row["asserted"]), number(row["denied"])
    return 2 * min(r, s) / (r + s + weight)


def check_opinions(audit, run):
    """base_rate from the policy; p, lo and hi from asserted, denied and base_rate. Unknown shares: base_rate = p =
    prior, lo = 0, hi = ceiling. A mitigation's mu is the policy's."""
    policy = run.policy
    for row in run.findings:
        where = run.place(row, "finding_id")
        if is_unknown(row):
            base_rate, expected = policy.prior, (policy.prior, 0.0, policy.ceiling)
        else:
            base_rate = policy.base_rate(row["factor"])
            expected = opinion(policy.weight, number(row["base_rate"]), number(row["asserted"]), number(row["denied"]))
        audit.number("v_findings", where, "base_rate", row["base_rate"], base_rate)
        for column, value in zip(("p", "lo", "hi"), expected):
            audit.number("v_findings", where, column, row[column], value)
    for row in run.mitigations:
        where = (run.id, row["vendor_id"], f"{row['finding_id']} {row['factor']}")
        audit.number("v_mitigations", where, "mu", row["mu"], policy.of_factor(row["factor"], "mu"))
        audit.number("v_mitigations", where, "base_rate", row["base_rate"], policy.base_rate(row["factor"]))
        expected = opinion(policy.weight, number(row["base_rate"]), number(row["asserted"]), number(row["denied"]))
        for column, value in zip(("p", "lo", "hi"), expected):
            audit.number("v_mitigations", where, column, row[column], value)


def check_finding_conflict(audit, run):
    """The largest of the finding's own conflict and its mitigations'; own conflict 2*min(r,s)/(r+s+W), of hits,
    ownership and unknown shares 0."""
    weight = run.policy.weight
    for row in run.findings:
        undisputed = is_unknown(row) or row["factor"] == WATCHLIST_HIT or run.is_ownership(row)
        conflicts = [0.0 if undisputed else dispute(weight, row)]
        if not is_unknown(row):
            conflicts += [dispute(weight, m) for m in run.mitigations_of.get((row["vendor_id"], row["finding_id"]), ())]
        audit.number("v_findings", run.place(row, "finding_id"), "conflict", row["conflict"], max(conflicts))


def check_mitigation(audit, run):
    """mitigation = product of 1 - p*(1 - mu) over the finding's mitigations; the lower bound takes hi, the upper lo.
    One that nobody asserts does not mitigate; an unknown share has 1."""
    for row in run.findings:
        rows = () if is_unknown(row) else run.mitigations_of.get((row["vendor_id"], row["finding_id"]), ())
        asserted = [m for m in rows if number(m["asserted"]) > 0]
        for column, of in (("mitigation", "p"), ("mitigation_lo", "hi"), ("mitigation_hi", "lo")):
            effects = sorted(1 - number(m[of]) * (1 - number(m["mu"])) for m in asserted)
            audit.number("v_findings", run.place(row, "finding_id"), column, row[column], math.prod(effects))


def check_risk(audit, run):
    """x = severity * p * mitigation; x_lo = severity * lo * mitigation_lo; x_hi = severity * hi * mitigation_hi."""
    for row in run.findings:
        for x, p, mitigation in (("x", "p", "mitigation"), ("x_lo", "lo", "mitigation_lo"),
                                 ("x_hi", "hi", "mitigation_hi")):
            expected = number(row["severity"]) * number(row[p]) * number(row[mitigation])
            audit.number("v_findings", run.place(row, "finding_id"), x, row[x], expected)


def hit_severities(run, row):
    """What a hit's severity may be: a severity of a list; of a related hit times related_severity (a confirmed one may
    have either); of an ended entry 0; of a pending entry also 0."""
    hits = run.hit.get((row["vendor_id"], row["subject"]), ())
    if len(hits) != 1:
        raise CannotRecompute(f"{len(hits)} rows of v_hits for {row['subject']!r}")
    hit, whole = hits[0], run.policy.list_severities
    related = [severity * run.policy.related_severity for severity in whole]
    if hit["entry_status"] == "ended":
        return [0.0]
    allowed = whole if hit["kind"] == "same" else related + (whole if hit["status"] == "confirmed" else [])
    return allowed + ([0.0] if hit["entry_status"] == "pending" else [])


def severities(run, row):
    """The severities a finding may have; all but those out of lists have exactly one."""
    factor, policy = row["factor"], run.policy
    if factor in (DATA_ACCESS, "unknown.consent_basis"):
        access = run.access.get((row["vendor_id"], row["subject"]))
        if access is None and row["subject"] == "vendor":
            # A claim about the vendor as a whole weighs like what is unmapped, of people unknown.
            return [listed(policy.sensitivity, None, "unmapped") * listed(policy.reach, None, "unknown")]
        if access is None:
            raise CannotRecompute(f"no access {row['subject']!r} in v_accesses")
        return [number(access["severity"])]
    if factor in ("unknown.data_access", "unknown.consent_practice"):
        return [1.0]
    if factor == "unknown.national_security":
        return [0.5]
    if factor == WATCHLIST_HIT:
        return hit_severities(run, row)
    own = policy.of_factor(factor, "severity")
    return policy.list_severities if own is None else [own]


def check_severity(audit, run):
    """Severity: of an access (and of its missing consent basis) the access's; of a hit and of ownership a list's; of an
    unknown share 1 (national security 1/2 for each fact); of anything else the policy's."""
    for row in run.findings:
        where = run.place(row, "finding_id")
        try:
            allowed = severities(run, row)
        except CannotRecompute as why:
            audit.checked["v_findings"] += 1
            audit.report("v_findings", where, "severity", row["severity"], Words(f"nothing: {why}"))
            continue
        if len(allowed) == 1:
            audit.number("v_findings", where, "severity", row["severity"], allowed[0])
        else:
            fits = any(close(row["severity"], value, audit.tolerance) for value in allowed)
            audit.true("v_findings", where, "severity", row["severity"], fits, f"one of {allowed}")


def check_hits(audit, run):
    """Figures and words of a hit are in range; an active hit has a finding, a dismissed one none."""
    words = {"kind": ("same", "related"), "status": ("open", "confirmed", "dismissed", "reopened"),
             "entry_status": ("active", "ended", "pending")}
    for row in run.hits:
        subject = f"{row['list']}/{row['entry_key']}"
        where = (run.id, row["vendor_id"], subject)
        for column in ("similarity", "probability"):
            audit.between("v_hits", where, column, row[column], 0, 1)
        for column, allowed in words.items():
            audit.true("v_hits", where, column, row[column], row[column] in allowed, "one of " + ", ".join(allowed))
        found = (row["vendor_id"], f"NS/{WATCHLIST_HIT}/{subject}") in run.finding
        if row["status"] == "dismissed":
            audit.true("v_hits", where, "status", row["status"], not found, "no finding for a dismissed hit")
        elif row["entry_status"] == "active":
            audit.true("v_hits", where, "status", row["status"], found, "a finding for an active hit")


def check_unknown_shares(audit, run):
    """Without any access unknown.data_access and unknown.consent_practice come together or not at all (known to have
    none); with accesses neither, and one unknown.consent_basis for exactly each access that names no basis."""
    for assessment in run.assessments:
        vendor = assessment["vendor_id"]
        findings, accesses = run.findings_of.get(vendor, ()), run.accesses_of.get(vendor, ())
        count = Counter(row["factor"] for row in findings)
        places = [count["unknown.data_access"], count["unknown.consent_practice"]]
        fits = places == [0, 0] if accesses else places in ([0, 0], [1, 1])
        audit.true("v_findings", (run.id, vendor, "unknown.data_access unknown.consent_practice"), "rows",
                   Words(str(places)), fits, "none" if accesses else "one of each, or none")
        silent = sorted(row["access_id"] for row in accesses if not names_basis(row))
        listed_as_silent = sorted(str(row["subject"]) for row in findings if row["factor"] == "unknown.consent_basis")
        audit.same("v_findings", (run.id, vendor, "unknown.consent_basis"), "subjects", listed_as_silent, silent)


def names_basis(access):
    return not blank(access["consent_basis"]) and access["consent_basis"] != "unknown"


# --------------------------------------------------------------------------------------------------------------------
# 3. Groups
# --------------------------------------------------------------------------------------------------------------------

def check_groups(audit, run):
    """Data-access findings of one data category share a group, those of two listed categories do not; all unconfirmed
    hits of a vendor share one; any other factor (ownership and unknown shares aside) has one group."""
    for vendor, findings in run.findings_of.items():
        groups = defaultdict(set)
        for row in findings:
            if row["factor"] == DATA_ACCESS:
                access = run.access.get((vendor, row["subject"]))
                kind = ("data category", access["data_category"]) if access else None
            elif row["factor"] == WATCHLIST_HIT:
                hits = run.hit.get((vendor, row["subject"]), ())
                kind = ("unconfirmed hits", "") if hits and hits[0]["status"] != "confirmed" else None
            else:
                kind = None if is_unknown(row) or run.is_ownership(row) else ("factor", row["factor"])
            if kind:
                groups[kind].add(row["group_id"])
        for kind, ids in groups.items():
            stored = Words(str(sorted(map(str, ids))))
            audit.true("v_findings", (run.id, vendor, " ".join(map(str, kind))), "group_id", stored, len(ids) == 1,
                       "one group")
        categories = [ids for (kind, name), ids in groups.items()
                      if kind == "data category" and name in run.policy.sensitivity]
        distinct = len(set().union(*categories)) >= len(categories)
        audit.true("v_findings", (run.id, vendor, "data categories"), "group_id", Words("shared"), distinct,
                   "a group for each data category")


def check_counted(audit, run):
    """Counted is exactly the largest x of each group of an axis; ties: the smallest finding_id, as UTF-8 bytes. What
    nobody asserts is never counted."""
    for rows in grouped(run.findings, "vendor_id", "axis", "group_id").values():
        rivals = [row for row in rows if can_score(row)]
        winner = min(rivals, key=lambda row: (-number(row["x"]), str(row["finding_id"]).encode()))["finding_id"] \
            if rivals else None
        for row in rows:
            audit.same("v_findings", run.place(row, "finding_id"), "counted", row["counted"],
                       int(row["finding_id"] == winner))


# --------------------------------------------------------------------------------------------------------------------
# 4. Assessments
# --------------------------------------------------------------------------------------------------------------------

def axis_risk(findings, axis, risk):
    """A = 1 - product over the axis's groups of (1 - the group's largest risk)."""
    largest = {}
    for row in findings:
        if row["axis"] == axis and can_score(row):
            largest[row["group_id"]] = max(largest.get(row["group_id"], 0.0), risk(row))
    return together(largest.values())


def combine(policy, axis_scores):
    """S = 100 * (1 - product over axes of (1 - lambda * A)), A from 0 to 1."""
    return 100 * together(policy.axis_weight[axis] * score for axis, score in axis_scores.items())


def check_assessment_bounds(audit, run):
    """Every figure is there and in its range; lo <= score <= hi."""
    for row in run.assessments:
        where = run.place(row, "rating")
        for score in ("overall", "da", "cp", "ns"):
            for bound in BOUNDS:
                audit.between("v_assessments", where, score + bound, row[score + bound], 0, 100)
            audit.ordered("v_assessments", where, row, score + "_lo", score, score + "_hi")
        audit.between("v_assessments", where, "inherent", row["inherent"], 0, 100)
        for column in ("coverage", "conflict", "stability"):
            audit.between("v_assessments", where, column, row[column], 0, 1)


def check_scores(audit, run):
    """Each axis and its bounds from the group maxima of x, x_lo, x_hi; overall and its bounds from the stored axes;
    inherent from the group maxima of severity * p."""
    for row in run.assessments:
        where, findings = run.place(row, "rating"), run.findings_of.get(row["vendor_id"], ())
        for bound in BOUNDS:
            for axis in AXES:
                expected = 100 * axis_risk(findings, axis, lambda f: number(f["x" + bound]))
                audit.number("v_assessments", where, axis.lower() + bound, row[axis.lower() + bound], expected)
            stored = {axis: number(row[axis.lower() + bound]) / 100 for axis in AXES}
            audit.number("v_assessments", where, "overall" + bound, row["overall" + bound], combine(run.policy, stored))
        unmitigated = {axis: axis_risk(findings, axis, lambda f: number(f["severity"]) * number(f["p"]))
                       for axis in AXES}
        audit.number("v_assessments", where, "inherent", row["inherent"], combine(run.policy, unmitigated))


def attribution(policy, overall, counted):
    """Points: axis share -ln(1 - lambda*A) / sum over axes, within the axis -ln(1 - x) / sum over its counted findings,
    times S. S = 0: no points."""
    inner = {axis: math.fsum(surprise(number(row["x"])) for row in counted if row["axis"] == axis) for axis in AXES}
    outer = {axis: surprise(policy.axis_weight[axis] * -math.expm1(-inner[axis])) for axis in AXES}
    whole = math.fsum(outer.values())
    points = {}
    for row in counted:
        axis = row["axis"]
        some = axis in AXES and whole > 0 and inner[axis] > 0
        points[row["finding_id"]] = (overall * (outer[axis] / whole) * (surprise(number(row["x"])) / inner[axis])
                                     if some else 0.0)
    return points


def check_points(audit, run):
    """Points of each finding (0 for subsumed ones), and their sum, which is the overall score."""
    for row in run.assessments:
        findings = run.findings_of.get(row["vendor_id"], ())
        expected = attribution(run.policy, number(row["overall"]), [f for f in findings if f["counted"] == 1])
        for finding in findings:
            audit.number("v_findings", run.place(finding, "finding_id"), "points", finding["points"],
                         expected.get(finding["finding_id"], 0.0))
        audit.number("v_findings", (run.id, row["vendor_id"], "all"), "points",
                     math.fsum(number(finding["points"]) for finding in findings), number(row["overall"]))


def check_vendor_conflict(audit, run):
    """The largest conflict of the counted findings with at least minimum_share of the points; 0 without points."""
    for row in run.assessments:
        overall = number(row["overall"])
        conflicts = [number(f["conflict"]) for f in run.findings_of.get(row["vendor_id"], ())
                     if f["counted"] == 1 and overall > 0
                     and number(f["points"]) / overall >= run.policy.minimum_share - 1e-12]
        audit.number("v_assessments", run.place(row, "rating"), "conflict", row["conflict"],
                     max(conflicts, default=0.0))


def check_rating(audit, run):
    """Rating from S rounded to two decimals (halves away from zero on S * 100); a floor rule may only raise it."""
    for row in run.assessments:
        score = cents(row["overall"])
        reached = [name for name in RATINGS[1:] if score is not None and score >= cents(run.policy.threshold[name])]
        expected = reached[-1] if reached else "low"
        if blank(row["floor_rule"]):
            audit.same("v_assessments", run.place(row, "rating"), "rating", row["rating"], expected)
        else:
            raised = row["rating"] in RATINGS and RATINGS.index(row["rating"]) >= RATINGS.index(expected)
            audit.true("v_assessments", run.place(row, "rating"), "rating", row["rating"], raised,
                       f"at least {expected}, by the rule {row['floor_rule']}")


def check_coverage(audit, run):
    """K, the mean of three shares. DA: 1 with any access or without unknown.data_access, else 0. CP: the share of
    accesses that name a basis; without accesses 0 if unknown.consent_practice, else 1. NS: 1 - unknown facts / 2."""
    for row in run.assessments:
        accesses = run.accesses_of.get(row["vendor_id"], ())
        unknown = Counter(f["factor"] for f in run.findings_of.get(row["vendor_id"], ()))
        da = 1.0 if accesses or not unknown["unknown.data_access"] else 0.0
        if accesses:
            cp = sum(map(names_basis, accesses)) / len(accesses)
        else:
            cp = 0.0 if unknown["unknown.consent_practice"] else 1.0
        ns = 1 - unknown["unknown.national_security"] / 2
        audit.number("v_assessments", run.place(row, "rating"), "coverage", row["coverage"], (da + cp + ns) / 3)


def check_vendors_have_assessments(audit, run):
    """One assessment for each vendor of the run; findings, accesses, hits and the queue speak of assessed vendors."""
    assessed = Counter(row["vendor_id"] for row in run.assessments)
    for vendor, count in assessed.items():
        audit.same("v_assessments", (run.id, vendor, None), "rows", count, 1)
    for row in run.review_queue:
        for column in ("reason", "priority"):
            audit.true("v_review_queue", (run.id, row["vendor_id"], None), column, row[column],
                       row[column] is not None, "not NULL")
    for view in ("findings", "accesses", "hits", "review_queue"):
        for vendor in {row["vendor_id"] for row in getattr(run, view)}:
            audit.true("v_" + view, (run.id, vendor, None), "vendor_id", vendor, vendor in assessed, "no assessment")


# --------------------------------------------------------------------------------------------------------------------
# 5. Vector
# --------------------------------------------------------------------------------------------------------------------

SCORE = r"(\d+\.\d\d)"
RANGE = rf"{SCORE}\({SCORE}-{SCORE}\)"
VECTOR = re.compile(rf"VR:1/S:{RANGE}/R:([a-z]+)/F:(.+)/DA:{RANGE}/CP:{RANGE}/NS:{RANGE}/K:{SCORE}/D:{SCORE}")
VECTOR_COLUMNS = ("overall overall_lo overall_hi rating floor_rule da da_lo da_hi cp cp_lo cp_hi ns ns_lo ns_hi"
                  " coverage conflict").split()


def check_vector(audit, run):
    """VR:1/S:s(lo-hi)/R:rating/F:rule or -/DA:a(lo-hi)/CP:a(lo-hi)/NS:a(lo-hi)/K:coverage/D:conflict, each the column
    rounded to two decimals; the axes printed and the weights give S (unrounded) within .01."""
    for row in run.assessments:
        where = run.place(row, "rating")
        parts = VECTOR.fullmatch(str(row["vector"]))
        audit.true("v_assessments", where, "vector", row["vector"], parts, "a line VR:1/S:.../D:...")
        if not parts:
            continue
        printed = dict(zip(VECTOR_COLUMNS, parts.groups()))
        for column, text in printed.items():
            if column == "rating":
                audit.same("v_assessments", where, "vector R", text, row["rating"])
            elif column == "floor_rule":
                audit.same("v_assessments", where, "vector F", text, "-" if blank(row[column]) else row[column])
            else:
                whole = cents(row[column])
                audit.same("v_assessments", where, "vector " + column, text,
                           None if whole is None else f"{whole // 100}.{whole % 100:02d}")
        again = combine(run.policy, {axis: float(printed[axis.lower()]) / 100 for axis in AXES})
        audit.true("v_assessments", where, "vector S", row["overall"],
                   abs(again - number(row["overall"])) <= 0.01 + audit.tolerance, f"{again!r} from the axes printed")


# --------------------------------------------------------------------------------------------------------------------
# 6. Runs, inputs, rejects, changes
# --------------------------------------------------------------------------------------------------------------------

def check_run(audit, run):
    """v_runs.vendors is the number of assessments of the run."""
    audit.same("v_runs", (run.id, None, None), "vendors", run.header["vendors"], len(run.assessments))


def check_inputs(audit, run):
    """read = accepted + rejected + duplicates, of each input; all are whole numbers."""
    for row in run.inputs:
        where = (run.id, None, f"{row['source']} {row['path']}")
        for column in ("bytes", "read", "accepted", "rejected", "duplicates"):
            whole = isinstance(row[column], int) and row[column] >= 0
            audit.true("v_inputs", where, column, row[column], whole, "a whole number, not below 0")
        audit.number("v_inputs", where, "read", row["read"],
                     number(row["accepted"]) + number(row["rejected"]) + number(row["duplicates"]))


def check_rejects(audit, db, run):
    """For each source, v_rejects has rejected + duplicates rows."""
    stored = dict(db.execute("SELECT source, count(*) FROM v_rejects WHERE run_id = ? GROUP BY source", (run.id,)))
    expected = defaultdict(float)
    for row in run.inputs:
        expected[row["source"]] += number(row["rejected"]) + number(row["duplicates"])
    for source in sorted(set(stored) | set(expected), key=str):
        audit.number("v_rejects", (run.id, None, source), "rows", stored.get(source, 0), expected.get(source, 0.0))


def check_changes(audit, run, overall_of, previous):
    """after - before = the sum of the points over the causes; before and after are the overall scores of the two runs
    (NULL or 0 where a run has no such vendor), the ratings likewise; each vendor whose score differs has rows."""
    if run.changes:
        previous = run.changes[0]["previous_run_id"]
        audit.true("v_changes", (run.id, None, None), "previous_run_id", previous,
                   previous is None or previous < run.id, "an earlier run")
    for vendor, rows in grouped(run.changes, "vendor_id").items():
        where = (run.id, vendor, None)
        first = rows[0]
        points = math.fsum(number(row["points"]) for row in rows)
        difference = (number(first["after"]) if first["after"] is not None else 0.0) \
            - (number(first["before"]) if first["before"] is not None else 0.0)
        audit.number("v_changes", where, "points", points, difference)
        for row in rows:
            cause = (run.id, vendor, row["cause"])
            audit.between("v_changes", cause, "points", row["points"], -100, 100)
            audit.same("v_changes", cause, "previous_run_id", row["previous_run_id"], previous)
            for side, of in (("before", previous), ("after", run.id)):
                score, rating = overall_of.get((of, vendor), (None, None))
                if score is None:
                    audit.true("v_changes", cause, side, row[side], row[side] in (None, 0), "NULL or 0: no such vendor")
                else:
                    audit.number("v_changes", cause, side, row[side], score)
                    audit.same("v_changes", cause, "rating_" + side, row["rating_" + side], rating)
    explained = {row["vendor_id"] for row in run.changes}
    for assessment in run.assessments:
        vendor = assessment["vendor_id"]
        before, after = overall_of.get((previous, vendor), (None, None))[0], assessment["overall"]
        if before is not None and vendor not in explained:
            audit.true("v_changes", (run.id, vendor, None), "rows", 0, close(before, after, audit.tolerance),
                       f"a change from {before!r} to {after!r}")


def check_current(audit, db, headers):
    """v_current has exactly the rows of v_assessments of the highest run_id of each pipeline."""
    latest = {}
    for header in headers:
        latest[header["pipeline"]] = max(header["run_id"], latest.get(header["pipeline"], header["run_id"]))
    expected = {}
    for run_id in latest.values():
        for row in db.execute("SELECT * FROM v_assessments WHERE run_id = ?", (run_id,)):
            expected[run_id, row["vendor_id"]] = row
    stored = grouped(db.execute("SELECT * FROM v_current").fetchall(), "run_id", "vendor_id")
    for key in sorted(set(stored) | set(expected), key=str):
        audit.same("v_current", (*key, None), "rows", len(stored.get(key, ())), int(key in expected))
        if key in expected and key in stored:
            for column in VIEWS["v_current"]:
                audit.same("v_current", (*key, None), column, stored[key][0][column], expected[key][column])


# --------------------------------------------------------------------------------------------------------------------
# The whole audit
# --------------------------------------------------------------------------------------------------------------------

CHECKS = (
    check_run, check_vendors_have_assessments,
    check_evidence, check_asserted_and_denied, check_evidence_has_a_home, check_one_voice_counts_once,
    check_accesses, check_hits, check_unknown_shares,
    check_finding_identity, check_finding_bounds, check_opinions, check_finding_conflict, check_mitigation,
    check_severity, check_risk,
    check_groups, check_counted,
    check_assessment_bounds, check_scores, check_points, check_vendor_conflict, check_rating, check_coverage,
    check_vector,
    check_inputs,
)


def check_columns(audit, db):
    """Every view has at least its documented columns."""
    for view, columns in {**VIEWS, "policies": ["sha256", "document"]}.items():
        try:
            present = {part[0] for part in db.execute(f"SELECT * FROM {view} LIMIT 0").description}
        except sqlite3.OperationalError as error:
            audit.report(view, (None, None, None), "*", Words("nothing"), Words(f"a view ({error})"))
            continue
        for column in columns:
            audit.true(view, (None, None, None), column, Words("nothing"), column in present, "a column")
    return not audit.disagreed


def policies(audit, db):
    """The policies by their hash; an unusable one is reported."""
    usable = {}
    for row in db.execute("SELECT sha256, document FROM policies"):
        audit.checked["policies"] += 1
        try:
            usable[row["sha256"]] = Policy(row["document"])
        except CannotRecompute as why:
            audit.report("policies", (None, None, row["sha256"]), "document", Words("a document"), Words(str(why)))
    return usable


def audit_database(db, tolerance=1e-9, only=None):
    """All checks over all runs; or those of the runs `only`, without what is one for all."""
    audit = Audit(tolerance)
    db.row_factory = sqlite3.Row
    if not check_columns(audit, db):
        return audit
    known = policies(audit, db)
    headers = db.execute("SELECT * FROM v_runs ORDER BY run_id").fetchall()
    overall_of = {(row["run_id"], row["vendor_id"]): (row["overall"], row["rating"])
                  for row in db.execute("SELECT run_id, vendor_id, overall, rating FROM v_assessments")}
    vendors_of = defaultdict(list)
    for key in overall_of:
        vendors_of[key[0]].append(key)
    for run_id, count in Counter(header["run_id"] for header in headers).items():
        audit.same("v_runs", (run_id, None, None), "rows", count, 1)
    for run_id in sorted({key[0] for key in overall_of} - {header["run_id"] for header in headers}, key=str):
        audit.report("v_assessments", (run_id, None, None), "run_id", run_id, Words("no such run in v_runs"))
    previous = {}
    for header in headers:
        policy = known.get(header["policy_sha256"])
        audit.true("v_runs", (header["run_id"], None, None), "policy_sha256", header["policy_sha256"], policy,
                   "no usable policy")
        if policy and (only is None or header["run_id"] in only):
            run = Run(db, header, policy)
            audit.runs += 1
            audit.findings += len(run.findings)
            for check in CHECKS:
                check(audit, run)
            run.vendors_of = vendors_of
            for check in recompute_record.CHECKS:
                check(audit, run)
            recompute_record.check_causes(audit, run, overall_of, previous.get(header["pipeline"]))
            check_rejects(audit, db, run)
            check_changes(audit, run, overall_of, previous.get(header["pipeline"]))
        previous[header["pipeline"]] = header["run_id"]
    if only is None or header["run_id"] in only:
        check_current(audit, db, headers)
    return audit


def audit_part(path, tolerance, only):
    """An audit of some runs, in a process of its own."""
    return audit_database(open_read_only(path), tolerance, only)


def audit_in_parallel(path, tolerance, processes):
    """The runs, dealt out to processes."""
    db = open_read_only(path)
    runs = [row[0] for row in db.execute("SELECT run_id FROM v_runs ORDER BY run_id")]
    db.close()
    parts = [runs[index::processes] for index in range(processes) if runs[index::processes]]
    if len(parts) < 2:
        return audit_part(path, tolerance, None)
    audit = Audit(tolerance)
    # Not a Pool: that ends its workers by a signal, which the process that started us may have blocked.
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(len(parts), mp_context=context) as pool:
        for done in [pool.submit(audit_part, path, tolerance, set(part)) for part in parts]:
            audit.add(done.result())
    return audit


def open_read_only(path):
    """The database, read-only and as of one moment, also on a medium where nothing can be written."""
    address = pathlib.Path(path).resolve().as_uri()
    try:
        db = sqlite3.connect(address + "?mode=ro", uri=True, isolation_level=None)
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return db
    except sqlite3.OperationalError:
        log = path + "-wal"
        if not os.path.exists(path) or (os.path.exists(log) and os.path.getsize(log) > 0):
            raise
        return sqlite3.connect(address + "?immutable=1", uri=True, isolation_level=None)


# The further checks use this module, which a script is not by name.
sys.modules.setdefault("recompute", sys.modules[__name__])
sys.dont_write_bytecode = True
import recompute_record  # noqa: E402


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Recompute every published number of a vendor-risk database.")
    parser.add_argument("database", nargs="?", help="results.sqlite")
    parser.add_argument("--tolerance", type=float, default=1e-9, help="relative to max(1, |x|); default 1e-9")
    parser.add_argument("--processes", type=int, default=1, help="audit runs side by side; default 1")
    parser.add_argument("--corrupt", type=int, metavar="N", help="change N figures of a copy, each of another vendor of "
                        "the latest run, and prove that each is noticed")
    parser.add_argument("--seed", type=int, default=1, help="of the choice of figures; default 1")
    parser.add_argument("--self-test", action="store_true", help="prove that each check can fail")
    options = parser.parse_args(arguments)
    if options.self_test:
        return self_test()
    sys.stdout.reconfigure(errors="backslashreplace")
    if not options.database:
        parser.error("a database, or --self-test, is needed")
    if options.corrupt:
        return recompute_record.corruption_test(options.database, options.corrupt, options.seed)
    try:
        audit = audit_in_parallel(options.database, options.tolerance, options.processes)
    except sqlite3.Error as error:
        print(f"{options.database}: {error}")
        return 1
    for line in audit.lines:
        print(line)
    for what, count in sorted(audit.not_recomputed.items()):
        print(f"not recomputed, taken as stored: {count} {what}")
    if not audit.runs or not audit.findings:
        print(f"nothing to check: {audit.runs} runs, {audit.findings} findings")
    print(audit.summary())
    return 0 if audit.passed else 1


# --------------------------------------------------------------------------------------------------------------------
# Self-test: a database made by hand, and one corruption after the other
# --------------------------------------------------------------------------------------------------------------------

SAMPLE_POLICY = {
    "opinion": {"prior_weight": 2, "adverse_base_rate": 0.5, "mitigating_base_rate": 0},
    "axes": {"DA": {"weight": 0.6}, "CP": {"weight": 0.5}, "NS": {"weight": 0.8}},
    "rating": {"moderate": 25, "high": 50, "critical": 75},
    "unknown": {"prior": 0.25, "ceiling": 0.6},
    "conflict": {"minimum_share": 0.05},
    "claimant_units": {"roles": {"own_record": 20, "regulator": 8, "counterparty": 2, "press": 2},
                       "self_in_favour": 1, "self_against": 10},
    "reliability": {"A": 1, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.5},
    "credibility": {"1": 1, "2": 0.8, "3": 0.6, "4": 0.4, "5": 0.2, "6": 0.5},
    "factors": {"under-investigation": {"severity": 0.35, "half_life_days": 365},
                "state-owned": {"severity": 0.4},
                "stays-on-device": {"mu": 0.4}},
    "sensitivity": {"contacts": 0.5, "photos": 0.5, "unmapped": 0.4},
    "reach": {"third-parties": 1, "users": 0.8, "unknown": 0.8},
    "ended_access_half_life_days": {"on-device": 30, "unknown": 730},
    "hits": {"units": 10, "confirmed_units": 20, "related_severity": 0.4},
    "lists": {"blocking": 1, "procurement": 0.9},
}


def sample_rows():
    """Rows worked out by hand; nothing here uses a function that checks.

    Run 1: Acme with nothing known. Run 2, on 2018-06-08: Acme with two accesses to contacts, an investigation, an open
    hit, and a denial of what nobody alleged; Borg with a confirmed hit on two lists; Cube, known to have no access,
    with two rival hits, a listed owner and a disputed trifle. The arithmetic stands beside each row.
    """
    ln = math.log

    # Access a1 ended 30 days ago on a device: .5 * 1 / 2 = .25; own record, r = 20: lo 20/22, p 21/22, hi 1.
    # It stays on the device, says Acme (1 unit in its favour); a counterparty denies (2): r = 1, s = 2, lo .2, hi .6,
    # p .2 (base rate 0), conflict 2/5; so 1 - .2*.6 = .88, and with hi 1 - .6*.6 = .64.
    a1 = dict(x=0.25 * 21 / 22 * 0.88, x_lo=0.25 * 20 / 22 * 0.64, x_hi=0.25 * 0.88)
    # Access a2: .5 * .8 = .4; press (2), grades C 3: 2*.6*.6 = .72: lo .72/2.72, hi 1, p (.72 + .5*.36*2)/2.72.
    a2 = dict(x=0.4 * 1.08 / 2.72, x_lo=0.4 * 0.72 / 2.72, x_hi=0.4)
    # Both in one group: x and x_lo from a1, x_hi from a2, although a2 is subsumed.
    da, da_lo, da_hi = a1["x"], a1["x_lo"], a2["x_hi"]
    # Investigation: regulator (8) a year ago: 4; Acme denies (1): lo 4/7, hi 6/7, p 5/7, conflict 2/7; x .25 (.2-.3).
    # a1 names no consent basis: .25 * .25 = .0625 (0 - .15).
    cp, cp_lo, cp_hi = 1 - 0.75 * 0.9375, 0.2, 1 - 0.7 * 0.85
    # Hit q = .9, blocking: r 9, s 1: lo 9/12, hi 11/12, p 10/12. Country unknown: .125 (0 - .3).
    ns, ns_lo, ns_hi = 1 - (2 / 12) * 0.875, 0.75, 1 - (1 / 12) * 0.7
    s = 100 * (1 - (1 - 0.6 * da) * (1 - 0.5 * cp) * (1 - 0.8 * ns))
    s_lo = 100 * (1 - (1 - 0.6 * da_lo) * (1 - 0.5 * cp_lo) * (1 - 0.8 * ns_lo))
    s_hi = 100 * (1 - (1 - 0.6 * da_hi) * (1 - 0.5 * cp_hi) * (1 - 0.8 * ns_hi))
    inherent = 100 * (1 - (1 - 0.6 * 0.25 * 21 / 22) * (1 - 0.5 * cp) * (1 - 0.8 * ns))
    whole = ln(1 - 0.6 * da) + ln(1 - 0.5 * cp) + ln(1 - 0.8 * ns)
    of_cp = s * ln(1 - 0.5 * cp) / whole / ln(1 - cp)
    of_ns = s * ln(1 - 0.8 * ns) / whole / ln(1 - ns)
    # Run 1: unknown data access and consent practice, .25 each; country unknown, .125.
    s1 = 100 * (1 - (1 - 0.6 * 0.25) * (1 - 0.5 * 0.25) * (1 - 0.8 * 0.125))
    s1_hi = 100 * (1 - (1 - 0.6 * 0.6) * (1 - 0.5 * 0.6) * (1 - 0.8 * 0.3))
    whole1 = ln(1 - 0.6 * 0.25) + ln(1 - 0.5 * 0.25) + ln(1 - 0.8 * 0.125)
    # Borg: unknown .25 and .25; confirmed, procurement: r 20: .9*21/22 (.9*20/22 - .9).
    b = 0.9 * 21 / 22
    sb = 100 * (1 - (1 - 0.6 * 0.25) * (1 - 0.5 * 0.25) * (1 - 0.8 * b))
    sb_lo = 100 * 0.8 * 0.9 * 20 / 22
    sb_hi = 100 * (1 - (1 - 0.6 * 0.6) * (1 - 0.5 * 0.6) * (1 - 0.8 * 0.9))
    # Cube: an open hit q = .4, procurement: r 4, s 6: .9 * (4/12, 5/12, 6/12); beside it, in one group, a related one.
    # A listed owner, half surely: r 1, s 1: lo 1/4, p 1/4 + .5*.5*.5, hi 3/4, no conflict. State-owned: press (2),
    # grades E 5: .08; Cube, which once said so itself, denies (1): lo .08/3.08, p .12/3.08, hi 2.08/3.08, conflict
    # .16/3.08; that is less than 5 % of the points, so that the vendor's conflict is 0.
    trifle = 0.4 * 0.12 / 3.08
    c, c_lo, c_hi = (1 - 0.625 * 0.625 * (1 - trifle), 1 - 0.7 * 0.75 * (1 - 0.4 * 0.08 / 3.08),
                     1 - 0.55 * 0.25 * (1 - 0.4 * 2.08 / 3.08))
    of_c = 80 * c / ln(1 - c)
    wholeb = ln(1 - 0.6 * 0.25) + ln(1 - 0.5 * 0.25) + ln(1 - 0.8 * b)

    def assessment(run, vendor, country, o, i, rating, rule, d, c, n, coverage, conflict):
        f = "{:.2f}({:.2f}-{:.2f})".format
        vector = (f"VR:1/S:{f(*o)}/R:{rating}/F:{rule or '-'}/DA:{f(*d)}/CP:{f(*c)}/NS:{f(*n)}"
                  f"/K:{coverage:.2f}/D:{conflict:.2f}")
        return (run, vendor, vendor.title(), country, *o, i, rating, rule, *d, *c, *n, coverage, conflict, 1.0, vector)

    nothing = (25.0, 0.0, 60.0)
    assessments = [
        assessment(1, "acme", None, (s1, 0.0, s1_hi), s1, "moderate", None, nothing, nothing, (12.5, 0.0, 30.0),
                   (0 + 0 + 0.5) / 3, 0.0),
        assessment(2, "acme", "", (s, s_lo, s_hi), inherent, "critical", None,
                   (100 * da, 100 * da_lo, 100 * da_hi), (100 * cp, 100 * cp_lo, 100 * cp_hi),
                   (100 * ns, 100 * ns_lo, 100 * ns_hi), (1 + 0.5 + 0.5) / 3, 0.4),
        assessment(2, "borg", "CN", (sb, sb_lo, sb_hi), sb, "critical", "confirmed-blocking", nothing, nothing,
                   (100 * b, 90 * 20 / 22, 90.0), (0 + 0 + 1) / 3, 0.0),
        assessment(2, "cube", "SE", (80 * c, 80 * c_lo, 80 * c_hi), 80 * c, "moderate", None, (0.0, 0.0, 0.0),
                   (0.0, 0.0, 0.0), (100 * c, 100 * c_lo, 100 * c_hi), 1.0, 0.0),
    ]

    def unknown(run, vendor, axis, factor, subject, group, severity, counted, points):
        return (run, vendor, f"{axis}/{factor}/{subject}", axis, factor, subject, group, severity, 0.0, 0.0, 0.25, 0.25,
                0.0, 0.6, 0.0, 1.0, 1.0, 1.0, severity * 0.25, 0.0, severity * 0.6, counted, points)

    def nothing_known(run, vendor, overall, sum_of_logs):
        return [unknown(run, vendor, "DA", "unknown.data_access", vendor, "unknown", 1.0, 1,
                        overall * ln(1 - 0.6 * 0.25) / sum_of_logs),
                unknown(run, vendor, "CP", "unknown.consent_practice", vendor, "unknown", 1.0, 1,
                        overall * ln(1 - 0.5 * 0.25) / sum_of_logs)]

    findings = [
        *nothing_known(1, "acme", s1, whole1),
        unknown(1, "acme", "NS", "unknown.national_security", "country", "country", 0.5, 1,
                s1 * ln(1 - 0.8 * 0.125) / whole1),
        (2, "acme", "DA/data-access/a1", "DA", "data-access", "a1", "contacts", 0.25, 20.0, 0.0, 0.5, 21 / 22, 20 / 22,
         1.0, 0.4, 0.88, 0.64, 0.88, a1["x"], a1["x_lo"], a1["x_hi"], 1, s * ln(1 - 0.6 * da) / whole),
        (2, "acme", "DA/data-access/a2", "DA", "data-access", "a2", "contacts", 0.4, 0.72, 0.0, 0.5, 1.08 / 2.72,
         0.72 / 2.72, 1.0, 0.0, 1.0, 1.0, 1.0, a2["x"], a2["x_lo"], a2["x_hi"], 0, 0.0),
        (2, "acme", "CP/under-investigation/acme", "CP", "under-investigation", "acme", "investigation", 0.35, 4.0, 1.0,
         0.5, 5 / 7, 4 / 7, 6 / 7, 2 / 7, 1.0, 1.0, 1.0, 0.25, 0.2, 0.3, 1, of_cp * ln(0.75)),
        unknown(2, "acme", "CP", "unknown.consent_basis", "a1", "missing-consent", 0.25, 1, of_cp * ln(0.9375)),
        (2, "acme", "NS/watchlist-hit/ofac/42", "NS", "watchlist-hit", "ofac/42", "hits", 1.0, 9.0, 1.0, 0.5, 10 / 12,
         9 / 12, 11 / 12, 0.0, 1.0, 1.0, 1.0, 10 / 12, 9 / 12, 11 / 12, 1, of_ns * ln(2 / 12)),
        unknown(2, "acme", "NS", "unknown.national_security", "country", "country", 0.5, 1, of_ns * ln(0.875)),
        # Not alleged: Acme denies (1) what nobody asserts: hi 2/3, p 0; x_hi is shown and does not score.
        (2, "acme", "NS/state-owned/acme", "NS", "state-owned", "acme", "state-owned", 0.4, 0.0, 1.0, 0.5, 0.0, 0.0,
         2 / 3, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.8 / 3, 0, 0.0),
        *nothing_known(2, "borg", sb, wholeb),
        # One confirmed party on two lists, one group: of equal x the smaller finding_id counts.
        (2, "borg", "NS/watchlist-hit/fcc/7", "NS", "watchlist-hit", "fcc/7", "fcc", 0.9, 20.0, 0.0, 0.5, 21 / 22,
         20 / 22, 1.0, 0.0, 1.0, 1.0, 1.0, b, 18 / 22, 0.9, 0, 0.0),
        (2, "borg", "NS/watchlist-hit/csl/c7", "NS", "watchlist-hit", "csl/c7", "fcc", 0.9, 20.0, 0.0, 0.5, 21 / 22,
         20 / 22, 1.0, 0.0, 1.0, 1.0, 1.0, b, 18 / 22, 0.9, 1, sb * ln(1 - 0.8 * b) / wholeb),
        (2, "cube", "NS/watchlist-hit/fcc/7", "NS", "watchlist-hit", "fcc/7", "hits", 0.9, 4.0, 6.0, 0.5, 5 / 12,
         4 / 12, 6 / 12, 0.0, 1.0, 1.0, 1.0, 0.375, 0.3, 0.45, 1, of_c * ln(0.625)),
        (2, "cube", "NS/watchlist-hit/ofac/42", "NS", "watchlist-hit", "ofac/42", "hits", 0.4, 5.0, 5.0, 0.5, 0.5,
         5 / 12, 7 / 12, 0.0, 1.0, 1.0, 1.0, 0.2, 2 / 12, 2.8 / 12, 0, 0.0),
        (2, "cube", "NS/listed-owner/rule", "NS", "listed-owner", "rule", "rule", 1.0, 1.0, 1.0, 0.5, 0.375, 0.25, 0.75,
         0.0, 1.0, 1.0, 1.0, 0.375, 0.25, 0.75, 1, of_c * ln(0.625)),
        (2, "cube", "NS/state-owned/cube", "NS", "state-owned", "cube", "state-owned", 0.4, 0.08, 1.0, 0.5, 0.12 / 3.08,
         0.08 / 3.08, 2.08 / 3.08, 0.16 / 3.08, 1.0, 1.0, 1.0, trifle, 0.032 / 3.08, 0.832 / 3.08, 1,
         of_c * ln(1 - trifle)),
    ]

    def evidence(vendor, finding_id, factor, kind, ref, stance, claimant, role, source, grades, stated_on, units,
                 standing="counted"):
        return (2, vendor, finding_id, factor, kind, ref, stance, claimant, role, source, None, *grades, stated_on,
                units, standing, "f.csv", 2, None)

    case = "CP/under-investigation/acme"
    return {
        "v_runs": [
            (1, "", "", "2018-06-01", "night", "p1", "1", 1, 0),
            (2, "", "", "2018-06-08", "night", "p1", "1", 3, 0)],
        "v_assessments": assessments,
        "v_current": assessments[1:],
        "v_findings": findings,
        "v_mitigations": [(2, "acme", "DA/data-access/a1", "stays-on-device", 0.4, 1.0, 2.0, 0.0, 0.2, 0.2, 0.6)],
        "v_accesses": [
            (2, "acme", "a1", "contacts", "third-parties", "acme", "on-device", None, "", "", "2018-05-09", "", 0.25),
            (2, "acme", "a2", "contacts", "users", "acme", None, None, "consent", None, None, "s1", 0.4)],
        "v_evidence": [
            evidence("acme", "DA/data-access/a1", "data-access", "access", "a1", "asserts", "", "", None,
                     (None, None), None, 20.0),
            evidence("acme", "DA/data-access/a1", "stays-on-device", "statement", "t1", "asserts", "Acme", "self", "s2",
                     ("A", "1"), "2018-06-01", 1.0),
            evidence("acme", "DA/data-access/a1", "stays-on-device", "statement", "t2", "denies", "Shop",
                     "counterparty", "s2", ("A", 1), "2018-06-01", 2.0),
            evidence("acme", "DA/data-access/a2", "data-access", "access", "a2", "asserts", "Paper", "press", "s1",
                     ("C", "3"), "2018-06-03", 0.72),
            evidence("acme", case, "under-investigation", "statement", "t3", "asserts", "Office", "regulator", "s2",
                     ("A", "1"), "2017-06-08", 4.0),
            evidence("acme", case, "under-investigation", "statement", "t4", "asserts", "Office", "regulator", "s3",
                     ("", None), "2017-06-08", 1.0, "superseded"),
            evidence("acme", case, "under-investigation", "statement", "t5", "denies", "Acme", "self", "s2",
                     ("A", "1"), "2018-06-08", 1.0),
            evidence("acme", "NS/watchlist-hit/ofac/42", "watchlist-hit", "hit", "42", "asserts", None, None, None,
                     (None, None), None, 9.0),
            evidence("acme", "NS/watchlist-hit/ofac/42", "watchlist-hit", "hit", "42", "denies", None, None, None,
                     (None, None), None, 1.0),
            evidence("acme", "NS/state-owned/acme", "state-owned", "statement", "t6", "denies", "Acme", "self", "s2",
                     ("A", "1"), "2018-06-01", 1.0),
            evidence("borg", "NS/watchlist-hit/fcc/7", "watchlist-hit", "hit", "7", "asserts", None, None, None,
                     (None, None), None, 20.0),
            *(evidence("cube", "NS/watchlist-hit/" + key, "watchlist-hit", "hit", key.split("/")[1], stance, None, None,
                       None, (None, None), None, units)
              for key, stance, units in (("fcc/7", "asserts", 4.0), ("fcc/7", "denies", 6.0),
                                         ("ofac/42", "asserts", 5.0), ("ofac/42", "denies", 5.0))),
            *(evidence("cube", "NS/listed-owner/rule", "listed-owner", "ownership", "o1", stance, None, None, None,
                       (None, None), None, 1.0) for stance in ("asserts", "denies")),
            evidence("cube", "NS/state-owned/cube", "state-owned", "statement", "t7", "asserts", "Cube", "self", "s2",
                     ("A", "1"), "2017-06-01", 10.0, "superseded"),
            evidence("cube", "NS/state-owned/cube", "state-owned", "statement", "t8", "denies", "Cube", "self", "s2",
                     ("A", "1"), "2018-06-01", 1.0),
            evidence("cube", "NS/state-owned/cube", "state-owned", "statement", "t9", "asserts", "Paper", "press", "s2",
                     ("E", "5"), "2018-06-01", 0.08),
            evidence("borg", "NS/watchlist-hit/csl/c7", "watchlist-hit", "hit", "c7", "asserts", None, None, None,
                     (None, None), None, 20.0)],
        "v_hits": [
            (2, "acme", "ofac", "42", "Acme Co", "Acme", "same", 0.97, 0.9, "open", "active", ""),
            (2, "acme", "ofac", "43", "Acne Co", "Acme", "same", 0.9, 0.4, "dismissed", "active", ""),
            (2, "borg", "fcc", "7", "Borg Co", "Borg", "same", 1.0, 0.98, "confirmed", "active", ""),
            (2, "cube", "fcc", "7", "Borg Co", "Cube", "same", 0.8, 0.4, "open", "active", ""),
            (2, "cube", "ofac", "42", "Acme Co", "Cube", "related", 0.8, 0.5, "reopened", "active", ""),
            (2, "borg", "csl", "c7", "Borg Co", "Borg", "same", 1.0, 0.98, "confirmed", "active", "")],
        "v_changes": [
            (2, 1, "acme", s1, s, "moderate", "critical", "accesses", 10.0),
            (2, 1, "acme", s1, s, "moderate", "critical", "hits", s - s1 - 10.0),
            (2, 1, "borg", 0.0, sb, "", "critical", "vendor-row", sb),
            (2, 1, "cube", 0.0, 80 * c, "", "moderate", "vendor-row", 80 * c)],
        "v_inputs": [(2, "vendors", "v.csv", "h", 100, 5, 2, 2, 1)],
        "v_rejects": [(2, "vendors", "v.csv", line, 0, "", kind, "", "")
                      for line, kind in ((3, "bad-date"), (4, "bad-date"), (5, "duplicate-id"))],
        "v_review_queue": [(2, "acme", "conflict", 1)],
    }


def sample_database():
    """The rows above, in tables that are named like the views."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE policies (sha256, document)")
    db.execute("INSERT INTO policies VALUES (?, ?)", ("p1", json.dumps(SAMPLE_POLICY)))
    rows = sample_rows()
    for view, columns in VIEWS.items():
        db.execute(f"CREATE TABLE {view} ({', '.join(columns)})")
        db.executemany(f"INSERT INTO {view} VALUES ({', '.join('?' * len(columns))})", rows[view])
    return db


def corruptions():
    """(what is broken, the statements that break it, the view and the column that must be reported)."""
    def numbers(view, columns, where):
        for column in columns.split():
            yield f"{view}.{column}", f"UPDATE {view} SET {column} = {column} + 0.013 WHERE {where}", view, column
            yield f"{view}.{column} NULL", f"UPDATE {view} SET {column} = NULL WHERE {where}", view, column

    acme = "run_id = 2 AND vendor_id = 'acme'"
    figures = ("severity asserted denied base_rate p lo hi conflict mitigation mitigation_lo mitigation_hi x x_lo x_hi"
               " points")
    for finding_id in ("DA/data-access/a1", "DA/data-access/a2", "CP/under-investigation/acme",
                       "CP/unknown.consent_basis/a1", "NS/watchlist-hit/ofac/42", "NS/state-owned/acme"):
        yield from numbers("v_findings", figures, f"{acme} AND finding_id = '{finding_id}'")
    yield from numbers("v_findings", "severity", "run_id = 1")
    yield from numbers("v_assessments", "overall overall_lo overall_hi inherent da da_lo da_hi cp cp_lo cp_hi ns ns_lo"
                       " ns_hi coverage conflict", acme)
    yield from numbers("v_assessments", "overall inherent da cp ns coverage conflict", "vendor_id = 'cube'")
    yield from numbers("v_findings", figures, "factor = 'listed-owner'")
    yield from numbers("v_findings", figures, "vendor_id = 'cube' AND subject = 'ofac/42'")
    yield from numbers("v_current", "overall overall_lo overall_hi inherent da da_lo da_hi cp cp_lo cp_hi ns ns_lo"
                       " ns_hi coverage conflict stability", acme)
    yield from numbers("v_mitigations", "mu asserted denied base_rate p lo hi", acme)
    yield from numbers("v_accesses", "severity", "access_id = 'a1'")
    yield from numbers("v_accesses", "severity", "access_id = 'a2'")
    for ref in ("a1", "a2", "t1", "t2", "t3", "t4", "t5", "t7", "t8", "t9", "42", "7", "c7"):
        yield from numbers("v_evidence", "units", f"ref_id = '{ref}'")
    yield from numbers("v_changes", "points before after", "cause = 'hits'")
    yield from numbers("v_inputs", "read accepted rejected duplicates", "run_id = 2")
    yield from numbers("v_runs", "vendors", "run_id = 2")
    for view, column, change, reported_in, reported_as in (
            ("v_hits", "probability", f"0.8 WHERE {acme} AND entry_key = '42'", "v_evidence", "units"),
            ("v_hits", "probability", f"1.2 WHERE {acme} AND entry_key = '43'", "v_hits", "probability"),
            ("v_hits", "similarity", f"NULL WHERE {acme}", "v_hits", "similarity"),
            ("v_hits", "kind", f"'related' WHERE {acme}", "v_findings", "severity"),
            ("v_hits", "status", f"'open' WHERE {acme} AND entry_key = '43'", "v_hits", "status"),
            ("v_hits", "status", f"'dismissed' WHERE {acme} AND entry_key = '42'", "v_hits", "status"),
            ("v_hits", "entry_status", f"'ended' WHERE {acme} AND entry_key = '42'", "v_findings", "severity"),
            ("v_evidence", "standing", "'counted' WHERE ref_id = 't4'", "v_evidence", "standing"),
            ("v_evidence", "standing", "'expired' WHERE ref_id = 't3'", "v_findings", "asserted"),
            ("v_evidence", "claimant_role", "'press' WHERE ref_id = 't3'", "v_evidence", "units"),
            ("v_evidence", "claimant_role", "'nobody' WHERE ref_id = 't3'", "v_evidence", "units"),
            ("v_evidence", "stance", "'asserts' WHERE ref_id = 't5'", "v_evidence", "units"),
            ("v_evidence", "reliability", "'B' WHERE ref_id = 't1'", "v_evidence", "units"),
            ("v_evidence", "credibility", "'2' WHERE ref_id = 't1'", "v_evidence", "units"),
            ("v_evidence", "stated_on", "'2018-06-09' WHERE ref_id = 't1'", "v_evidence", "stated_on"),
            ("v_evidence", "stated_on", "'2017-06-09' WHERE ref_id = 't3'", "v_evidence", "units"),
            ("v_evidence", "finding_id", "'DA/other/a1' WHERE ref_id = 't1'", "v_evidence", "finding_id"),
            ("v_mitigations", "finding_id", "'DA/other/a1'", "v_mitigations", "finding_id"),
            ("v_accesses", "data_category", "'toys' WHERE access_id = 'a2'", "v_accesses", "severity"),
            ("v_accesses", "data_subject", "'others' WHERE access_id = 'a1'", "v_accesses", "severity"),
            ("v_accesses", "valid_from", "'2018-06-09' WHERE access_id = 'a2'", "v_accesses", "severity"),
            ("v_accesses", "valid_to", "'2018-05-08' WHERE access_id = 'a1'", "v_accesses", "severity"),
            ("v_accesses", "storage", "NULL WHERE access_id = 'a1'", "v_accesses", "severity"),
            ("v_accesses", "consent_basis", "'unknown' WHERE access_id = 'a2'", "v_assessments", "coverage"),
            ("v_accesses", "consent_basis", "'consent' WHERE access_id = 'a1'", "v_findings", "subjects"),
            ("v_accesses", "access_id", "'a3' WHERE access_id = 'a2'", "v_accesses", "access_id"),
            ("v_findings", "counted", "1 WHERE subject = 'a2'", "v_findings", "counted"),
            ("v_findings", "counted", "0 WHERE finding_id = 'DA/data-access/a1'", "v_findings", "counted"),
            ("v_findings", "counted", "1 WHERE factor = 'state-owned'", "v_findings", "counted"),
            ("v_findings", "counted", "2 WHERE subject = 'a2'", "v_findings", "counted"),
            ("v_findings", "group_id", "'other' WHERE subject = 'a2'", "v_findings", "group_id"),
            ("v_findings", "axis", "'XX' WHERE factor = 'state-owned'", "v_findings", "axis"),
            ("v_findings", "finding_id", "'NS/x/y' WHERE factor = 'state-owned'", "v_findings", "finding_id"),
            ("v_findings", "factor", "'stays-on-device' WHERE factor = 'state-owned'", "v_findings", "factor"),
            ("v_findings", "vendor_id", "'nobody' WHERE factor = 'state-owned'", "v_findings", "vendor_id"),
            ("v_assessments", "rating", f"'high' WHERE {acme}", "v_assessments", "rating"),
            ("v_assessments", "rating", "'high' WHERE vendor_id = 'borg'", "v_assessments", "rating"),
            ("v_assessments", "floor_rule", f"'some rule' WHERE {acme}", "v_assessments", "vector F"),
            ("v_assessments", "stability", f"1.5 WHERE {acme}", "v_assessments", "stability"),
            ("v_assessments", "vector", f"replace(vector, '/K:0.67', '/K:0.66') WHERE {acme}", "v_assessments",
             "vector coverage"),
            ("v_assessments", "vector", f"replace(vector, '/D:0.40', '/D:0.4') WHERE {acme}", "v_assessments",
             "vector"),
            ("v_assessments", "vector", f"replace(vector, 'DA:21.00', 'DA:21.10') WHERE {acme}", "v_assessments",
             "vector S"),
            ("v_current", "rating", f"'low' WHERE {acme}", "v_current", "rating"),
            ("v_current", "run_id", f"1 WHERE {acme}", "v_current", "rows"),
            ("v_changes", "rating_before", "'low' WHERE cause = 'hits'", "v_changes", "rating_before"),
            ("v_changes", "vendor_id", "'borg'", "v_changes", "rows"),
            ("v_rejects", "source", "'other' WHERE line = 3", "v_rejects", "rows"),
            ("v_review_queue", "priority", "NULL", "v_review_queue", "priority"),
            ("v_review_queue", "vendor_id", "'nobody'", "v_review_queue", "vendor_id"),
            ("v_findings", "group_id", "'other' WHERE vendor_id = 'cube' AND subject = 'fcc/7'", "v_findings",
             "group_id"),
            ("v_accesses", "data_category", "'photos' WHERE access_id = 'a2'", "v_findings", "group_id"),
            ("v_hits", "kind", "'same' WHERE vendor_id = 'cube'", "v_findings", "severity"),
            ("v_hits", "kind", "'related' WHERE vendor_id = 'cube'", "v_findings", "severity"),
            ("v_evidence", "kind", "'statement' WHERE kind = 'ownership'", "v_evidence", "units"),
            ("policies", "document", "replace(document, '\"minimum_share\": 0.05', '\"minimum_share\": 0.01')",
             "v_assessments", "conflict"),
            ("policies", "document", "replace(document, '\"related_severity\": 0.4', '\"related_severity\": 0.5')",
             "v_findings", "severity"),
            ("policies", "document", "replace(document, '\"self_against\": 10', '\"self_against\": 9')", "v_evidence",
             "units"),
            ("v_runs", "as_of", "'2018-07-08' WHERE run_id = 2", "v_accesses", "severity"),
            ("v_runs", "policy_sha256", "'p2' WHERE run_id = 2", "v_runs", "policy_sha256"),
            ("policies", "document", "'{}'", "policies", "document"),
            ("policies", "document", "replace(document, '\"prior_weight\": 2', '\"prior_weight\": 3')", "v_findings",
             "p")):
        yield f"{view}.{column} = {change}", f"UPDATE {view} SET {column} = {change}", reported_in, reported_as
    yield "the wrong one of a tie", "UPDATE v_findings SET counted = 1 - counted WHERE factor = 'watchlist-hit' " \
        "AND vendor_id = 'borg'", "v_findings", "counted"
    yield "a severity above 1 that the policy allows", \
        "UPDATE policies SET document = replace(document, '\"severity\": 0.4}', '\"severity\": 1.4}');" \
        "UPDATE v_findings SET severity = 1.4, x_hi = 2.8 / 3 WHERE factor = 'state-owned'", "v_findings", "severity"
    yield "a reject lost", "DELETE FROM v_rejects WHERE line = 4", "v_rejects", "rows"
    yield "a mitigation lost", "DELETE FROM v_mitigations", "v_findings", "mitigation"
    yield "an access lost", "DELETE FROM v_accesses WHERE access_id = 'a2'", "v_findings", "severity"
    yield "an assessment lost", "DELETE FROM v_assessments WHERE vendor_id = 'borg'", "v_runs", "vendors"
    yield "a hit's finding lost", "DELETE FROM v_findings WHERE subject = 'fcc/7'", "v_hits", "status"
    yield "a column lost", "ALTER TABLE v_hits RENAME COLUMN similarity TO likeness", "v_hits", "similarity"


def self_test():
    """Correct numbers pass, each corruption is reported where it was made, and an empty database does not pass."""
    failures = []
    db = sample_database()
    clean = audit_database(db)
    if not clean.passed:
        failures += ["correct numbers are reported:"] + clean.lines
    if any(not clean.checked[view] for view in VIEWS):
        failures.append("a view is not checked: " + clean.summary())
    tried = Counter()
    for what, statement, view, column in corruptions():
        db.execute("BEGIN")
        changed = min(db.execute(part).rowcount for part in statement.split(";"))
        audit = audit_database(db)
        db.execute("ROLLBACK")
        tried[what.split(".")[0] if "." in what else "rows"] += 1
        if changed == 0 or audit.passed or (view, column) not in audit.reported:
            failures.append(f"not reported as {view} {column}: {what}" + ("" if changed else " (nothing changed)"))
    missing = [view for view in VIEWS if not tried[view]]
    if missing:
        failures.append("never corrupted: " + ", ".join(missing))
    if not audit_database(db).passed:
        failures.append("the sample was not restored")
    for view in VIEWS:
        db.execute(f"DELETE FROM {view}")
    if audit_database(db).passed:
        failures.append("an empty database passes")
    for line in failures:
        print(line)
    print(f"self-test: {sum(tried.values())} corruptions tried, {len(failures)} failures; clean sample: "
          + clean.summary())
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
