import Foundation

/// Standard output and standard error.
enum Terminal {
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Writes a result.
  static func print(_ text: String) { write(text + "\n", to: 1) }

  /// Writes a message.
  static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Replaces the progress line.
  static func progress(_ text: String) { write("\r\u{1B}[K" + text, to: 2) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
