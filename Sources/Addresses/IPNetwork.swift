/// stub until merged
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    package var description: String { "" }
}
