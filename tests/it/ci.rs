//! The examples for build servers: their syntax, the keys that the servers need, and that netvet takes its options.

use std::path::Path;

use clap::Parser;
use netvet::cli::args::{Cli, Command};
use serde_yaml::Value;

fn file(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The formats that a call writes, its own first.
fn formats(line: &str) -> Vec<(&'static str, String)> {
    let cli =
        Cli::try_parse_from(line.split_whitespace()).unwrap_or_else(|e| panic!("{line}: {e}"));
    let Command::Check(args) = cli.command else {
        panic!("{line} checks nothing");
    };
    let files = args.write.iter();
    let mut all = vec![(args.format.name, String::new())];
    all.extend(files.map(|file| (file.format.name, file.path.display().to_string())));
    all
}

#[test]
fn the_github_workflow_uploads_what_is_written() {
    let workflow = file("examples/ci/github.yml");
    assert!(workflow["on"].get("pull_request").is_some());
    assert_eq!(workflow["permissions"]["security-events"], "write");
    let job = &workflow["jobs"]["check"];
    assert!(job["runs-on"].is_string());
    let steps = job["steps"].as_sequence().unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step["uses"].is_string() != step["run"].is_string())
    );
    let check = steps
        .iter()
        .filter_map(|step| step["run"].as_str())
        .find(|run| run.starts_with("netvet "))
        .unwrap();
    let sarif = |step: &&Value| {
        let uses = step["uses"].as_str();
        uses.is_some_and(|uses| uses.starts_with("github/codeql-action/upload-sarif@"))
    };
    let upload = steps.iter().find(sarif).unwrap();
    let uploaded = upload["with"]["sarif_file"].as_str().unwrap().to_owned();
    // Findings end the step before with 1.
    assert_eq!(upload["if"], "always()");
    let written = formats(check);
    assert_eq!(written[0].0, "github");
    assert!(written.contains(&("sarif", uploaded)));
    let mut summary = steps.iter().filter_map(|step| step["run"].as_str());
    assert!(summary.next_back().unwrap().contains("netvet.md"));
    assert!(written.contains(&("markdown", "netvet.md".to_owned())));
}

#[test]
fn the_gitlab_job_keeps_what_is_written() {
    let pipeline = file("examples/ci/gitlab.yml");
    let job = &pipeline["netvet"];
    assert_eq!(job["artifacts"]["when"], "always");
    let script = job["script"][0].as_str().unwrap();
    let reports = &job["artifacts"]["reports"];
    let report = |key: &str| reports[key].as_str().unwrap().to_owned();
    let written = formats(script);
    assert!(written.contains(&("gitlab", report("codequality"))));
    assert!(written.contains(&("junit", report("junit"))));
    let stages = pipeline["stages"].as_sequence().unwrap();
    assert!(stages.contains(&job["stage"]));
}

#[test]
fn the_hook_is_complete_and_can_be_named() {
    let hooks = file(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    for key in ["id", "name", "entry", "language"] {
        assert!(hook[key].is_string(), "{key}");
    }
    assert_eq!(hook["pass_filenames"], false);
    let args = hook["args"].as_sequence().unwrap();
    let words: Vec<&str> = args.iter().map(|arg| arg.as_str().unwrap()).collect();
    let line = format!("{} {}", hook["entry"].as_str().unwrap(), words.join(" "));
    assert_eq!(formats(&line)[0].0, "concise");
    let config = file("examples/ci/pre-commit-config.yaml");
    let repo = &config["repos"][0];
    assert!(repo["repo"].is_string() && repo["rev"].is_string());
    assert_eq!(repo["hooks"][0]["id"], hook["id"]);
}
