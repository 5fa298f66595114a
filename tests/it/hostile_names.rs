//! Names made to break formats go through every format of every command that shows them, and break none.

use std::path::{Path, PathBuf};
use std::process::Command;

use netvet::diagram;
use netvet::report::FORMATS;
use serde_json::{Value, json};

use crate::formats::{command, elements};
use crate::html::assert_closed;

/// What a name may try.
const NAMES: &[&str] = &[
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "a\nb\r\n::error file=x::forged",
    "::error::forged",
    "%0A::warning::forged",
    "\u{1b}[31mred\u{1b}]8;;http://evil\u{7}",
    "\u{9b}2J\u{202e}\u{2066}\u{0}\u{fffe}",
    "a->b; } digraph { x [label=\"y\"]",
    "a | b || c `d` **e** [l](http://evil) @all #1",
    "]]></system-out><failure/>&amp;&#27;",
    "end\\",
    "\\N \\\"",
    "$x ${y} {{z}} {0} %s",
    "=1+1",
    "--- # yaml: [",
];

/// Networks that overlap, peered, with the names everywhere that names stand.
fn export() -> Value {
    let tags = |name: &str| json!([{"Key": "Name", "Value": name}, {"Key": name, "Value": name}]);
    let vpcs: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| {
            json!({"VpcId": format!("vpc-{n:08x}"), "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333",
                "State": "available", "Tags": tags(name)})
        })
        .collect();
    let peerings: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .skip(1)
        .map(|(n, name)| {
            let side = |n: usize| json!({"VpcId": format!("vpc-{n:08x}"), "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333", "Region": "eu-west-1"});
            json!({"VpcPeeringConnectionId": format!("pcx-{n:08x}"), "Status": {"Code": "active", "Message": name},
                "RequesterVpcInfo": side(n - 1), "AccepterVpcInfo": side(n), "Tags": tags(name)})
        })
        .collect();
    let connections: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| {
            json!({"connectionId": format!("dxcon-{n:08x}"), "connectionName": name, "location": name,
                "bandwidth": name, "connectionState": "available", "ownerAccount": "111122223333", "region": "eu-west-1"})
        })
        .collect();
    let tables: Vec<Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| {
            json!({"RouteTableId": format!("rtb-{n:08x}"), "VpcId": format!("vpc-{n:08x}"), "OwnerId": "111122223333",
                "Associations": [{"Main": true, "RouteTableId": format!("rtb-{n:08x}"), "AssociationState": {"State": "associated"}}],
                "Routes": [
                    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"},
                    {"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": format!("pcx-{:08x}", n.max(1)), "State": "active", "Origin": "CreateRoute"}],
                "Tags": tags(name)})
        })
        .collect();
    json!({"Vpcs": vpcs, "VpcPeeringConnections": peerings, "connections": connections, "RouteTables": tables})
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-names");
    std::fs::create_dir_all(&folder).unwrap();
    let export = export();
    for key in [
        "Vpcs",
        "VpcPeeringConnections",
        "connections",
        "RouteTables",
    ] {
        let text = serde_json::to_string_pretty(&json!({key: export[key]})).unwrap();
        std::fs::write(folder.join(format!("{key}.json")), text).unwrap();
    }
    folder
}

fn run(args: &[&str], folder: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(args)
        .args(["--no-settings", "--as-of", "2026-06-01T00:00:00Z", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{args:?}: {said}"
    );
    assert_plain(&said, "standard error");
    output.stdout
}

/// Nothing that steers a terminal or hides text.
fn assert_plain(text: &str, what: &str) {
    let harmful: Vec<char> = text
        .chars()
        .filter(|c| *c != '\n' && netvet::report::escape::is_unsafe(*c))
        .collect();
    assert!(harmful.is_empty(), "{what}: {harmful:?}");
}

/// No markup but what the format itself writes.
fn assert_markdown(text: &str, what: &str) {
    let own = [
        "details", "/details", "summary", "/summary", "b", "/b", "code", "/code", "!-- --",
    ];
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        assert!(own.contains(&tag), "{what}: <{tag}>");
    }
    assert!(!text.contains("](http://evil"), "{what}");
    assert!(!text.contains("@all"), "{what}");
    for row in text.lines().filter(|line| line.starts_with("| ")) {
        let bars = row
            .replace("\\\\", "")
            .replace("\\|", "")
            .matches('|')
            .count();
        assert!((2..=7).contains(&bars), "{what}: {row}");
    }
}

