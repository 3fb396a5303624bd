import Testing
import _TestSupport

@testable import RiskCore
@testable import RiskReport

/// Names and excerpts come from outside, and must stay text whatever they hold.
@Suite struct HostileTextTests {
  static let names = [
    "</script><img src=x onerror=document.title='broken'>",
    "\"><svg onload=document.title='broken'>",
    "'\u{301} onmouseover='document.title=1", "\"\u{301} onmouseover=\"document.title=1",
    "{{name}}",
    "{{{style}}}", "{{> vendor}}", "<!--", "]]>", "&lt;b&gt;", "\u{202E}gnp.exe\u{2066}",
    "</style><style>*{display:none}</style>", "a\u{0}b\u{1B}[31m\u{85}c", "javascript:alert(1)",
    "\u{FFFE}\u{FFFF}", String(repeating: "X", count: 10_000),
  ]

  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "svg", "defs", "pattern", "rect",
    "circle",
    "path", "use", "line", "text", "desc", "header", "p", "h1", "h2", "h3", "h4", "time", "dl",
    "dt",
    "dd", "div", "nav", "ol", "li", "ul", "main", "section", "span", "b", "table", "caption",
    "thead",
    "tbody", "tr", "th", "td", "abbr", "figure", "figcaption", "details", "summary", "label",
    "input",
    "select", "option", "article", "code", "blockquote", "br", "em", "script",
  ]

  @Test func namesMakeNoMarkup() throws {
    let sample = try SampleStore()
    let run = try sample.run(
      Self.names.enumerated().map { index, name in
        Sample.rows(
          "v\(index)\(index % 2 == 0 ? name : "")", overall: Double(60 + index), name: name,
          excerpt: name)
      }.sorted { ByteOrder.precedes($0.vendorID, $1.vendorID) })
    let text = try sample.page(ofRun: run)
    let page = try PageReader.read(text)
    #expect(Set(page.descendants.map(\.name)).subtracting(Self.elements).isEmpty)
    let attributes = Set(page.descendants.flatMap { $0.attributes.keys })
    #expect(attributes.filter { $0.hasPrefix("on") || $0 == "style" || $0 == "src" }.isEmpty)
    for element in page.descendants {
      guard let link = element.attributes["href"] else { continue }
      #expect(
        link.hasPrefix("#") && page.element(withID: String(link.dropFirst())) != nil, "\(link)")
    }
    let ids = page.descendants.compactMap { $0.attributes["id"] }
    #expect(ids.count == Set(ids).count, "no two elements have one id")
    #expect(page.all("script").count == 1 && page.all("style").count == 1)
    #expect(page.all("article").count == Self.names.count)
    #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
    #expect(page.element(withID: "vendors")?.text.contains("{{name}}") == true)
    #expect(page.element(withID: "vendors")?.text.contains("{{{style}}}") == true)
  }

  @Test func aPipelineIsNamedByAnyText() throws {
    for name in Self.names {
      let sample = try SampleStore()
      let run = try sample.run([Sample.rows("V1")], pipeline: name)
      let page = try PageReader.read(try sample.page(ofRun: run))
      #expect(page.all("h1").count == 1 && page.all("script").count == 1)
    }
  }
}
