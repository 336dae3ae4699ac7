import Testing

@testable import Census

@Suite struct BoundedCacheTests {
    @Test func whatWasPutInIsThere() {
        var cache = BoundedCache<Int, String>(capacity: 4)
        cache.insert("one", for: 1)
        cache.insert("uno", for: 1)
        #expect(cache.value(for: 1) == "uno")
        #expect(cache.value(for: 2) == nil)
        #expect(!cache.hasForgotten)
    }

    @Test func neverMoreThanTwiceTheCapacity() {
        var cache = BoundedCache<Int, Int>(capacity: 10)
        for number in 0..<1_000 {
            cache.insert(number, for: number)
            #expect(cache.value(for: number) == number)
        }
        // The newest first, since asking is using.
        let kept = (0..<1_000).reversed().filter { cache.value(for: $0) != nil }
        #expect(kept.count <= 20 && kept.count >= 10)
        #expect(kept.min() == 1_000 - kept.count, "the oldest go first")
        #expect(cache.hasForgotten)
    }

    @Test func whatIsUsedStays() {
        var cache = BoundedCache<Int, Int>(capacity: 5)
        cache.insert(0, for: 0)
        for number in 1..<200 {
            cache.insert(number, for: number)
            #expect(cache.value(for: 0) == 0)
        }
    }

    @Test func nothingIsForgottenBeforeItHasTo() {
        var cache = BoundedCache<Int, Int>(capacity: 5)
        for number in 0..<10 { cache.insert(number, for: number) }
        #expect(!cache.hasForgotten)
        cache.insert(10, for: 10)
        #expect(cache.hasForgotten)
    }

    @Test func neverMoreThanTwiceTheBytesAndTheLastValue() {
        var cache = BoundedCache<Int, [UInt8]>(capacity: 1_000, byteCapacity: 100) { $0.count }
        for number in 0..<50 {
            cache.insert(Array(repeating: 0, count: 30), for: number)
            // In place of another: its bytes are not counted twice.
            cache.insert(Array(repeating: 0, count: 30), for: number)
        }
        // The newest first, since asking is using.
        let kept = (0..<50).reversed().filter { cache.value(for: $0) != nil }
        #expect(kept.count >= 4 && kept.count <= 8, "a generation is of four: 120 bytes")
        #expect(kept.min() == 50 - kept.count, "the oldest go first")
        #expect(cache.hasForgotten)
    }

    @Test func whatIsTooLargeForItIsThereUntilTheNextComes() {
        var cache = BoundedCache<Int, [UInt8]>(capacity: 10, byteCapacity: 10) { $0.count }
        for number in 0..<5 {
            cache.insert(Array(repeating: 0, count: 1_000), for: number)
            #expect(cache.value(for: number)?.count == 1_000)
        }
        #expect(cache.value(for: 2) == nil)
    }
}
