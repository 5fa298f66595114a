//! A design that was written from what was loaded gives the same model, and the same findings about it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use netvet::app::convert::convert;
use netvet::app::inventory::totals;
use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::import::read::Readers;
use netvet::index::Index;
use netvet::model::{ElementKind, Time};
use netvet::profile::Profiles;
use netvet::provider::{PROFILES, READERS};
use netvet::rules::{Context, catalogue, run, table};
use netvet::settings::{Selected, Settings};
use netvet::source::{Limits, Scalar};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn loaded(path: &Path) -> Loaded {
    let now = Time::parse("2026-06-01T00:00:00Z").unwrap();
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

/// Rule and elements of every finding about the model; secrets are not written, so nothing is found about them.
fn findings(loaded: &Loaded) -> Vec<String> {
    let index = Index::build(&loaded.design);
    let profiles = Profiles::new(PROFILES);
    let settings = Settings::with(Selected::all(&catalogue()), None);
    let cx = Context {
        design: &loaded.design,
        index: &index,
        profiles: &profiles,
        settings: &settings,
        as_of: Some(loaded.as_of),
    };
    let outcome = run(&cx, &table());
    assert!(!outcome.broken);
    let mut found: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| !finding.rule.name.starts_with("bgp-auth-key"))
        .map(|finding| {
            let subjects: Vec<String> = finding
                .subjects
                .iter()
                .map(|subject| format!("{}/{}", subject.kind, subject.id))
                .collect();
            format!("{} {}", finding.rule.name, subjects.join(" "))
        })
        .collect();
    found.sort();
    found
}

/// The design written from a path, and what it gives when it is read.
fn round(path: &Path, name: &str) -> (Loaded, String, Loaded) {
    let before = loaded(path);
    let written = convert(&before, &Profiles::new(PROFILES));
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("convert");
    fs::create_dir_all(&dir).unwrap();
    let file = dir.join(format!("{name}.yaml"));
    fs::write(&file, &written.text).unwrap();
    let after = loaded(&file);
    assert!(
        !after.is_faulty(),
        "{name}: {:?}\n{}",
        after.problems(),
        written.text
    );
    (before, written.text, after)
}

fn designs() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![root().join("examples/designs"), root().join("tests/rules")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "yaml") {
                let text = fs::read_to_string(&path).unwrap();
                if text.lines().any(|line| line.starts_with("netvet:")) {
                    files.push(path);
                }
            }
        }
    }
    files.sort();
    files
}

#[test]
fn designs_survive() {
    let files = designs();
    assert!(files.len() > 300, "{}", files.len());
    let mut wrong = String::new();
    for file in files {
        let inside = file.strip_prefix(root()).unwrap().display().to_string();
        let name = inside.replace('/', "-").replace(".yaml", "");
        let (before, text, after) = round(&file, &name);
        let unreadable: Vec<&str> = after.findings.iter().map(|f| f.message.as_str()).collect();
        if before.findings.is_empty() && !unreadable.is_empty() {
            wrong.push_str(&format!("{inside}: {unreadable:?}\n{text}\n"));
            continue;
        }
        if totals(&before) != totals(&after) {
            wrong.push_str(&format!(
                "{inside}: {:?} {:?}\n",
                totals(&before),
                totals(&after)
            ));
        }
        let (old, new) = (findings(&before), findings(&after));
        if old != new {
            let lost: Vec<_> = old.iter().filter(|one| !new.contains(one)).collect();
            let made: Vec<_> = new.iter().filter(|one| !old.contains(one)).collect();
            wrong.push_str(&format!("{inside}: lost {lost:?}, made {made:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_converted_design_converts_to_itself() {
    for file in designs()
        .iter()
        .filter(|file| file.starts_with(root().join("examples")))
    {
        let name = format!("twice-{}", file.file_stem().unwrap().to_str().unwrap());
        let (_, once, again) = round(file, &name);
        assert_eq!(
            convert(&again, &Profiles::new(PROFILES)).text,
            once,
            "{name}"
        );
    }
}

#[test]
fn exports_become_designs_with_the_same_elements() {
    let path = root().join("examples/exports/aws");
    let (before, text, after) = round(&path, "exports");
    let count =
        |loaded: &Loaded| -> BTreeMap<ElementKind, usize> { totals(loaded).into_iter().collect() };
    assert_eq!(count(&before), count(&after));
    assert!(text.starts_with("netvet: 1\nprovider: aws\n"));
    let unread: Vec<&str> = after.findings.iter().map(|f| f.message.as_str()).collect();
    assert!(unread.is_empty(), "{unread:?}");
}

#[test]
fn secrets_are_not_written() {
    let path = root()
        .join("tests/import/aws/recorded-interface/directconnect.DescribeVirtualInterfaces_1.json");
    let (_, text, _) = round(&path, "secrets");
    assert!(text.contains("auth_key: \"***\""), "{text}");
    for secret in ["fakeAuthKey123", "fakePeerAuthKey456", "router bgp"] {
        assert!(!text.contains(secret), "{text}");
    }
}
