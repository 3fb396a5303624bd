/// Legal forms of companies as folded words; they are evidence of a form, not of identity.
public enum LegalForms {
  /// The most forms taken off at either end.
  ///
  /// Real names carry two or three (GmbH & Co. KG); a bound keeps hostile ones cheap.
  private static let limit = 6

  /// Returns the words of a folded name without legal forms at its end and before its beginning.
  ///
  /// A name that consists of legal forms alone keeps all its words: nothing becomes empty.
  ///
  /// - Complexity: O(*n*) in the length of the name.
  public static func removed(from folded: String) -> String {
    var words = folded.split(separator: " ")[...]
    for _ in 0..<limit {
      guard let last = words.last else { break }
      if trailing.contains(last) || (last == "and" && words.count > 1) {
        words.removeLast()
      } else if !glued.contains(last), let form = glued.first(where: last.hasSuffix) {
        words[words.endIndex - 1] = last.dropLast(form.count)
      } else {
        break
      }
    }
    for _ in 0..<limit {
      guard let first = words.first else { break }
      if leading.contains(first) {
        words.removeFirst()
      } else if !glued.contains(first), let form = glued.first(where: first.hasPrefix) {
        words[words.startIndex] = first.dropFirst(form.count)
      } else {
        break
      }
    }
    return words.isEmpty ? folded : words.joined(separator: " ")
  }

  private static let trailing = words(
    """
    co company companies corp corporation inc incorporated ltd limited llc llp lp plc pllc
    gmbh mbh ag kg kgaa ohg ug ev se sa sas sarl sasu snc spa srl srls sl slu sau bv nv cv vof
    ab as asa oy oyj aps sia uab ou kft zrt nyrt bt doo dd ad ead eood ood sro spol as ks
    pte pty pvt private kk yk kabushiki kaisha ltda eireli cia sapi rl
    jsc ojsc pjsc cjsc ooo oao zao pao ao tov dat dp
    ооо оао зао пао ао тов ат пат прат
    """)

  private static let leading = words(
    """
    ooo oao zao pao ao jsc ojsc pjsc cjsc pt cv tov kabushiki kaisha
    ооо оао зао пао ао тов ат пат прат شركة
    """)

  /// Forms written without a blank, longest first.
  private static let glued: [Substring] = [
    "股份有限公司", "有限责任公司", "股份公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사",
    "유한회사", "公司",
  ]

  private static func words(_ list: String) -> Set<Substring> {
    Set(list.split { $0 == " " || $0 == "\n" })
  }
}
