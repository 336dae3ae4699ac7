import MailStandards
import Testing

@Suite struct RuleViolationTests {
    @Test func readsAsASentenceWithItsPlace() {
        let violation = RuleViolation(
            "id is empty", section: "RFC 8461 §3.1", offset: 12, code: .recordBadID)
        #expect(violation.description == "id is empty (RFC 8461 §3.1, byte 12)")
        #expect(
            violation.finding
                == Finding(.recordBadID, detail: "id is empty (RFC 8461 §3.1, byte 12)"))
    }

    @Test func mayHaveNeitherPlaceNorKind() {
        let violation = RuleViolation("there is none", section: "RFC 8461 §3.1")
        #expect(violation.description == "there is none (RFC 8461 §3.1)")
        #expect(violation.finding == nil)
    }
}
