/// The tables as text: columns of fixed width.
enum Table {
    static let typicalHead = line("", "items", "CPU ns/item", "items/s", "target items/s")
    static let worstHead = line(
        "CPU ns/byte", WorstCase.sizes.map { "\($0 / 1024) KB" } + ["growth"])

    static func row(_ benchmark: Benchmark, _ measured: Measurement) -> String {
        let cost = measured.nanosecondsPerItem
        let target = benchmark.target.map {
            number(1e9 / $0) + (cost <= $0 ? "" : "  missed")
        }
        return line(
            benchmark.name, number(Double(measured.items)), number(cost), number(1e9 / cost),
            target ?? "")
    }

    /// Growth is 1 where time is linear in the size.
    static func row(_ worst: WorstCase, _ costs: [Double]) -> String {
        line(worst.name, (costs + [costs[1] / costs[0]]).map(tenths))
    }

    private static func line(_ name: String, _ columns: String...) -> String {
        line(name, columns)
    }

    private static func line(_ name: String, _ columns: [String]) -> String {
        columns.reduce(name + padding(32, name)) { $0 + padding(16, $1) + $1 }
    }

    private static func padding(_ width: Int, _ text: String) -> String {
        String(repeating: " ", count: max(0, width - text.count))
    }

    /// `1,234,567`.
    private static func number(_ value: Double) -> String {
        let digits = String(Int(value.rounded()))
        let head = (digits.count - 1) % 3 + 1
        var text = String(digits.prefix(head))
        for (index, digit) in digits.dropFirst(head).enumerated() {
            text += index % 3 == 0 ? ",\(digit)" : String(digit)
        }
        return text
    }

    /// `12.3`.
    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
