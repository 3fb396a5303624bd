import Foundation
import RecordIO
import Testing

/// What must hold for any input, tried on random ones.
struct JSONPropertyTests {
  private static let paths = ["vendors", "data.results", "categories.*"]
  private static let columns = ["name", "", "a\\.b", "id.name", "$key", "address.id", "é\""]

  /// Returns lines, most of them right.
  private func lines(_ random: inout SeededGenerator) -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      text += JSONText.text(of: random.jsonValue(depth: 3), isOneLine: true, &random)
      text += ["\n", "\n", "\r\n", "\n\n", "\n\u{1A}\n"].randomElement(using: &random) ?? "\n"
    }
    return Array(text.utf8)
  }

  /// Returns a document with records at `paths` and values beside them, and the records.
  private func document(
    _ random: inout SeededGenerator
  ) -> (value: JSONValue, records: [JSONValue]) {
    var records: [JSONValue] = []
    func container(_ random: inout SeededGenerator) -> JSONValue {
      let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        random.jsonValue(depth: 2)
      }
      records += values
      if Bool.random(using: &random) { return .array(values) }
      return .object(
        values.enumerated().map { JSONMember(key: "k\($0.offset)", value: $0.element) })
    }
    var members = [JSONMember(key: "vendors", value: container(&random))]
    members.append(JSONMember(key: "beside", value: random.jsonValue(depth: 2)))
    let results = JSONMember(key: "results", value: container(&random))
    let total = JSONMember(key: "total", value: .number("1"))
    members.append(JSONMember(key: "data", value: .object([total, results])))
    let categories = ["A", "B.C"].map { JSONMember(key: $0, value: container(&random)) }
    members.append(JSONMember(key: "categories", value: .object(categories)))
    return (.object(members), records)
  }

  @Test func whatIsWrittenIsReadBack() {
    for seed in 0..<1500 {
      var random = SeededGenerator(seed: seed)
      let values = (0..<3).map { _ in random.jsonValue(depth: 4) }
      let text = values.map { JSONText.text(of: $0, isOneLine: true, &random) }
      let parsed = ParsedJSON(text.joined(separator: "\n"), chunkBytes: 7)
      #expect(parsed.records.map(\.value) == values, "seed \(seed)")
      #expect(parsed.records.map(\.original) == text, "seed \(seed)")
      #expect(parsed.rejects.isEmpty)
    }
  }

  @Test func recordsOfADocumentAreReadBack() {
    for seed in 0..<600 {
      var random = SeededGenerator(seed: seed)
      let (value, records) = document(&random)
      let text = JSONText.text(of: value, isOneLine: false, &random)
      let parsed = ParsedJSON(text, .document(records: Self.paths), chunkBytes: 9)
      #expect(parsed.records.map(\.value) == records, "seed \(seed)")
      #expect(parsed.beside.map(\.key) == ["beside", "total"], "seed \(seed)")
      #expect(parsed.rejects.isEmpty)
      #expect(parsed.error == nil)
      let bytes = Array(text.utf8)
      for element in parsed.elements where element.original.utf8.count < 4096 {
        let start = element.position.byteOffset
        #expect(bytes[start...].starts(with: OriginalText.bytes(of: element.original)))
        #expect(bytes[..<start].count { $0 == 0x0A } + 1 == element.position.line)
      }
    }
  }

  @Test func chunkSizeChangesNothing() {
    for seed in 0..<140 {
      var random = SeededGenerator(seed: seed)
      let isLines = Bool.random(using: &random)
      var bytes = lines(&random)
      if !isLines {
        let value = document(&random).value
        bytes = Array(JSONText.text(of: value, isOneLine: false, &random).utf8)
      }
      if seed % 4 != 0 { bytes = random.damaged(bytes) }
      let layout = isLines ? JSONLayout.lines : .document(records: Self.paths)
      let limit = [1 << 20, 24, 9].randomElement(using: &random) ?? 24
      let whole = ParsedJSON(bytes, layout, maximumRecordBytes: limit)
      let wholeRows = ParsedJSONRows(
        bytes, layout, columns: Self.columns, maximumRecordBytes: limit)
      for chunk in 1...70 {
        let chunked = ParsedJSON(bytes, layout, maximumRecordBytes: limit, chunkBytes: chunk)
        #expect(chunked == whole, "seed \(seed), chunks of \(chunk)")
        let rows = ParsedJSONRows(
          bytes, layout, columns: Self.columns, maximumRecordBytes: limit, chunkBytes: chunk)
        #expect(rows == wholeRows, "seed \(seed), chunks of \(chunk)")
      }
    }
  }

  @Test func everyRowIsCountedWhateverTheDamage() {
    for seed in 0..<4000 {
      var random = SeededGenerator(seed: seed)
      let isLines = Bool.random(using: &random)
      var bytes = lines(&random)
      if !isLines {
        let value = document(&random).value
        bytes = Array(JSONText.text(of: value, isOneLine: false, &random).utf8)
      }
      bytes = random.damaged(bytes)
      let layout = isLines ? JSONLayout.lines : .document(records: Self.paths + [""])
      let limit = Bool.random(using: &random) ? 1 << 20 : 40
      let parsed = ParsedJSON(bytes, layout, maximumRecordBytes: limit, chunkBytes: 13)
      #expect(parsed.rowsRead == parsed.records.count + parsed.rejects.count, "seed \(seed)")
      let offsets =
        parsed.elements.map(\.position.byteOffset) + parsed.rejects.map(\.position.byteOffset)
      #expect(Set(offsets).count == offsets.count, "seed \(seed)")
      if isLines { #expect(parsed.error == nil || bytes.allSatisfy { $0 < 0x21 }, "seed \(seed)") }

      // The reader of rows takes and rejects the same.
      let rows = ParsedJSONRows(
        bytes, layout, columns: Self.columns, maximumRecordBytes: limit, chunkBytes: 13)
      #expect(rows.rejects == parsed.rejects, "seed \(seed)")
      #expect(rows.error == parsed.error, "seed \(seed)")
      #expect(rows.rows.map(\.position) == parsed.records.map(\.position), "seed \(seed)")
      for (row, record) in zip(rows.rows, parsed.records) {
        let expected = Self.columns.map {
          NaiveColumns.field($0, of: record.value, key: record.key)
        }
        for (index, field) in expected.enumerated() {
          // Compact text keeps the escapes of the file, which the naive one does not know.
          if let field { #expect(row.fields[index] == field, "seed \(seed), column \(index)") }
        }
      }
    }
  }

  @Test func truncationAnywhereKeepsWhatWasComplete() {
    let text =
      "{\"date\":\"x\",\"vendors\":{\"1\":{\"n\":\"é\"},\"2\":[1,{}],\"3\":7},\"end\":null}"
    let bytes = Array(text.utf8)
    let whole = ParsedJSON(bytes, .document(records: ["vendors"]))
    #expect(whole.records.count == 3)
    for length in 0..<bytes.count {
      let parsed = ParsedJSON(
        Array(bytes[..<length]), .document(records: ["vendors"]), chunkBytes: 5)
      #expect(parsed.error != nil, "cut at \(length)")
      #expect(parsed.rejects.isEmpty)
      let complete = whole.elements.filter {
        $0.position.byteOffset + $0.original.utf8.count < length
      }
      #expect(complete.allSatisfy { parsed.elements.contains($0) }, "cut at \(length)")
    }
  }

  @Test func foundationAgreesOnWhatIsJSON() {
    for seed in 0..<4000 {
      var random = SeededGenerator(seed: seed)
      let value = random.jsonValue(depth: 3)
      var bytes = Array(JSONText.text(of: value, isOneLine: true, &random).utf8)
      if seed % 3 != 0 { bytes = random.damaged(bytes) }
      // Lines, blanks and NUL are this reader's own business, and an encoding other than UTF-8,
      // which Foundation guesses from NULs. It also drops U+FEFF at the beginning of text.
      let text = String(decoding: bytes, as: UTF8.self)
      if bytes.contains(where: { $0 < 0x20 && $0 != 0x09 }) { continue }
      if text.unicodeScalars.contains("\u{FEFF}") { continue }
      guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      let theirs = try? JSONSerialization.jsonObject(
        with: Data(bytes), options: [.fragmentsAllowed])
      let parsed = ParsedJSON(bytes)
      guard let theirs else {
        // Numbers beyond all measure are none to Foundation, and digits like others here.
        #expect(
          parsed.records.allSatisfy { Self.isBeyondMeasure($0.value) }, "seed \(seed): \(text)")
        continue
      }
      if parsed.records.isEmpty {
        // Stricter on purpose: NUL, and a comma behind the last value, which Foundation allows.
        let explanation = parsed.rejects.first?.explanation ?? ""
        let isComma =
          explanation.contains("found '}', expected a member's name")
          || explanation.contains("found ']', expected a value;")
        #expect(parsed.kinds == [.nulByte] || isComma, "seed \(seed): \(text)")
        continue
      }
      #expect(Self.isSame(parsed.records[0].value, theirs), "seed \(seed): \(text)")
    }
  }

  private static func isBeyondMeasure(_ value: JSONValue) -> Bool {
    if case .number(let digits) = value { return Double(digits)?.isFinite != true }
    return (value.elements + value.members.map(\.value)).contains { isBeyondMeasure($0) }
  }

  /// Returns whether Foundation read the same; of equal names it keeps one that it does not tell.
  private static func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
    switch ours {
    case .null: return theirs is NSNull
    case .bool(let value): return theirs as? Bool == value
    case .string(let text): return theirs as? String == text
    case .number(let digits):
      guard let number = theirs as? NSNumber, let value = Double(digits) else { return false }
      // Numbers beyond 64 bits may come as decimal ones.
      return number.doubleValue == value || abs(number.doubleValue / value - 1) < 1e-14
    case .array(let elements):
      guard let others = theirs as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { isSame($0, $1) }
    case .object(let members):
      guard let others = theirs as? [String: Any] else { return false }
      let names = Set(members.map(\.key))
      guard names == Set(others.keys) else { return false }
      return names.allSatisfy { name in
        guard let other = others[name] else { return false }
        return members.contains { $0.key == name && isSame($0.value, other) }
      }
    }
  }
}

/// Columns the short and slow way.
private enum NaiveColumns {
  /// Returns a field, or nil when it holds the text of an object or array.
  static func field(_ path: String, of value: JSONValue, key: String?) -> String? {
    if path == "$key" { return key ?? "" }
    let steps =
      path.isEmpty
      ? []
      : path.replacingOccurrences(of: "\\.", with: "\u{1}")
        .split(separator: ".").map { $0.replacingOccurrences(of: "\u{1}", with: ".") }
    var values = [value]
    for step in steps {
      values = values.flatMap(flattened).compactMap { $0[step] }
    }
    values = values.flatMap { value in
      if case .array(let elements) = value { elements } else { [value] }
    }
    var texts: [String] = []
    for value in values {
      switch value {
      case .array, .object: return nil
      case .null: break
      default: texts.append((value.text ?? "").replacingOccurrences(of: "\u{1F}", with: " "))
      }
    }
    return texts.filter { !$0.isEmpty }.joined(separator: "\u{1F}")
  }

  private static func flattened(_ value: JSONValue) -> [JSONValue] {
    guard case .array(let elements) = value else { return [value] }
    return elements.flatMap(flattened)
  }
}
