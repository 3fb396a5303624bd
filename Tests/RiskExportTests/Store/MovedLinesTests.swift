import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskExport

/// Rows that move within their inputs, and nothing else.
struct MovedLinesTests {
  private let store: ResultStore
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
  }

  /// The assessment of ``Make`` with each of its rows so many lines further down.
  private func rows(_ vendorID: String, movedBy shift: Int, overall: Double = 50) -> AssessmentRows
  {
    func moved(_ origin: RecordOrigin) -> RecordOrigin {
      RecordOrigin(file: InputName(origin.file.path), line: origin.line + shift)
    }
    var assessment = Make.assessment(vendorID, overall: overall)
    func move(_ evidence: inout [Evidence]) {
      for index in evidence.indices { evidence[index].origin = moved(evidence[index].origin) }
    }
    for finding in assessment.findings.indices {
      move(&assessment.findings[finding].evidence)
      for index in assessment.findings[finding].mitigations.indices {
        move(&assessment.findings[finding].mitigations[index].evidence)
      }
    }
    for index in assessment.notAlleged.indices { move(&assessment.notAlleged[index].evidence) }
    let access = assessment.accesses[0].access.origin
    assessment.accesses[0].access.origin = moved(access)
    let claim = assessment.contradictions[0].claim.origin
    assessment.contradictions[0].claim.origin = moved(claim)
    return AssessmentRows(
      assessment, vendor: Make.vendor(vendorID), dossierDocument: Array("{}".utf8))
  }

  /// Every line of a run, by view.
  private func lines(run: Int) throws -> [String] {
    try [
      "SELECT 'evidence', finding_id, ref_id, line FROM v_evidence",
      "SELECT 'access', access_id, line FROM v_accesses",
      "SELECT 'hit', entry_key, line FROM v_hits",
      "SELECT 'contradiction', line, counter_line FROM v_contradictions",
    ].flatMap {
      try store.dump("\($0) WHERE run_id = \(run) AND vendor_id = 'V1' ORDER BY 1, 2, 3")
    }
  }

  @Test func movedRowsStoreALineListAndNoVersion() throws {
    try store.store([rows("V1", movedBy: 0), Make.rows("V2")])
    let first = try lines(run: 1)
    #expect(first.contains("access|a1|3") && first.contains("contradiction|7|2"))
    #expect(first.contains("evidence|NS/breach-or-implant/vendor|s1|7"))
    let (_, outcome) = try store.store([rows("V1", movedBy: 1), Make.rows("V2")])
    #expect(outcome.unchanged == 2 && outcome.changed == 0)
    #expect(try store.dump("SELECT count(*) FROM assessments") == ["2"])
    #expect(
      try store.dump("SELECT assessment_id, first_run FROM moved_lines") == ["1|2"])
    let second = try lines(run: 2)
    #expect(second.contains("access|a1|4") && second.contains("contradiction|8|2"))
    #expect(second.contains("evidence|NS/breach-or-implant/vendor|s1|8"))
    #expect(second.contains("hit|1|2"), "what did not move stays")
    #expect(try lines(run: 1) == first)
    #expect(try store.dump("SELECT count(*) FROM v_changes") == ["0"])
    #expect(try store.dump("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func linesAreThoseOfTheLatestMoveBeforeARun() throws {
    for shift in [0, 5, 5, 0, 7] { try store.store([rows("V1", movedBy: shift)]) }
    #expect(
      try store.dump("SELECT run_id, line FROM v_accesses ORDER BY 1")
        == ["1|3", "2|8", "3|8", "4|3", "5|10"])
    #expect(try store.dump("SELECT first_run FROM moved_lines ORDER BY 1") == ["2", "4", "5"])
    for (run, line) in [1: 3, 3: 8, 5: 10] {
      let stored = try #require(try store.assessment(ofVendor: "V1", run: Int64(run)))
      #expect(stored.accesses[0].line == line)
      #expect(stored.findings[1].evidence[0].line == line + 4)
      #expect(stored.contradictions[0].claim.line == line + 4)
      #expect(stored.hits[0].line == 2 && stored.hits[0].decisions[0].line == 2)
    }
  }

  @Test func aVersionBeginsWithLinesOfItsOwn() throws {
    try store.store([rows("V1", movedBy: 0)])
    try store.store([rows("V1", movedBy: 1)])
    try store.store([rows("V1", movedBy: 2, overall: 60)])
    try store.store([rows("V1", movedBy: 2, overall: 60)])
    #expect(
      try store.dump("SELECT run_id, line FROM v_accesses ORDER BY 1")
        == ["1|3", "2|4", "3|5", "4|5"])
    #expect(try store.dump("SELECT assessment_id, first_run FROM moved_lines") == ["1|2"])
  }

  @Test func aPlaceThatBecomesTwoIsAVersion() throws {
    func rows(_ first: Int, _ second: Int) -> AssessmentRows {
      var assessment = Make.assessment("V1")
      assessment.accesses[0].access.origin = Make.origin("accesses.csv", first)
      assessment.contradictions[0].counterclaim.origin = Make.origin("accesses.csv", second)
      return AssessmentRows(assessment, vendor: Make.vendor("V1"), dossierDocument: nil)
    }
    // Two records that stood on one line and no longer do: one place became two.
    #expect(rows(3, 3).digest != rows(3, 4).digest)
    #expect(rows(3, 4).digest == rows(5, 6).digest)
    #expect(rows(3, 4).linesDigest != rows(5, 6).linesDigest)
  }

  @Test func aPlaceHasOneNumberHoweverManyThereAre() throws {
    var places = RowPlaces()
    let origins = (2..<200).flatMap { [Make.origin("a.csv", $0), Make.origin("b.csv", $0)] }
    #expect(origins.map { places.number(of: $0) } == Array(0..<396))
    #expect(origins.map { places.number(of: $0) } == Array(0..<396))
    #expect(places.lines == (2..<200).flatMap { [$0, $0] })
  }

  /// One vendor with many accesses, so that its lines take several parts.
  private func manyRows(_ count: Int, from line: Int) -> AssessmentRows {
    var assessment = Make.assessment("V1")
    let one = assessment.accesses[0]
    assessment.accesses = (0..<count).map { number in
      var assessed = one
      assessed.access.id = "a\(1000 + number)"
      assessed.access.origin = Make.origin("accesses.csv", line + number)
      return assessed
    }
    return AssessmentRows(assessment, vendor: Make.vendor("V1"), dossierDocument: nil)
  }

  @Test(arguments: [61, 62, 63, 64, 65, 300]) func linesInManyPartsAreFound(count: Int) throws {
    for line in [10, 11, 500] { try store.store([manyRows(count, from: line)]) }
    for (run, first) in [1: 10, 2: 11, 3: 500] {
      #expect(
        try store.dump("SELECT line FROM v_accesses WHERE run_id = \(run) ORDER BY access_id")
          == (first..<first + count).map(String.init), "run \(run)")
    }
    // The places of a statement, the vendor, a hit and a decision besides.
    let parts = (count + 4 + LineList.partSize - 1) / LineList.partSize
    #expect(
      try store.dump("SELECT first_run, count(*), count(digest) FROM moved_lines GROUP BY 1")
        == ["2|\(parts)|1", "3|\(parts)|1"])
  }

  @Test func aListThatLacksAPlaceShowsNoLineAndNotAnOldOne() throws {
    for shift in [0, 1] { try store.store([rows("V1", movedBy: shift)]) }
    for lines in ["[]", "[null,null,null,null,null,null]", "[\"<b>\",{},[],true,-0.0,\"x\"]"] {
      try store.connection.execute("UPDATE moved_lines SET lines = '\(lines)'")
      let found = try store.dump("SELECT DISTINCT typeof(line) FROM v_evidence WHERE run_id = 2")
      #expect(found == ["integer"])
      #expect(try store.dump("SELECT line FROM v_accesses") == ["3", "0"], "\(lines)")
    }
    for lines in ["x", "{}", "7", ""] {
      #expect(throws: StoreError.self) {
        try store.connection.execute("UPDATE moved_lines SET lines = '\(lines)'")
      }
    }
  }

  @Test func listsThatCannotBeReadAreDamage() throws {
    for shift in [0, 1] { try store.store([rows("V1", movedBy: shift)]) }
    try store.connection.execute("PRAGMA ignore_check_constraints = ON")
    try store.connection.execute("UPDATE moved_lines SET lines = 'x'")
    let error = try #require(throws: StoreError.self) {
      _ = try store.assessment(ofVendor: "V1", run: 2)
    }
    #expect(error.kind == .corrupt)
    #expect(error.what.hasPrefix("the database is damaged"))
    #expect(try store.assessment(ofVendor: "V1", run: 1) != nil)
  }

  @Test func theDigestOfAnEarlierProgramCoversLines() {
    let (here, there) = (rows("V1", movedBy: 0), rows("V1", movedBy: 1))
    #expect(here.digest == there.digest)
    #expect(here.digestOfVersion5 != there.digestOfVersion5)
    // Recorded before places had numbers.
    #expect(Make.rows("V1").digestOfVersion5.prefix(4) == [52, 245, 238, 64])
  }
}
