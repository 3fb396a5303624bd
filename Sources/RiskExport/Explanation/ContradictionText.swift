import RiskCore

/// Contradictions as the terminal shows them: both sides next to each other, on 100 columns.
public enum ContradictionText {
  private static let leftWidth = 46
  private static let rightWidth = 47

  /// Returns all contradictions, vendor by vendor, lines ending in line feeds.
  public static func report(_ vendors: [VendorContradictions]) -> String {
    var lines: [String] = []
    for vendor in vendors {
      if !lines.isEmpty { lines.append("") }
      lines.append(
        "\(vendor.name) (\(vendor.vendorID)), \(vendor.rating) with \(Words.score(vendor.overall))")
      for contradiction in vendor.contradictions { lines += Self.lines(of: contradiction) }
    }
    let count = vendors.reduce(0) { $0 + $1.contradictions.count }
    if !lines.isEmpty { lines.append("") }
    lines.append(
      count == 0
        ? "no contradictions"
        : "\(count) \(count == 1 ? "contradiction" : "contradictions") of \(vendors.count) "
          + (vendors.count == 1 ? "vendor" : "vendors"))
    return lines.map { $0 + "\n" }.joined()
  }

  static func lines(of contradiction: StoredContradiction) -> [String] {
    let kind = ReasonText.words(of: contradiction.kind)
    let head = "\(kind): \(contradiction.topic) (\(contradiction.subject))"
    return TerminalText.wrapped(head, to: 98).map { "  " + $0 }
      + TerminalText.sideBySide(
        lines(of: contradiction.claim, width: leftWidth),
        lines(of: contradiction.counterclaim, width: rightWidth), leftWidth: leftWidth
      ).map { "    " + $0 }
  }

  private static func lines(of side: StoredContradiction.Side, width: Int) -> [String] {
    var who = Words.claimant(side.claimant, side.claimantRole)
    if let day = side.statedOn { who += ", \(day)" }
    var texts = [side.text, who]
    if let source = side.sourceID {
      let publisher = side.publisher.map { $0.isEmpty ? "" : ", \($0)" } ?? ""
      texts.append(source + publisher)
    }
    texts.append("\(side.file):\(side.line)")
    return texts.flatMap { TerminalText.wrapped($0, to: width) }
  }

  /// Returns all contradictions as one line of JSON.
  public static func json(_ vendors: [VendorContradictions]) -> String {
    var json = CanonicalJSON()
    json.array { json in
      for vendor in vendors {
        json.object { json in
          json.member("vendor_id", vendor.vendorID)
          json.member("name", vendor.name)
          json.member("overall", vendor.overall)
          json.member("rating", vendor.rating)
          json.key("contradictions")
          json.array { json in
            for contradiction in vendor.contradictions { encode(contradiction, into: &json) }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func encode(_ contradiction: StoredContradiction, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("kind", contradiction.kind)
      json.member("subject", contradiction.subject)
      json.member("topic", contradiction.topic)
      json.key("claim")
      encode(contradiction.claim, into: &json)
      json.key("counterclaim")
      encode(contradiction.counterclaim, into: &json)
    }
  }

  private static func encode(_ side: StoredContradiction.Side, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("text", side.text)
      json.member("claimant", unlessEmpty: side.claimant)
      json.member("claimant_role", unlessNil: side.claimantRole)
      json.member("source_id", unlessNil: side.sourceID)
      json.member("publisher", unlessNil: side.publisher)
      json.member("stated_on", unlessNil: side.statedOn)
      json.member("file", side.file)
      json.member("line", side.line)
    }
  }
}
