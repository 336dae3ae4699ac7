import Census
import Foundation
import Logging
import Synchronization

/// Shows a scan on stderr: one line that renews itself on a terminal, log lines elsewhere.
final class ScanDisplay: Sendable {
    private struct State {
        var lastLine = ContinuousClock.now
        var rejected = 0
    }

    private let logger: Logger
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    /// Rejected lines that are named one by one.
    private static let namedLines = 10
    /// How often a log line tells of the progress.
    private static let logInterval: Duration = .seconds(10)

    init() {
        logger = Logger(label: "sts-census") { StreamLogHandler.standardError(label: $0) }
    }

    func show(_ event: ScanEvent) {
        switch event {
        case .progress(let progress): show(progress)
        case .upgraded(let what): say(what)
        case .rejectedLine(let list, let number, let text, let reason):
            let count = state.withLock { state in
                state.rejected += 1
                return state.rejected
            }
            if count <= Self.namedLines {
                say("\(list == "-" ? "stdin" : list) line \(number): '\(text)' \(reason)")
            } else if count == Self.namedLines + 1 {
                say("more lines are no domain names; the first 1,000 are kept in rejected_line")
            }
        case .loaded(let domains, let rejected, let duplicates, let excluded):
            say(
                "\(domains.grouped) domains to scan; \(rejected.grouped) lines rejected, "
                    + "\(duplicates.grouped) duplicates, \(excluded.grouped) excluded")
        case .resumed(let run, let done, let total):
            say(
                "run \(run) goes on: \(done.grouped) of \(total.grouped) domains were done before")
        case .secondPass(let domains):
            say(
                "second pass: \(domains.grouped) domains had failures that may be over by then, "
                    + "their own or an MX host's")
        case .notValidating:
            say(
                "the resolver passes no DNSSEC signatures on: nothing will be called secure, and "
                    + "DANE not be seen")
        case .portBlocked(let families):
            say(
                "port 25 is blocked here over \(families.joined(separator: " and ")): no anchor "
                    + "answers; MX hosts there are not probed, and the report says so")
        case .portGone(let families):
            say(
                "port 25 cannot be reached any more over \(families.joined(separator: " and ")): from "
                    + "here on MX hosts there are not probed, and the report says so")
        case .networkGone(let service):
            say("\(service) does not answer any more: no new domain begins until it does")
        case .networkBack(let again):
            say(
                "the network is back; the scan goes on, and measures \(again.grouped) domains again "
                    + "that were done since it went")
        case .ehloName(let doubt): say("\(doubt) (--ehlo)")
        case .exclusionsTaken(let names, let networks):
            say(
                "the file of --exclude has changed: \(names.grouped) names and "
                    + "\(networks.grouped) networks are excluded from now on")
        case .exclusionsRefused(let reason):
            say("the file of --exclude has changed and is not taken, the old list holds: \(reason)")
        case .leftAlone(let name):
            say(
                "\(name) has turned this scanner away six times in a row: its other MX hosts are "
                    + "left alone, and not measured")
        }
    }

    func clear() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    func finish(_ summary: ScanSummary, database: String) {
        clear()
        let progress = summary.progress
        let seconds = progress.elapsed / .seconds(1)
        say(
            "run \(summary.run) \(summary.isFinished ? "finished" : "interrupted"): "
                + "\(progress.done.grouped) of \(progress.total.grouped) domains in "
                + "\(String(format: "%.1f", seconds)) s; results are in \(database)")
        if summary.blocklistingHosts > 0 {
            say(
                "this machine is on a blocklist, say MX hosts, \(summary.blocklistingHosts.grouped) "
                    + "of them: what they offer to others was not seen (finding blocklisted)")
        }
    }

    private func show(_ progress: ScanProgress) {
        if isTerminal {
            write("\r\u{1B}[K" + progress.line)
            return
        }
        let isDue = state.withLock { state in
            guard ContinuousClock.now - state.lastLine >= Self.logInterval else { return false }
            state.lastLine = .now
            return true
        }
        if isDue { logger.info("\(progress.line)") }
    }

    /// Says a line, whatever names and texts of others are in it.
    private func say(_ text: String) {
        let text = TerminalText.harmless(text)
        clear()
        if isTerminal {
            write(text + "\n")
        } else {
            logger.info("\(text)")
        }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension ScanProgress {
    /// `12,345 of 1,000,000 (1 %), 830/s, 1000 in flight, 19:52 left, 12 errors`.
    ///
    /// At the end only slow ones are in flight, of which the rate so far says nothing.
    var line: String {
        if let again {
            let wait = pause > .zero ? ", goes on in \(pause.clock)" : ""
            return
                "second pass: \(again.done.grouped) of \(again.total.grouped), "
                + "\(inFlight.grouped) in flight\(wait)"
        }
        let share = total == 0 ? 100 : done * 100 / total
        let isEnding = done + inFlight >= total
        let left =
            isEnding
            ? ", the last can take a minute" : remaining.map { ", \($0.clock) left" } ?? ""
        return
            "\(done.grouped) of \(total.grouped) (\(share) %), \(Int(rate.rounded()).grouped)/s, "
            + "\(inFlight.grouped) in flight\(left), \(errors.grouped) errors"
    }
}

extension Duration {
    /// `7:05`, `1:02:30`.
    fileprivate var clock: String {
        let seconds = Int(self / .seconds(1))
        let rest = String(format: "%02d", seconds % 60)
        guard seconds >= 3600 else { return "\(seconds / 60):\(rest)" }
        return "\(seconds / 3600):\(String(format: "%02d", seconds / 60 % 60)):\(rest)"
    }
}

extension Int {
    /// With commas between thousands: `1,000,000`.
    var grouped: String {
        var digits = String(magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
    }
}
