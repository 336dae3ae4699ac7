import Foundation

extension DomainReport {
    /// For a terminal: what was found, part by part, and the verdict with its reason.
    func text(coloured: Bool) -> String {
        var lines = [Style.bold(domain, coloured)]
        lines.append(row("mail", mailText))
        lines.append(row("mta-sts", stsText))
        for line in policyLines { lines.append(row("", line)) }
        lines.append(row("tlsrpt", recordText(tlsrptRecord, "_smtp._tls")))
        if let draftRecord, draftRecord != "absent" {
            let mode = draftMode.map { ", mode \($0)" } ?? ""
            lines.append(row("smtp sts", recordText(draftRecord, "_smtp_sts") + mode))
        }
        lines.append(row("dane", Self.daneWords[dane] ?? dane))
        for host in mxHosts { lines += host.lines.map { row($0.0, $0.1) } }
        for finding in findings {
            let place = finding.mxHost.map { " (\($0))" } ?? ""
            lines.append(
                row("finding", finding.code + place + (finding.detail.map { ": \($0)" } ?? "")))
        }
        let reason = resultType.map { ", \($0)" } ?? ""
        let colour = Style.colours[verdict] ?? .plain
        lines.append(
            row("verdict", "") + Style.paint(verdict + reason, colour, coloured))
        lines.append(row("", Self.verdictWords[verdict] ?? ""))
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ name: String, _ text: String) -> String {
        "  " + name.padding(toLength: 10, withPad: " ", startingAt: 0) + Self.printable(text)
    }

    /// Control characters from the wire must not steer the terminal.
    private static func printable(_ line: String) -> String {
        String(
            String.UnicodeScalarView(
                line.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
                }))
    }

    private var mailText: String {
        let dnssec = mxDnssec.map { " (DNSSEC: \($0))" } ?? ""
        switch mailRoute {
        case "mx": return "\(mxHosts.count) MX host\(mxHosts.count == 1 ? "" : "s")" + dnssec
        case "implicit-mx": return "no MX, but an address: the domain is its own MX host" + dnssec
        case "null-mx": return "none: a null MX says that no mail is accepted" + dnssec
        case "none": return "none: no MX and no address" + dnssec
        default: return "the MX lookup failed" + dnssec
        }
    }

    private var stsText: String {
        recordText(stsRecord, "_mta-sts") + (stsId.map { ", id \($0)" } ?? "")
    }

    private func recordText(_ state: String, _ labels: String) -> String {
        let texts = txtRecords["\(labels).\(domain)"] ?? []
        let shown = state == "absent" ? [] : texts.map { "\"\($0)\"" }
        return ([state] + shown).joined(separator: "  ")
    }

    private var policyLines: [String] {
        guard let policyFetch else { return [] }
        guard policyFetch == "ok" else {
            return ["policy not had: \(policyFetch)" + (policyFetchDetail.map { ", \($0)" } ?? "")]
        }
        guard policySyntax == "valid" else { return ["policy invalid"] }
        return ["policy valid: mode \(policyMode ?? "?"), max_age \(policyMaxAge ?? 0) s"]
    }

    private static let daneWords = [
        "none": "no TLSA record",
        "insecure": "TLSA records without DNSSEC, so senders ignore them",
        "mx-insecure": "TLSA records are secure, the MX answer is not, so they protect nobody",
        "unusable": "TLSA records, none of them usable for SMTP",
        "valid": "valid: every MX host that answered matches its TLSA records",
        "partial": "partial: some MX hosts match their TLSA records, others do not",
        "invalid": "invalid: no MX host matches its TLSA records",
        "bogus": "bogus: DNSSEC validation failed",
        "unknown": "not known: no MX host with TLSA records could be asked",
        "error": "a TLSA lookup failed",
    ]

    private static let verdictWords = [
        "secure": "mail is delivered over authenticated TLS",
        "degraded": "some MX hosts pass, others do not",
        "report": "no MX host passes; the policy is in testing, so mail is delivered and reported",
        "refuse": "no MX host passes; a sender that honours the policy holds the message",
        "opportunistic": "TLS without authentication: safe from listeners, not from attackers",
        "plaintext": "mail can travel in the clear",
        "no-mail": "the domain accepts no mail",
        "unknown": "no MX host answered, or the DNS failed, so nothing can be said",
    ]
}

extension DomainReport.Host {
    fileprivate var lines: [(String, String)] {
        var state = [reachability]
        if let starttls { state.append("STARTTLS \(starttls)") }
        if let tlsVersion { state.append("\(tlsVersion) \(tlsCipher ?? "")") }
        if let certificate { state.append("certificate \(certificate)") }
        if tlsa != "none" { state.append("TLSA \(tlsa)") }
        if policyMatch == false { state.append("no mx pattern of the policy matches") }
        if let resultType { state.append(resultType) }
        let shown = addresses.prefix(3).joined(separator: ", ")
        var lines = [("mx \(preference)", "\(mxHost)" + (shown.isEmpty ? "" : " [\(shown)]"))]
        lines.append(("", "  " + state.joined(separator: ", ")))
        if let surveyText { lines.append(("", "  " + surveyText)) }
        if let detail { lines.append(("", "  " + detail)) }
        return lines
    }

    /// `accepts TLSv1.2, TLSv1.3; refuses TLSv1, TLSv1.1`.
    private var surveyText: String? {
        guard let tlsSurvey else { return nil }
        let parts = [
            ("accepts", "accepted"), ("refuses", "refused"), ("not known:", "unknown"),
        ].compactMap { word, outcome -> String? in
            let versions = tlsSurvey.filter { $0.value == outcome }.keys.sorted()
            return versions.isEmpty ? nil : word + " " + versions.joined(separator: ", ")
        }
        return parts.joined(separator: "; ")
    }
}

/// Colour, on a terminal only.
enum Style {
    enum Colour: String {
        case plain = ""
        case red = "31"
        case yellow = "33"
        case green = "32"
    }

    static let colours: [String: Colour] = [
        "secure": .green, "degraded": .yellow, "report": .yellow, "refuse": .red,
        "plaintext": .red,
    ]

    static func bold(_ text: String, _ coloured: Bool) -> String {
        coloured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    static func paint(_ text: String, _ colour: Colour, _ coloured: Bool) -> String {
        coloured && colour != .plain ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
