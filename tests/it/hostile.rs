//! Input that was made to break the program, or was broken on its way: a message with file and place, status 2 or a finding,
//! bounded time and memory, and never a panic.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The longest that anything here may take, on a slow machine and without optimization.
const LONGEST: Duration = Duration::from_secs(120);
/// The address space that a run may use, in KiB.
const MEMORY: u32 = 6 << 20;

pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A directory of this test alone, empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// Runs the program in `dir` with bounded memory and time.
pub(crate) fn run(dir: &Path, args: &[&str]) -> Run {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_netvet")]);
        shell
    } else {
        Command::new(env!("CARGO_BIN_EXE_netvet"))
    };
    let files = |name: &str| fs::File::create(dir.with_extension(name)).unwrap();
    let (out, err) = (files("out"), files("err"));
    let mut child = command
        .args(args)
        .args([
            "--no-settings",
            "--threads",
            "2",
            "--as-of",
            "2026-06-01T00:00:00Z",
        ])
        .current_dir(dir)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .unwrap();
    let begin = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begin.elapsed() > LONGEST {
            child.kill().unwrap();
            panic!("{args:?} in {} takes too long", dir.display());
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let text = |name: &str| {
        String::from_utf8_lossy(&fs::read(dir.with_extension(name)).unwrap()).into_owned()
    };
    let run = Run {
        status: status.code().unwrap_or(-1),
        stdout: text("out"),
        stderr: text("err"),
    };
    assert!(
        (0..=2).contains(&run.status) && !run.stderr.contains("panicked"),
        "{args:?} in {}: {}\n{}",
        dir.display(),
        run.status,
        run.stderr
    );
    run
}

/// Checks one file of this content: the status, the report and what else was said.
pub(crate) fn check(name: &str, file: &str, content: impl AsRef<[u8]>) -> (i32, Value, String) {
    let dir = scratch(name);
    fs::write(dir.join(file), content).unwrap();
    let run = run(&dir, &["check", file, "--format", "json"]);
    let report = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{name}: {error}: {}\n{}", run.stdout, run.stderr));
    (run.status, report, run.stderr)
}

/// Refused: status 2, with these words, at this place.
fn refused(name: &str, file: &str, content: impl AsRef<[u8]>, words: &str, place: &str) {
    let (status, report, stderr) = check(name, file, content);
    assert_eq!(status, 2, "{name}: {report}\n{stderr}");
    assert!(stderr.contains(words), "{name}: {stderr}");
    assert!(
        stderr.contains(&format!("{file}{place}")),
        "{name}: {stderr}"
    );
    assert!(!report["problems"].as_array().unwrap().is_empty(), "{name}");
}

/// The names of the rules that spoke.
pub(crate) fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

pub(crate) const VPC: &str = r#"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "State": "available", "CidrBlock": "10.0.0.0/16"}]}"#;

#[test]
fn texts_that_are_none() {
    refused(
        "not-utf8",
        "a.json",
        b"{\"Vpcs\": [\"\xff\xfe\xfd\"]}",
        "not UTF-8",
        ":1:12",
    );
    refused("nul", "a.json", b"{\"Vpcs\":\n [\0]}", "zero byte", ":2:3");
    refused("nul-yaml", "a.yaml", b"netvet: 1\n\0", "zero byte", ":2:1");
    refused(
        "utf16-without-mark",
        "a.json",
        b"{\0\"\0V\0",
        "UTF-16 without a byte order mark",
        ":1",
    );
    refused(
        "utf16-half",
        "a.json",
        b"\xff\xfe{\0\"\0\x00\xd8",
        "not UTF-16",
        ":1:3",
    );
    refused("empty", "a.json", b"", "", "");
    refused("blank", "a.yaml", b"\n\n   \n", "", "");
}

#[test]
fn wide_characters_with_a_mark_are_read() {
    for (name, little) in [("utf16le", true), ("utf16be", false)] {
        let bytes: Vec<u8> = format!("\u{feff}{VPC}")
            .encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect();
        let (status, report, stderr) = check(name, "a.json", bytes);
        assert_eq!(status, 0, "{stderr}");
        assert_eq!(report["elements"]["network"], 1);
    }
}

#[test]
fn lone_surrogates_cost_their_element() {
    let text = VPC.replace("vpc-1", "\\ud800");
    let both = VPC.replace(
        "[{",
        &format!(
            "[{}, {{",
            &text[text.find("[{").unwrap() + 1..text.len() - 2]
        ),
    );
    let (status, report, stderr) = check("surrogate", "a.json", both);
    assert_eq!(status, 1, "{stderr}");
    assert_eq!(rules(&report), ["input-element-refused"]);
    assert_eq!(report["elements"]["network"], 1);
}

