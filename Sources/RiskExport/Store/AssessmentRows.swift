import RecordIO
import RiskCore

/// What a run stores about one vendor, ready to be written.
///
/// Preparing it is a pure function, and the larger part of the work: do it on the scoring threads,
/// and leave only ``RunWriter/add(_:)-(AssessmentRows)`` to the thread that writes.
public struct AssessmentRows: Sendable {
  public let vendorID: String
  /// The vendor's name in the inventory.
  public let name: String
  /// The overall score, 0 to 100.
  public let overall: Double
  public let rating: Rating
  /// SHA-256, in 32 bytes, over every figure and text that is stored about the vendor, but for the
  /// lines on which rows stand.
  public let digest: [UInt8]
  /// The lines on which the rows of the inputs stand, one for each place.
  let lines: [String]
  /// Changes with the lines.
  let linesDigest: Int64

  let bytes: [UInt8]
  private let places: RowPlaces
  /// The printed points of each finding in hundredths; they add up to the printed score.
  let printedPoints: [Int]
  let dossier: (sha256: String, document: [UInt8])?
  /// What was scored, to tell why the score differs from the one before; nil tells nothing.
  let scored: Dossier?

  /// Prepares the rows of `assessment`.
  ///
  /// - Parameters:
  ///   - assessment: The assessment, with its parts in the order of their ids.
  ///   - vendor: The vendor it is about.
  ///   - dossierDocument: The dossier as ``DossierDocument`` encodes it, or nil to keep none.
  ///   - scored: The dossier, for splitting a difference to the run before.
  public init(
    _ assessment: Assessment, vendor: Vendor, dossierDocument: [UInt8]?, scored: Dossier? = nil
  ) {
    precondition(assessment.vendorID == vendor.id, "an assessment goes with its vendor")
    vendorID = vendor.id
    name = vendor.name
    overall = assessment.overall.value
    rating = assessment.rating
    self.scored = scored
    printedPoints = LargestRemainder.distribute(
      total: Hundredths.rounded(overall),
      parts: assessment.findings.map { $0.isCounted ? $0.points : 0 })
    var rows = RowBytes(capacity: 1024 + 640 * assessment.findings.count)
    rows.append(assessment, vendor: vendor)
    for (index, finding) in assessment.findings.enumerated() {
      rows.append(finding, number: index + 1)
    }
    for (index, notAlleged) in assessment.notAlleged.enumerated() {
      rows.append(notAlleged, number: assessment.findings.count + index + 1)
    }
    for (index, access) in assessment.accesses.enumerated() {
      rows.append(access, number: index + 1)
    }
    for (index, hit) in assessment.hits.enumerated() { rows.append(hit, number: index + 1) }
    for (index, contradiction) in assessment.contradictions.enumerated() {
      rows.append(contradiction, number: index + 1)
    }
    bytes = rows.bytes
    places = rows.places
    dossier = dossierDocument.map { (ContentHash.sha256($0), $0) }
    digest = Self.digest(of: places.withoutLines(bytes), dossier?.sha256)
    lines = LineList.parts(places.lines)
    linesDigest = LineList.digest(lines)
  }

  /// The digest as it was before schema version 6, which covered lines and knew no places.
  public var digestOfVersion5: [UInt8] {
    Self.digest(of: places.withoutNumbers(bytes), dossier?.sha256)
  }

  private static func digest(of rows: consuming [UInt8], _ dossier: String?) -> [UInt8] {
    if let dossier { rows.append(contentsOf: dossier.utf8) }
    return bytes(ofHexadecimal: ContentHash.sha256(rows))
  }

  private static func bytes(ofHexadecimal digits: String) -> [UInt8] {
    func value(_ digit: UInt8) -> UInt8 {
      digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
    let digits = Array(digits.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      value(digits[$0]) << 4 | value(digits[$0 + 1])
    }
  }
}

// Values stand in the order of the columns in `Schema.swift`.
extension RowBytes {
  fileprivate mutating func append(_ assessment: Assessment, vendor: Vendor) {
    begin(.assessments)
    text(vendor.id)
    text(vendor.name)
    text(vendor.country)
    interval(assessment.overall)
    real(assessment.inherent)
    text(assessment.rating.rawValue)
    text(assessment.floorRule)
    for axis in Axis.allCases { interval(assessment.axes[axis.index]) }
    real(assessment.coverage)
    real(assessment.conflict)
    real(assessment.stability)
    text(assessment.vector)
  }

  fileprivate mutating func append(_ finding: Finding, number: Int) {
    begin(.findings)
    integer(number)
    text(finding.id)
    text(finding.axis.rawValue)
    text(finding.factor)
    text(finding.subject)
    text(finding.groupID)
    real(finding.severity)
    opinion(finding.opinion)
    real(finding.conflict)
    interval(finding.mitigation)
    interval(finding.risk)
    integer(finding.isCounted ? 1 : 0)
    real(finding.points)
    text(finding.detail)
    for (index, evidence) in finding.evidence.enumerated() {
      append(evidence, finding: number, mitigation: 0, number: index + 1)
    }
    for (index, mitigation) in finding.mitigations.enumerated() {
      append(mitigation, finding: number, number: index + 1)
    }
  }

