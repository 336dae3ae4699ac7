internal import Observations

extension Timestamp {
    /// Whole seconds since 1970, as OpenSSL counts.
    var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }
}
