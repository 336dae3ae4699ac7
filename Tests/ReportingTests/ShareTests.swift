import Testing

@testable import Reporting

@Suite struct ShareTests {
    @Test(arguments: [
        (0, 0, "–", "nothing to count"),
        (0, 7, "0%", "nobody"),
        (7, 7, "100%", "everybody"),
        (1, 8, "12.5%", "one decimal"),
        (1, 3, "33.3%", "rounded down"),
        (2, 3, "66.7%", "rounded up"),
        (7, 10_000, "0.07%", "two decimals below one percent"),
        (1, 200, "0.50%", "two decimals below one percent, the last a zero"),
        (9_999, 1_000_000, "1.0%", "rounded up to one percent"),
        (1, 1_000_000, "<0.01%", "never rounded to nobody"),
        (999_999, 1_000_000, ">99.9%", "never rounded to everybody"),
        (9_994, 10_000, "99.9%", "rounded down from 99.94"),
        (9_995, 10_000, ">99.9%", "would be rounded to 100.0"),
    ])
    func percent(count: Int, total: Int, expected: String, reason: String) {
        #expect(Share(count, of: total, "domains").percent == expected, "\(reason)")
    }

    @Test func wordsFollowTheNumber() {
        let domains = "domains accepting mail"
        #expect(Share(1, of: 1, domains).denominatorText == "1 domain accepting mail")
        #expect(Share(1, of: 2_000, domains).denominatorText == "2,000 domains accepting mail")
        #expect(
            Share(1, of: 1, "MX hosts that answered").denominatorText
                == "1 MX host that answered")
        #expect(Share(1_234, of: 1_234_567, domains).fractionText == "1,234 of 1,234,567")
    }

    @Test func fraction() {
        #expect(Share(1, of: 4, "domains").fraction == 0.25)
        #expect(Share(0, of: 0, "domains").fraction == nil)
    }
}
