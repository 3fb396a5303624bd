import Foundation
import RecordIO
import Testing
import _TestSupport

/// Every value comes back from a spreadsheet, and none of them runs there.
@Suite(
  .serialized, .enabled(if: Workspace.find("soffice") != nil, "LibreOffice is not installed"))
struct SpreadsheetRoundTripTests {
  /// Texts that spreadsheets are known to run, respell or cut.
  private static let texts = [
    // Digits
    "007", "0049", "00", "0", "100", "12345678901", "99999999999", "123456789012345",
    "5493001234567890", "123456789012345678901234567890", "1.10", "1.0", "0.5", "12.25", "1.",
    ".5", "-0", "1E5", "1e-5", "12e3", "1d5", "0x1F", "1_000", "1'000", "1,234.5", "5 %", "$5",
    "(5)", "5-", "5+", " 007", "１２３", "½", "∞", "−5",
    // Dates, times and fractions
    "3/4", "1 1/2", "1-Sep", "MAR1", "July 4", "4 July", "1st", "Q1", "Mon", "2018-06-05",
    "10.12.2018", "01/02/03", "1.5.2018", "12:30", "12:30 PM", "00:00", "24:00",
    "2018-06-05T12:00:00",
    // Formulas
    "=1+1", "+1", "-1", "+49 30 1234", "@SUM(A1)", "=", "-", "＝1+1", "＋1", "－1", "＠x",
    "=cmd|'/C calc'!A0", "+cmd|x", "-2+3+cmd|' /C calc'!A0", "@cmd|x",
    "=HYPERLINK(\"http://localhost/\",\"a\")", "=WEBSERVICE(\"http://localhost/\")", "{=1}",
    "\u{A0}=1", "\u{200B}=1",
    // Marks and scripts
    "'quoted", "''two", "'", "a,b", "a;b", "say \"hi\"", "TRUE", "false", "NULL", "#N/A", "#REF!",
    "emoji 👩‍👩‍👧 🏴", "שלום עולם", "مرحبا ١٢٣", "\u{202E}evil", "e\u{301}", "\u{E9}",
  ]
  /// Texts that only quoted words of a source may hold.
  private static let excerpts = ["two\nlines", "\ttab", "\n=1+1", "a\tb", "trail  ", "  lead"]

  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    func row(_ cells: [String]) -> String {
      cells.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: ",") + "\n"
    }
    var vendors = row(["vendor_id", "name", "country"])
    var accesses = row([
      "access_id", "vendor_id", "holder", "data_category", "data_subject", "purpose", "source_id",
    ])
    var sources = row([
      "source_id", "publisher", "publisher_role", "published_on", "reliability", "credibility",
    ])
    var statements = row([
      "statement_id", "vendor_id", "access_id", "factor", "stance", "claimant", "claimant_role",
      "stated_on", "source_id", "excerpt",
    ])
    for (index, text) in (Self.texts + Self.excerpts).enumerated() {
      let isPlain = index < Self.texts.count
      let name = isPlain ? text : "Vendor \(index)"
      vendors += row([name, name, ""])
      sources += row([
        "s\(index)", name, "press", "2018-06-05", index % 2 == 0 ? "B" : "C", "2",
      ])
      accesses += row([
        "a\(index)", name, name, "profile", "users", text, "s\(index)",
      ])
      // An odd category makes a reject, whose row stands in the file of rejects.
      accesses += row(["bad\(index)", name, name, "users", "users", text, "no-such-source"])
      for (stance, role) in [("asserts", "press"), ("denies", "self")] {
        statements += row([
          "\(stance)-\(index)", name, "a\(index)", "no-consent", stance, "\(name) ", role,
          "2018-06-06", "s\(index)", text,
        ])
      }
    }
    for (name, text) in [
      ("vendors", vendors), ("accesses", accesses), ("sources", sources),
      ("statements", statements),
    ] {
      try workspace.folder.write(text, to: "datasets/device-makers/\(name).csv")
    }
    let pipeline = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      pipeline.replacingOccurrences(of: "rejects: {share: 0.1", with: "rejects: {share: 1"),
      to: workspace.pipeline)
    return workspace
  }

  @Test func everyValueComesBackAndNoneIsAFormula() throws {
    let workspace = try workspace()
    for day in ["2018-06-10", "2019-06-10"] {
      let run = try workspace.runPipeline(asOf: day)
      #expect(run.status <= 1, "\(run.errors)")
    }
    let package = try JSONDecoder().decode(
      Package.self, from: Data(workspace.export("datapackage.json").utf8))
    let resources = package.resources.filter { $0.path.hasPrefix("spreadsheet/") }
    let files = resources.map { workspace.folder.path("output/device-makers/" + $0.path) }
    // UTF-8, English (United States), and everything taken for a number or date that looks like one.
    let reading = "Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true"
    try office(files, reading: reading, to: "xlsx", "xlsx", workspace)
    let books = resources.map { workspace.folder.path("xlsx/\($0.table).xlsx") }
    try office(
      books, reading: "Calc MS Excel 2007 XML",
      to: "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false", "back", workspace)
    var texts: Set<[UInt8]> = []
    for resource in resources {
      try expectNoFormula(inBook: "xlsx/\(resource.table).xlsx", workspace)
      let canonical = CSVText.rows(try workspace.export("canonical/\(resource.table).csv"))
      let back = CSVText.rows(try workspace.folder.text("back/\(resource.table).csv"))
      #expect(back.count == canonical.count, "\(resource.table): rows")
      for (number, (row, original)) in zip(back, canonical).enumerated() {
        #expect(row.count == original.count, "\(resource.table):\(number)")
        for (field, (cell, value)) in zip(resource.schema.fields, zip(row, original)) {
          let place: Comment = "\(resource.table):\(number) \(field.name): '\(value)', '\(cell)'"
          if number > 0, field.type == "number" || field.type == "integer" {
            // LibreOffice keeps fifteen digits.
            let (left, right) = (Double(cell), Double(value))
            let tolerance = 1e-14 * abs(right ?? 0)
            #expect(
              left == right || abs((left ?? .infinity) - (right ?? 0)) <= tolerance, place)
          } else {
            #expect(bytes(SpreadsheetGuard.unguarded(cell)) == bytes(value), place)
            texts.insert(bytes(value))
          }
        }
      }
    }
    // Blanks at both ends are taken off when a file is read.
    let blanks = CharacterSet.whitespacesAndNewlines.union(["\u{200B}"])
    let missing = (Self.texts + Self.excerpts).filter { text in
      !texts.contains(bytes(text.trimmingCharacters(in: blanks)))
    }
    #expect(missing == [], "texts that reached no file")
  }

  /// Canonical cells are the database's, to the byte.
  @Test func canonicalFilesAlterNoText() throws {
    let workspace = try workspace()
    #expect(try workspace.runPipeline(asOf: "2019-06-10").status <= 1)
    for (table, view, column, order) in [
      ("scores", "v_assessments", "name", "vendor_id"),
      ("accesses", "v_accesses", "purpose", "vendor_id, access_id"),
      ("rejects", "v_rejects", "original", "source, file, line, byte_offset, kind"),
    ] {
      let rows = CSVText.rows(try workspace.export("canonical/\(table).csv"))
      let position = try #require(rows.first?.firstIndex(of: column))
      let exported = rows.dropFirst().map {
        $0[position].utf8.map { String(format: "%02X", $0) }.joined()
      }
      let stored = try workspace.query(
        "SELECT 'x' || hex(coalesce(\(column), '')) FROM \(view) ORDER BY \(order)")
      #expect(exported == stored.map { String($0.dropFirst()) }, "\(table).\(column)")
    }
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func office(
    _ files: [String], reading: String, to target: String, _ folder: String, _ workspace: Workspace
  ) throws {
    let program = try #require(Workspace.find("soffice"))
    let result = try Workspace.execute(
      program,
      [
        "-env:UserInstallation=file://\(workspace.folder.path("office"))", "--headless",
        "--infilter=\(reading)", "--convert-to", target, "--outdir", workspace.folder.path(folder),
      ] + files, in: workspace.folder)
    try #require(result.status == 0, "\(result.errors)")
  }

  private func expectNoFormula(inBook path: String, _ workspace: Workspace) throws {
    guard let unzip = Workspace.find("unzip") else { return }
    let sheet = try Workspace.execute(
      unzip, ["-p", workspace.folder.path(path), "xl/worksheets/sheet1.xml"], in: workspace.folder)
    #expect(sheet.status == 0 && sheet.output.contains("<row"), "\(path)")
    #expect(!sheet.output.contains("<f>") && !sheet.output.contains("<f "), "\(path): a formula")
  }

  private struct Package: Decodable {
    let resources: [Resource]
  }

  private struct Resource: Decodable {
    let path: String
    let schema: Schema
    /// The name of the file without folder and ending.
    var table: String { String(path.split(separator: "/")[1].dropLast(4)) }
  }

  private struct Schema: Decodable {
    let fields: [Field]
  }

  private struct Field: Decodable {
    let name: String
    let type: String
  }
}
