internal import Glibc

/// A file by its name and by what it is, so that one can tell when the name leads to another.
package struct FilePlace: Sendable {
    package let path: String
    private let device: dev_t
    private let number: ino_t

    /// What the name leads to now.
    package init(_ path: String) {
        self.path = path
        var status = stat()
        let isFound = stat(path, &status) == 0
        device = isFound ? status.st_dev : 0
        number = isFound ? status.st_ino : 0
    }

    /// Whether both names lead to the same file.
    package func isSame(as other: FilePlace) -> Bool {
        device == other.device && number == other.number
    }

    /// Whether the name does not lead to it any more.
    var isGone: Bool { !isSame(as: FilePlace(path)) }
}
