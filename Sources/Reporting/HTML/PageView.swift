/// What the template `page` puts in. Names differ from one level to the next, since a template
/// looks for a name that is missing in the level above.
struct PageView {
    let pageTitle: String
    let style: String
    let script: String
    let policy: String
    let several: Bool
    let runs: [RunView]

    init(_ report: Report) {
        pageTitle = report.title
        style = TemplateLibrary.styleSheet
        script = TemplateLibrary.script
        policy = ContentSecurityPolicy.of(style: style, script: script)
        several = report.runs.count > 1
        runs = report.runs.map { RunView($0, several: report.runs.count > 1) }
    }
}

/// One run in a page or a Markdown file.
struct RunView {
    let runAnchor: String
    let runNumber: String
    let runLabel: String
    let runDate: String
    let runList: String
    let runVersion: String
    let runScanned: String
    let runMail: String
    let runNotice: String?
    let figures: [FigureView]
    let sections: [SectionView]

    init(_ report: RunReport, several: Bool) {
        let run = report.run
        runAnchor = "run-\(run.id)"
        runNumber = "Run \(run.id)"
        runLabel = run.title
        runDate = InstantText.said(run.startedAt)
        runList = run.listTitle
        runVersion = run.version
        runScanned = run.domains.counted("domain", "domains")
        runMail = report.mailDomains.grouped
        runNotice = run.notice
        figures = report.headline.figures.map(FigureView.init)
        let prefix = several ? "run-\(run.id)-" : ""
        sections = report.sections.map { SectionView($0, prefix: prefix) }
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
