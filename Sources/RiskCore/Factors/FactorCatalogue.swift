/// Every factor that a statement or a policy may name.
///
/// A factor is one file in a folder beside this one, and one line in ``all``; a test compares the
/// two.
public enum FactorCatalogue {
  /// Every factor, sorted by identifier.
  public static let all: [Factor] = [
    .accessLoggedAndReviewed,
    .breachOrImplant,
    .childrenWithoutParentalConsent,
    .compellableByState,
    .consentPracticeAudited,
    .consentRecordsKept,
    .cookieOver13Months,
    .dataAccess,
    .dataAccessAudited,
    .dataLocalised,
    .dataSoldOnward,
    .deceptiveConsentInterface,
    .deletedFromRegister,
    .deletionConfirmed,
    .encryptedWithoutKey,
    .excessCollection,
    .exploitedVulnerabilityUnpatched,
    .exportLicenceDenied,
    .finedForConsent,
    .foreignAdversaryJurisdiction,
    .governmentWarning,
    .holderControlled,
    .independentlyEvaluated,
    .keepsDataAfterEnd,
    .legitimateInterest,
    .legitimateInterestForProfiling,
    .nationalSecurityAgreement,
    .noConsent,
    .noConsentBasedPurpose,
    .noPrivacyPolicy,
    .noSpyAgreementOffered,
    .noSpyAgreementSigned,
    .noWithdrawal,
    .optOutSignalIgnored,
    .pressAllegation,
    .privilegedAccess,
    .pseudonymised,
    .purposeExceeded,
    .remoteAccessUnsupervised,
    .retentionOver13Months,
    .retentionUndisclosed,
    .sanctionsViolation,
    .securityCertified,
    .sharedWithoutConsent,
    .shortRetention,
    .sourceCodeReviewed,
    .specialFeatureUsed,
    .stateInfluence,
    .stateOwned,
    .staysOnDevice,
    .storedInCountryWithoutProtection,
    .subprocessorsUndisclosed,
    .supplierBan,
    .testedByRegulator,
    .underInvestigation,
    .undisclosedOwnership,
    .unencryptedAtRest,
    .withdrawalHonoured,
  ]

  private static let byID = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// Returns the factor with the identifier `id`, or nil when there is none.
  public static func factor(named id: String) -> Factor? { byID[id] }

  /// Returns the identifier that `word` is most likely a misspelling of, or nil when none is close.
  public static func nearest(to word: String) -> String? {
    Suggestion.nearest(to: word, among: all.lazy.map(\.id))
  }
}
