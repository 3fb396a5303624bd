// What cannot be decoded is handed on as a byte that is no UTF-8, so that the reader behind rejects
// the one row it stands in, with its place, and goes on.

/// Text in another encoding as UTF-8.
///
/// The five bytes that windows-1252 leaves unassigned come out as they are, and a surrogate without
/// its partner, or half a unit at the end of UTF-16, as the byte 0xFF: none of them is UTF-8
/// wherever it stands. A byte order mark of UTF-16 is not handed on. What comes out does not depend
/// on how many bytes are asked for at a time.
public final class TranscodingSource: ByteSource {
  /// Bytes to decode at a time.
  private static let chunkBytes = 64 << 10

  private let source: any ByteSource
  private let decodes: TextEncoding
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 16)
  /// What was decoded, of which `outputStart` up to `outputEnd` were not handed out yet.
  ///
  /// No encoding makes more than three bytes of one; at the end two more may come, and the last
  /// character is stored as a word.
  private let output = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 3 * chunkBytes + 16, alignment: 16)
  private var outputStart = 0
  private var outputEnd = 0
  private var isAtEnd = false
  private let singleBytes: [EncodedCharacter]
  private var utf16 = UTF16State()

  /// Decodes `source`, which nobody else may read from then on.
  public init(_ source: any ByteSource, from encoding: TextEncoding) {
    self.source = source
    decodes = encoding
    singleBytes = EncodedCharacter.table(of: encoding)
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  /// The path of the file behind the source.
  public var path: String { source.path }
  /// The number of bytes read from the file, in its own encoding.
  public var bytesRead: Int { source.bytesRead }
  /// The digest of the bytes read from the file, in its own encoding.
  public var sha256: String { source.sha256 }

  /// Decodes up to `buffer.count` bytes and returns their number; 0 only at the end.
  ///
  /// - Throws: `InputError` from the source.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if decodes == .utf8 { return try source.read(into: buffer) }
    guard !buffer.isEmpty else { return 0 }
    while outputStart == outputEnd {
      if isAtEnd { return 0 }
      let count = try source.read(into: input)
      isAtEnd = count == 0
      (outputStart, outputEnd) = (0, 0)
      let bytes = UnsafeRawBufferPointer(rebasing: input[..<count])
      if decodes == .utf16 { decodeUTF16(bytes) } else { decodeSingleBytes(bytes) }
    }
    let count = min(buffer.count, outputEnd - outputStart)
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: output[outputStart..<outputStart + count]))
    outputStart += count
    return count
  }

  /// Checks the file behind the source.
  ///
  /// - Throws: `InputError` from the source.
  public func finish() throws(InputError) { try source.finish() }

  private func decodeSingleBytes(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    var end = 0
    while index < bytes.count {
      // Eight bytes at a time: nearly all text is ASCII.
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { break }
        output.storeBytes(of: word, toByteOffset: end, as: UInt64.self)
        index += 8
        end += 8
      }
      guard index < bytes.count else { break }
      let byte = bytes[index]
      index += 1
      if byte < 0x80 {
        output[end] = byte
        end += 1
      } else {
        let character = singleBytes[Int(byte & 0x7F)]
        output.storeBytes(of: character.bytes, toByteOffset: end, as: UInt32.self)
        end += character.count
      }
    }
    outputEnd = end
  }

  /// What is left of the units read so far.
  private struct UTF16State {
    /// Whether the first byte of a unit is its higher one; nil before the first unit.
    var isBigEndian: Bool?
    /// The first byte of a unit whose second was not read yet.
    var oddByte: UInt8?
    /// A unit that needs the next one to be a character.
    var highSurrogate: UInt32?
  }

  /// Decodes `bytes`, or what is left when there are none.
  private func decodeUTF16(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else {
      if utf16.highSurrogate != nil { emitInvalid() }
      if utf16.oddByte != nil { emitInvalid() }
      return
    }
    var index = 0
    if let first = utf16.oddByte {
      utf16.oddByte = nil
      decodeUnit(first, bytes[0])
      index = 1
    }
    while index + 1 < bytes.count {
      if let isBigEndian = utf16.isBigEndian, utf16.highSurrogate == nil {
        // Four ASCII characters at a time.
        while index + 8 <= bytes.count {
          var word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
          if isBigEndian { word = word.byteSwapped }
          guard word & 0xFF80_FF80_FF80_FF80 == 0 else { break }
          for position in 0..<4 {
            let shift = (isBigEndian ? 3 - position : position) * 16
            output[outputEnd + position] = UInt8(truncatingIfNeeded: word >> shift)
          }
          outputEnd += 4
          index += 8
        }
        guard index + 1 < bytes.count else { break }
      }
      decodeUnit(bytes[index], bytes[index + 1])
      index += 2
    }
    if index < bytes.count { utf16.oddByte = bytes[index] }
  }

  private func decodeUnit(_ first: UInt8, _ second: UInt8) {
    if utf16.isBigEndian == nil {
      let mark = (first, second)
      utf16.isBigEndian = mark == (0xFE, 0xFF)
      if mark == (0xFE, 0xFF) || mark == (0xFF, 0xFE) { return }
    }
    let (high, low) = utf16.isBigEndian == true ? (first, second) : (second, first)
    let unit = UInt32(high) << 8 | UInt32(low)
    if let lead = utf16.highSurrogate {
      utf16.highSurrogate = nil
      if unit & 0xFC00 == 0xDC00 {
        emit(EncodedCharacter(0x10000 + (lead & 0x3FF) << 10 + unit & 0x3FF))
        return
      }
      emitInvalid()
    }
    switch unit & 0xFC00 {
    case 0xD800: utf16.highSurrogate = unit
    case 0xDC00: emitInvalid()
    default: emit(EncodedCharacter(unit))
    }
  }

  private func emit(_ character: EncodedCharacter) {
    output.storeBytes(of: character.bytes, toByteOffset: outputEnd, as: UInt32.self)
    outputEnd += character.count
  }

  private func emitInvalid() { emit(EncodedCharacter(rawByte: 0xFF)) }
}

