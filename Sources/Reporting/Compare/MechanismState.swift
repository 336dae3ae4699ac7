/// A mechanism at a domain in one of the runs.
package struct MechanismState: Sendable, Equatable {
    /// The rung of its ladder, ``bogus``, or an ``Obstacle``; nil in a run that was judged by a version
    /// without ladders.
    package var rung: String?
    /// `enforce`; nil where there is no valid policy or record, or the mechanism has no mode.
    package var mode: String?
    /// Whether an MX host of the domain answered.
    package var hasAnswer: Bool
    /// Whether an MX host meets a policy in testing mode, which has no rung for it; nil where none
    /// answered, and of all else.
    package var passes: Bool?

    /// DNSSEC validation failed: on no rung, but measured, since a sender holds the message.
    static let bogus = "bogus"

    package init(
        rung: String?, mode: String? = nil, hasAnswer: Bool = true, passes: Bool? = nil
    ) {
        self.rung = rung
        self.mode = mode
        self.hasAnswer = hasAnswer
        self.passes = passes
    }

    /// `effective, enforce`.
    package var text: String {
        [rung ?? "not judged", mode].compactMap(\.self).joined(separator: ", ")
    }

    /// From the ground up; below it, of what is on no rung.
    var height: Int { Self.rungs.firstIndex { $0 == rung } ?? -1 }

    /// Whether a sender can use what is published.
    var isUsable: Bool { height >= 2 }

    private static let rungs = ["absent", "published", "valid", "effective"]
}
