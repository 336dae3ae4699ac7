internal import Foundation
internal import GRDB
internal import Glibc

/// A new database under a name that is no database's until it is whole.
package struct UnfinishedDatabase: Sendable {
    package let database: CensusDatabase
    private let path: String
    private var unfinished: String { Self.unfinished(path) }

    /// Begins a file beside the one that it is to be; refuses where that exists.
    package init(path: String) throws {
        self.path = path
        guard !FileManager.default.fileExists(atPath: path) else {
            throw DatabaseFault("'\(path)' exists already; it is left as it is, name another file")
        }
        do {
            try CensusDatabase.check(path: path)
        } catch {
            throw DatabaseFault(error, path: path).ofAnArgument
        }
        // What a process has left that was killed.
        Self.remove(Self.unfinished(path))
        do {
            database = try CensusDatabase(making: Self.unfinished(path))
        } catch {
            Self.remove(Self.unfinished(path))
            throw DatabaseFault(error, path: path, left: "nothing is left behind")
        }
    }

    /// Gives the file its name, once all of it is on the disk.
    package func publish() throws {
        try database.pool.close()
        let descriptor = open(unfinished, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw DatabaseFault(
                "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
        }
        try FileManager.default.moveItem(atPath: unfinished, toPath: path)
    }

    /// Leaves nothing behind.
    package func remove() {
        try? database.pool.close()
        Self.remove(unfinished)
    }

    private static func unfinished(_ path: String) -> String { path + ".part" }

    private static func remove(_ unfinished: String) {
        for name in ["", "-journal", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: unfinished + name)
        }
    }
}
