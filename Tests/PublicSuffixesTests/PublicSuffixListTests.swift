import MailStandards
import PublicSuffixes
import Testing

@Suite struct PublicSuffixListTests {
    @Test(arguments: [
        ("example.com", "example.com", "the registrable domain itself"),
        ("mx1.mail.example.com", "example.com", "names beneath it"),
        ("mx1.example.co.uk", "example.co.uk", "a suffix of two labels"),
        ("foo.blogspot.com", "blogspot.com", "the private section is left out"),
        ("mx.eu-west-1.compute.amazonaws.com", "amazonaws.com", "and so are its wildcards"),
        ("x.github.io", "github.io", "private suffix under io"),
        ("b.c.kobe.jp", "b.c.kobe.jp", "*.kobe.jp"),
        ("a.b.c.kobe.jp", "b.c.kobe.jp", "*.kobe.jp, deeper"),
        ("city.kawasaki.jp", "city.kawasaki.jp", "the exception !city.kawasaki.jp"),
        ("mx.city.kawasaki.jp", "city.kawasaki.jp", "beneath an exception"),
        ("www.ck", "www.ck", "the exception !www.ck"),
        ("mx.www.ck", "www.ck", "beneath the exception"),
        ("b.test.ck", "b.test.ck", "*.ck"),
        ("x.y.testtld", "y.testtld", "an unknown top-level domain: the default rule *"),
        ("y.testtld", "y.testtld", "just beneath it"),
        ("tenant.mail.protection.outlook.com", "outlook.com", "a provider's host"),
        ("mx.xn--55qx5d.cn", "mx.xn--55qx5d.cn", "an A-label suffix"),
        ("a.xn--p1ai", "a.xn--p1ai", "an A-label top-level domain"),
        ("_25._tcp.mx.example.de", "example.de", "underscores"),
        ("a\\.b.example.com", "example.com", "a dot inside a label"),
        ("x.example\\.com.org", "example\\.com.org", "a dot inside the registered label"),
    ])
    func finds(_ name: String, _ registrable: String, _ reason: String) throws {
        let name = try #require(DomainName(name))
        #expect(
            try PublicSuffixList().registrableDomain(of: name)?.text == registrable, "\(reason)")
    }

    @Test(arguments: [
        ("com", "a top-level domain"),
        ("co.uk", "a suffix of two labels"),
        ("c.kobe.jp", "*.kobe.jp"),
        ("test.ck", "*.ck"),
        ("testtld", "an unknown top-level domain"),
        ("xn--55qx5d.cn", "an A-label suffix"),
        (".", "the root"),
    ])
    func hasNone(_ name: String, _ reason: String) throws {
        let name = try #require(DomainName(name))
        #expect(try PublicSuffixList().registrableDomain(of: name) == nil, "\(reason)")
    }

    @Test func saysItsVersion() throws {
        let version = try PublicSuffixList().version
        #expect(
            version.contains(/^(public_suffix_list\.dafsa of|libpsl [0-9.]+,) 20\d\d-\d\d-\d\d$/))
    }

    @Test func manyTasksMayAskAtOnce() async throws {
        let list = try PublicSuffixList()
        let name = try #require(DomainName("mx.example.co.uk"))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<1000).allSatisfy { _ in
                        list.registrableDomain(of: name)?.text == "example.co.uk"
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
