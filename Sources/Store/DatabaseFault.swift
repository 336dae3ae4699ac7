internal import GRDB

/// Why a database cannot be used, in a sentence that names the file and the way out.
package struct DatabaseFault: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }

    /// The same for a command whose files are no option's.
    package var ofAnArgument: DatabaseFault {
        DatabaseFault(description.replacing(" with --database", with: ""))
    }

    static func missing(_ path: String) -> DatabaseFault {
        DatabaseFault("there is no database '\(path)'; 'sts-census scan' makes one")
    }

    /// An error of the database in plain words, any other as it is.
    ///
    /// - Parameter left: as in ``init(_:path:left:)``.
    package static func explaining(
        _ error: any Error, path: String, left: String? = nil
    ) -> any Error {
        error is DatabaseError ? DatabaseFault(error, path: path, left: left) : error
    }

    /// Says in plain words what SQLite says in its own.
    ///
    /// - Parameter left: what a failing disk has left, and how to go on, where it is not what a scan
    ///   leaves.
    package init(_ error: any Error, path: String, left: String? = nil) {
        guard let error = error as? DatabaseError else {
            self.init((error as? DatabaseFault)?.description ?? "\(error)")
            return
        }
        let reason =
            switch error.resultCode {
            case .SQLITE_NOTADB:
                "is no SQLite database; it is left as it is, name another file with --database"
            case .SQLITE_READONLY, .SQLITE_PERM:
                "cannot be written; check its permissions, or name another file with --database"
            case .SQLITE_CANTOPEN:
                "cannot be opened; check that its folder exists and may be written to, and that this "
                    + "process may open more files ('ulimit -n')"
            case .SQLITE_FULL:
                "has no room left on its disk; "
                    + (left
                        ?? "what was committed is kept, and when there is room 'scan --resume' goes on")
            case .SQLITE_IOERR:
                "cannot be read or written: its disk reports an error "
                    + "(\(error.message ?? error.extendedResultCode.description)); "
                    + (left
                        ?? "what was committed is kept, and when the disk is whole 'scan --resume' goes "
                        + "on")
            case .SQLITE_BUSY, .SQLITE_LOCKED: "is in use by another program"
            case .SQLITE_CORRUPT: "is damaged; 'sqlite3 FILE .recover' may save its rows"
            default: "failed: \(error.message ?? error.resultCode.description)"
            }
        self.init("the database '\(path)' \(reason)")
    }
}
