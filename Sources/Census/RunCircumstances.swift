internal import Addresses
internal import Certificates
internal import DNSFacts
internal import DomainLists
internal import Foundation
internal import PublicSuffixes

/// What a run was told and what it found out about its surroundings, as the run keeps it.
struct RunCircumstances: Codable {
    var lists: [String]
    var limit: Int?
    /// Domains in flight, with which the run began.
    var concurrency: Int
    /// With which it ended its first pass; nil where `--concurrency` fixed the number.
    var concurrencySettled: Int?
    var rate: Double?
    /// Seconds; nil where there is no second pass.
    var retryAfter: Int?
    var resolver: String
    var rootHints: String?
    var trustAnchorFile: String?
    var trustAnchors: [String]
    var validating: Bool
    var caFile: String?
    var trustedCertificates: Int
    var smtpPort: Int
    var httpsPort: Int
    var allowedNetworks: [String]
    var excludeFile: String?
    var ehloName: String
    var ehloDoubt: String?
    var contact: String?
    var probes: Bool
    var ipVersion: String
    var legacyNames: Bool
    var probedFamilies: [String]
    var blockedFamilies: [String]
    var tlsSurvey: Bool
    var publicSuffixList: String

    init(
        _ options: ScanOptions, probedFamilies: Set<IPAddress.Family>,
        blockedFamilies: Set<IPAddress.Family>, isValidating: Bool, ehloDoubt: String? = nil,
        _ files: NetworkFiles, concurrency: Int
    ) {
        let network = options.network
        lists = options.lists
        limit = options.limit
        self.concurrency = concurrency
        rate = options.rate
        retryAfter = options.retryAfter.map { Int($0.components.seconds) }
        resolver = network.resolver.text
        rootHints = network.rootHintsFile
        trustAnchorFile = network.trustAnchorFile
        trustAnchors = files.trustAnchors
        validating = isValidating && !files.trustAnchors.isEmpty
        caFile = network.caFile
        trustedCertificates = files.trust.trust.certificates.count
        smtpPort = Int(network.smtpPort)
        httpsPort = Int(network.httpsPort)
        allowedNetworks = network.allowedNetworks.map(\.description)
        excludeFile = network.excludeFile
        ehloName = network.ehloName
        self.ehloDoubt = ehloDoubt
        contact = network.contact
        probes = network.probes
        ipVersion = network.ipVersion.rawValue
        legacyNames = network.asksLegacyNames
        self.probedFamilies = network.probes ? probedFamilies.map(\.rawValue).sorted() : []
        self.blockedFamilies = blockedFamilies.map(\.rawValue).sorted()
        tlsSurvey = network.surveysTLS
        publicSuffixList = files.suffixes.version
    }

    /// The same once port 25 is not to be had any more in a family.
    func blocking(_ family: IPAddress.Family) -> RunCircumstances {
        var now = self
        now.blockedFamilies = Set(blockedFamilies + [family.rawValue]).sorted()
        return now
    }

    /// As a run of this version has kept it; nil for any other text.
    init?(json: String) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let read = try? decoder.decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    /// Keys in snake_case, in order.
    var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}
