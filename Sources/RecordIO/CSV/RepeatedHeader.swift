/// Finds the header where it stands a second time, as where files were joined with theirs.
struct RepeatedHeader {
  private let names: [[UInt8]]
  /// The first column with a name, which tells most records from a header.
  private let probe: Int?

  init(_ header: [String]) {
    names = header.map { Array($0.utf8) }
    // A record of empty fields is no header, whatever the header is.
    probe = names.firstIndex { !$0.isEmpty }
  }

  /// Returns whether the fields from `first` on, as many as there are columns, are the header: equal
  /// to its names without the blanks around them.
  @inline(__always)
  func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, _ fields: FieldBuffer, from first: Int, quote: UInt8
  ) -> Bool {
    guard let probe else { return false }
    let range = fields[first + probe]
    guard range.end - range.start >= names[probe].count else { return false }
    let byte = bytes[range.start]
    guard byte == names[probe][0] || byte <= ASCII.space || byte >= 0x80 else { return false }
    return matchesEach(bytes, fields, from: first, quote: quote, probe)
  }

  @inline(never)
  private func matchesEach(
    _ bytes: UnsafeBufferPointer<UInt8>, _ fields: FieldBuffer, from first: Int, quote: UInt8,
    _ probe: Int
  ) -> Bool {
    (probe..<names.count).allSatisfy { column in
      let range = fields[first + column]
      let content = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
      guard range.hasDoubledQuotes else { return Self.isEqual(content, names[column]) }
      return RecordView.unquoting(content, quote: quote).withUnsafeBufferPointer {
        Self.isEqual($0, names[column])
      }
    } && (0..<probe).allSatisfy { isBlank(bytes, fields[first + $0]) }
  }

  private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ range: FieldRange) -> Bool {
    Self.isEqual(UnsafeBufferPointer(rebasing: bytes[range.start..<range.end]), [])
  }

  private static func isEqual(_ content: UnsafeBufferPointer<UInt8>, _ name: [UInt8]) -> Bool {
    if content.elementsEqual(name) { return true }
    guard content.count > name.count,
      isMaybeBlank(content[0]) || isMaybeBlank(content[content.count - 1])
    else { return false }
    // Whether a character is a blank takes long to say. It is not asked of what has another text
    // where blanks would end.
    if let initial = name.first, !isMaybeBlank(initial),
      !content.drop(while: isMaybeBlank).starts(with: name)
    {
      return false
    }
    let text = CSVHeader.trimmingBlanks(String(decoding: content, as: UTF8.self))
    return text.utf8.elementsEqual(name)
  }

  private static func isMaybeBlank(_ byte: UInt8) -> Bool { byte <= ASCII.space || byte >= 0x80 }
}
