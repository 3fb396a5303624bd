import RiskCore
import Testing

@Suite struct HundredthsTests {
  @Test(arguments: [
    (0.0, "0.00"), (100, "100.00"), (57.125, "57.13"), (57.124_999, "57.12"), (0.005, "0.01"),
    (-0.005, "-0.01"), (-12.5, "-12.50"), (24.994_999, "24.99"), (7, "7.00"),
  ])
  func scoresHaveTwoDecimals(value: Double, text: String) {
    #expect(Hundredths.text(of: value) == text)
  }
}
