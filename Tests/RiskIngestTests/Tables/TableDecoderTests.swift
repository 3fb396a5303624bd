import RecordIO
import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskIngest

/// Rows of every table, read from small files.
@Suite struct TableDecoderTests {
  private let file = InputName("table.csv")

  private func batch(
    _ text: String, table: TableKind, columns: [String: String] = [:],
    values: [String: [String: String]] = [:]
  ) throws -> (RecordBatch, ColumnMapping) {
    let folder = try ScratchFolder()
    let reader = try CSVReader(path: folder.write(text, to: "table.csv"))
    let mapping = ColumnMapping(
      table: table, header: reader.header, columns: columns, values: values)
    let batch = try #require(try reader.nextBatch())
    return (batch.records, mapping)
  }

  private var known: KnownRecords {
    var known = KnownRecords()
    known.vendors = ["v1": 0, "v2": 1]
    known.accesses = ["a1": "v1"]
    known.sources["s1"] = Source(
      id: "s1", title: "", publisher: "Paper", publisherRole: .press, publishedOn: nil,
      reliability: .b, credibility: .two, locator: "", origin: RecordOrigin(file: file, line: 2))
    known.sources["s2"] = Source(
      id: "s2", title: "", publisher: "Nobody", publisherRole: nil, publishedOn: nil,
      reliability: .f, credibility: .six, locator: "", origin: RecordOrigin(file: file, line: 3))
    return known
  }

  private var vocabulary: AccessVocabulary { AccessVocabulary(.standard) }

  @Test(arguments: ["n/a", "-", "?", "tbd", "no consent", "yes", "unknwon"])
  func aConsentBasisThatIsNoneNamesNoneAndIsNoted(word: String) throws {
    let (records, mapping) = try batch(
      "access_id,vendor_id,data_category,data_subject,consent_basis\na,v1,profile,users,\(word)\n",
      table: .accesses)
    let rows = TableDecoder<Access>(
      accessesIn: file, mapping: mapping, known: known, vocabulary: vocabulary
    ).rows(of: records)
    #expect(rows.accepted.map(\.row.consentBasis) == [nil])
    #expect(rows.notes.map(\.note) == [RowNote(kind: .unmappedWord, column: "consent_basis")])
  }

  @Test func vendorsAreReadWithTheirNamesAndCountry() throws {
    let (records, mapping) = try batch(
      """
      vendor_id,name,aliases,country,data_access
      007, Acme Ltd\u{A0},Acme; Acme Intl;;,Deutschland,None
      8,Beta,,,
      """, table: .vendors)
    let rows = TableDecoder<Vendor>(vendorsIn: file, mapping: mapping).rows(of: records)
    #expect(rows.rejects.isEmpty)
    let first = rows.accepted[0].row
    #expect(first.id == "007")
    #expect(first.name == "Acme Ltd")
    #expect(first.aliases == ["Acme", "Acme Intl"])
    #expect(first.country == "DE")
    #expect(first.hasNoDataAccess)
    #expect(first.origin.line == 2)
    #expect(rows.accepted[1].row.country == nil)
    #expect(!rows.accepted[1].row.hasNoDataAccess)
  }

  @Test func headersAndValuesAreMapped() throws {
    let (records, mapping) = try batch(
      "Vendor No.,Company,Land\n1,Acme,Holland-Nord\n", table: .vendors,
      columns: ["vendor_id": "Vendor No.", "name": "Company", "country": "Land"],
      values: ["country": ["Holland-Nord": "NL"]])
    #expect(mapping.missing.isEmpty)
    let rows = TableDecoder<Vendor>(vendorsIn: file, mapping: mapping).rows(of: records)
    #expect(rows.accepted[0].row.country == "NL")
  }

