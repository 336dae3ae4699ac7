/// A state word of the database, said for people.
struct Word: Sendable, Equatable {
    /// As it stands in the database: `null-mx`; `null` for NULL.
    var word: String
    var label: String
    var note: String?
    var tone: Tone
    /// Counted, but in no denominator: an error, or not measured.
    var isApart: Bool

    init(_ word: String, _ label: String, _ note: String?, _ tone: Tone, apart: Bool = false) {
        self.word = word
        self.label = label
        self.note = note
        self.tone = tone
        self.isApart = apart
    }

    /// A word whose domains or MX hosts are left out of the denominator.
    static func apart(_ word: String, _ label: String, _ note: String?) -> Word {
        Word(word, label, note, .neutral, apart: true)
    }
}
