import Testing

@testable import Census

/// The control over networks that are formulas.
@Suite struct ConcurrencyControlTests {
    /// A network, and a machine, as they look from a scan.
    struct Network: Sendable {
        /// Seconds from the beginning of a domain to its end.
        var latency = 5.0
        /// Domains a second that the CPU can do.
        var cpu = 100_000.0
        /// The share of the CPU that others take.
        var others = 0.0
        /// Domains in flight beyond which answers are lost.
        var room = Int.max
        /// The share of outcomes that fails whatever we do.
        var dead = 0.02
        /// `--rate`.
        var rate = Double.infinity
        /// Domains in flight beyond which the memory ends.
        var memory = Int.max

        /// Five seconds with so many in flight; `noise` is the factor by which more or less was done.
        func interval(_ limit: Int, noise: Double = 1) -> ConcurrencyControl.Sample {
            let wanted = Double(limit) / latency
            let possible = cpu * (1 - others)
            let done = min(wanted, possible, rate)
            let lost = max(0, 1 - Double(room) / Double(limit))
            let domains = Int(5 * done * noise)
            return ConcurrencyControl.Sample(
                elapsed: .seconds(5), domainsDone: domains,
                inFlight: wanted > rate ? Int(rate * latency) : limit, outcomes: 3 * domains,
                failures: Int(Double(3 * domains) * (dead + (1 - dead) * lost)),
                cpu: .seconds(5 * 2 * min(done / cpu, 1)), isMemoryShort: limit > memory)
        }

        /// The limits of so many minutes, one for each interval.
        func limits(
            _ range: ConcurrencyRange = ConcurrencyRange(carrying: 10_000), minutes: Int,
            noise: (Int) -> Double = { _ in 1 }
        ) -> [Int] {
            var control = ConcurrencyControl(range, cores: 2)
            return (0..<minutes * 12).map { number in
                control.take(interval(control.limit, noise: noise(number)))
                return control.limit
            }
        }
    }

    /// Between -1 and 1, the same each time.
    private static func chance(_ number: Int) -> Double {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 0x5851_F42D_4C95_7F2D
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((state ^ (state >> 31)) >> 11) / Double(1 << 52) - 1
    }

    private func mean(_ limits: some Collection<Int>) -> Double {
        Double(limits.reduce(0, +)) / Double(limits.count)
    }

    @Test func whereLatencyGovernsItGrowsToTheMost() {
        let limits = Network(latency: 6).limits(minutes: 5)
        #expect(limits.last == 10_000)
        #expect(zip(limits, limits.dropFirst()).allSatisfy { $0 <= $1 }, "\(limits)")
    }

    @Test func whereOurCPUGovernsItStays() {
        let limits = Network(latency: 1, cpu: 300).limits(minutes: 60)
        #expect(Set(limits) == [1000])
    }

    /// Others take half of the machine, so that ours never looks busy: a rise brings nothing.
    @Test func whereTheCPUOfOthersGovernsItComesBack() {
        let limits = Network(latency: 1, cpu: 300, others: 0.5).limits(minutes: 60)
        #expect(limits.max() == 1500)
        #expect(mean(limits) < 1075, "it tries now and then: \(mean(limits))")
        #expect(limits.count { $0 == 1000 } * 10 > limits.count * 8)
    }

    @Test func betweenBothItFindsTheKnee() {
        // 400 a second are what the CPU can do, which 2,400 in flight bring.
        let limits = Network(latency: 6, cpu: 400).limits(minutes: 60)
        #expect((2250...3400).contains(limits.last ?? 0), "\(limits.last ?? 0)")
        #expect(Set(limits.suffix(60)).count == 1)
    }

    @Test(arguments: 0..<8)
    func noiseMovesItLittle(seed: Int) {
        let noise = { 1 + 0.05 * Self.chance(1000 * seed + $0) }
        let up = Network(latency: 6).limits(minutes: 20, noise: noise)
        #expect(up.last == 10_000)
        let level = Network(latency: 1, cpu: 300, others: 0.5).limits(minutes: 60, noise: noise)
        #expect(mean(level) < 1150, "\(mean(level))")
    }

    @Test func whereAnswersAreLostItStaysBelow() {
        let limits = Network(room: 3000).limits(minutes: 60)
        let settled = limits.suffix(limits.count / 2)
        #expect(settled.max() ?? 0 < 4500)
        #expect(settled.count { $0 <= 3000 } * 10 > settled.count * 9, "\(settled)")
        #expect(mean(settled) > 1500, "\(mean(settled))")
    }

    @Test func whereTheBeginningIsTooManyItComesDown() {
        let limits = Network(room: 300).limits(minutes: 30)
        #expect(limits.suffix(60).count { $0 <= 300 } > 50, "\(limits.suffix(60))")
    }

    @Test func aListOfDeadDomainsIsTriedOnceWithLess() {
        let limits = Network(dead: 0.4).limits(minutes: 15)
        #expect(limits.min() == 500 && limits.last == 10_000)
        #expect(zip(limits, limits.dropFirst()).count { $0 > $1 } == 1, "\(limits)")
    }

    @Test func whatIsHeldByTheRateIsNoReason() {
        let limits = Network(rate: 20).limits(minutes: 60)
        #expect(Set(limits) == [1000])
    }

    @Test func withoutMemoryItComesDownForGood() {
        let limits = Network(memory: 2000).limits(minutes: 60)
        #expect(limits.max() == 2250)
        #expect(Set(limits.suffix(600)) == [1687])
    }

    @Test func aFixedNumberIsKept() {
        let limits = Network(room: 10, dead: 0.9, memory: 10)
            .limits(ConcurrencyRange(fixed: 77), minutes: 30)
        #expect(Set(limits) == [77])
    }

    @Test func neitherEndIsPassed() {
        let few = ConcurrencyRange(carrying: 30)
        #expect(Set(Network().limits(few, minutes: 30)) == [30])
        #expect(Network(memory: 0).limits(minutes: 30).last == 50)
    }

    /// What a network did before an outage says nothing of it afterwards.
    @Test func afterAPauseItBeginsAnew() {
        var control = ConcurrencyControl(ConcurrencyRange(carrying: 10_000), cores: 2)
        let network = Network()
        for _ in 0..<6 { control.take(network.interval(control.limit)) }
        #expect(control.limit == 1500)
        #expect(control.settled == 1000, "it is a trial")
        control.startAgain()
        for _ in 0..<5 { control.take(network.interval(control.limit)) }
        #expect(control.limit == 1000, "nothing is tried before it has rested")
        for _ in 0..<5 { control.take(network.interval(control.limit)) }
        #expect(control.limit == 1500 && control.settled == 1500)
    }
}
