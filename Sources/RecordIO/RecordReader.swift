/// A reader of records with named columns, a batch at a time.
///
/// Used by one thread at a time; batches may go anywhere.
public protocol RecordReader: AnyObject, Sendable {
  /// The names of the columns, in the order of a record's fields.
  var header: [String] { get }
  /// Reads on and returns the next records and the rows rejected among them, or nil at the end.
  ///
  /// Rejects are in file order; records and rejects are not both empty.
  ///
  /// - Throws: `InputError` when a read fails or the file changed; then again at each further call.
  func nextBatch() throws(InputError) -> (records: RecordBatch, rejects: [Reject])?
  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  var summary: InputSummary { get }
}
