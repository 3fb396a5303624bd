import ArgumentParser
import Foundation
import RiskCore
import RiskPipeline

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two names, and say why they mean one party or not.",
    discussion: """
      With --csv each row of a file with the columns 'query' and 'candidate' is compared, and comes \
      out with the columns similarity, probability, verdict and explanation added. The query is the \
      vendor's name, the candidate the entry's: a word that only the query has speaks for a branch \
      or a relative. No list and no pipeline is needed.
      """)

  @Argument(help: "The query and the candidate.")
  var names: [String] = []

  @Option(
    help: "Compare the rows of this CSV file instead.", completion: .file(extensions: ["csv"]))
  var csv: String?

  func validate() throws {
    guard csv == nil else {
      if !names.isEmpty { throw ValidationError("give two names or --csv, not both") }
      return
    }
    guard names.count == 2 else {
      throw ValidationError("give two names, in quotes when they hold blanks, or --csv FILE")
    }
  }

  func run() throws {
    if let csv {
      try NameTables.compare(csv: csv) { try Terminal.printRaw($0) }
    } else {
      try Terminal.print(ComparisonReport(query: names[0], candidate: names[1]).text)
    }
  }
}

/// A comparison as the terminal shows it.
struct ComparisonReport {
  let query: String
  let candidate: String

  var text: String {
    let normalizer = NameNormalizer.standard
    let (left, right) = (normalizer.normalized(query), normalizer.normalized(candidate))
    let comparison = NameComparer().compare(left, right)
    let probability = Policy.HitRules.standard.probability(of: comparison)
    var lines = [
      "\(comparison.verdict.rawValue), similarity \(Hundredths.text(of: comparison.similarity)), "
        + "probability \(Hundredths.text(of: probability)) while no country is known",
      "",
    ]
    let rows = comparison.alignment(left, right).map { word in
      [
        TextTable.shortened(word.query, to: 32), TextTable.shortened(word.candidate, to: 32),
        word.relation.rawValue, word.similarity == 0 ? "" : Hundredths.text(of: word.similarity),
        Hundredths.text(of: word.weight),
      ]
    }
    lines += TextTable.lines(
      [["query", "candidate", "how", "alike", "weight"]] + rows, rightAligned: [3, 4])
    let obstacles = comparison.obstacleTexts
    if !obstacles.isEmpty { lines += ["", "against: " + obstacles.joined(separator: "; ")] }
    return lines.joined(separator: "\n")
  }
}
