import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// Mapping tables: what they accept, and all they complain of at once.
@Suite struct DisclosureMappingTests {
  private func counting(_ rows: String, _ name: String, _ value: String) throws -> [Int]? {
    try MappingText.read(rows).get().rowsCounting(for: .init(name, value))?.map { $0 + 2 }
  }

  @Test func `of each meaning the first fitting row counts`() throws {
    let rows = """
      tracker,Ads,access,browsing,users,,researcher,
      tracker,Ads,factor,special-feature-used,,,researcher,
      tracker,*,access,device-id,users,,researcher,
      tracker,*,consent-basis,consent,,,,
      """
    #expect(try counting(rows, "tracker", "Ads") == [2, 3, 5])
    #expect(try counting(rows, "tracker", "Mail") == [4, 5])
    #expect(try counting(rows, "other", "Ads") == nil)
  }

  @Test func `a fitting row that ignores ends the search`() throws {
    let rows = """
      tracker,Content,ignore,,,,,
      tracker,*,access,browsing,users,,researcher,
      """
    #expect(try counting(rows, "tracker", "Content") == [2])
    #expect(try counting(rows, "tracker", "Ads") == [3])
  }

  @Test(arguments: [
    ("396", true), ("395", false), ("395.5", true), ("undisclosed", false), ("", false),
    ("1e9", true), ("-1", false),
  ])
  func `a comparison fits numbers above its bound`(value: String, fits: Bool) throws {
    let counting = try counting("days,> 395,retention,,,,,\n", "days", value)
    #expect((counting != nil) == fits)
  }

  @Test func `every comparison has its bound`() throws {
    let rows = ">=10 <=5 >7 <1".split(separator: " ")
      .map { "days,\($0),retention,,,,,\n" }.joined()
    #expect(try counting(rows, "days", "10") == [2])
    #expect(try counting(rows, "days", "5") == [3])
    #expect(try counting(rows, "days", "8") == [4])
    #expect(try counting(rows, "days", "6") == nil)
  }

  @Test(arguments: [
    (",x,ignore,,,,,", "signal", "'signal' is empty"),
    ("s,,ignore,,,,,", "value", "'value' is empty"),
    ("s,x,acess,,,,,", "means", "did you mean 'access'?"),
    ("s,>x,ignore,,,,,", "value", "write a number behind >"),
    ("s,x,factor,special-feature-usd,,,self,", "as", "did you mean 'special-feature-used'?"),
    ("s,x,factor,data-access,,,self,", "as", "write 'access' under 'means'"),
    ("s,x,factor,,,,self,", "as", "name a factor"),
    ("s,x,factor,no-consent,,,,", "claimant_role", "says who claims it"),
    ("s,x,factor,no-consent,,,myself,", "claimant_role", "none of own_record"),
    ("s,x,factor,no-consent,users,,self,", "data_subject", "leave it empty"),
    ("s,x,access,,users,,self,", "as", "name a data category"),
    ("s,x,access,browsing,,,self,", "data_subject", "is empty"),
    ("s,x,access,browsng,users,,self,", "as", "did you mean 'browsing'?"),
    ("s,x,access,browsing,user,,self,", "data_subject", "did you mean 'users'?"),
    ("s,x,access,browsing,users,vendor-server,self,", "storage", "did you mean 'vendor-servers'?"),
    ("s,x,consent-basis,consnt,,,,", "as", "did you mean 'consent'?"),
    ("s,x,consent-basis,,,,,", "as", "name one"),
    ("s,x,consent-basis,consent,,,self,", "claimant_role", "leave it empty"),
    ("s,x,retention,days,,,,", "as", "leave it empty"),
    ("s,x,ignore,browsing,,,,", "as", "leave it empty"),
  ])
  func `a bad row says what is wrong`(row: String, column: String, text: String) throws {
    guard case .failure(let bad) = try MappingText.read(row + "\n") else {
      Issue.record("the row was accepted")
      return
    }
    #expect(bad.rejects.map(\.column) == [column])
    #expect(bad.description.hasPrefix("mapping.csv:2: "))
    #expect(bad.description.contains(text), "\(bad)")
  }

  @Test func `all bad rows are told at once`() throws {
    let rows = "s,x,factor,nonsense,,,self,\ns,x\ns,y,ignore,,,,,\ns,z,acess,,,,,\n"
    guard case .failure(let bad) = try MappingText.read(rows) else {
      Issue.record("the table was accepted")
      return
    }
    #expect(bad.rejects.map(\.position.line) == [2, 3, 5])
    #expect(bad.rejects.map(\.kind) == [.unknownName, .tooFewFields, .unknownName])
  }

  @Test(arguments: [
    "s,x,ignore,,,,,\ns,x,retention,,,,,\n", "s,*,ignore,,,,,\ns,x,retention,,,,,\n",
    "s,*,retention,,,,,\ns,>5,retention,,,,,\n", "s,x,retention,,,,,\ns,x,retention,,,,,\n",
  ])
  func `a row that can never count is bad`(rows: String) throws {
    guard case .failure(let bad) = try MappingText.read(rows) else {
      Issue.record("the table was accepted")
      return
    }
    #expect(bad.rejects.map(\.position.line) == [3])
    #expect(bad.description.contains("never counts, because the one on line 2"))
  }

  @Test func `without words any category is taken`() throws {
    let mapping = try MappingText.read("s,x,access,shoe size,users,,self,\n", words: nil).get()
    #expect(mapping.rows.map(\.names) == [["shoe-size"]])
  }

  @Test func `a file without the columns of a mapping is refused`() throws {
    #expect(throws: InputError.self) {
      let folder = try ScratchFolder()
      _ = try DisclosureMapping.read(
        folder.write("signal,meaning\n", to: "mapping.csv"), name: InputName("mapping.csv"))
    }
  }
}
