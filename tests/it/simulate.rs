//! Scenarios: worked examples with their answers, scenarios that must hold, wrong ones, and properties of every run.

mod interfaces;
mod many;
mod properties;
mod run;

use std::path::{Path, PathBuf};

use netvet::simulate::Simulation;
use netvet::source::Text;
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
    let mut wrong = Vec::new();
    for folder in ["tests/simulate/holds", "examples/scenarios"] {
        for path in scenarios(folder) {
            match run(&path) {
                Ran::Trace { json, holds } => {
                    let complaints = complaints(&json);
                    assert_eq!(holds, complaints.is_empty(), "{}", path.display());
                    assert_ne!(json["summary"]["passed"], 0, "{}", path.display());
                    wrong.extend(complaints.into_iter().map(|c| (path.clone(), c)));
                }
                Ran::Mistakes(mistakes) => panic!("{}: {mistakes:#?}", path.display()),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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

/// The state of a peering, by its id.
fn state(simulation: &Simulation<'_>, id: &str) -> Option<&'static str> {
    let design = &simulation.world().design;
    let mut all = design.peerings.iter();
    let found = all.find(|(_, peering)| peering.head.id.get() == Some(Text::new(id)));
    found.map(|(_, peering)| peering.head.state.word())
}

#[test]
fn many_calls_on_a_large_world() {
    let design = many::design(300);
    let steps = many::steps(300, 999);
    let mut simulation = many::begin(design);
    assert_eq!(many::run(&mut simulation, &steps), 0);
    assert_eq!(state(&simulation, "pcx-333"), Some("deleted"));
    assert_eq!(state(&simulation, "pcx-x7x2"), Some("active"));
    assert_eq!(state(&simulation, "pcx-334"), None);
}

#[test]
fn a_planned_step_that_would_be_refused_is_a_finding() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("simulate-plan");
    std::fs::create_dir_all(&folder).unwrap();
    let design = folder.join("design.yaml");
    let text = "\
netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  a: {id: vpc-a, cidrs: [10.0.0.0/16]}
  b: {id: vpc-b, cidrs: [10.1.0.0/16]}
plan:
  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: $a, PeerVpcId: $b}, bind: ab}
  - {advance: 7d}
  - {op: ec2.AcceptVpcPeeringConnection, with: {VpcPeeringConnectionId: $ab}}
  - {op: ec2.RejectVpcPeeringConnection, with: {VpcPeeringConnectionId: $ab}, expect: {error: {}}}
  - {advance: 1h, expect: {state: {of: $ab, is: active}}}
";
    std::fs::write(&design, text).unwrap();
    let check = |options: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
            .args(["check", "--format", "json", "--select", "SIM"])
            .args(options)
            .arg(&design)
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let found: Vec<(String, u64)> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                let rule = finding["rule"].as_str().unwrap().to_owned();
                (rule, finding["location"]["line"].as_u64().unwrap())
            })
            .collect();
        (found, output.status.code())
    };
    assert_eq!(check(&[]), (Vec::new(), Some(0)));
    let found = vec![
        ("plan-step-refused".to_owned(), 11),
        ("plan-expectation-failed".to_owned(), 13),
    ];
    assert_eq!(check(&["--simulate-plan"]), (found, Some(1)));
}

#[test]
fn pictures_of_every_step() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("simulate-pictures");
    let _ = std::fs::remove_dir_all(&folder);
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(["simulate", "--quiet", "examples/scenarios/peering.yaml"])
        .arg("--diagram-each")
        .arg(&folder)
        .current_dir(root())
        .status()
        .unwrap();
    assert!(status.success());
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut wanted = vec!["000-start.svg", "001-ec2.CreateVpcPeeringConnection.svg"];
    wanted.push("002-advance-7-days.svg");
    assert_eq!(names[..3], wanted[..]);
    assert_eq!(names.len(), 9);
    let before = std::fs::read_to_string(folder.join(&names[0])).unwrap();
    let after = std::fs::read_to_string(folder.join(&names[1])).unwrap();
    assert!(before.starts_with("<") && !before.contains("pending-acceptance"));
    assert!(after.contains("pending-acceptance"));
}
