import Testing

/// Docs/Database.md is what users write their queries by: every table, view and column is there,
/// and nothing else.
@Suite struct DatabaseDocumentTests {
    private let relations: [Schema.Relation]
    private let sections: [String: Markdown.Section]

    init() throws {
        let schema = try Schema()
        defer { schema.remove() }
        relations = try schema.relations()
        var sections: [String: Markdown.Section] = [:]
        for section in try Markdown("Docs/Database.md").sections {
            for name in section.names { sections[name] = section }
        }
        self.sections = sections
    }

    @Test func hasASectionForEachTableAndView() {
        #expect(relations.count > 20)
        for relation in relations {
            #expect(sections[relation.name] != nil, "\(relation.name) is not documented")
        }
    }

    @Test func namesEachColumn() {
        for relation in relations {
            let documented = sections[relation.narrows ?? relation.name]?.codeSpans ?? []
            for column in relation.columns.keys.sorted() where !documented.contains(column) {
                Issue.record("\(relation.name).\(column) is not documented")
            }
        }
    }

    @Test func namesNoOtherTablesAndColumns() {
        let known = Dictionary(uniqueKeysWithValues: relations.map { ($0.name, $0) })
        for (name, section) in sections {
            guard let relation = known[name] else {
                Issue.record("there is no table or view \(name)")
                continue
            }
            // Tables of words have two columns, those of columns three.
            for row in section.rows where row.count == 3 {
                let column = Markdown.codeSpans(row[0])[0]
                #expect(relation.columns[column] != nil, "there is no \(name).\(column)")
            }
        }
    }

    @Test func givesEachType() {
        for relation in relations {
            for row in sections[relation.name]?.rows ?? [] where row.count == 3 {
                let column = Markdown.codeSpans(row[0])[0]
                guard let type = relation.columns[column], !type.isEmpty else { continue }
                #expect(row[1] == type, "\(relation.name).\(column)")
            }
        }
    }
}
