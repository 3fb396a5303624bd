/// Findings in a few words, for tables and sentences.
public enum ReasonText {
  /// Returns what a finding is about, without a verb: `supplier ban`.
  ///
  /// - Parameter access: The access the finding is about, in the words of ``access(category:of:heldBy:)``.
  public static func phrase(factor: String, subject: String, access: String?) -> String {
    let ofAccess = access.map { ": " + $0 } ?? ""
    switch factor {
    case Factor.dataAccess.id: return access ?? "access to data nobody describes"
    case WatchlistHit.factor: return "listed: \(subject)"
    case ListedOwnership.factor: return "owned by listed parties: \(subject)"
    case UnknownShare.dataAccess: return "data access unknown"
    case UnknownShare.consentPractice: return "consent practice unknown"
    case UnknownShare.consentBasis: return "consent basis unknown" + ofAccess
    case UnknownShare.nationalSecurity:
      return subject == UnknownShare.country ? "country unknown" : "not screened against any list"
    default: return words(of: factor) + ofAccess
    }
  }

  /// Returns a token in words: `supplier ban` for `supplier-ban`.
  public static func words(of token: String) -> String {
    String(token.map { $0 == "-" ? " " : $0 })
  }

  /// Returns an access in words: `message-content of users, held by Tencent`.
  public static func access(
    category: String, of subject: String, heldBy holder: String
  ) -> String {
    "\(category) of \(subject)" + (holder.isEmpty ? "" : ", held by \(holder)")
  }
}

extension Assessment {
  /// The counted finding with the most points, in a few words; nil when the score is 0.
  public var mainReason: String? {
    var best: Finding?
    // Findings come by id, so the first of equal ones is the one with the smallest id.
    for finding in findings where finding.points > best?.points ?? 0 { best = finding }
    return best.map { finding in
      ReasonText.phrase(
        factor: finding.factor, subject: finding.subject,
        access: accesses.first { $0.access.id == finding.subject }.map { assessed in
          ReasonText.access(
            category: assessed.access.dataCategory, of: assessed.access.dataSubject,
            heldBy: assessed.access.holder)
        })
    }
  }
}
