import RiskCore
import Testing

@Suite struct InventoryHygieneTests {
  private func vendor(_ name: String, aliases: [String] = []) -> Vendor {
    Vendor(
      id: "v", name: name, aliases: aliases,
      origin: RecordOrigin(file: InputName("vendors.csv"), line: 2))
  }

  @Test(arguments: [
    "N/A", "NA", "n.a.", "n/a ", "none", "Unknown", "UNKNOWN", "private", "Test", "TBD",
    "T.B.D.", "-", "--", "?", "...", "***", "xxx", "XXXXX", "no name", "No Name",
    "not applicable", "individual", "Various", "Do not use", "DO NOT USE!", "(do not use)",
    "don't use", "0", "000", "null", "[none]", "unbekannt", "keine Angabe", "entfällt",
    "k.A.", "nicht verwenden", "Diverse", "inconnu", "néant", "NEANT", "sans objet", "s/o",
    "ne pas utiliser", "à définir", "desconocido", "no aplica", "sin nombre", "S/N",
    "varios", "no usar", "неизвестно", "Н/Д", "Физическое лицо", "НЕ ИСПОЛЬЗОВАТЬ", "未知",
    "无", "個人", "请勿使用", "測試", "なし", "غير معروف", "LLC", "L.L.C.", "Ltd.", "Co., Ltd.",
    "GmbH & Co. KG", "Inc", "S.A.", "ООО", "有限公司", "주식회사", "株式会社", "شركة", "company",
  ])
  func aNameThatNamesNobodyIsAPlaceholder(name: String) {
    #expect(InventoryHygiene.isPlaceholder(name))
  }

  @Test func spellingDoesNotHideAPlaceholder() {
    let names = [
      "not applicable", "do not use", "llc", "co., ltd.", "test", "no name", "000",
      "xxxx", "gmbh & co. kg", "l.l.c.", "persona natural", "sans objet",
    ]
    for name in names {
      let spellings = [
        name, name.uppercased(), " \(name) ", "(\(name))", "* \(name) *", "'\(name)'",
        name.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
          .joined(separator: " "),
      ]
      for spelling in spellings {
        #expect(InventoryHygiene.isPlaceholder(spelling), "\(spelling)")
      }
    }
  }

  @Test(arguments: [
    "Huawei Technologies Co., Ltd.", "Test GmbH", "Unknown Worlds Entertainment",
    "None Such Records", "Private Internet Access", "Various Artists Ltd", "X", "X Corp.",
    "XX", "SAS", "SE", "3", "3M", "007", "O2", "AT&T", "AAA", "NASA", "Nanya", "Nilfisk",
    "Testo", "KA", "SO", "AND", "Ltd Edition Design", "Company Watch", "TBDX", "Nonea", "NC",
    "Ditto",
    "中国", "无锡", "联想", "ООО Ромашка", "Неизвестный Завод",
    String(repeating: "Unknown ", count: 12),
  ])
  func aNameIsNoPlaceholderForOneWordOfIt(name: String) {
    #expect(!InventoryHygiene.isPlaceholder(name))
  }

  @Test func aVendorWithoutANameIsNotScreened() {
    let review = InventoryHygiene().review(vendor("N/A", aliases: ["-"]))
    #expect(review.screened == nil)
    #expect(review.issues.map(\.kind) == [.placeholderName, .placeholderName])
    #expect(
      review.issues.map(\.detail) == [
        "the name 'N/A' is a placeholder; not screened",
        "the alias '-' holds no letter and no digit; not screened",
      ])
    #expect(review.issues.allSatisfy { $0.vendorID == "v" && $0.otherVendorID == nil })
  }

  @Test func aliasesThatAreNamesAreScreenedAllTheSame() {
    let review = InventoryHygiene().review(
      vendor("unknown", aliases: ["tbd", "ZTE Corporation", "ZTE"]))
    #expect(review.screened?.name == "ZTE Corporation")
    #expect(review.screened?.aliases == ["ZTE"])
    #expect(review.screened?.id == "v")
    #expect(
      review.issues.first?.detail
        == "the name 'unknown' is a placeholder; screened under its aliases")
  }

  @Test func aPlaceholderAmongTheAliasesIsLeftOut() {
    let review = InventoryHygiene().review(vendor("ZTE Corporation", aliases: ["ZTE", "N/A"]))
    #expect(review.screened?.name == "ZTE Corporation")
    #expect(review.screened?.aliases == ["ZTE"])
    #expect(review.issues.map(\.detail) == ["the alias 'N/A' is a placeholder; not screened"])
  }

  @Test func aVendorWithNamesIsLeftAsItIs() {
    let review = InventoryHygiene(ownCompany: ["Acme"]).review(vendor("ZTE", aliases: ["中兴"]))
    #expect(review.issues.isEmpty)
    #expect(review.screened?.aliases == ["中兴"])
  }

  @Test func theOwnCompanyIsNotScreened() {
    let hygiene = InventoryHygiene(ownCompany: ["Acme GmbH", "Acme Holding"])
    for name in ["ACME", "Acme GmbH", "acme holding"] {
      let review = hygiene.review(vendor(name))
      #expect(review.screened == nil, "\(name)")
      #expect(review.issues.map(\.kind) == [.ownCompany], "\(name)")
    }
    #expect(
      hygiene.review(vendor("ACME")).issues.first?.detail
        == "'ACME' is 'Acme GmbH' of own_company; not screened")
    // An alias does not make a vendor the own company: a supplier may carry a customer's name.
    #expect(hygiene.review(vendor("Beta", aliases: ["Acme"])).screened != nil)
    #expect(hygiene.review(vendor("Acme Trading")).issues.isEmpty)
  }

  @Test func issuesHaveOneOrderWhateverTheirSource() {
    func issue(_ id: String, _ kind: InventoryIssue.Kind, _ other: String? = nil) -> InventoryIssue
    {
      InventoryIssue(vendorID: id, kind: kind, otherVendorID: other, detail: "")
    }
    let sorted = [
      issue("a", .duplicateVendor, "b"), issue("a", .duplicateVendor, "c"), issue("a", .ownCompany),
      issue("b", .placeholderName), issue("é", .ownCompany),
    ]
    #expect(sorted.reversed().sorted(by: InventoryIssue.precedes) == sorted)
  }
}
