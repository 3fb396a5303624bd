import RiskCore
import Testing

@Suite struct NameFoldingTests {
  @Test(arguments: [
    ("HUAWEI TECHNOLOGIES CO.,LTD", "huawei technologies co ltd"),
    ("S.p.A.", "spa"), ("O'Neil & Sons", "oneil and sons"), ("AT&T", "at and t"),
    ("Łódź Straße Ærø", "lodz strasse aero"), ("ＺＴＥ　Ｃｏｒｐ．", "zte corp"),
    ("Ğüneş İNŞAAT", "gunes insaat"), ("华为技术有限公司", "华为技术有限公司"),
    ("ООО «Газпром»", "ооо газпром"), ("  double   blank ", "double blank"), ("3M", "3m"),
    ("Nguye\u{302}\u{303}n", "nguyen"), ("Nguyễn", "nguyen"), ("!!!", "!!!"), ("", ""), ("  ", ""),
    ("Studio 54 (Paris)", "studio 54 paris"), ("HUAWEI CO.LTD.", "huawei co ltd"),
    ("A.B.C. Corp.", "abc corp"), ("Sp. z o.o.", "sp z oo"), ("Сергей Ё", "сергей ё"),
  ])
  func namesFoldToWords(name: String, folded: String) {
    #expect(NameFolding.folded(name) == folded)
  }

  @Test func composedAndDecomposedTextsFoldAlike() {
    #expect(
      NameFolding.folded("Серге\u{439} Андре\u{439}")
        == NameFolding.folded("Серге\u{438}\u{306} Андре\u{438}\u{306}"))
    #expect(NameFolding.folded("Å\u{E9}") == NameFolding.folded("A\u{30A}e\u{301}"))
    #expect(NameFolding.folded("Ά") == NameFolding.folded("Α\u{301}"))
  }

  @Test(arguments: ["HUAWEI Co., Ltd.", "İstanbul Ağ", "ＺＴＥ", "AT&T", "!!", "ŁÓDŹ ẞ", "ŉ", "Ǆ"])
  func foldingTwiceChangesNothing(name: String) {
    let once = NameFolding.folded(name)
    #expect(NameFolding.folded(once) == once)
  }
}
