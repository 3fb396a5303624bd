/// Who speaks, and what the grades of its source are.
struct CodedVoice: BitwiseCopyable, Sendable {
  /// Equal for the same claimant however it is spelt; -1 is the vendor itself.
  var claimant: Int32
  /// ``ClaimantRole/index``.
  var role: UInt8
  var reliability: UInt8
  var credibility: UInt8
  /// Whether it is the inventory's own record, which carries full units whatever its grades.
  var isOwnRecord: Bool
}

/// An access in numbers.
struct CodedAccess: BitwiseCopyable, Sendable {
  /// Its position in the dossier.
  var index: Int32
  /// Positions of its weights in ``PolicyTables/weights``.
  var sensitivity: Int32
  var reach: Int32
  /// Equal for equal categories: the position of the sensitivity, or a number of the dossier's own
  /// for a category that the policy does not name.
  var category: Int32
  /// Codes of the factors that its columns assert; -1 for none.
  var storage: Int16
  var control: Int16
  var consent: Int16
  var namesBasis: Bool
  /// Half-life after its end, in days.
  var halfLife: Double
  /// Days since the epoch; the least and the largest number stand for open ends.
  var knownFrom: Int32
  var validFrom: Int32
  var validTo: Int32
  /// The day of what the row says; the least number for none.
  var statedOn: Int32
  var voice: CodedVoice
}

/// A statement in numbers.
struct CodedStatement: BitwiseCopyable, Sendable {
  /// Its position in the dossier.
  var index: Int32
  /// The code of its factor.
  var code: Int16
  var denies: Bool
  /// The position of its access among the coded ones; -1 speaks of the vendor.
  var access: Int32
  var knownFrom: Int32
  var validFrom: Int32
  var validTo: Int32
  var statedOn: Int32
  var voice: CodedVoice
}

/// What lists say of the vendor or its owners: an opinion that rests on no voices.
struct CodedListing: BitwiseCopyable, Sendable {
  /// Code and rank of the subject, as in ``FindingFigures/key``.
  var key: UInt64
  var group: Int32
  /// Positions of the weights that its severity is the product of; the second may be -1.
  var weight: Int32
  var secondWeight: Int32
  var asserted: Double
  var denied: Double
  /// The position of the hit in ``CodedDossier/hits``, or of what owners hold in
  /// ``CodedDossier/ownership``.
  var source: Int32
}

/// A dossier in numbers, in the order of ids: what scoring reads.
///
/// It is coded for the tables of one ``Scorer``, and means nothing to another.
public struct CodedDossier: Sendable {
  /// By the bytes of their ids.
  var accesses: [CodedAccess] = []
  /// By the bytes of their ids.
  var statements: [CodedStatement] = []
  /// How many access ids come before the word `vendor`, which is the subject of other findings.
  var vendorRank = 0
  var hasNoDataAccess = false
  var isScreened = false
  var hasCountry = false
  /// Hits known on the scorer's date, by list and entry key.
  var hits: [AssessedHit] = []
  /// What listed owners hold, rule by rule.
  var ownership: [ListedOwnership] = []
  var listings: [CodedListing] = []
  /// Names of groups that only this vendor has.
  var ownGroups: [String] = []

  init() {}

  /// The rank of an access among the subjects of findings.
  @inline(__always)
  func rank(ofAccess access: Int) -> Int { access < vendorRank ? access : access + 1 }

  /// The access of a rank; nil of the vendor's own.
  @inline(__always)
  func access(ofRank rank: Int) -> Int? {
    rank == vendorRank ? nil : rank < vendorRank ? rank : rank - 1
  }
}
