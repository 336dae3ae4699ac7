import MailStandards
import Testing

@Suite struct SMTPSTSPolicyURITests {
    @Test(arguments: [
        (
            "https://example.com/.well-known/smtp-sts/current", "example.com",
            "/.well-known/smtp-sts/current"
        ),
        ("HTTPS://Example.COM/a?b=c", "example.com", "/a?b=c"),
        ("https://example.com", "example.com", "/"),
        ("https://example.com?x", "example.com", "/?x"),
        ("https://example.com:443/x", "example.com", "/x"),
        ("https://example.com/x#part", "example.com", "/x"),
    ])
    func accepts(text: String, host: String, path: String) throws {
        let uri = try #require(SMTPSTSPolicyURI(text))
        #expect(uri.host.text == host)
        #expect(uri.path == path)
    }

    @Test(arguments: [
        ("", "nothing"), ("http://example.com/", "not https"),
        ("https:example.com", "no authority"),
        ("https:///x", "no host"), ("https://example.com:8443/", "another port"),
        ("https://example.com:/", "an empty port"), ("https://user@example.com/", "a user"),
        ("https://[::1]/", "an address"), ("https://exa mple.com/", "a space"),
        ("https://-example.com/", "no host name"), (#"https://ex\097mple.com/"#, "an escape"),
        ("https://_x.example.com/", "an underscore"),
        ("ftp://example.com/", "another scheme"),
        ("https://example.com/a b", "a space in the path"),
        ("https://example.com/\r\nHost: example.net", "a line's end in the path"),
        ("https://example.com/\0", "a NUL in the path"),
        ("https://example.com/ü", "no ASCII"),
    ])
    func refuses(text: String, why: String) {
        #expect(SMTPSTSPolicyURI(text) == nil, "\(why)")
    }
}
