import Foundation
import Testing

@testable import RiskCore

@Suite struct DecompositionTests {
  @Test(arguments: [
    "Сергей Андрей", "Ўзбекистон", "Ѓорѓи", "Їжак", "Ёлка", "Ελλάκτωρ", "Σαμαράς", "Άλφα", "ϋπνος",
    "ΐ",
    "がぎぐげご", "パナソニック", "삼성전자", "주식회사 카카오", "شركة الأهلي", "آسيا", "مؤسسة", "Nguyễn", "Łódź",
    "Škoda", "İstanbul", "ậ", "Lätäkkö",
  ])
  func decomposedTextsFoldToTheSameBytes(text: String) {
    // Strings that differ in composition alone are equal, so the bytes have to be looked at.
    let (composed, decomposed) = (
      text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping
    )
    #expect(
      Array(NameFolding.folded(decomposed).utf8) == Array(NameFolding.folded(composed).utf8))
    let normalizer = NameNormalizer.standard
    let (left, right) = (normalizer.normalized(composed), normalizer.normalized(decomposed))
    #expect(left.words.map(\.meaning) == right.words.map(\.meaning))
    #expect(left.words.map(\.spelling) == right.words.map(\.spelling))
    #expect(left.forms == right.forms)
  }
}
