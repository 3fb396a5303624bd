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
    ("Studio 54 (Paris)", "studio 54 paris"),
  ])
  func namesFoldToWords(name: String, folded: String) {
    #expect(NameFolding.folded(name) == folded)
  }

  @Test(arguments: ["HUAWEI Co., Ltd.", "İstanbul Ağ", "ＺＴＥ", "AT&T", "!!", "ŁÓDŹ ẞ", "ŉ", "Ǆ"])
  func foldingTwiceChangesNothing(name: String) {
    let once = NameFolding.folded(name)
    #expect(NameFolding.folded(once) == once)
  }
}
