internal import Glibc

/// A file by its name and by what it is, so that one can tell when the name leads to another.
struct FilePlace: Sendable {
    let path: String
    private let device: dev_t
    private let number: ino_t

    /// What the name leads to now.
    init(_ path: String) {
        self.path = path
        var status = stat()
        let isFound = stat(path, &status) == 0
        device = isFound ? status.st_dev : 0
        number = isFound ? status.st_ino : 0
    }

    /// Whether the name does not lead to it any more.
    var isGone: Bool {
        let now = FilePlace(path)
        return now.device != device || now.number != number
    }
}
