/// Task groups that never have more than so many children.
enum BoundedTasks {
    /// Transforms each element, at most so many at once; the order is kept.
    static func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element], atOnce limit: Int,
        _ transform: @escaping @Sendable (Element) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            var values: [Value?] = Array(repeating: nil, count: elements.count)
            for (index, element) in elements.enumerated() {
                if index >= limit, let (done, value) = try await group.next() {
                    values[done] = value
                }
                group.addTask { (index, try await transform(element)) }
            }
            for try await (done, value) in group { values[done] = value }
            return values.compactMap { $0 }
        }
    }
}
