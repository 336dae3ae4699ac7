extension RunRecord {
    /// The run's label as a title: without the folders where it is but the list's path, and the
    /// run's number where there is none.
    package var title: String {
        let label = label == list ? listTitle : label
        return label.isEmpty ? "Run \(id)" : label
    }

    /// The lists' names without their folders: `tranco.csv umbrella.csv`.
    var listTitle: String {
        list.split(separator: " ").map(Self.fileName).joined(separator: " ")
    }

    private static func fileName(_ path: Substring) -> String {
        String(path.split(separator: "/").last ?? path)
    }
}
