/// The columns asked for, as a tree of member names, so that one pass over a record finds them all.
struct JSONProjection {
  /// A place within records.
  private struct Node {
    /// The columns that show what stands here.
    var columns: [Int] = []
    var children: [(name: [UInt8], node: Int)] = []
  }

  /// A value found for a column: bytes of the arena, and the next value of the same column.
  private struct Finding {
    var range: Range<Int>
    var next: Int?
  }

  /// What stands between several values of one column: the unit separator.
  static let separator: UInt8 = 0x1F

  private let columns: [String]
  private var nodes = [Node()]
  /// The columns that show the member's name of the record itself.
  private var keyColumns: [Int] = []
  private var findings: [Finding] = []
  private var first: [Int?]
  private var last: [Int?]
  private var nameBytes: [UInt8] = []
  private var joined: [UInt8] = []

  init(columns: [String]) {
    self.columns = columns
    first = Array(repeating: nil, count: columns.count)
    last = first
    for (column, path) in columns.enumerated() {
      if path == "$key" {
        keyColumns.append(column)
        continue
      }
      var node = 0
      for part in JSONPath.parts(of: path) {
        if let child = nodes[node].children.first(where: { $0.name == part.name }) {
          node = child.node
        } else {
          nodes.append(Node())
          nodes[node].children.append((part.name, nodes.count - 1))
          node = nodes.count - 1
        }
      }
      nodes[node].columns.append(column)
    }
  }

  /// Reads a record and appends a field for each column.
  ///
  /// - Parameters:
  ///   - parser: At the beginning of the record, which is all it holds.
  ///   - key: The name of the record, if it is a member.
  ///   - arena: Ends with the record's bytes; gets what had to be decoded.
  ///   - fields: Gets the fields when all is well.
  mutating func project(
    _ parser: inout JSONParser, key: String?, arena: inout [UInt8], fields: inout [FieldRange]
  ) throws(JSONProblem) {
    findings.removeAll(keepingCapacity: true)
    for column in columns.indices { (first[column], last[column]) = (nil, nil) }
    let base = arena.count - parser.bytes.count
    let end = arena.count
    try visit(0, &parser, 0, base, &arena)
    if let key, !keyColumns.isEmpty {
      let start = arena.count
      arena.append(contentsOf: key.utf8)
      try note(start..<arena.count, for: keyColumns, at: 0, arena)
    }
    for column in columns.indices {
      guard let finding = first[column] else {
        fields.append(FieldRange(start: end, end: end, hasDoubledQuotes: false))
        continue
      }
      var range = findings[finding].range
      if var next = findings[finding].next {
        // Beside the arena first: appending a part of itself would copy the whole.
        joined.removeAll(keepingCapacity: true)
        joined.append(contentsOf: arena[range])
        while true {
          joined.append(Self.separator)
          joined.append(contentsOf: arena[findings[next].range])
          guard let further = findings[next].next else { break }
          next = further
        }
        range = arena.count..<arena.count + joined.count
        arena.append(contentsOf: joined)
      }
      fields.append(
        FieldRange(start: range.lowerBound, end: range.upperBound, hasDoubledQuotes: false))
    }
  }

  /// Reads the value that stands at `node`.
  private mutating func visit(
    _ node: Int, _ parser: inout JSONParser, _ depth: Int, _ base: Int, _ arena: inout [UInt8]
  ) throws(JSONProblem) {
    if !nodes[node].columns.isEmpty {
      let start = parser.index
      try show(node, &parser, depth, base, &arena)
      if nodes[node].children.isEmpty { return }
      parser.index = start
    }
    try descend(node, &parser, depth, base, &arena)
  }

  /// Notes the value, or each element of an array, for the columns of `node`.
  private mutating func show(
    _ node: Int, _ parser: inout JSONParser, _ depth: Int, _ base: Int, _ arena: inout [UInt8]
  ) throws(JSONProblem) {
    guard try parser.nextByte("a value") == JSONByte.openArray else {
      return try showOne(node, &parser, depth, base, &arena)
    }
    var isFirst = true
    try parser.open(depth)
    while try parser.nextElement(isFirst: isFirst) {
      isFirst = false
      try showOne(node, &parser, depth + 1, base, &arena)
    }
  }

