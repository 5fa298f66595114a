//! The fixed report in every format.

use std::path::Path;

use netvet::finding::{Ignored, Severity};
use netvet::report::{FORMATS, Report, Style, format};
use serde_json::Value;

use crate::fixed_report::{self, HOSTILE};

fn written(report: &Report, name: &str, style: &Style) -> String {
    let mut out = Vec::new();
    (format(name).unwrap().write)(report, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(report: &Report, name: &str) -> String {
    written(report, name, &Style::default())
}

fn json(report: &Report) -> Value {
    serde_json::from_str(&plain(report, "json")).unwrap()
}

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../report");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(&regex_escape(env!("CARGO_PKG_VERSION")), "[version]");
    settings
}

fn regex_escape(text: &str) -> String {
    text.replace('.', "\\.")
}

#[test]
fn every_format_prints_the_fixed_report() {
    let report = fixed_report::report();
    snapshots().bind(|| {
        // The page has tests of its own; a snapshot would mostly hold its style sheet and script.
        for format in FORMATS.iter().filter(|format| format.name != "html") {
            insta::assert_snapshot!(
                format!("fixed.{}", format.name),
                plain(&report, format.name)
            );
        }
    });
}

#[test]
fn what_does_not_count_is_shown_on_request() {
    let mut report = fixed_report::report();
    report.show_ignored = true;
    snapshots().bind(|| insta::assert_snapshot!("ignored.concise", plain(&report, "concise")));
    let all = json(&report);
    let reasons: Vec<&str> = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["ignored"].as_str())
        .collect();
    assert_eq!(reasons, ["renumbered in June", "accepted in the baseline"]);
    report.show_ignored = false;
    assert_eq!(all["summary"], json(&report)["summary"]);
    assert!(!plain(&report, "json").contains("renumbered in June"));
}

#[test]
fn colours_and_links_are_added_to_the_same_text() {
    let report = fixed_report::report();
    let style = Style {
        colour: true,
        links: true,
        ..Style::default()
    };
    for name in ["full", "concise"] {
        let coloured = written(&report, name, &style);
        let link = "\u{1b}]8;;https://www.rfc-editor.org/rfc/rfc1918\u{1b}\\PEER001";
        assert!(coloured.contains(link), "{coloured}");
        assert!(coloured.contains("\u{1b}[1m\u{1b}[91merror["), "{coloured}");
        let mut bare = coloured;
        for (start, end) in [("\u{1b}]8;;", "\u{1b}\\"), ("\u{1b}[", "m")] {
            while let Some(from) = bare.find(start) {
                let to = bare[from..].find(end).unwrap() + from + end.len();
                bare.replace_range(from..to, "");
            }
        }
        assert_eq!(bare, plain(&report, name));
    }
}

/// The text between two places of a file, counted in characters.
fn cut(text: &str, from: (usize, usize), to: (usize, usize), units: fn(char) -> usize) -> String {
    let (mut line, mut column, mut out) = (1, 1, String::new());
    for c in text.chars() {
        if (line, column) >= from && (line, column) < to {
            out.push(c);
        }
        if c == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += units(c);
        }
    }
    out
}

#[test]
fn reported_places_hold_the_text_at_fault() {
    let report = fixed_report::report();
    let memory = fixed_report::memory();
    let text_of = |path: &str| &memory.0.iter().find(|(name, _)| *name == path).unwrap().1;
    let mut seen = Vec::new();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    for finding in json(&report)["findings"].as_array().unwrap() {
        for place in
            std::iter::once(&finding["location"]).chain(finding["related"].as_array().unwrap())
        {
            let text = text_of(place["path"].as_str().unwrap());
            seen.push(cut(
                text,
                (number(&place["line"]), number(&place["column"])),
                (number(&place["end_line"]), number(&place["end_column"])),
                |_| 1,
            ));
        }
    }
    assert_eq!(
        seen,
        [
            "\"10.0.0.0/16\"",
            "\"10.0.0.0/16\"",
            "\"pcx-1\"",
            "\"Name\"",
            "\"Tags\"",
            "\"pending\"",
            "",
            "\"10.9.0.7/16\"",
            "\"10.1.2.3/24\""
        ]
    );
}