#[test]
fn keys_that_stand_twice_are_reported() {
    for (file, text) in [
        ("a.json", VPC.replace("\"CidrBlock\"", "\"CidrBlock\": \"10.9.0.0/16\", \"CidrBlock\"")),
        (
            "a.yaml",
            "Vpcs:\n- VpcId: vpc-1\n  OwnerId: \"111111111111\"\n  CidrBlock: 10.9.0.0/16\n  CidrBlock: 10.0.0.0/16\n".to_owned(),
        ),
    ] {
        let (status, report, stderr) = check("twice", file, text);
        assert_eq!(status, 0, "{stderr}");
        assert_eq!(rules(&report), ["input-duplicate-key"], "{file}");
    }
    let design = "netvet: 1\nnetworks:\n  a: {cidrs: [10.0.0.0/16]}\n  a: {cidrs: [10.1.0.0/16]}\n";
    let (_, report, stderr) = check("twice-design", "a.yaml", design);
    assert!(
        rules(&report).contains(&"input-duplicate-key") || stderr.contains("twice"),
        "{report} {stderr}"
    );
}

#[test]
fn numbers_of_any_size() {
    let digits = "9".repeat(10_000);
    for number in [
        &digits,
        "1e999999",
        "-1e-999999",
        "18446744073709551616",
        "-0",
        "1.5",
    ] {
        let text = format!(
            r#"{{"virtualInterfaces": [{{"virtualInterfaceId": "dxvif-1", "virtualInterfaceType": "private", "vlan": {number}, "asn": {number}, "mtu": {number}}}]}}"#
        );
        let (status, report, stderr) = check("numbers", "a.json", text);
        assert!(status <= 1, "{number}: {stderr}");
        assert_ne!(report["findings"].as_array().unwrap().len(), 0, "{number}");
    }
}

#[test]
fn nesting() {
    let deep = 200_000;
    let lists = |open: &str, close: &str| open.repeat(deep) + &close.repeat(deep);
    refused("deep-json", "a.json", lists("[", "]"), "", "");
    refused("deep-objects", "a.json", lists("{\"a\":", "}"), "", ":1:");
    refused("deep-open", "a.json", "[".repeat(deep), "", ":1:");
    refused("deep-yaml", "a.yaml", lists("[", "]"), "", "");
    refused(
        "deep-yaml-maps",
        "a.yaml",
        lists("{a: ", "}"),
        "deep",
        ":1:",
    );
    refused("deep-yaml-open", "a.yaml", "[".repeat(deep), "", ":1:");
    refused(
        "deep-yaml-dashes",
        "a.yaml",
        "- ".repeat(deep),
        "deep",
        ":1:",
    );
    let steps: String = (0..2_000)
        .map(|n| format!("{}a:\n", " ".repeat(n)))
        .collect();
    refused("deep-yaml-block", "a.yaml", steps, "deep", ":");
    // In a list that is known it costs the element.
    let item = format!("{{\"Vpcs\": [{{\"VpcId\": {}}}]}}", lists("[", "]"));
    let (status, ..) = check("deep-item", "a.json", item);
    assert!(status == 1 || status == 2);
}

#[test]
fn aliases_that_multiply() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let list = vec![format!("*a{}", n - 1); 10].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{list}]\n"));
    }
    refused("bomb", "a.yaml", format!("netvet: 1\n{text}"), "alias", ":");
    refused(
        "bomb-itself",
        "a.yaml",
        "netvet: 1\nnetworks: &a {x: *a}\n",
        "",
        ":2",
    );
    let mut merges = "m0: &m0 {a: 1, b: 2}\n".to_owned();
    for n in 1..24 {
        merges.push_str(&format!("m{n}: &m{n} {{<<: *m{0}, c{n}: *m{0}}}\n", n - 1));
    }
    refused(
        "bomb-merge",
        "a.yaml",
        format!("netvet: 1\n{merges}"),
        "",
        ":",
    );
}

#[test]
fn archives() {
    let zeros = vec![b' '; 96 << 20];
    refused("gz-bomb", "a.json.gz", gzip(&zeros), "times its size", "");
    refused("zst-bomb", "a.json.zst", zstd(&zeros), "times its size", "");
    drop(zeros);
    for (name, whole) in [
        ("a.json.gz", gzip(VPC.as_bytes())),
        ("a.json.zst", zstd(VPC.as_bytes())),
    ] {
        let (status, report, stderr) = check("archive-whole", name, &whole);
        assert_eq!(
            (status, &report["elements"]["network"]),
            (0, &Value::from(1)),
            "{stderr}"
        );
        refused(
            "archive-cut",
            name,
            &whole[..whole.len() / 2],
            "cut off",
            "",
        );
        refused("archive-head", name, &whole[..5], "cut off", "");
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().skip(10).step_by(3) {
            *byte ^= 0x5a;
        }
        refused("archive-damaged", name, damaged, "", "");
    }
    refused("gz-empty", "a.json.gz", b"", "", "");
    refused("gz-of-nothing", "a.json.gz", gzip(b""), "", "");
    refused("zst-of-nothing", "a.json.zst", zstd(b""), "", "");
    refused("gz-of-noise", "a.json.gz", gzip(b"\x00\x01\xff"), "", "");
}

