//! Every rule over its own files, with all rules on: `bad.yaml` raises it, `good.yaml` and every near miss raise nothing,
//! further cases raise what their first line says.
//!
//! First lines that count:
//! `# also: rule-name, because …` in a bad file names another rule that must fire too;
//! `# raises: rule-name severity; also rule-name …` in a `case-` file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::finding::Finding;
use netvet::import::read::Readers;
use netvet::index::Index;
use netvet::model::Time;
use netvet::profile::Profiles;
use netvet::provider::{PROFILES, READERS};
use netvet::rules::{Context, catalogue, run, table};
use netvet::settings::{Selected, Settings, Written};
use netvet::source::{Limits, Scalar};

/// The clock of all cases.
const NOW: &str = "2026-06-01T00:00:00Z";

fn loaded(path: &Path) -> Loaded {
    let now = Time::parse(NOW).unwrap();
    load(&LoadOptions {
        paths: &[path.to_owned()],
        provider: None,
        account: None,
        region: None,
        as_of: Some(now),
        now,
        limits: Limits::default(),
        ignore_files: false,
        readers: Readers {
            exports: READERS,
            design: netvet::import::yaml::read,
        },
        profiles: &Profiles::new(PROFILES),
        progress: &Silent,
    })
}

/// All rules; with the settings file of the folder, where a rule speaks about what settings demand.
fn settings(path: &Path, profiles: &Profiles) -> Settings {
    let rules = Selected::all(&catalogue());
    let file = path.with_file_name("netvet.toml");
    let written = std::fs::read_to_string(&file).ok().map(|text| {
        let written = Written::read("netvet.toml", &text, &catalogue(), profiles);
        Arc::new(written.unwrap_or_else(|wrong| panic!("{}: {wrong:?}", file.display())))
    });
    Settings::with(rules, written)
}

/// What all rules say about a file. It has to load without a problem, or its silence would prove nothing.
fn findings(path: &Path) -> Vec<Finding> {
    let loaded = loaded(path);
    let name = path.display();
    assert!(!loaded.is_faulty(), "{name}: {:?}", loaded.problems());
    assert!(!loaded.design.is_empty(), "{name}: nothing was read");
    let said: Vec<&str> = loaded.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(said.is_empty(), "{name}: {said:?}");
    let index = Index::build(&loaded.design);
    let profiles = Profiles::new(PROFILES);
    let settings = settings(path, &profiles);
    let cx = Context {
        design: &loaded.design,
        index: &index,
        profiles: &profiles,
        settings: &settings,
        as_of: Some(loaded.as_of),
    };
    let outcome = run(&cx, &table());
    assert!(!outcome.broken, "{name}: {:?}", outcome.findings);
    outcome.findings
}

fn print(findings: &[Finding]) -> String {
    let line = |f: &Finding| format!("  {} {}: {}\n", f.severity.word(), f.rule.name, f.message);
    findings.iter().map(line).collect()
}

fn cases() -> Vec<(String, String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut all = Vec::new();
    for info in catalogue() {
        let code = info.code.to_string();
        let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(&code))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.retain(|file| file.extension().is_some_and(|kind| kind == "yaml"));
        files.sort();
        for file in files {
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            all.push((info.name.to_owned(), stem, file));
        }
    }
    all
}

/// What the first line says after this word.
fn header<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.lines().next()?.strip_prefix("# ")?.strip_prefix(word)
}

#[test]
fn every_case_raises_what_it_should() {
    let mut wrong = String::new();
    for (rule, stem, file) in cases() {
        let text = std::fs::read_to_string(&file).unwrap();
        let found = findings(&file);
        let mut also: Vec<&str> = Vec::new();
        let mut severity = None;
        let expected = match stem.as_str() {
            "bad" => {
                also.extend(header(&text, "also: ").and_then(|rest| rest.split(',').next()));
                true
            }
            _ if stem.starts_with("case-") => {
                let mut parts = header(&text, "raises: ")
                    .expect("# raises:")
                    .split("; also ");
                let (name, word) = parts.next().unwrap().split_once(' ').unwrap();
                assert_eq!(name, rule, "{}", file.display());
                severity = Some(word);
                also.extend(parts);
                true
            }
            _ => {
                // What looks like this fault may be another, which the first line then says.
                also.extend(header(&text, "also: ").and_then(|rest| rest.split(',').next()));
                false
            }
        };
        let (own, others): (Vec<&Finding>, Vec<&Finding>) =
            found.iter().partition(|f| f.rule.name == rule);
        let own_right = expected != own.is_empty()
            && severity.is_none_or(|word| own.iter().all(|f| f.severity.word() == word));
        let others_right = others.iter().all(|f| also.contains(&f.rule.name))
            && also
                .iter()
                .all(|name| others.iter().any(|f| f.rule.name == *name));
        if !own_right || !others_right {
            let root = env!("CARGO_MANIFEST_DIR");
            let name = file.strip_prefix(root).unwrap().display();
            wrong += &format!("{name} ({rule} {severity:?}):\n{}", print(&found));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_bad_example_shows_the_highest_severity() {
    for (rule, stem, file) in cases() {
        if stem == "bad" {
            let found = findings(&file);
            let own = found.iter().filter(|f| f.rule.name == rule);
            let highest = own.map(|f| f.severity).max();
            let info = catalogue()
                .into_iter()
                .find(|info| info.name == rule)
                .unwrap();
            assert_eq!(highest, Some(info.severity), "{}", file.display());
        }
    }
}

#[test]
fn findings_point_at_text_and_name_their_elements() {
    for (_, _, file) in cases() {
        let length = std::fs::metadata(&file).unwrap().len();
        for finding in findings(&file) {
            let place = finding.primary;
            let name = file.display();
            assert!(
                u64::from(place.end) <= length && place.start <= place.end,
                "{name}"
            );
            assert!(!finding.subjects.is_empty(), "{name}: {}", finding.message);
            assert!(
                !finding.message.ends_with('.'),
                "{name}: {}",
                finding.message
            );
        }
    }
}
