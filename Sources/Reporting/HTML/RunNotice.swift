extension RunRecord {
    /// Said on top of a run that is not finished; nil where it is.
    var notice: String? {
        if isFinished { return nil }
        let state = state == "interrupted" ? "This run was interrupted" : "This run is not finished"
        return "\(state): \(doneText) are done. All figures are of those alone."
    }

    /// `interrupted, 1 of 3 domains`; nil of a run that is finished.
    package var stateText: String? {
        isFinished ? nil : "\(state), \(doneText)"
    }

    private var doneText: String {
        domainsTotal.map { "\(domains.grouped) of \($0.grouped) domains" }
            ?? domains.counted("domain", "domains")
    }
}
