extension Chart {
    private static let rungHeight = 46

    /// A falling stair: a bar for each step, and the part of the step before that it lost, pale.
    func ladder() -> String? {
        let rungs = rows.filter { $0.tone != .absent }
        guard let scale = Scale(rungs.map(\.share)) else { return nil }
        var before: Double?
        var shapes: [String] = []
        for (index, rung) in rungs.enumerated() {
            shapes.append(Self.rung(rung, top: index * Self.rungHeight, before, scale))
            before = rung.share.fraction ?? before
        }
        let height = rungs.count * Self.rungHeight
        return element("ladder", height: height + Scale.height, shapes + [scale.axis(top: height)])
    }

    private static func rung(
        _ rung: AdoptionTable.Row, top: Int, _ before: Double?, _ scale: Scale
    ) -> String {
        let texts = heading(rung, top: top)
        guard let fraction = rung.share.fraction else {
            return texts + "\n" + rectangle("gap", y: top + 22, height: 16, 0, 1)
        }
        var shapes = [texts]
        let (length, earlier) = (scale.part(fraction), before.map(scale.part) ?? 0)
        if earlier > length {
            shapes.append(rectangle("lost", y: top + 22, height: 16, length, earlier))
        }
        if rung.share.count > 0 {
            let seen = max(length, 0.003)
            shapes.append(rectangle(rung.tone.rawValue, y: top + 22, height: 16, 0, seen))
        }
        return shapes.joined(separator: "\n")
    }
}
