import Testing

@testable import Certificates

@Suite struct RecencyCacheTests {
    @Test func itIsBounded() {
        let cache = RecencyCache<Int, Int>(capacity: 10)
        for key in 0..<1_000 { cache[key] = key }
        #expect(cache.count <= 10)
        #expect(cache[999] == 999)
        #expect(cache[0] == nil)
    }

    @Test func whatIsUsedStays() {
        let cache = RecencyCache<Int, Int>(capacity: 10)
        cache[-1] = 7
        for key in 0..<1_000 {
            cache[key] = key
            #expect(cache[-1] == 7)
        }
    }

    @Test func theLastValueCounts() {
        let cache = RecencyCache<Int, Int>(capacity: 10)
        cache[1] = 1
        for key in 2..<8 { cache[key] = key }
        cache[1] = 2
        #expect(cache[1] == 2)
    }
}
