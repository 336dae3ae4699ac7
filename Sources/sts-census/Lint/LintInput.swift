import Census
import Foundation
import MailStandards

/// What `lint` reads from a file or from stdin.
enum LintInput {
    private static let sizeLimit = 1 << 20

    /// The bytes of the file, or of stdin for `-`.
    static func bytes(_ path: String) throws -> [UInt8] {
        let isStdin = path == "-"
        let name = isStdin ? "standard input" : "'\(path)'"
        var isDirectory: ObjCBool = false
        if !isStdin {
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                throw OptionFault("there is no file \(name)")
            }
            guard !isDirectory.boolValue else {
                throw OptionFault("\(name) is a directory, not a file")
            }
        }
        let file = isStdin ? .standardInput : FileHandle(forReadingAtPath: path)
        guard let file else { throw OptionFault("\(name) cannot be read") }
        var bytes: [UInt8] = []
        do {
            while let more = try file.read(upToCount: 1 << 16), !more.isEmpty {
                bytes += more
                guard bytes.count <= sizeLimit else {
                    throw OptionFault("\(name) is larger than 1 MiB; no record or policy is")
                }
            }
        } catch let fault as OptionFault {
            throw fault
        } catch {
            throw OptionFault("\(name) cannot be read")
        }
        return bytes
    }

    /// The texts in it: a line for each TXT record, or all of it.
    static func texts(_ bytes: [UInt8], _ kind: LintKind) -> [[UInt8]] {
        guard kind.isTXT else { return [bytes] }
        return bytes.split(separator: 0x0A).compactMap { line in
            let line = line.last == 0x0D ? line.dropLast() : line
            return line.isEmpty ? nil : characterStrings(line) ?? Array(line)
        }
    }

    /// `"v=STSv1; " "id=1"` put together, as a zone file has it (RFC 1035 §5.1); nil where it is
    /// no row of quoted strings.
    static func characterStrings(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        var rest = line
        var isQuoted = false
        var count = 0
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted.toggle()
                if isQuoted { count += 1 }
            case UInt8(ascii: "\\") where isQuoted:
                guard let next = rest.popFirst() else { return nil }
                let digits = [next] + rest.prefix(2)
                let isCode = digits.count == 3 && digits.allSatisfy { (0x30...0x39).contains($0) }
                guard isCode else {
                    text.append(next)
                    continue
                }
                guard let code = UInt8(String(decoding: digits, as: UTF8.self)) else { return nil }
                text.append(code)
                rest = rest.dropFirst(2)
            case _ where isQuoted: text.append(byte)
            case 0x20, 0x09: break
            default: return nil
            }
        }
        return isQuoted || count == 0 ? nil : text
    }
}
