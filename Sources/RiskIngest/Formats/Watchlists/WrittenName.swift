import RiskCore

/// A name of a list with the further names that are written into it, taken apart.
///
/// `LTS Holding Limited (f.k.a. IPP Ltd.)` is a name and a former one; `FUYI SUN A/K/A FRANK SUN`
/// is a name and a further one. Only what an alias word announces is taken apart: brackets without
/// one stay.
struct WrittenName: Equatable {
  /// What is left; empty when the text begins with an alias word.
  private(set) var name: String
  private(set) var strong: [String] = []
  private(set) var former: [String] = []

  /// Takes `text` apart.
  ///
  /// - Complexity: O(*n*) in the length of `text`.
  init(_ text: String) {
    name = text
    let bytes = Array(text.utf8)
    var mark = Self.mark(in: bytes, from: 0)
    // Most names hold none.
    guard mark != nil else { return }
    var rest: [UInt8] = []
    var copied = 0
    var count = 0
    while let found = mark, count < 32 {
      count += 1
      let isBracketed = found.start > 0 && Self.isOpening(bytes[found.start - 1])
      let start = isBracketed ? found.start - 1 : found.start
      rest += bytes[copied..<start]
      let next: Mark?
      let end: Int
      if isBracketed {
        end = Self.endOfBracket(in: bytes, from: found.end)
        copied = min(end + 1, bytes.count)
        next = Self.mark(in: bytes, from: copied)
      } else {
        next = Self.mark(in: bytes, from: found.end)
        end = next?.start ?? bytes.count
        copied = end
      }
      add(bytes[found.end..<end], isFormer: found.isFormer)
      mark = next
    }
    rest += bytes[copied...]
    name = Self.trimmed(String(decoding: Self.withoutDoubledBlanks(rest), as: UTF8.self))
  }

  /// Adds the names of `content`, within which further alias words may announce others.
  private mutating func add(_ content: ArraySlice<UInt8>, isFormer: Bool) {
    let bytes = Array(content)
    var (start, isFormer, count) = (0, isFormer, 0)
    while count < 32, let mark = Self.mark(in: bytes, from: start) {
      addParts(bytes[start..<mark.start], isFormer)
      (start, isFormer, count) = (mark.end, mark.isFormer, count + 1)
    }
    addParts(bytes[start...], isFormer)
  }

  private mutating func addParts(_ content: ArraySlice<UInt8>, _ isFormer: Bool) {
    for part in content.split(separator: UInt8(ascii: ";")) {
      var text = Self.trimmed(String(decoding: part, as: UTF8.self))
      if text.hasPrefix("and ") { text = Self.trimmed(String(text.dropFirst(4))) }
      if text.hasSuffix(" and") { text = Self.trimmed(String(text.dropLast(4))) }
      guard !text.isEmpty, text != "and" else { continue }
      if isFormer { former.append(text) } else { strong.append(text) }
    }
  }

  // MARK: Alias words

  private struct Mark {
    let start: Int
    /// Behind the word.
    let end: Int
    let isFormer: Bool
  }

  /// In lower case; longer ones before their beginnings.
  private static let marks: [(word: [UInt8], isFormer: Bool)] = [
    ("a.k.a.", false), ("a/k/a", false), ("also known as", false), ("d/b/a", false),
    ("d.b.a.", false), ("doing business as", false), ("f.k.a.", true), ("f/k/a", true),
    ("formerly known as", true), ("formerly", true), ("previously known as", true),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func mark(in bytes: [UInt8], from start: Int) -> Mark? {
    var index = start
    while index < bytes.count {
      // Every alias word begins with one of four letters, behind a blank or a bracket.
      switch bytes[index] | 0x20 {
      case UInt8(ascii: "a"), UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "p"):
        if index == 0 || isGap(bytes[index - 1]), let mark = mark(in: bytes, at: index) {
          return mark
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func mark(in bytes: [UInt8], at index: Int) -> Mark? {
    for (word, isFormer) in marks where bytes.count - index > word.count {
      let end = index + word.count
      guard isGap(bytes[end]) || bytes[end] == UInt8(ascii: ":"),
        zip(bytes[index..<end], word).allSatisfy({ lowercased($0) == $1 })
      else { continue }
      return Mark(start: index, end: end, isFormer: isFormer)
    }
    return nil
  }

  private static func endOfBracket(in bytes: [UInt8], from start: Int) -> Int {
    var depth = 1
    var index = start
    while index < bytes.count {
      if isOpening(bytes[index]) { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") || bytes[index] == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0 { return index }
      index += 1
    }
    return bytes.count
  }

  // MARK: Bytes

  private static func isOpening(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
  }

  private static func isGap(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
      || isOpening(byte)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  private static func withoutDoubledBlanks(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes where byte != 0x20 || result.last != 0x20 { result.append(byte) }
    return result
  }

  /// `text` without blanks, commas, semicolons and colons at its ends.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case ",", ";", ":": true
      default: scalar.properties.isWhitespace
      }
    }
    guard let first = scalars.firstIndex(where: { !isEdge($0) }),
      let last = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
