internal import COpenSSL

/// The name of a subject or issuer as text (RFC 2253, with every byte escaped that is no
/// printable ASCII).
enum DistinguishedName {
    /// Cut at so many bytes.
    static func text(_ name: OpaquePointer?, _ limit: Int) -> String {
        guard let name, let bio = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(bio) }
        guard X509_NAME_print_ex(bio, name, 0, census_xn_flag_rfc2253) >= 0 else { return "" }
        var text: UnsafeMutablePointer<CChar>?
        let length = Int(census_bio_text(bio, &text))
        guard let text, length > 0 else { return "" }
        return UnsafeRawBufferPointer(start: text, count: min(length, limit))
            .withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
    }
}

/// The name of an algorithm.
enum ObjectName {
    /// OpenSSL's long name, `ecdsa-with-SHA256`, or the OID in dots.
    static func text(_ object: OpaquePointer?) -> String {
        let nid = OBJ_obj2nid(object)
        if nid != NID_undef, let name = OBJ_nid2ln(nid) { return String(cString: name) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            let length = OBJ_obj2txt(buffer.baseAddress, Int32(buffer.count), object, 1)
            guard length > 0, let start = buffer.baseAddress else { return "unknown" }
            return String(cString: start)
        }
    }
}
