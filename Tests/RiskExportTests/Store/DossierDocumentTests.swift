import RiskCore
import Testing

@testable import RiskExport

struct DossierDocumentTests {
  private func text(_ dossier: Dossier) -> String {
    String(decoding: DossierDocument.encode(dossier), as: UTF8.self)
  }

  @Test func theLayoutIsAsDocumented() {
    var vendor = Make.vendor("V1", name: "Acme \"A\"\n\u{1}")
    vendor.aliases = ["b", "a"]
    let dossier = Dossier(
      vendor: vendor, accesses: [Make.access("V1")],
      ownership: [
        OwnershipStake(
          vendorID: "V1", owner: "V2", percentMin: 37.5, origin: Make.origin("own.csv", 2))
      ],
      hits: [Make.hit().hit], isScreened: true)
    #expect(
      text(dossier) == """
        {"v":3,"vendor":{"id":"V1","name":"Acme \\"A\\"\\n\\u0001","aliases":["a","b"],\
        "country":"CN","has_no_data_access":false,"file":"vendors.csv","row":1},\
        "is_screened":true,\
        "accesses":[{"id":"a1","holder":"Facebook","data_category":"social-graph",\
        "data_subject":"friends","storage":"on-device","source":"NYT-1","file":"accesses.csv",\
        "row":1}],\
        "ownership":[{"vendor":"V1","owner":"V2","percent_min":37.5,"file":"own.csv","row":1}],\
        "hits":[{"list":"fcc","list_title":"Covered List","list_authority":"FCC",\
        "list_severity":"procurement-ban","list_counts_pending":true,"key":"1","authority":"FCC",\
        "programme":"covered","entry_countries":["CN"],"listed_on":"2018-06-05",\
        "locator":"fcc.gov","kind":"same",\
        "query_name":"Huawei","entry_name":"Huawei Technologies Company","similarity":0.93,\
        "country":"agrees","anchor":"abc","explanation":"The name agrees.",\
        "decisions":[{"verdict":"same","decided_by":"ana","decided_on":"2018-06-05",\
        "reason":"same party","file":"decisions.csv","row":1}],"file":"fcc.csv","row":1}],\
        "sources":[{"id":"NYT-1","title":"Deep access","publisher":"New York Times",\
        "publisher_role":"press","published_on":"2018-06-05","reliability":"B","credibility":2,\
        "locator":"p. 1"}]}
        """)
  }

  @Test func orderAndRepetitionDoNotShow() {
    func access(_ id: String, line: Int) -> Access {
      Access(
        id: id, vendorID: "V1", dataCategory: "x", dataSubject: "y",
        origin: Make.origin("a.csv", line))
    }
    let one = access("a", line: 2)
    let two = access("b", line: 3)
    let left = Dossier(vendor: Make.vendor("V1"), accesses: [one, two, two], isScreened: false)
    let right = Dossier(vendor: Make.vendor("V1"), accesses: [two, one], isScreened: false)
    #expect(text(left) == text(right))
  }

  @Test func theLineOfTheVendorIsLeftOut() {
    var moved = Make.vendor("V1")
    moved.origin = Make.origin("vendors.csv", 99)
    #expect(
      text(Dossier(vendor: Make.vendor("V1"), isScreened: true))
        == text(Dossier(vendor: moved, isScreened: true)))
  }

  @Test func aRowAboveDoesNotShow() {
    func dossier(movedBy shift: Int) -> Dossier {
      var access = Make.access("V1")
      access.origin = Make.origin("accesses.csv", 3 + shift)
      var other = Make.access("V1")
      other.id = "a2"
      // Below the other where the dossier orders them the other way around.
      other.origin = Make.origin("accesses.csv", 1 + shift)
      return Dossier(
        vendor: Make.vendor("V1"), accesses: [access, other], hits: [Make.hit().hit],
        isScreened: true)
    }
    #expect(text(dossier(movedBy: 0)) == text(dossier(movedBy: 96)))
    #expect(text(dossier(movedBy: 0)).contains(#""file":"accesses.csv","row":2},{"id":"a2""#))
  }

  @Test func theOrderOfRowsShows() {
    func dossier(_ first: Int, _ second: Int) -> Dossier {
      var access = Make.access("V1")
      access.origin = Make.origin("accesses.csv", first)
      var other = Make.access("V1")
      other.id = "a2"
      other.origin = Make.origin("accesses.csv", second)
      return Dossier(vendor: Make.vendor("V1"), accesses: [access, other], isScreened: true)
    }
    #expect(text(dossier(3, 4)) != text(dossier(4, 3)))
    #expect(text(dossier(3, 4)) != text(dossier(3, 3)))
  }
}
