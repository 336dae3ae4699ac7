package import MailStandards

/// One domain of a list.
package struct DomainListEntry: Hashable, Sendable {
    /// In A-label form, lower case.
    package let name: DomainName
    /// The number in the list's rank column; without one, the position among the list's accepted
    /// lines, counted from 1.
    package let rank: Int

    package init(name: DomainName, rank: Int) {
        self.name = name
        self.rank = rank
    }
}