/// A character in UTF-8: the bytes in memory order in one word, and their number.
private struct EncodedCharacter {
  let bytes: UInt32
  let count: Int

  /// Encodes a code point that is no surrogate.
  init(_ code: UInt32) {
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | code >> shift & 0x3F }
    switch code {
    case ..<0x80: (bytes, count) = (code.littleEndian, 1)
    case ..<0x800: (bytes, count) = ((0xC0 | code >> 6 | tail(0) << 8).littleEndian, 2)
    case ..<0x10000:
      (bytes, count) = ((0xE0 | code >> 12 | tail(6) << 8 | tail(0) << 16).littleEndian, 3)
    default:
      let high = 0xF0 | code >> 18 & 7 | tail(12) << 8
      (bytes, count) = ((high | tail(6) << 16 | tail(0) << 24).littleEndian, 4)
    }
  }

  /// Stands for one byte, whatever it means.
  init(rawByte: UInt8) { (bytes, count) = (UInt32(rawByte).littleEndian, 1) }

  /// Returns the characters of the bytes 0x80 to 0xFF; none for an encoding of several bytes.
  static func table(of encoding: TextEncoding) -> [EncodedCharacter] {
    switch encoding {
    case .utf8, .utf16: []
    case .latin1: (0x80...0xFF).map { EncodedCharacter($0) }
    case .windows1252:
      windows1252.enumerated().map { index, code in
        code == 0 ? EncodedCharacter(rawByte: 0x80 + UInt8(index)) : EncodedCharacter(code)
      } + (0xA0...0xFF).map { EncodedCharacter($0) }
    }
  }

  /// The characters of the bytes 0x80 to 0x9F as in the Unicode Consortium's CP1252.TXT; 0 for
  /// those without one.
  private static let windows1252: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
