import RecordIO

/// A hash over rows, taken block by block: each block's digest begins the next block.
struct ChainedHash {
  private var block: [UInt8] = []
  private static let blockBytes = 1 << 16

  /// Ends a row.
  mutating func endRow() {
    if block.count >= Self.blockBytes { block = Array(ContentHash.sha256(block).utf8) }
  }

  mutating func finish() -> String {
    defer { block = [] }
    return ContentHash.sha256(block)
  }

  mutating func append(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { block.append(contentsOf: $0) }
  }

  mutating func append(_ text: String) {
    append(text.utf8.count)
    block.append(contentsOf: text.utf8)
  }

  /// Adds a text that may be missing, which differs from an empty one.
  mutating func append(_ text: String?) {
    append(text ?? "")
    append(text == nil ? 0 : 1)
  }
}
