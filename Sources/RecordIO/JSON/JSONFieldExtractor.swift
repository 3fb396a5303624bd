// One pass over a record: each value is checked, those on a path to a column are noted as pieces.
// A piece is a place in the bytes read wherever the text stands there as it is; only what must be
// decoded, joined or made compact is written to the arena, which in the end stands behind them.

/// Takes the fields of named columns out of JSON records.
struct JSONFieldExtractor {
  /// The most bytes that the fields of one record may take up in the arena: 2^28.
  ///
  /// Paths one within another (`a`, `a.b`) have their text copied for each, which this bounds.
  static let maximumFieldBytes = 1 << 28
  /// What stands between several values of a field: the unit separator.
  static let separator: UInt8 = 0x1F

  /// Part of a field, in the bytes read or, behind them, in the arena.
  private struct Piece {
    let start: Int
    let end: Int
    /// The piece of the same field behind it, or -1.
    var next: Int
  }

  let columns: JSONColumns
  /// Text that does not stand in the bytes read.
  private(set) var arena: [UInt8] = []
  /// Where the arena begins that stands behind the bytes read.
  private var arenaOffset = 0
  /// The length of the arena in front of the record at hand.
  private var arenaStart = 0
  private var pieces: [Piece] = []
  /// For each field its first and last piece, or -1.
  private var ends: [(first: Int, last: Int)]
  /// For each child the number of the object in which it was met, because the first of equal names
  /// counts.
  private var seenIn: [Int]
  private var objectCount = 0

  init(columns: [String]) {
    self.columns = JSONColumns(columns)
    ends = Array(repeating: (-1, -1), count: self.columns.fieldCount)
    seenIn = Array(repeating: 0, count: self.columns.children.count)
  }

  /// Begins a batch whose bytes read are `byteCount`.
  mutating func startBatch(byteCount: Int) {
    arena.removeAll(keepingCapacity: true)
    arenaOffset = byteCount
  }

  /// Whether the batch should end, because places in it are kept in 31 bits.
  var isFull: Bool { arena.count > Self.maximumFieldBytes }

  /// Checks the record `leaf`, and appends its fields, one for each column.
  ///
  /// - Throws: `JSONProblem`; then nothing was appended.
  mutating func extract(
    _ leaf: JSONLeaf, _ scanner: JSONScanner, appendingTo fields: inout FieldList
  ) throws(JSONProblem) {
    pieces.removeAll(keepingCapacity: true)
    for field in ends.indices { ends[field] = (-1, -1) }
    arenaStart = arena.count
    var index = leaf.range.lowerBound
    do throws(JSONProblem) {
      try walk(scanner, at: &index, level: 0, node: 0, isElement: false, notes: true)
      index = scanner.skipBlanks(index)
      guard index == scanner.end else { throw JSONProblem(.expected(.nothing), at: index) }
      if let keyField = columns.keyField, let key = leaf.key {
        let start = arena.count
        arena.append(contentsOf: key)
        note(arenaOffset + start, arenaOffset + arena.count, in: keyField)
      }
      try joinPieces(scanner)
    } catch {
      arena.removeLast(arena.count - arenaStart)
      throw error
    }
    for field in columns.fieldOfColumn {
      let first = ends[field].first
      let (start, end) = first < 0 ? (0, 0) : (pieces[first].start, pieces[first].end)
      fields.append(FieldRange(start: start, end: end, hasDoubledQuotes: false))
    }
  }

  // MARK: Reading

