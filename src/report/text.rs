//! Findings for people: with the lines at fault, or one line each.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use super::{Item, Place, Problem, Report, Style, escape, summary};
use crate::finding::Severity;
use crate::source::{FileId, Span};

/// Longest line shown whole, in bytes; of longer ones a window around the place is shown.
const LINE_LIMIT: u32 = 4096;
/// Bytes shown on either side of a place in a long line.
const MARGIN: u32 = 100;
/// Most bytes of one file shown as one excerpt; places further apart get their own.
const EXCERPT_LIMIT: u32 = 8192;
/// Places over more lines than this are marked on their first line only.
const MARKED_LINES: usize = 6;

/// One place to show, with its text.
struct Mark<'a> {
    place: &'a Place,
    span: Option<Span>,
    label: Option<&'a str>,
    kind: AnnotationKind,
}

/// Consecutive lines of one file, or a window of a long line.
struct Excerpt<'a> {
    place: &'a Place,
    file: FileId,
    lines: Range<usize>,
    bytes: Range<u32>,
    /// Whether it is a window of a line.
    cut: bool,
    marks: Vec<(Range<u32>, Option<&'a str>, AnnotationKind)>,
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn renderer(style: &Style) -> Renderer {
    let renderer = if style.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(style.width.max(40))
}

/// Every finding with the lines at fault, then the closing line.
pub(super) fn full(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let renderer = renderer(style);
    for item in report.shown() {
        writeln!(out, "{}\n", finding(report, item, style, &renderer))?;
    }
    closing(report, style, out)
}

/// One line for each finding, then the closing line.
pub(super) fn concise(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    for Item { finding, place, .. } in report.shown() {
        let (on, off) = paint(style, finding.severity);
        let code = finding.rule.code;
        let code = match super::url(finding.rule).filter(|_| style.links) {
            Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{code}\u{1b}]8;;\u{1b}\\"),
            None => code.to_string(),
        };
        writeln!(
            out,
            "{}:{}:{}: {on}{}[{code}]{off} {}: {}{}",
            escape::line(&place.path),
            place.line,
            place.column,
            finding.severity.word(),
            finding.rule.name,
            escape::line(&finding.message),
            super::ignored_because(finding)
                .map(|reason| format!(" [ignored: {}]", escape::line(reason)))
                .unwrap_or_default(),
        )?;
    }
    closing(report, style, out)
}

/// What turns the colour of a severity on and off; nothing where there are no colours.
#[must_use]
pub fn paint(style: &Style, severity: Severity) -> (String, String) {
    if !style.colour {
        return (String::new(), String::new());
    }
    let colour = match severity {
        Severity::Error => anstyle::AnsiColor::BrightRed,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Info => anstyle::AnsiColor::BrightBlue,
    };
    let style = anstyle::Style::new()
        .fg_color(Some(colour.into()))
        .effects(anstyle::Effects::BOLD);
    (style.render().to_string(), style.render_reset().to_string())
}

fn closing(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    for line in summary::unlisted_lines(report) {
        writeln!(out, "{line}")?;
    }
    if style.quiet {
        return Ok(());
    }
    writeln!(out, "{}", summary::closing_line(report))
}

fn finding(report: &Report, item: &Item, style: &Style, renderer: &Renderer) -> String {
    let Item {
        finding,
        place,
        related,
    } = item;
    let rule = finding.rule;
    let mut title = level(finding.severity)
        .primary_title(escape::line(&finding.message))
        .id(rule.code.to_string());
    if style.links
        && let Some(url) = super::url(rule)
    {
        title = title.id_url(url);
    }
    let primary = Mark {
        place,
        span: Some(finding.primary),
        label: None,
        kind: AnnotationKind::Primary,
    };
    let others = finding
        .labels
        .iter()
        .zip(related)
        .map(|(label, place)| Mark {
            place,
            span: Some(label.span),
            label: Some(&label.message),
            kind: AnnotationKind::Context,
        });
    let group = places(
        report,
        std::iter::once(primary).chain(others).collect(),
        title.elements(Vec::<Element<'_>>::new()),
    )
    .elements(
        finding
            .notes
            .iter()
            .map(|note| Level::NOTE.message(escape::line(note))),
    )
    .element(Level::HELP.message(escape::line(super::help(finding))))
    .element(Level::NOTE.with_name("rule").message(rule.name))
    .elements(super::ignored_because(finding).map(|reason| {
        Level::NOTE
            .with_name("ignored")
            .message(escape::line(reason))
    }));
    without_bare_origins(renderer.render(&[group]))
}

/// Drops the lines `:::` that the renderer writes for excerpts whose place was given apart.
fn without_bare_origins(rendered: String) -> String {
    fn is_bare(line: &str) -> bool {
        let mut plain = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        plain.trim() == ":::"
    }
    if !rendered.contains(":::") {
        return rendered;
    }
    let kept: Vec<&str> = rendered.lines().filter(|line| !is_bare(line)).collect();
    kept.join("\n")
}

/// An input that could not be used, in the look of a finding.
///
/// # Errors
/// If writing fails.
pub fn problem(
    report: &Report,
    problem: &Problem,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let title = Level::ERROR.primary_title(escape::line(&problem.message));
    let marks = problem
        .place
        .iter()
        .map(|place| Mark {
            place,
            span: problem.span,
            label: None,
            kind: AnnotationKind::Primary,
        })
        .collect();
    let group = places(report, marks, title.elements(Vec::<Element<'_>>::new())).elements(
        problem
            .help
            .iter()
            .map(|help| Level::HELP.message(escape::line(help))),
    );
    let rendered = without_bare_origins(renderer(style).render(&[group]));
    writeln!(out, "{rendered}")
}

/// What one place or several near ones are shown as.
enum View<'a> {
    Excerpt(Excerpt<'a>),
    /// Path, line and column alone.
    Bare(Mark<'a>),
}

/// Adds the views that show all marks, in their order.
fn places<'a>(report: &'a Report, marks: Vec<Mark<'a>>, mut group: Group<'a>) -> Group<'a> {
    let mut views: Vec<View<'a>> = Vec::new();
    for mark in marks {
        let Some(mut new) = mark.span.and_then(|span| excerpt(report, &mark, span)) else {
            views.push(View::Bare(mark));
            continue;
        };
        let near = views.iter_mut().find_map(|view| match view {
            View::Excerpt(old) if old.is_near(&new) => Some(old),
            _ => None,
        });
        if let Some(old) = near {
            old.bytes = old.bytes.start.min(new.bytes.start)..old.bytes.end.max(new.bytes.end);
            old.lines = old.lines.start.min(new.lines.start)..old.lines.end.max(new.lines.end);
            old.marks.append(&mut new.marks);
        } else {
            views.push(View::Excerpt(new));
        }
    }
    for view in &views {
        group = match view {
            View::Excerpt(excerpt) => show(report, excerpt, group),
            View::Bare(mark) => {
                let group = group.element(origin(mark.place));
                match mark.label {
                    Some(label) => group.element(Level::NOTE.message(escape::line(label))),
                    None => group,
                }
            }
        };
    }
    group
}

fn origin(place: &Place) -> Origin<'_> {
    let origin = Origin::path(escape::line(&place.path));
    if place.line == 0 {
        return origin;
    }
    origin.line(place.line).char_column(place.column.max(1))
}

