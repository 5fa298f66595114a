//! The Graphviz of the system, where the user asks for it: `dot` as a program of its own, fed on standard input.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::exit::Failure;
use crate::report::Problem;

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(120);
/// How often is looked whether it has ended.
const PAUSE: Duration = Duration::from_millis(10);
/// Bytes of its complaints that are kept.
const COMPLAINT: u64 = 4096;

const ADVICE: &str = "leave out `--engine dot`, and the picture is drawn without Graphviz";

/// Has text in the language of Graphviz drawn; `format` is one that Graphviz knows.
///
/// # Errors
/// If there is no `dot` on the path, it fails, or it takes too long.
pub fn render(text: &[u8], format: &str) -> Result<Vec<u8>, Failure> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let Some(program) = find(&paths) else {
        return Err(Problem::new("`dot` of Graphviz is not on the path")
            .help(format!("install Graphviz, or {ADVICE}"))
            .into());
    };
    run(&program, text, format, LIMIT)
}

/// The program in one of the directories of a `PATH`. Relative directories do not count: what lies in the current one is not trusted.
fn find(paths: &OsStr) -> Option<PathBuf> {
    let name = format!("dot{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(paths)
        .filter(|directory| directory.is_absolute())
        .map(|directory| directory.join(&name))
        .find(|file| file.is_file())
}

fn run(program: &Path, text: &[u8], format: &str, limit: Duration) -> Result<Vec<u8>, Failure> {
    let failed = |what: String| -> Failure {
        Problem::new(format!("{} {what}", program.display()))
            .help(ADVICE)
            .into()
    };
    let mut child = Command::new(program)
        .arg(format!("-T{format}"))
        // With this set Graphviz opens no file that a graph names.
        .env("SERVER_NAME", "netvet")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            // If it reads no further, its status or its complaint says why.
            let _ = input.map(|mut input| input.write_all(text));
        });
        let output = scope.spawn(move || read(output, u64::MAX));
        let errors = scope.spawn(move || read(errors, COMPLAINT));
        let status = wait(&mut child, limit).map_err(|error| failed(format!("failed: {error}")))?;
        let picture = output.join().unwrap_or_default();
        let complaint = errors.join().unwrap_or_default();
        let complaint = String::from_utf8_lossy(&complaint);
        let complaint = complaint.lines().next().unwrap_or("no reason given");
        match status {
            None => Err(failed(format!(
                "did not finish within {} seconds and was stopped",
                limit.as_secs()
            ))),
            Some(status) if !status.success() => {
                Err(failed(format!("failed ({status}): {complaint}")))
            }
            Some(_) if picture.is_empty() => Err(failed(format!("drew nothing: {complaint}"))),
            Some(_) => Ok(picture),
        }
    })
}

/// Everything up to a bound; what is beyond it is read and dropped, so that the writer does not wait.
fn read(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        // What cannot be read is missing, and the status says the rest.
        let _ = from.by_ref().take(most).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut from, &mut std::io::sink());
    }
    bytes
}

/// How a program ended; `None` if it had to be stopped.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program of that behaviour, in a directory of its own.
    fn program(name: &str, script: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("netvet-{}-{name}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let file = directory.join("dot");
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    fn message(result: Result<Vec<u8>, Failure>) -> String {
        match result {
            Err(Failure::Problem(problem)) => problem.message.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn it_is_found_in_absolute_directories_only() {
        let file = program("find", "exit 0");
        let directory = file.parent().unwrap();
        let paths = std::env::join_paths([Path::new("."), Path::new("/nowhere"), directory]);
        assert_eq!(find(&paths.unwrap()), Some(file.clone()));
        assert_eq!(find(OsStr::new(".:nowhere")), None);
    }

    #[test]
    fn it_gets_the_text_and_gives_the_picture() {
        let echo = program("echo", "echo \"$@ $SERVER_NAME\"; cat");
        // More than a pipe holds.
        let text = vec![b'x'; 1 << 20];
        let picture = run(&echo, &text, "svg", LIMIT).unwrap();
        assert!(picture.starts_with(b"-Tsvg netvet\nxxx"));
        assert_eq!(picture.len(), "-Tsvg netvet\n".len() + text.len());
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let complain = program("fail", "echo 'syntax error' >&2; exit 3");
        let said = message(run(&complain, b"graph", "svg", LIMIT));
        assert!(
            said.contains("failed (exit status: 3): syntax error"),
            "{said}"
        );
        let silent = program("silent", "cat >/dev/null");
        let said = message(run(&silent, b"graph", "svg", LIMIT));
        assert!(said.ends_with("drew nothing: no reason given"), "{said}");
        let slow = program("slow", "exec sleep 600");
        let said = message(run(&slow, b"graph", "svg", Duration::from_millis(100)));
        assert!(said.contains("did not finish"), "{said}");
        let none = run(Path::new("/nowhere/dot"), b"graph", "svg", LIMIT);
        assert!(message(none).contains("cannot be run"));
    }
}
