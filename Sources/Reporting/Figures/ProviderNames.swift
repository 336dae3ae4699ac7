/// What the providers of `Datasets/providers.csv` are called.
enum ProviderNames {
    /// By the registrable domain of their MX hosts: `google.com` is Google.
    static let names: [String: String] = {
        let lines = String(decoding: PackageResources.providers_csv, as: UTF8.self)
            .split(separator: "\n").dropFirst()
        return Dictionary(
            lines.compactMap { line in
                let fields = line.split(separator: ",", maxSplits: 1)
                return fields.count == 2 ? (String(fields[0]), String(fields[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
    }()
}
