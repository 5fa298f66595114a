//! The formats of other programs: valid by their own schemas and readers, and the same findings in each.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use netvet::app::catalogue;
use netvet::finding::{Severity, Status};
use netvet::report::{Against, FORMATS, Item, Report, Style, format, github};
use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::fixed_report::{self, HOSTILE};

pub(crate) fn written(report: &Report, name: &str) -> String {
    let mut out = Vec::new();
    (format(name).unwrap().write)(report, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(report: &Report, name: &str) -> Value {
    serde_json::from_str(&written(report, name)).unwrap()
}

fn all_shown() -> Report {
    let mut report = fixed_report::report();
    report.show_ignored = true;
    report
}

/// A text as every format but JSON shows it.
fn shown(text: &str) -> String {
    netvet::report::escape::line(text).into_owned()
}

fn schema() -> jsonschema::Validator {
    // One bracket of the pattern for languages, which no log of ours has, is too much for strict readers of patterns.
    let text = include_str!("../formats/sarif-schema-2.1.0.json").replace(
        "{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
        "{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}$",
    );
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn sarif_is_valid() {
    let schema = schema();
    let mut with_baseline = all_shown();
    with_baseline.against = Some(Against {
        new: 6,
        resolved: 0,
    });
    let every_rule = Report {
        catalogue: catalogue::all(),
        ..Report::default()
    };
    for report in [
        fixed_report::report(),
        all_shown(),
        with_baseline,
        every_rule,
        Report::default(),
    ] {
        let log = json(&report, "sarif");
        let errors: Vec<String> = schema.iter_errors(&log).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    // A schema that takes anything would prove nothing.
    let mut wrong = json(&all_shown(), "sarif");
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&wrong));
}

#[test]
fn sarif_holds_the_whole_catalogue_with_help() {
    let report = Report {
        catalogue: catalogue::all(),
        ..Report::default()
    };
    let log = json(&report, "sarif");
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), report.catalogue.len());
    for (rule, info) in rules.iter().zip(&report.catalogue) {
        assert_eq!(rule["id"], info.code.to_string());
        assert_eq!(rule["name"], info.name);
        let help = &rule["help"];
        for text in [&help["text"], &help["markdown"]] {
            let text = text.as_str().unwrap();
            assert!(
                text.contains(info.rationale) && text.contains(info.remedy),
                "{text}"
            );
        }
        let level = match info.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        assert_eq!(rule["defaultConfiguration"]["level"], level);
        let retired = matches!(info.status, Status::Retired { .. });
        assert_eq!(rule["defaultConfiguration"]["enabled"], !retired);
        let tags = rule["properties"]["tags"].as_array().unwrap();
        // GitHub takes no more.
        assert!((2..=20).contains(&tags.len()), "{tags:?}");
        for (key, longest) in [("shortDescription", 1024), ("fullDescription", 1024)] {
            let text = rule[key]["text"].as_str().unwrap();
            assert!(!text.is_empty() && text.len() <= longest, "{text}");
        }
    }
}

