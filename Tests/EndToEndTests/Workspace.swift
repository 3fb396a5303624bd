import Foundation
import Testing
import _TestSupport

/// A scratch copy of the model case, or a generated one, with the built program.
final class Workspace {
  /// What a process printed, and how it ended.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  let folder: ScratchFolder
  let pipeline = "pipelines/device-makers.yaml"

  /// Creates a copy of the shipped pipelines and of the device makers.
  init() throws {
    folder = try ScratchFolder()
    for name in ["pipelines", "datasets"] {
      try FileManager.default.copyItem(
        atPath: Repository.path(name), toPath: folder.path(name))
    }
  }

  var database: String { folder.path("output/results.sqlite") }

  /// The program that this test run was built with.
  static let program = builtProduct("vendor-risk")

  static func builtProduct(_ name: String) -> String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent(name).path
  }

  /// Runs the program in the workspace.
  @discardableResult
  func run(_ arguments: String...) throws -> Result {
    try Self.execute(Self.program, arguments, in: folder)
  }

  /// Runs the pipeline as of a day.
  @discardableResult
  func runPipeline(asOf date: String, _ more: String...) throws -> Result {
    try Self.execute(
      Self.program, ["run", pipeline, "--as-of", date, "--quiet"] + more, in: folder)
  }

  /// Starts a run and returns at once.
  func start(asOf date: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["run", pipeline, "--as-of", date, "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs a program to its end; output goes through files, so that no pipe can fill up.
  static func execute(
    _ program: String, _ arguments: [String], in folder: ScratchFolder
  ) throws -> Result {
    let name = UUID().uuidString
    let (out, err) = (folder.path(name + ".out"), folder.path(name + ".err"))
    for file in [out, err] { try Data().write(to: URL(fileURLWithPath: file)) }
    defer { for file in [out, err] { try? FileManager.default.removeItem(atPath: file) } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Result(
      status: process.terminationStatus, output: try text(out), errors: try text(err))
  }

  /// Returns the first program of that name on the search path.
  static func find(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
  }

  /// Returns the rows of a query as the sqlite3 shell prints them, columns between bars.
  func query(_ sql: String) throws -> [String] {
    let shell = try #require(Self.find("sqlite3"))
    let result = try Self.execute(shell, [database, sql], in: folder)
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// Returns an exported file without its path.
  func export(_ name: String) throws -> String {
    try folder.text("output/device-makers/" + name)
  }

  /// Replaces the inventory by `count` generated vendors with accesses and statements.
  func generate(vendors count: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func row(_ cells: [String]) -> String { cells.joined(separator: ",") + "\n" }
    var vendors = "vendor_id,name,country,data_access\n"
    var accesses =
      "access_id,vendor_id,holder,data_category,data_subject,storage,control,consent_basis,"
      + "valid_to,source_id\n"
    var statements =
      "statement_id,vendor_id,access_id,factor,stance,claimant,claimant_role,stated_on,source_id\n"
    var sources = "source_id,publisher,publisher_role,published_on,reliability,credibility\n"
    for number in 0..<20 {
      sources += row([
        "s\(number)", "Publisher \(number % 5)", random.pick(["press", "regulator", "researcher"]),
        "201\(number % 8)-0\(1 + number % 9)-11", random.pick(["A", "B", "C", "D", "E", "F"]),
        "\(Int.random(in: 1...6, using: &random))",
      ])
    }
    let factors = [
      "no-consent", "shared-without-consent", "under-investigation", "supplier-ban",
      "government-warning", "state-influence", "independently-evaluated", "tested-by-regulator",
      "holder-controlled", "stays-on-device", "no-spy-agreement-signed",
    ]
    for vendor in 0..<count {
      let name = random.happens(0.01) ? "ZTE Corporation" : "Vendor Number \(vendor) Ltd"
      vendors += row([
        "v\(vendor)", name, random.pick(["CN", "Germany", "USA", ""]),
        random.happens(0.1) ? "none" : "",
      ])
      let accessCount = Int.random(in: 0...3, using: &random)
      for access in 0..<accessCount {
        accesses += row([
          "a\(vendor)-\(access)", "v\(vendor)", "Holder",
          random.pick(["message-content", "profile", "device-id", "something else"]),
          random.pick(["users", "children", "employees"]),
          random.pick(["on-device", "vendor-servers", ""]), random.pick(["holder", "", ""]),
          random.pick(["none", "consent", "legitimate-interest", ""]),
          random.pick(["", "", "2018-02-03"]), random.pick(["", "s1", "s2", "s3", "s4"]),
        ])
      }
      for statement in 0..<Int.random(in: 0...4, using: &random) {
        let access =
          accessCount > 0 && random.happens(0.4)
          ? "a\(vendor)-\(Int.random(in: 0..<accessCount, using: &random))" : ""
        let claimant = random.pick([
          "Alpha,press", "Beta,government", "the vendor,self", "Gamma,public_register",
        ])
        statements += row([
          "t\(vendor)-\(statement)", "v\(vendor)", access, random.pick(factors),
          random.pick(["asserts", "asserts", "denies"]), claimant,
          "201\(Int.random(in: 3...8, using: &random))-03-0\(Int.random(in: 1...9, using: &random))",
          "s\(Int.random(in: 0..<20, using: &random))",
        ])
      }
    }
    for (name, text) in [
      ("vendors", vendors), ("accesses", accesses), ("statements", statements),
      ("sources", sources),
    ] {
      try folder.write(text, to: "datasets/device-makers/\(name).csv")
    }
    try folder.write(
      """
      vendor_id,entry_key,verdict,decided_by,decided_on,reason

      """, to: "datasets/device-makers/decisions.csv")
  }
}
