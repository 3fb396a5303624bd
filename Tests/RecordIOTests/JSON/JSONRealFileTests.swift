import RecordIO
import Testing
import _TestSupport

/// Real files, where the data lies beside the checkout.
struct JSONRealFileTests {
  struct File: CustomTestStringConvertible, Sendable {
    var path: String
    var layout: JSONLayout
    /// The number of records; nil where it is not told.
    var records: Int?
    /// A column that all records have.
    var column: String
    var testDescription: String { path }
  }

  static let files = [
    File(
      path: "consent/iab_gvl_v3_106_2025-05-08.json", layout: .document(records: ["vendors"]),
      records: 987, column: "name"),
    File(
      path: "consent/iab_gvl_v2_224_2023-11-16.json", layout: .document(records: ["vendors"]),
      records: 1007, column: "name"),
    File(
      path: "consent/iab_cmp_list.json", layout: .document(records: ["cmps"]), records: nil,
      column: "name"),
    File(
      path: "consent/publisher_vendor_review.json", layout: .document(records: ["vendors"]),
      records: nil, column: "$key"),
    File(
      path: "trackers/disconnect_services.json", layout: .document(records: ["categories.*"]),
      records: nil, column: ""),
    File(
      path: "trackers/disconnect_entities.json", layout: .document(records: ["entities"]),
      records: 1887, column: "$key"),
    File(
      path: "trackers/ghostery_organizations.jsonl", layout: .lines, records: 2602, column: "key"),
    File(path: "trackers/ghostery_patterns.jsonl", layout: .lines, records: 3529, column: "key"),
    File(
      path: "opensanctions/ftm_parteispenden_entities.ftm.json", layout: .lines, records: nil,
      column: "schema"),
    File(
      path: "opensanctions/ftm_t1_entities.ftm.json", layout: .lines, records: nil,
      column: "properties.name"),
    File(
      path: "opensanctions/ftm_zala_entities.ftm.json", layout: .lines, records: nil,
      column: "id"),
    File(
      path: "vendors/sec_company_tickers.json", layout: .document(records: [""]), records: 10338,
      column: "title"),
    File(
      path: "vendors/bluetooth_company_ids.json", layout: .document(records: [""]), records: nil,
      column: "name"),
    File(
      path: "gleif/lei_record_9845001B2AD43E664E58_issued.json",
      layout: .document(records: ["data.attributes"]), records: nil, column: "$key"),
    File(
      path: "gleif/lei_record_549300LBI3LRIZ2V8V66_lapsed.json",
      layout: .document(records: ["data.attributes"]), records: nil, column: "$key"),
  ]

  @Test(
    .enabled(if: Repository.sharedData("trackers") != nil, "the data is not beside the checkout"),
    arguments: files)
  func realFilesAreReadWithoutRejects(_ file: File) throws {
    let path = try #require(Repository.sharedData(file.path))
    let reader = try JSONReader(source: FileSource(path: path), layout: file.layout)
    var records: [JSONElement] = []
    while let (elements, rejects) = try reader.nextBatch() {
      records += elements.filter(\.isRecord)
      #expect(rejects.isEmpty)
    }
    #expect(!records.isEmpty)
    if let expected = file.records { #expect(records.count == expected) }
    #expect(reader.summary.rowsRead == records.count)

    let rows = try JSONRecordReader(
      source: FileSource(path: path), layout: file.layout, columns: [file.column],
      chunkBytes: 5000)
    var index = 0
    while let (batch, rejects) = try rows.nextBatch() {
      #expect(rejects.isEmpty)
      for row in 0..<batch.count {
        #expect(batch[row].position == records[index].position)
        #expect(batch[row].original == records[index].original)
        if file.column != "properties.name" { #expect(!batch[row].isEmpty(0)) }
        index += 1
      }
    }
    #expect(index == records.count)
    #expect(rows.summary == reader.summary)
  }
}
