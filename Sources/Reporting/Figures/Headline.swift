package import GRDB

/// The figures that people ask for first, of one run.
package struct Headline: Sendable, Equatable {
    /// In the order in which they are read.
    package var figures: [Figure]

    /// A share, or the reason why there is none.
    package struct Figure: Sendable, Equatable {
        /// In `summary.json`: `publish`.
        package var key: String
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

    /// The figure of this key.
    package subscript(key: String) -> Figure? { figures.first { $0.key == key } }

    /// One line for each of the three that matter most, for the end of a scan.
    package var lines: [String] {
        ["publish", "enforce", "starttls_everywhere"].compactMap { self[$0]?.line }
    }
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
            return Headline(
                try AdoptionCounts(run: run, db), try HostCounts(HostCounts.query(run: run), db))
        }
    }

    /// As the figures of domains that are a random sample.
    func ofSample() -> Headline {
        var headline = self
        for index in figures.indices {
            headline.figures[index].share = figures[index].share.ofSample()
        }
        return headline
    }

    init(_ counts: AdoptionCounts, _ hosts: HostCounts) {
        let none = counts["mail"] == 0 ? "no domain accepts mail" : "not measured"
        func figure(
            _ key: String, _ title: String, _ column: String, of total: String,
            _ denominator: String
        ) -> Figure {
            let share = Share(counts[column], of: counts[total], denominator)
            return Figure(key, title, share, otherwise: none)
        }
        figures = [
            Figure(
                "mail", "Accepting mail",
                Share(counts["mail"], of: counts["routed"], Denominators.routed),
                otherwise: "not measured"),
            figure(
                "publish", "MTA-STS published", "sts_published", of: "sts_asked",
                Denominators.stsAsked),
            figure(
                "valid", "MTA-STS policy valid", "policy_valid", of: "policy_known",
                Denominators.policyKnown),
            figure(
                "enforce", "MTA-STS enforced", "enforce", of: "policy_known",
                Denominators.policyKnown),
            figure(
                "effective", "MTA-STS in effect", "sts_in_effect", of: "effect_known",
                Denominators.effectKnown),
            figure(
                "tlsrpt", "TLSRPT published", "tlsrpt_published", of: "tlsrpt_asked",
                Denominators.tlsrptAsked),
            figure(
                "dane", "DANE in effect", "dane_in_effect", of: "dane_known",
                Denominators.daneKnown),
            figure(
                "starttls_everywhere", "STARTTLS everywhere", "starttls_all",
                of: "answered", Denominators.answered),
            Figure(
                "starttls_mx_hosts", "STARTTLS, by MX host",
                Share(hosts.starttls, of: hosts.open, Denominators.openHosts), otherwise: none),
            Figure(
                "dane_mx_hosts", "TLSA records, by MX host",
                Share(hosts.tlsa, of: hosts.tlsaAsked, Denominators.tlsaKnownHosts),
                otherwise: none),
        ]
    }
}

extension Headline.Figure {
    init(_ key: String, _ title: String, _ share: Share, otherwise absence: String) {
        self.key = key
        self.title = title
        self.share = share
        self.absence = share.total == 0 ? absence : nil
    }
}
