import RecordIO
import Testing
import _TestSupport

/// Real files beside the checkout; skipped where there are none.
@Suite struct RealFilesTests {
  private static func json(_ name: String, _ layout: JSONLayout) throws -> (Int, Int, Int) {
    let path = try #require(Repository.sharedData(name))
    let reader = try JSONReader(source: InputFile.open(path), layout: layout)
    var (records, beside, rejects) = (0, 0, 0)
    while let batch = try reader.nextBatch() {
      records += batch.elements.count { $0.isRecord }
      beside += batch.elements.count { !$0.isRecord }
      rejects += batch.rejects.count
    }
    #expect(reader.summary.rowsRead == records + rejects)
    return (records, beside, rejects)
  }

  @Test(
    .enabled(if: Repository.sharedData("consent") != nil),
    arguments: [
      ("consent/iab_gvl_v3_106_2025-05-08.json", "vendors", 987),
      ("consent/iab_gvl_v2_224_2023-11-16.json", "vendors", 1007),
      ("trackers/disconnect_entities.json", "entities", 1887),
      ("trackers/disconnect_services.json", "categories.*", 2339),
      ("vendors/sec_company_tickers.json", "", 10_338),
    ])
  func documentsHaveTheRecordsTheyShould(name: String, path: String, count: Int) throws {
    let (records, _, rejects) = try Self.json(name, .document(records: [path]))
    #expect(records == count)
    #expect(rejects == 0)
  }

  @Test(
    .enabled(if: Repository.sharedData("trackers") != nil),
    arguments: [
      ("trackers/ghostery_organizations.jsonl", 2602), ("trackers/ghostery_patterns.jsonl", 3529),
      ("opensanctions/ftm_zala_entities.ftm.json", 91),
      ("opensanctions/ftm_parteispenden_entities.ftm.json", 475),
    ])
  func linesHaveTheRecordsTheyShould(name: String, count: Int) throws {
    let (records, _, rejects) = try Self.json(name, .lines)
    #expect(records == count)
    #expect(rejects == 0)
  }

  @Test(.enabled(if: Repository.sharedData("un/un_consolidated.xml") != nil))
  func theListOfTheUnitedNationsHasItsRecords() throws {
    let path = try #require(Repository.sharedData("un/un_consolidated.xml"))
    let reader = try XMLReader(
      source: InputFile.open(path), records: ["INDIVIDUAL", "ENTITY"])
    var counts: [String: Int] = [:]
    while let batch = try reader.nextBatch() {
      for record in batch.records { counts[record.node.name, default: 0] += 1 }
      #expect(batch.rejects.isEmpty)
    }
    #expect(counts == ["INDIVIDUAL": 730, "ENTITY": 273])
    #expect(reader.root.attribute("dateGenerated")?.hasPrefix("2026-02-27") == true)
  }

  @Test(.enabled(if: Repository.sharedData("ofac/2019-01/alt.csv.gz") != nil))
  func packedFilesAreUnpacked() throws {
    let path = try #require(Repository.sharedData("ofac/2019-01/alt.csv.gz"))
    let reader = try CSVReader(
      source: InputFile.open(path), dialect: CSVDialect(header: .names(["a", "b", "c", "d", "e"])))
    var rows = 0
    while let batch = try reader.nextBatch() { rows += batch.records.count }
    #expect(rows == 9682)
    #expect(reader.summary.sha256 == (try ContentHash.sha256(file: path)))
  }

  @Test(.enabled(if: Repository.sharedData("uk/hmt_conlist_2018-04-13.csv") != nil))
  func windowsTextIsDecoded() throws {
    let path = try #require(Repository.sharedData("uk/hmt_conlist_2018-04-13.csv"))
    let reader = try CSVReader(
      source: InputFile.open(path, encoding: .windows1252),
      dialect: CSVDialect(preambleLines: 1))
    var rows = 0
    while let batch = try reader.nextBatch() {
      rows += batch.records.count
      #expect(batch.rejects.isEmpty)
    }
    #expect(rows == 9487)
  }
}
