/// A chapter, with its tables as tables of one kind.
struct SectionView {
    let sectionAnchor: String
    let sectionTitle: String
    let paragraphs: [String]
    let tables: [TableView]
    let profiles: [ProfileView]
    let hasProfiles: Bool

    init(_ section: ReportSection) {
        sectionAnchor = section.id
        sectionTitle = section.title
        paragraphs = section.paragraphs
        tables = section.parts.map { TableView($0) }
        profiles = section.profiles.map(ProfileView.init)
        hasProfiles = !profiles.isEmpty
    }
}

/// A closer look at a group, folded away.
struct ProfileView {
    let profileAnchor: String
    let profileTitle: String
    let profileNote: String
    let profileTables: [TableView]

    init(_ profile: Profile) {
        profileAnchor = profile.id
        profileTitle = profile.title
        profileNote = profile.note
        profileTables = profile.tables.map { TableView($0, level: 4) }
    }
}