#[test]
fn excerpts_mark_the_text_at_fault() {
    // Width 4000 so that the renderer cuts nothing itself.
    let style = Style {
        width: 4000,
        ..Style::default()
    };
    let full = written(&fixed_report::report(), "full", &style);
    let lines: Vec<&str> = full.lines().collect();
    let mut marked = Vec::new();
    for pair in lines.windows(2) {
        let (Some(start), true) = (pair[1].find('^'), pair[1].trim_start().starts_with('|')) else {
            continue;
        };
        // Two characters of this line take two columns each, the satellite takes one.
        let wide = if pair[0].contains('共') && start > 60 {
            2
        } else {
            0
        };
        let length = pair[1].matches('^').count();
        let text: String = pair[0].chars().skip(start - wide).take(length).collect();
        marked.push(text);
    }
    assert_eq!(
        marked,
        [
            "\"10.0.0.0/16\"",
            "\"Name\"",
            "\"pending\"",
            "\"10.9.0.7/16\"",
            "\"10.1.2.3/24\""
        ]
    );
}

#[test]
fn a_long_line_is_shown_as_a_window() {
    let full = plain(&fixed_report::report(), "full");
    let longest = full.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest < 400, "{longest}");
    assert!(full.contains("--> b/long.json:1:9648"), "{full}");
    assert!(!full.lines().any(|line| line.trim() == ":::"), "{full}");
}

#[test]
fn counts_are_the_same_everywhere() {
    let mut report = fixed_report::report();
    for show_ignored in [false, true] {
        report.show_ignored = show_ignored;
        let all = json(&report);
        let findings = all["findings"].as_array().unwrap().len();
        assert_eq!(findings, if show_ignored { 8 } else { 6 });
        assert_eq!(
            all["summary"],
            serde_json::json!({"error": 1, "warning": 2, "info": 3, "ignored": 1, "baselined": 1})
        );
        assert_eq!(plain(&report, "jsonl").lines().count(), findings);
        assert_eq!(plain(&report, "concise").lines().count(), findings + 1);
        let titles = plain(&report, "full");
        let titles = titles
            .lines()
            .filter(|line| {
                ["error[", "warning[", "info["]
                    .iter()
                    .any(|word| line.starts_with(word))
            })
            .count();
        assert_eq!(titles, findings);
    }
}

#[test]
fn hostile_names_steer_no_terminal() {
    let mut report = fixed_report::report();
    report.show_ignored = true;
    report.problems[0].message.push_str(HOSTILE);
    for format in FORMATS {
        let text = plain(&report, format.name);
        let harmful: Vec<char> = text
            .chars()
            .filter(|c| *c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(c)))
            .collect();
        assert!(harmful.is_empty(), "{}: {harmful:?}", format.name);
    }
    let all = json(&report);
    let names: Vec<&str> = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["subjects"][0]["id"].as_str())
        .collect();
    assert!(names.contains(&HOSTILE));
}

#[test]
fn the_order_of_findings_does_not_depend_on_who_came_first() {
    let mut report = fixed_report::report();
    let before = plain(&report, "json");
    report.items.reverse();
    report.inputs.reverse();
    report.sort();
    assert_eq!(plain(&report, "json"), before);
}

#[test]
fn the_fail_level_looks_only_at_what_counts() {
    let mut report = fixed_report::report();
    assert!(report.fails());
    for item in &mut report.items {
        if item.finding.severity == Severity::Error {
            item.finding.ignored = Some(Ignored::Baseline);
        }
    }
    assert!(!report.fails());
    report.fail_on = Some(Severity::Warning);
    assert!(report.fails());
    report.fail_on = None;
    assert!(!report.fails());
}

#[test]
fn the_schema_is_current_and_fits() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/report.schema.json");
    let current = netvet::app::schema::text("report").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        current,
        "UPDATE=1 cargo test writes it anew"
    );
    let schema = serde_json::from_str(&current).unwrap();
    let mut report = fixed_report::report();
    report.show_ignored = true;
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&json(&report))
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    // A schema that takes anything would prove nothing.
    let mut wrong = json(&report);
    wrong["findings"][0]["severity"] = "fatal".into();
    assert!(!validator.is_valid(&wrong));
}
