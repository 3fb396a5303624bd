import RecordIO
import RiskCore

/// Where the rows of the inputs stand that the stored rows of one vendor refer to.
///
/// A row inserted into an input moves all below it, and nothing else about the vendors that they
/// speak of. So lines are no part of what makes a version of an assessment: each stored row with a
/// line also has the number of its place, and when only lines have changed the store keeps the new
/// list of lines (`moved_lines`) and no new version.
struct RowPlaces {
  /// The lines of the places, in the order in which stored rows first refer to them.
  var lines: [Int] { places.map(\.line) }

  private var places: [RecordOrigin] = []
  /// Where the 8 bytes of a line begin.
  private var lineOffsets: [Int] = []
  /// Where the tag of the number of a place stands.
  private var numberOffsets: [Int] = []

  /// The numbers of places, once there are many; until then looking through them is faster.
  private var numbers: [RecordOrigin: Int] = [:]
  private static let few = 16

  /// Returns the number of the place, from 0; a new one for a new place.
  mutating func number(of origin: RecordOrigin) -> Int {
    if let known = known(origin) { return known }
    if places.count >= Self.few {
      if numbers.isEmpty {
        for (number, place) in places.enumerated() { numbers[place] = number }
      }
      numbers[origin] = places.count
    }
    places.append(origin)
    return places.count - 1
  }

  private func known(_ origin: RecordOrigin) -> Int? {
    guard numbers.isEmpty else { return numbers[origin] }
    return places.lastIndex { place in
      place.line == origin.line && (place.file === origin.file || place.file == origin.file)
    }
  }

  mutating func noteLine(at offset: Int) { lineOffsets.append(offset) }

  mutating func noteNumber(at offset: Int) { numberOffsets.append(offset) }

  /// Returns `rows` with 0 for each line.
  func withoutLines(_ rows: [UInt8]) -> [UInt8] {
    var rows = rows
    for offset in lineOffsets {
      rows.replaceSubrange(offset..<offset + 8, with: repeatElement(0, count: 8))
    }
    return rows
  }

  /// Returns `rows` as they were before places had numbers.
  func withoutNumbers(_ rows: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(rows.count)
    var start = 0
    for offset in numberOffsets {
      kept.append(contentsOf: rows[start..<offset])
      start = offset + 9
    }
    kept.append(contentsOf: rows[start...])
    return kept
  }
}

/// The lines of places as `moved_lines` holds them: in parts of so many, so that finding one takes
/// the same however many a vendor has.
enum LineList {
  static let partSize = 64

  /// Returns the JSON arrays of the parts of `lines`; one at least.
  static func parts(_ lines: [Int]) -> [String] {
    stride(from: 0, to: max(lines.count, 1), by: partSize).map { start in
      let part = lines[start..<min(start + partSize, lines.count)]
      return "[" + part.map(String.init).joined(separator: ",") + "]"
    }
  }

  /// Returns 64 bits of the SHA-256 of the parts.
  static func digest(_ parts: [String]) -> Int64 {
    Int64(bitPattern: UInt64(ContentHash.sha256(parts.joined()).prefix(16), radix: 16) ?? 0)
  }

  /// Returns the SQL of the line of a stored row in a run.
  ///
  /// That is where it stood when its version was first stored, unless its place has moved since. A list
  /// that lacks the place gives 0, which no row stands on.
  ///
  /// - Parameters:
  ///   - row: The alias of the table of the row.
  ///   - prefix: What the names of the two columns begin with.
  ///   - assessment: The SQL of the number of the assessment.
  ///   - run: The SQL of the number of the run.
  static func line(
    of row: String, prefix: String = "", assessment: String = "a.assessment_id",
    run: String = "r.run_id"
  ) -> String {
    let place = "\(row).\(prefix)place_no"
    return """
      ifnull((SELECT ifnull(CAST(json_extract(ml.lines, '$[' || (\(place) % \(partSize)) || ']') \
      AS INTEGER), 0) FROM moved_lines AS ml WHERE ml.assessment_id = \(assessment) \
      AND ml.part_no = \(place) / \(partSize) AND ml.first_run <= \(run) \
      ORDER BY ml.first_run DESC LIMIT 1), \(row).\(prefix)line)
      """
  }
}
