import Foundation
import Store

extension CensusDatabase {
    /// Brings a database of an older version up to date, and says so on stderr; before anything else
    /// is done with it.
    static func upgrade(at path: String) throws {
        guard let upgrade = try bringUpToDate(path: path) else { return }
        let line = "sts-census: \(TerminalText.harmless(upgrade.description))\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
