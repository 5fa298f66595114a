//! The report as one page for people: summary, findings with search and filters, the topology where a picture is given.
//!
//! Everything is in the file; its policy allows no other source. All text passes maud, which escapes it.

mod traffic;

use std::collections::BTreeMap;
use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::escape::line;
use super::summary::{number, phrase, unlisted_lines};
use super::{Item, Place, Report, Style, Table};
use crate::finding::{Code, RuleInfo, Severity};

const CSS: &str = concat!(
    include_str!("html/report.css"),
    include_str!("html/traffic.css")
);
const SCRIPT: &str = concat!(
    include_str!("html/report.js"),
    include_str!("html/traffic.js")
);
const CSS_SHA256: &str = "ayc5wVq/Crttn2i3XMn48gS5+k6OHXQm00Zm7rukxOU=";
const SCRIPT_SHA256: &str = "t8lclzW59dngiNDfSH+0H2Pcn8eviN+l5Fr7TFOK5uE=";

/// A part of the page that was made elsewhere: the topology.
///
/// It is trusted: whoever makes it escapes what comes from inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// To be put into the body.
    pub markup: String,
    /// Its style sheet.
    pub css: &'static str,
    /// SHA-256 of the style sheet, Base64.
    pub css_sha256: &'static str,
    /// Its script.
    pub script: &'static str,
    /// SHA-256 of the script, Base64.
    pub script_sha256: &'static str,
    /// What a reader must know about it.
    pub notes: Vec<String>,
}

impl Picture {
    /// Only words about why there is none.
    #[must_use]
    pub fn none(why: &str) -> Self {
        Self {
            markup: String::new(),
            css: "",
            css_sha256: EMPTY_SHA256,
            script: "",
            script_sha256: EMPTY_SHA256,
            notes: vec![why.to_owned()],
        }
    }
}

/// SHA-256 of nothing, Base64.
const EMPTY_SHA256: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

impl super::Format {
    /// Whether the format shows the picture of a report, so that it is worth drawing.
    #[must_use]
    pub fn wants_picture(&self) -> bool {
        self.name == "html"
    }
}

/// Writes the report as a page.
pub(super) fn html(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(page(report).into_string().as_bytes())
}

/// The sources that the page may use: its own scripts and style sheets, by their hashes.
fn policy(picture: Option<&Picture>) -> String {
    let also = |hash: Option<&str>| hash.map_or(String::new(), |hash| format!(" 'sha256-{hash}'"));
    format!(
        "default-src 'none'; script-src 'sha256-{SCRIPT_SHA256}'{}; style-src 'sha256-{CSS_SHA256}'{}; base-uri 'none'; form-action 'none'",
        also(picture.map(|picture| picture.script_sha256)),
        also(picture.map(|picture| picture.css_sha256)),
    )
}

