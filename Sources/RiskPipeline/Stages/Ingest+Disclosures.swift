import RecordIO
import RiskCore
import RiskIngest

extension Ingest {
  mutating func add(
    _ disclosures: [Disclosure], of source: OpenedSource, edition: CivilDate?,
    into account: inout SourceAccount, _ sink: Sink
  ) throws {
  }
}
