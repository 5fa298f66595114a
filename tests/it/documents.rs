//! The answers and requests of the documents that the rules began with: read whole, and nothing is said but what is true of them.

use std::process::Command;

/// Kinds with counts, refused and not modelled things, and the findings as rule and severity.
fn read(path: &str, options: &[&str]) -> (String, Vec<String>) {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", path, "--format", "json", "--no-settings"])
        .args(["--as-of", "2026-06-01T00:00:00Z"])
        .args(options)
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{path}: {json}");
    let input = &json["inputs"][0];
    assert_eq!(
        (&input["refused"], &input["not_modelled"]),
        (&0.into(), &0.into()),
        "{path}"
    );
    let kinds = json["elements"].as_object().unwrap();
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| format!("{n} {kind}"))
        .collect();
    let found = json["findings"].as_array().unwrap().iter();
    let mut found: Vec<String> = found
        .map(|f| {
            format!(
                "{} {}",
                f["rule"].as_str().unwrap(),
                f["severity"].as_str().unwrap()
            )
        })
        .collect();
    found.sort();
    found.dedup();
    (kinds.join(", "), found)
}

const UNKNOWN: &str = "peering-unknown-vpc info";

#[test]
fn peerings() {
    for (path, options, others) in [
        (
            "aws/documents/accept-vpc-peering-connection.json",
            &[][..],
            &[][..],
        ),
        (
            "aws/single-answers/ec2.AcceptVpcPeeringConnection_1.json",
            &[],
            &[],
        ),
        ("huawei/documents/create-request.json", &[], &[]),
        ("huawei/documents/create-answer.json", &[], &[]),
        (
            "huawei/documents/create-answer.json",
            &["--provider", "otc"],
            &[],
        ),
        // The sample has one Net on both sides.
        (
            "outscale/documents/CreateNetPeering.json",
            &[],
            &["peering-self info"],
        ),
        (
            "outscale/documents/create-vpc-peering-connection.json",
            &["--provider", "outscale"],
            &[],
        ),
    ] {
        let (kinds, found) = read(&format!("tests/import/{path}"), options);
        assert_eq!(kinds, "1 peering", "{path}");
        let mut expected: Vec<&str> = others.to_vec();
        expected.push(UNKNOWN);
        expected.sort_unstable();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn sessions() {
    let (kinds, found) = read("tests/import/aws/documents/create-bgp-peer.json", &[]);
    assert_eq!(kinds, "2 bgp-peer, 1 virtual-interface");
    assert_eq!(found, [] as [&str; 0]);
    let peers = "tests/import/aws/documents/describe-route-server-peers.json";
    let (kinds, found) = read(peers, &[]);
    assert_eq!(kinds, "1 route-server-peer");
    assert_eq!(found, [] as [&str; 0]);
}
