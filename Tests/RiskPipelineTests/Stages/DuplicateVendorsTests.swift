import RiskCore
import Testing

@testable import RiskPipeline

@Suite struct DuplicateVendorsTests {
  private func issues(
    _ rows: [(name: String, country: String?)], workers: Int = 2
  ) throws -> [String] {
    var inventory = Inventory()
    for (index, row) in rows.enumerated() {
      inventory.add(
        Vendor(
          id: "v\(index)", name: row.name, country: row.country,
          origin: RecordOrigin(file: InputName("vendors.csv"), line: index + 2)))
    }
    return try DuplicateVendors(inventory, positions: Array(rows.indices)).issues(workers: workers)
      .map { "\($0.vendorID) \($0.otherVendorID ?? "")" }
  }

  @Test func aLaterRowIsReportedAgainstTheFirstItLooksLike() throws {
    #expect(
      try issues([
        ("Kordexil Trading Ltd", nil), ("Other Works", nil), ("KORDEXIL TRADING", nil),
        ("Kordexil Tradng Limited", nil),
      ]) == ["v2 v0", "v3 v0"])
  }

  @Test func countriesTellTwoRowsApart() throws {
    #expect(
      try issues([("Kordexil Ltd", "DE"), ("Kordexil Ltd", "FR"), ("Kordexil Ltd", nil)])
        == ["v2 v0"])
  }

  @Test func placeholdersAreNoDuplicates() throws {
    #expect(try issues([("N/A", nil), ("N/A", nil), ("unknown", nil)]).isEmpty)
  }

  @Test func aNameThatFillsTheInventoryIsComparedOnce() throws {
    // By the square of it this would not end.
    let rows = (0..<20_000).map {
      ($0 % 2 == 0 ? "Kordexil Trading Ltd" : "Kordexil Trading", nil as String?)
    }
    let one = try issues(rows, workers: 1)
    #expect(one.count == 19_999 && one.allSatisfy { $0.hasSuffix(" v0") })
    #expect(try issues(rows, workers: 3) == one)
  }
}
