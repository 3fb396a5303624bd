import Foundation
import RiskPipeline
import Testing
import _RiskTestSupport

@testable import RiskCore
@testable import RiskExport

struct VendorExplanationTests {
  private static let date = DossierGenerator.date
  private let scratch: ScratchFolder
  private let store: ResultStore
  private let policy: Policy

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
    policy = try Policy(storedJSON: PolicyDocument(.standard).json)
  }

  private func explained(
    _ dossier: Dossier, changing change: (inout Assessment) -> Void = { _ in }
  ) throws -> VendorExplanation {
    var assessment = Scorer(policy: .standard, asOf: Self.date).score(dossier)
    change(&assessment)
    let run = try store.store([
      AssessmentRows(assessment, vendor: dossier.vendor, dossierDocument: nil)
    ]).run
    return VendorExplanation(
      try #require(try store.assessment(ofVendor: "v", run: run)),
      in: try #require(try store.run(run)), policy: policy)
  }

  private static func dossier(country: String? = "CN", noAccess: Bool = true) -> Dossier {
    Dossier(
      vendor: Vendor(
        id: "v", name: "Vendor", country: country, hasNoDataAccess: noAccess,
        origin: Make.origin("vendors.csv", 2)),
      isScreened: true)
  }

  private static func hit(severity: String, _ verdict: Decision.Verdict?) -> Hit {
    let entry = WatchlistEntry(
      list: Watchlist(
        id: "ofac", title: "", authority: "OFAC", severity: severity, countsPendingEntries: true),
      key: "7", names: [ListedName("Vendor", .primary)], countries: [], authority: "OFAC",
      programme: "", listedOn: nil, inForceOn: nil, endedOn: nil, locator: "",
      origin: Make.origin("ofac.csv", 2))
    let decisions = verdict.map {
      Decision(
        vendorID: "v", entryKey: "7", verdict: $0, decidedBy: "ana", decidedOn: Self.date,
        reason: "looked", origin: Make.origin("decisions.csv", 2))
    }
    return Hit(
      entry: entry, kind: .same, queryName: "Vendor", entryName: "Vendor", similarity: 1,
      country: .unknown, anchor: "", decisions: decisions.map { [$0] } ?? [], explanation: ".")
  }

  @Test func theLowestRatingLeavesNothingToDo() throws {
    let text = try explained(Self.dossier()).text
    #expect(
      text.contains("\nWHAT WOULD BRING IT DOWN\n  nothing to do: low is the lowest rating\n"))
    #expect(text.contains("\n  no answer would narrow the interval\n"))
    #expect(!text.contains("CONTRADICTIONS"))
  }

  @Test func theCauseOfAFloorHasToGoToo() throws {
    var dossier = Self.dossier(noAccess: false)
    dossier.hits = [Self.hit(severity: "blocking-sanctions", .same)]
    let text = try explained(dossier).text
    let rule = Policy.standard.floors[0].name
    #expect(
      text.contains(
        "  the rule '\(rule)' holds the rating whatever the score: what it rests on has to go too\n"
      ))
    #expect(text.contains("  NS  listed: ofac/7, by the rule '\(rule)'\n"))
    #expect(text.contains("would be left once this is resolved; no smaller set is enough\n"))
  }

  @Test func anOpenHitIsNoCauseOfAFloor() throws {
    var dossier = Self.dossier(noAccess: false)
    dossier.hits = [Self.hit(severity: "blocking-sanctions", nil)]
    let text = try explained(dossier).text
    #expect(text.contains("  NS  listed: ofac/7\n"))
    #expect(!text.contains("by the rule"))
    #expect(text.contains("  decide whether the vendor is the listed party ofac/7\n"))
  }

  @Test func whatNobodyHasToldIsWorthFindingOut() throws {
    var dossier = Self.dossier(country: nil, noAccess: false)
    #expect(
      try explained(dossier).text.contains("  find out which data the vendor can reach, if any\n"))
    dossier.accesses = [
      Access(
        id: "A-12", vendorID: "v", dataCategory: "health", dataSubject: "users",
        origin: Make.origin("accesses.csv", 2))
    ]
    #expect(
      try explained(dossier).text.contains(
        "  find out the consent basis of access A-12 (health of users)\n"))
  }

  @Test func aDetailAndWhatMitigationsTakeOffStandBelowTheRisk() throws {
    var dossier = Self.dossier(noAccess: false)
    dossier.accesses = [
      Access(
        id: "a", vendorID: "v", dataCategory: "health", dataSubject: "users",
        storage: "on-device", consentBasis: "contract", origin: Make.origin("accesses.csv", 2))
    ]
    let text = try explained(dossier) { assessment in
      assessment.findings[0].detail = "Seventy percent of it, through two companies."
    }.text
    #expect(text.contains("mitigations take 55 % off\n            Seventy percent of it"))
  }

  @Test func withoutThePolicyOtherScoresStayOpen() throws {
    let explanation = try explained(Self.dossier(noAccess: false))
    let text = VendorExplanation(explanation.assessment, in: explanation.run).text
    #expect(!text.contains("WHAT WOULD") && !text.contains("WHAT TO FIND OUT"))
  }

  @Test func jsonHasTheSameFigures() throws {
    var generator = DossierGenerator(seed: 3)
    for _ in 0..<40 {
      var dossier = generator.dossier()
      dossier.vendor.id = "v"
      let explanation = try explained(dossier)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(explanation.json.utf8)) as? [String: Any])
      let findings = try #require(object["findings"] as? [[String: Any]])
      #expect(findings.count == explanation.assessment.findings.count)
      #expect(
        (object["contradictions"] as? [Any])?.count
          == explanation.assessment.contradictions.count)
      let questions = try #require(object["questions"] as? [[String: Any]])
      #expect(questions.count <= 3)
      if let way = object["way_down"] as? [String: Any] {
        let score = try #require(way["score"] as? Double)
        #expect(explanation.text.contains("\(Hundredths.text(of: score))  would be left once"))
      }
    }
  }
}
