/// Escapes in strings.
enum JSONEscape {
  /// Returns the character that a backslash and `letter` stand for, `u` aside, or nil.
  static func character(of letter: UInt8) -> UInt8? {
    switch letter {
    case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): ASCII.lineFeed
    case UInt8(ascii: "r"): ASCII.carriageReturn
    case UInt8(ascii: "t"): ASCII.tab
    default: nil
    }
  }

  /// Returns the value of a hexadecimal digit, or nil.
  static func hexValue(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x30...0x39: UInt32(digit) - 0x30
    case 0x41...0x46: UInt32(digit) - 0x41 + 10
    case 0x61...0x66: UInt32(digit) - 0x61 + 10
    default: nil
    }
  }

  /// Writes what the escaped text of a string stands for into `target`, and returns its length.
  ///
  /// - Parameters:
  ///   - text: The text between the quotes, checked by `JSONScanner.string(at:)`.
  ///   - target: Room for at least as many bytes as `text` has; no escape is shorter than its
  ///     character.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    precondition(target.count >= text.count)
    var count = 0
    var index = 0
    func unit(at index: Int) -> UInt32 {
      guard index + 4 <= text.count else { return 0xFFFD }
      return text[index..<index + 4].reduce(0) { $0 << 4 | (hexValue($1) ?? 0) }
    }
    while index < text.count {
      guard text[index] == ASCII.backslash, index + 1 < text.count else {
        target[count] = text[index]
        count += 1
        index += 1
        continue
      }
      if let character = character(of: text[index + 1]) {
        target[count] = character
        count += 1
        index += 2
        continue
      }
      var code = unit(at: index + 2)
      index += 6
      if code & 0xFC00 == 0xD800 {
        code = 0x10000 + (code & 0x3FF) << 10 + (unit(at: index + 2) & 0x3FF)
        index += 6
      }
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      for byte in scalar.utf8 {
        target[count] = byte
        count += 1
      }
    }
    return count
  }

  /// Returns the text of a string that `scanner` checked.
  @inline(__always)
  static func text(of token: JSONScanner.StringToken, in bytes: UnsafeBufferPointer<UInt8>)
    -> String
  {
    let raw = UnsafeBufferPointer(rebasing: bytes[token.start..<token.end])
    if !token.hasEscapes { return String(decoding: raw, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: raw.count) { decode(raw, into: $0) }
  }

  /// Appends the bytes of the text of a string that `JSONScanner` checked.
  static func append(
    _ token: JSONScanner.StringToken, in bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]
  ) {
    let raw = UnsafeBufferPointer(rebasing: bytes[token.start..<token.end])
    guard token.hasEscapes else {
      result.append(contentsOf: raw)
      return
    }
    let decoded = [UInt8](unsafeUninitializedCapacity: raw.count) { target, count in
      count = decode(raw, into: target)
    }
    result.append(contentsOf: decoded)
  }
}