  /// Checks the value at `index` and notes what paths lead to.
  ///
  /// Recursive, but never deeper than `JSONScanner.maximumDepth`.
  ///
  /// - Parameters:
  ///   - node: The place in the tree of columns.
  ///   - isElement: Whether the value stands in an array that stands for its elements.
  ///   - notes: Whether the value itself is noted, and not only what is in it.
  private mutating func walk(
    _ scanner: JSONScanner, at index: inout Int, level: Int, node: Int, isElement: Bool, notes: Bool
  ) throws(JSONProblem) {
    let start = index
    let field = notes ? columns.nodes[node].field : nil
    let leadsOn = !columns.nodes[node].children.isEmpty
    switch scanner.byte(at: start) {
    case UInt8(ascii: "{"):
      if leadsOn {
        try walkObject(scanner, at: &index, level: level, node: node)
      } else {
        index = try scanner.value(at: start, level: level)
      }
      if let field { try noteCompact(start..<index, scanner, in: field) }
    case UInt8(ascii: "["):
      // An array stands for its elements; one within another is text of its own.
      if leadsOn || !isElement {
        try walkArray(
          scanner, at: &index, level: level, node: node, notes: field != nil && !isElement)
      } else {
        index = try scanner.value(at: start, level: level)
      }
      if let field, isElement { try noteCompact(start..<index, scanner, in: field) }
    case ASCII.quote:
      let token = try scanner.string(at: start)
      index = token.end + 1
      if let field { try noteString(token, scanner, in: field) }
    case let first:
      index = try scanner.scalar(at: start)
      if let field, first != UInt8(ascii: "n") { note(start, index, in: field) }
    }
  }

  private mutating func walkObject(
    _ scanner: JSONScanner, at index: inout Int, level: Int, node: Int
  ) throws(JSONProblem) {
    if level == JSONScanner.maximumDepth { throw JSONProblem(.tooDeep, at: index) }
    index = scanner.skipBlanks(index + 1)
    if scanner.byte(at: index) == UInt8(ascii: "}") {
      index += 1
      return
    }
    objectCount += 1
    let object = objectCount
    var expectation = JSONProblem.Expectation.nameOrEnd
    while true {
      let name = try scanner.name(at: &index, orEnd: expectation)
      let child = child(named: name, scanner, of: columns.nodes[node])
      if let child, seenIn[child] != object {
        seenIn[child] = object
        try walk(
          scanner, at: &index, level: level + 1, node: columns.children[child].node,
          isElement: false, notes: true)
      } else {
        index = try scanner.value(at: index, level: level + 1)
      }
      index = scanner.skipBlanks(index)
      switch scanner.byte(at: index) {
      case ASCII.comma:
        index = scanner.skipBlanks(index + 1)
        expectation = .name
      case UInt8(ascii: "}"):
        index += 1
        return
      default:
        throw JSONProblem(.expected(.commaOrBrace), at: index)
      }
    }
  }

  private mutating func walkArray(
    _ scanner: JSONScanner, at index: inout Int, level: Int, node: Int, notes: Bool
  ) throws(JSONProblem) {
    if level == JSONScanner.maximumDepth { throw JSONProblem(.tooDeep, at: index) }
    index = scanner.skipBlanks(index + 1)
    switch scanner.byte(at: index) {
    case UInt8(ascii: "]"):
      index += 1
      return
    case nil:
      throw JSONProblem(.expected(.elementOrEnd), at: index)
    default:
      break
    }
    while true {
      try walk(scanner, at: &index, level: level + 1, node: node, isElement: true, notes: notes)
      index = scanner.skipBlanks(index)
      switch scanner.byte(at: index) {
      case ASCII.comma:
        index = scanner.skipBlanks(index + 1)
      case UInt8(ascii: "]"):
        index += 1
        return
      default:
        throw JSONProblem(.expected(.commaOrBracket), at: index)
      }
    }
  }

  /// Returns which of the children of `node` a member is, or nil.
  @inline(__always)
  private func child(
    named token: JSONScanner.StringToken, _ scanner: JSONScanner, of node: JSONColumns.Node
  ) -> Int? {
    if token.hasEscapes { return child(withEscapedName: token, scanner, of: node) }
    let count = token.end - token.start
    guard node.lengths >> UInt64(count & 63) & 1 != 0 else { return nil }
    let name = UnsafeBufferPointer(rebasing: scanner.bytes[token.start..<token.end])
    var prefix: UInt64 = 0
    if token.start + 8 <= scanner.bytes.count {
      let raw = UnsafeRawBufferPointer(scanner.bytes)
      prefix = raw.loadUnaligned(fromByteOffset: token.start, as: UInt64.self).littleEndian
      if count < 8 { prefix &= 1 << UInt64(8 * count) &- 1 }
    } else {
      for (offset, byte) in name.prefix(8).enumerated() {
        prefix |= UInt64(byte) << UInt64(8 * offset)
      }
    }
    for index in node.children {
      let child = columns.children[index]
      if child.prefix == prefix, child.name.count == count,
        count <= 8 || child.name.elementsEqual(name)
      {
        return index
      }
    }
    return nil
  }

