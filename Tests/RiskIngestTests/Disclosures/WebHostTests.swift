import Testing

@testable import RiskIngest

/// Hosts of web addresses.
@Suite struct WebHostTests {
  @Test(arguments: [
    ("https://www.Example.org/privacy?x=1#y", "example.org"), ("example.org", "example.org"),
    ("http://user:secret@example.org:8080/", "example.org"),
    ("//cdn.example.org/x", "cdn.example.org"),
    (" https://example.org. ", "example.org"), ("https://bücher.example/", "bücher.example"),
    ("www.example.co.uk/a@b", "example.co.uk"),
  ])
  func `the host is found`(address: String, host: String) {
    #expect(WebHost.host(of: address) == host)
  }

  @Test(arguments: [
    "", "N/A", "localhost", "https://", "mail@example.org", "https:///path", "not a host.", "...",
    "https://exa mple", "http://[::1]/", String(repeating: "a.", count: 200) + "org",
  ])
  func `what is no web address has none`(text: String) {
    #expect(WebHost.host(of: text) == "")
  }
}
