/// TXT records and TLSA records as the DNS has them.
enum RecordInputs {
    static let count = 1_000

    /// MTA-STS: of 20, fifteen plain, two with extensions, three broken.
    static let mtaSTS: [[UInt8]] = (0..<count).map { index in
        let id = "2026\(10_000_000 + index * 7919)Z"
        let text =
            switch index % 20 {
            case 0..<12: "v=STSv1; id=\(id);"
            case 12..<15: "v=STSv1;id=\(id)"
            case 15: "v=STSv1; id=\(id); contact=postmaster;"
            case 16: "v=STSv1; vendor.x=a1b2/c3; id=\(id); build=17;"
            case 17: "v=STSv1; id=2026-01-\(index);"
            case 18: "v=STSv1 id=\(id)"
            default: "v=STSv1; mode=enforce;"
            }
        return Array(text.utf8)
    }

    /// The names of a wildcard: the record among those of other mechanisms.
    static let mtaSTSSets: [[[UInt8]]] = mtaSTS.map { record in
        [
            Array("v=spf1 include:_spf.example.com -all".utf8), record,
            Array("site-verification=0123456789abcdefghijklmnopqrstuv".utf8),
        ]
    }

    /// TLSRPT: of 20, sixteen good with one or two addresses, one extended, three broken.
    static let tlsRPT: [[UInt8]] = (0..<count).map { index in
        let address = "mailto:tlsrpt@d\(index).example"
        let text =
            switch index % 20 {
            case 0..<10: "v=TLSRPTv1; rua=\(address)"
            case 10..<13: "v=TLSRPTv1;rua=\(address);"
            case 13..<16: "v=TLSRPTv1; rua=\(address),https://reports.example.com/v1/\(index)"
            case 16: "v=TLSRPTv1; rua=\(address); ext=a1;"
            case 17: "v=TLSRPTv1; rua=tlsrpt@d\(index).example"
            case 18: "v=TLSRPTv1; ruf=\(address)"
            default: "v=TLSRPTv1 rua=\(address)"
            }
        return Array(text.utf8)
    }

    /// The SMTP STS draft: of 20, seventeen good in its several ways, three broken.
    static let draft: [[UInt8]] = (0..<count).map { index in
        let mx = "mx=*.d\(index).example,mx.example.com"
        let rua = "rua=mailto:sts@d\(index).example!10m"
        let text =
            switch index % 20 {
            case 0..<10: "v=STS1; to=true; \(mx); a=dnssec; c=webpki; e=123456; \(rua)"
            case 10..<16:
                "v=STS1; to=false; \(mx); a=webpki:https://sts.d\(index).example/p; c=tlsa; e=604800"
            case 16: "v = STS1; m=report; \(mx); a=webpki"
            case 17: "v=STS1; \(mx)"
            case 18: "v=STS1; to=maybe"
            default: "v=STS1; to=true; c=tls"
            }
        return Array(text.utf8)
    }

    /// TLSA as in presentation form: of 20, eighteen digests that fit, two broken.
    static let tlsa: [String] = (0..<count).map { index in
        let digest = String(repeating: "0C72AC70", count: 7) + String(10_000_000 + index)
        return switch index % 20 {
        case 0..<12: "3 1 1 \(digest)"
        case 12..<16: "2 0 1 \(digest)"
        case 16, 17: "3 1 2 \(digest)\(digest)"
        case 18: "3 1 1 \(digest.dropLast())"
        default: "3 1 \(digest)"
        }
    }
}
