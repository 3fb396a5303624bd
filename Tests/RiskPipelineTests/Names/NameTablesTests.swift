import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

/// Tables of names in, tables of judgements out.
@Suite struct NameTablesTests {
  private func compare(_ text: String) throws -> (output: String, error: (any Error)?) {
    let folder = try ScratchFolder()
    let path = try folder.write(text, to: "pairs.csv")
    var bytes: [UInt8] = []
    var failure: (any Error)?
    let collected = Collected()
    do {
      try NameTables.compare(csv: path) { collected.bytes += $0 }
    } catch {
      failure = error
    }
    bytes = collected.bytes
    return (String(decoding: bytes, as: UTF8.self), failure)
  }

  private final class Collected { var bytes: [UInt8] = [] }

  @Test func eachRowComesOutWithItsComparison() throws {
    let (output, error) = try compare(
      """
      id,candidate,query,note
      1,"Kalashnikov, Ltd.",Kalashnikov,"a ""quoted"" note"
      2,Huawei,"Kalashnikov",
      3,,Acme,

      """)
    #expect(error == nil)
    let lines = output.split(whereSeparator: \.isNewline)
    #expect(lines.count == 4)
    #expect(lines[0] == "id,candidate,query,note,similarity,probability,verdict,explanation")
    #expect(
      lines[1].hasPrefix("1,\"Kalashnikov, Ltd.\",Kalashnikov,\"a \"\"quoted\"\" note\",1.00,"))
    #expect(lines[1].contains(",same,"))
    #expect(lines[2].hasPrefix("2,Huawei,Kalashnikov,,0.00,0.00,different,"))
    #expect(lines[3].contains(",0.00,0.00,different,"))
  }

  @Test func aFileWithoutAColumnIsNamed() throws {
    let (output, error) = try compare("query,entry\na,b\n")
    #expect(output.isEmpty)
    #expect("\(try #require(error))".contains("has no column 'candidate'"))
  }

  @Test func rowsThatCannotBeReadAreNamedAfterTheOthers() throws {
    let (output, error) = try compare(
      "query,candidate\nAcme,Acme\nAcme,Acme,Acme,Acme\nBeta,Beta\n")
    #expect(output.split(whereSeparator: \.isNewline).count == 3)
    #expect("\(try #require(error))".contains("pairs.csv:3:"))
  }
}
