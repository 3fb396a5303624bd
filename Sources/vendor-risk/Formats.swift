import ArgumentParser
import RiskIngest

struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the formats that a source may have.",
    discussion: "With --markdown the reference page, with what is used of each format and what not."
  )

  @Flag(help: "Print the reference page.")
  var markdown = false

  func run() throws {
    if markdown {
      try Terminal.print(String(FormatReference.markdown().dropLast()))
      return
    }
    let lines = FormatReference.lines()
    try Terminal.print(
      TextTable.lines(
        [["format", "fills", "reads"]]
          + lines.map { [$0.id, $0.tables, TextTable.shortened($0.reads, to: 88)] },
        rightAligned: []
      ).joined(separator: "\n"))
  }
}
