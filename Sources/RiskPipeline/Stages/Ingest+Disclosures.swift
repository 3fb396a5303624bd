import RecordIO
import RiskCore
import RiskIngest

/// The mapping table of a disclosure, as it was read.
struct DisclosureTable {
  let mapping: DisclosureMapping
  /// The table as an input of the run: what it says decides about scores.
  let account: FileAccount

  /// Reads the table that a source names.
  ///
  /// - Throws: `InputError` when it cannot be read at all.
  static func read(
    _ disclosure: DisclosureConfiguration, _ vocabulary: AccessVocabulary?
  ) throws(InputError) -> Result<DisclosureTable, DisclosureMapping.BadRows> {
    let file = disclosure.mapping
    let read = try DisclosureMapping.read(
      file.path, name: InputName(file.writtenPath),
      words: vocabulary.map(DisclosureMapping.Words.init))
    let whole = try FileSource.summary(of: file.path)
    return read.map { mapping in
      var account = FileAccount(path: file.writtenPath)
      account.accepted = mapping.rowCount
      account.close(
        InputSummary(bytes: whole.bytes, sha256: whole.sha256, rowsRead: mapping.rowCount))
      return DisclosureTable(mapping: mapping, account: account)
    }
  }
}

extension Ingest {
  /// Makes accesses and statements of what parties disclose.
  ///
  /// The register is a source of the run under the id of its entry in the pipeline file; all it says is
  /// said on the day of the edition.
  mutating func add(
    _ disclosures: [Disclosure], of opened: OpenedSource, edition: CivilDate?,
    into account: inout SourceAccount
  ) throws {
    guard let configuration = opened.configuration.disclosure, let table = opened.disclosureTable
    else { preconditionFailure("a source of disclosures has a mapping table") }
    account.files.append(table.account)
    let id = opened.configuration.id
    guard inventory.known.sources[id] == nil else {
      throw RunError.unusableInputs([
        "\(opened.configuration.path): the id '\(id)' of its source stands in the table of sources too; "
          + "rename one of them"
      ])
    }
    let source = Source(
      id: id, title: configuration.title, publisher: configuration.publisher,
      publisherRole: configuration.publisherRole, publishedOn: edition,
      reliability: configuration.reliability, credibility: configuration.credibility,
      locator: configuration.locator, origin: RecordOrigin(file: opened.names[0], line: 1))
    inventory.add(source)
    let index =
      linkerIndex.flatMap { $0.vendorCount == inventory.vendors.count ? $0 : nil }
      ?? DisclosureLinker.Index(inventory.vendors)
    linkerIndex = index
    let linker = DisclosureLinker(index: index, disclosures: disclosures)
    // A file without a day says what it says on the as-of date.
    let rows = DisclosureRows(table.mapping, source: source, statedOn: edition ?? asOf)
    for disclosure in disclosures {
      let file = opened.names.firstIndex { $0 == disclosure.origin.file } ?? 0
      func note(_ kind: RowNote.Kind, _ column: String) {
        account.add(
          RowNote(kind: kind, column: column), file: file, line: disclosure.origin.line)
      }
      let vendorID: String
      if let index = linker.vendorIndex(of: disclosure) {
        vendorID = inventory.vendors[index].id
      } else if configuration.parties == .add {
        let vendor = DisclosureLinker.vendor(of: disclosure, sourceID: id)
        vendorID = vendor.id
        if remember(vendorID, in: .vendors, vendor.origin) { inventory.add(vendor) }
      } else {
        note(.partyNotInInventory, "")
        continue
      }
      let made = rows.rows(of: disclosure, vendorID: vendorID)
      for access in made.accesses where remember(access.id, in: .accesses, access.origin) {
        inventory.add(access)
      }
      for statement in made.statements
      where remember(statement.id, in: .statements, statement.origin) {
        inventory.add(statement)
      }
      for signal in made.unmapped { note(.unmappedSignal, signal.name) }
    }
  }
}
