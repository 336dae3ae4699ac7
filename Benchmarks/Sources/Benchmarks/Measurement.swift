/// One line of the table: how much CPU an item takes.
struct Measurement {
    /// Of several batches the median counts, since a shared machine is noisy.
    static let batches = 5

    let items: Int
    let nanosecondsPerItem: Double

    /// Runs all inputs through the body as often as it takes to make `items` a batch.
    init<Input>(_ inputs: [Input], items: Int, _ body: (Input) -> Void) {
        let passes = max(1, items / inputs.count)
        let batch = passes * inputs.count
        inputs.forEach(body)
        let costs = (0..<Self.batches).map { _ in
            let began = cpuNanoseconds()
            for _ in 0..<passes {
                for input in inputs { body(input) }
            }
            return (cpuNanoseconds() - began) / Double(batch)
        }
        self.items = batch * Self.batches
        nanosecondsPerItem = costs.sorted()[Self.batches / 2]
    }
}
