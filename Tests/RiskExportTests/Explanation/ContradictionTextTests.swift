import Testing
import _TestSupport

@testable import RiskCore
@testable import RiskExport

struct ContradictionTextTests {
  private let store: ResultStore
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
  }

  @Test func bothSidesStandNextToEachOther() throws {
    try store.store([Make.rows("V1")])
    #expect(
      ContradictionText.report(try store.contradictions(run: 1)) == """
        Vendor V1 (V1), high with 50.00
          disputed: stays on device (a1)
            asserts 'stays on device': never "collected"   | country CN
            Huawei (itself), 2018-06-05                    | the inventory
            NYT-1, New York Times                          | vendors.csv:2
            statements.csv:7                               |

        1 contradiction of 1 vendor

        """)
  }

  @Test func vendorsComeFromTheHighestScoreDown() throws {
    try store.store([Make.rows("V1"), Make.rows("V2", overall: 70), Make.rows("V3", overall: 70)])
    #expect(try store.contradictions(run: 1).map(\.vendorID) == ["V2", "V3", "V1"])
    #expect(try store.contradictions(run: 1, vendorID: "V3").map(\.vendorID) == ["V3"])
    #expect(ContradictionText.report([]) == "no contradictions\n")
  }

  @Test func noLineIsLongerThanOneHundredCells() throws {
    var assessment = Make.assessment("V1")
    let long =
      String(repeating: "华为技术有限公司", count: 12) + " a/very/long/path"
      + String(repeating: "/x", count: 80)
    assessment.contradictions[0].claim.text = long
    assessment.contradictions[0].counterclaim.text = long
    assessment.contradictions[0].topic = long
    try store.store([
      AssessmentRows(assessment, vendor: Make.vendor("V1"), dossierDocument: nil)
    ])
    let report = ContradictionText.report(try store.contradictions(run: 1))
    for line in report.split(separator: "\n") {
      #expect(TerminalText.cells(of: String(line)) <= 100)
    }
  }

  @Test(arguments: [
    ("a bc def", 4, ["a bc", "def"]), ("abcdef g", 4, ["abcd", "ef g"]), ("", 4, []),
    ("华为 技", 4, ["华为", "技"]), ("a\n\nb", 4, ["a b"]),
  ])
  func textIsBrokenBetweenWords(text: String, width: Int, lines: [String]) {
    #expect(TerminalText.wrapped(text, to: width) == lines)
  }
}
