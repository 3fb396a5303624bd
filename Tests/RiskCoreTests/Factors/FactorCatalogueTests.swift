import Foundation
import RiskCore
import Testing

@Suite struct FactorCatalogueTests {
  private static let folders: [(name: String, axis: Axis)] = [
    ("DataAccess", .dataAccess), ("ConsentPractice", .consentPractice),
    ("NationalSecurity", .nationalSecurity),
  ]

  /// Sources/RiskCore/Factors beside this test's folder.
  private static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/RiskCore/Factors")

  /// Returns `retention-over-13-months` for `RetentionOver13Months`.
  private static func identifier(ofType name: String) -> String {
    var identifier = ""
    var previous: Character = "-"
    for character in name {
      let startsWord =
        character.isUppercase || (character.isNumber && !previous.isNumber)
      if startsWord, !identifier.isEmpty { identifier.append("-") }
      identifier += character.lowercased()
      previous = character
    }
    return identifier
  }

  @Test func everyFileIsListedAndEveryFactorHasAFile() throws {
    var filed: [String] = []
    for folder in Self.folders {
      let files = try FileManager.default.contentsOfDirectory(
        at: Self.directory.appendingPathComponent(folder.name), includingPropertiesForKeys: nil)
      for file in files where file.pathExtension == "swift" {
        let id = Self.identifier(ofType: file.deletingPathExtension().lastPathComponent)
        filed.append(id)
        let factor = FactorCatalogue.factor(named: id)
        #expect(
          factor != nil, "\(file.lastPathComponent): add its factor to FactorCatalogue.all")
        #expect(
          factor.map { $0.axis == folder.axis } ?? true,
          "\(id) lies in \(folder.name), which is not the folder of its axis")
      }
    }
    for factor in FactorCatalogue.all {
      #expect(filed.contains(factor.id), "\(factor.id) has no file of its name in Factors/")
    }
    #expect(filed.count == FactorCatalogue.all.count)
  }

  @Test func identifiersAreUniqueKebabCaseAndSorted() {
    let ids = FactorCatalogue.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == ids.sorted())
    for id in ids {
      #expect(id.wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil, "\(id) is not kebab case")
    }
  }

  @Test func factorIsFoundByItsIdentifier() {
    for factor in FactorCatalogue.all {
      #expect(FactorCatalogue.factor(named: factor.id) === factor)
    }
    #expect(FactorCatalogue.factor(named: "No-Consent") == nil)
    #expect(FactorCatalogue.factor(named: "") == nil)
  }

  @Test func mitigatingFactorsActOnAdverseOnesOfTheirAxis() {
    for factor in FactorCatalogue.all {
      #expect(factor.mitigates.isEmpty == (factor.polarity == .adverse), "\(factor.id)")
      #expect(Set(factor.mitigates).count == factor.mitigates.count, "\(factor.id)")
      for id in factor.mitigates {
        let target = FactorCatalogue.factor(named: id)
        #expect(target?.polarity == .adverse, "\(factor.id) acts on \(id)")
        #expect(target?.axis == factor.axis, "\(factor.id) acts on \(id)")
      }
    }
  }

  @Test func groupsAreFactorsOrSharedNames() {
    let groups = Dictionary(grouping: FactorCatalogue.all, by: \.group)
    for (group, factors) in groups {
      #expect(Set(factors.map(\.axis)).count == 1, "\(group) spans two axes")
      let isOwn = factors.count == 1 && factors[0].id == group
      #expect(isOwn || FactorCatalogue.factor(named: group) == nil, "\(group) is also a factor")
    }
    #expect(
      groups["missing-consent"]?.map(\.id)
        == ["children-without-parental-consent", "no-consent", "shared-without-consent"])
  }

  @Test func textsAreSentencesAboutTheVendor() {
    for factor in FactorCatalogue.all {
      #expect(
        factor.claim.hasPrefix("The vendor ") || factor.claim.hasPrefix("The vendor's "),
        "\(factor.id): \(factor.claim)")
      #expect(!factor.claim.dropLast().contains(". "), "\(factor.id) claims two things")
      for text in [factor.claim, factor.observedWhen, factor.motivation, factor.remedy] {
        #expect(!text.contains("TODO"), "\(factor.id) is not finished: \(text)")
        #expect(text.hasSuffix("."), "\(factor.id): \(text)")
        #expect(!text.contains("  ") && !text.contains("\n"), "\(factor.id): \(text)")
      }
      #expect(!factor.references.isEmpty, "\(factor.id) names no standard or law")
      #expect(factor.references.allSatisfy { !$0.isEmpty && !$0.contains("TODO") })
    }
  }

  @Test func catalogueHoldsTheFactorsOfTheDefaultPolicy() {
    func count(_ axis: Axis, _ polarity: Polarity) -> Int {
      FactorCatalogue.all.count { $0.axis == axis && $0.polarity == polarity }
    }
    #expect(count(.dataAccess, .adverse) == 9)
    #expect(count(.dataAccess, .mitigating) == 9)
    #expect(count(.consentPractice, .adverse) == 19)
    #expect(count(.consentPractice, .mitigating) == 4)
    #expect(count(.nationalSecurity, .adverse) == 11)
    #expect(count(.nationalSecurity, .mitigating) == 6)
  }

  @Test(
    arguments: [
      ("no-consnet", "no-consent"),
      ("no_consent", "no-consent"),
      ("suplier-ban", "supplier-ban"),
      ("data-acess", "data-access"),
      ("stateowned", "state-owned"),
      ("retention-over-12-months", "retention-over-13-months"),
      ("sanctions", nil),
      ("", nil),
    ] as [(String, String?)])
  func misspeltIdentifierHasASuggestion(word: String, expected: String?) {
    #expect(FactorCatalogue.nearest(to: word) == expected)
  }
}