#[test]
fn sarif_results_say_where_what_and_which() {
    let mut report = all_shown();
    report.base = Some("/net".to_owned());
    report.items[0].place.path = "/net/a b/ä#1:2.json".to_owned();
    report.items[1].place.path = "/other/x.json".to_owned();
    let log = json(&report, "sarif");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.items.len());
    for (
        result,
        Item {
            finding,
            place,
            related,
        },
    ) in results.iter().zip(&report.items)
    {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]["id"]);
        assert_eq!(result["ruleId"], finding.rule.code.to_string());
        let location = &result["locations"][0];
        let region = &location["physicalLocation"]["region"];
        let places = [place.line, place.column, place.end_line, place.end_column];
        for (key, number) in ["startLine", "startColumn", "endLine", "endColumn"]
            .iter()
            .zip(places)
        {
            assert_eq!(region[key], number);
        }
        let logical = location["logicalLocations"].as_array().unwrap();
        assert_eq!(logical.len(), finding.subjects.len());
        let subject = &finding.subjects[0];
        assert_eq!(logical[0]["name"], subject.id.as_str());
        let qualified = format!("{}/{}", subject.kind, subject.id);
        assert_eq!(logical[0]["fullyQualifiedName"], qualified);
        let others = result["relatedLocations"].as_array().unwrap();
        assert_eq!(others.len(), related.len());
        for (other, place) in others.iter().zip(related) {
            assert_eq!(other["physicalLocation"]["region"]["startLine"], place.line);
        }
    }
    let address = |n: usize| &results[n]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(address(0)["uri"], "a%20b/%C3%A4%231%3A2.json");
    assert_eq!(address(0)["uriBaseId"], "%SRCROOT%");
    assert_eq!(address(1)["uri"], "file:///other/x.json");
    assert_eq!(address(1)["uriBaseId"], Value::Null);
    let identities: BTreeSet<&str> = results
        .iter()
        .map(|result| result["partialFingerprints"]["netvet/v1"].as_str().unwrap())
        .collect();
    assert_eq!(identities.len(), results.len());
    let reasons: Vec<&Value> = results
        .iter()
        .flat_map(|result| result["suppressions"].as_array().unwrap())
        .map(|suppression| &suppression["justification"])
        .collect();
    assert_eq!(reasons, ["renumbered in June", "accepted in the baseline"]);
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["exitCode"], 2);
    assert_eq!(invocation["executionSuccessful"], false);
    let said = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(said, "c/broken.json is not text; export it again");
    report.problems.clear();
    assert_eq!(
        json(&report, "sarif")["runs"][0]["invocations"][0]["exitCode"],
        1
    );
}

#[test]
fn sarif_messages_have_neither_links_nor_placeholders() {
    let report = all_shown();
    let log = json(&report, "sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let hostile = report
        .items
        .iter()
        .position(|item| item.finding.message.contains(HOSTILE));
    let text = results[hostile.unwrap()]["message"]["text"]
        .as_str()
        .unwrap();
    assert!(text.contains("\\[l\\](u)"), "{text}");
    // As a reader takes it.
    let read = text
        .replace("\\[", "[")
        .replace("\\]", "]")
        .replace("\\\\", "\\");
    assert_eq!(read, report.items[hostile.unwrap()].finding.message);
}

fn suites(report: &Report) -> Vec<junit_parser::TestSuite> {
    junit_parser::from_reader(written(report, "junit").as_bytes())
        .unwrap()
        .suites
}

#[test]
fn junit_has_a_suite_for_each_file_and_a_case_for_each_finding() {
    let mut report = all_shown();
    report.problems.clear();
    let suites = suites(&report);
    let names: Vec<&str> = suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(
        names,
        ["a/pcx.json", "a/vpcs.json", "b/long.json", "c/clean.json"]
    );
    let numbers: Vec<_> = suites
        .iter()
        .map(|suite| (suite.tests, suite.failures, suite.errors, suite.skipped))
        .collect();
    assert_eq!(
        numbers,
        [(3, 1, 0, 0), (4, 0, 0, 2), (1, 0, 0, 0), (0, 0, 0, 0)]
    );
    for suite in &suites {
        assert_eq!(suite.cases.len() as u64, suite.tests);
        let different: BTreeSet<&str> = suite.cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(different.len(), suite.cases.len());
    }
    let case = |n: usize, name: &str| {
        let found = suites[n]
            .cases
            .iter()
            .find(|case| case.original_name == name);
        found.unwrap_or_else(|| panic!("{name} in {:?}", suites[n].cases))
    };
    let overlap = case(0, "peering-cidr-overlap peering/pcx-1");
    assert!(overlap.status.is_failure());
    let failure = overlap.status.failure_as_ref();
    assert_eq!(failure.message, "core and vpc-1 both use 10.0.0.0/16");
    assert_eq!(failure.failure_type, "error");
    assert!(
        failure.text.contains("a/vpcs.json:2:35: also used here"),
        "{}",
        failure.text
    );
    let passes = case(2, "cidr-host-bits subnet/subnet-x");
    assert!(passes.status.is_success());
    let said = passes.system_out.as_deref().unwrap();
    assert!(said.contains("10.1.2.3/24 has host bits set"), "{said}");
    report.fail_on = Some(Severity::Info);
    let failing: u64 = self::suites(&report)
        .iter()
        .map(|suite| suite.failures)
        .sum();
    assert_eq!(failing, 6);
    report.fail_on = None;
    let failing: u64 = self::suites(&report)
        .iter()
        .map(|suite| suite.failures)
        .sum();
    assert_eq!(failing, 0);
}

#[test]
fn junit_passes_where_nothing_is_found_and_errs_where_nothing_can_be_read() {
    let mut report = fixed_report::report();
    report.items.clear();
    let broken = suites(&report);
    let errors: Vec<_> = broken.iter().flat_map(|suite| &suite.cases).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].status.error_as_ref().message,
        "c/broken.json is not text"
    );
    report.problems.clear();
    for report in [&report, &Report::default()] {
        let cases: Vec<_> = suites(report)
            .into_iter()
            .flat_map(|suite| suite.cases)
            .collect();
        assert_eq!(cases.len(), 1);
        assert!(cases[0].status.is_success());
    }
}

