import RecordIO
import Testing

struct SpreadsheetGuardTests {
  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x",
    "  =1", "\u{A0}=1", "\u{3000}=1", "\u{200B}=1", "\u{FEFF}=1", "-", "--", "- remark",
    "=\u{301}1", String(repeating: " ", count: 70) + "=1",
    "007", "00", "01.5", "1.10", "2.", ".5", "123456789012", "5493001234567890", "1E5", "1e-5",
    "12E+3", "1.5E10", "1234567890.12", "(5)",
    "3/4", "1-2", "10.12.2018", "2018/06/05", "12:30", "12:30:05", "1 1/2", "3-4-18", "12:30 PM",
    "MAR1", "50%", "5 %", "1,000", "1,234.5", "$5", "€ 7", "1-Sep", "Sept-2018", "5 June 2018",
    "may 5, 2018", "2018-06-05 12:30", " 007 ", "2018-06-05T12:30:00Z", "5-", "1.5+",
    "TRUE", "false",
  ])
  func whatASpreadsheetWouldChangeIsGuarded(_ text: String) {
    #expect(SpreadsheetGuard.guarded(text) == "'" + text)
  }

  @Test(arguments: [
    "", "Acme", "Acme =1", "7", "0", "12345678901", "0.5", "12.25", "2018-06-05", "3M",
    "7-Eleven Inc",
    "007 Ltd", "1E", "E5", "5493001KJTIIGC8Y1R12", "TRUE Ltd", "V-17", "()", "(5",
    "Maria 5 a",
    "Mar", "May", "March Ltd", "  ", "华为", "10 20", "192.168.10.20.30.40.50.60", "a-b",
    "12345/67890",
  ])
  func whatASpreadsheetKeepsIsLeftAlone(_ text: String) {
    #expect(SpreadsheetGuard.guarded(text) == text)
  }

  @Test func anApostropheGetsOneMore() {
    #expect(SpreadsheetGuard.guarded("'=1") == "''=1")
    #expect(SpreadsheetGuard.unguarded("''=1") == "'=1")
    #expect(SpreadsheetGuard.unguarded("Acme") == "Acme")
    #expect(SpreadsheetGuard.unguarded("") == "")
  }

  @Test func noGuardedTextBeginsLikeAFormula() {
    let starts = [
      "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "＝", "＋", "－", "＠", " ", "\u{A0}", "\u{200B}",
      "\u{FEFF}", "\u{3000}", "\u{2028}", "'", "a", "1", "|", "!", "\"",
      "cmd|'/C calc'!A0", "\u{301}",
    ]
    let formula: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    for seed in 0..<20_000 {
      var random = SeededGenerator(seed: seed)
      let text = random.text(upTo: 8, from: starts)
      let guarded = SpreadsheetGuard.guarded(text)
      #expect(
        Array(SpreadsheetGuard.unguarded(guarded).utf8) == Array(text.utf8), "seed \(seed)")
      // Blanks, and marks that nobody sees, a spreadsheet may drop before it looks.
      let first = guarded.unicodeScalars.first {
        !$0.properties.isWhitespace && $0.properties.generalCategory != .format
      }
      #expect(first.map(formula.contains) != true, "seed \(seed)")
      #expect(!["\t", "\r", "\n"].contains(guarded.unicodeScalars.first), "seed \(seed)")
    }
  }

  @Test func everyTextComesBack() {
    let alphabet = [
      "'", "=", "+", "-", "1", "0", "E", ".", "/", " ", "\t", "\r\n", "\u{301}", "＝", "é", "中", "a",
      "Mar",
    ]
    for seed in 0..<5000 {
      var random = SeededGenerator(seed: seed)
      let text = random.text(upTo: 6, from: alphabet)
      let guarded = SpreadsheetGuard.guarded(text)
      // By bytes: equal strings may differ in their Unicode form.
      #expect(Array(SpreadsheetGuard.unguarded(guarded).utf8) == Array(text.utf8), "seed \(seed)")
      if guarded.utf8.count == text.utf8.count {
        #expect(!"=+-@\t\r\n".contains(text.prefix(1)) || text.isEmpty)
      }
    }
  }
}
