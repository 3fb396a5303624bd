import Foundation

/// A made-up inventory on disk: same numbers, same bytes.
struct GeneratedInventory {
  let folder: String
  let vendors: Int

  var pipeline: String { folder + "/pipeline.yaml" }

  /// Writes the tables and a pipeline file over them, with the policy at `policy`.
  func write(policy: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: policy, toPath: folder + "/policy.yaml")
    var random = SplitMix(state: 42)
    try save(
      "sources", header: "source_id,publisher,publisher_role,published_on,reliability,credibility"
    ) {
      for number in 0..<500 {
        let role = random.pick(["press", "regulator", "researcher"])
        $0 += "s\(number),Publisher \(number % 40),\(role),201\(number % 9)-0\(1 + number % 9)-11,"
        $0 += "\(random.pick(["A", "B", "C", "D", "E", "F"])),\(1 + random.below(6))\n"
      }
    }
    try save("vendors", header: "vendor_id,name,country,address") {
      for number in 0..<vendors {
        $0 += "V\(10_000_000 + number),\"Vendor Number \(number), Ltd.\","
        $0 += "\(random.pick(["US", "DE", "CN", "France", ""])),\"Street \(number), City\"\n"
      }
    }
    let categories = [
      "health", "message-content", "financial", "precise-location", "profile", "browsing",
      "device-id", "business-contact",
    ]
    try save(
      "accesses",
      header:
        "access_id,vendor_id,holder,data_category,data_subject,storage,consent_basis,source_id"
    ) {
      for number in 0..<vendors {
        for access in 0..<3 {
          $0 += "A\(number)-\(access),V\(10_000_000 + number),Holder \(number % 50),"
          $0 +=
            "\(random.pick(categories)),\(random.pick(["users", "employees", "third-parties"])),"
          $0 += "\(random.pick(["on-device", "vendor-servers", ""])),"
          $0 +=
            "\(random.pick(["none", "consent", "legitimate-interest", ""])),s\(random.below(500))\n"
        }
      }
    }
    let factors = [
      "no-consent", "under-investigation", "supplier-ban", "state-influence", "government-warning",
      "independently-evaluated",
    ]
    try save(
      "statements",
      header: "statement_id,vendor_id,factor,stance,claimant,claimant_role,stated_on,source_id"
    ) {
      for number in 0..<vendors {
        $0 += "T\(number),V\(10_000_000 + number),\(random.pick(factors)),"
        $0 += "\(random.pick(["asserts", "asserts", "denies"])),Claimant \(number % 99),press,"
        $0 += "2018-0\(1 + number % 9)-11,s\(random.below(500))\n"
      }
    }
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: pipeline))
  }

  private var configuration: String {
    let sources = ["sources", "vendors", "accesses", "statements"].map { table in
      "  - {id: \(table), table: \(table), format: csv, path: \(table).csv}\n"
    }
    return """
      version: 1
      name: bench
      policy: policy.yaml
      output: {database: output/results.sqlite, folder: output/bench}
      sources:
      \(sources.joined())
      """
  }

  private func save(_ name: String, header: String, _ rows: (inout String) -> Void) throws {
    var text = header + "\n"
    rows(&text)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
  }
}

/// Random numbers that are the same everywhere (SplitMix64).
struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  mutating func pick(_ values: [String]) -> String { values[below(values.count)] }
}
