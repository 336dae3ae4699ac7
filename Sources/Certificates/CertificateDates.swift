internal import COpenSSL
internal import Glibc

extension Certificate {
    /// notBefore, in seconds since 1970 (RFC 5280 §4.1.2.5); nil if it is no date.
    var notBefore: Int64? { Self.seconds(X509_get0_notBefore(pointer)) }

    /// notAfter, in the same way.
    var notAfter: Int64? { Self.seconds(X509_get0_notAfter(pointer)) }

    /// The moments at which the certificate becomes valid, and ceases to be.
    var dateBoundaries: [Int64] { [notBefore, notAfter].compactMap { $0 } }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }
}

/// A stretch of time over which every date check of a chain comes out the same.
struct DateWindow: Sendable {
    /// Seconds since 1970, the last not included.
    let range: Range<Int64>

    /// The window round a moment; boundaries come in any order.
    init(around moment: Int64, boundaries: some Sequence<Int64>) {
        var (low, high) = (Int64.min, Int64.max)
        for boundary in boundaries {
            if boundary <= moment { low = max(low, boundary) } else { high = min(high, boundary) }
        }
        range = low..<high
    }

    func contains(_ moment: Int64) -> Bool { range.contains(moment) }
}