  @Test func missingColumnsAreNamedWithTheNearest() {
    let mapping = ColumnMapping(
      table: .vendors, header: ["vendor-id", "title"], columns: ["country": "Lnd"], values: [:])
    #expect(mapping.missing.map(\.column) == ["vendor_id", "name", "country"])
    #expect(mapping.missing[0].nearest == "vendor-id")
  }

  @Test func anOptionalColumnMappedToNothingIsNotRead() throws {
    let (records, mapping) = try batch(
      "vendor_id,name,country\n1,Acme,DE\n", table: .vendors, columns: ["country": ""])
    #expect(mapping.missing.isEmpty)
    let rows = TableDecoder<Vendor>(vendorsIn: file, mapping: mapping).rows(of: records)
    #expect(rows.accepted[0].row.country == nil)
  }

  @Test func anUnknownCountryIsNotedAndKeepsTheVendor() throws {
    let (records, mapping) = try batch(
      "vendor_id,name,country\n1,Acme,Atlantis\n2,Beta,DE\n", table: .vendors)
    let rows = TableDecoder<Vendor>(vendorsIn: file, mapping: mapping).rows(of: records)
    #expect(rows.accepted.count == 2)
    #expect(rows.notes.map(\.note.kind) == [.unknownCountry])
    #expect(rows.notes.map(\.line) == [2])
  }

  @Test(arguments: [
    ("vendor,v1,x,y,,,,,", Reject.Kind.badValue, "access_id"),
    (",v1,x,y,,,,,", .missingValue, "access_id"),
    ("a,v9,x,y,,,,,", .unknownReference, "vendor_id"),
    ("a,v1,,y,,,,,", .missingValue, "data_category"),
    ("a,v1,x,y,s9,,,,", .unknownReference, "source_id"),
    ("a,v1,x,y,s1,Somebody,,,", .missingValue, "claimant_role"),
    ("a,v1,x,y,s2,,,,", .missingValue, "claimant_role"),
    ("a,v1,x,y,s1,Somebody,witness,,", .unknownName, "claimant_role"),
    ("a,v1,x,y,,,,2019-02-01,2019-01-01", .badDate, "valid_to"),
    ("a,v1,x,y,,,,01.02.2019,", .badDate, "valid_from"),
  ])
  func accessesThatCannotBeUsedSayWhy(row: String, kind: Reject.Kind, column: String) throws {
    let (records, mapping) = try batch(
      "access_id,vendor_id,data_category,data_subject,source_id,claimant,claimant_role,valid_from,"
        + "valid_to\n\(row)\n", table: .accesses)
    let rows = TableDecoder<Access>(
      accessesIn: file, mapping: mapping, known: known, vocabulary: vocabulary
    )
    .rows(of: records)
    #expect(rows.accepted.isEmpty)
    #expect(rows.rejects.map(\.kind) == [kind])
    #expect(rows.rejects.map(\.column) == [column])
    #expect(rows.rejects[0].position.line == 2)
    #expect(rows.rejects[0].original == row)
  }

  @Test func wordsOfOpenVocabulariesBecomeTokens() throws {
    let (records, mapping) = try batch(
      """
      access_id,vendor_id,data_category,data_subject,storage,consent_basis
      a,v1,Message content,Users' friends,On_Device,Legitimate Interest
      """, table: .accesses)
    let rows = TableDecoder<Access>(
      accessesIn: file, mapping: mapping, known: known, vocabulary: vocabulary
    )
    .rows(of: records)
    let access = rows.accepted[0].row
    #expect(access.dataCategory == "message-content")
    #expect(access.dataSubject == "users-friends")
    #expect(access.storage == "on-device")
    #expect(access.consentBasis == "legitimate-interest")
  }

