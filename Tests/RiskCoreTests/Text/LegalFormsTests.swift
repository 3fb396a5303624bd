import RiskCore
import Testing

@Suite struct LegalFormsTests {
  @Test(arguments: [
    ("huawei technologies co ltd", "huawei technologies"),
    ("huawei technologies company", "huawei technologies"), ("zte corporation", "zte"),
    ("华为技术有限公司", "华为技术"), ("株式会社日立製作所", "日立製作所"), ("tcl集团股份有限公司", "tcl集团"),
    ("ao kaspersky lab", "kaspersky lab"), ("kaspersky lab ao", "kaspersky lab"),
    ("ооо газпром", "газпром"), ("co ltd", "co ltd"), ("company", "company"), ("", ""),
    ("thyssen gmbh and co kg", "thyssen"), ("有限公司", "有限公司"), ("limited brands", "limited brands"),
  ])
  func formsAreSetAside(name: String, rest: String) {
    #expect(LegalForms.removed(from: name) == rest)
  }
}
