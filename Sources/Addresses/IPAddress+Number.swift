extension IPAddress {
    /// The address as a number: 32 or 128 bits, the first byte the most significant.
    var number: UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }

    /// The address of a number, of which an IPv4 address takes the lower 32 bits.
    init(_ family: Family, number: UInt128) {
        let shifts = stride(from: family.bits - 8, through: 0, by: -8)
        self.init(bytes: shifts.map { UInt8(truncatingIfNeeded: number >> $0) })!
    }
}

extension IPAddress.Family {
    /// How long an address is: 32 or 128.
    var bits: Int { self == .ipv4 ? 32 : 128 }
}
