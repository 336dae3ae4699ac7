extension MTASTSPolicy {
    /// What the author of a policy that is not valid probably meant, which is valid as it prints;
    /// nil where that cannot be told: something is missing, or says nothing.
    ///
    /// Lines may be indented, quoted or commented out, keys mistyped, `=` may stand for the colon;
    /// mode `report` of the drafts is testing, a max_age over the ceiling is the ceiling.
    package static func probablyMeant(by body: [UInt8]) -> MTASTSPolicy? {
        var values: [PolicyLines.Key: [UInt8]] = [:]
        var patterns: [MXPattern] = []
        for line in lines(body) {
            guard let (key, value) = split(line) else { continue }
            if key == .mx {
                guard let more = LooseMXPattern.list(value) else { return nil }
                patterns += more
            } else if values[key] == nil {
                values[key] = value
            }
        }
        guard isVersion(values[.version] ?? []), let mode = mode(values[.mode] ?? []),
            let seconds = LooseText.seconds(
                (values[.maxAge] ?? [])[...], ceiling: PolicyMaxAge.ceiling)
        else { return nil }
        let meant = MTASTSPolicy(mode: mode, maxAgeSeconds: seconds, patterns: patterns)
        return (try? parse(Array(meant.description.utf8)))?.policy
    }

    /// The key that a line probably has.
    static func looseKey(_ line: ArraySlice<UInt8>) -> PolicyLines.Key? {
        split(LooseText.cleaned(Array(line))[...])?.0
    }

    /// The mode that a line probably names.
    static func looseMode(_ line: ArraySlice<UInt8>) -> Mode? {
        split(LooseText.cleaned(Array(line))[...]).flatMap { mode($0.1) }
    }

    /// Also where CR ends them, or `\n` is written out.
    private static func lines(_ body: [UInt8]) -> [ArraySlice<UInt8>] {
        var text: [UInt8] = []
        var rest = body[...]
        while let byte = rest.popFirst() {
            let isWritten = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "n")
            if isWritten { rest = rest.dropFirst() }
            text.append(isWritten ? 0x0A : byte)
        }
        return LooseText.cleaned(text, keepingLineEnds: true)
            .split { $0 == 0x0A || $0 == 0x0D }
    }

    /// A line's key and value; nil for a comment, and for a key that is none of the standard's.
    private static func split(_ line: ArraySlice<UInt8>) -> (PolicyLines.Key, [UInt8])? {
        let line = LooseText.trimmed(line, "',;")
        guard line.first != UInt8(ascii: "#"),
            let mark = line.firstIndex(where: {
                $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0.isWSP
            })
        else { return nil }
        let name = line[..<mark]
        let exact = PolicyLines.Key.known.first { name.elementsEqual($0.rawValue.utf8) }
        guard let key = exact ?? PolicyKeyTypo.resembled(name) else { return nil }
        let value = line[mark...].drop {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0.isWSP
        }
        return (key, Array(LooseText.trimmed(value.prefix { $0 != UInt8(ascii: "#") }, "',;")))
    }

    private static func isVersion(_ value: [UInt8]) -> Bool {
        let letters = value.filter(\.isLetterOrDigit).map(\.lowercased)
        return letters.filter(\.isDigit) == [UInt8(ascii: "1")]
            && EditDistance.between(letters, Array("stsv1".utf8), atMost: 1) != nil
    }

    private static func mode(_ value: [UInt8]) -> Mode? {
        let letters = value.map(\.lowercased)
        if letters == Array("report".utf8) { return .testing }
        return Mode.allCases.first { mode in
            let slips = mode == .none ? 1 : 2
            return EditDistance.between(letters, Array(mode.rawValue.utf8), atMost: slips) != nil
        }
    }
}
