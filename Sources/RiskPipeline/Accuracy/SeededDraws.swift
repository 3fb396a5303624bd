import RiskCore

/// Pseudo-random draws that are the same on every machine (SplitMix64).
public struct SeededDraws: Sendable {
  private var state: UInt64

  /// Creates draws that `seed` decides.
  public init(seed: UInt64) { state = seed }

  /// Returns the next number from 0 up to `bound`, which is above 0.
  public mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Int(SplitMix64.mixed(state) % UInt64(bound))
  }
}
