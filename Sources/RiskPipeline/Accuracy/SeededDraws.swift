/// Pseudo-random draws that are the same on every machine (SplitMix64).
public struct SeededDraws: Sendable {
  private var state: UInt64

  /// Creates draws that `seed` decides.
  public init(seed: UInt64) { state = seed }

  /// Returns the next number from 0 up to `bound`, which is above 0.
  public mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}
