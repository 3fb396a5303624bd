/// Finds rows of the inventory that are no vendors to screen: names that name nobody, and the
/// analyst's own company.
///
/// A false alarm here would leave a vendor unscreened, so a name has to be a placeholder as a whole:
/// `Test` is one, `Test GmbH` may be a company. Words that are names of known companies stay names,
/// although they are also legal forms or fillers: `X`, `SAS`, `SE`.
public struct InventoryHygiene: Sendable {
  /// What is wrong with a vendor's names, and what is left of them.
  public struct Review: Sendable {
    public var issues: [InventoryIssue]
    /// The vendor under the names that can be screened; nil when there is none.
    public var screened: Vendor?
  }

  /// The keys under which the own company's names meet, with the name as it was given.
  private let ownKeys: [String: String]

  /// Creates the rules for an analyst whose company has these names.
  public init(ownCompany: [String] = []) {
    ownKeys = Dictionary(
      ownCompany.map { (Screener.key(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Looks at the names of a vendor.
  ///
  /// Placeholders are left out of what is screened. A vendor whose name is one is screened under its
  /// aliases, if any of them is a name. The own company is not screened.
  public func review(_ vendor: Vendor) -> Review {
    var review = Review(issues: [], screened: vendor)
    func report(_ kind: InventoryIssue.Kind, _ detail: String) {
      review.issues.append(InventoryIssue(vendorID: vendor.id, kind: kind, detail: detail))
    }
    if let own = ownKeys.isEmpty ? nil : ownKeys[Screener.key(of: vendor.name)] {
      report(.ownCompany, "'\(vendor.name)' is '\(own)' of own_company; not screened")
      review.screened = nil
      return review
    }
    let reason = Self.reason(whyPlaceholder: vendor.name)
    let aliases = vendor.aliases.map { ($0, Self.reason(whyPlaceholder: $0)) }
    guard reason != nil || aliases.contains(where: { $0.1 != nil }) else { return review }

    let usable = aliases.filter { $0.1 == nil }.map(\.0)
    review.screened?.aliases = usable
    if let reason {
      if let first = usable.first {
        review.screened?.name = first
        review.screened?.aliases.removeFirst()
      } else {
        review.screened = nil
      }
      let consequence = usable.isEmpty ? "not screened" : "screened under its aliases"
      report(.placeholderName, "the name '\(vendor.name)' \(reason); \(consequence)")
    }
    for case (let alias, let reason?) in aliases {
      report(.placeholderName, "the alias '\(alias)' \(reason); not screened")
    }
    return review
  }

  /// Returns whether a name names nobody.
  public static func isPlaceholder(_ name: String) -> Bool { reason(whyPlaceholder: name) != nil }

  /// The longest placeholder in bytes; a longer name is one only without a letter or digit.
  private static let longest = 64

  /// Why a name is a placeholder, as a phrase behind it; nil when it is none.
  private static func reason(whyPlaceholder name: String) -> String? {
    if isSurelyAName(name) { return nil }
    guard name.unicodeScalars.contains(where: isLetterOrDigit) else {
      return "holds no letter and no digit"
    }
    guard name.utf8.count <= longest else { return nil }
    let words = NameFolding.folded(name).split(separator: " ")
    let joined = words.joined()
    if placeholders.contains(joined) || written.contains(name.lowercased()) {
      return "is a placeholder"
    }
    if joined.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) { return "is a placeholder" }
    if joined.utf8.count > 2, joined.utf8.allSatisfy({ $0 == UInt8(ascii: "x") }) {
      return "is a placeholder"
    }
    let isForm = words.allSatisfy { legalForms.contains(String($0)) || $0 == "and" }
    return isForm && words.contains { $0 != "and" } ? "is a legal form alone" : nil
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  // MARK: - The short way

  /// Whether the bytes of a name tell that it is no placeholder, without folding it.
  ///
  /// True for nearly all names in ASCII, which folding would cost as much as their screening.
  private static func isSurelyAName(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { utf8 in
      // Letters and digits of the name, and of its first word as folding finds it.
      var (whole, first) = (ByteHash(), ByteHash())
      var (run, isInFirst) = (0, true)
      for byte in utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          // Bit 5 tells capitals from small letters, and is set in digits.
          whole.add(byte | 0x20)
          if isInFirst { first.add(byte | 0x20) }
          run += 1
        case UInt8(ascii: "."):
          if run > 1 { isInFirst = false }
          run = 0
        case UInt8(ascii: "'"), UInt8(ascii: "`"): break
        case 0..<0x80:
          if !whole.isEmpty { isInFirst = false }
          run = 0
        default: return false
        }
      }
      return !whole.isEmpty && whole.start != UInt8(ascii: "0") && whole.start != UInt8(ascii: "x")
        && !hashes.contains(whole.value) && !formHashes.contains(first.value)
    }
  }

  /// A hash of bytes (FNV-1a); equal ones are looked at again the long way.
  private struct ByteHash {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    /// The first byte; nil before there is one.
    var start: UInt8?
    var isEmpty: Bool { start == nil }

    mutating func add(_ byte: UInt8) {
      if start == nil { start = byte }
      value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    /// The hash of the letters and digits of an ASCII text; nil for another.
    static func of(_ text: String) -> UInt64? {
      var hash = ByteHash()
      for byte in text.utf8 {
        guard byte < 0x80 else { return nil }
        if Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte) {
          hash.add(byte)
        }
      }
      return hash.value
    }
  }

  private static let hashes = Set(placeholders.union(written).compactMap(ByteHash.of))
  private static let formHashes = Set(legalForms.compactMap(ByteHash.of))

  // MARK: - Tables

  /// Placeholders that would be taken for names without their punctuation.
  private static let written: Set<String> = [
    "k.a.", "k. a.", "k.a", "k/a", "s/o", "s.o.", "s. o.", "s/n", "s.n.", "s/d", "n/b", "n.v.t.",
  ]

  /// Words on their own that are no name, as folded words without blanks.
  private static let placeholders = folded(
    // English
    """
    n/a, not applicable, not available, not assigned, not known, not provided, not specified,
    not stated, not listed, not given, not yet known, none, none given, none provided, nil, null,
    nan, unknown, unkown, unknown vendor, unknown supplier, vendor unknown, supplier unknown,
    unnamed, undefined, undisclosed, unspecified, unassigned, no name, no vendor, no supplier,
    no vendor name, no data, no entry, nobody, nameless, anonymous, private, private individual,
    private individuals, private person, private persons, natural person, natural persons,
    individual, individuals, individual person, person, test, tests, testing, test test, test 1,
    test1, test vendor, test supplier, test company, vendor test, supplier test, dummy,
    dummy vendor, dummy supplier, placeholder, tbd, tba, tbc, to be decided, to be defined,
    to be determined, to be confirmed, to be announced, to be advised, various,
    various vendors, various suppliers, various companies, several, multiple, multiple vendors,
    miscellaneous, misc, miscellaneous vendors, sundry, sundries, other, others, other vendors,
    do not use, dont use, do not use this, do not use this vendor, not in use, not used, unused,
    deleted, vendor deleted, duplicate, vendor, vendor name, supplier, supplier name, name,
    company name, one time vendor, one time supplier, one time customer, petty cash, confidential,
    redacted, missing, temp, temporary, asdf, asdfasdf, qwerty, lorem ipsum, see above, see below,
    as above, same as above, blank, empty
    """,
    // German, Dutch
    """
    unbekannt, unbekannter lieferant, nicht bekannt, keine, keiner, kein, kein name, keine angabe,
    keine angaben, ohne angabe, ohne name, ohne namen, namenlos, nicht zutreffend,
    nicht anwendbar, nicht verfügbar, nicht vorhanden, entfällt, privat, privatperson,
    privatpersonen, einzelperson, diverse, diverse lieferanten, div lieferanten, verschiedene,
    sonstige, sonstiges, andere, mehrere, nicht verwenden, nicht benutzen, bitte nicht verwenden,
    nicht mehr verwenden, gelöscht, testlieferant, testkreditor, testfirma, musterfirma,
    platzhalter, einmallieferant, cpd lieferant, cpd kreditor, noch offen, wird nachgereicht,
    onbekend, geen, niet van toepassing, particulier, diversen
    """,
    // French
    """
    inconnu, inconnue, aucun, aucune, aucun nom, néant, non applicable, sans objet,
    non renseigné, non renseignée, non disponible, non précisé, non spécifié, non communiqué,
    privé, particulier, particuliers, personne physique, divers, diverses, fournisseurs divers,
    fournisseur divers, autre, autres, sans nom, ne pas utiliser, à ne pas utiliser,
    à déterminer, à définir, à compléter, à confirmer, essai, fournisseur test, supprimé
    """,
    // Spanish, Portuguese, Italian
    """
    desconocido, desconocida, ninguno, ninguna, no aplica, no aplicable, no disponible,
    no especificado, no consta, sin nombre, sin datos, sin especificar, privado, particular,
    particulares, persona física, persona natural, varios, varias, proveedores varios, otro, otros,
    otras, no usar, no utilizar, por determinar, por definir, por confirmar, prueba, pruebas,
    proveedor de prueba, desconhecido, nenhum, não aplicável, não se aplica, não usar, sem nome,
    a definir, diversos, outros, teste, sconosciuto, nessuno, non applicabile, privato, vari, altri,
    non usare, da definire, senza nome
    """,
    // Russian, Ukrainian
    """
    неизвестно, неизвестный, неизвестен, неизвестная, не известно, нет, нет данных, нет имени,
    нет названия, без имени, без названия, н/д, н/п, не применимо, неприменимо, не применяется,
    не указано, не указан, не определено, не определен, отсутствует, частное лицо, частные лица,
    физическое лицо, физические лица, физлицо, физ лицо, разные, разное, прочие, прочее, другие,
    тест, тестовый, тестовый поставщик, проверка, не использовать, удалено, удален, уточняется,
    будет уточнено, уточнить, невідомо, немає, фізична особа, не використовувати
    """,
    // Chinese, Japanese, Korean
    """
    无, 無, 空, 没有, 沒有, 暂无, 暫無, 未知, 不明, 不详, 不詳, 不适用, 不適用, 无名, 無名, 无名称, 未命名,
    未提供, 未填写, 未填, 个人, 個人, 私人, 自然人, 测试, 測試, 测试供应商, 待定, 待确定, 待確定, 待补充, 其他,
    其它, 各种, 多个, 多家, 请勿使用, 請勿使用, 不要使用, 禁止使用, 勿用, 停用, 已删除, 已停用, 保密, 供应商,
    なし, 該当なし, 未定, テスト, 使用禁止, 없음, 알수없음, 해당없음, 개인, 미정, 테스트, 사용금지
    """,
    // Arabic
    """
    غير معروف, لا يوجد, غير متوفر, لا ينطبق, شخص طبيعي, اختبار, لا تستخدم
    """)

  /// Legal forms that are nobody's name, as folded words.
  private static let legalForms: Set<String> = Set(
    """
    llc llp ltd limited inc incorporated corp corporation co company companies plc pllc pvt pte pty
    gmbh mbh ag kg kgaa ohg ug bv nv sa spa sarl eurl srl ltda eireli sro doo ood eood kft
    jsc ojsc pjsc cjsc ooo oao zao pao ооо оао зао пао тов
    公司 有限公司 股份有限公司 有限责任公司 有限責任公司 股份公司 株式会社 有限会社 合同会社 주식회사 유한회사 شركة
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  private static func folded(_ lists: String...) -> Set<String> {
    Set(
      lists.flatMap { $0.split { $0 == "," || $0 == "\n" } }.map { entry in
        NameFolding.folded(String(entry)).split(separator: " ").joined()
      }.filter { !$0.isEmpty })
  }
}
