import Testing

@testable import DNSFacts

@Suite struct QuestionTurnsTests {
    private var turns = QuestionTurns<String>(most: 2)

    @Test mutating func whoComesWhereThereIsNoRoomWaits() {
        #expect(turns.begin() == 0)
        #expect(turns.begin() == 0)
        #expect(turns.begin() == nil)
        #expect(turns.next() == nil, "nobody waits")
        turns.wait("first")
        turns.wait("second")
        #expect(turns.isWaitedFor)
        #expect(turns.next() == nil, "there is no room")
        turns.end(0)
        #expect(turns.begin() == nil, "others were there before")
        #expect(turns.next()?.waiter == "first")
        #expect(turns.next() == nil)
        turns.end(0)
        #expect(turns.next()?.waiter == "second")
        #expect(!turns.isWaitedFor)
    }

    /// Two dead name servers do not hold up the third question for ever.
    @Test mutating func whatIsSlowTakesNoTurnFromAnybody() {
        let slow = [turns.begin(), turns.begin()]
        turns.wait("third")
        turns.growOlder()
        #expect(turns.next() == nil, "young twice")
        turns.growOlder()
        #expect(turns.next()?.generation == 2)
        // Their end makes no room a second time.
        for generation in slow.compactMap(\.self) { turns.end(generation) }
        #expect(turns.begin() == 2)
        #expect(turns.begin() == nil)
    }

    @Test mutating func theEndOfOneGenerationBeforeMakesRoom() {
        #expect(turns.begin() == 0)
        turns.growOlder()
        #expect(turns.begin() == 1)
        #expect(turns.begin() == nil)
        turns.end(0)
        #expect(turns.begin() == 1)
    }

    @Test mutating func aLongLineIsServedInOrder() {
        for number in 0..<5000 { turns.wait("\(number)") }
        for number in 0..<5000 {
            let next = turns.next()
            #expect(next?.waiter == "\(number)")
            if let next { turns.end(next.generation) }
        }
        #expect(!turns.isWaitedFor && turns.next() == nil)
    }
}
