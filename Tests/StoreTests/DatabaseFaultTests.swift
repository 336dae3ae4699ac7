import GRDB
import Store
import Testing

@Suite struct DatabaseFaultTests {
    /// What SQLite says, and the way out that the sentence must name.
    @Test(arguments: [
        (ResultCode.SQLITE_NOTADB, "--database"), (.SQLITE_READONLY, "permissions"),
        (.SQLITE_READONLY_DIRECTORY, "permissions"), (.SQLITE_CANTOPEN, "folder"),
        (.SQLITE_FULL, "no room"), (.SQLITE_BUSY, "another program"),
        (.SQLITE_BUSY_SNAPSHOT, "another program"), (.SQLITE_CORRUPT, ".recover"),
        (.SQLITE_IOERR_WRITE, "disk gone"),
    ])
    func saysItInPlainWords(code: ResultCode, word: String) {
        let fault = DatabaseFault(
            DatabaseError(resultCode: code, message: "disk gone"), path: "/tmp/a.sqlite")
        #expect(fault.description.contains("'/tmp/a.sqlite'"))
        #expect(fault.description.contains(word), "\(fault.description)")
    }
}
