import Foundation
import RecordIO
import Testing

/// What must hold for any input, tried on random ones.
struct JSONPropertyTests {
  private static let hostileAlphabet = [
    "{", "}", "[", "]", ",", ",", ":", "\"a\"", "\"b\"", "\"a\":", "\"b\":{", "\"\\u00e9\"", "\"",
    "\\", "1", "-", "2.5", "true", "nul", " ", "\n", "\n", "\r\n", "é", "\u{0}", "\u{1A}",
    "{\"a\":1}", "{\"b\":[{\"a\":\"\\uD83D\\uDE00\"}]}", "[[[[", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  ]
  private static let layouts: [JSONLayout] = [
    .lines, .document(records: [""]), .document(records: ["a", "b.*"]),
  ]

  /// Returns damage and well-formed text alike, and how to read it.
  static func hostileInput(_ random: inout SeededGenerator) -> ([UInt8], JSONLayout) {
    let layout = layouts.randomElement(using: &random) ?? .lines
    var bytes: [UInt8]
    if Bool.random(using: &random) {
      bytes = Array(random.text(upTo: 30, from: hostileAlphabet).utf8)
    } else {
      let values = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        JSONText.text(of: JSONText.value(&random), &random)
      }
      switch layout {
      case .lines: bytes = Array(values.joined(separator: "\n").utf8)
      case .document(let records) where records == [""]:
        bytes = Array("[\(values.joined(separator: ",\n"))]".utf8)
      case .document:
        let list = values.joined(separator: " ,")
        bytes = Array("{\"x\":\(values[0]),\"a\":[\(list)],\"b\":{\"c\":[\(list)]}}".utf8)
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) { mutate(&bytes, &random) }
    }
    return (bytes, layout)
  }

  static func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.remove(at: index)
    case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 2:
      bytes.insert(Array("{}[],:\"\\ \n0e".utf8).randomElement(using: &random) ?? 0, at: index)
    default: bytes.removeSubrange(index...)
    }
  }

  @Test func chunkSizeChangesNothing() {
    for seed in 0..<150 {
      var random = SeededGenerator(seed: seed)
      let (bytes, layout) = Self.hostileInput(&random)
      let limit = Bool.random(using: &random) ? 1 << 20 : 24
      let whole = ParsedJSON(bytes, layout, maximumRecordBytes: limit)
      for chunk in 1...70 {
        let chunked = ParsedJSON(bytes, layout, maximumRecordBytes: limit, chunkBytes: chunk)
        #expect(chunked == whole, "seed \(seed), chunks of \(chunk)")
      }
    }
  }

  @Test func rowsAreCountedAndOriginalsStandWhereTheyAreSaidTo() {
    for seed in 0..<3000 {
      var random = SeededGenerator(seed: seed)
      let (bytes, layout) = Self.hostileInput(&random)
      let parsed = ParsedJSON(bytes, layout, maximumRecordBytes: 40, chunkBytes: 16)
      #expect(parsed.rowsRead == parsed.records.count + parsed.rejects.count, "seed \(seed)")
      let originals =
        parsed.elements.map { ($0.position, $0.original) }
        + parsed.rejects.map { ($0.position, $0.original) }
      var end = 0
      for (position, original) in originals.sorted(by: { $0.0.byteOffset < $1.0.byteOffset }) {
        let start = position.byteOffset
        let text = OriginalText.bytes(of: original)
        #expect(start >= end, "seed \(seed)")
        end = start + text.count
        #expect(end <= bytes.count && Array(bytes[start..<end]) == text, "seed \(seed)")
        #expect(position.line == bytes[..<start].count { $0 == 0x0A } + 1, "seed \(seed)")
      }
      if layout == .lines {
        // No line is lost: each that is not blank is a row.
        let lines = bytes.split(separator: 0x0A).filter { line in
          let text = line.drop { [0x20, 0x09, 0x0D].contains($0) }
          return !text.isEmpty && Array(line) != [0x1A] && Array(line) != [0x1A, 0x0D]
        }
        #expect(parsed.rowsRead == lines.count, "seed \(seed)")
      }
    }
  }

  @Test func whatIsWrittenIsReadBack() {
    for seed in 0..<500 {
      var random = SeededGenerator(seed: seed)
      let values = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        JSONText.value(&random, levels: 5)
      }
      let texts = values.map { JSONText.text(of: $0, &random) }
      let lines = ParsedJSON(texts.joined(separator: "\n"), chunkBytes: 9)
      #expect(lines.values == values, "seed \(seed)")
      let document = ParsedJSON(
        "{\"d\":0,\"r\":[" + texts.joined(separator: ",") + "]}", .document(records: ["r"]),
        chunkBytes: 9)
      #expect(document.records.map(\.value) == values, "seed \(seed)")
      #expect(lines.rejects.isEmpty && document.rejects.isEmpty && document.error == nil)
    }
  }

  // MARK: Foundation

  /// Returns whether Foundation made the same of a value.
  private func isSame(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null: return other is NSNull
    case .bool(let value): return (other as? NSNumber)?.boolValue == value
    case .string(let text): return (other as? String) == text
    case .number(let digits):
      guard let number = other as? NSNumber, let expected = Double(digits) else { return false }
      return abs(number.doubleValue - expected) <= abs(expected) * 1e-12
    case .array(let elements):
      guard let others = other as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { isSame($0, $1) }
    case .object(let members):
      guard let others = other as? [String: Any] else { return false }
      // Of names that are the same to Foundation, it keeps one.
      let names = Set(members.map(\.key))
      guard names.count == members.count else { return true }
      return others.count == members.count
        && members.allSatisfy { member in
          others[member.key].map { isSame(member.value, $0) } ?? false
        }
    }
  }

  /// Returns whether a number is beyond the range of `Double`, which Foundation refuses.
  private func holdsHugeNumber(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let digits): Double(digits)?.isFinite != true
    case .array(let elements): elements.contains(where: holdsHugeNumber)
    case .object(let members): members.contains { holdsHugeNumber($0.value) }
    case .null, .bool, .string: false
    }
  }

  @Test func foundationAgrees() {
    var (accepted, refused) = (0, 0)
    for seed in 0..<6000 {
      var random = SeededGenerator(seed: seed)
      var bytes = Array(JSONText.text(of: JSONText.value(&random, levels: 4), &random).utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) { Self.mutate(&bytes, &random) }
      // A line of its own, and the text as Foundation reads it.
      guard !bytes.contains(0x0A), !bytes.contains(0), !bytes.contains(0x1A), !bytes.isEmpty
      else { continue }
      let parsed = ParsedJSON(bytes + [0x0A])
      let other = try? JSONSerialization.jsonObject(
        with: Data(bytes), options: [.fragmentsAllowed])
      if let value = parsed.values.first {
        if other == nil, holdsHugeNumber(value) { continue }
        accepted += 1
        #expect(other.map { isSame(value, $0) } ?? false, "seed \(seed): \(value)")
      } else {
        refused += 1
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(other == nil, "seed \(seed): \(text): \(parsed.kinds)")
      }
    }
    #expect(accepted > 1000 && refused > 1000)
  }
}
