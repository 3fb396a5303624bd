/// A 64-bit hash that is the same in every process and on every machine (FNV-1a).
///
/// For telling changes apart and for seeding; it resists no attacker.
public struct StableHash: Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Creates the hash of nothing.
  public init() {}

  /// Adds the bytes of `text` and an end mark, so that ("ab", "c") differs from ("a", "bc").
  public mutating func add(_ text: String) {
    for byte in text.utf8 { mix(byte) }
    mix(0xFF)
  }

  /// Adds `bytes`, which are UTF-8, and an end mark, like the text they spell.
  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { mix(byte) }
    mix(0xFF)
  }

  private mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The hash as sixteen hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
