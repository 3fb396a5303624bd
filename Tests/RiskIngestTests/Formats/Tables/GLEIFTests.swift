import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

struct GLEIFTests {
  private func fixture(_ name: String) throws -> LoadedSource {
    try FormatLoader.load(
      .gleifJSON, [("", Repository.path("Tests/Fixtures/formats/gleif-json/\(name).json"))])
  }

  @Test func oneRecordIsOneRowAndOneVendor() throws {
    let loaded = try fixture("record")
    #expect(loaded.isBalanced)
    #expect(loaded.summaries[0]?.rowsRead == 1)
    #expect(loaded.editionDate == CivilDate(year: 2024, month: 7, day: 6))
    let vendor = try #require(loaded.vendors.first)
    #expect(vendor.id == "529900EXAMPLE0000001")
    #expect(vendor.name == "Example Networks GmbH")
    #expect(vendor.aliases == ["ExNet"])
    #expect(vendor.country == "DE")
    #expect(vendor.address == "1 Example Street, Berlin, 10115")
    #expect(vendor.registrationNumber == "HRB 1")
    #expect(vendor.status == "active, LEI issued")
    #expect(vendor.parentVendorID == nil)
  }

  @Test func aPageGivesAVendorForEachRecord() throws {
    let loaded = try fixture("page")
    #expect(loaded.isBalanced)
    #expect(loaded.vendors.map(\.id) == ["529900EXAMPLE0000001", "529900EXAMPLE0000002"])
    #expect(loaded.vendors.last?.parentVendorID == "529900EXAMPLE0000001")
    #expect(loaded.vendors.last?.status == "inactive, LEI lapsed")
    #expect(loaded.rejects.map(\.kind) == [.badValue, .missingValue])
    #expect(loaded.duplicates.count == 1)
  }

  @Test(arguments: [
    "{\"errors\": []}", "[]", "{\"data\": null}", "{\"x\": {\"data\": []}}", "{\"data",
  ])
  func anAnswerWithoutRecordsIsRefused(_ text: String) {
    #expect(throws: InputError.self) {
      try FormatLoader.load(.gleifJSON, texts: [("", text)])
    }
  }

  @Test(
    .enabled(if: Repository.sharedData("gleif") != nil),
    arguments: [
      ("549300LBI3LRIZ2V8V66_lapsed", "UK EQUITY FUND (OFFSHORE)", "IE", "active, LEI lapsed"),
      ("9845001B2AD43E664E58_issued", "RAHUL", "IN", "active, LEI issued"),
    ])
  func theRealRecords(file: String, name: String, country: String, status: String) throws {
    let path = try #require(Repository.sharedData("gleif/lei_record_\(file).json"))
    let loaded = try FormatLoader.load(.gleifJSON, [("", path)])
    #expect(loaded.isBalanced)
    #expect(loaded.vendors.map(\.name) == [name])
    #expect(loaded.vendors.map(\.country) == [country])
    #expect(loaded.vendors.map(\.status) == [status])
  }
}
