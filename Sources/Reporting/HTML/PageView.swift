/// What the template `page` puts in. Names differ from one level to the next, since a template
/// looks for a name that is missing in the level above.
struct PageView {
    let style: String
    let script: String
    let policy: String
    let runLabel: String
    let runDate: String
    let runList: String
    let runVersion: String
    let runScanned: String
    let runMail: String
    let runNotice: String?
    let figures: [FigureView]
    let sections: [SectionView]

    /// The earlier runs that it is set beside; nil where there is none.
    let runEarlier: String?

    init(_ report: Report) {
        style = TemplateLibrary.styleSheet
        script = TemplateLibrary.script
        policy = ContentSecurityPolicy.of(style: style, script: script)
        let run = report.run.run
        runLabel = run.title
        runDate = InstantText.said(run.startedAt)
        runList = run.listTitle
        runVersion = run.version
        runScanned = run.domains.counted("domain", "domains")
        runMail = report.run.mailDomains.grouped
        runNotice = run.notice
        runEarlier = report.earlier.first.map { first in
            let count = report.earlier.count.counted("earlier run", "earlier runs")
            return "\(count), since \(InstantText.said(first.run.startedAt))"
        }
        figures = report.run.headline.figures.map(FigureView.init)
        sections = report.run.sections.map(SectionView.init)
    }
}

/// One of the figures at the top.
struct FigureView {
    let figureTitle: String
    let figurePercent: String
    let figureOf: String
    let figureMissing: Bool

    init(_ figure: Headline.Figure) {
        figureTitle = figure.title
        figureMissing = figure.absence != nil
        figurePercent = figure.absence ?? figure.share.percentText
        figureOf =
            figure.absence == nil
            ? "\(figure.share.count.grouped) of \(figure.share.denominatorText)" : ""
    }
}
