extension RunRecord {
    /// Said on top of a run that is not finished; nil where it is.
    var notice: String? {
        if isFinished { return nil }
        let done = domains.counted("domain", "domains")
        let share = domainsTotal.map { "\(domains.grouped) of \($0.grouped) domains" } ?? done
        let state = state == "interrupted" ? "This run was interrupted" : "This run is not finished"
        return "\(state): \(share) are done. All figures are of those alone."
    }
}
