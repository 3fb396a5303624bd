import RiskCore
import Testing

@testable import RiskIngest

/// Parties joined to an inventory, or rather not.
@Suite struct DisclosureLinkerTests {
  private func vendor(
    _ name: String, aliases: [String] = [], website: String = ""
  ) -> Vendor {
    Vendor(
      id: name, name: name, aliases: aliases, website: website,
      origin: RecordOrigin(file: InputName("vendors.csv"), line: 2))
  }

  private func party(
    _ name: String, aliases: [String] = [], website: String = ""
  ) -> Disclosure {
    var party = disclosure(name)
    for alias in aliases { party.addAlias(alias) }
    party.website = website
    return party
  }

  @Test func `a name joins without its case, marks and legal form`() {
    let linker = DisclosureLinker(vendors: [vendor("Other"), vendor("STROEER SSP")])
    #expect(linker.vendorIndex(of: party("Stroeer SSP GmbH")) == 1)
    #expect(linker.vendorIndex(of: party("Nobody")) == nil)
  }

  @Test func `further names of both sides join`() {
    let linker = DisclosureLinker(
      vendors: [vendor("Adacado"), vendor("Holding", aliases: ["Midgard Media"])])
    #expect(
      linker.vendorIndex(of: party("Adacado Technologies (DBA Adacado)", aliases: ["Adacado"])) == 0
    )
    #expect(linker.vendorIndex(of: party("Midgard Media GmbH")) == 1)
  }

  @Test func `a name that two vendors bear joins none, even with a website`() {
    let linker = DisclosureLinker(
      vendors: [vendor("Acme Inc", website: "acme.example"), vendor("Acme Ltd")])
    #expect(linker.vendorIndex(of: party("Acme", website: "acme.example")) == nil)
  }

  @Test func `further names that lead to two vendors join none`() {
    let linker = DisclosureLinker(vendors: [vendor("Brand"), vendor("Owner")])
    #expect(linker.vendorIndex(of: party("X", aliases: ["Brand", "Owner"])) == nil)
    #expect(linker.vendorIndex(of: party("Brand", aliases: ["Owner"])) == 0)
  }

  @Test func `a vendor that bears a name twice is one`() {
    let linker = DisclosureLinker(vendors: [vendor("Acme", aliases: ["ACME Inc."])])
    #expect(linker.vendorIndex(of: party("Acme")) == 0)
  }

  @Test func `a website joins when no name does`() {
    let linker = DisclosureLinker(
      vendors: [vendor("Vendor", website: "https://www.Party.example/start"), vendor("Else")])
    #expect(linker.vendorIndex(of: party("Party", website: "party.example")) == 0)
    #expect(linker.vendorIndex(of: party("Party", website: "sub.party.example")) == nil)
    #expect(linker.vendorIndex(of: party("Else", website: "party.example")) == 1)
    #expect(linker.vendorIndex(of: party("Party")) == nil)
  }

  @Test func `a host of several vendors or several parties joins none`() {
    let vendors = [
      vendor("A", website: "shared.example"), vendor("B", website: "shared.example"),
      vendor("Policies", website: "policies.example"),
    ]
    let parties = [
      party("X", website: "shared.example"), party("Y", website: "policies.example"),
      party("Z", website: "policies.example"),
    ]
    let linker = DisclosureLinker(vendors: vendors, disclosures: parties)
    #expect(parties.map { linker.vendorIndex(of: $0) } == [nil, nil, nil])
  }

  @Test func `a party becomes a vendor under the name of its source`() {
    var ended = party("Party", aliases: ["Brand"], website: "party.example")
    ended.country = "DE"
    ended.endedOn = CivilDate("2024-01-01")
    let vendor = DisclosureLinker.vendor(of: ended, sourceID: "gvl")
    #expect(vendor.id == "gvl:7")
    #expect(vendor.name == "Party")
    #expect(vendor.aliases == ["Brand"])
    #expect(vendor.country == "DE")
    #expect(vendor.website == "party.example")
    #expect(vendor.status == "ended")
    #expect(!vendor.hasNoDataAccess)
  }
}
