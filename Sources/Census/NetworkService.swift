internal import Addresses

/// What of the network a scan lives on; each can be gone while the others work.
enum NetworkService: Hashable, Sendable {
    case dns, https
    /// Port 25 of MX hosts.
    case smtp(IPAddress.Family)
}

extension NetworkService {
    /// For people: `port 25 over IPv4`.
    var text: String {
        switch self {
        case .dns: "the DNS"
        case .https: "HTTPS"
        case .smtp(let family): "port 25 over \(family.text)"
        }
    }
}

extension IPAddress.Family {
    /// `IPv4`, `IPv6`.
    var text: String { self == .ipv4 ? "IPv4" : "IPv6" }
}
