// swift-tools-version:6.2
import PackageDescription

// Own targets build without a warning; see CONTRIBUTING, "Warnings".
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "vendor-risk",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // the tables of datasets/reference, compiled in
    .target(name: "CReference"),

    // chains of stages over batches: the one place that knows Dispatch
    .target(name: "BatchStages", swiftSettings: strict),
    // bytes <-> records; knows no vendor, no list, no policy
    .target(
      name: "RecordIO",
      dependencies: ["CZlib", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    // the domain: pure, without files, clock, database or Dispatch
    .target(name: "RiskCore", dependencies: ["CReference"], swiftSettings: strict),
    // records -> domain values
    .target(name: "RiskIngest", dependencies: ["RecordIO", "RiskCore"], swiftSettings: strict),
    // domain values -> SQLite and files
    .target(
      name: "RiskExport", dependencies: ["BatchStages", "RecordIO", "RiskCore", "CSQLite"],
      swiftSettings: strict),
    // the composition root: configuration, stages, runs
    .target(
      name: "RiskPipeline",
      dependencies: [
        "BatchStages", "RecordIO", "RiskCore", "RiskIngest", "RiskExport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "vendor-risk",
      dependencies: [
        "RiskPipeline", "RiskExport", "RiskIngest", "RiskCore", "RecordIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "risk-bench",
      dependencies: [
        "BatchStages", "RecordIO", "RiskCore", "RiskExport", "RiskPipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // what fuzzing and its regression tests run; see `make fuzz`
    .target(
      name: "RiskFuzz", dependencies: ["RecordIO", "RiskCore", "RiskIngest"],
      swiftSettings: strict),

    .target(name: "_TestSupport", path: "Tests/_TestSupport", swiftSettings: strict),
    .target(
      name: "_RiskTestSupport", dependencies: ["RiskCore", "RiskPipeline", "_TestSupport"],
      path: "Tests/_RiskTestSupport", swiftSettings: strict),
    .testTarget(
      name: "BatchStagesTests", dependencies: ["BatchStages"], swiftSettings: strict),
    .testTarget(
      name: "RecordIOTests", dependencies: ["RecordIO", "_TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RiskCoreTests", dependencies: ["RiskCore", "_RiskTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RiskIngestTests", dependencies: ["RiskIngest", "_RiskTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RiskExportTests", dependencies: ["RiskExport", "_RiskTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RiskPipelineTests", dependencies: ["RiskPipeline", "_RiskTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RiskFuzzTests", dependencies: ["RiskFuzz", "_TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["vendor-risk", "RecordIO", "_RiskTestSupport"],
      exclude: ["recompute.py", "real-data.yaml", "screening-data.yaml", "judgement-data.yaml"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings the main function, so this program links only under its sanitizer.
if Context.environment["VENDOR_RISK_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(name: "risk-fuzz", dependencies: ["RiskFuzz"], swiftSettings: strict))
}
