internal import Glibc

/// User and system time of this process so far, in nanoseconds, as the kernel counts it.
func cpuNanoseconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func nanoseconds(_ time: timeval) -> Double {
        Double(time.tv_sec) * 1e9 + Double(time.tv_usec) * 1e3
    }
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)
}

/// Takes a result, so that what made it is not optimised away.
@inline(never)
@_optimize(none)
func keep(_ result: some Any) {}