#[test]
fn junit_fits_the_schema_of_jenkins() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/junit-10.xsd");
    for report in [all_shown(), Report::default()] {
        let started = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(&schema)
            .arg("-")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            eprintln!("skipped: the program xmllint is not installed");
            return;
        };
        let text = written(&report, "junit");
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// The elements of an XML document with their attributes, as a reader takes them.
pub(crate) fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    let value = std::str::from_utf8(&attribute.value).unwrap();
                    (
                        key,
                        quick_xml::escape::unescape(value).unwrap().into_owned(),
                    )
                });
                found.push((name, attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn checkstyle_has_every_finding_under_its_file() {
    let report = all_shown();
    let mut file = String::new();
    let mut found = Vec::new();
    for (name, attributes) in elements(&written(&report, "checkstyle")) {
        let get = |key: &str| attributes[key].clone();
        match name.as_str() {
            "file" => file = get("name"),
            "error" => found.push((
                file.clone(),
                get("line"),
                get("column"),
                get("severity"),
                get("source"),
                get("message"),
            )),
            "checkstyle" | "exception" => {}
            other => panic!("{other}"),
        }
    }
    let expected: Vec<_> = report
        .items
        .iter()
        .map(|Item { finding, place, .. }| {
            let ignored = netvet::report::ignored_because(finding)
                .map(|reason| format!(" [ignored: {reason}]"))
                .unwrap_or_default();
            (
                place.path.clone(),
                place.line.to_string(),
                place.column.to_string(),
                finding.severity.word().to_owned(),
                format!("netvet.{}", finding.rule.name),
                shown(&format!(
                    "{}: {}{ignored}",
                    finding.rule.code, finding.message
                )),
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn gitlab_reads_distinct_fingerprints_and_known_severities() {
    let mut report = all_shown();
    report.items[0].place.path = "./a/pcx.json".to_owned();
    let issues = json(&report, "gitlab");
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), report.items.len());
    let mut seen = BTreeSet::new();
    for (issue, item) in issues.iter().zip(&report.items) {
        assert!(seen.insert(issue["fingerprint"].as_str().unwrap()));
        assert_eq!(issue["check_name"], item.finding.rule.name);
        let wanted = match item.finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        assert_eq!(issue["severity"], wanted);
        assert_eq!(issue["location"]["lines"]["begin"], item.place.line);
        let path = issue["location"]["path"].as_str().unwrap();
        assert_eq!(path, item.place.path.trim_start_matches("./"));
        assert!(
            issue["description"]
                .as_str()
                .unwrap()
                .contains(&item.finding.message)
        );
    }
}

/// A workflow command as the runner of GitHub Actions reads it: level, properties, message.
pub(crate) fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let (head, text) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let data = |text: &str| {
        text.replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
    };
    let properties = properties
        .split(',')
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap();
            let value = value.replace("%3A", ":").replace("%2C", ",");
            (key.to_owned(), data(&value))
        })
        .collect();
    (level.to_owned(), properties, data(text))
}

#[test]
fn github_reads_the_annotations_as_they_are_meant() {
    let mut report = all_shown();
    report.items[0].place.path = "a,b:c%0A::x.json".to_owned();
    report.items[0].place.end_line += 1;
    let text = written(&report, "github");
    let mut lines = text.lines();
    let (level, properties, said) = command(lines.next().unwrap());
    assert_eq!(
        (level.as_str(), properties["title"].as_str()),
        ("error", "netvet")
    );
    assert_eq!(said, "c/broken.json is not text\nexport it again");
    let rest: Vec<&str> = lines.collect();
    assert_eq!(rest.len(), report.items.len());
    for (line, Item { finding, place, .. }) in rest.iter().zip(&report.items) {
        let (level, properties, said) = command(line);
        let wanted = match finding.severity {
            _ if finding.ignored.is_some() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        assert_eq!(level, wanted);
        assert_eq!(properties["file"], place.path);
        assert_eq!(properties["line"], place.line.to_string());
        // Columns of several lines are refused.
        assert_eq!(properties.contains_key("col"), place.line == place.end_line);
        let title = format!("{} {}", finding.rule.code, finding.rule.name);
        assert_eq!(properties["title"], title);
        assert!(said.starts_with(&shown(&finding.message)), "{said}");
    }
    assert_eq!(github::limit(&report), None);
    let more: Vec<Item> = (0..11).map(|_| report.items[0].clone()).collect();
    report.items = more;
    assert!(github::limit(&report).unwrap().contains("10 annotations"));
}

#[test]
fn markdown_fits_into_a_comment_and_says_what_it_left_out() {
    let mut report = fixed_report::report();
    let short = written(&report, "markdown");
    assert!(!short.contains("Left out"), "{short}");
    assert!(short.contains("### Errors (1)") && short.contains("### Warnings (2)"));
    assert!(short.contains("| count | severity | code |"));
    let one = report.items[0].clone();
    report.items.extend((0..2000).map(|_| one.clone()));
    let long = written(&report, "markdown");
    let length = long.chars().count();
    assert!(length <= 65_536 && length > 60_000, "{length}");
    let level = one.finding.severity.word();
    let entries = long.matches("<details>").count();
    let counts = report.counts();
    let last = long.lines().last().unwrap();
    let left = counts.total() - entries;
    assert!(last.contains("Left out") && last.contains(level), "{last}");
    let numbers: usize = last
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse::<usize>().ok())
        .filter(|n| *n != 65_536)
        .sum();
    assert_eq!(numbers, left, "{last}");
}

/// How many findings a format shows.
fn count(report: &Report, name: &str) -> usize {
    let text = written(report, name);
    let value = || serde_json::from_str::<Value>(&text).unwrap();
    let length = |value: &Value| value.as_array().unwrap().len();
    match name {
        "full" => {
            let starts = ["error[", "warning[", "info["];
            let is_title = |line: &&str| starts.iter().any(|start| line.starts_with(start));
            text.lines().filter(is_title).count()
        }
        "concise" => text.lines().count() - 1,
        "json" => length(&value()["findings"]),
        "jsonl" => text.lines().count(),
        "sarif" => length(&value()["runs"][0]["results"]),
        "junit" => elements(&text)
            .iter()
            .filter(|(name, _)| name == "testcase")
            .count(),
        "github" => text.lines().count(),
        "gitlab" => length(&value()),
        "checkstyle" => elements(&text)
            .iter()
            .filter(|(name, _)| name == "error")
            .count(),
        "markdown" => text.matches("<details>").count(),
        "html" => text.matches("<li class=\"r-item").count(),
        other => panic!("how many findings has {other}?"),
    }
}

#[test]
fn every_format_has_the_same_findings() {
    let mut report = fixed_report::report();
    report.problems.clear();
    for show_ignored in [false, true] {
        report.show_ignored = show_ignored;
        let wanted = if show_ignored { 8 } else { 6 };
        for format in FORMATS {
            assert_eq!(count(&report, format.name), wanted, "{}", format.name);
        }
    }
}

#[test]
fn addresses_lead_back_to_the_files() {
    let report = all_shown();
    let log = json(&report, "sarif");
    let artifacts = log["runs"][0]["artifacts"].as_array().unwrap();
    let paths: Vec<String> = artifacts
        .iter()
        .map(|artifact| {
            let uri = artifact["location"]["uri"].as_str().unwrap();
            percent_decode_str(uri).decode_utf8().unwrap().into_owned()
        })
        .collect();
    assert_eq!(
        paths,
        ["a/pcx.json", "a/vpcs.json", "b/long.json", "c/clean.json"]
    );
}
