import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

@Suite struct AccuracyReportTests {
  private func pair(_ query: String, _ candidate: String, _ isMatch: Bool, _ kind: String = "")
    -> LabelledPairs.Pair
  {
    LabelledPairs.Pair(query: query, candidate: candidate, isMatch: isMatch, kind: kind)
  }

  private var labelled: LabelledPairs {
    LabelledPairs([
      pair("Kalashnikov", "Kalashnikov", true, "exact"), pair("ZTE Corp", "ZTE", true, "form"),
      pair("Газпром", "Gazprom", true, "script"), pair("Kalashnikov", "Acme", true, "alias"),
      pair("Huawei", "Huawei", false, "namesake"), pair("Huawei", "Hytera", false),
      pair("Argo I", "Argo II", false, "number"),
    ])
  }

  @Test func theMatrixIsTheOneCountedByHand() {
    let report = AccuracyReport(labelled)
    #expect(report.pairs == 7)
    #expect(report.matrix.truePositives == 3 && report.matrix.falseNegatives == 1)
    #expect(report.matrix.falsePositives == 1 && report.matrix.trueNegatives == 2)
    #expect(report.matrix.precision == 0.75 && report.matrix.recall == 0.75)
    #expect(report.matrix.f1 == 0.75)
    #expect(report.byScript.keys.sorted() == ["cyrillic-latin", "latin-latin"])
    #expect(
      report.byKind.keys.sorted() == ["alias", "exact", "form", "namesake", "number", "script"])
    #expect(report.mistakes.map(\.candidate) == ["Acme", "Huawei"])
  }

  @Test func theIntervalHoldsTheFigureAndIsTheSameEachTime() {
    let (first, second) = (AccuracyReport(labelled), AccuracyReport(labelled))
    #expect(first.f1Interval == second.f1Interval && first.f1Interval.count == 2)
    #expect(first.f1Interval[0] <= first.matrix.f1 && first.matrix.f1 <= first.f1Interval[1])
  }

  @Test func aHigherThresholdFindsNoMore() {
    let curve = AccuracyReport(labelled).curve
    let found = curve.map { $0.matrix.truePositives + $0.matrix.falsePositives }
    #expect(found == found.sorted(by: >))
    #expect(curve.map(\.threshold) == curve.map(\.threshold).sorted())
  }

  @Test func noPairsHaveNoMistakes() {
    let report = AccuracyReport(LabelledPairs([]))
    #expect(report.matrix.f1 == 1 && report.f1Interval == [0, 1] && report.mistakes.isEmpty)
  }

  @Test func labelsAreReadFromTheThirdColumn() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(
      "a,b,label,kind\nx,y,TRUE,k\nx,y,1,\nx,y,same,\nx,y,no,\nx,y,,\n", to: "pairs.csv")
    let pairs = try LabelledPairs(path: path).pairs
    #expect(pairs.map(\.isMatch) == [true, true, true, false, false])
    #expect(pairs.map(\.kind) == ["k", "", "", "", ""])
  }
}
