/// The stages of a run, in their order.
public enum PipelineStage: String, CaseIterable, Comparable, Sendable {
  /// Bytes to records to rows.
  case ingest
  /// Rows to dossiers: names, joins, hits.
  case normalize
  /// Dossiers to assessments.
  case score
  /// Assessments to the database and the files.
  case export

  public static func < (left: PipelineStage, right: PipelineStage) -> Bool {
    left.order < right.order
  }

  private var order: Int {
    switch self {
    case .ingest: 0
    case .normalize: 1
    case .score: 2
    case .export: 3
    }
  }
}
