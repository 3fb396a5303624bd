import RecordIO

/// Everything an XML reader makes of some bytes, up to the error that ends it.
struct ParsedXML: Equatable {
  struct Row: Equatable {
    var node: XMLNode
    var position: RecordPosition
    var original: String
  }

  var root: XMLNode?
  var rows: [Row] = []
  var rejects: [Reject] = []
  var rowsRead = 0
  var error: InputError?

  var nodes: [XMLNode] { rows.map(\.node) }
  var kinds: [Reject.Kind] { rejects.map(\.kind) }
  /// What the error says behind its path.
  var problem: String? {
    guard case .undecodable(let problem) = error?.reason else { return nil }
    return problem
  }

  init(
    _ bytes: [UInt8], records: Set<String> = ["r"], maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20, ignoresDeclaredEncoding: Bool = false
  ) {
    do throws(InputError) {
      let reader = try XMLReader(
        source: MemorySource(bytes), records: records, maximumRecordBytes: maximumRecordBytes,
        chunkBytes: chunkBytes, ignoresDeclaredEncoding: ignoresDeclaredEncoding)
      root = reader.root
      defer { rowsRead = reader.summary.rowsRead }
      while let (records, someRejects) = try reader.nextBatch() {
        rows += records.map { Row(node: $0.node, position: $0.position, original: $0.original) }
        rejects += someRejects
      }
    } catch {
      self.error = error
    }
  }

  init(
    _ text: String, records: Set<String> = ["r"], maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20, ignoresDeclaredEncoding: Bool = false
  ) {
    self.init(
      Array(text.utf8), records: records, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes, ignoresDeclaredEncoding: ignoresDeclaredEncoding)
  }
}

/// Random documents, as trees and as text.
struct XMLGenerator {
  var random: SeededGenerator

  init(seed: Int) { random = SeededGenerator(seed: seed) }

  /// Returns an element with everything in it.
  mutating func node(name: String, depth: Int = 0) -> XMLNode {
    let names = ["id", "type", "lang", "a_rather_long_attribute_name"]
    let attributes = names.filter { _ in random.next() % 4 == 0 }.map { name in
      (name: name, value: characters())
    }
    let childCount = depth > 3 ? 0 : Int.random(in: 0...3, using: &random)
    let children = (0..<childCount).map { _ in
      let name = ["NAME", "INDIVIDUAL_DATE_OF_BIRTH", "r", "Größe", "a-b.c"].randomElement(
        using: &random)
      return node(name: name ?? "NAME", depth: depth + 1)
    }
    // Blanks at the ends do not count, of whatever kind.
    let text = characters().split(separator: " ").joined(separator: " ")
    return XMLNode(name: name, attributes: attributes, children: children, text: text)
  }

  /// Returns the text of an element, written in one of the many ways there are.
  mutating func text(of node: XMLNode) -> String {
    let prefix = random.next() % 5 == 0 ? "ns:" : ""
    var result = "<\(prefix)\(node.name)"
    if !prefix.isEmpty { result += " xmlns:ns='urn:x'" }
    for (name, value) in node.attributes {
      let quote = random.next() % 2 == 0 ? "\"" : "'"
      result += blanks(atLeast: 1) + name + blanks() + "=" + blanks() + quote
      result += escaped(value, quote: quote) + quote
    }
    result += blanks()
    if node.children.isEmpty, node.text.isEmpty, random.next() % 2 == 0 { return result + "/>" }
    result += ">" + blanks()
    // Some text before the first child, and the rest behind the last.
    let cut = node.text.isEmpty ? 0 : Int(random.next() % UInt64(node.text.count))
    result += content(String(node.text.prefix(cut)))
    let isBlankHere = cut == 0
    for child in node.children {
      result += (isBlankHere ? blanks() : "") + nothing() + text(of: child)
    }
    result += content(String(node.text.dropFirst(cut)))
    return result + blanks() + "</\(prefix)\(node.name)\(blanks())>"
  }

  /// Returns a document with `nodes` as records.
  mutating func document(_ nodes: [XMLNode]) -> String {
    var result = random.next() % 2 == 0 ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    result += "<LIST date='2019'>" + nothing()
    result += "<dateGenerated>\(characters(from: ["a", "1", " "]))</dateGenerated>"
    for node in nodes {
      result += blanks() + "<g>\n" + nothing() + text(of: node) + "</g>" + blanks()
    }
    return result + "</LIST>\n" + blanks() + "<!-- end -->"
  }

  mutating func characters(
    from alphabet: [String] = ["a", "Z", " ", "&", "<", ">", "\"", "'", "é", "华", "😀", "]", "-"]
  ) -> String {
    random.text(upTo: 12, from: alphabet)
  }

  private mutating func blanks(atLeast count: Int = 0) -> String {
    let kinds = [" ", "\n", "\t", "\r\n", "  "]
    return random.text(upTo: 2, from: kinds) + String(repeating: " ", count: count)
  }

  /// Returns something that means nothing.
  private mutating func nothing() -> String {
    ["", "", "<!-- <r> ' \" & -->", "<?php \"<r>\" ?>", "<![CDATA[]]>"].randomElement(
      using: &random) ?? ""
  }

  private mutating func content(_ text: String) -> String {
    if random.next() % 4 == 0, !text.contains("]"), !text.isEmpty {
      return nothing() + "<![CDATA[\(text)]]>"
    }
    return escaped(text, quote: "") + nothing()
  }

  private mutating func escaped(_ text: String, quote: String) -> String {
    text.unicodeScalars.map { scalar in
      switch String(scalar) {
      case "&": return ["&amp;", "&#38;", "&#x26;"].randomElement(using: &random) ?? ""
      case "<": return ["&lt;", "&#60;"].randomElement(using: &random) ?? ""
      case ">": return "&gt;"
      case quote: return quote == "'" ? "&apos;" : "&quot;"
      case "é": return ["é", "&#233;", "&#xE9;"].randomElement(using: &random) ?? ""
      case "😀": return ["😀", "&#x1f600;"].randomElement(using: &random) ?? ""
      case let other: return other
      }
    }.joined()
  }
}