impl Excerpt<'_> {
    /// Whether both fit into one excerpt of a file.
    fn is_near(&self, other: &Self) -> bool {
        let bytes = self.bytes.end.max(other.bytes.end) - self.bytes.start.min(other.bytes.start);
        self.file == other.file && !self.cut && !other.cut && bytes <= EXCERPT_LIMIT
    }
}

/// The excerpt for one place; `None` if the file is not shown or the place is the file as a whole.
fn excerpt<'a>(report: &Report, mark: &Mark<'a>, span: Span) -> Option<Excerpt<'a>> {
    let place = mark.place;
    if span == Span::file(span.file) {
        return None;
    }
    let first = report.lines.line(span.file, place.line)?;
    let mut last_line = place.end_line.max(place.line);
    if last_line - place.line >= MARKED_LINES {
        last_line = place.line;
    }
    let mut bytes = first.clone();
    if last_line > place.line {
        bytes.end = report
            .lines
            .line(span.file, last_line)
            .map_or(first.end, |line| line.end);
    }
    let mut marked = span.start..span.end.min(bytes.end).max(span.start);
    let cut = bytes.end - bytes.start > LINE_LIMIT;
    if cut {
        last_line = place.line;
        marked.end = marked.end.min(marked.start + 2 * MARGIN).min(first.end);
        bytes = marked.start.saturating_sub(MARGIN).max(first.start)
            ..marked.end.saturating_add(MARGIN).min(first.end);
    }
    Some(Excerpt {
        place,
        file: span.file,
        lines: place.line..last_line + 1,
        bytes,
        cut,
        marks: vec![(marked, mark.label, mark.kind)],
    })
}

fn show<'a>(report: &'a Report, excerpt: &Excerpt<'a>, group: Group<'a>) -> Group<'a> {
    let Some((start, text)) = report.lines.text(excerpt.file, excerpt.bytes.clone()) else {
        return group.element(origin(excerpt.place));
    };
    const DOTS: &str = "…";
    let (text, shift) = if excerpt.cut {
        let whole = report.lines.line(excerpt.file, excerpt.place.line);
        let before = whole
            .as_ref()
            .is_none_or(|line| line.start < excerpt.bytes.start);
        let after = whole
            .as_ref()
            .is_none_or(|line| excerpt.bytes.end < line.end);
        let front = if before { DOTS } else { "" };
        let back = if after { DOTS } else { "" };
        (
            Cow::Owned(format!("{front}{}{back}", text.trim_end_matches('\n'))),
            front.len(),
        )
    } else {
        (text, 0)
    };
    let text = harmless(text);
    let annotations: Vec<Annotation<'a>> = excerpt
        .marks
        .iter()
        .map(|(bytes, label, kind)| {
            let at = |offset: u32| {
                let at = usize::try_from(offset.saturating_sub(start)).unwrap_or(usize::MAX);
                boundary(&text, at.saturating_add(shift))
            };
            let annotation = kind.span(at(bytes.start)..at(bytes.end));
            match label {
                Some(label) => annotation.label(escape::line(label)),
                None => annotation,
            }
        })
        .collect();
    let snippet = Snippet::source(text)
        .line_start(excerpt.lines.start)
        .annotations(annotations);
    if excerpt.cut {
        // The renderer would count the column within the window.
        group.element(origin(excerpt.place)).element(snippet)
    } else {
        group.element(snippet.path(escape::line(&excerpt.place.path)))
    }
}

/// Replaces what can steer a terminal and the renderer leaves: each by as many bytes, so that places stay.
fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_left = |c: char| !c.is_ascii() && escape::is_unsafe(c);
    if !text.contains(is_left) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.len_utf8() {
            _ if !is_left(c) => out.push(c),
            2 => out.push('·'),
            3 => out.push('\u{fffd}'),
            _ => out.push_str("··"),
        }
    }
    Cow::Owned(out)
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
