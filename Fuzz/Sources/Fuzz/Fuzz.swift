internal import CFuzzer
internal import Glibc

/// `Fuzz TARGET [libFuzzer's options] [folders of inputs]`, or `Fuzz --list`.
@main enum Fuzz {
    /// The one that was named.
    private static let target = FuzzTarget.all.first { $0.name == CommandLine.arguments[1] }

    static func main() {
        guard CommandLine.arguments.count > 1, target != nil else {
            for target in FuzzTarget.all { print(target.name) }
            exit(CommandLine.arguments.dropFirst().first == "--list" ? 0 : 64)
        }
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
            CommandLine.unsafeArgv + 1
        arguments?[0] = CommandLine.unsafeArgv[0]
        var count = CommandLine.argc - 1
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { data, size in
                Fuzz.target?.check(UnsafeBufferPointer(start: data, count: size))
                return 0
            })
    }
}
