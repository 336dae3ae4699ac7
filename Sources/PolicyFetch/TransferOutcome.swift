internal import Addresses
internal import CCurl
internal import Certificates
internal import Glibc
internal import MailStandards
internal import Observations

extension CurlTransfer {
    /// What the finished transfer amounts to.
    func observation(_ code: CURLcode) -> PolicyFetchObservation {
        let status = number(CURLINFO_RESPONSE_CODE)
        let outcome = outcome(code, status: status)
        var observation = PolicyFetchObservation(
            outcome: outcome, stage: stage(outcome), startedAt: startedAt,
            durationMilliseconds: Int((ContinuousClock.now - startedClock) / .milliseconds(1)))
        observation.detail = detail(outcome, code)
        observation.address = address
        observation.httpStatus = status == 0 ? nil : status
        observation.contentType = text(CURLINFO_CONTENT_TYPE)
        observation.location = header("Location")
        observation.body = body.isEmpty && outcome != .ok ? nil : body
        observation.chain = chain
        return observation
    }

    /// The first stage that failed, in the order TCP, TLS, HTTP (RFC 8461 §3.3).
    private func outcome(_ code: CURLcode, status: Int) -> PolicyFetchOutcome {
        if let certificate, certificate.word != .valid { return .tls }
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return .timeout
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: return .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER,
            CURLE_SSL_CERTPROBLEM:
            return .tls
        case CURLE_OK: return hasWholeHeader ? answerOutcome(status) : .http
        case CURLE_WRITE_ERROR where isTooLarge:
            let answer = answerOutcome(status)
            return answer == .ok ? .tooLarge : answer
        default: return certificate == nil ? .tls : .http
        }
    }

    /// The stage to which an outcome belongs; a time limit may run out in any of them.
    private func stage(_ outcome: PolicyFetchOutcome) -> PolicyFetchStage? {
        switch outcome {
        case .ok, .excluded: nil
        case .dns: .dns
        case .connect, .refusedAddress: .tcp
        case .tls: .tls
        case .timeout where time(CURLINFO_APPCONNECT_TIME_T) > 0: .http
        case .timeout where hasBegunTLS: .tls
        case .timeout: .tcp
        case .http, .httpStatus, .redirect, .contentType, .tooLarge: .http
        }
    }

    /// Only 200 counts, a redirect is never followed, and only text/plain is a policy.
    private func answerOutcome(_ status: Int) -> PolicyFetchOutcome {
        if (300..<400).contains(status) { return .redirect }
        guard status == 200 else { return status == 0 ? .http : .httpStatus }
        guard document.isPlainText else { return .ok }
        let type = text(CURLINFO_CONTENT_TYPE)?.prefix { $0 != ";" } ?? ""
        let isPlain = type.filter { !$0.isWhitespace }.lowercased() == "text/plain"
        return isPlain ? .ok : .contentType
    }

    private func detail(_ outcome: PolicyFetchOutcome, _ code: CURLcode) -> String? {
        if let certificate, certificate.word != .valid {
            return ([certificate.word.rawValue] + certificate.reasons).joined(separator: "; ")
        }
        if code != CURLE_OK, isHeaderTooLong {
            return "the header has more than \(Self.headerLimit) bytes or "
                + "\(Self.headerLineLimit) lines"
        }
        if code != CURLE_OK, !isTooLarge, hasReachedByteLimit {
            return "more than \(Self.byteLimit) bytes came"
        }
        switch outcome {
        case .ok: return nil
        case .redirect: return header("Location").map { "to \($0)" }
        case .contentType: return text(CURLINFO_CONTENT_TYPE) ?? "no Content-Type"
        case .httpStatus: return "status \(number(CURLINFO_RESPONSE_CODE))"
        case .tooLarge: return "more than 65,536 bytes"
        case .http where code == CURLE_OK: return "the header breaks off"
        default:
            let text = Self.shown(errorText)
            return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        }
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        census_curl_get_long(handle, info, &value)
        return value
    }

    /// In microseconds; 0 where it did not come to that.
    private func time(_ info: CURLINFO) -> curl_off_t {
        var value: curl_off_t = 0
        census_curl_get_time(handle, info, &value)
        return value
    }

    private func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        census_curl_get_text(handle, info, &value)
        return value.map { Self.shown($0) }
    }

    private func header(_ name: String) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK
        else { return nil }
        return header.map { Self.shown($0.pointee.value) }
    }

    /// What a server said, shown safely; a header's bytes are in no encoding (RFC 9110 §5.5).
    private static func shown(_ text: UnsafePointer<CChar>) -> String {
        String(showing: UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
}
