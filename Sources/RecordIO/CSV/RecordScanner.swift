// One attempt to find the end of a record, over bytes that may stop in its middle.
//
// A `StructureMap` says where delimiters, line feeds and quotes stand; this file goes from one to the
// next and decides what they mean.
//
// What to keep together: every outcome depends on the bytes of the file and on the limit alone,
// never on where a chunk ended. `Boundary` carries that: only `moreMayFollow` may answer
// `needsMore`, and a decision taken before a boundary must be final. `CSVPropertyTests`
// compares chunk sizes, and `CSVReferenceTests` a reader that looks at every byte.
//
// Unclosed quotes. A lost closing quote makes a file of rows look like one long field, until the
// next quote happens to end it. RFC 4180 has no defence; a reader that believes it loses rows in
// silence. A record that spans lines is therefore believed only when nothing speaks against it
// (`UnclosedQuoteSign`). Otherwise its first physical line alone is rejected, and reading resumes
// on the next. The first field of a record that spans lines always opens on the record's first
// line, so this rule rejects the line of the opening quote and terminates.
//
// Not done: repairing. A row with a broken quote is rejected even where a guess would be right.

/// Finds records in bytes.
struct RecordScanner {
  /// What stands behind the bytes given to `scan`.
  enum Boundary {
    /// Bytes not yet read.
    case moreMayFollow
    /// Nothing.
    case endOfFile
    /// Bytes that would make the record longer than the limit.
    case limit
  }

  /// Why a quote is taken to be unclosed.
  enum UnclosedQuoteSign {
    /// The file ends within the field.
    case endOfFile
    /// A later line closes the field in the middle of text.
    case textAfterQuote
    /// The record outgrows the limit after its first line.
    case length
    /// The record spans lines and has not as many fields as there are columns.
    case fieldCount
    /// The lines within the field are rows: see `minimumInnerDelimiters`.
    case innerRows
  }

  /// What one attempt found.
  ///
  /// Indices count bytes from the beginning of the buffer.
  enum Outcome {
    /// A record up to `end`, followed at `next` by the one after it, `lineFeeds` lines below.
    case record(end: Int, next: Int, lineFeeds: Int)
    /// The bytes stop before a decision is possible.
    case needsMore
    /// The first physical line is longer than the limit.
    case tooLong
    /// Field `field` spans lines, and should not.
    case unclosedQuote(field: Int, sign: UnclosedQuoteSign)
    /// In field `field` text follows the closing quote; the line ends at `end`.
    case malformedQuote(field: Int, end: Int, next: Int)
  }

  /// The number of delimiters in the lines within a field from which they are taken for rows.
  ///
  /// Each complete line within the field (blank ones aside) must hold as many delimiters as a row
  /// does, and all of them together at least this many. In a two-column file a postal address with
  /// one comma to a line passes with up to seven such lines between its first and last; in a file
  /// of nine columns or more one inner line with exactly the commas of a row is enough to be taken
  /// for one. No multi-line field of the real files this was tried on (OpenSanctions, IEEE
  /// registries, US screening list, California broker registry) is caught by it.
  static let minimumInnerDelimiters = 8

  let quote: UInt8
  /// The number of columns; nil while the header itself is read.
  let columnCount: Int?
  private let delimiter: UInt8
  private let isLenient: Bool

  /// Creates a scanner for a file of `columnCount` columns, or for its header.
  init(dialect: CSVDialect, columnCount: Int?) {
    delimiter = dialect.delimiter
    quote = dialect.quote
    isLenient = dialect.quoting == .lenient
    self.columnCount = columnCount
  }

