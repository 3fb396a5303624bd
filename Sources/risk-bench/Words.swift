import ArgumentParser
import RiskCore
import RiskPipeline

/// Counts the words of names, for datasets/reference/word-counts.txt.
struct Words: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count in how many names each word occurs, and print the table of word counts.")

  @Argument(help: "A pipeline file; the names of its vendors and entries are counted.")
  var pipeline: String

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let records = try NamedRecords(
      configuration: configuration, policy: policy, workers: processors)
    var census = NameCensus()
    for vendor in records.vendors {
      for name in [vendor.name] + vendor.aliases { census.add(name) }
    }
    for entry in records.entries {
      for name in entry.names { census.add(name.text) }
    }
    print(
      census.table(
        header: """
          In how many of the counted names each word occurs, by `make words` from the registers that
          word-counts.yaml names. A line is a count and the words that have it; words that fewer than
          \(NameCensus.fewest) names hold are left out. Frozen: scores depend on it.
          """), terminator: "")
  }
}
