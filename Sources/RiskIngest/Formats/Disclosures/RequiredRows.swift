import RecordIO
import RiskCore

extension SourceStream.Pass {
  /// Returns a pass that fails at its end when the file held no row.
  ///
  /// A JSON document has no header to check; one of another kind would look like an empty register.
  func requiringRows(in name: InputName, of what: String) -> Self {
    let (step, summary) = (step, summary)
    return Self(
      file: file,
      step: { collector throws(InputError) in
        let goesOn = try step(collector)
        if !goesOn && summary().rowsRead == 0 {
          throw InputError(
            path: name.path,
            reason: .undecodable(
              problem: "it holds no \(what) where this format has them; "
                + "check that the file is of this format, or fetch it again"))
        }
        return goesOn
      }, summary: summary)
  }
}
