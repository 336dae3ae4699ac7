/// A dictionary that forgets what has not been used for a while, so that it never holds more than
/// twice its capacity, be it values or bytes.
///
/// Two generations: what is used moves to the young one; when that is full, the old one goes. So a
/// value outlasts as many others as the capacity says, or as many bytes.
struct BoundedCache<Key: Hashable, Value> {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let capacity: Int
    private let byteCapacity: Int
    private let bytes: @Sendable (Value) -> Int
    private var youngBytes = 0

    /// Whether something has been forgotten, so that a missing key may still have been there.
    private(set) var hasForgotten: Bool

    /// - Parameters:
    ///   - byteCapacity: how many bytes fill a generation, however few values they are of.
    ///   - bytes: how many are a value's.
    ///   - hasForgotten: whether there was something before.
    init(
        capacity: Int, byteCapacity: Int = .max, hasForgotten: Bool = false,
        bytes: @escaping @Sendable (Value) -> Int = { _ in 0 }
    ) {
        self.capacity = capacity
        self.byteCapacity = byteCapacity
        self.bytes = bytes
        self.hasForgotten = hasForgotten
    }

    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        if young.count >= capacity || youngBytes >= byteCapacity {
            hasForgotten = hasForgotten || !old.isEmpty
            old = young
            young = [:]
            youngBytes = 0
        }
        let replaced = young.updateValue(value, forKey: key)
        youngBytes += bytes(value) - (replaced.map(bytes) ?? 0)
    }
}
