import Testing

@testable import RiskIngest

struct WrittenNameTests {
  @Test(arguments: [
    ("LTS Limited (f.k.a. IPP Ltd.)", "LTS Limited", [], ["IPP Ltd."]),
    ("JSC NIIP, f.k.a., Institut V.V. T.", "JSC NIIP", [], ["Institut V.V. T."]),
    ("FUYI A/K/A FRANK", "FUYI", ["FRANK"], []),
    ("PEARL (A.K.A. NEI-CHIEN) LI", "PEARL LI", ["NEI-CHIEN"], []),
    ("A (formerly B (C))", "A", [], ["B (C)"]),
    ("A (CMI Tianjin]", "A (CMI Tianjin]", [], []),
    ("A (formerly B]", "A", [], ["B"]),
    ("A (also known as B; and C, and formerly known as D; E)", "A", ["B", "C"], ["D", "E"]),
    ("F.K.A. Old", "", [], ["Old"]),
    ("Aka Farms", "Aka Farms", [], []), ("Performerly Ltd", "Performerly Ltd", [], []),
    ("A (formerly", "A (formerly", [], []), ("A (f.k.a. ", "A", [], []), ("", "", [], []),
  ])
  func aliasWordsAnnounceNames(
    text: String, name: String, strong: [String], former: [String]
  ) {
    let written = WrittenName(text)
    #expect(written.name == name)
    #expect(written.strong == strong)
    #expect(written.former == former)
  }

  @Test(arguments: [
    ("68 F.R. 38290 6/27/03 71 F.R. 38843", "68-fr-38290"), ("81.F.R. 22576", "81-fr-22576"),
    ("83F.R. 28801", "83-fr-28801"), ("88 F.R.30078", "88-fr-30078"),
    ("85 FR 83799", "85-fr-83799"),
    ("Notice 1958, Vol. 59, No. 44, 3/07/94", "vol-59-no-44"), ("54 FR No. 9 (9/9/89)", nil),
    ("", nil), ("Vol", nil), ("1 FR", nil),
  ])
  func citationsHaveOneSpelling(text: String, citation: String?) {
    #expect(FederalRegister.firstCitation(in: text) == citation)
  }

  @Test func longNamesGiveBoundedKeysThatDiffer() {
    let name = String(repeating: "Ministry of ", count: 1000)
    let keys = [DerivedKey.of(name + "a", "x"), DerivedKey.of(name + "b", "x")]
    #expect(keys.allSatisfy { $0.utf8.count < 160 })
    #expect(keys[0] != keys[1])
  }
}