  private mutating func showOne(
    _ node: Int, _ parser: inout JSONParser, _ depth: Int, _ base: Int, _ arena: inout [UInt8]
  ) throws(JSONProblem) {
    let byte = try parser.nextByte("a value")
    let start = parser.index
    var range: Range<Int>
    switch byte {
    case ASCII.quote:
      let string = try parser.string()
      range = base + string.start..<base + string.end
      if string.hasEscapes {
        let begin = arena.count
        parser.decode(string, into: &arena)
        range = begin..<arena.count
        try note(range, for: nodes[node].columns, at: start, arena)
        return
      }
    case JSONByte.openObject, JSONByte.openArray:
      try parser.skipValue(depth: depth)
      let begin = arena.count
      Self.appendCompact(parser.bytes, start..<parser.index, to: &arena)
      range = begin..<arena.count
    default:
      try parser.skipValue(depth: depth)
      if byte == UInt8(ascii: "n") { return }
      range = base + start..<base + parser.index
    }
    for column in nodes[node].columns { note(range, for: column) }
  }

  /// Reads the members of an object, or of each element of an array, on the way to columns.
  private mutating func descend(
    _ node: Int, _ parser: inout JSONParser, _ depth: Int, _ base: Int, _ arena: inout [UInt8]
  ) throws(JSONProblem) {
    let byte = try parser.nextByte("a value")
    var isFirst = true
    if byte == JSONByte.openArray, !nodes[node].children.isEmpty {
      try parser.open(depth)
      while try parser.nextElement(isFirst: isFirst) {
        isFirst = false
        try descend(node, &parser, depth + 1, base, &arena)
      }
    } else if byte == JSONByte.openObject, !nodes[node].children.isEmpty {
      try parser.open(depth)
      while try parser.nextName(isFirst: isFirst) {
        isFirst = false
        let name = try parser.string()
        let child = child(of: node, named: name, parser)
        try parser.colon()
        if let child {
          try visit(child, &parser, depth + 1, base, &arena)
        } else {
          try parser.skipValue(depth: depth + 1)
        }
      }
    } else {
      try parser.skipValue(depth: depth)
    }
  }

  private mutating func child(
    of node: Int, named name: JSONParser.RawString, _ parser: JSONParser
  ) -> Int? {
    if name.hasEscapes {
      nameBytes.removeAll(keepingCapacity: true)
      parser.decode(name, into: &nameBytes)
      return nodes[node].children.first { $0.name == nameBytes }?.node
    }
    let bytes = parser.bytes[name.start..<name.end]
    for child in nodes[node].children
    where child.name.count == bytes.count && child.name.elementsEqual(bytes) {
      return child.node
    }
    return nil
  }

  /// Notes decoded text, which may hold a NUL that the file does not show as one.
  private mutating func note(
    _ range: Range<Int>, for columns: [Int], at index: Int, _ arena: [UInt8]
  ) throws(JSONProblem) {
    if let column = columns.first, arena[range].contains(0) {
      throw JSONProblem(
        kind: .nulByte, index: index, expected: "text", column: self.columns[column])
    }
    for column in columns { note(range, for: column) }
  }

  private mutating func note(_ range: Range<Int>, for column: Int) {
    if let before = last[column] {
      findings[before].next = findings.count
    } else {
      first[column] = findings.count
    }
    last[column] = findings.count
    findings.append(Finding(range: range))
  }

  /// Appends a value that was read without the white space between its parts.
  private static func appendCompact(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to arena: inout [UInt8]
  ) {
    var index = range.lowerBound
    var isInString = false
    while index < range.upperBound {
      let byte = bytes[index]
      if isInString {
        arena.append(byte)
        if byte == ASCII.backslash, index + 1 < range.upperBound {
          index += 1
          arena.append(bytes[index])
        } else if byte == ASCII.quote {
          isInString = false
        }
      } else if !JSONByte.isSpace(byte) {
        arena.append(byte)
        isInString = byte == ASCII.quote
      }
      index += 1
    }
  }
}
