/// Host names within web addresses.
enum WebHost {
  /// The longest host name of the DNS (RFC 1035, 2.3.4).
  private static let maximumBytes = 253

  /// Returns the host of a web address in lower case and without `www.`; empty when there is none.
  ///
  /// The scheme may be missing: `example.org/privacy` is of `example.org`. An e-mail address has no
  /// host here, because many parties share one.
  static func host(of address: String) -> String {
    var rest = Blanks.trimmed(address)[...].utf8
    var hasScheme = false
    if let slashes = rest.prefix(16).firstRange(of: "://".utf8) {
      rest = rest[slashes.upperBound...]
      hasScheme = true
    } else if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
    }
    let ends = Set("/?#\\ ".utf8)
    rest = rest.prefix { !ends.contains($0) }
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
      guard hasScheme else { return "" }
      rest = rest[rest.index(after: at)...]
    }
    rest = rest.prefix { $0 != UInt8(ascii: ":") }
    guard rest.count <= maximumBytes + 5 else { return "" }
    var host = Substring(rest).lowercased()[...]
    while host.utf8.last == UInt8(ascii: ".") { host = host.dropLast() }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    let isHost =
      host.utf8.count <= maximumBytes && host.utf8.contains(UInt8(ascii: "."))
      && host.utf8.first != UInt8(ascii: ".") && host.utf8.allSatisfy(isHostByte)
    return isHost ? String(host) : ""
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    // A name in another script, not yet in the form of the DNS.
    default: byte >= 0x80
    }
  }
}
