//! Where results go: never over an input, and with a clear end where nothing can be written. Nothing goes over a network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use netvet::report::FORMATS;

const VPC: &str = r#"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "State": "available", "CidrBlock": "10.0.0.0/8"}]}"#;

fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("outputs")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn netvet(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netvet"));
    command.args(args).current_dir(dir);
    command
}

fn run(dir: &Path, args: &[&str]) -> (i32, String) {
    let output = netvet(dir, args).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn an_input_is_never_written_over() {
    let dir = scratch("over");
    fs::write(dir.join("a.json"), VPC).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.json", dir.join("link")).unwrap();
    let mut lines: Vec<Vec<&str>> = vec![
        vec!["check", "a.json", "-o", "a.json"],
        vec!["check", ".", "-o", "./a.json"],
        vec!["check", "a.json", "--write", "json=a.json"],
        vec!["check", "a.json", "--write-baseline", "a.json"],
        vec!["inventory", "a.json", "-o", "a.json"],
        vec!["diagram", "a.json", "-o", "a.json"],
    ];
    lines.extend([
        vec!["reach", "a.json", "--matrix", "-o", "a.json"],
        vec![
            "reach",
            "a.json",
            "--from=vpc-1",
            "--to=internet",
            "-o",
            "a.json",
        ],
        vec!["failures", "a.json", "-o", "a.json"],
        vec!["convert", "a.json", "-o", "a.json"],
        vec!["diff", "a.json", "b.json", "-o", "a.json"],
        vec!["diff", "b.json", "a.json", "-o", "a.json"],
        vec!["diff", "b.json", ".", "-o", "a.json"],
        // What is read besides the design.
        vec!["reach", "b.json", "--queries", "q.csv", "-o", "q.csv"],
        vec!["check", "b.json", "--settings", "s.toml", "-o", "s.toml"],
        vec![
            "check",
            "b.json",
            "--baseline",
            "base.json",
            "-o",
            "base.json",
        ],
        vec!["simulate", "s.yaml", "-o", "s.yaml"],
        vec!["simulate", "s.yaml", "-o", "d.yaml"],
        // A file that cannot be read is not lost either.
        vec!["check", "broken.json", "-o", "broken.json"],
        vec!["inventory", "broken.json", "-o", "broken.json"],
    ]);
    if cfg!(unix) {
        lines.push(vec!["check", "a.json", "-o", "link"]);
        lines.push(vec!["simulate", "s.yaml", "--diagram-each", "pictures"]);
        fs::create_dir(dir.join("pictures")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../d.yaml", dir.join("pictures/000-start.svg")).unwrap();
    }
    let design = "netvet: 1\nprovider: aws\nnetworks: {prod: {id: vpc-1, cidrs: [10.0.0.0/16]}}\n";
    let files = [
        ("a.json", VPC),
        ("b.json", VPC),
        ("q.csv", "from,to\nvpc-1,internet\n"),
        ("s.toml", "fail-on = \"never\"\n"),
        ("d.yaml", design),
        (
            "s.yaml",
            "scenario: one\nclock: 2026-01-01T00:00:00Z\ndesign: d.yaml\nsteps:\n  - {advance: 1d}\n",
        ),
        ("broken.json", "{\"Vpcs\": [{\"VpcId\": "),
    ];
    for (name, text) in &files[1..] {
        fs::write(dir.join(name), text).unwrap();
    }
    let (_, said) = run(
        &dir,
        &[
            "check",
            "b.json",
            "--write-baseline",
            "base.json",
            "--quiet",
        ],
    );
    let baseline = fs::read_to_string(dir.join("base.json"));
    let baseline = baseline.unwrap_or_else(|error| panic!("{error}: {said}"));
    for line in lines {
        let (status, said) = run(&dir, &line);
        assert_eq!(status, 2, "{line:?}: {said}");
        assert!(
            said.contains("is an input and is not written over"),
            "{line:?}: {said}"
        );
        for (name, text) in files.iter().chain([&("base.json", baseline.as_str())]) {
            let now = fs::read_to_string(dir.join(name)).unwrap();
            assert_eq!(now, *text, "{name} after {line:?}");
        }
    }
    // The accepted findings may be written anew.
    let again = [
        "check",
        "b.json",
        "--baseline",
        "base.json",
        "--write-baseline",
        "base.json",
    ];
    assert_eq!(run(&dir, &again).0, 0);
    for name in ["broken.json", "d.yaml", "s.yaml", "b.json"] {
        fs::remove_file(dir.join(name)).unwrap();
    }
    // A report among the input is none, and may be written anew.
    for _ in 0..2 {
        let (status, said) = run(
            &dir,
            &[
                "check",
                ".",
                "--format",
                "json",
                "-o",
                "report.json",
                "--quiet",
            ],
        );
        assert_eq!(status, 1, "{said}");
    }
    let names = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    assert!(
        names
            .into_iter()
            .all(|name| !name.to_string_lossy().contains("tmp"))
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_whatever_the_format() {
    let dir = scratch("full");
    fs::write(dir.join("a.json"), VPC).unwrap();
    for format in FORMATS {
        let (status, said) = run(
            &dir,
            &[
                "check",
                "a.json",
                "--format",
                format.name,
                "-o",
                "/dev/full",
            ],
        );
        assert_eq!(status, 2, "{}: {said}", format.name);
        assert!(
            said.contains("cannot write /dev/full"),
            "{}: {said}",
            format.name
        );
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = netvet(&dir, &["check", "a.json", "--format", format.name])
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", format.name);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("cannot write to standard output"),
            "{}: {said}",
            format.name
        );
    }
    for line in [
        ["inventory", "a.json"],
        ["diagram", "a.json"],
        ["rules", "--format=json"],
        ["schema", "report"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = netvet(&dir, &line).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{line:?}");
        assert!(!output.stderr.is_empty(), "{line:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly_with_the_status_of_the_findings() {
    let dir = scratch("pipe");
    fs::write(dir.join("a.json"), VPC).unwrap();
    for format in FORMATS {
        let mut child = netvet(&dir, &["check", "a.json", "--format", format.name])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", format.name);
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "",
            "{}",
            format.name
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_socket_is_opened() {
    let dir = scratch("offline");
    fs::write(dir.join("a.json"), VPC).unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let works = Command::new("strace")
        .args(["-f", "-e", "trace=network", "true"])
        .output();
    if !works.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: strace is not there or may not trace");
        return;
    }
    let log = dir.join("trace");
    for line in [
        &["check", "examples/exports", "--format", "html"][..],
        &["inventory", "examples/exports"],
        &["diagram", "examples/exports", "--format", "svg"],
        &["explain", "peering-cidr-overlap"],
    ] {
        let traced = Command::new("strace")
            .args(["-f", "-e", "trace=network", "-o", log.to_str().unwrap()])
            .arg(env!("CARGO_BIN_EXE_netvet"))
            .args(line)
            .current_dir(root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(traced.code().is_some_and(|code| code < 2), "{line:?}");
        let calls = fs::read_to_string(&log).unwrap();
        for call in ["socket(", "connect(", "sendto(", "bind("] {
            assert!(!calls.contains(call), "{line:?}: {calls}");
        }
    }
}

#[test]
fn nothing_that_is_built_in_speaks_to_a_network() {
    const CLIENTS: [&str; 24] = [
        "async-std",
        "attohttpc",
        "aws-config",
        "curl",
        "curl-sys",
        "h2",
        "hickory-resolver",
        "hyper",
        "isahc",
        "minreq",
        "mio",
        "native-tls",
        "openssl",
        "openssl-sys",
        "quinn",
        "reqwest",
        "rustls",
        "smol",
        "socket2",
        "ssh2",
        "tokio",
        "tungstenite",
        "ureq",
        "git2",
    ];
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--all-features",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).unwrap();
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(crates.contains(&"netvet") && crates.len() > 50);
    for client in CLIENTS {
        assert!(!crates.contains(&client), "{client} is built in");
    }
}

const PEERED: &str = "netvet: 1
provider: aws
networks: {one: {cidrs: [10.0.0.0/16]}, other: {cidrs: [10.1.0.0/16]}}
peerings: {between: {requester: one, accepter: other}}
";

#[test]
fn graphviz_draws_where_it_is_asked_to() {
    let dir = scratch("graphviz");
    fs::write(dir.join("a.yaml"), PEERED).unwrap();
    // Without the program there is no picture and a clear word; a program in the current directory is not taken.
    fs::write(dir.join("dot"), "#!/bin/sh\necho taken\n").unwrap();
    let lacking = netvet(
        &dir,
        &["diagram", "a.yaml", "--format", "svg", "--engine", "dot"],
    )
    .env("PATH", ".")
    .output()
    .unwrap();
    let said = String::from_utf8_lossy(&lacking.stderr);
    assert_eq!(lacking.status.code(), Some(2), "{said}");
    assert!(lacking.stdout.is_empty());
    assert!(
        said.contains("`dot` of Graphviz is not on the path"),
        "{said}"
    );
    assert!(
        said.contains("install Graphviz, or leave out `--engine dot`"),
        "{said}"
    );
    let (status, said) = run(
        &dir,
        &["diagram", "a.yaml", "--format", "html", "--engine", "dot"],
    );
    assert_eq!(status, 2);
    assert!(
        said.contains("`--engine dot` draws svg and png, not html"),
        "{said}"
    );
    let built_in = netvet(
        &dir,
        &[
            "diagram", "a.yaml", "--format", "svg", "--engine", "builtin",
        ],
    )
    .env("PATH", "")
    .output()
    .unwrap();
    assert_eq!(built_in.status.code(), Some(0));
    if Command::new("dot").arg("-V").output().is_err() {
        eprintln!("skipped: Graphviz is not installed");
        return;
    }
    let drawn = |args: &[&str]| {
        let all = [&["diagram"], args, &["--engine", "dot"]].concat();
        let output = netvet(&dir, &all).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
        output.stdout
    };
    let svg = String::from_utf8(drawn(&["a.yaml", "--format", "svg"])).unwrap();
    assert!(
        svg.contains("Generated by graphviz") && svg.contains("between"),
        "{svg}"
    );
    assert!(!String::from_utf8_lossy(&built_in.stdout).contains("graphviz"));
    let states = drawn(&["--states", "peering", "--format", "svg"]);
    let states = String::from_utf8(states).unwrap();
    assert!(states.contains("provisioning"), "{states}");
    if netvet::diagram::format("png").is_some() {
        assert!(drawn(&["a.yaml", "--format", "png"]).starts_with(b"\x89PNG\r\n"));
    }
}
