import Census
import Store

extension CensusDatabase {
    /// The run that is meant where none is named.
    ///
    /// - Parameter path: the file, which a fault names.
    func newestFinished(at path: String) throws -> Run {
        let runs = try runs()
        if let run = runs.last(where: { $0.state == .finished }) { return run }
        guard let run = runs.last else {
            throw OptionFault("'\(path)' has no runs; 'sts-census scan' makes one")
        }
        throw OptionFault(
            "no run in '\(path)' is finished; --run \(run.id) takes one that is not")
    }

    /// The runs with these numbers, in their order, each once; the newest finished one without
    /// numbers.
    func chosen(_ ids: [Int64], at path: String) throws -> [Run] {
        guard !ids.isEmpty else { return [try newestFinished(at: path)] }
        let runs = try runs()
        var seen: Set<Int64> = []
        return try ids.filter { seen.insert($0).inserted }.map { id in
            guard let run = runs.first(where: { $0.id == id }) else {
                throw OptionFault(
                    "there is no run \(id) in '\(path)'; 'sts-census runs' lists them")
            }
            return run
        }
    }
}
