import RiskIngest
import Testing

@testable import RiskPipeline

@Suite struct PipelineDecoderTests {
  private static let sound = """
    version: 1
    name: daily
    policy: default.yaml
    output: {database: out/results.sqlite, folder: out/daily}
    sources:
      - id: vendors
        table: vendors
        format: csv
        path: in/vendors.csv

    """

  private func problems(_ pipeline: String) throws -> String {
    try ConfigurationFiles.problems([
      "daily.yaml": pipeline, "default.yaml": ConfigurationFiles.defaultPolicy(),
    ])
  }

  private func first(_ pipeline: String) throws -> String {
    String(try problems(pipeline).prefix { $0 != "\n" })
  }

  private func load(_ pipeline: String) throws -> PipelineConfiguration {
    try ConfigurationFiles.withFolder([
      "daily.yaml": pipeline, "default.yaml": ConfigurationFiles.defaultPolicy(),
    ]) { folder in
      var configuration = try ConfigurationLoader.load(pipelineAt: "\(folder)/daily.yaml").0
      configuration.policyPath = configuration.policyPath.replacing("\(folder)/", with: "")
      configuration.databasePath = configuration.databasePath.replacing("\(folder)/", with: "")
      configuration.sources[0].files[0].path =
        configuration.sources[0].path.replacing("\(folder)/", with: "")
      return configuration
    }
  }

