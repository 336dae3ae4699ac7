// swift-tools-version: 6.2
// A package of its own, so that nobody who uses the scanner builds it.
//
// What is fuzzed has `package` or `internal` access, so it is compiled in this package: links lead
// to the sources of the targets, which stand here with the settings of the manifest above, and with
// coverage and address sanitizer. `scripts/fuzz` builds and runs it.
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "Fuzz",
    targets: [
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2"),
        .systemLibrary(name: "CEvent", pkgConfig: "libevent_core"),
        .systemLibrary(name: "CUnbound", pkgConfig: "libunbound"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CFuzzer"),
        room("MailStandards"),
        room("Addresses"),
        room("Observations", ["MailStandards", "Addresses"]),
        room("EventLoop", ["CEvent"]),
        room("DomainLists", ["MailStandards", "Addresses", "CArchive", "CIDN2"]),
        room(
            "DNSFacts",
            ["MailStandards", "Addresses", "Observations", "EventLoop", "CUnbound"]),
        room("Certificates", ["MailStandards", "Observations", "COpenSSL"]),
        room(
            "MXProbe",
            [
                "MailStandards", "Addresses", "Observations", "EventLoop", "Certificates",
                "COpenSSL",
            ]),
        // Of the store what reads texts, without the database.
        room("Store", ["MailStandards", "Addresses", "Observations"]),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "MailStandards", "Addresses", "Observations", "EventLoop", "DomainLists",
                "DNSFacts", "Certificates", "MXProbe", "Store", "CFuzzer",
            ],
            swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
    ],
    swiftLanguageModes: [.v6]
)
