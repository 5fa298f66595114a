//! The same input gives the same bytes, with any number of threads and in any order of paths.

use std::path::{Path, PathBuf};
use std::process::Command;

use netvet::diagram;
use netvet::report::FORMATS;

fn run(threads: &str, paths: &[PathBuf], rest: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_netvet"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(rest)
        .args([
            "--threads",
            threads,
            "--as-of",
            "2026-06-01T00:00:00Z",
            "--no-settings",
        ])
        .args(paths)
        .output()
        .unwrap();
    assert!(
        !output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn files() -> Vec<PathBuf> {
    let directory = "examples/exports/aws/111122223333/eu-west-1";
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut files: Vec<PathBuf> = std::fs::read_dir(full)
        .unwrap()
        .map(|entry| Path::new(directory).join(entry.unwrap().file_name()))
        .collect();
    files.sort();
    files
}

#[test]
fn threads_and_order_change_nothing() {
    let sorted = files();
    assert!(sorted.len() > 5);
    let mut turned = sorted.clone();
    turned.reverse();
    turned.rotate_left(3);
    let reports = FORMATS
        .iter()
        .map(|format| ["check", "--format", format.name]);
    let pictures = diagram::FORMATS
        .iter()
        .map(|format| ["diagram", "--format", format.name]);
    let lists = ["text", "json", "markdown"].map(|name| ["inventory", "--format", name]);
    for command in reports.chain(pictures).chain(lists) {
        let one = run("1", &sorted, &command);
        assert!(
            one == run("2", &sorted, &command),
            "{command:?}: two threads"
        );
        assert!(
            one == run("8", &sorted, &command),
            "{command:?}: eight threads"
        );
        assert!(one == run("8", &turned, &command), "{command:?}: order");
    }
}
