//! Two snapshots: recorded exports, and the same after something happened to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const AWS: &str = "tests/import/aws/peerings/peerings.json";
const INTERFACE: &str =
    "tests/import/aws/recorded-interface/directconnect.DescribeVirtualInterfaces_1.json";
const OUTSCALE: &str = "tests/import/outscale/api-examples/ReadNetPeerings.ex1.json";
const HUAWEI: &str = "tests/import/huawei/vpc-examples/v1.querying_vpc_peering_connections.1.json";

/// A file in the repository.
fn recorded(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The text with something else in it; what it was must have been there.
fn but(text: &str, what: &str, instead: &str) -> String {
    assert!(text.contains(what), "{what} is not in {text}");
    text.replace(what, instead)
}

/// Two snapshots of one file each, in a directory of the test.
struct Snapshots(PathBuf, &'static str);

impl Snapshots {
    fn new(test: &str, name: &'static str, old: &str, new: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("diff")
            .join(test);
        for (side, text) in [("old", old), ("new", new)] {
            fs::create_dir_all(dir.join(side)).unwrap();
            fs::write(dir.join(side).join(name), text).unwrap();
        }
        Self(dir, name)
    }

    fn run(&self, options: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_netvet"))
            .current_dir(&self.0)
            .args(["diff", "old", "new", "--no-settings"])
            .args(options)
            .output()
            .unwrap()
    }

    fn json(&self, options: &[&str]) -> (Value, Option<i32>) {
        let output = self.run(&[options, &["--format", "json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let json = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}{errors}"));
        (json, output.status.code())
    }

    /// Between two times.
    fn between(&self, old: &str, new: &str, more: &[&str]) -> (Value, Option<i32>) {
        self.json(&[&["--old-as-of", old, "--as-of", new], more].concat())
    }
}

/// Subject, from, to, legal, via of every transition.
fn transitions(json: &Value) -> Vec<String> {
    let list = json["transitions"].as_array().unwrap().iter();
    list.map(|step| {
        let via: Vec<&str> = step["via"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        format!(
            "{} {} {} {} [{}]",
            step["subject"]["id"].as_str().unwrap(),
            step["from"].as_str().unwrap(),
            step["to"].as_str().unwrap(),
            step["legal"],
            via.join(" ")
        )
    })
    .collect()
}

/// Rule, severity and subject of every finding.
fn findings(json: &Value) -> Vec<String> {
    let list = json["findings"].as_array().unwrap().iter();
    list.map(|finding| {
        format!(
            "{} {} {}",
            finding["rule"].as_str().unwrap(),
            finding["severity"].as_str().unwrap(),
            finding["subjects"][0]["id"].as_str().unwrap()
        )
    })
    .collect()
}

fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|subject| subject["id"].as_str().unwrap())
        .collect()
}

/// Subject, field, before and after of every change.
fn changed(json: &Value) -> Vec<String> {
    let list = json["changed"].as_array().unwrap().iter();
    list.map(|change| {
        format!(
            "{} {}: {} -> {}",
            change["subject"]["id"].as_str().unwrap(),
            change["field"].as_str().unwrap(),
            change["from"],
            change["to"]
        )
    })
    .collect()
}

#[test]
fn a_request_is_accepted_in_time() {
    let old = recorded(AWS);
    let new = but(
        &old,
        "\"Code\": \"pending-acceptance\"",
        "\"Code\": \"active\"",
    );
    let snapshots = Snapshots::new("accepted", "pcx.json", &old, &new);
    // It lapses on 3 April, so it was made on 27 March.
    let (json, status) = snapshots.between("2014-04-01T00:00:00Z", "2014-04-09T00:00:00Z", &[]);
    assert_eq!(json["format"], 1);
    assert_eq!(
        transitions(&json),
        ["pcx-abababab pending-acceptance active true [provisioning]"]
    );
    assert_eq!(findings(&json), [] as [&str; 0]);
    assert_eq!(status, Some(0));
    assert_eq!(
        changed(&json),
        ["pcx-abababab state: \"pending-acceptance\" -> \"active\""]
    );
    // Without times only the order counts.
    assert_eq!(snapshots.json(&[]).1, Some(0));
}

#[test]
fn a_request_that_had_lapsed_cannot_become_active() {
    let old = recorded(AWS);
    let new = but(
        &old,
        "\"Code\": \"pending-acceptance\"",
        "\"Code\": \"active\"",
    );
    let snapshots = Snapshots::new("lapsed", "pcx.json", &old, &new);
    let late = ("2014-04-04T00:00:00Z", "2014-04-05T00:00:00Z");
    let (json, status) = snapshots.between(late.0, late.1, &[]);
    assert_eq!(
        transitions(&json),
        ["pcx-abababab pending-acceptance active false []"]
    );
    assert_eq!(
        findings(&json),
        ["state-invalid-transition warning pcx-abababab"]
    );
    let finding = &json["findings"][0];
    // The place is in the later snapshot, and the earlier one is shown beside it.
    assert_eq!(finding["location"]["path"], "new/pcx.json");
    assert_eq!(
        finding["location"]["pointer"],
        "/VpcPeeringConnections/1/Status/Code"
    );
    assert_eq!(finding["related"][0]["path"], "old/pcx.json");
    assert!(
        finding["notes"][0]
            .as_str()
            .unwrap()
            .contains("pending-acceptance → expired")
    );
    assert_eq!(status, Some(0));
    let (_, strict) = snapshots.between(late.0, late.1, &["--fail-on", "warning"]);
    assert_eq!(strict, Some(1));
    let (ignored, _) = snapshots.between(late.0, late.1, &["--ignore", "STATE002"]);
    assert_eq!(findings(&ignored), [] as [&str; 0]);
}

#[test]
fn a_peering_does_not_go_back() {
    let base = recorded(AWS);
    let active = "\"Message\": \"Active\",\n                \"Code\": \"active\"";
    for (from, to) in [
        ("active", "pending-acceptance"),
        ("deleted", "active"),
        ("rejected", "active"),
        ("rejected", "deleted"),
        ("active", "expired"),
    ] {
        let with = |word: &str| but(&base, active, &format!("\"Code\": \"{word}\""));
        let snapshots = Snapshots::new(
            &format!("back-{from}-{to}"),
            "pcx.json",
            &with(from),
            &with(to),
        );
        let (json, _) = snapshots.json(&[]);
        assert_eq!(
            transitions(&json),
            [format!("pcx-11122233 {from} {to} false []")]
        );
        assert_eq!(
            findings(&json),
            ["state-invalid-transition warning pcx-11122233"]
        );
        assert!(
            json["findings"][0]["message"]
                .as_str()
                .unwrap()
                .contains(&format!("from {from} to {to}"))
        );
    }
}

#[test]
fn words_of_which_nothing_is_known_are_not_judged() {
    let old = recorded(AWS);
    let new = but(&old, "\"Code\": \"active\"", "\"Code\": \"resting\"");
    let (json, status) = Snapshots::new("unknown", "pcx.json", &old, &new).json(&[]);
    assert_eq!(transitions(&json), ["pcx-11122233 active resting null []"]);
    assert_eq!((findings(&json).len(), status), (0, Some(0)));
}

#[test]
fn an_interface_is_not_confirmed_again() {
    let old = recorded(INTERFACE);
    let state = "\"virtualInterfaceState\": \"available\"";
    let new = but(&old, state, "\"virtualInterfaceState\": \"confirming\"");
    let (json, _) = Snapshots::new("confirming", "vif.json", &old, &new).json(&[]);
    assert_eq!(
        transitions(&json),
        ["dxvif-123abc available confirming false []"]
    );
    assert_eq!(
        findings(&json),
        ["state-invalid-transition warning dxvif-123abc"]
    );
}

#[test]
fn what_was_refused_is_deleted_by_huawei_alone() {
    let base = recorded(OUTSCALE);
    let with = |word: &str| {
        but(
            &base,
            "\"Name\": \"active\"",
            &format!("\"Name\": \"{word}\""),
        )
    };
    let snapshots = Snapshots::new(
        "own",
        "NetPeerings.json",
        &with("rejected"),
        &with("deleted"),
    );
    let (json, status) = snapshots.json(&[]);
    assert_eq!(
        transitions(&json),
        ["pcx-12345678 rejected deleted false []"]
    );
    assert_eq!(
        findings(&json),
        ["state-invalid-transition error pcx-12345678"]
    );
    assert_eq!(status, Some(1));

    let base = recorded(HUAWEI);
    let with = |word: &str| but(&base, "\"ACTIVE\"", &format!("\"{word}\""));
    for provider in ["huawei", "otc"] {
        let snapshots = Snapshots::new(
            provider,
            "peerings.json",
            &with("REJECTED"),
            &with("DELETED"),
        );
        let (json, status) = snapshots.json(&["--provider", provider]);
        assert_eq!(
            transitions(&json),
            ["b147a74b-39bb-4c7a-aed5-19cac4c2df13 REJECTED DELETED true []"]
        );
        assert_eq!((findings(&json).len(), status), (0, Some(0)));
    }
}

#[test]
fn a_peering_vanishes_after_its_window_only() {
    let old = recorded(AWS);
    let mut list: Value = serde_json::from_str(&old).unwrap();
    list["VpcPeeringConnections"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    let snapshots = Snapshots::new("vanished", "pcx.json", &old, &list.to_string());
    let start = "2014-04-01T00:00:00Z";
    // The side that deletes it sees it for two hours more.
    let (json, _) = snapshots.between(start, "2014-04-01T01:00:00Z", &[]);
    assert_eq!(ids(&json["removed"]), ["pcx-11122233"]);
    assert_eq!(
        findings(&json),
        ["state-invalid-transition warning pcx-11122233"]
    );
    assert_eq!(json["findings"][0]["location"]["path"], "old/pcx.json");
    let (json, _) = snapshots.between(start, "2014-04-01T02:00:00Z", &[]);
    assert_eq!(ids(&json["removed"]), ["pcx-11122233"]);
    assert_eq!(findings(&json), [] as [&str; 0]);
}

#[test]
fn absence_proves_nothing_where_the_list_is_missing_or_cut() {
    let old = recorded(AWS);
    let cut = r#"{"VpcPeeringConnections": [], "NextToken": "more"}"#;
    let snapshots = Snapshots::new("cut", "pcx.json", &old, cut);
    let (json, _) = snapshots.between("2014-04-01T00:00:00Z", "2014-04-01T01:00:00Z", &[]);
    assert_eq!(ids(&json["removed"]), [] as [&str; 0]);
    assert_eq!(ids(&json["not_covered"]), ["pcx-11122233", "pcx-abababab"]);
    assert_eq!(findings(&json), [] as [&str; 0]);

    let other = r#"{"Vpcs": [{"VpcId": "vpc-1a2b3c4d", "CidrBlock": "10.0.1.0/28", "State": "available"}]}"#;
    let (json, _) = Snapshots::new("missing", "pcx.json", &old, other).json(&[]);
    assert_eq!(json["not_covered"].as_array().unwrap().len(), 2);
    assert_eq!(ids(&json["not_covered_before"]), ["vpc-1a2b3c4d"]);
    assert_eq!(ids(&json["added"]), [] as [&str; 0]);
}

#[test]
fn a_deleted_peering_and_its_successor() {
    let old = recorded(AWS);
    let mut list: Value = serde_json::from_str(&old).unwrap();
    let all = list["VpcPeeringConnections"].as_array_mut().unwrap();
    let mut successor = all[0].clone();
    successor["VpcPeeringConnectionId"] = "pcx-99999999".into();
    // Asked for from the other side this time.
    let (a, b) = (
        successor["RequesterVpcInfo"].take(),
        successor["AccepterVpcInfo"].take(),
    );
    successor["RequesterVpcInfo"] = b;
    successor["AccepterVpcInfo"] = a;
    all[0]["Status"]["Code"] = "deleted".into();
    all.push(successor);
    let snapshots = Snapshots::new("replaced", "pcx.json", &old, &list.to_string());
    let (json, _) = snapshots.json(&[]);
    assert_eq!(ids(&json["added"]), ["pcx-99999999"]);
    assert_eq!(transitions(&json), ["pcx-11122233 active deleted true []"]);
    let replaced = json["replaced"].as_array().unwrap();
    assert_eq!(replaced.len(), 1);
    assert_eq!(replaced[0]["subject"]["id"], "pcx-11122233");
    assert_eq!(replaced[0]["by"]["id"], "pcx-99999999");
    let text = String::from_utf8(snapshots.run(&[]).stdout).unwrap();
    assert!(text.contains("is replaced by  pcx-99999999"), "{text}");
}

#[test]
fn what_does_not_go_on() {
    let base = recorded(INTERFACE);
    let state = "\"virtualInterfaceState\": \"available\"";
    let text = but(&base, state, "\"virtualInterfaceState\": \"deleting\"");
    let snapshots = Snapshots::new("stuck", "vif.json", &text, &text);
    let start = "2026-01-01T00:00:00Z";
    let stuck = ["state-stuck-transitional warning dxvif-123abc"];
    let (json, _) = snapshots.between(start, "2026-01-03T00:00:00Z", &[]);
    assert_eq!(findings(&json), stuck);
    let (json, _) = snapshots.between(start, "2026-01-01T12:00:00Z", &[]);
    assert_eq!(findings(&json), [] as [&str; 0]);
    // A request says how long it lasts.
    let text = recorded(AWS);
    let snapshots = Snapshots::new("waiting", "pcx.json", &text, &text);
    let (json, _) = snapshots.between("2014-03-28T00:00:00Z", "2014-04-03T00:00:00Z", &[]);
    assert_eq!(findings(&json), [] as [&str; 0]);
    let (json, _) = snapshots.between("2014-03-28T00:00:00Z", "2014-04-05T00:00:00Z", &[]);
    assert_eq!(
        findings(&json),
        ["state-stuck-transitional warning pcx-abababab"]
    );
}

#[test]
fn secrets_are_not_compared_and_not_shown() {
    let old = recorded(INTERFACE);
    let new = but(
        &but(&old, "fakePeerAuthKey456", "otherSecret789"),
        "fakeAuthKey123",
        "other",
    );
    let new = but(&new, "router bgp 65000", "router bgp 65000 password hidden");
    let snapshots = Snapshots::new("secret", "vif.json", &old, &new);
    for format in ["text", "json", "markdown"] {
        let output = snapshots.run(&["--format", format]);
        let text = String::from_utf8(output.stdout).unwrap();
        for secret in ["fakePeerAuthKey456", "otherSecret789", "hidden"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    assert_eq!(changed(&snapshots.json(&[]).0), [] as [&str; 0]);
}

const DESIGN: &str = r#"netvet: 1
provider: aws
account: "111111111111"
region: eu-west-1
networks:
  prod: {cidrs: [10.0.0.0/16], tags: {team: core}}
  shared: {cidrs: [10.1.0.0/16]}
peerings:
  link: {requester: prod, accepter: shared}
route_tables:
  prod-main: {network: prod, main: true, routes: [{to: 10.1.0.0/16, via: peering/link}]}
  shared-main: {network: shared, main: true, routes: [{to: 10.0.0.0/16, via: peering/link}]}
connections:
  dx-1: {location: EqDB2, bandwidth: 1Gbps}
virtual_gateways:
  vgw: {network: prod, asn: 64512}
virtual_interfaces:
  vif:
    type: private
    connection: dx-1
    vlan: 101
    gateway: virtual-gateway/vgw
    bgp_peers:
      v4: {family: ipv4, asn: 65001}
"#;

#[test]
fn fields_of_designs() {
    let mut new = but(
        DESIGN,
        "cidrs: [10.0.0.0/16], tags: {team: core}",
        "cidrs: [10.0.0.0/16, 10.2.0.0/16], tags: {team: edge}",
    );
    new = but(&new, "vlan: 101", "vlan: 102");
    new = but(&new, "asn: 64512", "asn: 64513");
    new = but(
        &new,
        "v4: {family: ipv4, asn: 65001}",
        "v4: {family: ipv4, asn: 65001}\n      v6: {family: ipv6, asn: 65001}",
    );
    new = but(
        &new,
        "routes: [{to: 10.0.0.0/16, via: peering/link}]",
        "routes: []",
    );
    let snapshots = Snapshots::new("fields", "design.yaml", DESIGN, &new);
    let (json, status) = snapshots.json(&[]);
    assert_eq!(
        changed(&json),
        [
            r#"prod cidrs: ["10.0.0.0/16"] -> ["10.0.0.0/16","10.2.0.0/16"]"#,
            r#"prod tags: {"team":"core"} -> {"team":"edge"}"#,
            r#"shared-main routes: ["10.0.0.0/16 via link"] -> []"#,
            "vgw asn: 64512 -> 64513",
            "vif vlan: 101 -> 102",
        ]
    );
    assert_eq!(ids(&json["added"]), ["vif/v6"]);
    assert_eq!(json["added"][0]["kind"], "bgp-peer");
    assert_eq!(status, Some(0));
    // The way back is gone; the new range has none either.
    let pairs = json["reachability"].as_array().unwrap();
    let there = pairs
        .iter()
        .find(|pair| pair["from"] == "prod" && pair["to"] == "shared")
        .unwrap();
    assert_eq!(there["family"], "ipv4");
    assert_eq!(there["before"], "two-way");
    assert_eq!(there["after"], "one-way");
    let (json, _) = snapshots.json(&["--reachability", "never"]);
    assert_eq!(json["reachability"].as_array().unwrap().len(), 0);
}

#[test]
fn nothing_changed() {
    let snapshots = Snapshots::new("same", "design.yaml", DESIGN, DESIGN);
    let output = snapshots.run(&[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "No differences; no findings\n");
    let (json, _) = snapshots.json(&[]);
    for key in [
        "added",
        "removed",
        "changed",
        "transitions",
        "findings",
        "reachability",
    ] {
        assert_eq!(json[key].as_array().unwrap().len(), 0, "{key}");
    }
}

#[test]
fn states_of_a_design_that_nothing_explains_fail_the_run() {
    let with = |state: &str| {
        but(
            DESIGN,
            "accepter: shared}",
            &format!("accepter: shared, state: {state}}}"),
        )
    };
    let snapshots = Snapshots::new("designed", "d.yaml", &with("deleted"), &with("active"));
    let (json, status) = snapshots.json(&[]);
    assert_eq!(findings(&json), ["state-invalid-transition error link"]);
    assert_eq!(status, Some(1));
    assert_eq!(
        snapshots.run(&["--fail-on", "never"]).status.code(),
        Some(0)
    );
}

#[test]
fn wrong_use() {
    let text = recorded(AWS);
    let snapshots = Snapshots::new("order", "pcx.json", &text, &text);
    let output = snapshots.run(&[
        "--old-as-of",
        "2026-01-02T00:00:00Z",
        "--as-of",
        "2026-01-01T00:00:00Z",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("2026-01-02T00:00:00Z, which is after"),
        "{errors}"
    );
    fs::write(snapshots.0.join("new").join(snapshots.1), "{").unwrap();
    assert_eq!(snapshots.run(&[]).status.code(), Some(2));
}

#[test]
fn threads_change_nothing() {
    let old = recorded(AWS);
    let new = but(&old, "\"Code\": \"active\"", "\"Code\": \"rejected\"");
    let exported = Snapshots::new("threads", "pcx.json", &old, &new);
    let written = Snapshots::new(
        "threads-design",
        "d.yaml",
        DESIGN,
        &but(DESIGN, "prod", "main"),
    );
    for snapshots in [exported, written] {
        for format in ["text", "json", "markdown"] {
            let run = |threads| {
                let output = snapshots.run(&["--format", format, "--threads", threads]);
                assert!(!output.stdout.is_empty());
                output.stdout
            };
            let one = run("1");
            assert!(one == run("2") && one == run("8"), "{format}");
        }
    }
}

/// The block of the documentation that follows a command.
fn documented(command: &str) -> (String, String) {
    let readme = recorded("README.md");
    let (_, rest) = readme.split_once(command).unwrap();
    let (options, rest) = rest.split_once("\n```\n").unwrap();
    let (_, rest) = rest.split_once("```text\n").unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    (options.to_owned(), block.to_owned())
}

#[test]
fn the_documentation_shows_what_is_printed() {
    let (options, block) = documented("netvet diff examples/");
    let arguments = format!("diff examples/{options}");
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments.split(' '))
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with(&block), "{printed}");
    assert!(printed.contains("warning[STATE002]"), "{printed}");
}

#[test]
fn an_empty_list_is_a_whole_one() {
    let none = r#"{"VpcPeeringConnections": []}"#;
    let some = recorded("tests/import/aws/documents/accept-vpc-peering-connection.json");
    let answer: Value = serde_json::from_str(&some).unwrap();
    let list = serde_json::json!({"VpcPeeringConnections": [answer["VpcPeeringConnection"]]});
    let snapshots = Snapshots::new("empty", "pcx.json", none, &list.to_string());
    let (json, _) = snapshots.json(&[]);
    assert_eq!(ids(&json["added"]), ["pcx-0a1b2c3d4e5f60721"]);
    let snapshots = Snapshots::new("emptied", "pcx.json", &list.to_string(), none);
    let (json, _) = snapshots.json(&[]);
    assert_eq!(ids(&json["removed"]), ["pcx-0a1b2c3d4e5f60721"]);
}

#[test]
fn a_list_of_another_region_proves_nothing() {
    let here =
        r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "State": "available"}]}"#;
    let there = but(here, "vpc-1", "vpc-2");
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("diff")
        .join("regions");
    for (side, region, text) in [("old", "eu-west-1", here), ("new", "eu-west-2", &there)] {
        let folder = dir.join(side).join("111111111111").join(region);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("vpcs.json"), text).unwrap();
    }
    let (json, _) = Snapshots(dir, "vpcs.json").json(&[]);
    assert_eq!(
        (ids(&json["removed"]).len(), ids(&json["added"]).len()),
        (0, 0)
    );
    assert_eq!(ids(&json["not_covered"]), ["vpc-1"]);
    assert_eq!(ids(&json["not_covered_before"]), ["vpc-2"]);
}
