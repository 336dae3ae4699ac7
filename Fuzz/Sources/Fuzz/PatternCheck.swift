@testable internal import MailStandards

/// An mx pattern, and an MX host on the line behind it.
enum PatternCheck {
    static func run(_ bytes: [UInt8]) {
        let parts = bytes.pieces(0x0A)
        guard let pattern = pattern(parts[0]) else { return }
        let base = require(DomainName(String(pattern.base)), "a pattern is of a name")
        require(base.isHostName(), "a host's name")
        require(pattern.text == (pattern.isWildcard ? "*." : "") + base.text, "in lower case")
        require(self.pattern(Array(pattern.text.utf8)) == pattern, "it reads as it prints")
        require(pattern.matches(base) == !pattern.isWildcard, "a wildcard is not its own base")
        if let child = base.child("mx") {
            require(pattern.matches(child) == pattern.isWildcard, "one label")
            if let grandchild = child.child("mx") {
                require(!pattern.matches(grandchild), "and not two")
                require(
                    pattern.matchesAsSubdomain(grandchild) == pattern.isWildcard,
                    "but in the draft of 2016")
            }
        }
        guard parts.count > 1, let host = DomainName(String(decoding: parts[1], as: UTF8.self))
        else { return }
        let beneath = host.labels.count > base.labels.count && host.labels.ends(with: base.labels)
        let isOneMore = host.labels.count == base.labels.count + 1
        require(
            pattern.matches(host) == (pattern.isWildcard ? beneath && isOneMore : host == base),
            "label by label (RFC 8461 §4.1)")
        require(
            pattern.matchesAsSubdomain(host) == (pattern.isWildcard ? beneath : host == base),
            "any number of labels (draft-margolis-smtp-sts-00 §3)")
    }

    private static func pattern(_ bytes: [UInt8]) -> MXPattern? {
        do throws(RuleViolation) {
            return try MXPattern(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            let count = String(decoding: bytes, as: UTF8.self).utf8.count
            require(error.code != nil, "a violation has a code")
            require((0...count).contains(error.offset ?? 0), "an offset stands in the text")
            return nil
        }
    }
}

extension [Substring] {
    fileprivate func ends(with other: [Substring]) -> Bool {
        suffix(other.count).elementsEqual(other)
    }
}

/// The URI of `a=webpki:`.
enum PolicyURICheck {
    static func run(_ bytes: [UInt8]) {
        expect(SMTPSTSPolicyURI(String(decoding: bytes, as: UTF8.self)))
        let record = Array("v=STS1; to=true; a=webpki:".utf8) + bytes
        expect(SMTPSTSRecord.read([record]).record?.policyURI)
    }

    private static func expect(_ uri: SMTPSTSPolicyURI?) {
        guard let uri else { return }
        require(uri.host.isHostName(), "a host's name")
        require(uri.path.utf8.first == UInt8(ascii: "/"), "a path begins with a slash")
        require(uri.path.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "and stays on its line")
        require(!uri.path.utf8.contains(UInt8(ascii: "#")), "without the fragment")
        require(SMTPSTSPolicyURI("https://\(uri.host)\(uri.path)") == uri, "it reads as it prints")
    }
}
