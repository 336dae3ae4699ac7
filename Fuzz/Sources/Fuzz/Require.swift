internal import Glibc

/// Ends the process, so that libFuzzer keeps the input, where something does not hold.
///
/// Why: in a release build a precondition fails without a word.
func require(_ condition: Bool, _ promise: @autoclosure () -> String) {
    guard !condition else { return }
    let text = "BROKEN PROMISE: \(promise())\n"
    _ = write(2, text, text.utf8.count)
    abort()
}

/// The value, which has to be there.
func require<Value>(_ value: Value?, _ promise: @autoclosure () -> String) -> Value {
    guard let value else {
        require(false, promise())
        fatalError()
    }
    return value
}

extension [UInt8] {
    /// FNV-1a: a number that an input always gives alike, for choices that are no part of it.
    var number: UInt64 { reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }

    /// The pieces of an input that stands for several.
    func pieces(_ separator: UInt8) -> [[UInt8]] {
        split(separator: separator, omittingEmptySubsequences: false).map { [UInt8]($0) }
    }

    var isVisible: Bool { allSatisfy { (0x20...0x7E).contains($0) } }
}

extension String {
    var isVisible: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}
