internal import Glibc

/// The right to scan into a database, held by one process at a time.
///
/// A lock on a byte of the file that SQLite never locks, bound to an open file description: it
/// leaves nothing behind, and ends with the process, however that ends.
package final class ScannerLock: Sendable {
    /// Behind SQLite's own, which are the 512 from 0x40000000.
    private static let byte: off_t = 0x4000_0400
    private let descriptor: Int32
    /// F_OFD_GETLK and F_OFD_SETLK of fcntl(2).
    private static let (inquire, set): (Int32, Int32) = (36, 37)

    /// Takes the lock, and makes the file if there is none; throws a sentence for people where
    /// another process holds it.
    ///
    /// The file stays open until the process ends: closing any descriptor of it would end SQLite's
    /// locks of this process.
    package init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw DatabaseFault("the database '\(path)' cannot be opened: \(Self.reason)")
        }
        var lock = Self.description
        guard fcntl(descriptor, Self.set, &lock) != 0 else { return }
        guard errno == EAGAIN || errno == EACCES else {
            throw DatabaseFault("the database '\(path)' cannot be locked: \(Self.reason)")
        }
        throw Self.fault(path)
    }

    deinit {
        var lock = Self.description
        lock.l_type = Int16(F_UNLCK)
        _ = fcntl(descriptor, Self.set, &lock)
    }

    /// Whether a process scans into the database.
    ///
    /// Only before this process opens it, as the file is closed here.
    package static func isHeld(path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = description
        return fcntl(descriptor, inquire, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// Says that somebody else scans into the database.
    package static func fault(_ path: String) -> DatabaseFault {
        DatabaseFault(
            "another sts-census is scanning into '\(path)'; wait for it to end, or name another "
                + "file with --database")
    }

    private static var description: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = byte
        lock.l_len = 1
        return lock
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
