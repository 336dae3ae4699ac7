package import GRDB

/// The three figures that people ask for first, of one run.
package struct Headline: Sendable, Equatable {
    /// Domains that publish an MTA-STS record, whether or not it is well formed.
    package var publish: Figure
    /// Domains whose MTA-STS policy is valid and in enforce mode.
    package var enforce: Figure
    /// Domains all of whose MX hosts that answered complete STARTTLS.
    package var starttlsEverywhere: Figure

    /// A share, or the reason why there is none.
    package struct Figure: Sendable, Equatable {
        package var title: String
        package var share: Share
        /// `not measured`, `no domain accepts mail`; nil where there is a share.
        package var absence: String?

        /// `MTA-STS published: 1.2% (10 of 812 domains accepting mail, …)`.
        package var line: String {
            if let absence { return "\(title): \(absence)" }
            return "\(title): \(share.percent) (\(share.count.grouped) of \(share.denominatorText))"
        }
    }

    package var figures: [Figure] { [publish, enforce, starttlsEverywhere] }

    /// One line a figure, for the end of a scan.
    package var lines: [String] { figures.map(\.line) }
}

extension Headline {
    /// The figures of this run as the database has them now.
    ///
    /// - Throws: `ReportError.noSuchRun`, or what SQLite says.
    package init(run: Int64, from reader: any DatabaseReader) throws {
        self = try reader.read { db in
            guard try RunRecord.fetch(run, db) != nil else {
                throw try ReportError.noSuchRun(run, db)
            }
            return Headline(try AdoptionCounts(run: run, db))
        }
    }

    init(_ counts: AdoptionCounts) {
        publish = Figure(
            "MTA-STS published",
            Share(counts["sts_published"], of: counts["sts_asked"], Denominators.stsAsked), counts)
        enforce = Figure(
            "MTA-STS enforced",
            Share(counts["enforce"], of: counts["policy_known"], Denominators.policyKnown), counts)
        starttlsEverywhere = Figure(
            "STARTTLS everywhere",
            Share(counts["starttls_all"], of: counts["answered"], Denominators.answered), counts)
    }
}

extension Headline.Figure {
    init(_ title: String, _ share: Share, _ counts: AdoptionCounts) {
        self.title = title
        self.share = share
        if share.total == 0 {
            absence = counts["mail"] == 0 ? "no domain accepts mail" : "not measured"
        }
    }
}
