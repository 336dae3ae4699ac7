import Census
import Evaluation

extension Explanation {
    /// What to do, in order, with what is to be published.
    mutating func explainAdvice() {
        let advice = examined.advice
        let needed = advice.filter { !$0.isOptional }
        let optional = advice.filter(\.isOptional)
        if !needed.isEmpty {
            page.heading("What to do to get to secure")
            explain(needed, from: 1)
        }
        if !optional.isEmpty {
            page.heading(needed.isEmpty ? "What would help" : "What would help as well")
            explain(optional, from: needed.count + 1)
        }
        guard advice.isEmpty else { return }
        page.heading("What to do")
        page.paragraph(nothingToDo)
    }

    private var nothingToDo: String {
        switch result.verdict {
        case .secure, .noMail: "Nothing: all is in order."
        case .unknown:
            "Nothing that could be said from here: ask again from another place or later."
        default: "Nothing more than what is under way."
        }
    }

    private mutating func explain(_ steps: [AdviceStep], from first: Int) {
        for (number, step) in steps.enumerated() {
            let lead = "\(first + number). "
            page.paragraph(step.text, lead: lead, leadTone: .strong)
            if let copy = step.copy { page.copy(copy, indent: 8) }
        }
    }
}
