/// What the providers of `Datasets/providers.csv` are called.
enum ProviderNames {
    /// By the registrable domain of their MX hosts: `google.com` is Google.
    static let names = Dictionary(pairs, uniquingKeysWith: { first, _ in first })

    /// `('google.com', 'Google'), …`: the same as rows of SQL, so that a query that is pasted counts
    /// several domains of one provider together, as the report does.
    static let rows = pairs.map { "    (\(quoted($0.domain)), \(quoted($0.name)))" }
        .joined(separator: ",\n")

    private static let pairs: [(domain: String, name: String)] =
        String(decoding: PackageResources.providers_csv, as: UTF8.self).split(separator: "\n")
        .dropFirst().compactMap { line in
            let fields = line.split(separator: ",", maxSplits: 1)
            return fields.count == 2 ? (String(fields[0]), String(fields[1])) : nil
        }

    /// As a text of SQL.
    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "''"))'"
    }
}
