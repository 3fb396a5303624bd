import ArgumentParser
import Foundation
import RiskPipeline

/// The program: parses arguments, hands over to the libraries, and words what comes back.
@main struct VendorRiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendor-risk",
    abstract: "Scores vendors on data access, consent practice and national security.",
    discussion: """
      Reads inventories, disclosures and government lists, and writes scores with the evidence for \
      every point into SQLite, CSV and a page of HTML.

      Exit status: 0 done; 1 done, and a gate of the pipeline tripped; 64 usage; 65 inputs, or the \
      database to read, unusable, or inputs over the reject limit; 66 an input, a pipeline file or the \
      database to read is missing; 69 done on an unhealthy list; 70 internal error; 73 output cannot be \
      written; 75 another run holds the lock; 78 pipeline or policy wrong.
      """,
    version: ProgramVersion.current,
    subcommands: [
      Run.self, Check.self, Explain.self, Contradictions.self, Diff.self, WhatIf.self, Replay.self,
      Screen.self, Compare.self, Decide.self, Export.self, Report.self, Lists.self, Formats.self,
      Factors.self,
    ])

  static func main() {
    // A reader that went away (head, less) ends the output, not the run.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error where isArgumentError(error) {
      // Usage, --help, --version and plain exit codes are the parser's business.
      exit(withError: error)
    } catch {
      if let status = ExitStatus.status(for: error) {
        Terminal.error("\(error)")
        exit(withError: ExitCode(status.rawValue))
      }
      Terminal.error(
        "internal error: \(error)\n  earlier results are untouched; please report this")
      exit(withError: ExitCode(ExitStatus.internalError.rawValue))
    }
  }

  private static func isArgumentError(_ error: any Error) -> Bool {
    error is ExitCode || error is ValidationError || error is CleanExit
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
