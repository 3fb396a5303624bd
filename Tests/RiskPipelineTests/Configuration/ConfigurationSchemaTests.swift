import Foundation
import RecordIO
import RiskCore
import RiskIngest
import Testing

@testable import RiskPipeline

/// The schemas in `pipelines/schema` serve editors; these tests keep them equal to the decoders.
@Suite struct ConfigurationSchemaTests {
  private static let remedy: Comment = "edit pipelines/schema to match the decoder's sections"

  private func schema(_ name: String) throws -> [String: Any] {
    let data = try Data(
      contentsOf: URL(
        fileURLWithPath: ConfigurationFiles.path("pipelines/schema/\(name).schema.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The part of a schema that describes the values at a path such as `sources[].list`.
  private func part(_ schema: [String: Any], at path: String) throws -> [String: Any] {
    var part = schema
    for key in path.split(separator: ".") {
      let name = key.hasSuffix("[]") ? String(key.dropLast(2)) : String(key)
      if name == "*" {
        part = try #require(part["additionalProperties"] as? [String: Any])
      } else {
        let properties = try #require(part["properties"] as? [String: Any])
        part = try #require(properties[name] as? [String: Any], "no '\(path)' in the schema")
      }
      if key.hasSuffix("[]") { part = try #require(part["items"] as? [String: Any]) }
    }
    return part
  }

  private func check(_ schema: [String: Any], at path: String, _ keys: ConfigurationKeys) throws {
    let part = try part(schema, at: path)
    let properties = try #require(part["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(keys.all), Self.remedy)
    #expect(Set(part["required"] as? [String] ?? []) == Set(keys.required), Self.remedy)
    #expect(part["additionalProperties"] as? Bool == false)
    for (name, property) in properties {
      let property = try #require(property as? [String: Any])
      #expect(property["description"] is String, "'\(path).\(name)' has no description")
    }
  }

  /// The paths of all mappings with known keys.
  private func sections(of part: [String: Any], at path: String = "") -> Set<String> {
    var result: Set<String> = []
    let properties = part["properties"] as? [String: Any] ?? [:]
    if part["additionalProperties"] as? Bool == false { result.insert(path) }
    for (name, property) in properties {
      guard let property = property as? [String: Any] else { continue }
      let inner = path.isEmpty ? name : "\(path).\(name)"
      result.formUnion(sections(of: property, at: inner))
      if let items = property["items"] as? [String: Any] {
        result.formUnion(sections(of: items, at: inner + "[]"))
      }
      if let values = property["additionalProperties"] as? [String: Any] {
        result.formUnion(sections(of: values, at: inner + ".*"))
      }
    }
    return result
  }

  @Test func policySchemaHasTheKeysOfTheDecoder() throws {
    let schema = try schema("policy")
    for section in PolicyDecoder.Section.allCases {
      try check(schema, at: section.rawValue, section.keys)
    }
    #expect(sections(of: schema) == Set(PolicyDecoder.Section.allCases.map(\.rawValue)))
  }

  @Test func pipelineSchemaHasTheKeysOfTheDecoder() throws {
    let schema = try schema("pipeline")
    for section in PipelineDecoder.Section.allCases {
      try check(schema, at: section.rawValue, section.keys)
    }
    #expect(sections(of: schema) == Set(PipelineDecoder.Section.allCases.map(\.rawValue)))
  }

  @Test func schemasListTheNamesOfTheProgram() throws {
    let pipeline = try schema("pipeline")
    let policy = try schema("policy")
    func names(_ schema: [String: Any], _ path: String) throws -> Set<String> {
      Set(try #require(try part(schema, at: path)["enum"] as? [String]))
    }
    #expect(try names(pipeline, "sources[].table") == Set(TableKind.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "sources[].encoding") == Set(TextEncoding.allCases.map(\.rawValue)))
    #expect(try names(pipeline, "sources[].dates") == Set(DateForm.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "sources[].disclosure.parties")
        == Set(DisclosureConfiguration.Parties.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "sources[].disclosure.publisher_role")
        == Set(ClaimantRole.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "sources[].disclosure.reliability")
        == Set(Reliability.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "sources[].list.pending")
        == Set(SourceDecoder.Pending.allCases.map(\.rawValue)))
    #expect(
      try names(pipeline, "gates[]") == Set(PipelineConfiguration.Gate.allCases.map(\.rawValue)))
    #expect(
      try names(policy, "floors[].when")
        == Set(Policy.FloorRule.Condition.allCases.map(\.rawValue)))
    #expect(
      try names(policy, "floors[].rating")
        == Set(Rating.allCases.filter { $0 != .low }.map(\.rawValue)))
  }

  @Test func defaultsOfTheSchemaAreThoseOfTheProgram() throws {
    let pipeline = try schema("pipeline")
    let limit = PipelineDecoder.defaultRejectLimit
    #expect(try part(pipeline, at: "rejects.share")["default"] as? Double == limit.share)
    #expect(try part(pipeline, at: "rejects.rows")["default"] as? Int == limit.rows)
    let rules = ListRules()
    let limits = try part(pipeline, at: "sources[].list.limits")["properties"] as? [String: Any]
    func value(_ name: String) -> Double? {
      (limits?[name] as? [String: Any])?["default"] as? Double
    }
    #expect(value("shrink") == rules.maximumShrink)
    #expect(value("parsable") == rules.minimumParsable)
    #expect(rules.maximumAgeDays == nil)
  }

  @Test func shippedFilesLoad() throws {
    let path = ConfigurationFiles.path("pipelines/device-makers.yaml")
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: path)
    #expect(configuration.name == "device-makers")
    #expect(policy.name == "default")
    #expect(
      configuration.sources.map(\.id) == [
        "vendors", "sources", "accesses", "statements", "ownership", "decisions",
        "fcc-covered-list", "section-889",
      ])
    #expect(
      configuration.sources[0].path
        == ConfigurationFiles.path("datasets/device-makers/vendors.csv"))
    #expect(configuration.gates == [.newCritical])
  }
}
