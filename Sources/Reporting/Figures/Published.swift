/// A figure that others have published, to stand beside ours.
package struct Published: Sendable, Equatable {
    /// As the source has it: `29.6%`, `9,984 domains`.
    package var figure: String
    package var source: Source

    init(_ figure: String, _ source: Source) {
        self.figure = figure
        self.source = source
    }

    /// `29.6% (IMC 2025)`.
    package var text: String { "\(figure) (\(source.rawValue))" }

    /// Where it was published, and of what: populations differ, so a figure is to be compared with
    /// ours only as far as the lists are alike.
    package enum Source: String, Sendable, Equatable {
        case facebook2014 = "Facebook 2014"
        case imc2015 = "IMC 2015"
        case usenix2022 = "USENIX Security 2022"
        case imc2025 = "IMC 2025"

        /// Authors, title, year and population, as one sentence.
        package var citation: String {
            switch self {
            case .facebook2014:
                """
                Facebook 2014: "The Current State of SMTP STARTTLS Deployment", May 2014; the MX \
                host names that its notification mails went to, and those mails.
                """
            case .imc2015:
                """
                IMC 2015: Durumeric and others, "Neither Snow Nor Rain Nor MITM…", 2015; 700,000 \
                SMTP servers of the Alexa top million domains.
                """
            case .usenix2022:
                """
                USENIX Security 2022: Lee and others, "Under the Hood of DANE Mismanagement in \
                SMTP", 2022; the figures quoted are those of .com.
                """
            case .imc2025:
                """
                IMC 2025: Ashiq, Fiebig and Chung, "Unraveling the Complexities of MTA-STS \
                Deployment and Management in Securing Email", 2025; domains with MX records in \
                .com, .net, .org and .se, 68,030 of them with an MTA-STS record.
                """
            }
        }
    }
}
