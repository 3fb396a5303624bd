/// Reads the records of a JSON file as rows of named columns.
///
/// A column is a path within a record: member names joined by full stops, `\.` for a full stop within a
/// name. `$key` is the name of the record where records are members of an object. On an array the path
/// goes on in every element, and several values are joined by U+001F. Null, an absent member and an
/// empty array give an empty field; an array or object at the end of a path gives its compact text.
public final class JSONRecordReader: RecordReader, @unchecked Sendable {
  // SAFETY: as of `JSONReader`.

  /// The paths asked for, in their order.
  public let header: [String]

  private static let unitSeparator: UInt8 = 0x1F

  private let reader: JSONReader
  private let paths: [[String]]

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - columns: The paths within a record that become columns; at least one.
  ///   - maximumRecordBytes: The largest record accepted; from 1 to 2^29 bytes.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29.
  /// - Throws: `InputError` when the file cannot be read, or is empty.
  public init(
    source: any ByteSource, layout: JSONLayout, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    precondition(!columns.isEmpty, "a row needs at least one column")
    reader = try JSONReader(
      source: source, layout: layout, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
    header = columns
    paths = columns.map(Self.parts)
  }

  /// Reads on and returns the next records and the rejects among them, or nil at the end.
  ///
  /// A record that is no object is a reject.
  ///
  /// - Throws: `InputError` as `JSONReader.nextBatch()` does.
  public func nextBatch() throws(InputError) -> (records: RecordBatch, rejects: [Reject])? {
    while let (elements, readRejects) = try reader.nextBatch() {
      var rejects = readRejects
      var arena: [UInt8] = []
      var fields: [FieldRange] = []
      var entries: [RecordBatch.Entry] = []
      for element in elements where element.isRecord {
        guard case .object = element.value else {
          rejects.append(
            Reject(
              position: element.position, column: nil, kind: .malformedJSON,
              explanation: "the record is no object; look at 'records' in the pipeline file",
              original: element.original))
          continue
        }
        let start = arena.count
        arena.append(contentsOf: element.source.bytes[element.source.range])
        entries.append(
          RecordBatch.Entry(position: element.position, start: start, end: arena.count))
        for path in paths {
          let fieldStart = arena.count
          append(element, path, to: &arena)
          fields.append(
            FieldRange(start: fieldStart, end: arena.count, hasDoubledQuotes: false))
        }
      }
      if entries.isEmpty && rejects.isEmpty { continue }
      rejects.sort { $0.position.byteOffset < $1.position.byteOffset }
      let storage = RecordBatch.Storage(
        bytes: arena, fields: fields, records: entries, columnCount: header.count,
        quote: UInt8(ascii: "\""))
      return (RecordBatch(storage: storage), rejects)
    }
    return nil
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  public var summary: InputSummary { reader.summary }

  // MARK: Fields

  private func append(_ element: JSONElement, _ path: [String], to arena: inout [UInt8]) {
    if path == ["$key"] {
      arena.append(contentsOf: (element.key ?? "").utf8)
      return
    }
    var isFirst = true
    Self.append(element.value, path[...], &isFirst, to: &arena)
  }

  private static func append(
    _ value: JSONValue, _ path: ArraySlice<String>, _ isFirst: inout Bool, to arena: inout [UInt8]
  ) {
    if case .array(let elements) = value {
      for element in elements { append(element, path, &isFirst, to: &arena) }
      return
    }
    if let name = path.first {
      if let inner = value[name] { append(inner, path.dropFirst(), &isFirst, to: &arena) }
      return
    }
    let text = value.text ?? (value == .null ? "" : compact(value))
    if text.isEmpty { return }
    if !isFirst { arena.append(unitSeparator) }
    isFirst = false
    // A NUL that was written as an escape is none of a record's either.
    arena.append(contentsOf: text.utf8.lazy.map { $0 == 0 ? 0x20 : $0 })
  }

  /// The JSON text of a value without blanks.
  private static func compact(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool, .number: value.text ?? ""
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { quoted($0.key) + ":" + compact($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(Character(scalar))
      case "\u{00}"..."\u{1F}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The names of a path; `\.` is a full stop within a name.
  private static func parts(of path: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in path {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "." {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
