@testable import Reporting

/// A report with every kind of table, chart and part, and with a text of the caller's wherever
/// one from outside can stand.
struct Gallery {
    var text = "Provider"
    var groups = 50

    func report() throws -> Report {
        var report = try Report(runs: [1], from: Fixture([.init(name: "a.example")]).database)
        report.run.run.label = text
        report.run.sections = [section]
        return report
    }

    var section: ReportSection {
        ReportSection(
            id: "gallery", title: "Gallery", paragraphs: ["One of each kind."],
            parts: [
                .shares(shares("ladder", .ladder, Self.ladder)),
                .shares(
                    shares(
                        "combinations", .combinations(of: ["MTA-STS", "TLSRPT", "DANE"]),
                        Self.combinations)),
                .shares(shares("bars", .bars, Self.ladder)),
                .shares(shares("stacked", .stacked, Self.combinations)),
                .shares(shares("plain", .none, Self.ladder)),
                .shares(shares("tones", .stacked, Tone.allCases.map { ($0.rawValue, 14_280, $0) })),
                .cross(cross), .cross(overTime), .list(list),
            ],
            profiles: (1...groups).map { number in
                Profile(
                    id: "profile-\(number)", title: "\(text) \(number)", note: "\(number) domains",
                    tables: [
                        .shares(shares("profile-\(number)-modes", .stacked, Self.combinations))
                    ])
            })
    }

    private static let ladder = [
        ("absent", 98_700, Tone.absent), ("published", 1_300, .neutral), ("valid", 912, .fair),
        ("effective", 287, .good),
    ]
    private static let combinations = [
        ("000", 97_100, Tone.neutral), ("100", 640, .good), ("010", 900, .good),
        ("110", 560, .good), ("001", 700, .good), ("101", 40, .good), ("011", 0, .good),
        ("111", 60, .good),
    ]

    private func shares(
        _ id: String, _ chart: ChartKind, _ rows: [(String, Int, Tone)]
    ) -> AdoptionTable {
        AdoptionTable(
            id: id, title: "Shares as \(id)", intro: "What it is about.", heading: "State",
            unit: "Domains",
            rows: rows.map { key, count, tone in
                var share = Share(count, of: 100_000, "domains accepting mail")
                // One table as of a sample, with intervals.
                share.isOfSample = id == "plain"
                return AdoptionTable.Row(
                    key: key, label: "\(text) \(key)", note: text, share: share, tone: tone,
                    published: key == "published" ? [.init("1.2%", .imc2025)] : [])
            },
            apart: [.init(key: "error", label: "DNS failed", note: nil, count: 12)],
            empty: "Nothing.", chart: chart, sql: "SELECT 1")
    }

    var cross: CrossTable {
        let titles = ["MTA-STS record", "Enforced", "In effect", "TLSRPT", "DANE", "STARTTLS"]
        return CrossTable(
            id: "groups", title: "By group", intro: "Each group by itself.", heading: "Group",
            sizeHeading: "Domains",
            columns: titles.enumerated().map { index, title in
                .init(
                    key: "c\(index)", title: title,
                    denominator: index < 5
                        ? "domains accepting mail" : "domains with an MX host that answered")
            },
            rows: (1...groups).map { number in
                CrossTable.Row(
                    key: "g\(number)", label: "\(text) \(number)", note: number == 3 ? text : nil,
                    size: 120_000 / number,
                    shares: titles.indices.map { column in
                        Share(
                            number == 7 ? 0 : (number * 37 + column * 91) % (100 + 500 * column),
                            of: number == 7 ? 0 : 120_000 / number, "domains accepting mail")
                    }, profile: "profile-\(number)")
            }, rest: "1,234 groups more have 5,678 domains.", empty: "Nothing.", sql: "SELECT 2")
    }

    private var overTime: CrossTable {
        CrossTable(
            id: "over-time", title: "Over time", intro: "A line for each step.", heading: "Run",
            sizeHeading: "Domains",
            columns: ["published", "valid", "effective"].map {
                .init(key: $0, title: "\(text) \($0)", denominator: "domains accepting mail")
            },
            rows: (1...6).map { number in
                CrossTable.Row(
                    key: "\(number)", label: "\(number) May 2026", note: text, size: 1_000,
                    shares: [30, 20, 10].map {
                        Share(
                            number == 4 ? 0 : $0 + number * number, of: number == 4 ? 0 : 1_000,
                            "domains accepting mail")
                    })
            }, empty: "Nothing.", instants: [0, 1, 2, 5, 6, 9], sql: "SELECT 4")
    }

    private var list: ListTable {
        ListTable(
            id: "texts", title: "Texts", intro: nil,
            headings: [
                .init(text: "Name"), .init(text: "Lines", isNumber: true), .init(text: "T"),
            ],
            rows: [[text, "1,234", text], ["b", "9", "="], ["c", "–", ""]], empty: "Nothing.",
            sql: "SELECT 3")
    }
}
