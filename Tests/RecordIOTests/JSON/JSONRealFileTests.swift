import RecordIO
import Testing
import _TestSupport

/// Counts of real files, where they lie beside the checkout.
struct JSONRealFileTests {
  private func read(_ path: String, _ layout: JSONLayout) throws -> (Int, [JSONElement]) {
    let reader = try JSONReader(
      source: FileSource(path: path), layout: layout, chunkBytes: 1 << 16)
    var elements: [JSONElement] = []
    while let batch = try reader.nextBatch() {
      elements += batch.elements
      #expect(batch.rejects.isEmpty)
    }
    return (reader.summary.rowsRead, elements)
  }

  private static let vendorList = Repository.sharedData("consent/iab_gvl_v3_106_2025-05-08.json")
  private static let entities = Repository.sharedData("trackers/disconnect_entities.json")
  private static let organizations = Repository.sharedData("trackers/ghostery_organizations.jsonl")
  private static let tickers = Repository.sharedData("vendors/sec_company_tickers.json")

  @Test(.enabled(if: vendorList != nil)) func globalVendorList() throws {
    let (rows, elements) = try read(
      try #require(Self.vendorList), .document(records: ["vendors"]))
    #expect(rows == 987)
    let updated = elements.first { !$0.isRecord && $0.key == "lastUpdated" }
    #expect(updated?.value.text == "2025-05-08T16:00:32Z")
    #expect(elements.filter(\.isRecord).allSatisfy { $0.value["id"]?.text == $0.key })
  }

  @Test(.enabled(if: entities != nil)) func disconnectEntities() throws {
    let (rows, elements) = try read(try #require(Self.entities), .document(records: ["entities"]))
    #expect(rows == 1887)
    #expect(
      elements.filter(\.isRecord).allSatisfy { $0.key != nil && $0.value["properties"] != nil })
  }

  @Test(.enabled(if: organizations != nil)) func ghosteryOrganizations() throws {
    let path = try #require(Self.organizations)
    #expect(try read(path, .lines).0 == 2602)
    let reader = try JSONRecordReader(
      source: FileSource(path: path), layout: .lines, columns: ["key", "name", "country"])
    var keys: [String] = []
    while let batch = try reader.nextBatch() {
      keys += (0..<batch.records.count).map { batch.records[$0].field(0) }
    }
    #expect(keys.count == 2602)
    #expect(keys.first == "1000mercis")
  }

  @Test(.enabled(if: tickers != nil)) func companyTickers() throws {
    let (rows, elements) = try read(try #require(Self.tickers), .document(records: [""]))
    #expect(rows == 10338)
    #expect(elements.first?.key == "0")
    #expect(elements.allSatisfy { $0.value["cik_str"]?.integer != nil })
  }
}
