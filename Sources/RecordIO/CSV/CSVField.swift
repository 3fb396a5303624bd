/// How the bytes of a field stand in a CSV file: as they are, or between quotes.
public enum CSVField {
  /// Appends a field with quotes where they are needed, in the form that ``CSVWriter`` describes.
  ///
  /// - Complexity: O(*n*) in the bytes of the field.
  @inlinable public static func append(
    _ field: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8], dialect: CSVDialect
  ) {
    guard needsQuotes(field, dialect) else {
      buffer.append(contentsOf: field)
      return
    }
    buffer.append(dialect.quote)
    for byte in field {
      if byte == dialect.quote { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(dialect.quote)
  }

  @inlinable static func needsQuotes(
    _ field: UnsafeBufferPointer<UInt8>, _ dialect: CSVDialect
  ) -> Bool {
    guard let first = field.first, let last = field.last else { return false }
    if first == 0x20 || last == 0x20 { return true }
    if first == 0xEF, field.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
    let (delimiter, quote) = (dialect.delimiter, dialect.quote)
    return field.contains { $0 < 0x20 || $0 == delimiter || $0 == quote }
  }
}
