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

  /// How far back a place is looked for. One that stands farther back gets another number, which
  /// takes room and does no harm.
  private static let memory = 32

  /// Returns the number of the place, from 0; a new one for a new place.
  mutating func number(of origin: RecordOrigin) -> Int {
    let recent = max(0, places.count - Self.memory)
    for index in stride(from: places.count - 1, through: recent, by: -1)
    where places[index].line == origin.line
      && (places[index].file === origin.file || places[index].file == origin.file)
    {
      return index
    }
    places.append(origin)
    return places.count - 1
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

/// The lines of places as `moved_lines.lines` holds them.
enum LineList {
  /// Returns the JSON array of `lines`.
  static func text(_ lines: [Int]) -> String {
    "[" + lines.map(String.init).joined(separator: ",") + "]"
  }

  /// Returns 64 bits of the SHA-256 of a list.
  static func digest(_ text: String) -> Int64 {
    Int64(bitPattern: UInt64(ContentHash.sha256(text).prefix(16), radix: 16) ?? 0)
  }

  /// Returns the SQL of the line of a stored row in a run: where it stood when its version was first
  /// stored, unless its place has moved since.
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
    """
    ifnull((SELECT json_extract(ml.lines, '$[' || \(row).\(prefix)place_no || ']') \
    FROM moved_lines AS ml WHERE ml.assessment_id = \(assessment) AND ml.first_run <= \(run) \
    ORDER BY ml.first_run DESC LIMIT 1), \(row).\(prefix)line)
    """
  }
}