fn findings(folder: &Path) -> Value {
    serde_json::from_slice(&run(&["check", "--format", "json"], folder)).unwrap()
}

#[test]
fn no_format_of_check_is_broken_by_names() {
    let folder = folder();
    let all = findings(&folder);
    let all = all["findings"].as_array().unwrap();
    // Every name stands in some message, else this would test nothing.
    for name in NAMES {
        let said = |finding: &Value| finding["message"].as_str().unwrap().contains(name);
        assert!(all.iter().any(said), "{name:?}");
    }
    for format in FORMATS {
        let bytes = run(&["check", "--format", format.name], &folder);
        let text = String::from_utf8(bytes).unwrap();
        assert_plain(&text, format.name);
        match format.name {
            "json" | "sarif" | "gitlab" => {
                serde_json::from_str::<Value>(&text).unwrap();
            }
            "jsonl" => {
                assert_eq!(text.lines().count(), all.len());
                assert!(
                    text.lines()
                        .all(|line| serde_json::from_str::<Value>(line).is_ok())
                );
            }
            "junit" => {
                let cases = elements(&text);
                let n = cases.iter().filter(|(name, _)| name == "testcase").count();
                assert_eq!(n, all.len());
            }
            "checkstyle" => {
                let n = elements(&text)
                    .iter()
                    .filter(|(name, _)| name == "error")
                    .count();
                assert_eq!(n, all.len());
            }
            "github" => {
                assert_eq!(text.lines().count(), all.len());
                for line in text.lines() {
                    let (_, properties, _) = command(line);
                    assert!(folder.join(&properties["file"]).is_file(), "{line}");
                }
            }
            "markdown" => assert_markdown(&text, "check"),
            "html" => assert_closed(&text),
            "concise" => assert_eq!(text.lines().count(), all.len() + 1),
            "full" => {
                let forged = text.lines().any(|line| line.starts_with("::"));
                assert!(!forged);
            }
            other => panic!("what would break {other}?"),
        }
    }
}

#[test]
fn no_format_of_inventory_is_broken_by_names() {
    let folder = folder();
    for format in ["text", "json", "markdown"] {
        let text = String::from_utf8(run(&["inventory", "--format", format], &folder)).unwrap();
        assert_plain(&text, format);
        match format {
            "json" => {
                serde_json::from_str::<Value>(&text).unwrap();
            }
            "markdown" => assert_markdown(&text, "inventory"),
            _ => {}
        }
    }
}

#[test]
fn no_format_of_diagram_is_broken_by_names() {
    let folder = folder();
    for format in diagram::FORMATS {
        let bytes = run(&["diagram", "--format", format.name], &folder);
        if format.name == "png" {
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        assert_plain(&text, format.name);
        // DOT and D2 have it between quotes.
        let is_quoted = matches!(format.name, "dot" | "d2");
        let is_inert = is_quoted || !text.contains("<script>alert");
        assert!(is_inert, "{}", format.name);
        match format.name {
            "dot" => {
                graphviz_rust::parse(&text).unwrap();
            }
            "svg" => {
                let known = elements(&text);
                assert!(
                    known
                        .iter()
                        .all(|(name, _)| name != "script" && name != "img" && name != "failure")
                );
            }
            "html" => assert_closed(&text),
            "mermaid" | "d2" => {
                // D2 has it between quotes.
                assert!(format.name == "d2" || !text.contains("<img src"));
                assert!(
                    !text
                        .lines()
                        .any(|line| line.trim_start().starts_with("::error"))
                );
            }
            other => panic!("what would break {other}?"),
        }
    }
}
