import Testing

@testable import RiskCore

/// The tables of datasets/reference say what their heads promise.
@Suite struct ReferenceTableTests {
  private struct Line {
    var section: String
    var text: String
    var fields: [Substring]
    var items: [Substring]
  }

  private func lines(_ text: ReferenceText) -> [Line] {
    var lines: [Line] = []
    text.forEachLine { section, line in
      let fields = ReferenceText.fields(of: line)
      lines.append(
        Line(
          section: section, text: line.text, fields: fields.map { Substring($0.text) },
          items: fields.last.map(ReferenceText.items)?.map { Substring($0.text) } ?? []))
    }
    return lines
  }

  /// Notes each spelling under its folded form, and reports those that two lines claim.
  private func expectDistinct(
    _ spellings: [(spelling: Substring, owner: String)], _ table: String,
    but known: Set<String> = []
  ) {
    var owners: [String: String] = [:]
    for (spelling, owner) in spellings {
      let folded = NameFolding.folded(String(spelling))
      #expect(!folded.isEmpty, "\(table): '\(spelling)' of '\(owner)' folds to nothing")
      if let other = owners[folded], other != owner, !known.contains(folded) {
        Issue.record("\(table): '\(spelling)' stands under '\(other)' and '\(owner)'")
      }
      owners[folded] = owner
    }
  }

  @Test func everyLegalFormHasAClassAPositionAndSpellings() {
    let lines = lines(ReferenceTables.legalForms)
    #expect(lines.count > 100)
    var ids: Set<Substring> = []
    for line in lines {
      #expect(line.fields.count == 4, "\(line.text)")
      guard line.fields.count == 4 else { continue }
      #expect(ids.insert(line.fields[0]).inserted, "'\(line.fields[0])' stands twice")
      #expect(line.fields[0].allSatisfy { $0.isASCII }, "\(line.text)")
      #expect(LegalFormClass(rawValue: String(line.fields[1])) != nil, "\(line.text)")
      #expect(LegalFormPosition(String(line.fields[2])) != nil, "\(line.text)")
      #expect(!line.items.isEmpty, "\(line.text)")
    }
    for formClass in LegalFormClass.allCases {
      #expect(lines.contains { $0.fields[1] == formClass.rawValue }, "\(formClass)")
    }
    expectDistinct(
      lines.flatMap { line in line.items.map { ($0, String(line.fields[0])) } }, "legal-forms")
  }

  @Test func everyNumberHasDigitsAndSpellings() {
    let lines = lines(ReferenceTables.numbers)
    #expect(lines.count > 40)
    for line in lines {
      #expect(line.fields.count == 2, "\(line.text)")
      let digits = line.fields[0].hasSuffix(".") ? line.fields[0].dropLast() : line.fields[0]
      #expect(Int(digits) != nil, "\(line.text)")
      #expect(!line.items.isEmpty, "\(line.text)")
    }
    #expect(Set(lines.map { $0.fields[0] }).count == lines.count)
    expectDistinct(
      lines.flatMap { line in line.items.map { ($0, String(line.fields[0])) } }, "numbers")
  }

