/// A run of records that share one block of bytes; handing it to another thread costs one pointer.
///
/// Every record has exactly as many fields as the file has columns, is valid UTF-8, and holds no
/// NUL.
public struct RecordBatch: Sendable {
  @usableFromInline let storage: Storage

  /// The number of records.
  @inlinable public var count: Int { storage.records.count }

  /// Whether there is no record.
  @inlinable public var isEmpty: Bool { storage.records.isEmpty }

  /// Accesses the record at `index`, from 0, in file order.
  @inlinable public subscript(index: Int) -> RecordView {
    RecordView(storage: storage, index: index)
  }

  init(storage: Storage) { self.storage = storage }

  /// The bytes of a batch and where records and fields lie in them; immutable, hence shareable.
  @usableFromInline final class Storage: Sendable {
    /// The bytes as read, rejected rows among them; fields that had to be decoded stand behind.
    @usableFromInline let bytes: [UInt8]
    /// The fields of all records, `columnCount` to a record.
    @usableFromInline let fields: [FieldRange]
    @usableFromInline let records: [Entry]
    @usableFromInline let columnCount: Int
    @usableFromInline let quote: UInt8

    init(
      bytes: [UInt8], fields: [FieldRange], records: [Entry], columnCount: Int, quote: UInt8
    ) {
      self.bytes = bytes
      self.fields = fields
      self.records = records
      self.columnCount = columnCount
      self.quote = quote
    }
  }

  /// Where a record lies in the file, and in the bytes of its batch without its line ending.
  @usableFromInline struct Entry: Sendable {
    @usableFromInline let position: RecordPosition
    @usableFromInline let start: UInt32
    @usableFromInline let end: UInt32

    init(position: RecordPosition, start: Int, end: Int) {
      self.position = position
      self.start = UInt32(truncatingIfNeeded: start)
      self.end = UInt32(truncatingIfNeeded: end)
    }
  }
}

/// Where a field lies in the bytes of its batch: one word, because storing it is most of the work
/// of parsing.
@usableFromInline struct FieldRange: Sendable {
  /// From the lowest bit: 32 bits start, 31 bits end, one bit "holds doubled quotes".
  @usableFromInline let word: UInt64

  init(start: Int, end: Int, hasDoubledQuotes: Bool) {
    word =
      UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: end) << 32
      | (hasDoubledQuotes ? 1 << 63 : 0)
  }

  @inlinable var start: Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }
  @inlinable var end: Int { Int(truncatingIfNeeded: (word >> 32) & 0x7FFF_FFFF) }
  @inlinable var hasDoubledQuotes: Bool { word >> 63 != 0 }
}

/// One record of a batch.
///
/// Keeps the batch's bytes alive; make values of your own from its fields
/// instead of storing it.
public struct RecordView: Sendable {
  @usableFromInline let storage: RecordBatch.Storage
  @usableFromInline let index: Int

  @inlinable init(storage: RecordBatch.Storage, index: Int) {
    precondition(index >= 0 && index < storage.records.count, "no such record in this batch")
    self.storage = storage
    self.index = index
  }

  /// Where the record begins in its file.
  public var position: RecordPosition { storage.records[index].position }

  /// The number of fields, which is the number of columns of the file.
  @inlinable public var fieldCount: Int { storage.columnCount }

  /// Returns the text of field `i`, counted from 0: without quotes around it, with doubled quotes
  /// made single, and with nothing trimmed.
  ///
  /// - Complexity: O(*n*) in the length of the field; a new string each time.
  public func field(_ i: Int) -> String {
    withFieldBytes(i) { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns whether field `i`, counted from 0, holds no byte.
  ///
  /// A quoted empty field is empty too.
  @inlinable public func isEmpty(_ i: Int) -> Bool {
    let range = range(of: i)
    return range.start == range.end
  }

  /// Calls `body` with the UTF-8 bytes of field `i`, counted from 0, as `field(_:)` would show
  /// them.
  ///
  /// For readers of numbers, dates and codes that need no string. The bytes must not leave `body`.
  @inlinable public func withFieldBytes<R>(
    _ i: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    let range = range(of: i)
    return storage.bytes.withUnsafeBufferPointer { bytes in
      let raw = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
      guard range.hasDoubledQuotes else { return body(raw) }
      return RecordView.unquoting(raw, quote: storage.quote).withUnsafeBufferPointer(body)
    }
  }

  /// The record as it stands in the file, in the form of `OriginalText`.
  public var original: String {
    let entry = storage.records[index]
    return storage.bytes.withUnsafeBufferPointer { bytes in
      OriginalText.text(of: UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]))
    }
  }

  @inlinable func range(of i: Int) -> FieldRange {
    precondition(i >= 0 && i < storage.columnCount, "no such field in this record")
    return storage.fields[index * storage.columnCount + i]
  }

  /// Returns the content of a quoted field with each doubled quote made single.
  @usableFromInline static func unquoting(
    _ content: UnsafeBufferPointer<UInt8>, quote: UInt8
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      result.append(content[index])
      index += content[index] == quote ? 2 : 1
    }
    return result
  }
}
