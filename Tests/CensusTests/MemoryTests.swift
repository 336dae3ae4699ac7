import Testing

@testable import Census

@Suite struct MemoryTests {
    private static let meminfo = """
        MemTotal:        4000000 kB
        MemFree:          100000 kB
        MemAvailable:    2000000 kB
        """
    private static let status = "Name:\tsts-census\nRssAnon:\t  250000 kB\nThreads:\t9\n"

    @Test(arguments: [
        (nil, 4_096_000_000, 2_048_000_000, "the machine's"),
        ("max\n", 4_096_000_000, 2_048_000_000, "a group without a limit"),
        ("512000000\n", 512_000_000, 256_000_000, "a group's, less what we have"),
        ("9000000000\n", 4_096_000_000, 2_048_000_000, "a group's of more than the machine has"),
    ])
    func whatThereIs(group: String?, total: Int, available: Int, why: String) {
        let memory = Memory(meminfo: Self.meminfo, status: Self.status, groupLimit: group)
        #expect(memory.total == total && memory.available == available, "\(why)")
        #expect(!memory.isShort)
        #expect(memory.domains == available / 2 / 131_072)
    }

    @Test func whatIsShort() {
        let group = Memory(meminfo: Self.meminfo, status: Self.status, groupLimit: "270000000")
        #expect(group.isShort)
        let machine = Memory(
            meminfo: "MemTotal: 1600 kB\nMemAvailable: 99 kB\n", status: "", groupLimit: nil)
        #expect(machine.isShort && machine.domains == 1)
    }

    @Test func whatCannotBeReadIsNoLimit() {
        let memory = Memory(meminfo: "", status: "", groupLimit: nil)
        #expect(memory.total == .max && !memory.isShort)
        #expect(Memory.ofThisMachine.available < .max)
    }
}
