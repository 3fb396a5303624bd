import RecordIO

extension SourceRequest {
  /// Returns the first bytes of a file, unpacked and decoded, at most `limit`.
  ///
  /// For formats that come in two shapes under one name. The file is opened once more to be read.
  ///
  /// - Parameter index: Its place in `files`.
  func beginning(of index: Int, limit: Int = 4096) throws(InputError) -> [UInt8] {
    try PeekedSource(bytes(index), count: limit).beginning
  }
}

/// What the first bytes of a file tell about its shape.
enum FileBeginning {
  /// The first byte behind a byte order mark that is not blank; nil when there is none.
  static func firstByte(of bytes: [UInt8]) -> UInt8? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return bytes[start...].first { !isBlank($0) }
  }

  /// The first byte of the member `name` of the object that a JSON document is; nil when it does
  /// not begin within `bytes`.
  static func firstByte(ofMember name: String, in bytes: [UInt8]) -> UInt8? {
    var depth = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        let start = index + 1
        index = endOfString(in: bytes, from: start)
        guard depth == 1, index < bytes.count, bytes[start..<index].elementsEqual(name.utf8)
        else { break }
        let rest = bytes[(index + 1)...].drop(while: isBlank)
        // A value that reads like the name has no colon behind it.
        guard rest.first == UInt8(ascii: ":") else { break }
        return rest.dropFirst().first { !isBlank($0) }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The index of the quote that ends the text beginning at `start`.
  private static func endOfString(in bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
