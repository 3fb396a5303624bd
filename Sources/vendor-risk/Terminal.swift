import Foundation
import RiskExport
import RiskPipeline

/// Standard output and standard error.
enum Terminal {
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Writes a result.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)`` when it cannot be written; a reader that has seen
  ///   enough (`head`) is no failure.
  static func print(_ text: String) throws {
    if let code = write(TerminalText.visible(text) + "\n", to: 1), code != EPIPE {
      throw RunError.cannotWrite(path: "standard output", reason: String(cString: strerror(code)))
    }
  }

  /// Writes bytes of a file as they are, for another program to read.
  ///
  /// - Throws: As ``print(_:)`` does.
  static func printRaw(_ bytes: [UInt8]) throws {
    if let code = write(bytes[...], to: 1), code != EPIPE {
      throw RunError.cannotWrite(path: "standard output", reason: String(cString: strerror(code)))
    }
  }

  /// Writes a message; nowhere to write it is no reason to fail.
  static func error(_ text: String) { _ = write(TerminalText.visible(text) + "\n", to: 2) }

  /// Replaces the progress line.
  static func progress(_ text: String) {
    _ = write("\r\u{1B}[K" + TerminalText.visible(text), to: 2)
  }

  /// Writes all of `text`; returns the system's error number when that fails.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
    var bytes = bytes
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return errno }
      bytes = bytes.dropFirst(written)
    }
    return nil
  }
}
