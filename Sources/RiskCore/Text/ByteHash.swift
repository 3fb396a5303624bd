/// FNV-1a over bytes, for tables in memory: the same value in every process.
enum ByteHash {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// Returns `hash` continued over `bytes`.
  @inline(__always)
  static func adding(_ bytes: UnsafeBufferPointer<UInt8>, to hash: UInt64) -> UInt64 {
    var hash = hash
    for byte in bytes { hash = adding(byte, to: hash) }
    return hash
  }

  /// Returns the hash of `bytes`.
  @inline(__always)
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 { adding(bytes, to: seed) }

  /// Returns the hash of the UTF-8 of `text`.
  static func of(_ text: some StringProtocol) -> UInt64 {
    var hash = seed
    for byte in text.utf8 { hash = adding(byte, to: hash) }
    return hash
  }
}

/// A table from 64-bit hashes to small values, by open addressing.
///
/// Whoever fills it passes hashes that are spread already. A hash of 0 is taken for 1.
struct HashTable<Value: BitwiseCopyable & Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private var mask: Int
  private(set) var count = 0
  private let blank: Value

  /// Creates an empty table with room for `capacity` values.
  init(capacity: Int, blank: Value) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    values = [Value](repeating: blank, count: size)
    mask = size - 1
    self.blank = blank
  }

  /// The value of `hash`, or nil when there is none.
  @inline(__always)
  subscript(hash: UInt64) -> Value? {
    let hash = hash == 0 ? 1 : hash
    var slot = Self.slot(of: hash) & mask
    return keys.withUnsafeBufferPointer { keys in
      while true {
        let key = keys[slot]
        if key == hash { return values[slot] }
        if key == 0 { return nil }
        slot = (slot + 1) & mask
      }
    }
  }

  /// Sets the value of `hash`.
  mutating func set(_ hash: UInt64, _ value: Value) {
    if 2 * (count + 1) > keys.count { grow() }
    insert(hash == 0 ? 1 : hash, value)
  }

  /// Forgets everything, and keeps the room.
  mutating func removeAll() {
    guard count > 0 else { return }
    for slot in keys.indices { keys[slot] = 0 }
    count = 0
  }

  private mutating func insert(_ hash: UInt64, _ value: Value) {
    var slot = Self.slot(of: hash) & mask
    while keys[slot] != 0 {
      if keys[slot] == hash {
        values[slot] = value
        return
      }
      slot = (slot + 1) & mask
    }
    keys[slot] = hash
    values[slot] = value
    count += 1
  }

  private mutating func grow() {
    var larger = HashTable(capacity: keys.count, blank: blank)
    for slot in keys.indices where keys[slot] != 0 { larger.insert(keys[slot], values[slot]) }
    self = larger
  }

  @inline(__always)
  private static func slot(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash ^ (hash >> 29)) &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
