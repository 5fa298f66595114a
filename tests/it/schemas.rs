//! The schemas are current, and agree with the readers.

use std::path::{Path, PathBuf};

use netvet::import::{Batch, Surroundings, yaml};
use netvet::source::{FileId, Limits, yaml as text};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn current(name: &str) {
    let path = root().join(format!("schemas/{name}.schema.json"));
    let current = netvet::app::schema::text(name).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        current,
        "UPDATE=1 cargo test writes it anew"
    );
}

fn validator(name: &str) -> jsonschema::Validator {
    let text = netvet::app::schema::text(name).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    let mut entries: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            into.push(path);
        }
    }
}

fn read(source: &str) -> Batch {
    let around = Surroundings {
        file: FileId(0),
        path: String::new(),
        provider: None,
        account: None,
        region: None,
        context: Vec::new(),
    };
    let parsed = text::parse(FileId(0), source, &Limits::default()).unwrap();
    yaml::read_tree(FileId(0), &parsed.documents[0], &around)
}

/// Counts of IPv6 addresses are beyond the numbers of the JSON library; their size does not matter here.
fn short(source: &str) -> String {
    let mut text = String::new();
    let mut digits = String::new();
    for letter in source.chars().chain(['\n']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        text += if digits.len() > 18 { "1" } else { &digits };
        digits.clear();
        text.push(letter);
    }
    text
}

fn errors(validator: &jsonschema::Validator, source: &str) -> Vec<String> {
    let value: serde_json::Value = serde_yaml::from_str(&short(source)).unwrap();
    validator
        .iter_errors(&value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn the_design_schema_is_current() {
    current("design");
}

#[test]
fn the_settings_schema_is_current() {
    current("settings");
}

#[test]
fn the_scenario_schema_is_current() {
    current("scenario");
}

/// What the reader takes fits the schema, and what it refuses does not.
#[test]
fn scenarios_of_examples_and_tests_fit_the_schema() {
    let validator = validator("scenario");
    let mut all = Vec::new();
    files(&root().join("examples/scenarios"), &mut all);
    files(&root().join("tests/simulate/holds"), &mut all);
    assert!(all.len() >= 10, "{}", all.len());
    for path in all {
        let source = std::fs::read_to_string(&path).unwrap();
        let wrong = errors(&validator, &source);
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
    }
    for wrong in [
        "setps: []",
        "steps: {}",
        "clock: yesterday",
        "unknown: maybe",
        "settle: later",
        "steps: [{opp: ec2.DeleteVpc}]",
        "steps: [{advance: soon}]",
    ] {
        assert!(!errors(&validator, wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn every_key_is_explained() {
    let schema: serde_json::Value =
        serde_json::from_str(&netvet::app::schema::text("design").unwrap()).unwrap();
    let types = schema["$defs"].as_object().unwrap();
    let mut keys = 0;
    for (name, of) in types.iter().chain([(&String::new(), &schema)]) {
        let Some(properties) = of["properties"].as_object() else {
            continue;
        };
        assert_eq!(of["additionalProperties"], false, "{name}");
        for (key, property) in properties {
            keys += 1;
            let text = property["description"].as_str().unwrap_or_default();
            assert!(text.ends_with('.'), "{name}.{key}: {text}");
        }
    }
    assert!(keys > 400, "{keys}");
}

/// What the reader takes without complaint fits the schema.
#[test]
fn designs_of_examples_and_tests_fit_the_schema() {
    let validator = validator("design");
    let mut all = Vec::new();
    files(&root().join("examples"), &mut all);
    files(&root().join("tests"), &mut all);
    let mut designs = 0;
    let mut wrong = Vec::new();
    for path in all {
        let source = std::fs::read_to_string(&path).unwrap();
        let is_design = source.lines().any(|line| line.starts_with("netvet:"));
        if !is_design || text::parse(FileId(0), &source, &Limits::default()).is_err() {
            continue;
        }
        designs += 1;
        let batch = read(&source);
        let clean =
            batch.notices.is_empty() && batch.refused.is_empty() && batch.unreadable.is_empty();
        if path.starts_with(root().join("examples")) {
            assert!(
                clean,
                "{}: {:?} {:?} {:?}",
                path.display(),
                batch.notices,
                batch.refused,
                batch.unreadable
            );
        }
        if clean {
            wrong.extend(
                errors(&validator, &source)
                    .into_iter()
                    .map(|e| format!("{}: {e}", path.display())),
            );
        }
    }
    assert!(designs >= 8, "{designs}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_design_schema_refuses_what_the_reader_refuses() {
    let validator = validator("design");
    let wrong = [
        "netwoks: {}",
        "networks: []",
        "networks: {a: {cidr: 10.0.0.0/16}}",
        "networks: {a: {cidrs: [10.0.0.0]}}",
        "networks: {a: {cidrs: [[10.0.0.0/16]]}}",
        "virtual_gateways: {v: {asn: AS65001}}",
        "virtual_interfaces: {v: {vlan: many}}",
        "virtual_interfaces: {v: {bgp_peers: {p: {family: v4}}}}",
        "vpn_connections: {v: {routing: ospf}}",
        "peerings: {p: {expires: soon}}",
        "route_tables: {t: {routes: {to: 10.0.0.0/8}}}",
        "plan: [{advance: 5}]",
        "connections: {c: {logical_redundancy: perhaps}}",
        "ignore: [{rule: x, until: tomorrow}]",
        "netvet: 2",
    ];
    for source in wrong {
        assert!(!errors(&validator, source).is_empty(), "{source}");
        let batch = read(source);
        let told = batch.notices.len() + batch.refused.len() + batch.unreadable.len();
        assert!(told > 0, "{source}");
    }
    let right = [
        "networks: {a: , b: {cidrs: 10.0.0.0/16}, c: {cidrs: {cidr: 10.0.0.0/16}}}",
        "account: 12345678901",
        "virtual_gateways: {v: {asn: '65001', network: [a, {network: b}]}, w: {asn: 65000.10}}",
        "networks:",
        "plan: [{advance: 2h1m}, {settle: true, expect: {stable: true}}]",
        "shared_risks: {a: [b], c: d, e: {members: [f]}}",
    ];
    for source in right {
        assert_eq!(errors(&validator, source), [] as [&str; 0], "{source}");
        let batch = read(source);
        assert_eq!(
            (
                batch.notices.len(),
                batch.refused.len(),
                batch.unreadable.len()
            ),
            (0, 0, 0),
            "{source}"
        );
    }
}
