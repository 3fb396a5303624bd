import Mustache
import RecordIO
import RiskExport

/// Text on its way into HTML.
enum Markup {
  /// Returns `text` as it may stand between tags and within a quoted attribute.
  ///
  /// Control and direction marks become visible first. Characters are replaced one scalar at a time: a
  /// combining mark after a quotation mark makes both one `Character`, which a search for the quotation
  /// mark would miss.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in TerminalText.visible(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Returns the beginning of `text`, marked where something is left out.
  static func shortened(_ text: String, to count: Int) -> String {
    text.unicodeScalars.count <= count
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(count))) + "…"
  }
}

/// How values of a model become text in a template: the one way into the page.
struct EscapedContent: MustacheContentType {
  static let name = "ESCAPED"

  func escapeText(_ text: String) -> String { Markup.escaped(text) }
}

/// Names by which parts of the page refer to each other.
enum Anchor {
  /// Returns the anchor of a vendor's section: letters, digits, hyphens and underscores, whatever the
  /// id holds, and different for different ids.
  static func vendor(_ id: String) -> String {
    guard id.utf8.count <= 64 else { return "vendor-long_" + ContentHash.sha256(id) }
    var anchor = "vendor-"
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        anchor.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16)
        anchor += "_" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return anchor
  }
}
