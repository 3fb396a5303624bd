import RiskCore
import RiskPipeline
@_exported import _TestSupport

extension Policy {
  /// The policy that ships with the project.
  public static let standard: Policy = {
    do {
      return try ConfigurationLoader.load(
        pipelineAt: Repository.path("pipelines/device-makers.yaml")
      ).1
    } catch {
      fatalError("the shipped configuration does not load: \(error)")
    }
  }()

  /// The shipped policy without stability draws, for tests over many dossiers.
  public static let withoutDraws: Policy = {
    var policy = standard
    policy.stability.draws = 0
    return policy
  }()
}
