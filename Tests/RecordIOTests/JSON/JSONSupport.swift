import RecordIO

/// Everything a reader makes of some JSON, up to the error that ends it.
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
  var error: InputError?

  var values: [JSONValue] { elements.map(\.value) }
  var records: [Element] { elements.filter(\.isRecord) }
  var kinds: [Reject.Kind] { rejects.map(\.kind) }
  /// The text of the error, without the path.
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
      while let batch = try reader.nextBatch() {
        elements += batch.elements.map {
          Element(
            container: $0.container, key: $0.key, isRecord: $0.isRecord, value: $0.value,
            position: $0.position, original: $0.original)
        }
        rejects += batch.rejects
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

/// Everything a record reader makes of some JSON, up to the error that ends it.
struct ProjectedJSON: Equatable {
  var rows: [Parsed.Row] = []
  var rejects: [Reject] = []
  var rowsRead = 0
  var error: InputError?

  var fields: [[String]] { rows.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } } }

  init(
    _ bytes: [UInt8], _ layout: JSONLayout = .lines, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) {
    do throws(InputError) {
      let reader = try JSONRecordReader(
        source: MemorySource(bytes), layout: layout, columns: columns,
        maximumRecordBytes: maximumRecordBytes, chunkBytes: chunkBytes)
      defer { rowsRead = reader.summary.rowsRead }
      while let batch = try reader.nextBatch() {
        for index in 0..<batch.records.count {
          let record = batch.records[index]
          let fields = (0..<record.fieldCount).map { field in
            record.withFieldBytes(field) { Array($0) }
          }
          rows.append(
            Parsed.Row(position: record.position, fields: fields, original: record.original))
        }
        rejects += batch.rejects
      }
    } catch {
      self.error = error
    }
  }

  init(_ text: String, _ layout: JSONLayout = .lines, columns: [String]) {
    self.init(Array(text.utf8), layout, columns: columns)
  }
}

/// The shortest writer of JSON, with white space and escapes by chance.
enum JSONText {
  static func text(of value: JSONValue, _ random: inout SeededGenerator) -> String {
    let pad = random.text(upTo: 1, from: ["", "", " ", "\t"])
    switch value {
    case .null: return pad + "null" + pad
    case .bool(let value): return pad + (value ? "true" : "false")
    case .number(let digits): return digits + pad
    case .string(let text): return pad + string(text, &random)
    case .array(let elements):
      return "[" + pad + elements.map { Self.text(of: $0, &random) }.joined(separator: ",") + "]"
    case .object(let members):
      let parts = members.map { member in
        pad + string(member.key, &random) + pad + ":" + Self.text(of: member.value, &random)
      }
      return "{" + parts.joined(separator: ",") + pad + "}"
    }
  }

  static func string(_ text: String, _ random: inout SeededGenerator) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      let isPlain = scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
      if isPlain, Int.random(in: 0..<6, using: &random) > 0 {
        result.unicodeScalars.append(scalar)
      } else if scalar == "\n", Bool.random(using: &random) {
        result += "\\n"
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }

  /// Returns any value, of a few levels.
  static func value(_ random: inout SeededGenerator, levels: Int = 3) -> JSONValue {
    switch Int.random(in: 0..<(levels > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2:
      let numbers = ["0", "-0", "12", "-3.50", "1e5", "2E-3", "98765432109876543210", "0.1e+2"]
      return .number(numbers.randomElement(using: &random) ?? "0")
    case 3, 4: return .string(name(&random))
    case 5:
      let count = Int.random(in: 0...3, using: &random)
      return .array((0..<count).map { _ in value(&random, levels: levels - 1) })
    default:
      let count = Int.random(in: 0...3, using: &random)
      return .object(
        (0..<count).map { index in
          JSONMember(key: "\(index)" + name(&random), value: value(&random, levels: levels - 1))
        })
    }
  }

  static func name(_ random: inout SeededGenerator) -> String {
    random.text(
      upTo: 5, from: ["a", "name", "é", "中", "😀", "\"", "\\", "\n", "/", "x", "{", "]", ",", ":"])
  }
}