  @inline(never)
  private func child(
    withEscapedName token: JSONScanner.StringToken, _ scanner: JSONScanner,
    of node: JSONColumns.Node
  ) -> Int? {
    var name: [UInt8] = []
    JSONEscape.append(token, in: scanner.bytes, to: &name)
    return node.children.first { columns.children[$0].name == name }
  }

  // MARK: Noting

  @inline(__always)
  private mutating func note(_ start: Int, _ end: Int, in field: Int) {
    // What is empty says no more than what is not there.
    if start == end { return }
    let piece = pieces.count
    pieces.append(Piece(start: start, end: end, next: -1))
    if ends[field].first < 0 {
      ends[field].first = piece
    } else {
      pieces[ends[field].last].next = piece
    }
    ends[field].last = piece
  }

  private mutating func noteString(
    _ token: JSONScanner.StringToken, _ scanner: JSONScanner, in field: Int
  ) throws(JSONProblem) {
    guard token.hasEscapes else {
      note(token.start, token.end, in: field)
      return
    }
    try reserve(token.end - token.start, at: token.start)
    let start = arena.count
    JSONEscape.append(token, in: scanner.bytes, to: &arena)
    for index in start..<arena.count where arena[index] == Self.separator {
      arena[index] = ASCII.space
    }
    note(arenaOffset + start, arenaOffset + arena.count, in: field)
  }

  /// Notes the text of an array or object without the whitespace between its tokens.
  private mutating func noteCompact(
    _ range: Range<Int>, _ scanner: JSONScanner, in field: Int
  ) throws(JSONProblem) {
    try reserve(range.count, at: range.lowerBound)
    let start = arena.count
    var isInString = false
    var isEscaped = false
    for byte in UnsafeBufferPointer(rebasing: scanner.bytes[range]) {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == ASCII.backslash {
          isEscaped = true
        } else if byte == ASCII.quote {
          isInString = false
        }
      } else if JSONScanner.isBlank(byte) {
        continue
      } else if byte == ASCII.quote {
        isInString = true
      }
      arena.append(byte)
    }
    note(arenaOffset + start, arenaOffset + arena.count, in: field)
  }

  /// Makes one piece of the pieces of each field.
  private mutating func joinPieces(_ scanner: JSONScanner) throws(JSONProblem) {
    for field in ends.indices where ends[field].first != ends[field].last {
      let start = arena.count
      var next = ends[field].first
      while next >= 0 {
        let piece = pieces[next]
        try reserve(piece.end - piece.start + 1, at: scanner.end)
        if arena.count > start { arena.append(Self.separator) }
        if piece.start >= arenaOffset {
          let range = piece.start - arenaOffset..<piece.end - arenaOffset
          arena.append(contentsOf: arena[range])
        } else {
          arena.append(contentsOf: scanner.bytes[piece.start..<piece.end])
        }
        next = piece.next
      }
      pieces.append(Piece(start: arenaOffset + start, end: arenaOffset + arena.count, next: -1))
      ends[field] = (pieces.count - 1, pieces.count - 1)
    }
  }

  /// Checks that `count` bytes more may be written for the record.
  @inline(__always)
  private func reserve(_ count: Int, at index: Int) throws(JSONProblem) {
    guard arena.count - arenaStart + count <= Self.maximumFieldBytes else {
      throw JSONProblem(.fieldsTooLong, at: index)
    }
  }
}
