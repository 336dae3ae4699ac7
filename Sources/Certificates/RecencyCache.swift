internal import Synchronization

/// A bounded cache from which the values go that were not used for longest.
///
/// Two generations: what is found in the old one moves to the young one, and when that is half
/// of the capacity, it becomes the old one, whose rest is forgotten.
final class RecencyCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Generations {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let generations = Mutex(Generations())
    private let generationLimit: Int

    init(capacity: Int) { generationLimit = max(1, capacity / 2) }

    subscript(key: Key) -> Value? {
        get {
            generations.withLock { generations in
                if let value = generations.young[key] { return value }
                guard let value = generations.old[key] else { return nil }
                put(value, key, &generations)
                return value
            }
        }
        set {
            guard let newValue else { return }
            generations.withLock { put(newValue, key, &$0) }
        }
    }

    /// How many values are kept.
    var count: Int { generations.withLock { $0.young.count + $0.old.count } }

    private func put(_ value: Value, _ key: Key, _ generations: inout Generations) {
        generations.young[key] = value
        generations.old[key] = nil
        guard generations.young.count >= generationLimit else { return }
        generations.old = generations.young
        generations.young = [:]
    }
}
