import Foundation
import Testing
import _TestSupport

/// Numbers use a point, and days are UTC's, whatever the locale and the clock of the machine.
@Suite struct LocaleTests {
  /// Locales with a decimal comma, other digits or another order of letters, and far time zones.
  private static let places = [
    ("de_DE", "Europe/Berlin"), ("fr_FR", "Pacific/Kiritimati"), ("ar_EG", "America/Caracas"),
    ("tr_TR", "Asia/Kathmandu"), ("et_EE", "Pacific/Pago_Pago"),
  ]

  @Test func neitherLocaleNorTimeZoneChangesAByte() throws {
    let plain = try output(locale: "C", zone: "UTC", locales: nil)
    let folder = try ScratchFolder()
    for (locale, zone) in Self.places {
      // Made where the machine lacks it; without its sources the name alone is tried.
      let made = "\(locale).UTF-8"
      if let localedef = Workspace.find("localedef") {
        _ = try Workspace.execute(
          localedef, ["-c", "-i", locale, "-f", "UTF-8", folder.path(made)], in: folder)
      }
      let there = try output(locale: made, zone: zone, locales: folder.path)
      #expect(there.files == plain.files, "\(locale), \(zone)")
      #expect(there.printed == plain.printed, "\(locale), \(zone)")
    }
  }

  private func output(
    locale: String, zone: String, locales: String?
  ) throws -> (files: ExportedFiles, printed: [String]) {
    let workspace = try Workspace()
    try workspace.generate(vendors: 60, seed: 8)
    let env = try #require(Workspace.find("env"))
    var settings = [
      "LC_ALL=\(locale)", "LANG=\(locale)", "LC_NUMERIC=\(locale)", "LANGUAGE=\(locale)",
      "TZ=\(zone)",
    ]
    if let locales { settings.append("LOCPATH=\(locales)") }
    var printed: [String] = []
    for arguments in [
      ["run", workspace.pipeline, "--as-of", "2019-03-01", "--quiet"],
      ["run", workspace.pipeline, "--as-of", "2019-09-01", "--quiet"],
      ["explain", "v1"], ["explain", "v1", "--json"], ["diff"],
    ] {
      let result = try Workspace.execute(
        env, settings + [Workspace.program] + arguments, in: workspace.folder)
      #expect(result.status <= 1, "\(result.errors)")
      printed.append(result.output)
    }
    return (try workspace.exportedFiles(), Array(printed.dropFirst(2)))
  }
}
