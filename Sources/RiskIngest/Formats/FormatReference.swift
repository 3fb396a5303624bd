/// The reference page of the formats, generated from the registry.
public enum FormatReference {
  /// Returns the page in Markdown.
  public static func markdown() -> String {
    var lines = [
      "# Formats",
      "",
      "What `format:` of a source can be. Generated from the program (`vendor-risk formats`); do not edit.",
      "",
      "A file packed with gzip is unpacked, whatever its name; `encoding:` says how text is written when it",
      "is not UTF-8. Lines and byte offsets count in the unpacked text. `parts:` names further files of a",
      "source, and a `*` in the last part of a path reads every file that fits.",
    ]
    lines += ["", "| format | fills | published |", "|---|---|---|"]
    for format in SourceFormats.all {
      let tables =
        format.isMapped
        ? "any table" : format.tables.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      lines.append(
        "| [\(format.id)](#\(format.id)) | \(tables) | \(cell(format.reference.published)) |")
    }
    for (title, formats) in groups {
      guard !formats.isEmpty else { continue }
      lines += ["", "## \(title)"]
      for format in formats { lines += [""] + section(of: format) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns the formats in a line each, for the terminal.
  public static func lines() -> [(id: String, tables: String, reads: String)] {
    SourceFormats.all.map { format in
      (
        format.id,
        format.isMapped ? "any table" : format.tables.map(\.rawValue).joined(separator: ", "),
        format.reference.reads
      )
    }
  }

  private static var groups: [(String, [SourceFormat])] {
    let known = SourceFormats.all.filter { !$0.isMapped }
    return [
      ("Tables by column mapping", SourceFormats.all.filter(\.isMapped)),
      ("Watchlists", known.filter { $0.tables == [.watchlists] }),
      ("Disclosures", known.filter { $0.tables == [.disclosures] }),
      ("Other", known.filter { $0.tables != [.watchlists] && $0.tables != [.disclosures] }),
    ]
  }

  private static func section(of format: SourceFormat) -> [String] {
    var rows = [
      ("reads", format.reference.reads),
      ("published", format.reference.published),
      ("used", format.reference.used),
      ("not used", format.reference.notUsed),
    ]
    if !format.isMapped {
      rows.insert(
        ("tables", format.tables.map { "`\($0.rawValue)`" }.joined(separator: ", ")), at: 0)
    }
    if !format.parts.isEmpty {
      let parts = format.parts.map { "`\($0.name)`\($0.isRequired ? "" : " (optional)")" }
      rows.append(("parts", parts.joined(separator: ", ")))
    }
    return ["### \(format.id)", "", "| | |", "|---|---|"]
      + rows.map { "| \($0.0) | \(cell($0.1)) |" }
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
