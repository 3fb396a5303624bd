import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page of HTML that is well-formed XML, as a tree.
public final class PageElement {
  /// Empty for a text.
  public let name: String
  public let attributes: [String: String]
  public fileprivate(set) var children: [PageElement] = []
  private let ownText: String

  fileprivate init(name: String, attributes: [String: String], text: String = "") {
    self.name = name
    self.attributes = attributes
    ownText = text
  }

  /// The text of the element and of all within it.
  public var text: String { name.isEmpty ? ownText : children.map(\.text).joined() }

  /// All elements within this one, in the order of the page.
  public var descendants: [PageElement] {
    children.filter { !$0.name.isEmpty }.flatMap { [$0] + $0.descendants }
  }

  /// The elements of a name within this one.
  public func all(_ name: String) -> [PageElement] { descendants.filter { $0.name == name } }

  /// The elements of a class within this one.
  public func all(ofClass name: String) -> [PageElement] {
    descendants.filter {
      ($0.attributes["class"] ?? "").split(separator: " ").contains { $0 == name }
    }
  }

  /// The element of an id within this one.
  public func element(withID id: String) -> PageElement? {
    descendants.first { $0.attributes["id"] == id }
  }
}

/// Why a page is no well-formed XML.
public struct PageError: Error, CustomStringConvertible {
  public let description: String
}

/// Reads pages.
public final class PageReader: NSObject, XMLParserDelegate {
  private var stack = [PageElement(name: "page", attributes: [:])]

  /// Returns the tree of a page, whose only child is `html`.
  ///
  /// - Throws: ``PageError`` with the place when the page is not well-formed.
  public static func read(_ page: String) throws -> PageElement {
    let parser = XMLParser(data: Data(page.utf8))
    parser.shouldResolveExternalEntities = false
    let reader = PageReader()
    parser.delegate = reader
    guard parser.parse() else {
      throw PageError(
        description: "line \(parser.lineNumber), column \(parser.columnNumber): "
          + "\(parser.parserError.map { "\($0)" } ?? "not well-formed")")
    }
    return reader.stack[0]
  }

  public func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = PageElement(name: name, attributes: attributes)
    stack[stack.count - 1].children.append(element)
    stack.append(element)
  }

  public func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    stack.removeLast()
  }

  public func parser(_ parser: XMLParser, foundCharacters text: String) {
    stack[stack.count - 1].children.append(PageElement(name: "", attributes: [:], text: text))
  }
}
