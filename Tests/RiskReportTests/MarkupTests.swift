import Testing

@testable import RiskReport

@Suite struct MarkupTests {
  @Test(arguments: [
    ("<b>\"Tom\" & 'Jerry'</b>", "&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;"),
    // With a combining mark behind it, a quotation mark is another Character.
    ("\"\u{301} onload=x", "&quot;\u{301} onload=x"),
    ("<\u{338}svg", "&lt;\u{338}svg"),
    ("a\u{202E}b\u{0}c\u{7F}d\u{FFFE}e\tf", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}f"),
    // Joiners stay where they show, and nowhere else.
    ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("क्\u{200D}ष", "क्\u{200D}ष"),
    ("👩\u{200D}🔬 🏳\u{FE0F}\u{200D}🌈", "👩\u{200D}🔬 🏳\u{FE0F}\u{200D}🌈"),
    ("Hua\u{200D}wei\u{200C}", "Hua\u{FFFD}wei\u{FFFD}"), ("\u{200D}ز", "\u{FFFD}ز"),
    ("ز\u{200C}\u{200C}ز", "ز\u{FFFD}\u{FFFD}ز"), ("x\u{20DD}\u{200D}", "x\u{20DD}\u{FFFD}"),
    ("Ten\u{FE0F}\u{200D}cent", "Ten\u{FE0F}\u{FFFD}cent"), ("中\u{200D}国", "中\u{FFFD}国"),
    ("ไท\u{200C}ย", "ไท\u{FFFD}ย"), ("한\u{200D}국", "한\u{FFFD}국"), ("ز\u{200D}x", "ز\u{FFFD}x"),
    ("👩\u{200C}🔬", "👩\u{FFFD}🔬"), ("👩🏽\u{200D}🔬", "👩🏽\u{200D}🔬"),
    ("{{name}}", "{{name}}"), ("北京\nÅ", "北京\nÅ"),
  ])
  func nothingThatComesInMeansMarkup(text: String, expected: String) {
    #expect(Markup.escaped(text) == expected)
  }

  @Test func whatIsCutIsMarked() {
    #expect(Markup.shortened("abcdef", to: 3) == "abc…")
    #expect(Markup.shortened("abc", to: 3) == "abc")
  }
}

@Suite struct AnchorTests {
  @Test(arguments: [
    ("zte", "vendor-zte"), ("P-17", "vendor-P-17"), ("a b", "vendor-a_20b"),
    ("a_20b", "vendor-a_5f20b"), ("\"><svg", "vendor-_22_3e_3csvg"),
    ("ü", "vendor-_c3_bc"), ("", "vendor-"),
  ])
  func anIDBecomesANameThatLinksCanHold(id: String, expected: String) {
    #expect(Anchor.vendor(id) == expected)
  }

  @Test func aLongIDStaysShortAndItsOwn() {
    let (one, other) = (String(repeating: "x", count: 10_000), String(repeating: "x", count: 9_999))
    #expect(Anchor.vendor(one).utf8.count < 90)
    #expect(Anchor.vendor(one) != Anchor.vendor(other))
  }
}

@Suite struct ReportTextTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1000"), (12_345, "12\u{202F}345"),
    (1_000_000, "1\u{202F}000\u{202F}000"),
  ])
  func largeCountsAreGrouped(count: Int, expected: String) {
    #expect(ReportText.count(count) == expected)
  }

  @Test(arguments: [
    ("most points: NS/supplier-ban/vendor", "most points: supplier ban (NS)"),
    (
      "least is known of CP/unknown.consent_practice/vendor",
      "least is known of consent practice (CP)"
    ),
    ("in dispute: DA/data-access/a/1", "in dispute: data access a/1 (DA)"),
    ("fragile; most points: NS/watchlist-hit/fcc/1", "fragile; most points: listed: fcc/1 (NS)"),
    ("most points: nothing", "most points: nothing"), ("fcc/1, Acme", "fcc/1, Acme"),
  ])
  func theFindingToLookAtIsNamedInWords(detail: String, expected: String) {
    #expect(ReportText.readable(detail) == expected)
  }

  @Test func differencesCarryTheirSign() {
    #expect(ReportText.signed(1.5) == "+1.50")
    #expect(ReportText.signed(-2.5) == "−2.50")
    #expect(ReportText.signed(0) == "+0.00")
  }
}
