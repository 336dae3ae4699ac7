/// An input made to be slow, in two sizes: where a byte costs more in the larger, time grows
/// faster than the input.
struct WorstCase {
    static let sizes = [16_384, 65_536]

    let name: String
    /// What a byte costs in an input of so many bytes, in nanoseconds.
    let run: (Int) -> Double

    /// - Parameter input: an input of about so many bytes.
    init<Input>(
        _ name: String, _ input: @escaping (Int) -> Input, _ body: @escaping (Input) -> Void
    ) {
        self.name = name
        run = { size in
            Measurement([input(size)], items: (1 << 19) / size, body).nanosecondsPerItem
                / Double(size)
        }
    }

    /// A text that is repeated behind another.
    init(
        _ name: String, _ first: String, _ repeated: String,
        _ body: @escaping ([UInt8]) -> Void
    ) {
        self.init(
            name,
            { size in
                let count = (size - first.utf8.count) / repeated.utf8.count
                return Array((first + String(repeating: repeated, count: count)).utf8)
            }, body)
    }
}
