import Testing

@testable import RiskIngest

/// Names within names.
@Suite struct PartyNamesTests {
  @Test(arguments: [
    ("ADITION (Virtual Minds GmbH)", ["ADITION", "Virtual Minds GmbH"]),
    ("Firstlead GmbH (ADCELL)", ["Firstlead GmbH", "ADCELL"]),
    ("Exponential Interactive, Inc d/b/a VDX.tv", ["Exponential Interactive, Inc", "VDX.tv"]),
    (
      "Adacado Technologies Inc. (DBA Adacado)", ["Adacado Technologies Inc.", "Adacado"]
    ),
    ("Onesoon Limited t/a Adalyser", ["Onesoon Limited", "Adalyser"]),
    ("Avar Communications T/A Jobbio", ["Avar Communications", "Jobbio"]),
    ("Effiliation / Effinity", ["Effiliation", "Effinity"]),
    ("Comcast France SAS/FreeWheel Media", ["Comcast France SAS", "FreeWheel Media"]),
    ("BDO GCI, LLC (f.k.a. BDO USA, P.C.)", ["BDO GCI, LLC", "BDO USA, P.C."]),
    ("SOMQUERY SOMTAG - (SevenOne Media)", ["SOMQUERY SOMTAG", "SevenOne Media"]),
    ("Integral Ad Science (incorporating ADmantX)", ["Integral Ad Science"]),
    ("Adverty AB (publ)", ["Adverty AB"]),
  ])
  func `several names in one cell are taken apart`(name: String, aliases: [String]) {
    #expect(PartyNames.aliases(in: name) == aliases)
  }

  @Test(arguments: [
    "Adform A/S", "Raptor Services a/s", "Baidu (Hong Kong) Limited", "Acme Trading (Hong Kong)",
    "Hillside (Sports) GP Limited", "Magnite, Inc.", "(brackets alone)", "d/b/a", "", "/", "//",
    "( )", ")", "Quad/Graphics, Inc.", "Brandhouse/Subsero A/S",
  ])
  func `one name stays one`(name: String) {
    #expect(PartyNames.aliases(in: name).isEmpty)
  }

  @Test(arguments: [
    ("DBA Apollo.io", "Apollo.io"), ("formerly FullContact, Inc.", "FullContact, Inc."),
    ("Formerly", "Formerly"), ("a division of Predactiv", nil), ("An MiQ Company", nil), ("-", nil),
    ("", nil), ("A Direct Marketing", "A Direct Marketing"),
  ])
  func `where a further name is expected, descriptions are none`(text: String, name: String?) {
    #expect(PartyNames.further(text) == name)
  }

  @Test func `a name cut off behind a comma loses it`() {
    #expect(PartyNames.trimmed("FreeWheel Media, ") == "FreeWheel Media")
    #expect(PartyNames.trimmed(" ,, ") == "")
  }
}
