import _RiskTestSupport

/// Names for random tests: real-looking ones, what people make of them, and vocabularies built to collide.
struct NameGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let brands = [
    "Huawei", "Hikvision", "Kaspersky", "Gazprom", "Газпром", "Rosneft", "Роснефть", "Siemens",
    "Škoda",
    "Rosoboronexport", "Goodwill", "Good Will", "Mastercard", "Master Card", "IBM", "I.B.M.",
    "H & M",
    "ZTE", "A.B.C.", "Argo", "Star", "Delta", "Alpha", "Sberbank", "Сбербанк", "华为", "華為", "小米",
    "トヨタ", "Toyota", "삼성", "Samsung", "المراعي", "Almarai", "אלביט", "Elbit", "3M", "Ping An",
    "El Tel",
    "Schlumberger", "Lockheed Martin", "Fincantieri", "Калашников", "Kalashnikov", "Ελλάκτωρ",
    "Ellaktor",
  ]
  private static let trades = [
    "Technologies", "Technology", "Tech", "Comm", "Communications", "Electronics", "Trading",
    "Intl",
    "International", "Bank", "Mfg", "Manufacturing", "Shipping", "Group", "Grp", "技术", "Marine",
    "Lab",
    "Лаборатория", "Services", "Srvces", "Digital", "Systems", "of", "and", "The",
  ]
  private static let places = [
    "China", "Moscow", "Deutschland", "India", "Hangzhou", "Russian", "中国", "Москва", "USA",
  ]
  private static let numbers = [
    "2", "3", "II", "III", "Two", "forty-four", "44", "I", "No. 12", "12th",
  ]
  private static let forms = [
    "Ltd", "Co., Ltd.", "GmbH", "AG", "LLC", "ООО", "S.p.A.", "Corp", "有限公司", "PJSC", "& Co. KG",
  ]

  /// Returns a name as companies bear it.
  mutating func name() -> String {
    var words = [random.pick(Self.brands)]
    if random.happens(0.2) { words.append(random.pick(Self.brands)) }
    for _ in 0..<Int.random(in: 0...2, using: &random) { words.append(random.pick(Self.trades)) }
    if random.happens(0.25) { words.append(random.pick(Self.places)) }
    if random.happens(0.25) { words.append(random.pick(Self.numbers)) }
    if random.happens(0.15) { words.shuffle(using: &random) }
    if random.happens(0.4) { words.append(random.pick(Self.forms)) }
    if random.happens(0.1) { words.insert(random.pick(Self.forms), at: 0) }
    return words.joined(separator: " ")
  }

  /// Returns a name of few letters, so that many are one or two letters apart.
  mutating func collidingName() -> String {
    if random.happens(0.4) { return mutated(name()) }
    let count = Int.random(in: 1...4, using: &random)
    let words = (0..<count).map { _ -> String in
      if random.happens(0.1) { return random.pick(Self.trades) }
      if random.happens(0.07) { return random.pick(Self.numbers) }
      if random.happens(0.05) { return random.pick(Self.places) }
      return collidingWord()
    }
    return words.joined(separator: random.happens(0.15) ? "" : " ")
  }

  /// Returns a word of few letters.
  mutating func collidingWord() -> String {
    let alphabet = random.happens(0.12) ? "абгор" : random.happens(0.05) ? "بكرسن" : "abkors"
    let letters = Array(alphabet)
    return String(
      (0..<Int.random(in: 1...9, using: &random)).map { _ in random.pick(letters) })
  }

  /// Returns what somebody makes of a name: a letter less, more or other, letters swapped, words run
  /// together, left away, added or in another order, another case.
  mutating func mutated(_ name: String) -> String {
    var letters = Array(name)
    for _ in 0..<Int.random(in: 0...2, using: &random) where letters.count > 1 {
      let place = Int.random(in: 0..<letters.count - 1, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: letters.remove(at: place)
      case 1: letters.insert(random.pick(Array("aeiorstn")), at: place)
      case 2: letters[place] = random.pick(Array("aeiorstn"))
      case 3: letters.swapAt(place, place + 1)
      case 4: letters.removeAll { $0 == " " }
      case 5:
        var words = String(letters).split(separator: " ")
        words.shuffle(using: &random)
        letters = Array(words.joined(separator: " "))
      case 6: letters = Array(String(letters) + " " + random.pick(Self.trades))
      default: letters = Array(String(letters).uppercased())
      }
    }
    return String(letters)
  }
}
