import RiskCore
import RiskExport

/// The section of one vendor, as `vendor.mustache` reads it.
struct VendorModel {
  struct AxisRow {
    let code: String
    let title: String
    let score: String
    let range: String
    let bar: String
  }

  struct Fact {
    let term: String
    let value: String
    let note: String
  }

  struct NotAlleged {
    let axis: String
    let phrase: String
    /// `denied`, or that an assertion no longer counts.
    let balance: String
    let sides: EvidenceSides
  }

  struct HitRow {
    let list: String
    let key: String
    let entryName: String
    let queryName: String
    let status: String
    let isDismissed: Bool
    let entryStatus: String
    let kind: String
    let probability: String
    let explanation: String
    let programme: String?
    let locator: String?
    let place: String
    let decisions: [DecisionRow]
    let decisionsMore: String?
  }

  struct DecisionRow {
    let day: String
    let by: String
    let verdict: String
    let reason: String
    let expires: String?
  }

  struct ContradictionRow {
    let kind: String
    let topic: String
    let subject: String
    let claim: Side
    let counterclaim: Side
  }

  struct Side {
    let text: String
    let who: String
    let source: String?
    let place: String
  }

  struct AccessRow {
    let accessID: String
    let data: String
    let people: String
    let holder: String
    let storage: String
    let control: String
    let basis: String
    let period: String
    let severity: String
    let place: String
  }

  let anchor: String
  let name: String
  let vendorID: String
  let country: String
  let rating: String
  let score: String
  let low: String
  let high: String
  let bar: String
  let axisRows: [AxisRow]
  let facts: [Fact]
  let vector: String
  let floorRule: String?
  let change: String?
  let findings: [FindingModel]
  let findingsMore: String?
  let subsumed: [FindingModel]
  let hasSubsumed: Bool
  let subsumedMore: String?
  let notAlleged: [NotAlleged]
  let hasNotAlleged: Bool
  let notAllegedMore: String?
  let hits: [HitRow]
  let hasHits: Bool
  let hitsMore: String?
  let contradictions: [ContradictionRow]
  let hasContradictions: Bool
  let contradictionsMore: String?
  let accesses: [AccessRow]
  let hasAccesses: Bool
  let accessesMore: String?
}

/// A finding with what speaks for and against it.
struct FindingModel {
  struct MitigationRow {
    let phrase: String
    let claim: String?
    let belief: String
    let leaves: String
    let mitigationSides: EvidenceSides
  }

  let points: String
  let axis: String
  let phrase: String
  let claim: String?
  let balance: String
  let isOpen: Bool
  let risk: String
  let detail: String?
  let isUnknown: Bool
  let sides: EvidenceSides?
  let mitigations: [MitigationRow]
  let mitigationsMore: String?
}

/// Evidence in two columns.
struct EvidenceSides {
  struct Item {
    let who: String
    let role: String?
    let day: String?
    let units: String
    let standing: String?
    let excerpt: String?
    let source: String?
    let place: String
  }

  let forItems: [Item]
  let againstItems: [Item]
  let forNone: Bool
  let againstNone: Bool
  let forMore: String?
  let againstMore: String?
}
