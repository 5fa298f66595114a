//! Scenarios: worked examples with their answers, scenarios that must hold, wrong ones, and properties of every run.

mod anything;
mod contracts;
mod creations;
mod interfaces;
mod limits;
mod many;
mod properties;
mod run;
mod tables;
mod told;
mod whole;

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

/// A scenario of its own, in a file.
fn drawn(name: &str, text: &str) -> Ran {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("simulate-drawn");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.yaml"));
    std::fs::write(&path, text).unwrap();
    run(&path)
}

/// The kinds and codes of refusals, by number of the step.
fn refusals(ran: Ran) -> Vec<(u64, String)> {
    let Ran::Trace { json, .. } = ran else {
        panic!("it is wrong");
    };
    let steps = json["steps"].as_array().unwrap();
    let refused = steps
        .iter()
        .filter(|step| !step["result"]["error"].is_null());
    refused
        .map(|step| {
            let error = &step["result"]["error"];
            let kind = error["kind"].as_str().unwrap();
            let code = error["code"].as_str().unwrap();
            (step["index"].as_u64().unwrap(), format!("{kind} {code}"))
        })
        .collect()
}

#[test]
fn quotas_are_kept() {
    let networks: String = (0..60)
        .map(|n| format!("    n{n}: {{id: vpc-{n}, cidrs: [10.{n}.0.0/16]}}\n"))
        .collect();
    let create = |n: usize| {
        format!(
            "  - {{op: ec2.CreateVpcPeeringConnection, with: {{VpcId: vpc-0, PeerVpcId: vpc-{n}}}}}\n"
        )
    };
    let accept = |n: usize| {
        format!(
            "  - {{op: ec2.AcceptVpcPeeringConnection, with: {{VpcPeeringConnectionId: pcx-{n}}}}}\n"
        )
    };
    let mut text = format!(
        "scenario: quotas\nclock: 2026-01-01T00:00:00Z\ndesign:\n  provider: aws\n  account: \"111111111111\"\n  region: r1\n  networks:\n{networks}steps:\n"
    );
    // 25 requests may wait in an account and region.
    text.extend((1..=26).map(create));
    text.extend((1..=25).map(accept));
    text.extend((26..=50).map(create));
    text.extend((26..=50).map(accept));
    // 50 may be active in a network: neither a request nor an acceptance goes beyond.
    text += &create(51);
    text += "  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: vpc-51, PeerVpcId: vpc-0}}\n";
    text += &accept(51);
    let wanted = [
        (
            26,
            "LimitExceeded OutstandingVpcPeeringConnectionLimitExceeded",
        ),
        (
            102,
            "LimitExceeded VpcPeeringConnectionsPerVpcLimitExceeded",
        ),
        (
            104,
            "LimitExceeded VpcPeeringConnectionsPerVpcLimitExceeded",
        ),
    ];
    let wanted: Vec<(u64, String)> = wanted.map(|(n, text)| (n, text.to_owned())).to_vec();
    assert_eq!(refusals(drawn("quotas", &text)), wanted);

    let create = |n: usize| {
        format!(
            "  - {{op: huawei.CreateVpcPeering, with: {{name: x, request_vpc_info: {{vpc_id: vpc-0}}, accept_vpc_info: {{vpc_id: vpc-{n}}}}}}}\n"
        )
    };
    let mut text = format!(
        "scenario: quotas\nclock: 2026-01-01T00:00:00Z\ndesign:\n  provider: huawei\n  networks:\n{networks}steps:\n"
    );
    text.extend((1..=51).map(create));
    let wanted = vec![(51, "LimitExceeded 409".to_owned())];
    assert_eq!(refusals(drawn("quotas-huawei", &text)), wanted);
}

