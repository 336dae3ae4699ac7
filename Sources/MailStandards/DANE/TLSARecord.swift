/// A TLSA record: which certificate or key a TLS server is to show (RFC 6698 §2.1).
///
/// On the wire `3 1 1 0C72AC70B745AC19998811B131D662C9AC69DBDBE7CB23E5B514B56664C5D3D6`.
package struct TLSARecord: Hashable, Sendable {
    /// 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE (RFC 7218 §2.1).
    package var usage: UInt8
    /// 0 the whole certificate, 1 its SubjectPublicKeyInfo.
    package var selector: UInt8
    /// 0 the data itself, 1 its SHA-256, 2 its SHA-512.
    package var matchingType: UInt8
    /// The certificate association data.
    package var data: [UInt8]

    package init(usage: UInt8, selector: UInt8, matchingType: UInt8, data: [UInt8]) {
        self.usage = usage
        self.selector = selector
        self.matchingType = matchingType
        self.data = data
    }

    /// Reads RDATA (RFC 6698 §2.1); nil if it is shorter than its three fixed bytes.
    package init?(rdata: [UInt8]) {
        guard rdata.count >= 3 else { return nil }
        self.init(
            usage: rdata[0], selector: rdata[1], matchingType: rdata[2],
            data: Array(rdata[3...]))
    }
}

extension TLSARecord: CustomStringConvertible {
    /// Presentation form (RFC 6698 §2.2): `3 1 1 0C72AC70…`, hex in upper case.
    package var description: String {
        var hex: [UInt8] = []
        hex.reserveCapacity(data.count * 2)
        for byte in data { hex += [String.hexDigit(byte >> 4), String.hexDigit(byte & 15)] }
        return "\(usage) \(selector) \(matchingType) \(String(decoding: hex, as: UTF8.self))"
    }
}
