/// The bytes of a file in another encoding, as UTF-8.
///
/// What is no text in its encoding becomes the byte 0xFF, which is no UTF-8 either, so that the row
/// that holds it is rejected with its place.
final class TranscodingSource: ByteSource {
  private let encoded: any ByteSource
  private let encoding: TextEncoding
  private let input: UnsafeMutableRawBufferPointer
  private var inputCount = 0
  private var inputStart = 0
  /// Whether a UTF-16 unit is written high byte first; nil before its byte order mark was looked for.
  private var isBigEndian: Bool?
  /// Bytes of the output that did not fit.
  private var pending: [UInt8] = []
  private var atEnd = false

  /// Creates a source over bytes in `encoding`.
  init(_ encoded: any ByteSource, _ encoding: TextEncoding, inputBytes: Int = 1 << 16) {
    self.encoded = encoded
    self.encoding = encoding
    input = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(4, inputBytes), alignment: 16)
  }

  deinit { input.deallocate() }

  var path: String { encoded.path }
  var bytesRead: Int { encoded.bytesRead }
  var sha256: String { encoded.sha256 }
  func finish() throws(InputError) { try encoded.finish() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    var written = 0
    while written < buffer.count {
      if !pending.isEmpty {
        let count = min(pending.count, buffer.count - written)
        for index in 0..<count { buffer[written + index] = pending[index] }
        pending.removeFirst(count)
        written += count
        continue
      }
      if !hasCharacter {
        // What is at hand is given away before waiting for more.
        if written > 0 && inputStart == inputCount { return written }
        try refill()
        if inputStart == inputCount { return written }
      }
      switch encoding {
      case .utf8, .latin1, .windows1252:
        written += copyASCII(into: buffer, from: written)
        if written < buffer.count, inputStart < inputCount {
          append(byte: input[inputStart])
          inputStart += 1
        }
      case .utf16: takeUnits()
      }
    }
    return written
  }

  /// Whether the input holds a whole character, as far as can be told, or the end of it.
  private var hasCharacter: Bool {
    let left = inputCount - inputStart
    return encoding == .utf16 ? left >= 4 || (atEnd && left > 0) : left > 0
  }

  private func refill() throws(InputError) {
    let left = inputCount - inputStart
    for index in 0..<left { input[index] = input[inputStart + index] }
    (inputStart, inputCount) = (0, left)
    while !atEnd, inputCount < 4 {
      let free = UnsafeMutableRawBufferPointer(rebasing: input[inputCount...])
      let count = try encoded.read(into: free)
      inputCount += count
      atEnd = count == 0
    }
  }

  // MARK: One byte to a character

  /// Copies bytes below 0x80 and returns their number.
  private func copyASCII(into buffer: UnsafeMutableRawBufferPointer, from start: Int) -> Int {
    let room = min(buffer.count - start, inputCount - inputStart)
    var count = 0
    while count < room, input[inputStart + count] < 0x80 {
      buffer[start + count] = input[inputStart + count]
      count += 1
    }
    inputStart += count
    return count
  }

  private func append(byte: UInt8) {
    var scalar = UInt32(byte)
    if encoding == .windows1252, (0x80..<0xA0).contains(byte) {
      scalar = Self.windowsSpecials[Int(byte) - 0x80]
    }
    append(scalar: scalar)
  }

  /// Windows-1252 from 0x80 to 0x9F (Unicode Consortium, "CP1252.TXT"); 0 where nothing is assigned.
  private static let windowsSpecials: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  // MARK: UTF-16

  /// Takes one character of UTF-16.
  private func takeUnits() {
    if isBigEndian == nil {
      isBigEndian = input[inputStart] == 0xFE && inputCount > 1 && input[inputStart + 1] == 0xFF
      let isLittle = input[inputStart] == 0xFF && inputCount > 1 && input[inputStart + 1] == 0xFE
      if isBigEndian == true || isLittle {
        inputStart += 2
        return
      }
    }
    guard inputStart + 1 < inputCount else {
      // Half a unit at the end.
      inputStart = inputCount
      pending.append(0xFF)
      return
    }
    let first = unit(at: inputStart)
    inputStart += 2
    guard (0xD800..<0xE000).contains(first) else {
      append(scalar: UInt32(first))
      return
    }
    if first < 0xDC00, inputStart + 1 < inputCount {
      let second = unit(at: inputStart)
      if (0xDC00..<0xE000).contains(second) {
        inputStart += 2
        append(scalar: 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        return
      }
    }
    pending.append(0xFF)
  }

  private func unit(at index: Int) -> UInt16 {
    let (low, high) =
      isBigEndian == true
      ? (input[index + 1], input[index]) : (input[index], input[index + 1])
    return UInt16(high) << 8 | UInt16(low)
  }

  /// Appends a character to the pending output; 0 from a table is none, U+0000 of a file stays.
  private func append(scalar value: UInt32) {
    guard let scalar = Unicode.Scalar(value), value != 0 || encoding == .utf16 else {
      pending.append(0xFF)
      return
    }
    pending.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [0xFF])
  }
}
