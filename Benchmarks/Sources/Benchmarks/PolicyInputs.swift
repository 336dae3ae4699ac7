/// Policies as web servers give them.
enum PolicyInputs {
    /// One to five mx lines, LF and CRLF in turns; of 20, two with extensions, three broken.
    static let policies: [[UInt8]] = (0..<1_000).map { index in
        let end = index % 2 == 0 ? "\n" : "\r\n"
        return Array(lines(index).map { $0 + end }.joined().utf8)
    }

    private static func lines(_ index: Int) -> [String] {
        let mx = (0..<(1 + index / 20 % 5)).map { number in
            number % 2 == 0
                ? "mx: mx\(number).d\(index).example" : "mx: *.mail\(number).example.com"
        }
        let mode = ["enforce", "testing", "none"][index / 7 % 3]
        let plain = ["version: STSv1", "mode: \(mode)"] + mx + ["max_age: 604800"]
        return switch index % 20 {
        case 0..<15: plain
        case 15: plain + ["x-contact: postmaster at the domain"]
        case 16: plain + ["", "mode: testing"]
        case 17: ["<!DOCTYPE html>", "<html><head><title>404</title></head>", "</html>"]
        case 18: ["version: STSv1", "mode: enforce", "max_age: 86400"]
        default: plain + ["mx: mx\(index).example.com."]
        }
    }
}
