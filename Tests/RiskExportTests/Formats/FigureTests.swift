import Testing
import _TestSupport

@testable import RiskCore
@testable import RiskExport

struct LargestRemainderTests {
  @Test(arguments: [
    (100, [1.0, 1, 1], [34, 33, 33]),
    (1, [1.0, 1, 1], [1, 0, 0]),
    (10, [0.0, 5, 0, 5], [0, 5, 0, 5]),
    (7, [1.0, 2, 4], [1, 2, 4]),
    (0, [1.0, 2], [0, 0]),
    (5, [0.0, 0], [0, 0]),
    (5, [], []),
    (5712, [33.333, 23.787], [3333, 2379]),
  ])
  func cases(total: Int, parts: [Double], expected: [Int]) {
    #expect(LargestRemainder.distribute(total: total, parts: parts) == expected)
  }

  @Test func partsAddUpAndStayWithinOneOfTheirShare() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let count = Int.random(in: 1...12, using: &generator)
      let parts = (0..<count).map { _ in
        generator.happens(0.2) ? 0 : Double.random(in: 0...40, using: &generator)
      }
      let sum = parts.reduce(0, +)
      guard sum > 0 else { continue }
      let total = Int.random(in: 0...10_000, using: &generator)
      let result = LargestRemainder.distribute(total: total, parts: parts)
      #expect(result.reduce(0, +) == total)
      for (part, whole) in zip(parts, result) {
        #expect(abs(part / sum * Double(total) - Double(whole)) <= 1 + 1e-9)
        if part == 0 { #expect(whole == 0) }
      }
    }
  }
}

struct DecimalTextTests {
  private func appended(_ value: Double) -> String {
    var bytes: [UInt8] = []
    DecimalText.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func figuresInBytesAreThoseInText() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let scale = [1e-9, 1e-4, 1e-3, 1, 100, 1e9, 1e14, 1e15, 1e16, 1e22].randomElement(
        using: &generator)
      var value = Double.random(in: -1...1, using: &generator) * (scale ?? 1)
      if generator.happens(0.2) { value = value.rounded() }
      #expect(appended(value) == DecimalText.shortest(value))
    }
  }

  @Test(arguments: [0, 5, 99, 100, 5712, -5, -12345, 10_000])
  func hundredthsInBytesAreThoseInText(hundredths: Int) {
    var bytes: [UInt8] = []
    DecimalText.append(hundredths: hundredths, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == Hundredths.text(hundredths))
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (20.0, "20"), (0.1, "0.1"), (1e-05, "0.00001"),
    (1.25e-07, "0.000000125"), (2.0 / 3, "0.6666666666666666"), (1e20, "100000000000000000000"),
    (1.5e17, "150000000000000000"), (-3e-05, "-0.00003"), (123456.789, "123456.789"),
    (Double.leastNonzeroMagnitude, "0." + String(repeating: "0", count: 323) + "5"),
  ])
  func cases(value: Double, expected: String) {
    #expect(DecimalText.shortest(value) == expected)
    #expect(appended(value) == expected)
  }

  @Test func everyTextReadsBackToItsValue() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<5000 {
      let value =
        Double.random(in: -1...1, using: &generator)
        * [1e-300, 1e-9, 1e-3, 1, 1e6, 1e19, 1e300][Int.random(in: 0..<7, using: &generator)]
      let text = DecimalText.shortest(value)
      #expect(Double(text) == value)
      #expect(!text.contains("e"))
    }
  }
}