#[test]
fn quotas_that_were_raised_are_raised() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("simulate-raised");
    std::fs::create_dir_all(&folder).unwrap();
    let networks: String = (0..30)
        .map(|n| format!("    n{n}: {{id: vpc-{n}, cidrs: [10.{n}.0.0/16]}}\n"))
        .collect();
    let steps: String = (1..=27)
        .map(|n| format!("  - {{op: ec2.CreateVpcPeeringConnection, with: {{VpcId: vpc-0, PeerVpcId: vpc-{n}}}}}\n"))
        .collect();
    let text = format!(
        "scenario: raised\ndesign:\n  provider: aws\n  account: \"111111111111\"\n  region: r1\n  networks:\n{networks}steps:\n{steps}"
    );
    std::fs::write(folder.join("scenario.yaml"), text).unwrap();
    let settings = "[quotas.\"111111111111\"]\npending-peerings-per-account-and-region = 26\n";
    std::fs::write(folder.join("netvet.toml"), settings).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(["simulate", "scenario.yaml", "--format", "json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let trace: Value = serde_json::from_slice(&output.stdout).unwrap();
    let refused: Vec<u64> = trace["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| !step["result"]["error"].is_null())
        .map(|step| step["index"].as_u64().unwrap())
        .collect();
    assert_eq!(refused, [27]);
}

#[test]
fn a_step_without_what_it_names_fails_the_run() {
    let text = "\
scenario: a refused request is used
clock: 2026-01-01T00:00:00Z
design: {provider: aws, networks: {a: {id: vpc-a, cidrs: [10.0.0.0/16]}}}
steps:
  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: vpc-z, PeerVpcId: vpc-a}, bind: x, expect: {error: {kind: NotFound}}}
  - {op: ec2.AcceptVpcPeeringConnection, with: {VpcPeeringConnectionId: $x}}
  - {advance: 1d, expect: {state: {of: $x, is: active}}}
";
    let Ran::Trace { json, holds } = drawn("unbound", text) else {
        panic!("it is wrong");
    };
    assert!(!holds);
    assert_eq!(json["steps"][1]["result"], Value::Null);
    assert_eq!(json["steps"][1]["unexpected_refusal"], true);
    assert_eq!(json["steps"][2]["expectations"][0]["outcome"], "fail");
    assert_eq!(json["summary"]["failed"], 2);
}

#[test]
fn a_refusal_that_nobody_expects_fails_the_run() {
    let text = "\
scenario: refused
clock: 2026-01-01T00:00:00Z
design: {provider: aws, networks: {a: {id: vpc-a, cidrs: [10.0.0.0/16]}}}
steps:
  - {op: ec2.AcceptVpcPeeringConnection, with: {VpcPeeringConnectionId: pcx-9}}
";
    let Ran::Trace { json, holds } = drawn("refused", text) else {
        panic!("it is wrong");
    };
    assert!(!holds);
    assert_eq!(json["summary"]["failed"], 1);
    assert_eq!(
        json["steps"][0]["result"]["error"]["message_kind"],
        "no_such_resource"
    );
}

#[test]
fn the_trace_tells_notes_causes_and_what_a_dry_run_would_have_done() {
    let text = "\
scenario: told
clock: 2026-01-01T00:00:00Z
design:
  networks:
    a: {provider: aws, id: vpc-a, cidrs: [10.0.0.0/16]}
    b: {provider: aws, id: vpc-b, cidrs: [10.1.0.0/16]}
    h: {provider: huawei, cidrs: [10.0.0.0/16]}
    i: {provider: huawei, cidrs: [10.0.8.0/24]}
    i2: {provider: huawei, cidrs: [10.1.8.0/24], account: theirs}
steps:
  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: $a, PeerVpcId: $b}, bind: ab}
  - {op: ec2.DeleteVpcPeeringConnection, with: {VpcPeeringConnectionId: $ab, DryRun: true}, expect: {error: {kind: DryRunOk}}}
  - {op: ec2.RejectVpcPeeringConnection, with: {VpcPeeringConnectionId: pcx-8, DryRun: true}, expect: {error: {kind: DryRunOk}}}
  - {advance: 8d}
  - {op: huawei.CreateVpcPeering, with: {name: x, request_vpc_info: {vpc_id: h}, accept_vpc_info: {vpc_id: i}}}
  - {op: huawei.CreateVpcPeering, as: ours, with: {name: x, request_vpc_info: {vpc_id: h}, accept_vpc_info: {vpc_id: i2, tenant_id: theirs}}}
  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: $a, PeerVpcId: $a}}
  - {op: ec2.CreateVpcPeeringConnection, with: {VpcId: $a, PeerVpcId: vpc-none}}
