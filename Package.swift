// swift-tools-version: 6.2
// The targets stand in the order in which a domain name walks through them; each depends only on
// targets above it.
import PackageDescription

// Our own checks take warnings as errors; a newer compiler's warnings stop nobody else.
let isStrict = Context.environment["STS_CENSUS_STRICT"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(
    _ room: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .testTarget(
        name: room + "Tests", dependencies: [.target(name: room)] + dependencies,
        resources: resources, swiftSettings: settings)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

let package = Package(
    name: "sts-census",
    products: [.executable(name: "sts-census", targets: ["sts-census"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // The C libraries, each with the few typed shims that Swift cannot do without.
        .systemLibrary(
            name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(
            name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
        .systemLibrary(
            name: "CEvent", pkgConfig: "libevent_core", providers: [.apt(["libevent-dev"])]),
        .systemLibrary(
            name: "CUnbound", pkgConfig: "libunbound", providers: [.apt(["libunbound-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // What the RFCs say, pure; and what the wire said, plain structs.
        room("MailStandards"),
        room("Addresses"),
        room("Observations", ["MailStandards", "Addresses"]),
        room("PublicSuffixes", ["MailStandards", "CPSL"]),
        room("EventLoop", ["CEvent"]),

        // The rooms.
        room("DomainLists", ["MailStandards", "Addresses", "CArchive", "CIDN2"]),
        room(
            "DNSFacts",
            ["MailStandards", "Addresses", "Observations", "EventLoop", "CUnbound"]),
        room("Certificates", ["MailStandards", "Observations", "COpenSSL"]),
        room(
            "PolicyFetch",
            [
                "MailStandards", "Addresses", "Observations", "EventLoop", "Certificates",
                "CCurl", "COpenSSL",
            ]),
        room(
            "MXProbe",
            [
                "MailStandards", "Addresses", "Observations", "EventLoop", "Certificates",
                "COpenSSL",
            ]),
        room("Evaluation", ["MailStandards", "Addresses", "Observations"]),
        room(
            "Store",
            ["MailStandards", "Addresses", "Observations", "Certificates", "Evaluation", grdb]),
        room(
            "Reporting", ["Store", grdb, mustache],
            resources: [.embedInCode("Templates"), .embedInCode("Figures/providers.csv")]),

        // The corridor and the front door.
        room(
            "Census",
            [
                "MailStandards", "Addresses", "Observations", "PublicSuffixes", "EventLoop",
                "DomainLists", "DNSFacts", "Certificates", "PolicyFetch", "MXProbe",
                "Evaluation", "Store", logging,
            ]),
        .executableTarget(
            name: "sts-census",
            dependencies: [
                "MailStandards", "Addresses", "Observations", "DomainLists", "Certificates",
                "Evaluation", "Store", "Reporting", "Census", "CJemalloc", logging,
                argumentParser,
            ],
            swiftSettings: settings),

        tests("MailStandards"),
        tests("Addresses"),
        tests("Observations"),
        tests("PublicSuffixes", ["MailStandards"]),
        tests("EventLoop", ["CEvent"]),
        tests("DomainLists", ["MailStandards", "Addresses"]),
        tests(
            "DNSFacts", ["MailStandards", "Addresses", "Observations", "EventLoop", "CUnbound"]),
        tests("Certificates", ["MailStandards", "Observations", "COpenSSL"]),
        tests(
            "PolicyFetch",
            ["MailStandards", "Addresses", "Observations", "EventLoop", "Certificates"]),
        tests("MXProbe", ["MailStandards", "Addresses", "Observations", "EventLoop"]),
        tests("Evaluation", ["MailStandards", "Addresses", "Observations"]),
        tests(
            "Store", ["MailStandards", "Addresses", "Observations", "Evaluation", grdb]),
        tests("Reporting", ["Store", grdb]),
        tests(
            "Census",
            [
                "MailStandards", "Addresses", "Observations", "PublicSuffixes", "EventLoop",
                "DomainLists", "DNSFacts", "Evaluation", "Store", grdb,
            ]),
        // What `check` says.
        .testTarget(
            name: "CheckTests",
            dependencies: [
                "MailStandards", "Addresses", "Observations", "Certificates", "Evaluation",
                "Census", "sts-census",
            ], swiftSettings: settings),
        // The lines of `stage`.
        .testTarget(
            name: "StageTests",
            dependencies: [
                "MailStandards", "Addresses", "Observations", "Census", "sts-census",
            ], swiftSettings: settings),
        // The executable as its users meet it.
        .testTarget(
            name: "CommandTests", dependencies: ["sts-census"], exclude: ["Conformance.jsonl"],
            swiftSettings: settings),
        // The documents, held against schema, commands and files.
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "MailStandards", "Observations", "Evaluation", "Census", "sts-census", "Store",
                grdb,
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
