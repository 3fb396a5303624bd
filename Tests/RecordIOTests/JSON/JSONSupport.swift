import RecordIO

/// Everything the JSON reader makes of some bytes.
struct ParsedJSON: Equatable {
  struct Element: Equatable {
    var container: String
    var key: String?
    var isRecord: Bool
    var value: JSONValue
    var position: RecordPosition
    var original: String
  }

  var elements: [Element] = []
  var rejects: [Reject] = []
  var rowsRead = 0
  /// What ended the reading early.
  var error: InputError?

  var records: [Element] { elements.filter(\.isRecord) }
  var beside: [Element] { elements.filter { !$0.isRecord } }
  var kinds: [Reject.Kind] { rejects.map(\.kind) }
  /// The records as the test's own writer writes them.
  var texts: [String] { records.map { JSONText.text(of: $0.value) } }

  /// What is wrong with the document, or nil.
  var problem: String? {
    guard case .undecodable(let problem) = error?.reason else { return nil }
    return problem
  }

  init(
    _ bytes: [UInt8], _ layout: JSONLayout = .lines, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) {
    do throws(InputError) {
      let reader = try JSONReader(
        source: MemorySource(bytes), layout: layout, maximumRecordBytes: maximumRecordBytes,
        chunkBytes: chunkBytes)
      defer { rowsRead = reader.summary.rowsRead }
      while let (batch, someRejects) = try reader.nextBatch() {
        for element in batch {
          elements.append(
            Element(
              container: element.container, key: element.key, isRecord: element.isRecord,
              value: element.value, position: element.position, original: element.original))
        }
        rejects += someRejects
      }
    } catch {
      self.error = error
    }
  }

  init(
    _ text: String, _ layout: JSONLayout = .lines, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) {
    self.init(
      Array(text.utf8), layout, maximumRecordBytes: maximumRecordBytes, chunkBytes: chunkBytes)
  }
}

/// Everything the reader of rows makes of some bytes.
struct ParsedJSONRows: Equatable {
  struct Row: Equatable {
    var fields: [String]
    var position: RecordPosition
    var original: String
  }

  var rows: [Row] = []
  var rejects: [Reject] = []
  var rowsRead = 0
  var error: InputError?

  var fields: [[String]] { rows.map(\.fields) }

  init(
    _ bytes: [UInt8], _ layout: JSONLayout = .lines, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) {
    do throws(InputError) {
      let reader = try JSONRecordReader(
        source: MemorySource(bytes), layout: layout, columns: columns,
        maximumRecordBytes: maximumRecordBytes, chunkBytes: chunkBytes)
      defer { rowsRead = reader.summary.rowsRead }
      while let (records, someRejects) = try reader.nextBatch() {
        for index in 0..<records.count {
          let record = records[index]
          rows.append(
            Row(
              fields: (0..<record.fieldCount).map { record.field($0) },
              position: record.position, original: record.original))
        }
        rejects += someRejects
      }
    } catch {
      self.error = error
    }
  }

  init(
    _ text: String, _ layout: JSONLayout = .lines, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) {
    self.init(
      Array(text.utf8), layout, columns: columns, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
  }
}

/// Writes JSON, in ways as different as the grammar allows when given a generator.
enum JSONText {
  static func text(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map { text(of: $0) }.joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { quoted($0.key) + ":" + text(of: $0.value) }.joined(separator: ",") + "}"
    }
  }

  /// Writes `value` with blanks where they may stand and escapes where they need not.
  ///
  /// - Parameter isOneLine: Whether blanks are not to end lines.
  static func text(
    of value: JSONValue, isOneLine: Bool, _ random: inout SeededGenerator
  ) -> String {
    func blank(_ random: inout SeededGenerator) -> String {
      random.text(
        upTo: 2, from: isOneLine ? ["", "", " ", "\t"] : ["", "", " ", "\n", "\r\n", "\t"])
    }
    switch value {
    case .null, .bool, .number:
      return text(of: value)
    case .string(let text):
      return quoted(text, &random)
    case .array(let elements):
      var parts: [String] = []
      for element in elements {
        parts.append(
          blank(&random) + text(of: element, isOneLine: isOneLine, &random) + blank(&random))
      }
      return "[" + (parts.isEmpty ? blank(&random) : parts.joined(separator: ",")) + "]"
    case .object(let members):
      var parts: [String] = []
      for member in members {
        let value = text(of: member.value, isOneLine: isOneLine, &random)
        parts.append(
          blank(&random) + quoted(member.key, &random) + blank(&random) + ":" + blank(&random)
            + value + blank(&random))
      }
      return "{" + (parts.isEmpty ? blank(&random) : parts.joined(separator: ",")) + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map { escaped($0) ?? String($0) }.joined() + "\""
  }

  private static func quoted(_ text: String, _ random: inout SeededGenerator) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if Int.random(in: 0..<6, using: &random) == 0 {
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result += escaped(scalar) ?? String(scalar)
      }
    }
    return result + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\u{8}": "\\b"
    case "\u{C}": "\\f"
    default:
      scalar.value < 0x20
        ? "\\u00" + (scalar.value < 16 ? "0" : "")
          + String(scalar.value, radix: 16) : nil
    }
  }
}

extension SeededGenerator {
  private static let textAlphabet = [
    "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\r", "\t", "\u{1}", "\u{1F}", "é", "中", "😀",
    "\u{FFFF}", "\u{FEFF}", "{", "}", "[", "]", ",", ":", "abcdefgh", ".", "$",
  ]
  private static let numbers = [
    "0", "-0", "1", "-12", "3.25", "-0.5e+10", "1E5", "12345678901234567890", "2e-3", "7.0",
  ]

  /// Returns a value with at most `depth` arrays and objects within one another.
  mutating func jsonValue(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(Self.numbers.randomElement(using: &self) ?? "0")
    case 3, 4: return .string(text(upTo: 5, from: Self.textAlphabet))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &self)).map { _ in jsonValue(depth: depth - 1) })
    default: return jsonObject(depth: depth)
    }
  }

  /// Returns an object with names that differ from one another.
  mutating func jsonObject(depth: Int) -> JSONValue {
    let names = ["name", "id", "a.b", "", "é\"", "address", "a name of some length", "$key"]
    let members = names.shuffled(using: &self).prefix(Int.random(in: 0...5, using: &self)).map {
      JSONMember(key: $0, value: jsonValue(depth: depth - 1))
    }
    return .object(members)
  }

  /// Returns `bytes` with one to three of them changed, left out or added, or with the end cut off.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let alphabet: [UInt8] =
      Array("\"\\{}[],:0-.eu tn\n\r".utf8) + [0, 0x1A, 0x80, 0xC3, 0xE4, 0xFF]
    for _ in 0..<Int.random(in: 1...3, using: &self) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &self)
      let byte = alphabet.randomElement(using: &self) ?? 0
      switch Int.random(in: 0..<8, using: &self) {
      case 0, 1, 2: bytes[index] = byte
      case 3, 4: bytes.remove(at: index)
      case 5, 6: bytes.insert(byte, at: index)
      default: bytes.removeLast(bytes.count - index)
      }
    }
    return bytes
  }
}
