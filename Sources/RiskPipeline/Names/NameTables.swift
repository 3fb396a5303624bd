import Foundation
import RecordIO
import RiskCore
import RiskIngest

/// Tables of names in, tables of judgements out.
public enum NameTables {
  /// The columns that comparing adds.
  static let comparisonColumns = ["similarity", "probability", "verdict", "explanation"]

  /// Compares the columns `query` and `candidate` of a CSV file, and gives the same table with the
  /// comparison added.
  ///
  /// Rows that cannot be read are named on a line of their own in the error, and nothing is lost in
  /// silence: the table ends before the error is thrown.
  ///
  /// - Throws: ``RunError`` when the file cannot be read, lacks a column or holds unusable rows.
  public static func compare(csv path: String, _ output: @escaping ([UInt8]) throws -> Void) throws
  {
    let table = try NameTable(path: path, required: ["query", "candidate"])
    var writer = CSVWriter(sink: output)
    try writer.append(table.header + comparisonColumns)
    let normalizer = NameNormalizer.standard
    let comparer = NameComparer()
    var (query, candidate) = (NormalizedName(), NormalizedName())
    try table.forEachRow { row in
      normalizer.normalize(row[table["query"]], into: &query)
      normalizer.normalize(row[table["candidate"]], into: &candidate)
      let comparison = comparer.compare(query, candidate)
      try writer.append(
        row + [
          Hundredths.text(of: comparison.similarity),
          Hundredths.text(of: Policy.HitRules.standard.probability(of: comparison)),
          comparison.verdict.rawValue, comparison.reasons(query, candidate),
        ])
    }
    try writer.finish()
    try table.requireNoRejects()
  }
}

/// A CSV file of names.
final class NameTable {
  let header: [String]
  private let path: String
  private let reader: CSVReader
  private var columns: [String: Int] = [:]
  private var rejects: [Reject] = []

  init(path: String, required: [String]) throws {
    self.path = path
    do {
      reader = try CSVReader(path: path)
    } catch {
      throw RunError(error)
    }
    header = reader.header
    for (index, name) in header.enumerated() where columns[name] == nil { columns[name] = index }
    for name in required where columns[name] == nil {
      throw RunError.unusableInputs([
        "\(path): has no column '\(name)'; its columns are \(header.joined(separator: ", "))"
      ])
    }
  }

  /// The place of a required column.
  subscript(column: String) -> Int { columns[column] ?? 0 }

  /// The place of a column, or nil when the file has none.
  func place(of column: String) -> Int? { columns[column] }

  func forEachRow(_ body: ([String]) throws -> Void) throws {
    do {
      while let batch = try reader.nextBatch() {
        rejects += batch.rejects
        for index in 0..<batch.records.count {
          let record = batch.records[index]
          try body((0..<record.fieldCount).map(record.field))
        }
      }
    } catch let error as InputError {
      throw RunError(error)
    }
  }

  func requireNoRejects() throws {
    guard !rejects.isEmpty else { return }
    throw RunError.unusableInputs(
      rejects.map { "\(path):\($0.position.line): \($0.explanation)" })
  }
}
