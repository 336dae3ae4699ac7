internal import Addresses
internal import Certificates
internal import DNSFacts
internal import EventLoop
internal import MXProbe
internal import MailStandards
internal import PolicyFetch

/// What runs on one event loop: a resolver, a policy fetcher and a prober.
struct Engine: Sendable {
    let loop: EventLoop
    let resolver: UnboundResolver
    let fetcher: PolicyFetcher
    let prober: MXProber
    let domainLookup: DomainLookup
    let addressLookup: AddressLookup
    let hostLookup: MXHostLookup

    init(_ network: NetworkOptions, resolver options: ResolverOptions, trust: ChainVerifier) throws
    {
        let loop = EventLoop()
        self.init(
            network,
            resolver: try UnboundResolver(on: loop, options),
            fetcher: PolicyFetcher(
                on: loop, trust: trust, userAgent: network.userAgent, port: network.httpsPort),
            prober: MXProber(
                on: loop, ehloName: network.ehloName, port: network.smtpPort,
                certificates: trust.certificates))
    }

    private init(
        _ network: NetworkOptions, resolver: UnboundResolver, fetcher: PolicyFetcher,
        prober: MXProber
    ) {
        loop = resolver.loop
        self.resolver = resolver
        self.fetcher = fetcher
        self.prober = prober
        domainLookup = DomainLookup(
            resolver: resolver, asksLegacyNames: network.asksLegacyNames)
        addressLookup = AddressLookup(
            resolver: resolver, wantsIPv6: network.probedFamilies.contains(.ipv6))
        hostLookup = MXHostLookup(resolver: resolver, addressLookup: addressLookup)
    }

    /// The same with a fresh resolver: libunbound remembers a server that was silent for 900 s.
    func refreshed(_ network: NetworkOptions, resolver options: ResolverOptions) throws -> Engine {
        Engine(
            network, resolver: try UnboundResolver(on: loop, options), fetcher: fetcher,
            prober: prober)
    }
}
