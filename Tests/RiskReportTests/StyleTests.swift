import Foundation
import Testing

@testable import RiskReport

/// What the style sheet promises to those who see less well.
@Suite struct StyleTests {
  /// The colours of light, dark and print, by name.
  private func schemes() throws -> [[String: String]] {
    let style = try Templates().style
    return style.matches(of: /:root \{([^}]*)\}/).map { block in
      Dictionary(
        uniqueKeysWithValues: block.1.matches(of: /--([a-z0-9-]+): (#[0-9a-f]{6});/).map {
          (String($0.1), String($0.2))
        })
    }
  }

  /// Luminance after WCAG 2.
  private func luminance(_ colour: String) -> Double {
    let digits = Array(colour.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { index in
      let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
      return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ one: String, _ other: String) -> Double {
    let both = [luminance(one), luminance(other)].sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  @Test func textIsReadableInEachScheme() throws {
    let schemes = try schemes()
    #expect(schemes.count == 3)
    let ratings = ["critical", "high", "moderate", "low"]
    let pairs =
      [
        ("ink", "paper"), ("soft", "paper"), ("ink", "wash"), ("soft", "wash"), ("accent", "paper"),
        ("ink", "shade-1"), ("ink", "shade-2"), ("ink", "shade-3"), ("paper", "shade-4"),
        ("paper", "shade-5"),
      ] + ratings.map { ($0, "paper") } + ratings.map { ($0, "\($0)-tint") }
    for scheme in schemes {
      for (text, ground) in pairs {
        let ratio = contrast(try #require(scheme[text]), try #require(scheme[ground]))
        #expect(ratio >= 4.5, "\(text) on \(ground)")
      }
      for mark in ["bin", "interval", "critical-fill", "high-over", "moderate-over", "low"] {
        let ratio = contrast(try #require(scheme[mark]), try #require(scheme["paper"]))
        #expect(ratio >= 3, "\(mark)")
      }
    }
  }

  @Test func styleAndScriptAreWellFormedWithinThePage() throws {
    let templates = try Templates()
    for text in [templates.style, templates.script] {
      #expect(!text.contains("<") && !text.contains("&"))
    }
  }
}
