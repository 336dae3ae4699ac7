// The allocator of the scanner.
import CJemalloc

/// Prints what the parsers and the judging cost.
@main
struct Benchmarks {
    static let usage = """
        Usage: Benchmarks [NAME]     (all whose name holds NAME)

        CPU is user and system time of this process on one core; of five batches the median.
        """

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count <= 1, arguments.first?.hasPrefix("-") != true else {
            print(usage)
            return
        }
        let isWanted = { (name: String) in arguments.first.map(name.contains) ?? true }
        print(Table.typicalHead)
        for benchmark in typical where isWanted(benchmark.name) {
            print(Table.row(benchmark, benchmark.run()))
        }
        print("\n" + Table.worstHead)
        for worst in worstCases where isWanted(worst.name) {
            print(Table.row(worst, WorstCase.sizes.map(worst.run)))
        }
    }
}
