internal import Certificates
internal import Store

extension ListIdentity {
    /// Reads the files; nil where one is a pipe or stdin, which can be read only once.
    init?(of lists: [String]) {
        let digest = FileDigest()
        guard lists.allSatisfy({ $0 != "-" && digest.read($0) }) else { return nil }
        self.init(bytes: digest.bytes, digest: digest.finish())
    }
}