";
    let Ran::Trace { json, holds } = drawn("told", text) else {
        panic!("it is wrong");
    };
    assert!(holds);
    let steps = json["steps"].as_array().unwrap();
    assert_eq!(
        steps[1]["advice"]["would_return"]["ok"],
        serde_json::json!({})
    );
    let would = &steps[2]["advice"]["would_return"]["error"]["kind"];
    assert_eq!(would, "NotFound");
    let expired = &steps[3]["changes"][0];
    assert_eq!(expired["at"], "2026-01-08T00:00:00Z");
    assert_eq!(expired["cause"], "timer");
    assert_eq!(expired["from"], "pending-acceptance");
    assert_eq!(steps[3]["at"], "2026-01-09T00:00:00Z");
    assert_eq!(steps[4]["notes"][0]["kind"], "routes_may_not_take_effect");
    assert_eq!(steps[4]["changes"][0]["to"], "ACTIVE");
    let notes = |at: usize| -> Vec<&str> {
        let notes = steps[at]["notes"].as_array().unwrap();
        notes
            .iter()
            .map(|note| note["kind"].as_str().unwrap())
            .collect()
    };
    assert_eq!(notes(5), ["expiry_not_published"]);
    assert_eq!(notes(6), ["bad_vpc_account_or_overlap"]);
    assert_eq!(
        notes(7),
        ["accepter_not_found", "bad_vpc_account_or_overlap"]
    );
    assert_eq!(json["clock"]["end"], "2026-01-09T00:00:00Z");
}

#[test]
fn what_is_wrong_in_a_design_inside_is_wrong_in_the_scenario() {
    let text = "\
scenario: a key too many
design:
  provider: aws
  networks: {a: {id: vpc-a, cidr: 10.0.0.0/16}}
steps: []
";
    let Ran::Mistakes(mistakes) = drawn("inside", text) else {
        panic!("it is right");
    };
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!((mistakes[0].0, mistakes[0].1), (4, 29));
}

#[test]
fn unknown_verdicts_follow_the_policy() {
    let text = |unknown: &str| {
        format!(
            "scenario: nothing is known of tables\nunknown: {unknown}\ndesign:\n  provider: aws\n  networks:\n    a: {{id: vpc-a, cidrs: [10.0.0.0/16]}}\n    b: {{id: vpc-b, cidrs: [10.1.0.0/16]}}\nsteps:\n  - expect: {{reaches: {{from: a, to: b}}}}\n"
        )
    };
    for (policy, wanted) in [("fail", false), ("warn", true), ("pass", true)] {
        let Ran::Trace { json, holds } = drawn(&format!("unknown-{policy}"), &text(policy)) else {
            panic!("it is wrong");
        };
        assert_eq!(json["summary"]["unknown"], 1, "{policy}");
        assert_eq!(json["steps"][0]["expectations"][0]["outcome"], "unknown");
        assert_eq!(holds, wanted, "{policy}");
    }
}

/// A limit that the settings raise is raised for Direct Connect, too: the fifth transit interface of a connection is made.
#[cfg(feature = "cli")]
#[test]
fn raised_limits_hold_for_direct_connect() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("raised-{}.toml", std::process::id()));
    let refused = |written: &str| {
        std::fs::write(&settings, written).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_netvet"))
            .args(["simulate", "--format", "json", "--settings"])
            .arg(&settings)
            .arg(here.join("tests/simulate/holds/dx-quotas.yaml"))
            .output()
            .unwrap();
        let trace: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let steps = trace["steps"].as_array().unwrap();
        let transit = steps.iter().filter(|step| {
            let name = step["op"].as_str().unwrap_or_default();
            let error = &step["result"]["error"];
            name.ends_with("CreateTransitVirtualInterface") && error["message_kind"] == "quota"
        });
        transit.count()
    };
    assert_eq!(refused(""), 1);
    assert_eq!(
        refused("[quotas]\ntransit-interfaces-per-dedicated-connection = 5\n"),
        0
    );
    std::fs::remove_file(&settings).unwrap();
}
