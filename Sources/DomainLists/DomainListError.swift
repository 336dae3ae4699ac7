/// Why a list cannot be read, or not to its end.
package struct DomainListError: Error, Hashable, Sendable {
    /// What is wrong with it.
    package enum Problem: Hashable, Sendable {
        case doesNotExist
        case isDirectory
        /// With the system's words.
        case notReadable(String)
        /// Not text, even after decompression.
        case binary
        case utf16
        case tar
        /// The compressed data are cut off or damaged.
        case broken(afterLines: Int, reason: String)
        /// An archive without a file in it.
        case noFile
        /// An archive with several files of which none is the only list; some of their names.
        case severalFiles([String])
        /// A line of an exclusion list that is neither name nor network.
        case badLine(RejectedLine)
    }

    /// The path as the user gave it; `-` is standard input.
    package let list: String
    package let problem: Problem

    init(list: String, _ problem: Problem) {
        self.list = list
        self.problem = problem
    }
}

extension DomainListError: CustomStringConvertible {
    /// One sentence that names the file and the way out.
    package var description: String {
        let name = list == "-" ? "standard input" : "'\(list)'"
        return switch problem {
        case .doesNotExist: "The list \(name) does not exist: check its path."
        case .isDirectory: "\(name) is a directory: name the list file in it."
        case .notReadable(let reason):
            "The list \(name) cannot be read (\(reason)): check the file and its permissions."
        case .binary:
            "The list \(name) is binary: give plain text or CSV, as it is or compressed with "
                + "gzip, zip, xz or zstd."
        case .utf16:
            "The list \(name) is UTF-16 text: convert it with 'iconv -f UTF-16 -t UTF-8'."
        case .tar: "The list \(name) is a tar archive: unpack it, and name the list file in it."
        case .broken(let lines, let reason):
            "The list \(name) is broken after \(lines) lines (\(reason)): fetch or compress it "
                + "again."
        case .noFile: "The archive \(name) holds no file: give one that holds the list."
        case .severalFiles(let files):
            "The archive \(name) holds several files (\(files.joined(separator: ", "))): unpack "
                + "it, and name the list."
        case .badLine(let line):
            "Line \(line.number) of \(name), '\(line.text)', is neither a domain nor a network "
                + "(\(line.reason)): correct it, or put # before it."
        }
    }
}
