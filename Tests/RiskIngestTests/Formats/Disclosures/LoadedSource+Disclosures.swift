import RiskCore
import _TestSupport

@testable import RiskIngest

extension LoadedSource {
  func disclosure(_ partyID: String) -> Disclosure? {
    disclosures.first { $0.partyID == partyID }
  }

  /// The disclosure in a few lines, for comparison with a case: empty fields are left out.
  func disclosureText(of partyID: String) -> String {
    guard let disclosure = disclosure(partyID) else { return "no party '\(partyID)'" }
    var lines = ["\(disclosure.partyID): \(disclosure.name)"]
    lines += disclosure.aliases.map { "alias: \($0)" }
    if let country = disclosure.country { lines.append("country: \(country)") }
    if !disclosure.website.isEmpty { lines.append("website: \(disclosure.website)") }
    var names: [String] = []
    for signal in disclosure.signals where !names.contains(signal.name) {
      names.append(signal.name)
    }
    for name in names {
      let values = disclosure.signals.filter { $0.name == name }.map(\.value)
      lines.append("\(name) = \(values.joined(separator: ", "))")
    }
    if let date = disclosure.endedOn { lines.append("ended: \(date)") }
    return lines.joined(separator: "\n")
  }

  /// How often each signal occurs, as `name = value`.
  var signalCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for disclosure in disclosures {
      for signal in disclosure.signals {
        counts["\(signal.name) = \(signal.value)", default: 0] += 1
      }
    }
    return counts
  }

  /// The kinds of rejects with the column each blames, in file order.
  var rejectKinds: [String] {
    rejects.map { "\($0.position.line) \($0.kind.rawValue) \($0.column ?? "-")" }
  }

  /// What was noted, with the line of each.
  var noteKinds: [String] {
    notes.map { "\($0.line) \($0.note.kind.rawValue) \($0.note.column)" }
  }
}

/// A file of a format that ships with the tests.
func fixture(_ relative: String) -> String {
  Repository.path("Tests/Fixtures/formats/" + relative)
}
