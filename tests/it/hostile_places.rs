//! Hostile places: links in circles, pipes, what may not be read, what vanishes.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use serde_json::Value;

use crate::hostile::{VPC, run, scratch};

#[test]
fn links_in_circles() {
    let dir = scratch("links");
    fs::create_dir_all(dir.join("a/b")).unwrap();
    symlink("..", dir.join("a/b/up")).unwrap();
    symlink("loop.json", dir.join("a/loop.json")).unwrap();
    symlink("nowhere.json", dir.join("a/lost.json")).unwrap();
    fs::write(dir.join("a/b/v.json"), VPC).unwrap();
    let run = run(&dir, &["check", "a", "--format", "json"]);
    assert_eq!(run.status, 2);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["elements"]["network"], 1);
    for name in ["a/loop.json", "a/lost.json"] {
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
}

#[test]
fn a_pipe_in_a_directory_is_not_waited_for_and_one_that_is_named_is_read() {
    let dir = scratch("pipes");
    let pipe = dir.join("p.json");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    fs::write(dir.join("v.json"), VPC).unwrap();
    let found = run(&dir, &["check", "."]);
    assert_eq!(found.status, 2);
    assert!(found.stderr.contains("p.json") && found.stderr.contains("not a regular file"));
    let writer = std::thread::spawn(move || fs::write(pipe, VPC).unwrap());
    assert_eq!(run(&dir, &["check", "p.json"]).status, 0);
    writer.join().unwrap();
}

#[test]
fn what_may_not_be_read() {
    let dir = scratch("locked");
    fs::write(dir.join("v.json"), VPC).unwrap();
    fs::write(dir.join("locked.json"), VPC).unwrap();
    let mode = |mode| {
        fs::set_permissions(dir.join("locked.json"), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0);
    if fs::read(dir.join("locked.json")).is_ok() {
        eprintln!("skipped: this user may read everything");
    } else {
        let run = run(&dir, &["check", ".", "--format", "json"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("locked.json") && run.stderr.contains("permission"));
        assert!(run.stdout.contains("\"network\": 1"));
    }
    mode(0o644);
}

#[test]
fn files_that_vanish_and_come_back() {
    let dir = scratch("vanish");
    fs::write(dir.join("v.json"), VPC).unwrap();
    let (stop, watched) = std::sync::mpsc::channel::<()>();
    let own = dir.clone();
    let restless = std::thread::spawn(move || {
        for n in 0_u32.. {
            let file = own.join(format!("x{}.json", n % 50));
            fs::write(&file, VPC.replace("vpc-1", "vpc-2")).unwrap();
            let _ = fs::remove_file(own.join(format!("x{}.json", (n + 25) % 50)));
            if watched.try_recv() != Err(std::sync::mpsc::TryRecvError::Empty) {
                break;
            }
        }
    });
    for _ in 0..5 {
        let run = run(&dir, &["check", "."]);
        // A file that is caught between creation and writing is broken, one that is gone is named.
        assert!(run.status == 0 || run.status == 2, "{}", run.stderr);
    }
    drop(stop);
    restless.join().unwrap();
    let gone = run(&dir, &["check", "v.json", "gone.json"]);
    assert_eq!(gone.status, 2);
    assert!(gone.stderr.contains("gone.json"), "{}", gone.stderr);
}
