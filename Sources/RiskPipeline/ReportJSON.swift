import Foundation

/// Reports for programs: JSON with sorted keys, a value to a line.
public enum ReportJSON {
  /// Returns a report as text.
  ///
  /// - Throws: `EncodingError` when a figure is not finite.
  public static func text(of report: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }
}
