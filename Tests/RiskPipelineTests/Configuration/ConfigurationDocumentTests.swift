import Foundation
import Testing

@testable import RiskPipeline

@Suite struct ConfigurationDocumentTests {
  private func read(_ bytes: [UInt8]) -> (root: ConfigurationNode?, problems: [String]) {
    let problems = ConfigurationProblems(file: "a.yaml")
    let root = ConfigurationDocument.tree(of: bytes, reportingTo: problems)
    return (root, problems.all.map(\.description))
  }

  private func problems(_ text: String) -> [String] { read(Array(text.utf8)).problems }

  /// The tree as text, without positions.
  private func shown(_ node: ConfigurationNode?) -> String {
    switch node?.content {
    case nil: "nothing"
    case .scalar(let text, let isPlain): isPlain ? text : "'\(text)'"
    case .list(let items): "[" + items.map(shown).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  @Test func syntaxErrorIsOneProblemWithItsPlace() {
    #expect(
      problems("a: 1\nb: [1, 2\nc: 3\n") == [
        """
        a.yaml:3:2: the text is not YAML: did not find expected ',' or ']' while parsing a flow \
        sequence that begins on line 2
        """
      ])
    #expect(problems("") == ["a.yaml: the file is empty"])
    #expect(problems("# nothing\n") == ["a.yaml: the file is empty"])
    #expect(
      problems("a: 1\n---\nb: 2\n").first?.hasPrefix("a.yaml:2:1: the text is not YAML:") == true)
    #expect(problems("a: \u{1}\n").first?.hasPrefix("a.yaml:1:4: the text is not YAML:") == true)
  }

  @Test func duplicateKeysStayInTheTree() {
    let text = "a: 1\nb: {c: 1, \"c\": 2, 'c': 3}\n\"a\": 4\n"
    let (root, problems) = read(Array(text.utf8))
    #expect(problems == [])
    #expect(shown(root) == "{a: 1, b: {c: 1, c: 2, c: 3}, a: 4}")
    let collector = ConfigurationProblems(file: "a.yaml")
    if let root {
      for (_, value) in ConfigurationValue(root: root, problems: collector).table() {
        if case .mapping = value.node.content { _ = value.table() }
      }
    }
    #expect(
      collector.all.sorted().map(\.description) == [
        "a.yaml:2:11: b.c stands twice; the first is on line 2",
        "a.yaml:2:19: b.c stands twice; the first is on line 2",
        "a.yaml:3:1: a stands twice; the first is on line 1",
      ])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesAreCountedWhateverEndsThem(end: String) {
    let text = ["é: 1", "x:", "  y: 1", "  y: 2"].joined(separator: end)
    let (root, problems) = read(Array(text.utf8))
    #expect(problems == [])
    #expect(shown(root) == "{é: 1, x: {y: 1, y: 2}}")
  }

  @Test func manyDuplicateKeysAreGivenUp() {
    let text = String(repeating: "a: 1\n", count: 1000)
    #expect(problems(text) == ["a.yaml:101:1: a key of this mapping stands twice"])
  }

  @Test func starsInTextsAreTexts() {
    let (root, problems) = read(Array("a: 2 * 3 *b\n'*': \"*\"\nc: |\n  *d\n# *e\n".utf8))
    #expect(problems == [])
    #expect(shown(root) == "{a: 2 * 3 *b, *: '*', c: '*d\n'}")
  }

