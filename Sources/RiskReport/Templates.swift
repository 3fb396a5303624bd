import Foundation
import Mustache
import RecordIO
import RiskExport

/// The templates, the style and the script of the page, which are compiled into the program.
struct Templates {
  /// The style sheet, as it stands in the page.
  let style = text(PackageResources.report_css)
  /// The script, as it stands in the page.
  let script = text(PackageResources.report_js)
  private let library: MustacheLibrary

  /// Reads the templates.
  ///
  /// - Throws: An error of the template engine, which means that the program was built wrong.
  init() throws {
    MustacheContentTypes.register(EscapedContent(), named: EscapedContent.name)
    var library = MustacheLibrary()
    for (name, bytes) in [
      ("head", PackageResources.head_mustache), ("vendor", PackageResources.vendor_mustache),
      ("foot", PackageResources.foot_mustache), ("chip", PackageResources.chip_mustache),
      ("evidence", PackageResources.evidence_mustache),
      ("side", PackageResources.side_mustache), ("movers", PackageResources.movers_mustache),
    ] {
      // Each part names the way of escaping: the engine falls back to its own in a part of a part.
      // The line feed that ends a file is no part of a piece that stands within a line.
      let content = Self.text(bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes)
      try library.register("{{% CONTENT_TYPE:\(EscapedContent.name)}}" + content, named: name)
    }
    self.library = library
  }

  /// Returns a template filled with the values of a model.
  func render(_ name: String, _ model: Any) -> String {
    guard let text = library.render(model, withTemplate: name) else {
      preconditionFailure("there is no template '\(name)'")
    }
    return text
  }

  /// Returns what a Content-Security-Policy calls a piece of style or script by.
  static func policyHash(of text: String) -> String {
    let hex = Array(ContentHash.sha256(text).utf8)
    let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(decoding: hex[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
