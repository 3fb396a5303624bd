import RiskCore
import RiskPipeline
import Testing
import _TestSupport

/// The search over real lists, against a full scan.
///
/// `make screening` does the same at full size with the release build; a debug build takes a sample.
@Suite(
  .enabled(
    if: Repository.sharedData("ofac/2021-07/sdn.csv") != nil,
    "the real lists are not beside the checkout"))
struct RealListTests {
  @Test func searchingRealListsFindsWhatAScanFinds() throws {
    let (configuration, policy) = try ConfigurationLoader.load(
      pipelineAt: Repository.path("Tests/EndToEndTests/screening-data.yaml"))
    let records = try NamedRecords(configuration: configuration, policy: policy, workers: 2)
    let names = Array(Screener.names(of: records.entries))
    #expect(names.count > 60_000)
    // Every tenth name, and queries that resemble some: other names of the same lists among vendors.
    let sample = stride(from: 0, to: names.count, by: 10).map { names[$0] }
    let queries =
      stride(from: 5, to: names.count, by: 2_500).map { names[$0] }
      + stride(from: 0, to: records.vendors.count, by: 5_000).map { records.vendors[$0].name }
    let recall = IndexRecall(
      queries: queries, names: sample, index: NameIndex(sample), workers: 2)
    #expect(recall.isExact, "\(recall.examples)")
    #expect(recall.pairs > 0)
  }

  @Test func anIndexThatWasKeptFindsTheSame() throws {
    let names = try namesOfTheUnitedNations()
    let index = NameIndex(names)
    let kept = try #require(NameIndex(encoded: index.encoded()))
    #expect(kept.count == index.count)
    #expect(kept.encoded() == index.encoded())
    for name in names.prefix(300) {
      let query = NameNormalizer.standard.normalized(name)
      #expect(matches(query, index) == matches(query, kept))
    }
  }

  @Test func aDamagedIndexIsNotUsed() throws {
    let bytes = NameIndex(try namesOfTheUnitedNations().prefix(50)).encoded()
    for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
      #expect(NameIndex(encoded: Array(bytes.prefix(cut))) == nil)
      var damaged = bytes
      damaged[cut] ^= 0x40
      #expect(NameIndex(encoded: damaged) == nil)
    }
  }

  private func matches(_ query: NormalizedName, _ index: NameIndex) -> Set<Int> {
    var found: Set<Int> = []
    var search = NameSearch(index)
    search.forEachMatch(of: query) { found.insert($0.name) }
    return found
  }

  private func namesOfTheUnitedNations() throws -> [String] {
    var (configuration, policy) = try ConfigurationLoader.load(
      pipelineAt: Repository.path("Tests/EndToEndTests/screening-data.yaml"))
    configuration.sources.removeAll { $0.id != "un" }
    let records = try NamedRecords(configuration: configuration, policy: policy, workers: 2)
    return Array(Screener.names(of: records.entries))
  }
}
