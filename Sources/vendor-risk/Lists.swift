import ArgumentParser
import RiskCore
import RiskPipeline

struct Lists: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lists",
    abstract: "Look at the watchlists of a pipeline.",
    subcommands: [Status.self, Compare.self])

  /// How the lists stand.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read the lists and say how they stand: entries, names, parts, age and limits.",
      discussion: """
        Reads the lists and nothing else, and records nothing. The limits against the last good load \
        count what the database of the pipeline holds. Ends with 69 when a list passes a limit.
        """)

    @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
    var pipeline: String

    @OptionGroup var options: ListOptions

    func run() throws {
      let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
      let survey = try ListSurvey(
        configuration: configuration, policy: policy, asOf: options.asOf,
        workers: options.threads)
      if options.json {
        try Terminal.print(try survey.json())
      } else {
        var rows = [["list", "entries", "active", "names", "age", "newest", "state"]]
        for status in survey.lists {
          rows.append([
            status.id, "\(status.entries)", "\(status.active)", "\(status.names)",
            status.ageDays.map { "\($0) d" } ?? "-", status.newestDate ?? "-",
            status.usesLastGood
              ? "last good copy" : status.breaches.isEmpty ? "good" : "beyond a limit",
          ])
          for part in status.parts where status.parts.count > 1 {
            rows.append([
              "  " + TextTable.shortened(part.name.isEmpty ? "(no part)" : part.name, to: 40),
              "\(part.entries)", "\(part.active)", "", "", "", "",
            ])
          }
        }
        var lines = TextTable.lines(rows, rightAligned: [1, 2, 3, 4])
        for status in survey.lists {
          lines += status.breaches.map { "\(status.id): \($0)" }
          if let edition = status.edition { lines.append("\(status.id): \(edition)") }
        }
        try Terminal.print(lines.joined(separator: "\n"))
      }
      if survey.lists.contains(where: { !$0.breaches.isEmpty }) {
        throw ExitCode(ExitStatus.unhealthyList.rawValue)
      }
    }
  }

  /// How two lists differ.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say how two editions of a list differ, entry by entry.",
      discussion:
        "Both are sources of the pipeline file; whether it names one an edition of the other does not matter."
    )

    @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
    var pipeline: String

    @Argument(help: "The source with the older edition.")
    var older: String

    @Argument(help: "The source with the later edition.")
    var later: String

    @OptionGroup var options: ListOptions

    func run() throws {
      let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
      let comparison = try ListComparison(
        configuration: configuration, policy: policy, older: older, later: later,
        asOf: options.asOf, workers: options.threads)
      if options.json {
        try Terminal.print(try comparison.json())
        return
      }
      var lines = TextTable.lines(
        [["change", "entry", "name", "what"]]
          + comparison.rows.map {
            [
              $0.change, TextTable.shortened($0.entry, to: 24),
              TextTable.shortened($0.name, to: 48),
              TextTable.shortened($0.what.joined(separator: "; "), to: 80),
            ]
          }, rightAligned: [])
      lines.append(
        "\(comparison.added) added, \(comparison.removed) removed, \(comparison.changed) changed, "
          + "\(comparison.unchanged) unchanged")
      try Terminal.print(lines.joined(separator: "\n"))
    }
  }
}

/// What both commands take.
struct ListOptions: ParsableArguments {
  @OptionGroup var reading: ReadingOptions

  @Flag(help: "Print JSON.")
  var json = false

  var asOf: CivilDate? { reading.asOf }
  var threads: Int { reading.threads }
}
