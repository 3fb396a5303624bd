import Yams

// Reads the text of a configuration file into a tree of values with positions.
//
// Yams composes the tree, and takes every scalar for a text. Two things are done before it sees the
// file, because its composer stops at the first duplicate key, and because it expands aliases while
// it hashes keys, so that a short file of nested aliases keeps it busy for ever:
//
// - Each '*' is exchanged for the private-use scalar `aliasMark`. An alias then composes as a plain
//   text that begins with the mark, which no other plain text can do, and is followed here, against
//   a budget. In every other text the mark is exchanged back.
// - When a key stands twice, the scalars of its first occurrence are exchanged for private-use ones
//   and the text is composed again. The tree remembers which key stood there.
//
// Both keep the number of scalars, and so every line and column. Texts that hold private-use
// scalars of their own are refused. Whoever changes one exchange changes its way back as well.
enum ConfigurationDocument {
  /// The largest file that is read.
  static let maximumBytes = 1 << 20
  /// The largest number of values in a file with its aliases expanded.
  static let maximumValues = 100_000
  /// The number of duplicate keys after which a file is given up.
  static let maximumDuplicates = 100

  private static let aliasMark: Unicode.Scalar = "\u{F8FF}"
  private static let privateUse: ClosedRange<Unicode.Scalar> = "\u{E000}"..."\u{F8FF}"

  /// Returns the tree of a file's content, or nil after a problem that leaves no tree.
  static func tree(
    of bytes: [UInt8], reportingTo problems: ConfigurationProblems
  ) -> ConfigurationNode? {
    guard bytes.count <= maximumBytes else {
      problems.report(
        "the file is larger than \(maximumBytes) bytes, which no pipeline or policy needs", at: nil)
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      problems.report(
        "the line is not UTF-8; save the file in that encoding", at: firstInvalidLine(of: bytes))
      return nil
    }
    guard var scalars = exchangingAliases(in: text, problems) else { return nil }
    var builder = Builder(problems: problems)
    while true {
      do {
        // WORKAROUND(Yams 6.2.2): a parser keeps a pointer into the string, which is dangling for
        // the short strings that Swift stores inline.
        var exchanged = String(String.UnicodeScalarView(scalars))
        if exchanged.utf8.count < 32 { exchanged += String(repeating: "\n", count: 32) }
        let parser = try Yams.Parser(yaml: exchanged, resolver: .basic)
        guard let root = try parser.singleRoot() else {
          problems.report("the file is empty", at: nil)
          return nil
        }
        // Nodes hold their anchors weakly; the parser owns them.
        return withExtendedLifetime(parser) { builder.node(root) }
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        let position = ConfigurationNode.Position(context.mark)
        guard
          let key = duplicates.first, builder.exchanged.count < maximumDuplicates,
          exchange(key, at: position, in: &scalars, number: builder.exchanged.count)
        else {
          problems.report("a key of this mapping stands twice", at: position)
          return nil
        }
        builder.exchanged[position] = key
      } catch {
        report(error, in: scalars, problems)
        return nil
      }
    }
  }

