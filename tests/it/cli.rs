//! Command lines from `tests/cli`, and how results reach files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, FromArgMatches};
use netvet::cli::args::Colour;
use netvet::cli::check::{CheckArgs, finish};
use netvet::cli::choose::FailOn;
use netvet::cli::exit::Status;
use netvet::cli::output::write_file;
use netvet::cli::terminal::Terminal;
use serde::Deserialize;

use crate::fixed_report;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// One command line. Expected texts may hold `[..]` for anything in a line and `...` for lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    args: Vec<String>,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    env: std::collections::BTreeMap<String, String>,
    status: i32,
    stdout: Option<String>,
    stderr: Option<String>,
}

#[test]
fn command_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("tests/cli"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in file.case {
            eprintln!("{}: {}", path.display(), case.name);
            let mut command = snapbox::cmd::Command::new(snapbox::cmd::cargo_bin!("netvet"))
                .args(&case.args)
                .stdin(case.stdin)
                .current_dir(root);
            for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
                command = command.env_remove(name);
            }
            let mut result = command.envs(case.env).assert().code(case.status);
            if let Some(stdout) = case.stdout {
                result = result.stdout_eq(stdout);
            }
            if let Some(stderr) = case.stderr {
                result.stderr_eq(stderr);
            }
        }
    }
}

/// A directory of this test alone, empty.
fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_as_a_whole_or_not_at_all() {
    let dir = scratch("whole");
    let path = dir.join("report.txt");
    fs::write(&path, "old").unwrap();
    let broken = write_file(&path, |out| {
        out.write_all(&vec![b'x'; 100_000])?;
        Err(std::io::Error::other("no more"))
    });
    assert!(broken.is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(&dir), ["report.txt"]);
    write_file(&path, |out| out.write_all(b"new")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(names(&dir), ["report.txt"]);
    assert!(write_file(&dir, |out| out.write_all(b"new")).is_err());
    assert!(write_file(&dir.join("no/such"), |out| out.write_all(b"new")).is_err());
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are() {
    let dir = scratch("links");
    fs::write(dir.join("real"), "old").unwrap();
    std::os::unix::fs::symlink("real", dir.join("link")).unwrap();
    write_file(&dir.join("link"), |out| out.write_all(b"new")).unwrap();
    assert_eq!(fs::read_to_string(dir.join("real")).unwrap(), "new");
    assert!(fs::symlink_metadata(dir.join("link")).unwrap().is_symlink());
    write_file(Path::new("/dev/null"), |out| out.write_all(b"new")).unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

fn finished(dir: &Path, line: &[&str]) -> Status {
    let line = line
        .iter()
        .map(|word| word.replace("DIR", &dir.display().to_string()));
    let command = CheckArgs::augment_args(clap::Command::new("check"));
    let matches = command
        .try_get_matches_from(std::iter::once("check".to_owned()).chain(line))
        .unwrap();
    let args = CheckArgs::from_arg_matches(&matches).unwrap();
    let mut report = fixed_report::report();
    report.problems.clear();
    report.fail_on = args.rules.fail_on.unwrap_or(FailOn::Error).severity();
    report.show_ignored = args.show_ignored;
    finish(&args, &report, &Terminal::new(Colour::Auto)).unwrap_or(Status::Usage)
}

#[test]
fn several_reports_come_from_one_run() {
    let dir = scratch("several");
    let status = finished(
        &dir,
        &[
            "--format",
            "concise",
            "--output",
            "DIR/a",
            "--write",
            "json=DIR/b.json",
            "--write",
            "jsonl=DIR/c",
        ],
    );
    assert_eq!(status, Status::Findings);
    assert_eq!(names(&dir), ["a", "b.json", "c"]);
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    assert_eq!(read("a").lines().count(), 7);
    assert_eq!(read("c").lines().count(), 6);
    let json: serde_json::Value = serde_json::from_str(&read("b.json")).unwrap();
    assert_eq!(json["summary"]["error"], 1);
}

#[test]
fn two_reports_never_share_a_file() {
    let dir = scratch("shared");
    let status = finished(&dir, &["--output", "DIR/a", "--write", "json=DIR/a"]);
    assert_eq!(status, Status::Usage);
    assert!(names(&dir).is_empty());
}

#[test]
fn the_status_follows_the_fail_level_and_not_the_format() {
    let dir = scratch("status");
    for format in netvet::report::FORMATS {
        let run = |more: &[&str]| {
            let mut line = vec!["--format", format.name, "--output", "DIR/out"];
            line.extend(more);
            finished(&dir, &line)
        };
        assert_eq!(run(&[]), Status::Findings);
        assert_eq!(run(&["--fail-on", "never"]), Status::Clean);
        assert_eq!(run(&["--fail-on", "info"]), Status::Findings);
    }
}

#[test]
fn quiet_and_statistics_change_only_what_people_read() {
    let dir = scratch("quiet");
    let read = || fs::read_to_string(dir.join("out")).unwrap();
    finished(
        &dir,
        &["--format", "concise", "--output", "DIR/out", "--quiet"],
    );
    assert_eq!(read().lines().count(), 6);
    finished(&dir, &["--statistics", "--output", "DIR/out"]);
    assert_eq!(
        read(),
        "count  severity  code     rule                  what\n    \
             2  info      TAG001   tag-odd               a name holds odd characters\n    \
             1  info      CIDR001  cidr-host-bits        a range has host bits set\n    \
             1  warning   CIDR001  cidr-host-bits        a range has host bits set\n    \
             1  error     PEER001  peering-cidr-overlap  two peered networks use the same addresses\n    \
             1  warning   IN001    input-truncated       an answer says that there is more\n\
         6 findings (1 error, 2 warnings, 3 infos) in 804 elements of 4 files; 1 ignored; 1 in the baseline\n"
    );
    finished(
        &dir,
        &["--statistics", "--format", "jsonl", "--output", "DIR/out"],
    );
    assert_eq!(read().lines().count(), 6);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
