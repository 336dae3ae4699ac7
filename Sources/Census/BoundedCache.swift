/// A dictionary that forgets what has not been used for a while, so that it never holds more than
/// twice its capacity.
///
/// Two generations: what is used moves to the young one; when that is full, the old one goes.
struct BoundedCache<Key: Hashable, Value> {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let capacity: Int

    /// Whether something has been forgotten, so that a missing key may still have been there.
    private(set) var hasForgotten: Bool

    /// - Parameter hasForgotten: whether there was something before.
    init(capacity: Int, hasForgotten: Bool = false) {
        self.capacity = capacity
        self.hasForgotten = hasForgotten
    }

    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        if young.count >= capacity {
            hasForgotten = hasForgotten || !old.isEmpty
            old = young
            young = [:]
        }
        young[key] = value
    }
}
