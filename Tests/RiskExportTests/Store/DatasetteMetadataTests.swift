import Foundation
import Testing
import _TestSupport

@testable import RiskExport

@Suite struct DatasetteMetadataTests {
  @Test func theShippedFileIsTheGeneratedOne() throws {
    try Golden.expect(
      DatasetteMetadata.json(), equalsFile: "packaging/datasette/metadata.json")
  }

  @Test func everyViewIsDescribedAndEveryTableHidden() throws {
    let document = try JSONSerialization.jsonObject(with: Data(DatasetteMetadata.json().utf8))
    let databases = (document as? [String: Any])?["databases"] as? [String: [String: Any]]
    let tables = try #require(databases?["results"]?["tables"] as? [String: [String: Any]])
    for view in Views.all {
      let members = try #require(tables[view.name], "\(view.name)")
      #expect(members["title"] as? String != view.name, "\(view.name) has a title")
      #expect(
        (members["columns"] as? [String: String])?.keys.sorted()
          == view.columns.map(\.name).sorted())
      let named = (members["facets"] as? [String] ?? []) + [members["sort_desc"] as? String ?? ""]
      for column in named where !column.isEmpty {
        #expect(view.columns.contains { $0.name == column }, "\(view.name).\(column)")
      }
    }
    for table in Schema.tables { #expect(tables[table.name]?["hidden"] as? Bool == true) }
  }

  @Test(arguments: CannedQuery.all.map(\.name))
  func everyQueryRunsOnAnEmptyDatabase(_ name: String) throws {
    let scratch = try ScratchFolder()
    let store = try ResultStore(path: scratch.path("r.sqlite"))
    let query = try #require(CannedQuery.all.first { $0.name == name })
    #expect(try store.dump(query.sql).isEmpty)
  }
}
