extension AdoptionTables {
    /// How the figures come about, in short.
    func method() -> ReportSection {
        ReportSection(
            id: "method", title: "Method in short",
            paragraphs: [
                """
                For each domain of the list the MX, _mta-sts, _smtp._tls and _smtp_sts records \
                were looked up, and for each MX host its addresses and TLSA records. Where the \
                _mta-sts record is valid, the policy was fetched from the policy host over HTTPS. \
                Each MX host was greeted on port 25 as by a sender, up to STARTTLS and the end of \
                the TLS handshake; no mail was sent.
                """,
                """
                A domain accepts mail if it has an MX record other than a null MX, or no MX \
                record but an address. An MX host is judged at the first of its addresses that \
                answered. Records and policies are read by the grammar of their RFC: a policy \
                that breaks it counts as published, not as valid.
                """, interval,
                """
                Each table has the SQL that gives it: it can be run against the same database. \
                What the servers said is kept there beside what is thought of it.
                """,
            ])
    }

    private var interval: String {
        guard isSample else {
            return """
                The list is taken for what is to be known, not for a sample of it: percentages are \
                of the list, and have no interval of confidence.
                """
        }
        return """
            The list is taken for a random sample of a larger set of domains, so that each \
            percentage of domains has the 95 % interval in which that of the set lies (Wilson's \
            score interval). Percentages of MX hosts have none: a host is in the sample for each \
            domain that it serves, so hosts are not drawn one by one.
            """
    }
}
