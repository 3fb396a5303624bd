import RecordIO
import RiskCore

// A file of a source in one of the three shapes that formats are built on. Each turns into a pass:
// every record goes to the format's closure, which either uses it or throws a `RowProblem`, and is
// counted accordingly. No format counts rows itself.

/// A file of records with named columns.
struct RecordFile {
  let header: [String]
  let name: InputName
  private let index: Int
  private let reader: any RecordReader

  init(_ index: Int, _ name: InputName, _ reader: any RecordReader) {
    self.index = index
    self.name = name
    self.reader = reader
    header = reader.header
  }

  /// Returns the columns with the names given, which the header must have, and those it may have.
  ///
  /// - Throws: `InputError` naming every column that is missing, and the nearest that is there.
  func columns(
    _ required: [String], optional: [String] = []
  ) throws(InputError) -> ListColumns {
    let missing = required.filter { !header.contains($0) }
    guard missing.isEmpty else {
      let named = missing.prefix(8).map { name in
        let nearest = Suggestion.nearest(to: name, among: header.map { String($0.prefix(60)) })
        return "'\(name)'" + (nearest.map { " (the nearest is '\($0)')" } ?? "")
      }
      let more = missing.count > 8 ? " and \(missing.count - 8) more" : ""
      throw InputError(
        path: name.path,
        reason: .badHeader(
          problem: "there is no column \(named.joined(separator: ", "))\(more); "
            + "check that the file is of this format and edition"))
    }
    return ListColumns(names: required + optional, header: header)
  }

  /// Returns the pass that hands each record to `body`.
  ///
  /// - Parameter isNoRow: Whether a record is none of the list's: a header where none is expected, an
  ///   end mark. It is not counted.
  func pass(
    skipping isNoRow: @escaping (RowReader) -> Bool = { _ in false },
    _ body: @escaping (RowReader, SourceCollector) throws(RowProblem) -> Void
  ) -> SourceStream.Pass {
    let (index, reader) = (index, reader)
    let context = CellContext(file: name)
    let skipped = Counter()
    return SourceStream.Pass(
      file: index,
      step: { collector throws(InputError) in
        guard let (records, rejects) = try reader.nextBatch() else { return false }
        for reject in rejects { collector.lose(index, reject) }
        guard !records.isEmpty else { return true }
        var row = RowReader(records[0], context: context)
        for record in 0..<records.count {
          row.advance(to: records[record])
          if isNoRow(row) {
            skipped.count += 1
            continue
          }
          do throws(RowProblem) {
            try body(row, collector)
            collector.accept(index, line: row.record.position.line, context)
          } catch {
            collector.lose(index, error, at: row.record.position, original: row.record.original)
          }
        }
        return true
      },
      summary: {
        var summary = reader.summary
        summary.rowsRead -= skipped.count
        return summary
      })
  }

  /// A number that closures share.
  final class Counter {
    var count = 0
  }
}

/// The columns of a list's file by their names in its header.
struct ListColumns {
  private let columns: [String: MappedColumn]

  fileprivate init(names: [String], header: [String]) {
    var columns: [String: MappedColumn] = [:]
    for name in names {
      columns[name] = MappedColumn(
        name: name, position: header.firstIndex(of: name), values: [:])
    }
    self.columns = columns
  }

  /// Accesses a column that was asked for; ask once for each file, not for each row.
  subscript(name: String) -> MappedColumn {
    guard let column = columns[name] else {
      preconditionFailure("column '\(name)' was not asked for")
    }
    return column
  }
}

/// A JSON file whose records are elements of arrays, members of objects, or lines.
struct ElementFile {
  let name: InputName
  private let index: Int
  private let reader: JSONReader

  init(_ index: Int, _ name: InputName, _ reader: JSONReader) {
    self.index = index
    self.name = name
    self.reader = reader
  }

  /// Returns the pass that hands each record to `body`.
  ///
  /// - Parameter beside: Takes the members beside the path to the records, a date or a version.
  func pass(
    beside: @escaping (JSONElement, SourceCollector) -> Void = { _, _ in },
    _ body: @escaping (JSONElement, CellContext, SourceCollector) throws(RowProblem) -> Void
  ) -> SourceStream.Pass {
    let (index, reader) = (index, reader)
    let context = CellContext(file: name)
    return SourceStream.Pass(
      file: index,
      step: { collector throws(InputError) in
        guard let (elements, rejects) = try reader.nextBatch() else { return false }
        for reject in rejects { collector.lose(index, reject) }
        for element in elements {
          guard element.isRecord else {
            beside(element, collector)
            continue
          }
          context.beginRecord()
          do throws(RowProblem) {
            try body(element, context, collector)
            collector.accept(index, line: element.position.line, context)
          } catch {
            collector.lose(index, error, at: element.position, original: element.original)
          }
        }
        return true
      }, summary: { reader.summary })
  }
}

/// An XML file whose records are elements with certain names.
struct NodeFile {
  let name: InputName
  /// The root element with its attributes.
  let root: XMLNode
  private let index: Int
  private let reader: XMLReader

  init(_ index: Int, _ name: InputName, _ reader: XMLReader) {
    self.index = index
    self.name = name
    self.reader = reader
    root = reader.root
  }

  /// Returns the pass that hands each record to `body`.
  ///
  /// - Parameter isNoRow: Whether a record is none of the list's: one that tells of the list. It goes to
  ///   `body` as well, and is not counted.
  func pass(
    skipping isNoRow: @escaping (XMLRecord) -> Bool = { _ in false },
    _ body: @escaping (XMLRecord, CellContext, SourceCollector) throws(RowProblem) -> Void
  ) -> SourceStream.Pass {
    let (index, reader) = (index, reader)
    let context = CellContext(file: name)
    let skipped = RecordFile.Counter()
    return SourceStream.Pass(
      file: index,
      step: { collector throws(InputError) in
        guard let (records, rejects) = try reader.nextBatch() else { return false }
        for reject in rejects { collector.lose(index, reject) }
        for record in records {
          context.beginRecord()
          do throws(RowProblem) {
            try body(record, context, collector)
            if isNoRow(record) {
              skipped.count += 1
              continue
            }
            collector.accept(index, line: record.position.line, context)
          } catch {
            collector.lose(index, error, at: record.position, original: record.original)
          }
        }
        return true
      },
      summary: {
        var summary = reader.summary
        summary.rowsRead -= skipped.count
        return summary
      })
  }
}
