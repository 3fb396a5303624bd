import RecordIO
import RiskCore
import _TestSupport

@testable import RiskIngest

/// Mapping tables written in a test.
enum MappingText {
  static let header = "signal,value,means,as,data_subject,storage,claimant_role,note\n"

  static let words = DisclosureMapping.Words(
    categories: ["browsing", "device-id", "profile"], subjects: ["users", "children"],
    storages: ["vendor-servers"], consentBases: ["consent", "legitimate-interest"])

  static func read(
    _ rows: String, words: DisclosureMapping.Words? = words
  ) throws -> Result<DisclosureMapping, DisclosureMapping.BadRows> {
    let folder = try ScratchFolder()
    return try DisclosureMapping.read(
      folder.write(header + rows, to: "mapping.csv"), name: InputName("mapping.csv"), words: words)
  }
}

/// A disclosure with signals written as `name=value`.
func disclosure(
  _ name: String = "Party", id: String = "7", signals: [String] = [], endedOn: String? = nil
) -> Disclosure {
  var disclosure = Disclosure(
    partyID: id, name: name, origin: RecordOrigin(file: InputName("list.json"), line: 12))
  for signal in signals {
    let parts = signal.split(separator: "=", maxSplits: 1).map(String.init)
    disclosure.add(parts[0], parts[1])
  }
  disclosure.endedOn = endedOn.flatMap { CivilDate($0) }
  return disclosure
}

extension DisclosureRows.Result {
  /// Every row in a line, for comparison with a case.
  var text: String {
    let accesses = accesses.map { access in
      let days = access.retentionDays.map(String.init) ?? "-"
      return
        "\(access.id) \(access.dataCategory) of \(access.dataSubject) at \(access.storage ?? "-")"
        + " basis \(access.consentBasis ?? "-") days \(days)"
        + " to \(access.validTo?.description ?? "-")"
        + " by \(access.claimant ?? "-") \(access.claimantRole?.rawValue ?? "-")"
    }
    let statements = statements.map { statement in
      "\(statement.id) \(statement.stance.rawValue) \(statement.factor.id)"
        + " by \(statement.claimant) \(statement.claimantRole.rawValue) on \(statement.statedOn)"
        + " from \(statement.validFrom?.description ?? "-")"
        + " to \(statement.validTo?.description ?? "-"): \(statement.excerpt)"
    }
    let unmapped = unmapped.map { "unmapped \($0.name)=\($0.value)" }
    return (accesses + statements + unmapped).joined(separator: "\n")
  }
}
