import MailStandards
import Testing

@Suite struct MTASTSPolicyLooseTests {
    static let plain = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 604800\n"

    /// A body, and what it was meant to be; nil where that cannot be told.
    static let rows: [(String, String?, String)] = [
        (plain, plain, "what is valid stays as it is"),
        ("\u{FEFF}" + plain, plain, "a byte order mark"),
        ("  version: STSv1\n\tmode: enforce\n mx: a.example\n max_age: 604800", plain, "indented"),
        ("Version: stsv1\nMODE: Enforce\nMX: a.example\nMax_Age: 604800", plain, "capitals"),
        ("version=STSv1\nmode = enforce\nmx a.example\nmax_age :604800", plain, "no colons"),
        ("version: STSv1;\nmode: enforce;\nmx: a.example;\nmax_age: 604800;", plain, "semicolons"),
        ("version:STSv1\rmode:enforce\rmx:a.example\rmax_age:604800\r", plain, "CR alone"),
        (#"version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 604800"#, plain, #"\n in text"#),
        (
            "\"version: STSv1\"\n\"mode: enforce\"\nmx: 'a.example'\nmax_age: \"604800\"", plain,
            "quotes"
        ),
        ("# ours\n" + plain + "x-ray: 1\n", plain, "a comment and an extension"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax-age: 604800", plain, "max-age"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmaxage: 604800", plain, "maxage"),
        ("verison: STSv1\nmdoe: enforce\nmxs: a.example\nmax_aeg: 604800", plain, "typing errors"),
        ("version: STSv1\nmode: enforce\nmx_s: a.example\nmax_age: 604800", plain, "mx_s"),
        ("version: STS1\nmode: enforced\nmx: a.example\nmax_age: 1 week", plain, "words"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 604,800", plain, "a comma"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 00000604800", plain, "zeros"),
        ("version: STSv1\nmode: enforce\nmx: a.example.\nmax_age: 604800", plain, "a final dot"),
        ("version: STSv1\nmode: enforce\nmx: u@a.example\nmax_age: 604800", plain, "a mailbox"),
        ("version: STSv1\nmode: enforce\nmx: 10 a.example\nmax_age: 604800", plain, "a preference"),
        ("version: STSv1\nmode: enforce\nmx: a.example:25\nmax_age: 604800", plain, "a port"),
        ("version: STSv1\nmode: enforce\nmx: smtp://a.example/\nmax_age: 604800", plain, "a URL"),
        (plain + "mx: *\n", plain, "* beside a name"),
        (plain + "mx: 192.0.2.1\nmx: [2001:db8::1]\n", plain, "addresses beside a name"),
        (
            "version: STSv1\nmode: report\nmx: a.example, .b.example *c.example _.d.example\n"
                + "max_age: 99999999999999999999999",
            "version: STSv1\nmode: testing\nmx: a.example\nmx: *.b.example\nmx: *.c.example\n"
                + "mx: *.d.example\nmax_age: 31557600\n", "wildcards, the drafts' mode, the ceiling"
        ),
        (
            "{\n\"version\": \"STSv1\",\n\"mode\": \"enforce\",\n\"mx\": [\"a.example\"],\n"
                + "\"max_age\": 604800\n}", plain, "JSON"
        ),
        (
            "version: STSv1\nmode: none\nmx: *\nmax_age: 1",
            "version: STSv1\nmode: none\nmax_age: 1\n", "none"
        ),
        ("", nil, "nothing"),
        ("<html><body>Not found</body></html>", nil, "a web page"),
        ("mode: enforce\nmx: a.example\nmax_age: 604800", nil, "no version"),
        ("version: STSv2\nmode: enforce\nmx: a.example\nmax_age: 604800", nil, "another version"),
        ("version: STSv10\nmode: enforce\nmx: a.example\nmax_age: 604800", nil, "version 10"),
        ("version: STSv1\nmx: a.example\nmax_age: 604800", nil, "no mode"),
        ("version: STSv1\nmode: on\nmx: a.example\nmax_age: 604800", nil, "a mode of no sense"),
        ("version: STSv1\nmode: enforce\nmx: a.example", nil, "no max_age"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1", nil, "a negative max_age"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1e5", nil, "an exponent"),
        ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1.5", nil, "a fraction"),
        ("version: STSv1\nmode: enforce\nmax_age: 604800", nil, "no mx"),
        ("version: STSv1\nmode: enforce\nmx: *\nmax_age: 604800", nil, "* alone"),
        ("version: STSv1\nmode: enforce\nmx: 192.0.2.1\nmax_age: 604800", nil, "an address alone"),
        (plain + "mx: *.*.example\n", nil, "two wildcards, of which nobody knows what they match"),
        (plain + "mx: münchen.example\n", nil, "a U-label"),
    ]

    @Test(arguments: rows) func mends(body: String, meant: String?, reason: String) {
        #expect(MTASTSPolicy.probablyMeant(by: bytes(body))?.description == meant, "\(reason)")
    }

    @Test(arguments: MTASTSPolicyTests.bad) func givesWhatIsAccepted(row: Bad) {
        expectAccepted(MTASTSPolicy.probablyMeant(by: row.bytes)) { MTASTSPolicyTests.answer($0) }
    }

    /// A policy, and what it says of its mistyped keys.
    static let typos: [(String, [String])] = [
        ("version: STSv1\nmode: none\nmax-age: 1", ["max-age in line 3 resembles max_age"]),
        (
            "Version: STSv1\n\nmodes: none\nmax_age: 1",
            [
                "Version in line 1 resembles version", "modes in line 3 resembles mode",
            ]
        ),
        (
            "version: STSv1\nmode: testing\nmax_age: 1\nmxs: a\nxm: b\nmx1: c",
            [
                "mxs in line 4 resembles mx", "xm in line 5 resembles mx",
                "mx1 in line 6 resembles mx",
            ]
        ),
        ("version: STSv1\nmode: none\nmax_age: 86400\nMX: a", ["MX in line 4 resembles mx"]),
        (plain + "max-age: 1\nMode: x\nmx2: y\nversions: 1", []),
        ("version: STSv1\nmode: none\nmax_age: 86400\ntx: a\nm: b\nx: c\nmd: d\nage: e", []),
        ("version: STSv1\nmode: enforce\nmax-age: 1\nmode", []),
    ]

    @Test(arguments: typos) func tellsOfMistypedKeys(body: String, details: [String]) {
        let findings = MTASTSPolicy.read(bytes(body)).findings
        #expect(findings.filter { $0.code == .policyKeyTypo }.map { $0.detail ?? "" } == details)
    }
}
