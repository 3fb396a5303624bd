import Testing

@testable import RiskReport

@Suite struct AnchorTests {
  @Test func plain() { #expect(Anchor.vendor("zte") == "vendor-zte") }
}
