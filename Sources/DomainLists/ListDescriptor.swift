import Glibc

/// A list's open file, closed with this value; standard input stays open.
final class ListDescriptor {
    let number: Int32
    /// Whether it can be read twice: a file on disk, no pipe and no terminal.
    let isSeekable: Bool

    init(path: String) throws(ListContent.Failure) {
        let number = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw ListContent.Failure(
                problem: errno == ENOENT || errno == ENOTDIR
                    ? .doesNotExist : .notReadable(String(cString: strerror(errno))))
        }
        self.number = number
        var status = stat()
        guard fstat(number, &status) == 0 else {
            isSeekable = false
            throw ListContent.Failure(problem: .notReadable(String(cString: strerror(errno))))
        }
        isSeekable = status.st_mode & S_IFMT == S_IFREG
        if status.st_mode & S_IFMT == S_IFDIR { throw ListContent.Failure(problem: .isDirectory) }
    }

    deinit { if number != STDIN_FILENO { close(number) } }
}
