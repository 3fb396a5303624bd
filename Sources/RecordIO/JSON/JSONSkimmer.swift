/// Finds the end of a JSON value by its brackets and quotes alone, over bytes that come in pieces.
///
/// It looks at nothing else, so that a value that is not well-formed inside still has an end, and
/// costs no more than itself.
struct JSONSkimmer {
  /// What one piece gave.
  enum Outcome {
    /// The value ends in front of this index.
    case end(Int)
    /// The piece ends within the value.
    case more
    /// The bracket at this index closes what is not open; `open` is the one to be closed.
    case mismatch(Int, open: UInt8)
  }

  private enum Mode {
    case start
    case structure
    case string
    case escape
    /// A number or literal, or what stands in the place of one.
    case token
  }

  private var mode = Mode.start
  private var depth = 0
  /// The arrays (0) and objects (1) that are open, the innermost in the lowest bit.
  ///
  /// Of those beyond 64, which no reader follows, only the number is kept: memory does not grow
  /// with brackets.
  private var kinds: UInt64 = 0

  /// Whether the value is complete should the file end here, as far as can be told.
  var isComplete: Bool { mode == .token }

  /// Looks at the bytes from `start` up to `end`, which follow those of the call before.
  mutating func advance(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Outcome {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    // SAFETY: every index below is at least `start` and less than `end`.
    guard let base = bytes.baseAddress else { return .more }
    var index = start
    while index < end {
      switch mode {
      case .start:
        let byte = base[index]
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
          mode = .structure
          continue
        }
        mode = byte == ASCII.quote ? .string : .token
        index += 1
      case .structure:
        while index < end, !Self.isBracketOrQuote(base[index]) { index += 1 }
        guard index < end else { return .more }
        let byte = base[index]
        switch byte {
        case ASCII.quote:
          mode = .string
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if depth < 64 { kinds = kinds << 1 | (byte == UInt8(ascii: "{") ? 1 : 0) }
          depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth <= 64 {
            let isObject = kinds & 1 == 1
            guard isObject == (byte == UInt8(ascii: "}")) else {
              return .mismatch(index, open: isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
            }
            kinds >>= 1
          }
          depth -= 1
          if depth == 0 { return .end(index + 1) }
        default:
          break
        }
        index += 1
      case .string:
        index = Self.endOfPlainText(base, from: index, to: end)
        guard index < end else { return .more }
        if base[index] == ASCII.backslash {
          mode = .escape
        } else if depth == 0 {
          return .end(index + 1)
        } else {
          mode = .structure
        }
        index += 1
      case .escape:
        mode = .string
        index += 1
      case .token:
        while index < end, !Self.endsToken(base[index]) { index += 1 }
        if index < end { return .end(index) }
      }
    }
    return .more
  }

  /// Returns the index of the next quote or backslash, or `end`.
  @inline(__always)
  private static func endOfPlainText(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var index = start
    while index + 8 <= end {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
      let found =
        JSONWord.zeroBytes(word ^ JSONWord.quotes) | JSONWord.zeroBytes(word ^ JSONWord.escapes)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end, base[index] != ASCII.quote, base[index] != ASCII.backslash { index += 1 }
    return index
  }

  /// Returns whether a byte is one of `{}[]"`, or one of the four others that share the bits of
  /// brackets (`Y`, `_`, `y` and delete).
  @inline(__always)
  private static func isBracketOrQuote(_ byte: UInt8) -> Bool {
    byte & 0xD9 == 0x59 || byte == ASCII.quote
  }

  private static func endsToken(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.comma, ASCII.quote, UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default:
      JSONScanner.isBlank(byte)
    }
  }
}
