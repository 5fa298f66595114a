//! What is derived from the table of rules is current: the README's table, the examples' folders, the list of files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use netvet::app::catalogue::all;
use netvet::finding::RuleInfo;
use netvet::rules::{catalogue, table};

const BEGIN: &str = "<!-- rules: begin (written by `UPDATE=1 cargo test`) -->";
const END: &str = "<!-- rules: end -->";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn names(dir: &Path) -> BTreeSet<String> {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn rule_table(rules: &[&RuleInfo]) -> String {
    let mut text = String::from("| code | rule | severity | what it says |\n|---|---|---|---|\n");
    let mut group = None;
    for info in rules {
        if group.replace(info.code.group) != Some(info.code.group) {
            text += &format!("| | **{}** | | |\n", info.code.group.title());
        }
        text += &format!(
            "| {} | `{}` | {} | {} |\n",
            info.code,
            info.name,
            info.severity.word(),
            info.summary.replace('|', "\\|")
        );
    }
    text
}

#[test]
fn the_readme_lists_the_rules() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the first marker");
    let (_, after) = rest.split_once(END).expect("the second marker");
    let wanted = format!("{before}{BEGIN}\n{}{END}{after}", rule_table(&all()));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, wanted).unwrap();
    } else {
        assert!(
            readme == wanted,
            "run `UPDATE=1 cargo test` and read what changed"
        );
    }
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let rules = catalogue();
    assert!(rules.is_sorted_by(|a, b| a.code < b.code));
    let names: BTreeSet<&str> = rules.iter().map(|info| info.name).collect();
    assert_eq!(names.len(), rules.len());
}

#[test]
fn every_rule_has_its_folder_and_every_folder_its_rule() {
    let folders = names(&root().join("tests/rules"));
    let codes: BTreeSet<String> = catalogue()
        .iter()
        .map(|info| info.code.to_string())
        .collect();
    assert_eq!(folders, codes);
    for code in &codes {
        let files = names(&root().join("tests/rules").join(code));
        assert!(
            files.contains("bad.yaml") && files.contains("good.yaml"),
            "{code}"
        );
        assert!(
            files.iter().any(|name| name.starts_with("near-")),
            "{code}: no near miss"
        );
    }
}

#[test]
fn every_file_of_a_rule_is_in_the_table() {
    let listed: BTreeSet<String> = catalogue()
        .iter()
        .map(|info| info.code.to_string())
        .collect();
    let mut found = BTreeSet::new();
    for group in names(&root().join("src/rules")) {
        let dir = root().join("src/rules").join(&group);
        if !dir.is_dir() {
            continue;
        }
        for file in names(&dir) {
            let text = std::fs::read_to_string(dir.join(&file)).unwrap();
            if text.contains("static RULE: Rule") {
                // The first line names the code.
                let first = text.lines().next().unwrap();
                let code = first.trim_start_matches("//! ").split(':').next().unwrap();
                assert!(
                    listed.contains(code),
                    "{group}/{file}: {code} is not in the table"
                );
                assert!(
                    found.insert(code.to_owned()),
                    "{group}/{file}: {code} twice"
                );
            }
        }
    }
    // One shape of rule for each pair of kinds: there a row is a rule.
    let rows = std::fs::read_to_string(root().join("src/rules/references.rs")).unwrap();
    for word in rows.split('"').skip(1).step_by(2) {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_code = word.len() == letters.len() + 3
            && !letters.is_empty()
            && letters.bytes().all(|b| b.is_ascii_uppercase());
        if is_code {
            assert!(found.insert(word.to_owned()), "{word} twice");
        }
    }
    assert_eq!(found, listed);
}

#[test]
fn declarations_are_complete() {
    for rule in table() {
        let info = &rule.info;
        let texts = [info.summary, info.rationale, info.remedy];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", info.code);
        assert!(!info.summary.ends_with('.'), "{}: a full stop", info.code);
        assert!(
            info.rationale.ends_with('.') && info.remedy.ends_with('.'),
            "{}",
            info.code
        );
        assert!(!info.references.is_empty(), "{}: no reference", info.code);
        assert!(
            info.name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
    }
}

/// Runs what a line of a console shows, from the root of the repository, and gives what it prints.
#[cfg(feature = "cli")]
fn console(line: &str) -> String {
    let words = line.strip_prefix("$ netvet ").expect("a call of netvet");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(words.split(' '))
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(feature = "cli")]
#[test]
fn the_readme_shows_what_commands_print() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut wanted = String::new();
    let mut rest = readme.as_str();
    let mut seen = 0;
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```\n").expect("the end of a block");
        let line = block.lines().next().expect("a call");
        wanted += &format!("{before}```console\n{line}\n{}```\n", console(line));
        rest = after;
        seen += 1;
    }
    wanted += rest;
    assert!(seen > 0);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, wanted).unwrap();
    } else {
        assert!(
            readme == wanted,
            "run `UPDATE=1 cargo test` and read what changed"
        );
    }
}
