import CEvent
import EventLoop
import Testing

@Suite struct TimevalTests {
    @Test(arguments: [
        (Duration.zero, 0, 0), (.seconds(2), 2, 0), (.milliseconds(1_500), 1, 500_000),
        (.nanoseconds(1), 0, 1),  // rounded up: a limit is never shorter than asked for
        (.nanoseconds(1_000), 0, 1), (.nanoseconds(1_001), 0, 2),
        (.seconds(-5), 0, 0),  // a limit that is over already
    ])
    func roundedUpToAMicrosecond(duration: Duration, seconds: Int, microseconds: Int) {
        let value = timeval(duration)
        #expect(value.tv_sec == seconds)
        #expect(value.tv_usec == microseconds)
    }

    @Test func aFullSecondCarries() {
        let value = timeval(.nanoseconds(999_999_999))
        #expect(value.tv_sec * 1_000_000 + value.tv_usec == 1_000_000)
        #expect(value.tv_usec < 1_000_000, "libevent takes microseconds below a million only")
    }
}