  @Test func aliasesAreFollowed() {
    let (root, problems) = read(Array("a: &x {NL: Holland}\nb: *x\nc: [*x, &x 1, *x]\n".utf8))
    #expect(problems == [])
    #expect(shown(root) == "{a: {NL: Holland}, b: {NL: Holland}, c: [{NL: Holland}, 1, 1]}")
    #expect(
      self.problems("a: *x\nb: &x 1\n")
        == ["a.yaml:1:4: the alias '*x' has no anchor '&x' before it"])
    #expect(
      self.problems("a: &x [*x]\n") == ["a.yaml:1:8: the alias '*x' has no anchor '&x' before it"])
    #expect(self.problems("a: *.csv\n") == ["a.yaml:1:4: a text that begins with '*' needs quotes"])
    #expect(
      self.problems("x: &x 1\n*x : 2\n")
        == ["a.yaml:2:1: a key is a text, not a list, a mapping or an alias"])
  }

  private static func bomb(_ line: (Int) -> String) -> String {
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + (1...40).map(line).joined(separator: "\n") + "\n"
  }

  @Test(.timeLimit(.minutes(5))) func aliasBombIsRefused() {
    func aliases(_ level: Int) -> String { String(repeating: "*a\(level), ", count: 9) }
    let values = Self.bomb { "a\($0): &a\($0) [\(aliases($0 - 1))]" }
    #expect(
      problems(values)
        == ["a.yaml:6:5: the file holds more than 100000 values with its aliases expanded"])
    // In keys the nodes would be hashed while the tree is composed.
    let keys = Self.bomb { "? &a\($0) [\(aliases($0 - 1))]\n: 1" }
    #expect(!problems(keys).isEmpty)
  }

  @Test(.timeLimit(.minutes(5))) func hostileTextsAreRefused() {
    let large = String(repeating: "#", count: ConfigurationDocument.maximumBytes + 1)
    #expect(
      problems(large)
        == ["a.yaml: the file is larger than 1048576 bytes, which no pipeline or policy needs"])
    #expect(!problems(String(repeating: "[", count: 500_000)).isEmpty)
    #expect(!problems(String(repeating: "- ", count: 500_000)).isEmpty)
    #expect(!problems(String(repeating: "{a: ", count: 200_000)).isEmpty)
    #expect(problems("a: !include b.yaml\n").first?.contains("the tag '!include'") == true)
    #expect(problems("a: 1\nb: \u{E000}\n").first?.hasPrefix("a.yaml:2:4: ") == true)
    #expect(
      read(Array("a: 1\nb: ".utf8) + [0xC3, 0x28]).problems
        == ["a.yaml:2:1: the line is not UTF-8; save the file in that encoding"])
  }

  @Test func deepestTreeThatIsReadFitsTheStack() {
    let depth = 900
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(read(Array(text.utf8)).root != nil)
  }

  @Test(.timeLimit(.minutes(5))) func everyPrefixOfTheShippedFilesIsReadOrReported() throws {
    let files = [("pipelines/policies/default.yaml", 13), ("pipelines/device-makers.yaml", 1)]
    for (file, step) in files {
      let bytes = Array(try ConfigurationFiles.text(file).utf8)
      for length in stride(from: 0, to: bytes.count, by: step) {
        let problems = ConfigurationProblems(file: file)
        let root = ConfigurationDocument.tree(of: Array(bytes[..<length]), reportingTo: problems)
        guard let root else {
          #expect(!problems.all.isEmpty)
          continue
        }
        let policy = PolicyDecoder.decode(root, reportingTo: problems)
        // A prefix that is a whole policy lacks nothing but comments or digits of the last number.
        #expect(policy.policy == nil || length > bytes.count - 80)
        _ = PipelineDecoder.decode(root, path: file, reportingTo: problems)
      }
    }
  }
}

@Suite struct ConfigurationValueTests {
  @Test func numbersAreThoseOfYAML() {
    for text in ["0", "1", "-1", "+1", "0.5", ".5", "-.5", "10.25", "1e3", "2.5E-1", "0e0"] {
      #expect(ConfigurationValue.isNumber(text), "\(text)")
      #expect(Double(text) != nil, "\(text)")
    }
    for text in [
      "", "-", ".", "1.", "01", "00.5", "1_000", "0x10", "1e", "1e+", "e3", ".inf", ".nan", "nan",
      "inf", "1 ", "1,5", "٣", "--1",
    ] {
      #expect(!ConfigurationValue.isNumber(text), "\(text)")
    }
  }

  @Test func namesInKebabCase() {
    for name in ["a", "section-889", "1260h"] {
      #expect(ConfigurationValue.isKebabCase(name), "\(name)")
    }
    for name in ["", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "é"] {
      #expect(!ConfigurationValue.isKebabCase(name), "\(name)")
    }
  }

  @Test func longAndStrangeValuesAreShownOnOneLine() {
    func shown(_ text: String) -> String {
      ConfigurationNode(
        content: .scalar(text, isPlain: false), position: .init(line: 1, column: 1), size: 1
      ).shown
    }
    #expect(shown("a\nb\u{1B}c") == "'a b c'")
    #expect(shown(String(repeating: "x", count: 60)) == "'\(String(repeating: "x", count: 60))'")
    #expect(shown(String(repeating: "x", count: 61)) == "'\(String(repeating: "x", count: 57))...'")
  }

  @Test func problemsAreSortedAndCounted() {
    let error = ConfigurationError(problems: [
      ConfigurationProblem(file: "b.yaml", line: 1, message: "m"),
      ConfigurationProblem(file: "a.yaml", line: 10, column: 2, message: "m"),
      ConfigurationProblem(file: "a.yaml", line: 9, column: 3, message: "m"),
      ConfigurationProblem(file: "a.yaml", line: 9, column: 3, message: "m"),
      ConfigurationProblem(file: "a.yaml", line: 0, message: "m"),
    ])
    #expect(
      error.description == """
        a.yaml: m
        a.yaml:9:3: m
        a.yaml:10:2: m
        b.yaml:1: m
          4 problems; nothing was read and nothing was written
        """)
  }
}