  private static func firstInvalidLine(of bytes: [UInt8]) -> ConfigurationNode.Position? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return index.map { ConfigurationNode.Position(line: $0 + 1, column: 1) }
  }

  private static func exchangingAliases(
    in text: String, _ problems: ConfigurationProblems
  ) -> [Unicode.Scalar]? {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    if let index = scalars.firstIndex(where: privateUse.contains) {
      problems.report(
        "the text holds a private-use character, which has no meaning here",
        at: position(of: index, in: scalars))
      return nil
    }
    for index in scalars.indices where scalars[index] == "*" { scalars[index] = aliasMark }
    return scalars
  }

  /// Exchanges the key at a position for private-use scalars; false when it does not stand there.
  private static func exchange(
    _ key: String, at position: ConfigurationNode.Position, in scalars: inout [Unicode.Scalar],
    number: Int
  ) -> Bool {
    guard
      let sentinel = Unicode.Scalar(privateUse.lowerBound.value + UInt32(number)),
      var start = index(of: position, in: scalars), !key.isEmpty
    else { return false }
    if scalars[start] == "\"" || scalars[start] == "'" { start += 1 }
    let written = Array(key.unicodeScalars)
    guard scalars[start...].starts(with: written) else { return false }
    for index in start..<(start + written.count) { scalars[index] = sentinel }
    return true
  }

  /// Counts lines as libyaml does: CR, LF, CRLF, NEL, LS and PS end one.
  private static func position(
    of target: Int, in scalars: [Unicode.Scalar]
  ) -> ConfigurationNode.Position {
    var position = ConfigurationNode.Position(line: 1, column: 1)
    for index in 0..<target {
      switch scalars[index] {
      case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        position = ConfigurationNode.Position(line: position.line + 1, column: 1)
      default: position.column += 1
      }
    }
    return position
  }

  private static func index(
    of position: ConfigurationNode.Position, in scalars: [Unicode.Scalar]
  ) -> Int? {
    var line = 1
    var start = 0
    while line < position.line, start < scalars.count {
      switch scalars[start] {
      case "\r" where start + 1 < scalars.count && scalars[start + 1] == "\n": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line += 1
      default: break
      }
      start += 1
    }
    let index = start + position.column - 1
    return index < scalars.count ? index : nil
  }

  private static func report(
    _ error: any Error, in scalars: [Unicode.Scalar], _ problems: ConfigurationProblems
  ) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      var message = "the text is not YAML: \(problem)"
      if let context, !context.text.isEmpty {
        message += " \(context.text) that begins on line \(context.mark.line)"
      }
      problems.report(message, at: ConfigurationNode.Position(mark))
    case YamlError.reader(let problem, let offset, _, _):
      let index = offset.map { min($0, scalars.count) }
      problems.report(
        "the text is not YAML: \(problem)", at: index.map { position(of: $0, in: scalars) })
    case YamlError.memory:
      problems.report("the text is nested too deeply", at: nil)
    default:
      problems.report("the text is not YAML", at: nil)
    }
  }

  /// Turns composed nodes into values and follows aliases.
  private struct Builder {
    let problems: ConfigurationProblems
    /// The keys that were exchanged because they stand again further down, by position.
    var exchanged: [ConfigurationNode.Position: String] = [:]
    private var anchors: [String: ConfigurationNode] = [:]

    init(problems: ConfigurationProblems) { self.problems = problems }

    /// Returns the value of a node, or nil after a problem for which the whole file is given up.
    mutating func node(_ node: Yams.Node) -> ConfigurationNode? {
      let position = node.mark.map(ConfigurationNode.Position.init) ?? .init(line: 1, column: 1)
      var result: ConfigurationNode?
      switch node {
      case .scalar(let scalar):
        refuseTag(scalar.tag, at: position)
        if isAlias(scalar) {
          return alias(scalar.string, at: position)
        }
        result = ConfigurationNode(
          content: .scalar(restoring(scalar.string), isPlain: scalar.style == .plain),
          position: position, size: 1)
      case .sequence(let sequence):
        refuseTag(sequence.tag, at: position)
        result = list(sequence, at: position)
      case .mapping(let mapping):
        refuseTag(mapping.tag, at: position)
        result = self.mapping(mapping, at: position)
      case .alias:
        problems.report("the text is not YAML", at: position)
      }
      guard let result else { return nil }
      guard result.size <= maximumValues else {
        problems.report(
          "the file holds more than \(maximumValues) values with its aliases expanded", at: position
        )
        return nil
      }
      if let anchor = node.anchor { anchors[anchor.rawValue] = result }
      return result
    }

    private mutating func list(
      _ sequence: Yams.Node.Sequence, at position: ConfigurationNode.Position
    ) -> ConfigurationNode? {
      var items: [ConfigurationNode] = []
      var size = 1
      for item in sequence {
        guard let value = node(item) else { return nil }
        items.append(value)
        size += value.size
      }
      return ConfigurationNode(content: .list(items), position: position, size: size)
    }

    private mutating func mapping(
      _ mapping: Yams.Node.Mapping, at position: ConfigurationNode.Position
    ) -> ConfigurationNode? {
      var entries: [ConfigurationNode.Entry] = []
      var size = 1
      for (key, value) in mapping {
        guard let value = node(value) else { return nil }
        size += 1 + value.size
        let place = key.mark.map(ConfigurationNode.Position.init) ?? position
        guard case .scalar(let scalar) = key, !isAlias(scalar) else {
          problems.report("a key is a text, not a list, a mapping or an alias", at: place)
          continue
        }
        let text = exchanged[place] ?? restoring(scalar.string)
        if let anchor = key.anchor {
          anchors[anchor.rawValue] = ConfigurationNode(
            content: .scalar(text, isPlain: scalar.style == .plain), position: place, size: 1)
        }
        entries.append(ConfigurationNode.Entry(key: text, position: place, value: value))
      }
      return ConfigurationNode(content: .mapping(entries), position: position, size: size)
    }

    private func isAlias(_ scalar: Yams.Node.Scalar) -> Bool {
      scalar.style == .plain && scalar.string.unicodeScalars.first == aliasMark
    }

    private func alias(
      _ text: String, at position: ConfigurationNode.Position
    ) -> ConfigurationNode? {
      let name = String(text.unicodeScalars.dropFirst())
      if let target = anchors[name] { return target }
      problems.report(
        Anchor.is_cyamlAlpha(name) && !name.isEmpty
          ? "the alias '*\(name)' has no anchor '&\(name)' before it"
          : "a text that begins with '*' needs quotes", at: position)
      return nil
    }

    private func refuseTag(_ tag: Tag, at position: ConfigurationNode.Position) {
      let name = tag.description
      if name.isEmpty || name == "!" || name.hasPrefix("tag:yaml.org,2002:") { return }
      problems.report("the tag '\(restoring(name))' has no meaning here; remove it", at: position)
    }

    private func restoring(_ text: String) -> String {
      guard text.unicodeScalars.contains(aliasMark) else { return text }
      return String(
        String.UnicodeScalarView(text.unicodeScalars.map { $0 == aliasMark ? "*" : $0 }))
    }
  }
}

extension ConfigurationNode.Position {
  fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
