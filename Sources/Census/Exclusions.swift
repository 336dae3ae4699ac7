internal import Addresses
internal import DomainLists
internal import Glibc
internal import MailStandards
internal import Synchronization

/// What is never to be contacted, as the file of `--exclude` has it by now: an entry that is added
/// during a run holds for all that begins afterwards.
final class Exclusions: Sendable {
    /// What a look at the file came to.
    enum Change: Equatable {
        case none
        /// Another list holds from now on.
        case taken(names: Int, networks: Int)
        /// It cannot be used, for this reason; the old list goes on to hold.
        case refused(String)
    }

    private struct State {
        var list = ExclusionList()
        /// The file that was read, or tried, last.
        var read: FileStamp?
        /// The file at the last look.
        var seen: FileStamp?
    }

    /// Nil where there is nothing to look at again.
    private let path: String?
    private let state: Mutex<State>

    /// How soon a change is noticed; it takes effect when two looks have seen the same file.
    static let interval: Duration = .seconds(1)

    /// Excludes nothing.
    init() {
        path = nil
        state = Mutex(State())
    }

    init(path: String) throws {
        // Before it is read, so that no change is missed.
        let stamp = FileStamp(path)
        self.path = stamp.isRegular ? path : nil
        let list = try ExclusionList(path: path)
        state = Mutex(State(list: list, read: stamp, seen: stamp))
    }

    /// The list that holds now.
    var now: ExclusionList { state.withLock { $0.list } }

    /// Whether a domain or host is excluded, by its own name or by one above it.
    func excludes(_ name: DomainName) -> Bool { state.withLock { $0.list.excludes(name) } }

    /// Whether an address lies in an excluded network.
    func excludes(_ address: IPAddress) -> Bool { state.withLock { $0.list.excludes(address) } }

    /// Looks whether the file has changed, and reads it when whoever changes it is done: two looks
    /// have seen the same. A pipe is never read again.
    func look() -> Change {
        guard let path else { return .none }
        let stamp = FileStamp(path)
        let isDue = state.withLock { state in
            defer { state.seen = stamp }
            return stamp == state.seen && stamp != state.read
        }
        guard isDue else { return .none }
        // What cannot be used is tried, and told of, once.
        state.withLock { $0.read = stamp }
        do throws(DomainListError) {
            let list = try ExclusionList(path: path)
            state.withLock { $0.list = list }
            return .taken(names: list.names.count, networks: list.networks.count)
        } catch {
            return .refused(error.description)
        }
    }

    /// Looks again and again, until the task is cancelled.
    func watch(_ onEvent: @Sendable (ScanEvent) -> Void) async {
        while path != nil, (try? await Task.sleep(for: Self.interval)) != nil {
            switch look() {
            case .none: break
            case .taken(let names, let networks):
                onEvent(.exclusionsTaken(names: names, networks: networks))
            case .refused(let reason): onEvent(.exclusionsRefused(reason: reason))
            }
        }
    }
}

/// By what a file that has changed is known: which it is, its size, and when it was written.
struct FileStamp: Equatable, Sendable {
    var isRegular = false
    private var device: UInt = 0
    private var inode: UInt = 0
    private var size = 0
    private var seconds = 0
    private var nanoseconds = 0

    /// Of a file that is not there all of it is zero.
    init(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