#[test]
fn one_huge_line() {
    let vpc = &VPC[10..VPC.len() - 2];
    let many: Vec<String> = (0..30_000)
        .map(|n| vpc.replace("vpc-1", &format!("vpc-{n}")))
        .collect();
    let text = format!("{{\"Vpcs\": [{}]}}", many.join(", "));
    let dir = scratch("line");
    fs::write(dir.join("a.json"), text).unwrap();
    let run = run(&dir, &["check", "a.json", "--format", "full"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.len() < 5 << 20, "{}", run.stdout.len());
    // A key and a value of 8 MiB.
    let long = "x".repeat(8 << 20);
    let (status, report, _) = check("long-value", "a.json", VPC.replace("available", &long));
    assert_eq!(status, 0);
    assert_eq!(report["elements"]["network"], 1);
    // Nobody looks that far to find out what a file is.
    let text = VPC.replace("\"Vpcs\"", &format!("\"{long}\": 1, \"Vpcs\""));
    refused("long-key", "a.json", text, "neither a design nor", "");
}

#[test]
fn a_hundred_thousand_mistakes() {
    let count = 100_000;
    let mut design = "netvet: 1\nprovider: aws\nnetworks:\n".to_owned();
    for n in 0..count {
        design.push_str(&format!("  n{n}: {{cidrs: [10.0.0.0/99], wrong: 1}}\n"));
    }
    let dir = scratch("mistakes");
    fs::write(dir.join("a.yaml"), &design).unwrap();
    let found = run(&dir, &["check", "a.yaml"]);
    assert!((1..=2).contains(&found.status), "{}", found.stderr);
    assert!(found.stderr.len() + found.stdout.len() > 1000);
    let count = 20_000;
    let networks: String = (0..count)
        .map(|n| format!("  n{n}: {{cidrs: [10.0.0.0/8]}}\n"))
        .collect();
    let (status, report, _) = check(
        "errors",
        "a.yaml",
        format!(
            "netvet: 1\nprovider: aws\naccount: \"111111111111\"\nregion: eu-west-1\nnetworks:\n{networks}"
        ),
    );
    assert_eq!(status, 1);
    assert_eq!(report["summary"]["error"], count);
    let listed = rules(&report)
        .iter()
        .filter(|rule| **rule == "cidr-vpc-size")
        .count();
    assert_eq!(listed, count, "errors are all listed");
}

#[test]
fn texts_that_break_off() {
    refused("json-quote", "a.json", "{\"Vpcs\": [\"abc", "", ":1:");
    refused(
        "json-brace",
        "a.json",
        "{\"Vpcs\": [{\"VpcId\": \"vpc-1\"",
        "",
        ":1:",
    );
    refused(
        "yaml-quote",
        "a.yaml",
        "netvet: 1\nnetworks: {a: {cidrs: [\"10.0.0.0/16]}}\n",
        "",
        ":2",
    );
    refused(
        "yaml-flow",
        "a.yaml",
        "netvet: 1\nnetworks: {a: {cidrs: [\n",
        "",
        ":",
    );
    refused(
        "yaml-tab",
        "a.yaml",
        "netvet: 1\nnetworks:\n\ta: {}\n",
        "",
        ":3",
    );
}

#[test]
fn a_file_above_the_chosen_size_is_refused() {
    let dir = scratch("size");
    fs::write(dir.join("a.json"), VPC).unwrap();
    fs::write(
        dir.join("b.json.gz"),
        gzip(VPC.replace("vpc-1", "vpc-2").as_bytes()),
    )
    .unwrap();
    for (size, status) in [("64", 2), ("1K", 0), ("1g", 0)] {
        for file in ["a.json", "b.json.gz"] {
            let run = run(&dir, &["check", file, "--max-file-size", size]);
            assert_eq!(run.status, status, "{size}: {}", run.stderr);
            assert_eq!(
                run.stderr.contains("larger than 64 bytes"),
                status == 2,
                "{}",
                run.stderr
            );
            assert_eq!(
                run.stderr.contains("--max-file-size"),
                status == 2,
                "{}",
                run.stderr
            );
        }
    }
    for wrong in [
        "0",
        "x",
        "-1",
        "1T",
        "",
        "99999999999999999999",
        "18014398509481984K",
    ] {
        assert_eq!(
            run(&dir, &["check", "a.json", "--max-file-size", wrong]).status,
            2,
            "{wrong}"
        );
    }
}
