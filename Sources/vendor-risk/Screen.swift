import ArgumentParser
import RiskCore
import RiskPipeline

struct Screen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold names against the lists of a pipeline.",
    discussion: """
      Reads the lists of the pipeline file and nothing else of it, and records nothing. Prints the \
      entries that each name is the same as or related to. With --csv the names are the column \
      'name' of a file, its column 'country' counts if there is one, and the hits come out as CSV.
      """)

  @Argument(help: "Names, in quotes when they hold blanks.")
  var names: [String] = []

  @Option(
    help: "The pipeline file whose lists are screened.", completion: .file(extensions: ["yaml"]))
  var pipeline: String

  @Option(
    help: "Screen the names of this CSV file instead.", completion: .file(extensions: ["csv"]))
  var csv: String?

  @Option(help: "The country of the names, as a code or a name.")
  var country: String?

  @Flag(help: "Show the nearest entries that are no hits, and what is lacking.")
  var whyNot = false

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if (csv == nil) == names.isEmpty { throw ValidationError("give names, or --csv FILE") }
    if let country, Countries.code(for: country) == nil {
      throw ValidationError("'\(country)' is no country; give an ISO 3166 code or a name")
    }
  }

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let screening = try ListScreening(
      configuration: configuration, policy: policy, asOf: options.asOf, workers: options.threads)
    if let csv {
      try screening.screen(csv: csv) { try Terminal.printRaw($0) }
      return
    }
    var lines: [String] = []
    for name in names {
      let vendor = ListScreening.vendor(
        named: name, country: country.flatMap(Countries.code))
      lines += screening.text(for: vendor, showsNearest: whyNot)
    }
    try Terminal.print(lines.joined(separator: "\n"))
  }
}

/// What commands that read lists take.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("as-of"), help: "The day that counts, YYYY-MM-DD. Default: today in UTC.",
    transform: Run.date)
  var asOf: CivilDate?

  @Option(help: "Threads for each stage. Default: the number of processors.")
  var workers: Int?

  var threads: Int { workers ?? Run.processors }

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers takes a number from 1 to 256")
    }
  }
}
