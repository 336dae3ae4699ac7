import Foundation

/// Standard output, written in larger pieces.
final class BufferedOutput {
    private var pending = Data()

    func write(_ text: String) {
        pending.append(contentsOf: text.utf8)
        if pending.count > 65_536 { flush() }
    }

    func flush() {
        FileHandle.standardOutput.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
