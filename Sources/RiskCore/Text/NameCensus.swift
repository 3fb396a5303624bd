/// Counts in how many names each word occurs, for the table behind ``WordRarity``.
///
/// Names count once however often they are added, so that a register that repeats its members does not
/// make their words common. Words of the lexicon count under their meaning. Numbers, single letters
/// and names read from Han characters are left out: they are never weighed by their rarity.
public struct NameCensus: Sendable {
  /// The fewest names that make a word worth keeping.
  public static let fewest = 3

  private var seen: Set<String> = []
  private var counts: [String: Int] = [:]

  /// Creates a census of nobody.
  public init() {}

  /// The number of distinct names.
  public var nameCount: Int { seen.count }

  /// Counts the words of a name.
  public mutating func add(_ text: String) {
    guard seen.insert(NameFolding.folded(text)).inserted else { return }
    let name = NameNormalizer.standard.normalized(text)
    let words = name.words.filter {
      !$0.hasDigit && $0.count > 1 && ($0.han == 0 || $0.entry >= 0)
    }.map(name.canonical)
    for word in Set(words) { counts[word, default: 0] += 1 }
  }

  /// The table: a line for each count, highest first, with its words in byte order.
  public func table(header: String) -> String {
    var words: [Int: [String]] = [:]
    for (word, count) in counts where count >= Self.fewest {
      words[count, default: []].append(word)
    }
    var lines = header.split(separator: "\n").map { "# \($0)" }
    lines.append("[\(nameCount) names]")
    for (count, words) in words.sorted(by: { $0.key > $1.key }) {
      var line = "\(count)"
      for word in words.sorted(by: ByteOrder.precedes) {
        if line.utf8.count + word.utf8.count > 118 {
          lines.append(line)
          line = "\(count)"
        }
        line += " \(word)"
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
