/// Something to measure, and what it may cost.
struct Benchmark {
    let name: String
    /// The most nanoseconds an item may take; nil where nothing was promised.
    var target: Double?
    let run: () -> Measurement

    init<Input>(
        _ name: String, target: Double? = nil, items: Int = 50_000, _ inputs: [Input],
        _ body: @escaping (Input) -> Void
    ) {
        self.name = name
        self.target = target
        run = { Measurement(inputs, items: items, body) }
    }
}
