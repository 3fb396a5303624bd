import Foundation
import Testing
import _TestSupport

/// Inventories as they come: other encodings, JSON, packed, without a header, in many files.
@Suite struct FormatTests {
  private let workspace: Workspace

  init() throws { workspace = try Workspace() }

  private func vendors(_ source: String) throws -> [String] {
    try workspace.folder.write(
      """
      version: 1
      name: formats
      policy: pipelines/policies/default.yaml
      output: {database: output/results.sqlite, folder: output/formats}
      sources:
        - id: vendors
          table: vendors
      \(source)
      """, to: "formats.yaml")
    let result = try workspace.run("run", "formats.yaml", "--as-of", "2024-01-01", "--quiet")
    try #require(result.status == 0, "\(result.errors)")
    return try workspace.query(
      "SELECT vendor_id || ' ' || name || ' ' || ifnull(country, '-') FROM v_current ORDER BY 1")
  }

  private static let expected = ["1 Müller & Söhne DE", "2 Café № 5 FR"]

  @Test func windowsTextWithSemicolons() throws {
    // 0x80 is the euro sign in Windows-1252, and nothing in ISO 8859-1.
    let bytes =
      Array("id;name;land\r\n1;M".utf8) + [0xFC] + Array("ller ".utf8) + [0x80]
      + Array(";Germany\r\n".utf8)
    try workspace.folder.write(bytes, to: "v.csv")
    #expect(
      try vendors(
        """
            format: csv
            path: v.csv
            encoding: windows-1252
            delimiter: ";"
            columns: {vendor_id: id, country: land}
        """) == ["1 Müller € DE"])
  }

  @Test func sixteenBitTextWithTabs() throws {
    let text = "vendor_id\tname\tcountry\n1\tMüller & Söhne\tDE\n2\tCafé № 5\tFR\n"
    var bytes: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    try workspace.folder.write(bytes, to: "v.txt")
    #expect(
      try vendors(
        """
            format: tsv
            path: v.txt
            encoding: utf-16
        """) == Self.expected)
  }

  @Test func oneJSONDocument() throws {
    try workspace.folder.write(
      """
      {"date": "2024-01-01", "data": {"vendors": {"1": {"legal": {"name": "Müller &amp; Söhne"},
        "seat": "DE"}, "2": {"legal": {"name": "Caf\\u00e9 № 5"}, "seat": "FR"}}}}
      """, to: "v.json")
    #expect(
      try vendors(
        """
            format: json
            path: v.json
            records: data.vendors
            columns: {vendor_id: $key, name: legal.name, country: seat}
        """) == Self.expected)
  }

  @Test func packedLinesOfJSONInManyFiles() throws {
    for (name, line) in [
      ("a", #"{"id": 1, "name": "Müller & Söhne", "country": "DE"}"#),
      ("b", #"{"id": 2, "name": "Café № 5", "country": "FR"}"#),
    ] {
      try workspace.folder.write(line + "\n", to: "in/\(name).ndjson")
      let gzip = try #require(Workspace.find("gzip"))
      _ = try Workspace.execute(gzip, ["in/\(name).ndjson"], in: workspace.folder)
    }
    #expect(
      try vendors(
        """
            format: ndjson
            path: in/*.ndjson.gz
            columns: {vendor_id: id}
        """) == Self.expected)
    #expect(
      try workspace.query("SELECT path, read, accepted FROM v_inputs ORDER BY path")
        == ["in/a.ndjson.gz|1|1", "in/b.ndjson.gz|1|1"])
  }

  @Test func linesBeforeTheFirstRecordAndNoHeader() throws {
    try workspace.folder.write(
      "Export of today\n\n1,MÃ¼ller & SÃ¶hne,DE\n2,Café № 5,FR\n", to: "v.csv")
    #expect(
      try vendors(
        """
            format: csv
            path: v.csv
            skip_lines: 2
            header: [vendor_id, name, country]
        """) == Self.expected)
  }
}
