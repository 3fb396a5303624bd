import Testing
import _RiskTestSupport

@testable import RiskCore

/// What names become; ``nameText(_:)`` says how a line of a table is read.
@Suite struct NameNormalizerTests {
  @Test(arguments: [
    ("Siemens", "siemens |"),
    ("SIEMENS", "siemens |"),
    ("ＳＩＥＭＥＮＳ", "siemens |"),
    ("Škoda", "skoda |"),
    ("Citroën", "citroen |"),
    ("Łódź", "lodz:place |"),
    ("ﬁnmeccanica", "finmeccanica |"),
    ("Şişecam", "sisecam |"),
    ("Nestlé", "nestle |"),
    ("O'Neil & Sons", "oneil son:generic |"),
  ])
  func caseWidthMarksAndLigaturesDoNotShow(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Газпром", "gazprom |"),
    ("ГАЗПРОМ", "gazprom |"),
    ("Алмаз-Антей", "diamond:generic antey |"),
    ("Калашников", "kalashnikov |"),
    ("Лаборатория Касперского", "laboratory:generic kasperskiy |"),
    ("Ελλάκτωρ", "ellaktor |"),
    ("ΕΛΛΑΚΤΩΡ", "ellaktor |"),
    ("Σαμαράς", "samaras |"),
    ("Ἑλλάς", "greece:place |"),
    ("Τράπεζα Πειραιώς", "bank:generic piraeus:place |"),
    ("华为技术有限公司", "huawei technology:generic | limited"),
    ("華為技術有限公司", "huawei technology:generic | limited"),
    ("中兴通讯股份有限公司", "zhongxing communication:generic | joint-stock"),
    ("中興通訊", "zhongxing communication:generic |"),
    (
      "杭州海康威视数字技术股份有限公司",
      "hangzhou:place haikangweishi digital:generic technology:generic | joint-stock"
    ),
    ("中国工商银行", "china:place industrialcommercial:generic bank:generic |"),
    ("TCL集团股份有限公司", "tcl group:generic | joint-stock"),
    ("トヨタ自動車株式会社", "toyota automobile:generic | joint-stock"),
    ("삼성전자", "samseong electronics:generic |"),
    ("주식회사 카카오", "kakao | joint-stock"),
    ("شركة المراعي", "almray | generic"),
    ("ﺷﺮﻛﺔ ﺍﻟﻤﺮﺍﻋﻲ", "almray | generic"),
    ("البنك الأهلي", "bank:generic alahly |"),
    ("אלביט מערכות בע\"מ", "albyt system:generic | limited"),
    ("Արարատ բանկ", "ararat:place bank |"),
    ("საქართველოს ბანკი", "sakartvelos banki |"),
  ])
  func otherScriptsAreSpeltInLatinOrTranslated(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Gаzprоm", "gazprom |"),
    ("Gаzprоm Nеft", "gazprom oil:generic |"),
  ])
  func lookAlikesOfLatinLettersAreLatin(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Siemens AG", "siemens | joint-stock"),
    ("Siemens Aktiengesellschaft", "siemens | joint-stock"),
    ("GmbH Siemens", "siemens | limited"),
    ("OOO Romashka", "romashka | limited"),
    ("ООО Ромашка", "romashka | limited"),
    ("Romashka OOO", "romashka | limited"),
    ("Fincantieri S.p.A.", "fincantieri | joint-stock"),
    ("Huawei Technologies Co., Ltd.", "huawei technology:generic | limited"),
    ("Acme Co.Ltd.", "acme | limited"),
    ("Bosch GmbH & Co. KG", "bosch | partnership"),
    ("PT Telkom Indonesia Tbk", "telkom indonesia:place | limited joint-stock"),
    ("Siemens (China) Co., Ltd.", "siemens china:place | limited"),
    ("Shell PLC (UK)", "shell united-kingdom:place | joint-stock"),
    ("Rosneft Oil Company PJSC", "rosneft oil:generic | joint-stock generic"),
    ("ПАО «НК «Роснефть»", "nk rosneft | joint-stock"),
    ("Публичное акционерное общество Роснефть", "rosneft | joint-stock"),
    ("Rostec State Corporation", "rostec | state"),
    ("Rabobank Foundation", "rabobank | foundation"),
    ("Acme Branch", "acme | branch"),
    ("New York Company", "new-york:place | generic"),
    ("X Corp", "x | generic"),
    ("SA Trading", "sa trading:generic |"),
  ])
  func legalFormsAreSetAsideWhereTheyMayStand(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("PT Electronics", "electronics:generic | limited"),
    ("ASD Electronics", "asd electronics:generic |"),
    ("Telkom PT", "telkom | limited"),
  ])
  func aWeakFormIsAWordWhereNothingElseTells(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("A.B.C. Corp", "abc | generic"),
    ("ABC Corp", "abc | generic"),
    ("H & M", "hm:initials |"),
    ("H&M", "hm:initials |"),
    ("S y P", "syp:initials |"),
    ("K M A", "kma:initials |"),
    ("A-B-C Company", "abc:initials | generic"),
  ])
  func singleLettersAreOneWord(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("forty-four", "44:number |"),
    ("Forty Four Studios", "44:number studio:generic |"),
    ("Studio 44", "studio:generic 44:number |"),
    ("Three Mobile", "3:number mobile:generic |"),
    ("3 Mobile", "3:number mobile:generic |"),
    ("7-Eleven", "7:number 11:number |"),
    ("Seven Eleven", "7:number 11:number |"),
    ("Twenty-First Century Fox", "21:number century:generic fox |"),
    ("21st Century Fox", "21:number century:generic fox |"),
    ("Delta 4 Four", "delta 4:number 4:number |"),
    ("3M", "3m |"),
    ("11420 CORP.", "11420:number | generic"),
    ("1", "1:number |"),
  ])
  func numbersAreNumbersHoweverTheyAreWritten(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Argo I", "argo 1:number |"),
    ("Argo II", "argo 2:number |"),
    ("Argo III", "argo 3:number |"),
    ("Rocky V", "rocky 5:number |"),
    ("V Kontakte", "v kontakte |"),
    ("Vi Systems", "vi system:generic |"),
    ("Mix Media", "mix media:generic |"),
    ("CIVIL", "civil:generic |"),
    ("I", "i |"),
    ("II", "ii |"),
  ])
  func romanNumeralsAreNumbersOnlyBehindAWord(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("I Tel", "i tel:ambiguous |"),
    ("El Tel", "el tel:ambiguous |"),
    ("Ping An", "ping an |"),
    ("The Bank", "bank:generic |"),
    ("The Home Depot", "home:generic depot |"),
    ("Bank of China", "bank:generic china:place |"),
    ("The", "the |"),
    ("of and the", "the |"),
  ])
  func smallWordsStayWhereANameHasLittleElse(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Intl", "international:generic |"),
    ("Intl Trading", "international:generic trading:generic |"),
    ("Global Comm Grp", "global:generic comm:ambiguous group:generic |"),
    ("Srvces", "service:generic |"),
    ("Mfg", "manufacturing:generic |"),
    ("Kaspersky Lab", "kaspersky laboratory:generic |"),
    ("VTB Bank", "vtb bank:generic |"),
    ("Банк ВТБ", "bank:generic vtb |"),
    ("General Electric", "general:generic electric:generic |"),
  ])
  func cutAndContractedWordsAreWords(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  @Test(arguments: [
    ("Co Ltd", "co ltd |"),
    ("Ltd. Ltd. Ltd.", "ltd ltd ltd |"),
    ("LLC", "llc |"),
    ("有限公司", "youxiangongsi |"),
    ("Company", "company |"),
    ("...", "... |"),
    ("!!!", "!!! |"),
    ("&", "and |"),
    ("☃", "☃ |"),
    ("中", "zhong |"),
    ("中 Ltd", "zhong | limited"),
    ("ㅎ", "ㅎ |"),
    ("ʼ", "ʼ |"),
    ("𠮷野家", "𠮷yejia |"),
  ])
  func aNameOfFormsAndMarksKeepsThem(name: String, text: String) {
    #expect(nameText(name) == text)
  }

  private func key(_ name: String) -> String { NameNormalizer.standard.normalized(name).key }

  @Test func noNameIsEmptyUnlessItIsBlank() {
    for name in [
      "11420 CORP.", "K M A", "A-B-C Company", "Co Ltd", "The", "中国工商银行", "...", "☃", "& Co", "的",
      "AG AG",
      "\u{301}", "\u{1F600}", "\u{FE0F}", "-", "Ltd. (UK)", "의", "ال", "№ 1", "½", "²",
    ] {
      let normalized = NameNormalizer.standard.normalized(name)
      #expect(!normalized.isEmpty, "'\(name)'")
      #expect(!normalized.key.isEmpty, "'\(name)'")
      #expect(normalized.weight > 0, "'\(name)'")
    }
    for name in ["", " ", "\t\n", "\u{3000}"] {
      #expect(NameNormalizer.standard.normalized(name).isEmpty, "'\(name)'")
      #expect(key(name).isEmpty)
    }
  }

  @Test(arguments: [
    "word ", "Ltd ", "the ", "a ", "华为 ", "有限公司", "中", "1 ", "بنك ", "x", "e\u{301}",
  ])
  func aNameOfAHundredThousandWordsIsCutAndNotEmpty(word: String) {
    let name = String(repeating: word, count: 100_000)
    let normalized = NameNormalizer.standard.normalized(name)
    #expect(!normalized.isEmpty)
    #expect(normalized.words.count <= NameNormalizer.wordLimit)
    #expect(NameComparer().compare(normalized, normalized).similarity == 1)
  }

  /// Names from the generator, whole and mutilated.
  private func names(_ count: Int, seed: UInt64) -> [String] {
    print("seed \(seed)")
    var generator = NameGenerator(seed: seed)
    return (0..<count).map { _ in
      generator.random.happens(0.5) ? generator.name() : generator.collidingName()
    }
  }

  @Test func caseDoesNotShowInAKey() {
    for name in names(600, seed: 41) {
      #expect(key(name.uppercased()) == key(name), "'\(name)'")
      #expect(key(name.lowercased()) == key(name), "'\(name)'")
    }
  }

  @Test func punctuationAroundWordsDoesNotShowInAKey() {
    for name in names(600, seed: 42) {
      for other in [
        "\"\(name)\"", "«\(name)»", "(\(name))", "\(name).", "  \(name) ,", "*\(name)*",
      ] {
        #expect(key(other) == key(name), "'\(other)'")
      }
      #expect(key(name.split(separator: " ").joined(separator: " / ")) == key(name), "'\(name)'")
    }
  }

  @Test func theRoomOfAnotherNameLeavesNothingBehind() {
    var reused = NormalizedName()
    for name in names(400, seed: 43) {
      NameNormalizer.standard.normalize(name, into: &reused)
      let fresh = NameNormalizer.standard.normalized(name)
      #expect(reused.key == fresh.key, "'\(name)'")
      #expect(reused.forms == fresh.forms && reused.weight == fresh.weight, "'\(name)'")
      #expect(reused.joins.map(\.spelling) == fresh.joins.map(\.spelling), "'\(name)'")
    }
  }

  @Test func wordsStandInTheTextWhereTheySayTheyDo() {
    for name in names(600, seed: 44) {
      let normalized = NameNormalizer.standard.normalized(name)
      var end: UInt32 = 0
      for word in normalized.words {
        #expect(word.textStart < word.textEnd && word.textEnd <= UInt32(normalized.text.count))
        #expect(word.textStart >= end, "'\(name)'")
        end = word.textEnd
        #expect(word.weight > 0 && word.weight <= WordRarity.heaviest, "'\(name)'")
        let isOne = !normalized.text(of: word).contains(" ")
        #expect(isOne || word.isInitials || word.entry >= 0)
      }
      #expect(abs(normalized.words.reduce(0) { $0 + $1.weight } - normalized.weight) < 1e-3)
    }
  }

  @Test func theFingerprintIsAHash() {
    #expect(NameNormalizer.fingerprint.utf8.count == NameNormalizer.fingerprint.count)
    #expect(NameNormalizer.fingerprint.utf8.count >= 16)
  }
}
