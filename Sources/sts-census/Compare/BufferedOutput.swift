import ArgumentParser
import Census
import Foundation
import Glibc

/// Standard output, written in larger pieces.
///
/// It throws a sentence for people where it cannot be written, on a full disk say; whoever reads from a
/// pipe and has seen enough ends the command without one.
final class BufferedOutput {
    private var pending = Data()

    func write(_ text: String) throws {
        pending.append(contentsOf: text.utf8)
        if pending.count > 65_536 { try flush() }
    }

    func flush() throws {
        var rest = pending[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Self.fault(errno)
            }
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// What an error number of writing means.
    static func fault(_ code: Int32) -> any Error {
        // Where SIGPIPE is ignored; else it has ended the process.
        if code == EPIPE { return ExitCode(1) }
        return OptionFault(
            "standard output cannot be written (\(String(cString: strerror(code)))); what is there of "
                + "it is not whole")
    }
}
