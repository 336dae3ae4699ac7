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
                """,
                """
                Each table has the SQL that gives it: it can be run against the same database. \
                What the servers said is kept there beside what is thought of it.
                """,
            ])
    }
}
