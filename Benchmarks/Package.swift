// swift-tools-version: 6.2
// A package of its own, so that nobody who uses the scanner builds it.
//
// What is measured has `package` access, so it is compiled in this package: links lead to the
// sources of the pure targets, which stand here with the settings of the manifest above.
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "Benchmarks",
    targets: [
        .systemLibrary(
            name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
        room("MailStandards"),
        room("Addresses"),
        room("Observations", ["MailStandards", "Addresses"]),
        room("Evaluation", ["MailStandards", "Addresses", "Observations"]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "MailStandards", "Addresses", "Observations", "Evaluation", "CJemalloc",
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
