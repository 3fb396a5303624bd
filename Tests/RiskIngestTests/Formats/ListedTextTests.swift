import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct ListedTextTests {
  @Test(arguments: [
    ("1037739877295", "registration-number 1037739877295"),
    ("7728044373 (Tax ID/INN)", "inn 7728044373"),
    ("INN: 5013044999 KPP: 504001001 OGRN: 1025", "inn 5013044999, kpp 504001001, ogrn 1025"),
    (
      "69987857 (BRN), 2756979 (CR No.)",
      "registration-number 69987857, registration-number 2756979"
    ),
    ("190950894 (Belarus)", "registration-number 190950894 BY"),
    ("7704734000/770301001 (Russia)", "kpp 770301001, registration-number 7704734000 RU"),
    ("54514-1 (Bahrain) expires 9.6.2009", "registration-number 54514-1 BH"),
    ("5478431, issued March 2009", "registration-number 5478431"),
    ("1 121 402 000 213", "registration-number 1121402000213"),
    ("CH-2 17-0-431-423-3 (Switzerland)", "registration-number CH-2 17-0-431-423-3 CH"),
    ("(TIN) 9704211491; (OGRN) 1237700341801", "tax-id 9704211491, ogrn 1237700341801"),
    ("TIN (INN): 6230005886", "inn 6230005886"),
    ("(1) 12345 (2) 67890", "registration-number 12345, registration-number 67890"),
    ("1) INN 7700000013 2) 67890", "inn 7700000013, registration-number 67890"),
    ("SWIFT/BIC AGRULYLT (Libya)", "swift-bic AGRULYLT LY"),
    ("100211261(УНП)", "tax-id 100211261"),
    (
      "7702165310 / 770101001; 12345",
      "kpp 770101001, registration-number 7702165310, registration-number 12345"
    ),
    ("none known", ""), ("no. 24", ""), ("(", ""), ("))((", ""),
  ])
  func `numbers are told apart by what stands around them`(_ text: String, _ expected: String) {
    let found = RegistrationNumbers.read(text, country: Countries.code)
      .map { "\($0.kind) \($0.value)" + ($0.country.map { " " + $0 } ?? "") }
    #expect(found.joined(separator: ", ") == expected)
  }

  @Test(arguments: [
    ("Sergei A (Сергей А)", ["Sergei A", "Сергей А"]),
    ("Umar (original script: Умар)", ["Umar", "Умар"]),
    ("the Nose (Russian: ‘Нос’)", ["the Nose", "Нос"]),
    ("Merai (as previously listed, in Arabic: مرعي)", ["Merai", "مرعي"]),
    ("АО «Ракета» (АО «НПО «Рак»)", ["АО «Ракета»", "АО «НПО «Рак»"]),
    ("OOO “Остек” (OOO Ostek)", ["OOO “Остек”", "OOO Ostek"]),
    ("VTB Bank (Belarus)", ["VTB Bank (Belarus)"]),
    ("Islamic Guard (IRGC)", ["Islamic Guard (IRGC)"]),
    ("Djamal M (Date of birth 10.6.1982)", ["Djamal M"]),
    ("(ABC)", ["(ABC)"]), ("A)", ["A)"]), ("", [""]),
  ])
  func `a bracket at the end of a name is looked into`(_ text: String, _ expected: [String]) {
    #expect(AnnexNames.forms(of: text) == expected)
  }

  @Test(arguments: [
    ("A; B;", ["A", "B"]),
    ("\"A (born 1973; in X)\"; B", ["A (born 1973; in X)", "B"]),
    ("AAS; \"Ansar; (c)Ansar al; (d) Ans\"", ["AAS", "Ansar", "Ansar al", "Ans"]),
    ("\"АО \"\"ЦНИИ\"\" Циклон\"", ["АО \"ЦНИИ\" Циклон"]),
    ("JSC \"Vega\"; B (x; y", ["JSC \"Vega\"", "B (x", "y"]),
    ("", []), ("\"", []),
  ])
  func `names are separated by semicolons outside of brackets`(
    _ text: String, _ expected: [String]
  ) {
    #expect(AnnexNames.split(text) == expected)
  }

  @Test(arguments: [
    ("Afghanistan (since 2009)", ["AF"]), ("1) Saudi Arabia 2) Qatar", ["SA", "QA"]),
    ("In Syria as at June 2013", ["SY"]), ("Russian and Ukrainian", ["RU", "UA"]),
    ("Bosnia and Herzegovina", ["BA"]), ("(a) Algerian (b) German", ["DZ", "DE"]),
    ("Republic of Moldova, Romanian", ["MD", "RO"]), ("Crimea 295000", []), ("Africa", []),
  ])
  func `countries are found in free text`(_ text: String, _ expected: [String]) {
    let countries = ListedCountries(CellContext(file: InputName("list.csv")))
    #expect(countries.codes(in: text) == expected)
  }

  @Test func `no text makes the readers of free text fail`() {
    var generator = SeededGenerator(seed: 20)
    let pieces = [
      "(", ")", ":", ";", ",", " ", "/", "\"", "1)", "(a)", "INN", "UN Ref", "IMO", "7700000013",
      "SWIFT/BIC", "AGRULYLT", "Ж", "«", "‘", "e\u{301}", "(Website):", "-", "@", "http://",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      var draft = EntryDraft(
        key: "1", origin: RecordOrigin(file: InputName("list.csv"), line: 1))
      UKRemarks.read(text, into: &draft) { _ in nil }
      ListedDetails.addDocuments(text, "passport", to: &draft)
      ListedDetails.addContacts(text, "website", to: &draft)
      for name in AnnexNames.split(text) {
        #expect(!name.isEmpty)
        #expect(AnnexNames.forms(of: name).allSatisfy { !$0.isEmpty })
      }
      #expect(draft.identifiers.allSatisfy { !$0.value.isEmpty })
    }
  }
}
