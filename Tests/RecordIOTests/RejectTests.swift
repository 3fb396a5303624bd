import RecordIO
import Testing

struct RejectTests {
  @Test func rejectKindsAreStable() {
    #expect(
      Reject.Kind.allCases.map(\.rawValue) == [
        "too-few-fields", "too-many-fields", "unclosed-quote", "malformed-quote", "invalid-utf8",
        "nul-byte", "record-too-long", "cut-off", "repeated-header", "shifted-columns",
        "malformed-json", "malformed-xml", "nested-too-deep", "missing-value", "bad-value",
        "bad-date", "bad-number",
        "unknown-reference", "duplicate-id", "unknown-name",
      ])
  }
}
