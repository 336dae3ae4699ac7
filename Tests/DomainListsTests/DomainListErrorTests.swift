import Foundation
import Testing

@testable import DomainLists

@Suite struct DomainListErrorTests {
    @Test func namesTheFileAndTheWayOut() throws {
        try withTemporaryFolder { folder in
            let missing = folder.path + "/missing.csv"
            #expect(
                Reading(missing).message == "The list '\(missing)' does not exist: check its path.")
            #expect(
                Reading(folder.path).message
                    == "'\(folder.path)' is a directory: name the list file in it.")
            // Its first page is never mapped, so that reading fails, for root too.
            let unreadable = Reading("/proc/self/mem")
            #expect(
                unreadable.message.hasPrefix("The list '/proc/self/mem' cannot be read (")
                    && unreadable.message.hasSuffix("): check the file and its permissions."))
        }
    }

    @Test(arguments: [
        (Data([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] + "JFIF".utf8), "a JPEG"),
        (Data([0x7F] + "ELF".utf8 + [2, 1, 1, 0, 0, 0, 0, 0]), "an ELF file"),
        (Data("a.com\nb.\u{0}com\n".utf8), "a NUL byte"),
        (Data((0..<200).map { UInt8(truncatingIfNeeded: $0 * 151 + 1) }), "noise"),
    ])
    func binaryIsRefused(_ bytes: Data, _ reason: String) throws {
        try withTemporaryFolder { folder in
            #expect(Reading(try folder.write(bytes, as: "list")).problem == .binary, "\(reason)")
            try folder.run("gzip -c list > packed")
            #expect(Reading(folder.path + "/packed").problem == .binary, "\(reason), compressed")
        }
    }

    @Test func othersAreToldApart() throws {
        try withTemporaryFolder { folder in
            let text = try folder.write("a.com\n")
            try folder.run("tar cf a.tar list.txt && gzip -k a.tar")
            #expect(Reading(text).isWhole)
            #expect(Reading(folder.path + "/a.tar").problem == .tar)
            #expect(Reading(folder.path + "/a.tar.gz").problem == .tar)
            let utf16 = try folder.write(Data([0xFF, 0xFE, 0x61, 0x00]), as: "utf16")
            #expect(Reading(utf16).problem == .utf16)
        }
    }
}
