import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskExport

struct DossierDecodingTests {
  private let scorer = Scorer(policy: .standard, asOf: DossierGenerator.date)

  private func digest(_ dossier: Dossier, _ document: [UInt8]) -> [UInt8] {
    AssessmentRows(
      scorer.score(dossier), vendor: dossier.vendor, dossierDocument: document
    ).digest
  }

  /// A dossier with something in each member that generated ones leave empty.
  private func full(_ generator: inout DossierGenerator) -> Dossier {
    var dossier = generator.dossier()
    dossier.vendor.aliases = ["b \u{1}\"", "a"]
    dossier.vendor.parentVendorID = "V0"
    dossier.vendor.lei = "5493001KJTIIGC8Y1R12"
    var stake = OwnershipStake(
      vendorID: "V2", owner: "Owner", percentMin: 12.5, percentMax: 100.0 / 3, validFrom: nil,
      validTo: DossierGenerator.date, source: generator.source(),
      origin: Make.origin("own.csv", 3))
    stake.ownerVendorID = "V9"
    stake.hits = [generator.hit(of: dossier.vendor), Make.hit().hit]
    dossier.ownership = [stake]
    let list = Watchlist(
      id: "l", title: "L", authority: "A", severity: "warning",
      partSeverities: ["part": "procurement-ban"], countsPendingEntries: false)
    let entry = WatchlistEntry(
      list: list, key: "k", party: .person, names: [ListedName("N", .weak)], countries: ["CN"],
      authority: "A", programme: "P", part: "part", listedOn: nil, inForceOn: nil, endedOn: nil,
      locator: "loc", origin: Make.origin("l.csv", 4))
    dossier.hits.append(
      Hit(
        entry: entry, kind: .same, queryName: "N", entryName: "N", entryNameKind: .weak,
        similarity: 0.1 + 0.2, country: .agrees, identifier: .contradicts, anchor: "",
        decisions: [], explanation: ""))
    return dossier
  }

  @Test func aDecodedDossierEncodesAndScoresTheSame() throws {
    var generator = DossierGenerator(seed: 5)
    for number in 0..<300 {
      let dossier = number % 3 == 0 ? full(&generator) : generator.dossier()
      let document = DossierDocument.encode(dossier)
      let back = try DossierDocument.decode(document)
      #expect(DossierDocument.encode(back) == document)
      #expect(scorer.score(back).figures == scorer.score(dossier).figures)
      #expect(digest(back, document) == digest(dossier, document))
    }
  }

  @Test func theSeverityOfAPartIsKept() throws {
    var generator = DossierGenerator(seed: 6)
    let back = try DossierDocument.decode(DossierDocument.encode(full(&generator)))
    let hit = try #require(back.hits.first { $0.entry.key == "k" })
    #expect(hit.entry.severity == "procurement-ban")
    #expect(hit.entry.party == .person && hit.entryNameKind == .weak)
    #expect(hit.identifier == .contradicts && hit.similarity == 0.1 + 0.2)
    #expect(back.ownership[0].vendorID == "V2" && back.ownership[0].ownerVendorID == "V9")
  }

  @Test func theFirstLayoutIsRead() throws {
    let document = """
      {"v":1,"vendor":{"id":"V1","name":"Acme","has_no_data_access":false},"is_screened":true,\
      "ownership":[{"owner":"V2","percent_min":37.5,"file":"own.csv","line":2}],\
      "hits":[{"list":"fcc","list_severity":"procurement-ban","list_counts_pending":true,"key":"1",\
      "kind":"same","query_name":"Acme","entry_name":"Acme","similarity":1,"country":"unknown",\
      "file":"fcc.csv","line":2}]}
      """
    let dossier = try DossierDocument.decode(Array(document.utf8))
    #expect(dossier.ownership[0].vendorID == "V1" && dossier.ownership[0].percentMin == 37.5)
    #expect(dossier.hits[0].entry.party == .unknown && dossier.hits[0].identifier == .unknown)
    #expect(dossier.vendor.origin.line == 0)
  }

  @Test func linesOfTheSecondLayoutAreRead() throws {
    let document = """
      {"v":2,"vendor":{"id":"V1","name":"Acme","has_no_data_access":true,"file":"v.csv","line":41},\
      "is_screened":true,"accesses":[{"id":"x","data_category":"c","data_subject":"d",\
      "file":"a.csv","line":12}]}
      """
    let dossier = try DossierDocument.decode(Array(document.utf8))
    #expect(dossier.vendor.origin == Make.origin("v.csv", 41))
    #expect(dossier.accesses[0].origin == Make.origin("a.csv", 12))
  }

  @Test(arguments: [
    ("", "byte 0: found nothing, expected a JSON document"),
    ("{\"v\":2", "byte 6: found the end of the document, expected ',' or '}'; fix it"),
    ("[]", "found something else, expected an object"),
    ("{\"v\":4}", "v: found layout 4, expected 1 to 3; a later program wrote it"),
    ("{\"v\":2}", "vendor: there is no such member"),
    ("{\"v\":2,\"vendor\":{\"id\":7}}", "vendor.id: found something else, expected text"),
    (
      "{\"v\":2,\"vendor\":{\"id\":\"a\",\"name\":\"b\",\"has_no_data_access\":true},"
        + "\"is_screened\":true,\"statements\":[{\"factor\":\"nonsense\"}]}",
      "statements[0].factor: found something else, expected a factor of the catalogue"
    ),
    (
      "{\"v\":2,\"vendor\":{\"id\":\"a\",\"name\":\"b\",\"has_no_data_access\":true},"
        + "\"is_screened\":true,\"accesses\":[{\"id\":\"x\",\"data_category\":\"c\","
        + "\"data_subject\":\"d\",\"valid_to\":\"2018-02-30\"}]}",
      "accesses[0].valid_to: found something else, expected a date, YYYY-MM-DD"
    ),
  ])
  func damageIsNamedWithItsPlace(document: String, message: String) {
    do {
      _ = try DossierDocument.decode(Array(document.utf8))
      Issue.record("\(document) was read")
    } catch {
      #expect("\(error)".hasPrefix(message), "\(error)")
    }
  }

  @Test func noTruncationIsReadOrTraps() {
    var generator = DossierGenerator(seed: 7)
    let document = DossierDocument.encode(full(&generator))
    for length in stride(from: 0, to: document.count, by: 7) {
      #expect(throws: DocumentError.self) {
        try DossierDocument.decode(Array(document[..<length]))
      }
    }
  }
}