  @Test(arguments: [
    ("t,v9,,no-consent,asserts,X,press,2019-01-01,s1", Reject.Kind.unknownReference, "vendor_id"),
    ("t,v1,a9,no-consent,asserts,X,press,2019-01-01,s1", .unknownReference, "access_id"),
    ("t,v2,a1,no-consent,asserts,X,press,2019-01-01,s1", .unknownReference, "access_id"),
    ("t,v1,,no-consnt,asserts,X,press,2019-01-01,s1", .unknownName, "factor"),
    ("t,v1,,no-consent,says,X,press,2019-01-01,s1", .unknownName, "stance"),
    ("t,v1,,no-consent,asserts,,press,2019-01-01,s1", .missingValue, "claimant"),
    ("t,v1,,no-consent,asserts,X,,2019-01-01,s1", .missingValue, "claimant_role"),
    ("t,v1,,no-consent,asserts,X,press,,s1", .missingValue, "stated_on"),
    ("t,v1,,no-consent,asserts,X,press,2019-02-29,s1", .badDate, "stated_on"),
    ("t,v1,,no-consent,asserts,X,press,2019-01-01,", .missingValue, "source_id"),
  ])
  func statementsThatCannotBeUsedSayWhy(row: String, kind: Reject.Kind, column: String) throws {
    let (records, mapping) = try batch(
      "statement_id,vendor_id,access_id,factor,stance,claimant,claimant_role,stated_on,source_id\n"
        + row + "\n", table: .statements)
    let rows = TableDecoder<Statement>(statementsIn: file, mapping: mapping, known: known)
      .rows(of: records)
    #expect(rows.rejects.map(\.kind) == [kind])
    #expect(rows.rejects.map(\.column) == [column])
  }

  @Test func aBlankGradeIsUnknown() throws {
    let (records, mapping) = try batch(
      "source_id,reliability,credibility\na,,\nb,c,3\nc,G,1\nd,A,7\n", table: .sources)
    let rows = TableDecoder<Source>(sourcesIn: file, mapping: mapping).rows(of: records)
    #expect(rows.accepted.map(\.row.reliability) == [.f, .c])
    #expect(rows.accepted.map(\.row.credibility) == [.six, .three])
    #expect(rows.rejects.map(\.column) == ["reliability", "credibility"])
  }

  @Test func percentagesOfOwnersAreChecked() throws {
    let (records, mapping) = try batch(
      "vendor_id,owner,percent_min,percent_max\nv1,X,37,61\nv1,Y,61,37\nv1,Z,,101\nv1,W,,\n",
      table: .ownership)
    let rows = TableDecoder<OwnershipStake>(ownershipIn: file, mapping: mapping, known: known)
      .rows(of: records)
    #expect(rows.accepted.map(\.row.owner) == ["X", "W"])
    #expect(rows.rejects.map(\.kind) == [.badNumber, .badNumber])
  }

  @Test func entriesHaveTheListsAuthorityUnlessTheyNameTheirs() throws {
    let list = Watchlist(
      id: "l", title: "L", authority: "Ministry", severity: "warning", countsPendingEntries: true)
    let (records, mapping) = try batch(
      "entry_key,name,aliases,authority,country\n1,Acme,A; B,,CN; Cuba\n2,Beta,,Court,\n",
      table: .watchlists)
    let rows = TableDecoder<WatchlistEntry>(entriesOf: list, in: file, mapping: mapping)
      .rows(of: records)
    #expect(rows.accepted.map(\.row.authority) == ["Ministry", "Court"])
    #expect(rows.accepted[0].row.names.map(\.text) == ["Acme", "A", "B"])
    #expect(rows.accepted[0].row.countries == ["CN", "CU"])
  }

  @Test func requiredColumnsStandFirstInEveryTable() {
    // Disclosures are read by formats that know their layout.
    for table in TableKind.allCases where table != .disclosures {
      let required = table.columns.prefix { $0.isRequired }
      #expect(!required.isEmpty)
      #expect(table.columns.dropFirst(required.count).allSatisfy { !$0.isRequired })
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
    }
    #expect(Set(TableKind.readingOrder) == Set(TableKind.allCases))
  }
}
