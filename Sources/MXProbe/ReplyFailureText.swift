internal import MailStandards

extension SMTPReplyParser.Failure {
    /// What is wrong with a reply, for people.
    var sentence: String {
        switch self {
        case .lineTooLong: "a line has more than \(SMTPReplyParser.lineLimit) bytes"
        case .tooManyLines: "the reply has more than \(SMTPReplyParser.lineCountLimit) lines"
        case .replyTooLong: "the reply has more than \(SMTPReplyParser.replyLimit) bytes"
        case .malformedLine(let line): "no SMTP reply: \(line)"
        case .differingCodes(let first, let other):
            "the lines of the reply have codes \(first) and \(other)"
        }
    }
}
