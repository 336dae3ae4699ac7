import Addresses
import MailStandards
import Observations

/// Observations of every kind and state, the same ones for the same seed.
///
/// No text holds a NUL: those of the wire are made of printable ASCII or come from C strings.
struct ObservationGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func facts(of domain: DomainName) -> DomainFacts {
        DomainFacts(
            domain: domain, mx: lookup { $0.mx() }, ipv4: maybe { $0.lookup { $0.ipv4() } },
            ipv6: maybe { $0.lookup { $0.ipv6() } }, mtaSTS: maybe { $0.lookup { $0.txt() } },
            tlsRPT: maybe { $0.lookup { $0.txt() } }, smtpSTS: maybe { $0.lookup { $0.txt() } },
            legacy: Dictionary(
                uniqueKeysWithValues: LegacyTXTName.allCases.compactMap { name in
                    maybe { $0.lookup { $0.txt() } }.map { (name, $0) }
                }))
    }

    mutating func hostFacts(of host: DomainName) -> MXHostFacts {
        MXHostFacts(
            host: host, ipv4: maybe { $0.lookup { $0.ipv4() } },
            ipv6: maybe { $0.lookup { $0.ipv6() } }, tlsa: maybe { $0.lookup { $0.tlsa() } },
            tlsaBase: maybe { $0.name() }, aliasSecure: .random(using: &self))
    }

    mutating func policyFetch() -> PolicyFetchObservation {
        PolicyFetchObservation(
            outcome: one(of: PolicyFetchOutcome.allCases),
            stage: maybe { $0.one(of: PolicyFetchStage.allCases) }, detail: maybe { $0.text() },
            startedAt: moment(), durationMilliseconds: Int.random(in: 0...70_000, using: &self),
            address: maybe { $0.address() }, canonicalName: maybe { $0.name() },
            httpStatus: maybe { Int.random(in: 100...599, using: &$0) },
            contentType: maybe { $0.text() }, location: maybe { $0.text() },
            body: maybe { $0.bytes(upTo: 300) }, chain: chain())
    }

    mutating func probe() -> MXProbeObservation {
        MXProbeObservation(
            address: address(), serverName: name(), startedAt: moment(),
            durationMilliseconds: Int.random(in: 0...70_000, using: &self),
            reachability: one(of: Reachability.allCases), greeting: maybe { $0.text() },
            ehloReply: maybe { $0.text() }, usedHELO: .random(using: &self),
            starttlsReply: maybe { $0.text() },
            starttls: maybe { $0.one(of: [.ok, .notOffered, .failed]) },
            tlsVersion: maybe { $0.text() }, tlsCipher: maybe { $0.text() },
            tlsGroup: maybe { $0.text() }, chain: chain(),
            plaintextAfterSTARTTLS: .random(using: &self), anonymousOnly: .random(using: &self),
            survey: survey(), detail: maybe { $0.text() })
    }

    /// Each version at most once, oldest first.
    private mutating func survey() -> [TLSTrial] {
        TLSVersion.allCases.compactMap { version in
            maybe {
                TLSTrial(
                    version, $0.one(of: [.accepted, .refused, .unknown]),
                    cipher: $0.maybe { $0.text() }, detail: $0.maybe { $0.text() })
            }
        }
    }

    /// A name of any bytes, short enough for any label before it.
    mutating func name() -> DomainName {
        var wire: [UInt8] = []
        for _ in 0..<Int.random(in: 0...4, using: &self) {
            let label = bytes(upTo: 20)
            if !label.isEmpty { wire += [UInt8(label.count)] + label }
        }
        return DomainName(wire: wire + [0])!
    }

    mutating func one<Value>(of values: [Value]) -> Value { values.randomElement(using: &self)! }

    mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
        Int.random(in: 0...3, using: &self) == 0 ? nil : value(&self)
    }

    private mutating func lookup<Record>(
        _ record: (inout Self) -> Record
    ) -> LookupOutcome<Record> {
        let answer: LookupOutcome<Record>.Answer =
            switch Int.random(in: 0...5, using: &self) {
            case 0: .noData
            case 1: .noName
            case 2:
                .failed(one(of: [.serverFailure, .timeout, .bogus, .malformed]), detail: text())
            default: .records((0...Int.random(in: 0...12, using: &self)).map { _ in record(&self) })
            }
        return LookupOutcome(
            answer, dnssec: maybe { $0.one(of: [.secure, .insecure, .bogus]) },
            canonicalName: maybe { $0.name() },
            ttlSeconds: maybe { $0.one(of: [0, 1, 300, 1 << 31, .max]) })
    }

    private mutating func mx() -> MXRecord {
        MXRecord(preference: .random(in: 0 ... .max, using: &self), exchange: name())
    }

    private mutating func ipv4() -> IPAddress { IPAddress(bytes: bytes(4))! }

    /// Also those that have a form of their own: all zeros, mapped and compatible ones.
    private mutating func ipv6() -> IPAddress {
        let zeros = one(of: [0, 2, 8, 10, 12, 16])
        let start = zeros == 10 ? [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] : []
        let head = start.isEmpty ? [UInt8](repeating: 0, count: zeros) : start
        return IPAddress(bytes: head + bytes(16 - head.count))!
    }

    private mutating func address() -> IPAddress { .random(using: &self) ? ipv4() : ipv6() }

    private mutating func txt() -> TXTRecord { TXTRecord(bytes: bytes(upTo: 300)) }

    private mutating func tlsa() -> TLSARecord {
        TLSARecord(
            usage: .random(in: 0 ... .max, using: &self),
            selector: .random(in: 0 ... .max, using: &self),
            matchingType: .random(in: 0 ... .max, using: &self), data: bytes(upTo: 64))
    }

    private mutating func chain() -> [CertificateDER] {
        (0..<Int.random(in: 0...4, using: &self)).map { _ in
            CertificateDER(bytes: [0x30] + bytes(2))
        }
    }

    private mutating func moment() -> Timestamp {
        Timestamp(milliseconds: .random(in: 0...4_102_444_800_000, using: &self))
    }

    /// Text with whatever may upset a database or a line-wise form, and empty text.
    private mutating func text() -> String {
        let parts = [
            "", " ", "\n", "\r\n", "\t", "'", "\"", "\\", "\\000", "%00", "ü", "u\u{308}", "🦉",
            "\u{FFFD}", "220 ready", "v=STSv1;", "NULL", "\u{1}", "\u{7F}", "1e3", "0x10",
        ]
        return (0..<Int.random(in: 0...6, using: &self)).map { _ in one(of: parts) }.joined()
    }

    /// Any bytes, often none, and often those that mean something somewhere.
    private mutating func bytes(upTo most: Int) -> [UInt8] {
        bytes(one(of: [0, 1, Int.random(in: 0...most, using: &self)]))
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            Bool.random(using: &self)
                ? one(of: [0, 0x0A, 0x0D, 0x20, 0x22, 0x2E, 0x5C, 0x41, 0x61, 0x80, 0xFF])
                : .random(in: 0 ... .max, using: &self)
        }
    }
}
