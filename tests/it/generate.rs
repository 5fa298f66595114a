//! Synthetic exports of every provider: the same seed gives the same bytes, every planted fault is found, and nothing else is
//! wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use netvet::app::generate::{Exporter, GenerateOptions, Kind, files};
use serde_json::Value;

const PROVIDERS: [&str; 4] = ["aws", "outscale", "huawei", "otc"];
const SHAPES: [&str; 3] = ["hub", "mesh", "hybrid"];

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("generate")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    dir
}

fn generate(dir: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(["generate", "-o", dir.to_str().unwrap()])
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The report about an export.
fn check(dir: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args([
            "check",
            ".",
            "--format",
            "json",
            "--no-settings",
            "--quiet",
            "--max-findings-per-rule",
            "0",
        ])
        .args(["--as-of", "2026-06-01T00:00:00Z"])
        .current_dir(dir)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        report["problems"],
        Value::Array(Vec::new()),
        "{}",
        dir.display()
    );
    report
}

/// What is worse than an info: rule, elements and message.
fn wrong(report: &Value) -> Vec<(String, Vec<String>, String)> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| {
            let subjects = finding["subjects"].as_array().unwrap();
            let ids = subjects
                .iter()
                .map(|subject| subject["id"].as_str().unwrap().to_owned());
            let word = |key: &str| finding[key].as_str().unwrap().to_owned();
            (word("rule"), ids.collect(), word("message"))
        })
        .collect()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    for provider in PROVIDERS {
        for shape in SHAPES {
            let dir = scratch(&format!("faults-{provider}-{shape}"));
            let size = [
                "--provider",
                provider,
                "--shape",
                shape,
                "--objects",
                "1500",
                "--seed",
                "11",
            ];
            generate(&dir, &[&size[..], &["--faults", "14"]].concat());
            let key: Value =
                serde_json::from_str(&fs::read_to_string(dir.join("answer-key.json")).unwrap())
                    .unwrap();
            let faults = key["faults"].as_array().unwrap();
            assert_eq!(faults.len(), 14, "{provider} {shape}");
            let found = wrong(&check(&dir));
            let mut kinds = BTreeMap::new();
            for fault in faults {
                let rule = fault["rule"].as_str().unwrap();
                let ids: Vec<&str> = fault["ids"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| id.as_str().unwrap())
                    .collect();
                *kinds.entry(rule).or_insert(0) += 1;
                assert!(
                    found.iter().any(|(name, named, _)| name == rule
                        && named.iter().any(|id| ids.contains(&id.as_str()))),
                    "{provider} {shape}: {rule} of {ids:?} is not among {found:#?}"
                );
            }
            assert_eq!(
                kinds.len(),
                if shape == "hybrid" { 7 } else { 4 },
                "{kinds:?}"
            );
            // Whatever else is said must be about the same elements.
            for (rule, named, message) in &found {
                let planted = faults.iter().any(|fault| {
                    let ids = fault["ids"].as_array().unwrap();
                    named
                        .iter()
                        .any(|id| ids.iter().any(|known| known == id.as_str()))
                });
                assert!(planted, "{provider} {shape}: {rule} {named:?}: {message}");
            }
        }
    }
}

#[test]
fn nothing_planted_is_nothing_found() {
    for provider in PROVIDERS {
        for shape in SHAPES {
            let dir = scratch(&format!("clean-{provider}-{shape}"));
            generate(
                &dir,
                &["--provider", provider, "--shape", shape, "--objects", "600"],
            );
            assert!(!dir.join("answer-key.json").exists());
            let report = check(&dir);
            assert_eq!(wrong(&report), [], "{provider} {shape}");
            let elements = report["elements"].as_object().unwrap();
            let count: u64 = elements.values().map(|count| count.as_u64().unwrap()).sum();
            // Routes that stand in no table are no elements.
            assert!(
                (480..=700).contains(&count),
                "{provider} {shape}: {elements:?}"
            );
            let refused = report["inputs"]
                .as_array()
                .unwrap()
                .iter()
                .any(|input| input["refused"] != 0);
            assert!(!refused);
            let of = |kind: &str| elements.get(kind).and_then(Value::as_u64).unwrap_or(0);
            assert!(
                of("network") > 0 && of("subnet") > 0 && of("peering") > 0,
                "{elements:?}"
            );
            assert_eq!(
                of("virtual-interface") > 0,
                shape == "hybrid",
                "{provider} {elements:?}"
            );
            let known = report["inputs"].as_array().unwrap().iter().all(|input| {
                input["kind"]
                    .as_str()
                    .unwrap()
                    .starts_with(&format!("{provider}."))
            });
            assert!(known, "{provider}: {}", report["inputs"]);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let options = |exporter, seed| GenerateOptions {
        exporter,
        kind: Kind::Hybrid,
        objects: 12_000,
        seed,
        faults: 20,
    };
    for exporter in [
        Exporter::Aws,
        Exporter::Outscale,
        Exporter::Huawei,
        Exporter::Otc,
    ] {
        let (one, key) = files(&options(exporter, 5));
        let (two, same) = files(&options(exporter, 5));
        assert!(
            one == two
                && serde_json::to_string(&key).unwrap() == serde_json::to_string(&same).unwrap()
        );
        assert!(one.len() > 14, "several accounts or regions");
        assert!(files(&options(exporter, 6)).0 != one, "{exporter:?}");
        let mut paths: Vec<&str> = one.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), one.len());
    }
}
