//! The settings file, exceptions of all kinds, and baselines.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use netvet::app::catalogue;
use netvet::finding::Severity;
use netvet::model::ElementKind;
use netvet::profile::{Counted, Per, Profiles};
use netvet::provider::PROFILES;
use netvet::settings::threshold::PEERING_NEAR_EXPIRY_HOURS;
use netvet::settings::{Baseline, Mistake, Selected, Settings, Written};
use netvet::source::{FileId, Sources, Span, Text};
use serde_json::Value;

const FULL: &str = include_str!("../settings/full.toml");

fn read(text: &str) -> Result<Written, Vec<Mistake>> {
    let profiles = Profiles::new(PROFILES);
    Written::read("netvet.toml", text, &catalogue::all(), &profiles)
}

/// `line:column message (help)` of every mistake.
fn mistakes(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let file = sources.add("netvet.toml", text);
    let wrong = read(text).err().unwrap_or_default();
    wrong
        .into_iter()
        .map(|mistake| {
            let at = sources.position(Span::new(file, mistake.mark.start, mistake.mark.end));
            let help = mistake.help.unwrap_or_default();
            format!("{}:{} {} ({help})", at.line, at.column, mistake.message)
        })
        .collect()
}

#[test]
fn every_mistake_has_its_place_and_what_was_expected() {
    let cases = [
        (
            "\nfail_on = \"error\"",
            "2:1 there is no key `fail_on` (did you mean `fail-on`?)",
        ),
        (
            "colour = 1",
            "1:1 there is no key `colour` (it is one of `select`",
        ),
        (
            "fail-on = \"eror\"",
            "1:11 there is no value `eror` (did you mean `error`?)",
        ),
        (
            "fail-on = 1",
            "1:11 expected \"error\", \"warning\", \"info\" or \"never\", found integer `1`",
        ),
        (
            "select = \"PEER\"",
            "1:10 expected a list, found string \"PEER\"",
        ),
        (
            "select = [1]",
            "1:11 expected a text in quotes, found integer `1`",
        ),
        (
            "ignore = [\"CIDR001\",\n  \"peering-slef\"]",
            "2:3 there is no rule `peering-slef` (did you mean `peering-self`?)",
        ),
        (
            "extend-select = [\"nothing-like-it\"]",
            "1:18 there is no rule `nothing-like-it` (`netvet rules`",
        ),
        (
            "as-of = \"yesterday\"",
            "1:9 expected a time with its zone, for example 2026-01-31T12:00:00Z, found `yesterday`",
        ),
        ("as-of = 2026-01-31", "1:9 expected a time with its zone"),
        (
            "required-tags = 3",
            "1:17 expected a list of tag keys, or a table",
        ),
        (
            "[required-tags]\nnetworks = [\"Owner\"]",
            "2:1 there is no kind of element `networks` (did you mean `network`?)",
        ),
        (
            "[severity]\nPEER = \"of\"",
            "2:8 there is no value `of` (did you mean `off`?)",
        ),
        (
            "[severity]\nPER001 = \"off\"",
            "2:1 there is no rule `PER001` (did you mean `PEER001`?)",
        ),
        (
            "[quotas]\nactive-peering-per-network = 9",
            "2:1 there is no limit `active-peering-per-network` (did you mean `active-peerings-per-network`?)",
        ),
        (
            "[quotas.\"1\"]\nsomething = 9",
            "2:1 there is no limit `something` (`netvet schema settings`",
        ),
        (
            "[quotas]\nactive-peerings-per-network = -1",
            "2:31 expected a whole number, 0 or more",
        ),
        (
            "[quotas]\nactive-peerings-per-network = \"many\"",
            "2:31 expected a whole number, 0 or more",
        ),
        (
            "[quotas.\"1\"]\nactive-peerings-per-network = 1.5",
            "2:31 expected a whole number, 0 or more, found floating point `1.5`",
        ),
        (
            "[quotas]\nactive-peerings-per-network = 126",
            "2:31 the limit on active peerings per network is raised to 125 at most (expected a whole number up to 125)",
        ),
        (
            "[thresholds]\npeering-near-expiry = 9",
            "2:1 there is no threshold `peering-near-expiry` (did",
        ),
        (
            "[thresholds]\npeering-near-expiry-hours = true",
            "2:29 expected a whole number, 0 or more, found boolean `true`",
        ),
        (
            "[[intended-overlap]]\nnetworks = [\"a\"]\nreason = \"x\"",
            "2:12 expected two networks or more, found 1",
        ),
        (
            "[[intended-overlap]]\nnetworks = [\"a\", \"b\"]\nreason = \" \"",
            "3:10 expected the reason",
        ),
        (
            "[[intended-overlap]]\nnetworks = [\"a\", \"b\"]",
            "1:1 the key `reason` is missing here",
        ),
        (
            "[[exceptions]]\nrules = \"x\"",
            "2:1 there is no key `rules` (did you mean `rule`?)",
        ),
        (
            "[[exceptions]]\nreason = \"x\"",
            "1:1 the key `rule` is missing here",
        ),
        (
            "[[exceptions]]\nrule = \"CIDR001\"\nuntil = \"soon\"",
            "3:9 expected a day, for example 2026-01-31, found `soon`",
        ),
        (
            "[[exceptions]]\nrule = \"CIDR001\"\nuntil = 2026-01-31T00:00:00Z",
            "3:9 expected a day",
        ),
        ("select = [\"PEER\"", "1:17 "),
        (
            "fail-on = \"error\"\nfail-on = \"info\"",
            "2:1 duplicate key",
        ),
    ];
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = mistakes(text);
        if found.len() != 1 || !found[0].starts_with(expected) {
            wrong += &format!("{text}\n  expected {expected}\n  found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn all_wrong_values_are_told_at_once() {
    let text = "ignore = [\"NO1\"]\n[severity]\nNO2 = \"off\"\n[thresholds]\nx = 1\n";
    let lines: Vec<String> = mistakes(text);
    assert_eq!(lines.len(), 3, "{lines:?}");
}

/// A limit that no provider raises.
#[test]
fn a_fixed_limit_is_not_raised() {
    let profiles = Profiles::new(PROFILES);
    let mut words: Vec<String> = Vec::new();
    let rows = || profiles.iter().flat_map(|profile| profile.limits);
    for row in rows() {
        let same = || rows().filter(|other| other.key() == row.key());
        if same().all(|other| !other.adjustable.may_be_higher()) {
            words.push(row.key());
        }
    }
    assert!(!words.is_empty());
    for word in words {
        let found = mistakes(&format!("[quotas]\n{word} = 1000000"));
        assert_eq!(found.len(), 1, "{word}");
        assert!(
            found[0].starts_with("2:1 the limit") && found[0].contains("is never raised"),
            "{found:?}"
        );
    }
}

#[test]
fn a_full_file_says_what_it_says() {
    let written = read(FULL).unwrap();
    assert_eq!(written.fail_on(), Some(Some(Severity::Warning)));
    assert_eq!(
        written.as_of().map(|t| t.to_string()).as_deref(),
        Some("2026-06-01T00:00:00Z")
    );
    let rules = Selected::new(&catalogue::all(), &[written.choice()]).unwrap();
    let severity = |name: &str| {
        let info = catalogue::find(&catalogue::all(), name).unwrap();
        rules.severity(info)
    };
    assert_eq!(severity("CIDR003"), None);
    assert_eq!(severity("ipv6-vpc-prefix-length"), None);
    assert_eq!(severity("peering-cidr-overlap"), Some(Severity::Warning));
    assert_eq!(severity("peering-self"), Some(Severity::Error));
    assert_eq!(severity("bgp-no-peer"), Some(Severity::Error));
    let settings = Settings::with(rules, Some(written.into())).at(FileId(7));
    let keys = |kind| -> Vec<String> {
        let tags = settings.required_tags(kind);
        tags.iter().map(|(key, _)| key.to_string()).collect()
    };
    assert_eq!(
        keys(ElementKind::Network),
        ["Owner", "Environment", "CostCentre"]
    );
    assert_eq!(keys(ElementKind::Subnet), ["Owner"]);
    assert_eq!(settings.threshold(&PEERING_NEAR_EXPIRY_HOURS), 48);
    assert_eq!(
        Settings::default().threshold(&PEERING_NEAR_EXPIRY_HOURS),
        24
    );
    let aws = Profiles::new(PROFILES).find("aws").unwrap();
    let limit = aws.limit(Counted::ActivePeerings, Per::Network).unwrap();
    let quota = |account: Option<&str>| settings.quota(account.map(Text::new), limit).unwrap();
    assert_eq!(quota(Some("111111111111")).0, 125);
    assert_eq!(quota(Some("222222222222")).0, 100);
    let (most, place) = quota(None);
    let place = place.unwrap();
    assert_eq!((most, place.file), (100, FileId(7)));
    assert_eq!(&FULL[place.start as usize..place.end as usize], "100");
    assert!(Settings::default().quota(None, limit).is_none());
}

#[test]
fn the_schema_agrees_with_the_reader() {
    let schema: Value =
        serde_json::from_str(&netvet::app::schema::text("settings").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = |text: &str| -> Value {
        // Dates are texts in JSON.
        let plain = text
            .lines()
            .map(|line| match line.split_once(" = 2026") {
                Some((key, rest)) => format!("{key} = \"2026{rest}\"\n"),
                None => format!("{line}\n"),
            })
            .collect::<String>();
        serde_json::to_value(toml::from_str::<toml::Value>(&plain).unwrap()).unwrap()
    };
    let errors: Vec<String> = validator
        .iter_errors(&value(FULL))
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    for wrong in [
        "fail_on = \"error\"",
        "fail-on = \"eror\"",
        "select = \"PEER\"",
        "[quotas]\nsubnets = -1",
        "[quotas]\nno-such-limit = 1",
        "[thresholds]\nx = 1",
        "[severity]\nPEER = \"loud\"",
        "[required-tags]\nnetworks = []",
        "[[intended-overlap]]\nnetworks = [\"a\"]\nreason = \"x\"",
        "[[exceptions]]\nreason = \"x\"",
    ] {
        assert!(!validator.is_valid(&value(wrong)), "{wrong}");
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

/// A directory of this test alone with these files.
fn scratch(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("settings")
        .join(name);
    let _ = std::fs::remove_dir_all(&dir);
    for (path, text) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(dir: &Path, args: &[&str]) -> Ran {
    let output = Command::new(snapbox::cmd::cargo_bin!("netvet"))
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::null())
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The findings of a check, and the whole report.
fn check(dir: &Path, args: &[&str]) -> (Vec<Value>, Value) {
    let mut line = vec![
        "check",
        "--format",
        "json",
        "--as-of",
        "2026-06-01T10:00:00Z",
    ];
    line.extend(args);
    let ran = run(dir, &line);
    assert!(ran.status < 2, "{}{}", ran.out, ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    (report["findings"].as_array().unwrap().clone(), report)
}

/// `rule line` of each finding, with the reason of those that are ignored.
fn brief(findings: &[Value]) -> Vec<String> {
    let line = |f: &Value| {
        let reason = f["ignored"]
            .as_str()
            .map(|r| format!(" [{r}]"))
            .unwrap_or_default();
        format!(
            "{} {}{reason}",
            f["rule"].as_str().unwrap(),
            f["location"]["line"]
        )
    };
    findings.iter().map(line).collect()
}

/// Two networks that are too wide, on lines 6 and 7.
const WIDE: &str = "netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  one: {cidrs: [10.0.0.0/15]}
  two: {cidrs: [10.2.0.0/15]}
";

#[test]
fn defaults_then_file_then_command_line() {
    let files = [
        (
            "netvet.toml",
            "fail-on = \"never\"\nas-of = 2026-05-01T00:00:00Z\n[severity]\nCIDR001 = \"info\"\n",
        ),
        ("sub/design.yaml", WIDE),
        ("other.toml", "ignore = [\"CIDR\"]\n"),
    ];
    let dir = scratch("precedence", &files);
    let base = ["check", "--format", "concise"];
    let status = |more: &[&str]| run(&dir, &[&base, more].concat()).status;
    assert_eq!(status(&["sub", "--no-settings"]), 1);
    // Found above the first path, from wherever the call is made.
    assert_eq!(status(&["sub"]), 0);
    assert_eq!(
        run(&dir.join("sub"), &[&base[..], &["design.yaml"]].concat()).status,
        0
    );
    assert_eq!(status(&["sub", "--fail-on", "info"]), 1);
    assert_eq!(status(&["sub", "--fail-on", "error"]), 0);
    assert_eq!(status(&["sub", "--settings", "other.toml"]), 0);
    assert_eq!(
        status(&[
            "sub",
            "--settings",
            "other.toml",
            "--extend-select",
            "CIDR001"
        ]),
        1
    );
    assert_eq!(status(&["sub", "--settings", "none.toml"]), 2);
    let report: Value =
        serde_json::from_str(&run(&dir, &["check", "sub", "--format", "json"]).out).unwrap();
    assert_eq!(report["as_of"], "2026-05-01T00:00:00Z");
    assert_eq!(report["findings"][0]["severity"], "info");
    let (_, report) = check(&dir, &["sub"]);
    assert_eq!(report["as_of"], "2026-06-01T10:00:00Z");

    let shown = run(
        &dir,
        &["check", "sub", "--show-settings", "--ignore", "PEER"],
    );
    assert_eq!(shown.status, 0);
    let lines: Vec<String> = shown
        .out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "setting value from",
            "select ALL default",
            "ignore PEER --ignore",
            "fail-on never netvet.toml:1",
            "as-of 2026-05-01T00:00:00Z netvet.toml:2",
            "severity.CIDR001 info netvet.toml:4",
            "thresholds.peering-near-expiry-hours 24 default",
        ]
    );
    let shown = run(&dir.join("sub"), &["check", "--show-settings"]);
    assert!(shown.out.contains("../netvet.toml:1"), "{}", shown.out);
}

#[test]
fn a_wrong_settings_file_ends_with_its_line() {
    let dir = scratch(
        "wrong",
        &[
            ("netvet.toml", "# ours\nfail-onn = \"error\"\n"),
            ("a.yaml", WIDE),
        ],
    );
    for command in ["check", "diagram", "inventory"] {
        let ran = run(&dir, &[command, "."]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command}");
        for part in [
            "there is no key `fail-onn`",
            "netvet.toml:2:1",
            "fail-onn = \"error\"",
            "did you mean `fail-on`?",
        ] {
            assert!(ran.err.contains(part), "{part}:\n{}", ran.err);
        }
    }
}

#[test]
fn exceptions_of_all_three_kinds() {
    let design = "netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  one: {cidrs: [10.0.0.0/15]}   # netvet: ignore[cidr-vpc-size] by comment
  # netvet: ignore[CIDR001, cidr-not-canonical] from above
  two: {id: vpc-2, cidrs: [10.2.0.1/15]}
  three: {id: vpc-3, cidrs: [10.4.0.0/15]}
  four: {cidrs: [10.6.0.0/15]}
  five: {cidrs: [10.8.0.0/15]}
ignore:
  - {rule: CIDR001, element: vpc-3, reason: by the design}
";
    let toml = "[[exceptions]]\nrule = \"CIDR\"\nelement = \"network/four\"\nreason = \"by the settings\"\nuntil = 2026-06-01\n";
    let dir = scratch("exceptions", &[("netvet.toml", toml), ("a.yaml", design)]);
    let (findings, report) = check(&dir, &["a.yaml", "--show-ignored"]);
    assert_eq!(
        brief(&findings),
        [
            "cidr-vpc-size 6 [by comment]",
            "cidr-vpc-size 8 [from above]",
            "cidr-not-canonical 8 [from above]",
            "cidr-vpc-size 9 [by the design]",
            "cidr-vpc-size 10 [by the settings]",
            "cidr-vpc-size 11",
        ]
    );
    assert_eq!(report["summary"]["ignored"], 5);
    assert_eq!(report["summary"]["error"], 1);
    let (findings, report) = check(&dir, &["a.yaml"]);
    assert_eq!(brief(&findings), ["cidr-vpc-size 11"]);
    assert_eq!(report["summary"]["ignored"], 5);
}

#[test]
fn exceptions_are_judged_themselves() {
    let design = "netvet: 1
provider: aws
networks:
  one: {cidrs: [10.0.0.0/15]}   # netvet: ignore[cidr-vpc-size]
  two: {cidrs: [10.2.0.0/16]}   # netvet: ignore[cidr-vpc-siz] typing error
  three: {cidrs: [10.3.0.0/16]} # netvet: ignore[CIDR001] nothing here
  four: {cidrs: [10.4.0.0/16]}  # netvet: ignore CIDR001 without brackets

  five: {cidrs: [10.6.0.0/15]}
ignore:
  - {rule: CIDR001, element: network/five, until: 2026-05-31, reason: too late}
  - {rule: CIDR001, element: network/two}
";
    let toml = "[[exceptions]]\nrule = \"no-such-rule\"\nreason = \"x\"\n\n[[exceptions]]\nrule = \"PEER001\"\nelement = \"gone\"\nreason = \"x\"\n";
    let dir = scratch("judged", &[("netvet.toml", toml), ("a.yaml", design)]);
    let (findings, _) = check(&dir, &["a.yaml"]);
    let mut found: Vec<String> = findings
        .iter()
        .map(|f| {
            format!(
                "{} {}:{}",
                f["rule"].as_str().unwrap(),
                f["location"]["path"].as_str().unwrap(),
                f["location"]["line"]
            )
        })
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "cidr-vpc-size a.yaml:9",
            "exception-expired a.yaml:11",
            "exception-unknown-rule a.yaml:5",
            "exception-unknown-rule a.yaml:7",
            "exception-unknown-rule netvet.toml:2",
            "exception-unused a.yaml:12",
            "exception-unused a.yaml:6",
            "exception-unused netvet.toml:6",
            "exception-without-reason a.yaml:12",
            "exception-without-reason a.yaml:4",
        ]
    );
    let word = |line: u64| {
        let at = |f: &&Value| f["location"]["line"] == line && f["location"]["path"] == "a.yaml";
        let found = findings.iter().find(at).unwrap();
        (
            found["help"].as_str().unwrap().to_owned(),
            found["location"]["column"].as_u64().unwrap(),
        )
    };
    assert_eq!(word(5), ("did you mean `cidr-vpc-size`?".to_owned(), 50));
    // The last day itself still counts.
    let ran = run(
        &dir,
        &[
            "check",
            "a.yaml",
            "--format",
            "json",
            "--as-of",
            "2026-05-31T23:59:59Z",
        ],
    );
    assert!(!ran.out.contains("exception-expired"));
    // A rule that is off says nothing about its exceptions; rules about exceptions can be off themselves.
    let (findings, _) = check(&dir, &["a.yaml", "--ignore", "CIDR001,PEER001,SET002"]);
    let found = brief(&findings);
    assert!(
        found.iter().all(|line| !line.starts_with("exception-un")),
        "{found:?}"
    );
    // Nor does anything follow from input that is not there.
    let ran = run(
        &dir,
        &["check", "a.yaml", "missing.json", "--format", "concise"],
    );
    assert_eq!(ran.status, 2);
    assert!(!ran.out.contains("exception-unused"), "{}", ran.out);
    // The settings file is shown with its line.
    let ran = run(&dir, &["check", "a.yaml"]);
    assert!(ran.out.contains("rule = \"no-such-rule\""), "{}", ran.out);
}

#[test]
fn a_comment_reaches_the_next_line_only_without_a_finding_on_its_own() {
    let design = |first: &str| {
        format!(
            "netvet: 1\nprovider: aws\nnetworks:\n  one: {{cidrs: [{first}]}} # netvet: ignore[CIDR001] ours\n  two: {{cidrs: [10.2.0.0/15]}}\n"
        )
    };
    let wide = design("10.0.0.0/15");
    let right = design("10.0.0.0/16");
    let dir = scratch("below", &[("wide.yaml", &wide), ("right.yaml", &right)]);
    assert_eq!(brief(&check(&dir, &["wide.yaml"]).0), ["cidr-vpc-size 5"]);
    assert_eq!(brief(&check(&dir, &["right.yaml"]).0), [""; 0]);
}

/// The same findings twice, without an element that would tell them apart.
#[test]
fn no_two_findings_share_a_fingerprint() {
    let text = "netvet: 1 # netvet: ignore[CIDR001] nothing\nprovider: aws\nnetworks: {N: {cidrs: [10.0.0.0/16]}}\n";
    let dir = scratch(
        "fingerprints",
        &[
            ("a.yaml", &text.replace('N', "n")),
            ("b.yaml", &text.replace('N', "m").replace("10.0", "10.1")),
        ],
    );
    let (findings, _) = check(&dir, &["."]);
    let prints: std::collections::BTreeSet<&str> = findings
        .iter()
        .map(|f| f["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(
        (findings.len(), prints.len()),
        (2, 2),
        "{:?}",
        brief(&findings)
    );
}

#[test]
fn an_intended_overlap_is_no_finding() {
    let design = "netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  a: {cidrs: [10.0.0.0/16]}
  b: {id: vpc-b, cidrs: [10.0.0.0/16]}
  c: {cidrs: [10.0.0.0/16]}
peerings:
  ab: {requester: a, accepter: b}
  bc: {requester: b, accepter: c}
";
    let toml = "[[intended-overlap]]\nnetworks = [\"network/a\", \"vpc-b\"]\nreason = \"copies\"\n";
    let dir = scratch("overlap", &[("netvet.toml", toml), ("a.yaml", design)]);
    let peerings = |args: &[&str]| -> Vec<String> {
        let (findings, _) = check(&dir, args);
        let overlaps = findings
            .iter()
            .filter(|f| f["rule"] == "peering-cidr-overlap");
        overlaps
            .map(|f| f["subjects"][0]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(peerings(&["a.yaml", "--no-settings"]).len(), 2);
    assert_eq!(peerings(&["a.yaml"]), ["bc"]);
}

#[test]
fn a_quota_shows_both_places() {
    let mut design = "netvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nnetworks:\n  hub: {cidrs: [10.0.0.0/16]}\n".to_owned();
    for n in 1..=3 {
        design += &format!("  s{n}: {{cidrs: [10.{n}.0.0/16]}}\n");
    }
    design += "peerings:\n";
    for n in 1..=3 {
        design += &format!("  p{n}: {{requester: hub, accepter: s{n}}}\n");
    }
    let toml = "[quotas.\"111111111111\"]\nactive-peerings-per-network = 2\n";
    let dir = scratch("quota", &[("netvet.toml", toml), ("a.yaml", &design)]);
    let (findings, _) = check(&dir, &["a.yaml", "--select", "peering-quota"]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["severity"], "error");
    let related = findings[0]["related"].as_array().unwrap();
    let place = related.iter().find(|r| r["path"] == "netvet.toml").unwrap();
    assert_eq!(
        (place["line"].as_u64(), place["column"].as_u64()),
        (Some(2), Some(31))
    );
    let full = run(&dir, &["check", "a.yaml", "--select", "peering-quota"]).out;
    assert!(full.contains("active-peerings-per-network = 2"), "{full}");
    assert!(
        check(
            &dir,
            &["a.yaml", "--select", "peering-quota", "--no-settings"]
        )
        .0
        .is_empty()
    );
}

#[test]
fn a_baseline_goes_around() {
    let dir = scratch("baseline", &[("a.yaml", WIDE)]);
    let check_it = |args: &[&str]| {
        run(
            &dir,
            &[&["check", "a.yaml", "--format", "concise"], args].concat(),
        )
    };
    // Writing does not change the status.
    let ran = check_it(&["--write-baseline", "base.json"]);
    assert_eq!(ran.status, 1);
    let first = std::fs::read_to_string(dir.join("base.json")).unwrap();
    let document: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(document["format"], 1);
    let entries = document["findings"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["rule"], "cidr-vpc-size");
    assert_eq!(entries[0]["code"], "CIDR001");
    assert_eq!(entries[0]["elements"][0], "network/one");
    let ran = check_it(&["--baseline", "base.json"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(
        ran.out
            .ends_with("; against the baseline: 0 new, 2 accepted, 0 resolved\n"),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 1);

    // Moved lines and other formatting keep the fingerprints; a mended one is resolved, a new one counts.
    let moved = "# moved\n\nnetvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  two:
    cidrs:
      - 10.2.0.0/15
  one: {cidrs: [10.0.0.0/16]}
  three: {cidrs: [10.4.0.0/15]}
";
    std::fs::write(dir.join("a.yaml"), moved).unwrap();
    let ran = check_it(&["--baseline", "base.json"]);
    assert_eq!(ran.status, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.out);
    assert!(
        lines[0].starts_with("a.yaml:12:") && lines[0].contains("CIDR001"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("base.json:2:3: info[SET005] baseline-resolved: the finding of cidr-vpc-size (CIDR001) about network/one is gone"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].ends_with("; against the baseline: 1 new, 1 accepted, 1 resolved"),
        "{}",
        lines[2]
    );
    let (findings, report) = check(
        &dir,
        &["a.yaml", "--baseline", "base.json", "--show-ignored"],
    );
    assert_eq!(report["summary"]["baselined"], 1);
    assert_eq!(
        brief(&findings)[0],
        "cidr-vpc-size 10 [accepted in the baseline]"
    );
    let gone = findings
        .iter()
        .find(|f| f["rule"] == "baseline-resolved")
        .unwrap();
    assert_eq!(gone["location"]["pointer"], "/findings/0");

    // Its own directory may be searched.
    let ran = run(
        &dir,
        &[
            "check",
            ".",
            "--baseline",
            "base.json",
            "--format",
            "concise",
        ],
    );
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));

    // The same file both ways: it shrinks and grows to what is there.
    assert_eq!(
        check_it(&["--baseline", "base.json", "--write-baseline", "base.json"]).status,
        1
    );
    let ran = check_it(&["--baseline", "base.json"]);
    assert!(
        ran.out.ends_with("0 new, 2 accepted, 0 resolved\n"),
        "{}",
        ran.out
    );
    // A rule that did not run resolves nothing, nor does input that could not be read, which is no baseline either.
    assert!(
        check_it(&["--baseline", "base.json", "--select", "PEER"])
            .out
            .ends_with("0 new, 0 accepted, 0 resolved\n")
    );
    let before = std::fs::read_to_string(dir.join("base.json")).unwrap();
    std::fs::write(dir.join("a.yaml"), "netvet: [\n").unwrap();
    let ran = check_it(&["--baseline", "base.json", "--write-baseline", "base.json"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.out.contains("SET005"));
    assert_eq!(
        std::fs::read_to_string(dir.join("base.json")).unwrap(),
        before
    );
}

#[test]
fn what_an_exception_covers_is_not_in_the_baseline() {
    let design = WIDE.replace(
        "/15]}\n  two",
        "/15]} # netvet: ignore[CIDR001] ours\n  two",
    );
    let dir = scratch("covered", &[("a.yaml", &design)]);
    run(&dir, &["check", "a.yaml", "--write-baseline", "base.json"]);
    let text = std::fs::read_to_string(dir.join("base.json")).unwrap();
    let baseline = Baseline::read("base.json", &text).unwrap();
    let elements: Vec<&str> = baseline
        .entries
        .iter()
        .map(|e| e.elements[0].as_str())
        .collect();
    assert_eq!(elements, ["network/two"]);
}

#[test]
fn a_broken_baseline_ends_with_its_place() {
    let entry = |print: &str| {
        format!(
            "{{\"format\": 1, \"findings\": [\n  {{\"fingerprint\": {print}, \"rule\": \"x\", \"code\": \"X001\"}}\n]}}"
        )
    };
    let (short, number) = (entry("\"abc\""), entry("7"));
    let cases = [
        ("{\"format\": 1", "base.json:1:13", "EOF"),
        (
            "{\"format\": 2, \"findings\": []}",
            "base.json:1:12",
            "expected the format number 1, found 2",
        ),
        (
            "{\"findings\": []}",
            "base.json:1:16",
            "the key `format` is missing",
        ),
        (
            "{\"format\": 1, \"findings\": [\n  {\"rule\": \"x\"}]}",
            "base.json:2:15",
            "the key `fingerprint` is missing",
        ),
        (&short, "base.json:2:19", "expected a fingerprint"),
        (&number, "base.json:2:19", "expected a fingerprint"),
    ];
    for (text, place, message) in cases {
        let dir = scratch("broken", &[("a.yaml", WIDE), ("base.json", text)]);
        let ran = run(&dir, &["check", "a.yaml", "--baseline", "base.json"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{text}");
        assert!(
            ran.err.contains(place) && ran.err.contains(message),
            "{text}\n{}",
            ran.err
        );
    }
    let dir = scratch("broken", &[("a.yaml", WIDE)]);
    assert_eq!(
        run(&dir, &["check", "a.yaml", "--baseline", "none.json"]).status,
        2
    );
}

#[test]
fn rules_of_the_settings_are_complete() {
    let rules = netvet::settings::problems::RULES;
    assert!(rules.is_sorted_by(|a, b| a.code < b.code));
    for info in rules {
        assert!(info.code.to_string().starts_with("SET"));
        assert!(
            [info.summary, info.rationale, info.remedy]
                .iter()
                .all(|text| !text.is_empty())
        );
        assert!(
            !info.summary.ends_with('.') && info.remedy.ends_with('.'),
            "{}",
            info.code
        );
        assert!(catalogue::find(&catalogue::all(), info.name).is_ok());
    }
}

#[test]
fn networks_that_nothing_joins_may_overlap_on_purpose() {
    let design = "netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  a: {cidrs: [10.0.0.0/16]}
  b: {cidrs: [10.0.0.0/16]}
";
    let toml = "[[intended-overlap]]\nnetworks = [\"a\", \"b\"]\nreason = \"copies\"\n";
    let dir = scratch("unconnected", &[("netvet.toml", toml), ("a.yaml", design)]);
    let select = ["a.yaml", "--select", "cidr-vpc-overlap-unconnected"];
    assert_eq!(check(&dir, &select).0.len(), 0);
    assert_eq!(
        check(&dir, &[&select[..], &["--no-settings"]].concat())
            .0
            .len(),
        1
    );
}

#[test]
fn a_threshold_moves_where_a_rule_begins_to_speak() {
    // 40 hours after the clock of these tests.
    let export = "VpcPeeringConnections:
- VpcPeeringConnectionId: pcx-0123456789abcdef0
  ExpirationTime: \"2026-06-03T02:00:00Z\"
  Status: {Code: pending-acceptance, Message: Pending}
  RequesterVpcInfo: {VpcId: vpc-0123456789abcdef0, OwnerId: \"111111111111\", Region: eu-west-1, CidrBlock: 10.0.0.0/16}
  AccepterVpcInfo: {VpcId: vpc-0123456789abcdef1, OwnerId: \"222222222222\", Region: eu-west-1}
";
    let files = [
        (
            "long.toml",
            "[thresholds]\npeering-near-expiry-hours = 41\n",
        ),
        (
            "short.toml",
            "[thresholds]\npeering-near-expiry-hours = 40\n",
        ),
        ("pcx.yaml", export),
    ];
    let dir = scratch("threshold", &files);
    let found = |args: &[&str]| {
        let base = ["pcx.yaml", "--select", "peering-pending-near-expiry"];
        check(&dir, &[&base[..], args].concat()).0.len()
    };
    assert_eq!(found(&[]), 0);
    assert_eq!(found(&["--settings", "short.toml"]), 0);
    assert_eq!(found(&["--settings", "long.toml"]), 1);
}

#[test]
fn every_quota_rule_goes_by_the_settings() {
    // Two IPv4 blocks beside the first: few enough for the provider, too many for these settings.
    let design = "netvet: 1
provider: aws
account: \"111111111111\"
region: eu-west-1
networks:
  a: {cidrs: [10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16]}
";
    let toml = "[quotas.\"111111111111\"]\nipv4-blocks-per-network = 2\n";
    let dir = scratch("shared-quota", &[("netvet.toml", toml), ("a.yaml", design)]);
    let select = ["a.yaml", "--select", "cidr-vpc-count-quota"];
    let (findings, _) = check(&dir, &select);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["severity"], "warning");
    assert_eq!(findings[0]["related"][0]["path"], "netvet.toml");
    assert!(
        check(&dir, &[&select[..], &["--no-settings"]].concat())
            .0
            .is_empty()
    );
}
