/// The mixing step of SplitMix64 (Steele, Lea, Flood 2014): draws that are the same on every machine.
public enum SplitMix64 {
  /// Returns the bits of `value`, spread over all of a word.
  public static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
