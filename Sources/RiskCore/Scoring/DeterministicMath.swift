// Exponentials and logarithms that give the same bits on every machine.
//
// The C library picks its variant of exp, log1p and expm1 by the processor it finds, and the
// variants differ in the last place; exports print every digit. The functions below use only
// additions, multiplications and divisions, which IEEE 754 rounds the same way everywhere. They are
// accurate to a few units in the last place (measured against the C library in the tests), which the
// scores need, and are not a general library: arguments outside the stated ranges trap in debug
// builds. Change a coefficient or the order of an operation, and stored scores change in their last
// digits: that needs a line in the changelog.

/// Elementary functions with identical results on every machine.
public enum DeterministicMath {
  private static let naturalLogOf2 = 0.6931471805599453
  /// ln 2 in two parts, so that an integer times the first part is exact.
  private static let naturalLogOf2High = 0.693147180369123816490
  private static let naturalLogOf2Low = 1.90821492927058770002e-10

  /// Returns 2 to the power of -`halves`, for `halves` of 0 or more.
  ///
  /// Beyond 1,000 half-lives nothing is left: the result is 0.
  public static func decay(halves: Double) -> Double {
    assert(halves >= 0, "decay runs forward in time")
    guard halves < 1000 else { return 0 }
    guard halves > 0 else { return 1 }
    let whole = halves.rounded(.toNearestOrEven)
    let rest = whole - halves
    return Double(sign: .plus, exponent: -Int(whole), significand: expOfSmall(rest * naturalLogOf2))
  }

  /// Returns -ln(1 - x), for x from 0 to 1; infinity at 1.
  ///
  /// Accurate for small x, where 1 - x would lose digits.
  public static func negativeLog1m(_ x: Double) -> Double {
    assert(x >= 0 && x <= 1, "a probability")
    if x <= 0.5 { return twiceAtanh(x / (2 - x)) }
    // 1 - x is exact here (Sterbenz); scale it to between 0.75 and 1.5.
    guard x < 1 else { return .infinity }
    var mantissa = 1 - x
    var power = 0
    let exponent = Int(mantissa.exponent)
    mantissa = mantissa.significand
    power = exponent
    if mantissa > 1.5 {
      mantissa /= 2
      power += 1
    }
    let log = twiceAtanh((mantissa - 1) / (mantissa + 1))
    let k = Double(power)
    return -(k * naturalLogOf2High + (log + k * naturalLogOf2Low))
  }

  /// Returns 1 - e^(-t), for t of 0 or more.
  public static func oneMinusExp(_ t: Double) -> Double {
    assert(t >= 0, "a sum of logarithms of complements")
    if t < 0.34 {
      // -(e^-t - 1) by its series, without the leading 1.
      let x = -t
      var sum = 0.0
      for n in stride(from: 15, through: 2, by: -1) { sum = (sum + 1) * x / Double(n) }
      return -(x * (1 + sum))
    }
    guard t < 745 else { return 1 }
    let whole = (t / naturalLogOf2).rounded(.toNearestOrEven)
    let rest = (t - whole * naturalLogOf2High) - whole * naturalLogOf2Low
    return 1 - Double(sign: .plus, exponent: -Int(whole), significand: expOfSmall(-rest))
  }

  /// e^x for |x| <= 0.35, by its Taylor series (remainder below 1e-18).
  private static func expOfSmall(_ x: Double) -> Double {
    var sum = 1.0
    for n in stride(from: 14, through: 1, by: -1) { sum = 1 + sum * x / Double(n) }
    return sum
  }

  /// 2 atanh(s) for |s| <= 1/3, by its series (remainder below 1e-18).
  private static func twiceAtanh(_ s: Double) -> Double {
    let square = s * s
    var sum = 0.0
    for n in stride(from: 37, through: 3, by: -2) { sum = (sum + 1 / Double(n)) * square }
    return 2 * (s + s * sum)
  }
}
