//! Scenarios: worked examples with their answers, scenarios that must hold, wrong ones, and properties of every run.

mod properties;
mod run;

use std::path::{Path, PathBuf};

use serde_json::Value;

use run::{Ran, run};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scenarios(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// What does not go as a scenario says, in words.
fn complaints(trace: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for step in trace["steps"].as_array().unwrap() {
        let name = format!("step {} (line {})", step["index"], step["line"]);
        if step["unexpected_refusal"] == true {
            all.push(format!("{name}: {}", step["result"]));
        }
        for judged in step["expectations"].as_array().unwrap() {
            if judged["outcome"] != "pass" {
                all.push(format!("{name}: {judged}"));
            }
        }
    }
    all
}

#[test]
fn scenarios_hold() {
    for folder in ["tests/simulate/holds", "examples/scenarios"] {
        for path in scenarios(folder) {
            match run(&path) {
                Ran::Trace { json, holds } => {
                    let wrong = complaints(&json);
                    assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
                    assert!(holds, "{}", path.display());
                    assert_ne!(json["summary"]["passed"], 0, "{}", path.display());
                }
                Ran::Mistakes(mistakes) => panic!("{}: {mistakes:#?}", path.display()),
            }
        }
    }
}

#[test]
fn wrong_scenarios_are_told_where() {
    for path in scenarios("tests/simulate/mistakes") {
        let text = std::fs::read_to_string(&path).unwrap();
        let wanted: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("# mistake: "))
            .collect();
        let Ran::Mistakes(found) = run(&path) else {
            panic!("{} has no mistake", path.display());
        };
        let found: Vec<String> = found
            .into_iter()
            .map(|(line, column, message)| format!("{line}:{column} {message}"))
            .collect();
        assert_eq!(found.len(), wanted.len(), "{}: {found:#?}", path.display());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(
                found.starts_with(wanted),
                "{}: {found}, not {wanted}",
                path.display()
            );
        }
    }
}

/// The values that a path leads to: keys, numbers, `[*]`, `[key=value]`, joined by dots.
fn values<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut all = vec![value];
    for part in path.split('.') {
        let (key, filter) = match part.split_once('[') {
            Some((key, filter)) => (key, Some(filter.trim_end_matches(']'))),
            None => (part, None),
        };
        all = all
            .into_iter()
            .filter_map(|v| match key.parse::<usize>() {
                Ok(at) => v.get(at),
                Err(_) => v.get(key),
            })
            .collect();
        if let Some(filter) = filter {
            let fits = |v: &&Value| match filter.split_once('=') {
                Some((key, wanted)) => v[key] == wanted,
                None => filter == "*",
            };
            all = all
                .into_iter()
                .flat_map(|v| v.as_array().into_iter().flatten())
                .filter(fits)
                .collect();
        }
    }
    all
}

#[test]
fn worked_examples_have_their_answers() {
    for example in ["E1", "E2", "E4"] {
        let folder = root().join("tests/simulate").join(example);
        let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let commands: Vec<Value> = serde_json::from_str(&text).unwrap();
        for command in commands {
            let args: Vec<String> = serde_json::from_value(command["command"].clone()).unwrap();
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
                .args(&args)
                .current_dir(&folder)
                .output()
                .unwrap();
            assert_eq!(
                output.status.code().map(i64::from),
                command["exit"].as_i64(),
                "{example}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
            for check in command["checks"].as_array().unwrap() {
                let written = check["path"].as_str().unwrap();
                let (path, flat) = match written.split_once(" | ") {
                    Some((path, "flat")) => (path, true),
                    Some((_, other)) => panic!("{other} is not read here"),
                    None => (written, false),
                };
                let found = values(&answer, path);
                let found = if flat {
                    Value::from(found.into_iter().cloned().collect::<Vec<Value>>())
                } else {
                    assert_eq!(found.len(), 1, "{example}: {path}");
                    found[0].clone()
                };
                let holds = match (check.get("equals"), check.get("in")) {
                    (Some(wanted), None) => *wanted == found,
                    (None, Some(several)) => several.as_array().unwrap().contains(&found),
                    _ => panic!("{check}"),
                };
                assert!(holds, "{example}: {written} is {found}, {check}");
            }
        }
    }
}

#[test]
fn the_same_scenario_gives_the_same_bytes() {
    for path in scenarios("tests/simulate/holds") {
        let once = |format: &str, threads: &str| {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
                .args(["simulate", "--format", format, "--threads", threads])
                .arg(&path)
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", path.display());
            output.stdout
        };
        for format in ["text", "json", "markdown", "junit"] {
            let first = once(format, "1");
            assert!(!first.is_empty());
            assert!(first == once(format, "4"), "{} {format}", path.display());
        }
    }
}
