/// One of the three questions a vendor is scored on.
public enum Axis: String, CaseIterable, Sendable, Comparable {
  /// Whose data the vendor can reach, how sensitive it is, and where it rests.
  case dataAccess = "DA"
  /// Whether the people concerned agreed, to that purpose, and can take it back.
  case consentPractice = "CP"
  /// Whether a state lists, bans, compels or clears the vendor.
  case nationalSecurity = "NS"

  /// The position in arrays that hold one value for each axis.
  public var index: Int {
    switch self {
    case .dataAccess: 0
    case .consentPractice: 1
    case .nationalSecurity: 2
    }
  }

  /// The axis in words, as reports print it.
  public var title: String {
    switch self {
    case .dataAccess: "data access"
    case .consentPractice: "consent practice"
    case .nationalSecurity: "national security"
    }
  }

  /// Orders by code (CP, DA, NS), as finding identifiers do.
  public static func < (left: Axis, right: Axis) -> Bool { left.rawValue < right.rawValue }
}

/// Whether a factor is a reason for more risk or for less.
public enum Polarity: String, Sendable {
  case adverse
  case mitigating
}

/// What a claimant says of a factor.
public enum Stance: String, Sendable {
  case asserts
  case denies
}

/// What a claimant is to the vendor it speaks of; the policy gives each role its evidence units.
public enum ClaimantRole: String, CaseIterable, Sendable {
  case ownRecord = "own_record"
  case publicRegister = "public_register"
  case court
  case regulator
  case government
  case researcher
  case counterparty
  case press
  case expert
  /// The vendor itself.
  case vendorItself = "self"

  /// The position in ``allCases``, for tables with one value for each role.
  public var index: Int {
    switch self {
    case .ownRecord: 0
    case .publicRegister: 1
    case .court: 2
    case .regulator: 3
    case .government: 4
    case .researcher: 5
    case .counterparty: 6
    case .press: 7
    case .expert: 8
    case .vendorItself: 9
    }
  }
}

/// How reliable a source is, by the Admiralty code: A completely reliable to E unreliable, F unknown.
public enum Reliability: String, CaseIterable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case e = "E"
  case f = "F"

  /// The position in ``allCases``.
  public var index: Int { Int(rawValue.utf8.first ?? 0x46) - 0x41 }
}

/// How credible an item of information is, by the Admiralty code: 1 confirmed to 5 improbable,
/// 6 unknown.
public enum Credibility: Int, CaseIterable, Sendable {
  case one = 1
  case two = 2
  case three = 3
  case four = 4
  case five = 5
  case six = 6

  /// The position in ``allCases``.
  public var index: Int { rawValue - 1 }
}

/// The four steps of risk, from least to most.
public enum Rating: String, CaseIterable, Comparable, Sendable {
  case low
  case moderate
  case high
  case critical

  /// The position from least to most, for tables with one value for each rating.
  public var index: Int {
    switch self {
    case .low: 0
    case .moderate: 1
    case .high: 2
    case .critical: 3
    }
  }

  public static func < (left: Rating, right: Rating) -> Bool { left.index < right.index }
}