  /// Looks for the end of the record that begins at `start`, and appends its fields to `fields`.
  ///
  /// - Parameters:
  ///   - bytes: The bytes at hand; those from `end` on are not looked at.
  ///   - map: The map of `bytes`.
  ///   - start: The index of the record's first byte; less than `end`.
  ///   - end: Where to stop, and `boundary` why.
  ///   - fields: Gets the fields of the record, one for each delimiter or line feed and at most one
  ///     more. After any outcome but `record` the caller removes what was appended.
  func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ map: StructureMap.View, from start: Int, to end: Int,
    boundary: Boundary, appendingTo fields: inout FieldBuffer
  ) -> Outcome {
    precondition(start >= 0 && start < end && end <= bytes.count)
    // SAFETY: every index below lies in start..<end, which the precondition puts inside the buffer.
    guard let base = bytes.baseAddress else { return .needsMore }
    let first = fields.count
    var firstSpanningField: Int?
    var lineFeeds = 0
    var index = start

    while true {
      // Plain fields, one after the other: nearly all fields of nearly all files.
      if firstSpanningField == nil, index < end {
        // A copy, so that its count stays in a register.
        var plain = fields
        var stops = map.stops(from: index)
        while base[index] != quote {
          let stop = stops.next()
          if stop >= end { break }
          if base[stop] == ASCII.lineFeed {
            let contentEnd =
              stop > index && base[stop - 1] == ASCII.carriageReturn ? stop - 1 : stop
            plain.append(FieldRange(start: index, end: contentEnd, hasDoubledQuotes: false))
            fields = plain
            return .record(end: contentEnd, next: stop + 1, lineFeeds: 1)
          }
          plain.append(FieldRange(start: index, end: stop, hasDoubledQuotes: false))
          index = stop + 1
          if index == end { break }
        }
        fields = plain
      }

      // Any field, at any place.
      let fieldStart = index
      if index < end, base[index] == quote {
        // A quoted field, up to its closing quote.
        var hasDoubledQuotes = false
        index += 1
        while true {
          index = min(map.firstQuote(from: index), end)
          if index == end || (index + 1 == end && boundary != .endOfFile) {
            if boundary == .limit { lineFeeds += lineFeedCount(base, map, fieldStart + 1..<index) }
            return stopped(at: boundary, lineFeeds, firstSpanningField ?? fields.count - first)
          }
          guard index + 1 < end, base[index + 1] == quote else { break }
          hasDoubledQuotes = true
          index += 2
        }
        let contents = fieldStart + 1..<index
        let innerLineFeeds = lineFeedCount(base, map, contents)
        if innerLineFeeds > 0 {
          lineFeeds += innerLineFeeds
          let field = fields.count - first
          if firstSpanningField == nil { firstSpanningField = field }
          if holdsRows(UnsafeBufferPointer(rebasing: bytes[contents])) {
            return .unclosedQuote(field: firstSpanningField ?? field, sign: .innerRows)
          }
        }
        index += 1

        // What follows the closing quote.
        let contentEnd = index
        var goesOn = false  // As the text of a lenient field.
        if index < end, base[index] == ASCII.carriageReturn {
          if index + 1 < end {
            if base[index + 1] == ASCII.lineFeed { index += 1 }
          } else {
            index += 1
          }
        }
        if index == end {
          guard boundary == .endOfFile else {
            return stopped(at: boundary, lineFeeds, firstSpanningField ?? fields.count - first)
          }
        } else if base[index] != ASCII.lineFeed, base[index] != delimiter {
          let field = fields.count - first
          guard isLenient, innerLineFeeds == 0 else {
            if let firstSpanningField {
              return .unclosedQuote(field: firstSpanningField, sign: .textAfterQuote)
            }
            return malformed(field: field, bytes: bytes, from: index, to: end, boundary: boundary)
          }
          goesOn = true
        }
        if !goesOn {
          fields.append(
            FieldRange(
              start: contents.lowerBound, end: contents.upperBound,
              hasDoubledQuotes: hasDoubledQuotes))
          if index == end || base[index] == ASCII.lineFeed {
            return finished(
              fields.count - first, firstSpanningField, contentEnd, min(index + 1, end),
              index == end ? lineFeeds : lineFeeds + 1)
          }
          index += 1
          if let outcome = tooManyFields(fields.count - first, firstSpanningField) {
            return outcome
          }
          continue
        }
      }

      // A plain field, in which quotes mean nothing.
      index = min(map.firstStop(from: index), end)
      if index == end || base[index] == ASCII.lineFeed {
        if index == end, boundary != .endOfFile {
          return stopped(at: boundary, lineFeeds, firstSpanningField ?? fields.count - first)
        }
        var contentEnd = index
        if contentEnd > fieldStart, base[contentEnd - 1] == ASCII.carriageReturn { contentEnd -= 1 }
        fields.append(FieldRange(start: fieldStart, end: contentEnd, hasDoubledQuotes: false))
        return finished(
          fields.count - first, firstSpanningField, contentEnd, min(index + 1, end),
          index == end ? lineFeeds : lineFeeds + 1)
      }
      fields.append(FieldRange(start: fieldStart, end: index, hasDoubledQuotes: false))
      index += 1
      if let outcome = tooManyFields(fields.count - first, firstSpanningField) { return outcome }
    }
  }

  /// Returns the outcome for a record that spans lines and goes on behind its last column, or nil.
  ///
  /// Decided at each field and not at the end of the record, so that a file in which every line
  /// opens a quote costs a few lines for each, and not all that follow.
  @inline(__always)
  private func tooManyFields(_ fieldCount: Int, _ firstSpanningField: Int?) -> Outcome? {
    guard let firstSpanningField, let columnCount, fieldCount >= columnCount else { return nil }
    return .unclosedQuote(field: firstSpanningField, sign: .fieldCount)
  }

  /// Returns the number of line feeds in `range`.
  @inline(__always)
  private func lineFeedCount(
    _ base: UnsafePointer<UInt8>, _ map: StructureMap.View, _ range: Range<Int>
  ) -> Int {
    var count = 0
    var index = map.firstStop(from: range.lowerBound)
    while index < range.upperBound {
      if base[index] == ASCII.lineFeed { count += 1 }
      index = map.firstStop(from: index + 1)
    }
    return count
  }

  /// Returns the outcome for a record that is not complete at the boundary.
  private func stopped(at boundary: Boundary, _ lineFeeds: Int, _ field: Int) -> Outcome {
    switch boundary {
    case .moreMayFollow: .needsMore
    case .limit: lineFeeds == 0 ? .tooLong : .unclosedQuote(field: field, sign: .length)
    case .endOfFile: .unclosedQuote(field: field, sign: .endOfFile)
    }
  }

  /// Returns the outcome for a record whose form is right, after a look at its number of fields.
  private func finished(
    _ fieldCount: Int, _ firstSpanningField: Int?, _ end: Int, _ next: Int, _ lineFeeds: Int
  ) -> Outcome {
    if let firstSpanningField, let columnCount, fieldCount != columnCount {
      return .unclosedQuote(field: firstSpanningField, sign: .fieldCount)
    }
    return .record(end: end, next: next, lineFeeds: lineFeeds)
  }

  private func malformed(
    field: Int, bytes: UnsafeBufferPointer<UInt8>, from index: Int, to end: Int, boundary: Boundary
  ) -> Outcome {
    var index = index
    while index < end, bytes[index] != ASCII.lineFeed { index += 1 }
    guard index == end else {
      let hasReturn = bytes[index - 1] == ASCII.carriageReturn
      return .malformedQuote(field: field, end: hasReturn ? index - 1 : index, next: index + 1)
    }
    switch boundary {
    case .moreMayFollow: return .needsMore
    case .limit: return .tooLong
    case .endOfFile:
      let hasReturn = bytes[index - 1] == ASCII.carriageReturn
      return .malformedQuote(field: field, end: hasReturn ? index - 1 : index, next: index)
    }
  }

  /// Returns whether the lines within a field look like rows of the file: see
  /// `minimumInnerDelimiters`.
  private func holdsRows(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let columnCount, columnCount > 1 else { return false }
    var total = 0
    var delimiters = 0
    var length = 0
    var isInner = false
    for byte in content {
      if byte == ASCII.lineFeed {
        if isInner, length > 0 {
          guard delimiters == columnCount - 1 else { return false }
          total += delimiters
        }
        isInner = true
        (delimiters, length) = (0, 0)
      } else {
        if byte == delimiter { delimiters += 1 }
        if byte != ASCII.carriageReturn { length += 1 }
      }
    }
    return total >= Self.minimumInnerDelimiters
  }
}