  private mutating func append(_ mitigation: Mitigation, finding: Int, number: Int) {
    begin(.mitigations)
    integer(finding)
    integer(number)
    text(mitigation.factor.id)
    text(mitigation.subject)
    real(mitigation.mu)
    opinion(mitigation.opinion)
    for (index, evidence) in mitigation.evidence.enumerated() {
      append(evidence, finding: finding, mitigation: number, number: index + 1)
    }
  }

  fileprivate mutating func append(_ notAlleged: NotAlleged, number: Int) {
    begin(.notAlleged)
    integer(number)
    text(notAlleged.id)
    text(notAlleged.axis.rawValue)
    text(notAlleged.factor)
    text(notAlleged.subject)
    real(notAlleged.denied)
    for (index, evidence) in notAlleged.evidence.enumerated() {
      append(evidence, finding: number, mitigation: 0, number: index + 1)
    }
  }

  private mutating func append(
    _ evidence: Evidence, finding: Int, mitigation: Int, number: Int
  ) {
    begin(.evidence)
    integer(finding)
    integer(mitigation)
    integer(number)
    text(evidence.kind.rawValue)
    text(evidence.refID)
    text(evidence.stance.rawValue)
    text(evidence.claimant)
    text(evidence.claimantRole?.rawValue)
    text(evidence.source?.id)
    text(evidence.source?.publisher)
    text(evidence.source?.reliability.rawValue)
    integer(evidence.source?.credibility.rawValue)
    text(evidence.statedOn?.description)
    real(evidence.units)
    text(evidence.standing.rawValue)
    origin(evidence.origin)
    text(evidence.excerpt)
    place(evidence.origin)
  }

  fileprivate mutating func append(_ assessed: AssessedAccess, number: Int) {
    let access = assessed.access
    begin(.accesses)
    integer(number)
    text(access.id)
    text(access.dataCategory)
    text(access.dataSubject)
    text(access.holder)
    text(access.storage)
    text(access.control)
    text(access.consentBasis)
    text(access.validFrom?.description)
    text(access.validTo?.description)
    text(access.source?.id)
    real(assessed.severity)
    text(access.purpose)
    integer(access.retentionDays)
    origin(access.origin)
    place(access.origin)
  }

  fileprivate mutating func append(_ assessed: AssessedHit, number: Int) {
    let hit = assessed.hit
    let entry = hit.entry
    begin(.hits)
    integer(number)
    text(entry.list.id)
    text(entry.key)
    text(hit.entryName)
    text(hit.queryName)
    text(hit.kind.rawValue)
    real(hit.similarity)
    real(assessed.probability)
    text(assessed.status.rawValue)
    text(assessed.entryStatus.rawValue)
    text(assessed.explanation)
    text(entry.authority)
    text(entry.programme)
    text(hit.country.rawValue)
    text(hit.anchor)
    text(entry.locator)
    origin(entry.origin)
    text(hit.identifier.rawValue)
    text(hit.entryNameKind.rawValue)
    place(entry.origin)
    for (index, decision) in hit.decisions.enumerated() {
      append(decision, hit: number, number: index + 1)
    }
  }

  private mutating func append(_ decision: Decision, hit: Int, number: Int) {
    begin(.decisions)
    integer(hit)
    integer(number)
    text(decision.verdict.rawValue)
    text(decision.decidedBy)
    text(decision.decidedOn.description)
    text(decision.reason)
    text(decision.expiresOn?.description)
    text(decision.anchor)
    origin(decision.origin)
    place(decision.origin)
  }

  fileprivate mutating func append(_ contradiction: Contradiction, number: Int) {
    begin(.contradictions)
    integer(number)
    text(contradiction.kind.rawValue)
    text(contradiction.subject)
    text(contradiction.topic)
    for side in [contradiction.claim, contradiction.counterclaim] {
      text(side.text)
      text(side.claimant)
      text(side.claimantRole?.rawValue)
      text(side.sourceID)
      text(side.publisher)
      text(side.date?.description)
      origin(side.origin)
    }
    place(contradiction.claim.origin)
    place(contradiction.counterclaim.origin)
  }

  private mutating func interval(_ interval: Interval) {
    real(interval.value)
    real(interval.low)
    real(interval.high)
  }

  private mutating func opinion(_ opinion: Opinion) {
    real(opinion.asserted)
    real(opinion.denied)
    real(opinion.baseRate)
    interval(opinion.belief)
  }

  private mutating func origin(_ origin: RecordOrigin) {
    text(origin.file.path)
    line(origin.line)
  }

  private mutating func place(_ origin: RecordOrigin) { placeNumber(number(of: origin)) }
}
