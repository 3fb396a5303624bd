import RiskCore
import Testing
import _TestSupport

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2018-06-06", 17_688),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func datesCountDaysFromTheEpoch(text: String, days: Int32) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSinceEpoch == days)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "2018-6-06", "2018-02-29", "2018-13-01", "2018-00-10", "2018-01-32", "2018/01/02",
    "2018-06-06 ", "0000-01-01", "20180606", "２０１８-06-06", "1900-02-29", "-018-01-01",
  ])
  func whatIsNoDayIsRefused(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func everyDayOfFourCenturiesRoundTrips() throws {
    let first = try #require(CivilDate("1899-12-31")).daysSinceEpoch
    for days in first..<(first + 146_097) {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(CivilDate(date.description) == date)
    }
  }
}
