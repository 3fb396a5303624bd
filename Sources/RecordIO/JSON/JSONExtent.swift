/// The search for the end of a JSON value by brackets and quotes, over bytes that come in parts.
///
/// Nothing else is checked, so that what is wrong inside a record costs that record alone. Brackets
/// are told apart down to 64 levels and counted below: a value nested deeper is rejected anyway.
struct JSONExtent {
  /// What one part of the bytes gave; indices count from the beginning of the buffer.
  enum Outcome {
    /// The value ends before this index.
    case end(Int)
    /// The part ends within the value.
    case needsMore
    /// No value begins here.
    case noValue
    /// A bracket closes what another kind of bracket opened.
    case wrongBracket(at: Int, expected: UInt8)
  }

  private enum State { case beginning, structure, string, escape, scalar }

  private var state = State.beginning
  private var depth = 0
  /// From the lowest bit, a level each: whether an object is open there.
  private var objects: UInt64 = 0

  /// Whether the value has begun and would be complete if nothing followed: a number or a word.
  var mayEndAnywhere: Bool { state == .scalar }

  /// Looks on for the end, in the bytes from `start` to `stop`.
  mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to stop: Int
  ) -> Outcome {
    precondition(start >= 0 && start <= stop && stop <= bytes.count)
    var index = start
    while index < stop {
      switch state {
      case .beginning:
        switch bytes[index] {
        case JSONByte.openObject, JSONByte.openArray: state = .structure
        case ASCII.quote:
          state = .string
          index += 1
        case let byte where JSONByte.endsScalar(byte): return .noValue
        default: state = .scalar
        }
      case .structure:
        let byte = bytes[index]
        index += 1
        switch byte {
        case ASCII.quote: state = .string
        case JSONByte.openObject, JSONByte.openArray:
          if depth < 64 {
            let bit: UInt64 = 1 << UInt64(depth)
            objects = byte == JSONByte.openObject ? objects | bit : objects & ~bit
          }
          depth += 1
        case JSONByte.closeObject, JSONByte.closeArray:
          depth -= 1
          if depth < 64 {
            let isObject = objects >> UInt64(depth) & 1 == 1
            if isObject != (byte == JSONByte.closeObject) {
              let expected = isObject ? JSONByte.closeObject : JSONByte.closeArray
              return .wrongBracket(at: index - 1, expected: expected)
            }
          }
          if depth == 0 { return .end(index) }
        default: break
        }
      case .string:
        index = JSONByte.firstSpecial(in: bytes, from: index, to: stop)
        guard index < stop else { return .needsMore }
        switch bytes[index] {
        case ASCII.backslash: state = .escape
        case ASCII.quote:
          if depth == 0 { return .end(index + 1) }
          state = .structure
        default: break
        }
        index += 1
      case .escape:
        state = .string
        index += 1
      case .scalar:
        if JSONByte.endsScalar(bytes[index]) { return .end(index) }
        index += 1
      }
    }
    return .needsMore
  }
}

/// Bytes with a meaning in JSON.
enum JSONByte {
  static let openArray: UInt8 = 0x5B
  static let closeArray: UInt8 = 0x5D
  static let openObject: UInt8 = 0x7B
  static let closeObject: UInt8 = 0x7D
  static let colon: UInt8 = 0x3A
  static let minus: UInt8 = 0x2D

  /// Returns whether `byte` is white space between values.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte <= ASCII.space
      && (byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
        || byte == ASCII.tab)
  }

  /// Returns whether `byte` cannot be within a number or a word.
  static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case openArray, closeArray, openObject, closeObject, colon, ASCII.comma, ASCII.quote: true
    default: isSpace(byte)
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Returns the index of the first quote, backslash or control character, or `stop`.
  ///
  /// Eight bytes at a time, because most bytes of a file are within strings.
  @inline(__always)
  static func firstSpecial(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to stop: Int
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= stop {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(ASCII.quote))
      let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
      // The lowest bit set is that of the first such byte; higher ones may be wrong.
      let found =
        ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
          | (word &- ones &* 0x20) & ~word) & 0x8080_8080_8080_8080
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < stop {
      let byte = bytes[index]
      if byte == ASCII.quote || byte == ASCII.backslash || byte < ASCII.space { return index }
      index += 1
    }
    return stop
  }
}
