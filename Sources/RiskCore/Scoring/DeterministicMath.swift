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
      return t * (1 + x * rest(of: x))
    }
    guard t < 745 else { return 1 }
    let whole = (t / naturalLogOf2).rounded(.toNearestOrEven)
    let rest = (t - whole * naturalLogOf2High) - whole * naturalLogOf2Low
    return 1 - Double(sign: .plus, exponent: -Int(whole), significand: expOfSmall(-rest))
  }

  /// e^x for |x| <= 0.35, by its Taylor series (remainder below 1e-18).
  private static func expOfSmall(_ x: Double) -> Double { 1 + x * (1 + x * rest(of: x)) }

  /// (e^x - 1 - x) / x^2 for |x| <= 0.35: the sum of x^(n-2) / n! for n from 2 to 15.
  ///
  /// Summed in halves (Estrin's scheme), which a processor works on side by side.
  private static func rest(of x: Double) -> Double {
    let square = x * x
    let fourth = square * square
    let low =
      (0.5 + 0.16666666666666666 * x) + (0.041666666666666664 + 0.008333333333333333 * x) * square
    let middle =
      (0.001388888888888889 + 0.0001984126984126984 * x)
      + (2.48015873015873e-05 + 2.7557319223985893e-06 * x) * square
    let high =
      (2.755731922398589e-07 + 2.505210838544172e-08 * x)
      + (2.08767569878681e-09 + 1.6059043836821613e-10 * x) * square
    let top = 1.1470745597729725e-11 + 7.647163731819816e-13 * x
    return low + (middle + (high + top * fourth) * fourth) * fourth
  }

  /// 2 atanh(s) for |s| <= 1/3, by its series (remainder below 1e-18).
  private static func twiceAtanh(_ s: Double) -> Double {
    // The sum of s^(n-1) / n for odd n from 3 to 37, in groups of four terms.
    let x = s * s
    let square = x * x
    let fourth = square * square
    let first =
      (0.3333333333333333 + 0.2 * x) + (0.14285714285714285 + 0.1111111111111111 * x) * square
    let second =
      (0.09090909090909091 + 0.07692307692307693 * x)
      + (0.06666666666666667 + 0.058823529411764705 * x) * square
    let third =
      (0.05263157894736842 + 0.047619047619047616 * x) + (0.043478260869565216 + 0.04 * x) * square
    let last =
      (0.037037037037037035 + 0.034482758620689655 * x)
      + (0.03225806451612903 + 0.030303030303030304 * x) * square
    let top = 0.02857142857142857 + 0.02702702702702703 * x
    let sum = x * (first + (second + (third + (last + top * fourth) * fourth) * fourth) * fourth)
    return 2 * (s + s * sum)
  }
}
