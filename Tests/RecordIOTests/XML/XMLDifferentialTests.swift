import Foundation
import FoundationXML
import RecordIO
import Testing

struct XMLDifferentialTests {
  // A reader written by others makes the same of what both read.
  @Test(arguments: 0..<150) func foundationReadsTheSame(_ seed: Int) throws {
    var generator = XMLGenerator(seed: seed &+ 900)
    let nodes = (0..<3).map { _ in generator.node(name: "r") }
    let text = generator.document(nodes)
    let builder = FoundationTree()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = builder
    try #require(parser.parse(), "\(text)")
    let parsed = ParsedXML(text)
    #expect(parsed.nodes == builder.records, "\(text)")
  }
}

/// Makes trees of what Foundation's parser reports, by the rules of `XMLNode`.
private final class FoundationTree: NSObject, XMLParserDelegate {
  private(set) var records: [RecordIO.XMLNode] = []
  private var open: [RecordIO.XMLNode] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let kept = attributes.filter { !$0.key.hasPrefix("xmlns") }
    open.append(
      RecordIO.XMLNode(
        name: local(name),
        attributes: kept.sorted { order($0.key) < order($1.key) }.map { (local($0.key), $0.value) })
    )
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { add(string) }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    add(String(decoding: block, as: UTF8.self))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard var node = open.popLast() else { return }
    node.text = node.text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n"))
    if node.name == "r", open.last?.name == "g" {
      records.append(node)
    } else if !open.isEmpty {
      open[open.count - 1].children.append(node)
    }
  }

  private func add(_ text: String) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  private func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }

  /// The order in which the generator writes attributes, which a dictionary does not keep.
  private func order(_ name: String) -> Int {
    ["id", "type", "lang", "a_rather_long_attribute_name"].firstIndex(of: name) ?? .max
  }
}
