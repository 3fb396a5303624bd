import RiskExport
import Testing
import _TestSupport

@Suite struct SchemaReferenceTests {
  @Test func thePageInTheDocumentationIsTheGeneratedOne() throws {
    try Golden.expect(
      SchemaReference.markdown(), equalsFile: "Documentation/SchemaReference.md")
  }
}
