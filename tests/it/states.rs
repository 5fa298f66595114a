//! State machines on the command line.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(arguments)
        .output()
        .unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn machines(provider: &str) -> Vec<serde_json::Value> {
    let text = printed(&[
        "rules",
        "--states",
        "--format",
        "json",
        "--provider",
        provider,
    ]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["format"], 1);
    json["machines"].as_array().unwrap().clone()
}

#[test]
fn the_peering_of_each_provider_has_its_documented_words() {
    for (provider, words) in [
        (
            "aws",
            "active deleted deleting expired failed initiating-request pending-acceptance provisioning rejected",
        ),
        (
            "outscale",
            "active deleted expired failed pending-acceptance rejected",
        ),
        (
            "huawei",
            "ACTIVE DELETED EXPIRED PENDING_ACCEPTANCE REJECTED",
        ),
        ("otc", "ACTIVE DELETED EXPIRED PENDING_ACCEPTANCE REJECTED"),
    ] {
        let all = machines(provider);
        let peering = all.iter().find(|m| m["kind"] == "peering").unwrap();
        assert_eq!(peering["provider"], provider);
        let states = peering["states"].as_array().unwrap();
        let mut found: Vec<&str> = states.iter().map(|s| s["word"].as_str().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), words, "{provider}");
    }
}

#[test]
fn tables_name_states_moves_and_sources() {
    let text = printed(&["rules", "--states", "--provider", "aws"]);
    assert!(text.contains("AWS, VPC peering connection (peering): states"));
    assert!(text.contains("AWS, VPC peering connection (peering): moves"));
    assert!(text.contains("7 days"));
    assert!(!text.contains("Huawei"));
    let all = printed(&["rules", "--states"]);
    assert!(
        all.contains("Huawei Cloud, ") && all.contains("OUTSCALE, "),
        "{all}"
    );
    let markdown = printed(&["rules", "--states", "--format", "markdown"]);
    assert!(markdown.contains("| State | Meaning |"));
}

#[test]
fn every_machine_of_every_provider_is_drawn() {
    for provider in ["aws", "outscale", "huawei", "otc"] {
        for machine in machines(provider) {
            let kind = machine["kind"].as_str().unwrap();
            let dot = printed(&["diagram", "--states", kind, "--provider", provider]);
            for state in machine["states"].as_array().unwrap() {
                let word = state["word"].as_str().unwrap();
                assert!(dot.contains(word), "{provider} {kind}: {word}");
            }
            let svg = printed(&[
                "diagram",
                "--states",
                kind,
                "--provider",
                provider,
                "--format",
                "svg",
            ]);
            assert!(svg.contains("</svg>"), "{provider} {kind}");
        }
    }
}

#[test]
fn wrong_words_are_named() {
    for (arguments, wanted) in [
        (
            ["diagram", "--states", "peerings"].as_slice(),
            "did you mean `peering`?",
        ),
        (
            &["diagram", "--states", "route", "--provider", "huawei"],
            "no listed states of a route",
        ),
        (
            &["diagram", "--states", "peering", "."],
            "cannot be used with",
        ),
        (&["rules", "--provider", "aws"], "--states"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(wanted), "{errors}");
    }
}
