import Foundation
import RecordIO
import RiskCore

/// Pairs of names with a judgement whether they mean one party.
public struct LabelledPairs: Sendable {
  /// Two names and what somebody judged.
  public struct Pair: Sendable {
    public let query: String
    public let candidate: String
    public let isMatch: Bool
    /// What the pair is an example of; empty when the file does not say.
    public let kind: String

    /// Creates a pair.
    public init(query: String, candidate: String, isMatch: Bool, kind: String = "") {
      self.query = query
      self.candidate = candidate
      self.isMatch = isMatch
      self.kind = kind
    }
  }

  public let pairs: [Pair]

  /// Creates a set of pairs.
  public init(_ pairs: [Pair]) { self.pairs = pairs }

  /// Reads pairs from a CSV file with a header.
  ///
  /// The first two columns are the names, the third holds the judgement: `true`, `1` or `same` is a
  /// match, anything else none. A column `kind` is read when there is one.
  ///
  /// - Throws: `InputError` when the file cannot be read.
  public init(path: String) throws {
    let reader = try CSVReader(path: path)
    let kind = reader.header.firstIndex(of: "kind")
    var pairs: [Pair] = []
    while let batch = try reader.nextBatch() {
      for index in 0..<batch.records.count where reader.header.count >= 3 {
        let record = batch.records[index]
        pairs.append(
          Pair(
            query: record.field(0), candidate: record.field(1),
            isMatch: ["true", "1", "same"].contains(record.field(2).lowercased()),
            kind: kind.map { record.field($0) } ?? ""))
      }
    }
    self.pairs = pairs
  }
}