  @Test func everyPlaceHasALevelAndACountry() {
    let lines = lines(ReferenceTables.places)
    #expect(lines.count > 1000)
    let levels: Set<Substring> = ["continent", "country", "region", "city"]
    for line in lines {
      #expect(line.fields.count == 4, "\(line.text)")
      guard line.fields.count == 4 else { continue }
      #expect(levels.contains(line.fields[1]), "\(line.text)")
      if line.fields[1] == "continent" {
        #expect(line.fields[2] == "-", "\(line.text)")
      } else {
        #expect(
          Countries.code(for: String(line.fields[2])) == String(line.fields[2]), "\(line.text)")
      }
      #expect(
        line.fields[0].utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }, "\(line.text)")
    }
    #expect(Set(lines.map { $0.fields[0] }).count == lines.count)
    expectDistinct(
      lines.flatMap { line in
        line.items.map { ($0, String(line.fields[0])) }
          + [(Substring(line.fields[0].replacing("-", with: " ")), String(line.fields[0]))]
      }, "places")
  }

  @Test func everyCompanyWordHasOneMeaning() {
    let lines = lines(ReferenceTables.companyWords)
    #expect(Set(lines.map(\.section)) == ["", "ambiguous", "stop", "light"])
    for line in lines { #expect(line.fields.count == 2, "\(line.text)") }
    let words = lines.filter { $0.section.isEmpty }
    #expect(Set(words.map { $0.fields[0] }).count == words.count)
    let canonicals = Set(words.map { String($0.fields[0]) })
    for line in lines where line.section == "ambiguous" || line.section == "light" {
      #expect(!line.items.isEmpty, "\(line.text)")
      for item in line.items {
        #expect(canonicals.contains(String(item)), "'\(item)' of '\(line.fields[0])' is no word")
      }
      if line.section == "ambiguous" { #expect(line.items.count > 1, "\(line.text)") }
    }
    #expect(
      lines.filter { $0.section == "stop" }.map { $0.fields[0] } == [
        "always", "small", "numbering",
      ])
    expectDistinct(
      lines.filter { $0.section != "light" }.flatMap { line in
        (line.section == "ambiguous" ? [] : line.items.map { ($0, String(line.fields[0])) })
          + (line.section == "stop" ? [] : [(line.fields[0], String(line.fields[0]))])
        // The cut word for education is a small word in Swedish; the cut word stands first and wins.
      }, "company-words", but: ["ed"])
  }

  @Test func everyLetterOfAnotherScriptHasALatinSpelling() {
    var seen: [String: Set<String>] = [:]
    for line in lines(ReferenceTables.scripts) {
      #expect(line.fields.count == 2, "\(line.text)")
      guard line.fields.count == 2 else { continue }
      let source = line.fields[0].unicodeScalars.map { String($0.value) }.joined(separator: " ")
      #expect(
        seen[line.section, default: []].insert(source).inserted, "[\(line.section)] \(line.text)")
      if line.section.hasSuffix("-compat") {
        // A half-width kana may have a mark of its own behind it.
        #expect((1...2).contains(line.fields[0].unicodeScalars.count), "\(line.text)")
        #expect(!line.fields[1].isEmpty, "\(line.text)")
      } else {
        let isLatin = line.fields[1].utf8.allSatisfy { (0x61...0x7A).contains($0) }
        #expect(isLatin || line.fields[1] == "*", "[\(line.section)] \(line.text)")
      }
    }
    #expect(
      Set(seen.keys) == [
        "cyrillic", "greek", "arabic", "arabic-compat", "hebrew", "kana", "kana-compat", "hangul",
        "georgian", "armenian",
      ])
    #expect(seen["hangul"]?.count == 19 + 21 + 27)
  }

  @Test func everyHanCharacterHasOneReadingAndOneSimplifiedForm() {
    var characters: Set<Unicode.Scalar> = []
    for line in lines(ReferenceTables.hanReadings) {
      let parts = line.text.split(separator: " ")
      #expect(parts.count == 2, "\(line.text)")
      #expect(parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) }, "\(parts[0])")
      for scalar in parts[1].unicodeScalars {
        #expect(characters.insert(scalar).inserted, "\(scalar) stands twice")
      }
    }
    #expect(characters.count > 10_000)
    var simplified: [Unicode.Scalar: Unicode.Scalar] = [:]
    for line in lines(ReferenceTables.hanVariants) {
      for pair in line.text.split(separator: " ") {
        let scalars = Array(pair.unicodeScalars)
        #expect(scalars.count == 2, "\(pair)")
        #expect(simplified.updateValue(scalars[1], forKey: scalars[0]) == nil, "\(pair)")
      }
    }
    for (variant, form) in simplified {
      #expect(simplified[form] == nil, "\(variant)\(form) leads on")
    }
  }

  @Test func theTableOfCountsDescendsAndHoldsNoWordTwice() throws {
    var last = UInt32.max
    var words: Set<Substring> = []
    for line in lines(ReferenceTables.wordCounts) {
      let parts = line.text.split(separator: " ")
      let count = try #require(UInt32(parts[0]), "\(line.text)")
      #expect(count <= last && Int(count) >= NameCensus.fewest)
      last = count
      #expect(parts.count > 1, "\(line.text)")
      for word in parts.dropFirst() {
        #expect(words.insert(word).inserted, "'\(word)' stands twice")
      }
    }
    let rarity = WordRarity()
    #expect(rarity.nameCount > 100_000)
    #expect(rarity[ByteHash.of("technology")].count > rarity[ByteHash.of("bank")].count)
    #expect(rarity[ByteHash.of("xyzzyplugh")].weight == WordRarity.heaviest)
  }

  @Test func rarerWordsWeighMore() {
    let counts: [UInt32] = [1, 2, 5, 20, 100, 1000, 5000, 20_000, 100_000, 200_000]
    let weights = counts.map { WordRarity.weight(ofCount: $0, names: 100_000) }
    #expect(weights == weights.sorted(by: >))
    #expect(weights.last == WordRarity.lightest)
    #expect(weights.allSatisfy { (WordRarity.lightest...WordRarity.heaviest).contains($0) })
  }

  @Test func aCensusCountsNamesOnceAndWordsByMeaning() {
    var census = NameCensus()
    for name in [
      "Acme Technologies", "ACME technologies", "Acme Technology GmbH", "Acme Tech 2", "Beta Tech",
      "华为", "A Acme",
    ] {
      census.add(name)
    }
    #expect(census.nameCount == 6)
    #expect(
      census.table(header: "A\nB")
        == """
        # A
        # B
        [6 names]
        4 acme technology

        """)
  }
}
