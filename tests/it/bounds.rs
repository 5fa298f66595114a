//! How many findings are listed, and that those that are not still count.

use std::fs;

use serde_json::Value;

use crate::hostile::{check, rules, run, scratch};

/// Networks of one address plan, which overlap at every turn: two blocks each.
fn plan(count: usize) -> String {
    let networks: String = (0..count)
        .map(|n| {
            format!(
                "  n{n}: {{cidrs: [10.{}.0.0/24, 10.200.0.0/16]}}\n",
                n % 100
            )
        })
        .collect();
    format!(
        "netvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nnetworks:\n{networks}"
    )
}

/// Reports that people read say it themselves; others leave it to standard error.
#[test]
fn reports_for_people_say_what_is_not_listed() {
    let dir = scratch("said");
    let text: String = (0..5)
        .map(|n| format!("  n{n}: {{cidrs: [8.{n}.0.0/16]}}\n"))
        .collect();
    fs::write(
        dir.join("a.yaml"),
        format!("netvet: 1\nprovider: aws\nnetworks:\n{text}"),
    )
    .unwrap();
    for format in ["full", "concise", "markdown", "html"] {
        let line = |most: &str| {
            let select = ["check", "a.yaml", "--select", "cidr-vpc-public-space"];
            let rest = ["--format", format, "--max-findings-per-rule", most];
            run(&dir, &[&select[..], &rest].concat()).stdout
        };
        let said = line("2").replace('\\', "");
        assert!(
            said.contains("3 further warnings of cidr-vpc-public-space"),
            "{format}: {said}"
        );
        assert!(!line("5").contains("further warning"), "{format}");
    }
}

#[test]
fn what_is_not_listed_is_counted() {
    let dir = scratch("bound");
    let text: String = (0..10_200)
        .map(|n| format!("  n{n}: {{cidrs: [8.0.0.0/16], tags: {{Name: x}}}}\n"))
        .collect();
    let design = format!(
        "netvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nnetworks:\n{text}"
    );
    fs::write(dir.join("a.yaml"), design).unwrap();
    let select = ["check", "a.yaml", "--select", "cidr-vpc-public-space"];
    let report = |args: &[&str]| {
        let run = run(&dir, &[&select[..], &["--format", "json"], args].concat());
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        (run.status, report, run.stderr)
    };
    let (status, all, stderr) = report(&["--max-findings-per-rule", "0"]);
    let found = all["findings"].as_array().unwrap().len();
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(all.get("unlisted").is_none());
    assert_eq!(all["summary"]["warning"], found);
    assert!(found >= 10_200, "{found}");
    let (_, usual, stderr) = report(&[]);
    assert_eq!(usual["summary"], all["summary"]);
    let listed = usual["findings"].as_array().unwrap();
    assert_eq!(listed.len() % 10_000, 0);
    // The first ones stay, so a longer list begins like a shorter one.
    assert_eq!(
        listed[..10_000],
        all["findings"].as_array().unwrap()[..10_000]
    );
    let unlisted: u64 = usual["unlisted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["count"].as_u64().unwrap())
        .sum();
    assert_eq!(listed.len() as u64 + unlisted, found as u64);
    assert!(stderr.contains("200 further warnings of"), "{stderr}");
    // The status and the baseline are those of all findings.
    for most in ["0", "1"] {
        let args = [
            "--max-findings-per-rule",
            most,
            "--fail-on",
            "warning",
            "--write-baseline",
            "b.json",
        ];
        assert_eq!(report(&args).0, 1, "{most}");
        let text = fs::read_to_string(dir.join("b.json")).unwrap();
        assert_eq!(text.matches("fingerprint").count(), found, "{most}");
        let (status, accepted, _) = report(&["--fail-on", "warning", "--baseline", "b.json"]);
        assert_eq!(status, 0);
        assert_eq!(accepted["summary"]["baselined"], found);
    }
    let concise = run(
        &dir,
        &[
            &select[..],
            &["--format", "concise", "--max-findings-per-rule", "2"],
        ]
        .concat(),
    );
    assert!(
        concise.stdout.contains("10198 further warnings of"),
        "{}",
        concise.stdout
    );
    assert!(
        concise.stdout.contains(&format!("{found} findings")),
        "{}",
        concise.stdout
    );
}

#[test]
fn errors_are_bounded_only_where_that_is_asked_for() {
    let dir = scratch("bound-errors");
    let text: String = (0..1_100)
        .map(|n| format!("  n{n}: {{cidrs: [10.0.0.0/8]}}\n"))
        .collect();
    fs::write(
        dir.join("a.yaml"),
        format!("netvet: 1\nprovider: aws\nnetworks:\n{text}"),
    )
    .unwrap();
    let listed = |args: &[&str]| {
        let base = [
            "check",
            "a.yaml",
            "--select",
            "cidr-vpc-size",
            "--format",
            "json",
        ];
        let run = run(&dir, &[&base[..], args].concat());
        assert_eq!(run.status, 1);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["summary"]["error"], 1_100);
        (
            rules(&report).len(),
            run.stderr.contains("1093 further errors of cidr-vpc-size"),
        )
    };
    assert_eq!(listed(&[]), (1_100, false));
    assert_eq!(listed(&["--max-findings-per-rule", "7"]), (7, true));
}

#[test]
fn one_address_plan_for_many_networks_is_one_finding_a_range() {
    let (status, report, _) = check("plan", "a.yaml", plan(300));
    assert_eq!(status, 0);
    let findings: Vec<&Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["rule"] == "cidr-vpc-overlap-unconnected")
        .collect();
    // 10.200.0.0/16 is used by all; pairs that it names are not named again for their other block.
    let all = findings
        .iter()
        .find(|f| f["message"].as_str().unwrap().contains("10.200.0.0/16"))
        .unwrap();
    assert_eq!(all["subjects"].as_array().unwrap().len(), 300, "{all}");
    assert!(
        all["message"].as_str().unwrap().starts_with("300 networks"),
        "{all}"
    );
    assert!(
        all["message"].as_str().unwrap().ends_with("and 295 more"),
        "{all}"
    );
    assert!(findings.len() <= 101, "{}", findings.len());
    let mut named: Vec<&str> = findings
        .iter()
        .flat_map(|f| f["subjects"].as_array().unwrap())
        .map(|subject| subject["id"].as_str().unwrap())
        .collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named.len(), 300);
    let (_, two, _) = check("plan-two", "a.yaml", plan(2));
    let pair = two["findings"].as_array().unwrap();
    assert_eq!(pair.len(), 1, "{two}");
    assert!(
        pair[0]["message"]
            .as_str()
            .unwrap()
            .contains("nothing joins them")
    );
}