  @Test func everyFaultIsReportedAtOnceWithItsPlace() throws {
    let broken = """
      version: 2
      nmae: daily
      policy: default.yaml
      output:
        database: in/vendors.csv/results.sqlite
        folder: in
      rejects: {share: 1.5, rows: ten}
      gates: [new-critcal, reject, reject]
      sources:
        - id: Vendors
          table: vendor
          format: xml
          path: in/vendors.csv
          list: {}
        - id: accesses
          table: accesses
          format: csv
          path: ~
          delimiter: ";;"
          columns:
            acess_id: Key
            vendor_id:
            purpose: ""
          values: {purpose: [a]}
        - id: accesses
          table: statements
          format: csv
          path: in/statements.csv
          path: in/other.csv
          list: {title: T, authority: A, severity: warning}
        - id: list
          table: watchlists
          format: csv
          path: in/list.csv
          list: {title: T, severity: procurment-ban, pending: maybe}
        - id: bare
          table: watchlists
          format: csv
          path: in/list.csv

      """
    let expected = """
      daily.yaml:1:1: name is missing
      daily.yaml:1:10: version is '2'; this program reads version 1
      daily.yaml:2:1: unknown key 'nmae'; did you mean 'name'?
      daily.yaml:5:13: output.database is FOLDER/in/vendors.csv/results.sqlite, which is inside \
      output.folder; the folder is for the exports alone
      daily.yaml:5:13: output.database is FOLDER/in/vendors.csv/results.sqlite, which is inside \
      the source 'Vendors'; choose another
      daily.yaml:6:11: output.folder is FOLDER/in, which holds the source 'Vendors'; give a folder \
      for the exports alone
      daily.yaml:7:18: rejects.share is 1.5; give a number from 0 to 1
      daily.yaml:7:29: rejects.rows is 'ten', which is no number; give a whole number from 0 to \
      1000000000
      daily.yaml:8:9: gates[0] is 'new-critcal', which is no gate; did you mean 'new-critical'?
      daily.yaml:8:30: gates[2] is 'reject', which already stands here
      daily.yaml:10:9: sources[0].id is 'Vendors'; give a name of a-z, 0-9 and hyphens, as in \
      'section-889'
      daily.yaml:11:12: sources[0].table is 'vendor', which is no table; did you mean 'vendors'?
      daily.yaml:12:13: sources[0].format is 'xml', which is no formatHINT
      daily.yaml:14:5: sources[0].list.authority is missing
      daily.yaml:14:5: sources[0].list.severity is missing
      daily.yaml:14:5: sources[0].list.title is missing
      daily.yaml:18:5: sources[1].path has no value; give a text
      daily.yaml:19:16: sources[1].delimiter is ';;'; give one ASCII character that is no quote, \
      or "\\t" for a tab
      daily.yaml:21:7: sources[1].columns.acess_id is no column of 'accesses'; did you mean \
      'access_id'?
      daily.yaml:22:7: sources[1].columns.vendor_id has no value; every row needs 'vendor_id', so \
      name the column that holds it
      daily.yaml:24:23: sources[1].values.purpose is a list; give a mapping
      daily.yaml:25:5: sources[2] has the id 'accesses' of the source on line 15; choose another
      daily.yaml:29:5: sources[2].path stands twice; the first is on line 28
      daily.yaml:30:5: sources[2].list has no meaning for the table 'statements'; remove it
      daily.yaml:35:5: sources[3].list.authority is missing
      daily.yaml:35:32: sources[3].list.severity is 'procurment-ban', which is no list severity of \
      the policy; did you mean 'procurement-ban'?
      daily.yaml:35:57: sources[3].list.pending is 'maybe', which is no treatment; there are \
      'counts', 'ignored'
      daily.yaml:36:5: sources[4] reads FOLDER/in/list.csv into 'watchlists', as the source on \
      line 31 does; remove one
      daily.yaml:36:5: sources[4].list is missing; give the title, authority and severity of the \
      list
        29 problems; nothing was read and nothing was written
      """
    // Depends on the formats there are.
    let hint = ConfigurationValue.hint(for: "xml", among: SourceFormats.all.map(\.id))
    #expect(
      try problems(broken)
        == expected.replacing("FOLDER/", with: "").replacing("HINT", with: hint))
  }

  @Test func soundFileGivesPathsDefaultsAndLines() throws {
    let configuration = try load(Self.sound)
    #expect(configuration.name == "daily")
    #expect(configuration.policyPath == "default.yaml")
    #expect(configuration.databasePath == "out/results.sqlite")
    #expect(configuration.gates.isEmpty)
    #expect(configuration.rejectLimit.share == 0.1)
    #expect(configuration.rejectLimit.rows == 10)
    let source = try #require(configuration.sources.first)
    #expect(source.id == "vendors")
    #expect(source.writtenPath == "in/vendors.csv")
    #expect(source.path == "in/vendors.csv")
    #expect(source.layout.delimiter == nil)
    #expect(source.layout.columns.isEmpty)
    #expect(source.layout.values.isEmpty)
    #expect(source.list == nil)
    #expect(source.line == 6)
  }

  @Test func optionalPartsAreRead() throws {
    let configuration = try load(
      Self.sound + """
            delimiter: "\\t"
            columns: {vendor_id: Vendor No., category: ""}
            values: {country: {Holland: NL, Norge: NO, "-": ""}}
          - id: section-889
            table: watchlists
            format: csv
            path: /lists/889.csv
            list: {title: T, authority: A, severity: procurement-ban, pending: ignored}
          - id: fcc
            table: watchlists
            format: csv
            path: /lists/fcc.csv
            list: {title: T, authority: A, severity: procurement-ban}
        gates: [new-critical, reject]
        rejects: {rows: 0}

        """)
    let source = configuration.sources[0]
    #expect(source.layout.delimiter == 0x09)
    #expect(source.layout.columns == ["vendor_id": "Vendor No.", "category": ""])
    #expect(source.layout.values == ["country": ["Holland": "NL", "Norge": "NO", "-": ""]])
    #expect(configuration.sources[1].list?.countsPendingEntries == false)
    #expect(configuration.sources[1].list?.id == "section-889")
    #expect(configuration.sources[1].path == "/lists/889.csv")
    #expect(configuration.sources[2].list?.countsPendingEntries == true)
    #expect(configuration.gates == [.newCritical, .reject])
    #expect(configuration.rejectLimit.share == 0.1)
    #expect(configuration.rejectLimit.rows == 0)
  }

  @Test func pipelineWithoutVendorsIsRefused() throws {
    #expect(
      try first(Self.sound.replacing("table: vendors", with: "table: sources"))
        == """
        daily.yaml:5:1: sources holds no source with the table 'vendors'; without vendors nothing \
        is scored
        """)
    #expect(
      try first(Self.sound.replacing("sources:\n", with: "sources: []\nold:\n"))
        == """
        daily.yaml:5:1: sources holds no source with the table 'vendors'; without vendors nothing \
        is scored
        """)
  }

  @Test(arguments: [
    ("out/daily/r.sqlite", "out/daily", "out/daily/r.sqlite, which is inside output.folder"),
    ("out/r.sqlite", "out/r.sqlite/csv", "out/r.sqlite/csv, which is inside output.database"),
    ("in/vendors.csv", "out", "in/vendors.csv, which is also the source 'vendors'"),
    ("in/../in/./vendors.csv", "out", "in/vendors.csv, which is also the source 'vendors'"),
    ("default.yaml", "out", "default.yaml, which is also the policy"),
    ("out/same", "out/same", "out/same, which is also output.folder"),
    ("r.sqlite", ".", "which holds the source 'vendors'; give a folder for the exports alone"),
  ])
  func outputsThatWouldReplaceAnInputAreRefused(
    database: String, folder: String, expected: String
  ) throws {
    let text = Self.sound.replacing(
      "{database: out/results.sqlite, folder: out/daily}",
      with: "{database: \(database), folder: \(folder)}")
    #expect(try problems(text).contains(expected))
  }

  @Test(arguments: [
    ("out/daily/page.html", "out/daily/page.html, which is inside output.folder"),
    ("out/daily", "out/daily, which is also output.folder"),
    ("out/results.sqlite", "out/results.sqlite, which is also output.database"),
    ("in/vendors.csv", "in/vendors.csv, which is also the source 'vendors'"),
    ("in", "which holds the source 'vendors'; give the path of a file"),
    ("daily.yaml", "daily.yaml, which is also the pipeline file"),
    ("''", "output.report"),
  ])
  func aReportThatWouldReplaceSomethingIsRefused(report: String, expected: String) throws {
    let text = Self.sound.replacing(
      "folder: out/daily}", with: "folder: out/daily, report: \(report)}")
    #expect(try problems(text).contains(expected))
  }

  @Test func aReportStandsBesideTheOtherOutputs() throws {
    let text = Self.sound.replacing(
      "folder: out/daily}", with: "folder: out/daily, report: out/daily.html}")
    #expect(try problems(text) == "")
  }

  @Test func foldersWhoseNamesBeginAlikeAreApart() throws {
    let text = Self.sound.replacing("folder: out/daily", with: "folder: in/vendors.csv-out")
    #expect(try problems(text) == "")
  }

  @Test func missingPolicyIsReportedWhereItIsNamed() throws {
    #expect(
      try ConfigurationFiles.problems(["daily.yaml": Self.sound])
        == """
        daily.yaml:3:9: policy names default.yaml: there is no such file
          1 problem; nothing was read and nothing was written
        """)
    #expect(
      try ConfigurationFiles.problems(["daily.yaml": Self.sound], override: "mine.yaml")
        == """
        mine.yaml: there is no such file
          1 problem; nothing was read and nothing was written
        """)
  }

  @Test func missingPipelineIsReported() throws {
    #expect(
      try ConfigurationFiles.problems(["other.yaml": ""])
        == """
        daily.yaml: there is no such file
          1 problem; nothing was read and nothing was written
        """)
  }

  @Test func problemsOfBothFilesStandInOneError() throws {
    let lines = try ConfigurationFiles.defaultPolicy().split(
      separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasPrefix("  prior: 0.25") }) + 1
    let problems = try ConfigurationFiles.problems([
      "daily.yaml": Self.sound.replacing("format: csv", with: "format: cvs"),
      "default.yaml": ConfigurationFiles.defaultPolicy("  prior: 0.25", "  prior: 2"),
    ])
    #expect(
      problems == """
        daily.yaml:8:13: sources[0].format is 'cvs', which is no format; did you mean 'csv'?
        default.yaml:\(line):10: unknown.prior is 2; give a number from 0 to 1
          2 problems; nothing was read and nothing was written
        """)
  }

  @Test func overrideTakesThePlaceOfThePolicy() throws {
    let files = [
      "daily.yaml": Self.sound,
      "mine.yaml": try ConfigurationFiles.defaultPolicy("name: default", "name: mine"),
    ]
    try ConfigurationFiles.withFolder(files) { folder in
      let (configuration, policy) = try ConfigurationLoader.load(
        pipelineAt: "\(folder)/daily.yaml", policyPath: "\(folder)/mine.yaml")
      #expect(policy.name == "mine")
      #expect(configuration.policyPath == "\(folder)/mine.yaml")
    }
  }

  @Test func theOwnCompanyIsAListOfNames() throws {
    #expect(try load(Self.sound).ownCompany.isEmpty)
    #expect(
      try load(Self.sound + "own_company: [Acme GmbH, Acme Holding]\n").ownCompany
        == ["Acme GmbH", "Acme Holding"])
    #expect(
      try first(Self.sound + "own_company: Acme\n")
        == "daily.yaml:10:14: own_company is 'Acme'; give a list")
    #expect(
      try first(Self.sound + "own_company: [n/a]\n")
        == "daily.yaml:10:15: own_company[0] is 'n/a', which names nobody; give the name of your "
        + "own company")
  }
}