fn page(report: &Report) -> Markup {
    let picture = report.picture.as_ref();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(picture));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { "netvet: " (phrase(&report.counts())) }
                style { (PreEscaped(CSS)) }
                @if let Some(picture) = picture { style { (PreEscaped(picture.css)) } }
            }
            body {
                header.r-head {
                    h1 { "Network check" }
                    @if let Some(time) = &report.as_of { span { "as of " time datetime=(time) { (time) } } }
                    nav aria-label="parts of the page" {
                        a href="#findings" { "Findings" }
                        @if picture.is_some() { a href="#topology" { "Topology" } }
                        @if report.traffic.is_some() {
                            a href="#reachability" { "Reachability" }
                            a href="#failures" { "Failures" }
                        }
                        @for (index, table) in report.tables.iter().enumerate() {
                            a href=(format!("#table-{index}")) { (line(&table.title)) }
                        }
                        a href="#inputs" { "Inputs" }
                        a href="#rules" { "Rules" }
                        button #r-theme type="button" { "Light or dark" }
                    }
                }
                main {
                    (tiles(report))
                    (problems(report))
                    // What sticks to the top of the window goes with its part.
                    section { (findings(report)) }
                    @if let Some(picture) = picture {
                        h2 #topology { "Topology" }
                        @for note in &picture.notes { p { (line(note)) } }
                        @if !picture.markup.is_empty() { div.r-picture { (PreEscaped(&picture.markup)) } }
                    }
                    @if let Some(traffic) = &report.traffic {
                        (traffic::parts(traffic, picture.is_some_and(|picture| !picture.markup.is_empty())))
                    }
                    @for (index, table) in report.tables.iter().enumerate() {
                        h2 id=(format!("table-{index}")) { (line(&table.title)) }
                        (self::table(table))
                    }
                    (inputs(report))
                    (rules(report))
                    p.r-meta { "Written by netvet " (super::VERSION) "." }
                }
                @if let Some(picture) = picture { script { (PreEscaped(picture.script)) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn tiles(report: &Report) -> Markup {
    let counts = report.counts();
    let elements: usize = report.elements.values().sum();
    html! {
        div.r-tiles {
            div.r-tile.r-error { b { (counts.error) } (plural(counts.error, "error", "errors")) }
            div.r-tile.r-warning { b { (counts.warning) } (plural(counts.warning, "warning", "warnings")) }
            div.r-tile.r-info { b { (counts.info) } (plural(counts.info, "info", "infos")) }
            div.r-tile { b { (elements) } (plural(elements, "element", "elements")) }
            @if counts.ignored > 0 { div.r-tile { b { (counts.ignored) } "ignored" } }
            @if counts.baselined > 0 { div.r-tile { b { (counts.baselined) } "in the baseline" } }
        }
    }
}

const fn plural(n: usize, one: &'static str, many: &'static str) -> &'static str {
    if n == 1 { one } else { many }
}

fn problems(report: &Report) -> Markup {
    html! {
        @if !report.problems.is_empty() {
            h2 { (number(report.problems.len(), "input could not be used", "inputs could not be used")) }
            ul.r-list {
                @for problem in &report.problems {
                    li."r-item r-error" data-level="" data-subjects="" {
                        h3 { (line(&problem.message)) }
                        @if let Some(place) = &problem.place { p.r-meta { code { (place_text(place)) } } }
                        @if let Some(help) = &problem.help { p { (line(help)) } }
                    }
                }
            }
        }
    }
}

fn findings(report: &Report) -> Markup {
    let items: Vec<&Item> = report.shown().collect();
    let mut rules: BTreeMap<Code, (&str, usize)> = BTreeMap::new();
    for item in &items {
        let rule = item.finding.rule;
        rules.entry(rule.code).or_insert((rule.name, 0)).1 += 1;
    }
    html! {
        h2 #findings { "Findings" }
        @if items.is_empty() {
            p.r-none { "Nothing was found." }
        } @else {
            div.r-bar role="search" {
                label { "Search " input #r-find type="search" placeholder="message, element, path …" autocomplete="off"; }
                @for level in [Severity::Error, Severity::Warning, Severity::Info] {
                    label { input type="checkbox" name="r-level" value=(level.word()) checked; " " (level.word()) }
                }
                label { "Rule "
                    select #r-rule {
                        option value="" { "all" }
                        @for (code, (name, n)) in &rules {
                            option value=(code) { (code) " " (name) " (" (n) ")" }
                        }
                    }
                }
                span #r-chip .r-chip hidden { span {} button type="button" aria-label="show the findings of all elements" { "×" } }
                span #r-shown role="status" {}
            }
            ul.r-list {
                @for item in items { (finding(report, item)) }
            }
        }
        @for text in unlisted_lines(report) { p.r-note { (text) } }
    }
}

fn finding(report: &Report, item: &Item) -> Markup {
    let Item {
        finding,
        place,
        related,
    } = item;
    let level = finding.severity.word();
    let subjects: Vec<String> = finding
        .subjects
        .iter()
        .map(|subject| format!("{}/{}", subject.kind, line(&subject.id)))
        .collect();
    let ignored = super::ignored_because(finding);
    let void = if ignored.is_some() { " r-void" } else { "" };
    html! {
        li class=(format!("r-item r-{level}{void}")) data-level=(level) data-code=(finding.rule.code) data-subjects=(subjects.join("\n")) {
            div.r-meta {
                span.r-sev { (level) }
                a href=(format!("#rule-{}", finding.rule.code)) { (finding.rule.code) }
                span { (finding.rule.name) }
                code { (place_text(place)) }
            }
            h3 { (line(&finding.message)) }
            @if let Some(why) = ignored { p { "Does not count: " (line(why)) } }
            div.r-subjects {
                @for (subject, key) in finding.subjects.iter().zip(&subjects) {
                    button type="button" data-show=(key) data-kind=(subject.kind) data-id=(line(&subject.id)) title="show this element" {
                        (subject.kind) " "
                        @match subject.name {
                            Some(name) if name.as_str() != subject.id.as_str() => { (line(&name)) " (" (line(&subject.id)) ")" },
                            _ => (line(&subject.id)),
                        }
                    }
                }
            }
            details {
                summary { "Details" }
                p { (line(super::help(finding))) }
                @for note in &finding.notes { p { (line(note)) } }
                (excerpt(report, item))
                dl {
                    @if !place.pointer.is_empty() { dt { "at" } dd { code { (line(&place.pointer)) } } }
                    @for (label, place) in finding.labels.iter().zip(related) {
                        dt { (line(&label.message)) }
                        dd { code { (place_text(place)) } }
                    }
                    @for subject in &finding.subjects {
                        @let owner = [Some(subject.provider), subject.account.as_ref().map(|t| t.as_str()), subject.region.as_ref().map(|t| t.as_str())];
                        @let owner: Vec<_> = owner.into_iter().flatten().filter(|part| !part.is_empty()).map(|part| line(part)).collect();
                        dt { (subject.kind) " " (line(&subject.id)) }
                        dd { (owner.join(" · ")) }
                    }
                    dt { "confidence" } dd { (finding.rule.confidence.word()) }
                    dt { "fingerprint" } dd { code { (finding.fingerprint) } }
                }
            }
        }
    }
}

fn place_text(place: &Place) -> String {
    format!("{}:{}:{}", line(&place.path), place.line, place.column)
}

/// The line at fault, with secrets masked, cut to what lies around the place in a very long one.
fn excerpt(report: &Report, item: &Item) -> Markup {
    const AROUND: u32 = 160;
    let span = item.finding.primary;
    let Some(range) = report.lines.line(span.file, item.place.line) else {
        return html! {};
    };
    let from = range.start.max(span.start.saturating_sub(AROUND));
    let to = range
        .end
        .min(span.end.min(range.end).max(from).saturating_add(AROUND));
    let Some((start, text)) = report.lines.text(span.file, from..to) else {
        return html! {};
    };
    // Where the place starts and ends in the text, at whole characters.
    let cut = |at: u32| {
        let at = usize::try_from(at.saturating_sub(start))
            .unwrap_or(0)
            .min(text.len());
        (0..=at)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let (low, high) = (cut(span.start), cut(span.end.min(to)));
    let (before, rest) = text.split_at(low.min(high));
    let (marked, after) = rest.split_at(high.saturating_sub(low).min(rest.len()));
    html! {
        pre {
            (item.place.line) " │ "
            @if from > range.start { "… " }
            (line(before)) mark { (line(marked)) } (line(after))
            @if to < range.end { " …" }
        }
    }
}

fn table(table: &Table) -> Markup {
    let class = |column: usize| table.numeric.contains(&column).then_some("r-number");
    html! {
        div.r-scroll {
            table {
                thead { tr { @for (column, name) in table.head.iter().enumerate() { th class=[class(column)] { (line(name)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr { @for (column, cell) in row.iter().enumerate() { td class=[class(column)] { (line(cell)) } } }
                    }
                }
            }
        }
    }
}

fn inputs(report: &Report) -> Markup {
    html! {
        h2 #inputs { "Inputs" }
        div.r-scroll {
            table {
                thead { tr {
                    th { "file" } th { "kind" } th.r-number { "elements" } th.r-number { "refused" } th.r-number { "not modelled" }
                } }
                tbody {
                    @for input in &report.inputs {
                        tr {
                            td { (line(&input.path)) }
                            td { (line(&input.kind)) }
                            td.r-number { (input.elements) }
                            td.r-number { (input.refused) }
                            td.r-number { (input.not_modelled) }
                        }
                    }
                }
            }
        }
        @if !report.elements.is_empty() {
            h3 { "Elements" }
            div.r-scroll {
                table {
                    tbody {
                        @for (kind, n) in &report.elements { tr { th { (kind) } td.r-number { (n) } } }
                    }
                }
            }
        }
    }
}

/// What the rules that were found say.
fn rules(report: &Report) -> Markup {
    let rules: BTreeMap<Code, &RuleInfo> = report
        .shown()
        .map(|item| (item.finding.rule.code, item.finding.rule))
        .collect();
    html! {
        h2 #rules { "Rules" }
        @if rules.is_empty() { p { "No rule was broken." } }
        @for (code, rule) in rules {
            details id=(format!("rule-{code}")) {
                summary { (code) " " (rule.name) ": " (rule.summary) }
                p { (rule.rationale) }
                p { (rule.remedy) }
                @if !rule.references.is_empty() {
                    ul {
                        @for reference in rule.references {
                            li {
                                @if reference.url.is_empty() { (reference.title) }
                                @else { a href=(reference.url) rel="noopener noreferrer" target="_blank" { (reference.title) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
