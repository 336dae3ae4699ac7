import GRDB

/// What one of the two runs has of a domain, in a row of the comparison.
///
/// Why: columns are read by their place. By their names a million rows take seconds more.
struct ComparedRun {
    private let row: Row
    private let start: Int

    /// - Parameter start: the place of its first column.
    init(_ row: Row, from start: Int) {
        self.row = row
        self.start = start
    }

    /// Its columns, in the order in which they are read.
    static func columns(of table: String) -> [String] {
        [
            "\(table).verdict",
            // A bogus answer is one: a sender that validates holds the message back.
            """
            iif(\(table).mx_dnssec = 'bogus', 1,
                    nullif(\(table).mail_route, 'error') IN ('mx', 'implicit-mx'))
            """,
            "\(table).starttls <> 'unknown'",
        ]
            + Mechanism.allCases.flatMap { mechanism in
                [mechanism.rung(of: table), mechanism.mode(of: table)]
                    + mechanism.states.map { mechanism.state($0, of: table) }
            }
    }

    /// How many they are.
    static let width = columns(of: "a").count

    /// The place of each mechanism's first column.
    private static let places: [Mechanism: Int] = {
        var place = 3
        return Mechanism.allCases.reduce(into: [:]) { places, mechanism in
            places[mechanism] = place
            place += 2 + mechanism.states.count
        }
    }()

    /// Nil where the run has not done the domain.
    var verdict: String? { row[start] }
    /// Whether the domain accepts mail; nil where its MX lookup failed.
    var acceptsMail: Bool? { row[start + 1] }

    func state(_ mechanism: Mechanism) -> MechanismState {
        let place = place(mechanism)
        var state = MechanismState(
            rung: row[place], mode: row[place + 1], hasAnswer: row[start + 2])
        if mechanism == .mtaSTS, state.mode == "testing" { state.passes = meetsPolicy }
        return state
    }

    private var meetsPolicy: Bool? {
        switch verdict {
        case "secure", "degraded": true
        case "report": false
        default: nil
        }
    }

    /// The first state of a mechanism in which two runs differ.
    func reason(_ mechanism: Mechanism, before old: ComparedRun) -> DomainChange.Reason? {
        for (index, name) in mechanism.states.enumerated() {
            let before: String? = row[old.place(mechanism) + 2 + index]
            let after: String? = row[place(mechanism) + 2 + index]
            if before != after { return .init(state: name, before: before, after: after) }
        }
        return nil
    }

    private func place(_ mechanism: Mechanism) -> Int { start + Self.places[mechanism, default: 0] }
}
