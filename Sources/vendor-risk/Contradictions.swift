import ArgumentParser
import RiskExport
import RiskPipeline

struct Contradictions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show facts about vendors that disagree, side by side with their sources.",
    discussion: """
      All vendors of the latest run, those with the highest score first, or one of them. What \
      disagrees is declared, observed or listed: see `v_contradictions`.
      """)

  @Argument(help: "The vendor's id, its name, or a part of either. Default: all vendors.")
  var vendor: String?

  @OptionGroup var stored: StoredRunOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let (store, run) = try stored.open()
    let id = try vendor.map { try store.vendor(named: $0, run: run.runID).id }
    let found = try store.contradictions(run: run.runID, vendorID: id)
    if json {
      try Terminal.print(ContradictionText.json(found))
    } else {
      let text = ContradictionText.report(found)
      try Terminal.print(String(text.dropLast()))
    }
  }
}
