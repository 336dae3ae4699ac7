import Evaluation
import GRDB
import MailStandards
import Observations
import Store
import Testing

@Suite struct RunTests {
    @Test func aRunThatBegins() throws {
        try withDatabase { database in
            let id = try database.beginRun(
                label: "tranco", list: "a.csv b.csv", version: "0.1.0", options: #"{"limit":5}"#,
                at: Timestamp(milliseconds: 1_795_421_715_999))
            let run = try #require(try database.runs().first)
            #expect(run.id == id && run.state == .running)
            #expect(run.label == "tranco" && run.list == "a.csv b.csv")
            #expect(run.startedAt == "2026-11-23T08:15:15Z")
            #expect(run.finishedAt == nil && run.domainsTotal == nil && run.domains == 0)
            #expect(run.options == #"{"limit":5}"#)
        }
    }

    @Test(arguments: [
        (Run.State.finished, "1970-01-01T00:00:01Z" as String?),
        (.interrupted, nil),  // it can be resumed, so it has not ended
    ])
    func aRunThatEnds(state: Run.State, finishedAt: String?) throws {
        try withDatabase { database in
            let id = try database.begin()
            try database.endRun(id, as: state, at: Timestamp(milliseconds: 1_000))
            let run = try #require(try database.runs().first)
            #expect(run.state == state && run.finishedAt == finishedAt)
        }
    }

    @Test func theLatestIsTheNewestFinished() throws {
        try withDatabase { database in
            for state in [Run.State.finished, .finished, .interrupted] {
                let run = try database.begin()
                try database.writeSample(run)
                try database.endRun(run, as: state, at: Timestamp(milliseconds: 0))
            }
            for view in ["latest_domain_results", "latest_mx_results"] {
                #expect(
                    try database.rows("SELECT DISTINCT run_id FROM \(view)").map { $0[0] } == [2])
            }
        }
    }

    @Test func aSecondRunAfterAFinishedOne() throws {
        try withDatabase { database in
            for run in [1, 2] as [Int64] {
                #expect(try database.begin() == run)
                try database.writeSample(run)
                try database.endRun(run, as: .finished, at: Timestamp(milliseconds: 0))
            }
            #expect(try database.runs().map(\.state) == [.finished, .finished])
            #expect(try database.runs().map(\.domains) == [1, 1])
        }
    }

    @Test func deletingARunLeavesTheOthersAlone() throws {
        try withDatabase { database in
            for _ in 1...3 { try database.writeSample(try database.begin()) }
            let before = try database.dump(of: [1, 3])
            #expect(try database.deleteRun(2))
            #expect(try database.runs().map(\.id) == [1, 3])
            #expect(try database.dump(of: [1, 3]) == before)
            #expect(try database.dump(of: [2]).allSatisfy(\.isEmpty))
        }
    }

    @Test func deletingARunThatIsNotThere() throws {
        try withDatabase { database in
            try database.writeSample(try database.begin())
            let before = try database.dump(of: [1])
            #expect(try !database.deleteRun(2))
            #expect(try database.dump(of: [1]) == before)
        }
    }
}

extension CensusDatabase {
    /// A row of every kind.
    func writeSample(_ run: Int64) throws {
        let id = try add("example.com", to: run)
        try WorkList(self, run: run).close(
            rejected: 1, duplicates: 0, excluded: 0,
            examples: [RejectedLineRecord(list: "l", line: 1, text: "?", reason: "no name")])
        try ObservationWriter(self, run: run).write(Sample.observations(domainID: id))
    }

    /// What each table holds of these runs.
    fileprivate func dump(of runs: [Int64]) throws -> [[String]] {
        let tables = try rows(
            """
            SELECT DISTINCT m.name FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name = 'run_id' ORDER BY 1
            """
        ).map { $0[0] as String }
        let list = runs.map(String.init).joined(separator: ", ")
        return try tables.map { table in
            try rows("SELECT * FROM \(table) WHERE run_id IN (\(list))")
                .map(\.description).sorted()
        }
    }
}
