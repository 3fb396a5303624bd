import Foundation
import RiskCore
import Testing
import _TestSupport

@Suite struct DeterministicMathTests {
  /// Units in the last place that a result may differ from the C library's.
  private let tolerance = 4.0

  private func expectClose(_ value: Double, _ reference: Double, at argument: Double) {
    #expect(
      abs(value - reference) <= tolerance * reference.ulp, "at \(argument): \(value), \(reference)")
  }

  @Test func decayAgreesWithTheLibrary() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let halves = Double.random(in: 0...40, using: &generator)
      expectClose(DeterministicMath.decay(halves: halves), exp2(-halves), at: halves)
    }
    #expect(DeterministicMath.decay(halves: 0) == 1)
    #expect(DeterministicMath.decay(halves: 1) == 0.5)
    #expect(DeterministicMath.decay(halves: 3) == 0.125)
    #expect(DeterministicMath.decay(halves: 5000) == 0)
  }

  @Test func logarithmsAgreeWithTheLibrary() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let x = pow(10, Double.random(in: -18...0, using: &generator))
      if x < 1 { expectClose(DeterministicMath.negativeLog1m(x), -log1p(-x), at: x) }
      let near = 1 - x
      if near < 1 { expectClose(DeterministicMath.negativeLog1m(near), -log1p(-near), at: near) }
    }
    #expect(DeterministicMath.negativeLog1m(0) == 0)
    #expect(DeterministicMath.negativeLog1m(1) == .infinity)
    #expect(DeterministicMath.oneMinusExp(.infinity) == 1)
  }

  @Test func complementsOfExponentialsAgreeWithTheLibrary() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let t = pow(10, Double.random(in: -18...2.8, using: &generator))
      expectClose(DeterministicMath.oneMinusExp(t), -expm1(-t), at: t)
    }
    #expect(DeterministicMath.oneMinusExp(0) == 0)
    #expect(DeterministicMath.oneMinusExp(1e4) == 1)
  }
}
