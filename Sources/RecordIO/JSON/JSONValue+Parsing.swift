/// Why bytes are no JSON document, and where.
public struct JSONTextError: Error, Equatable, Sendable {
  /// Bytes in front of the place.
  public let byteOffset: Int
  /// What was found, what was expected, and the remedy.
  public let explanation: String
}

extension JSONValue {
  /// Reads one JSON document that is whole in memory, with the limits of ``JSONReader``.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  /// - Throws: The first thing that is wrong, with its place.
  public init(parsing bytes: [UInt8]) throws(JSONTextError) {
    let result = bytes.withUnsafeBufferPointer { Self.parse($0) }
    self = try result.get()
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<JSONValue, JSONTextError> {
    guard let scanner = JSONScanner(bytes, end: bytes.count), !bytes.isEmpty else {
      return .failure(
        JSONTextError(byteOffset: 0, explanation: "found nothing, expected a JSON document"))
    }
    var builder = JSONTreeBuilder()
    defer { builder.deallocate() }
    do throws(JSONProblem) {
      var index = scanner.skipBlanks(0)
      let value = try builder.value(scanner, at: &index)
      index = scanner.skipBlanks(index)
      guard index == scanner.end else { throw JSONProblem(.expected(.nothing), at: index) }
      return .success(value)
    } catch {
      return .failure(
        JSONTextError(
          byteOffset: error.index,
          explanation: error.explanation(
            in: bytes, end: bytes.count, endText: "the end of the document")))
    }
  }
}
