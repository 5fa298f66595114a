//! The Graphviz of the system, where the user asks for it: `dot` as a program of its own, fed on standard input.

use std::ffi::OsStr;
use std::io::{ErrorKind, IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::exit::Failure;
use crate::report::Problem;

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(120);
/// How long is waited for the rest of a complaint once it has ended; what it started may hold the pipe open.
const GRACE: Duration = Duration::from_secs(1);
/// How often is looked whether it has ended.
const PAUSE: Duration = Duration::from_millis(10);
/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;
/// Bytes of its complaints that are kept.
const COMPLAINT: usize = 4096;

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
    // A group of its own can be stopped as a whole, but an interrupt from the keyboard reaches only the group of netvet: where
    // somebody may press it, `dot` stays in that.
    let watched = std::io::stdin().is_terminal() || std::io::stderr().is_terminal();
    let group = if watched { Group::Ours } else { Group::Own };
    run(&program, text, format, LIMIT, group)
}

/// The processes with which `dot` gets signals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    /// What `dot` starts, where there are groups.
    Own,
    /// Those of netvet.
    Ours,
}

/// The program in one of the directories of a `PATH`. Relative directories do not count: what lies in the current one is not trusted.
fn find(paths: &OsStr) -> Option<PathBuf> {
    let name = format!("dot{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(paths)
        .filter(|directory| directory.is_absolute())
        .map(|directory| directory.join(&name))
        .find(|file| file.is_file())
}

fn run(
    program: &Path,
    text: &[u8],
    format: &str,
    limit: Duration,
    group: Group,
) -> Result<Vec<u8>, Failure> {
    let failed = |what: String| -> Failure {
        Problem::new(format!("{} {what}", program.display()))
            .help(ADVICE)
            .into()
    };
    let until = Instant::now() + limit;
    let mut command = Command::new(program);
    command
        .arg(format!("-T{format}"))
        // With this set Graphviz opens no file that a graph names.
        .env("SERVER_NAME", "netvet")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    if group == Group::Own {
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
    }
    let mut child = command
        .spawn()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        let text = text.to_vec();
        // If it reads no further, its status or its complaint says why.
        thread::spawn(move || input.write_all(&text));
    }
    let output = chunks(child.stdout.take(), usize::MAX);
    let errors = chunks(child.stderr.take(), COMPLAINT);
    // Whoever holds a pipe may outlive the program that was started, so no thread that reads one is waited for.
    let (picture, whole) = gather(&output, until);
    let status = if whole {
        wait(&mut child, until)
    } else {
        Ok(None)
    };
    let Ok(Some(status)) = status else {
        stop(&mut child, group).map_err(|error| failed(format!("cannot be stopped: {error}")))?;
        if let Err(error) = status {
            return Err(failed(format!("failed: {error}")));
        }
        return Err(failed(format!(
            "did not finish within {} seconds and was stopped",
            limit.as_secs()
        )));
    };
    if status.success() && !picture.is_empty() {
        return Ok(picture);
    }
    let (complaint, _) = gather(&errors, Instant::now() + GRACE);
    let complaint = String::from_utf8_lossy(&complaint);
    let complaint = complaint.lines().next().unwrap_or("no reason given");
    Err(failed(if status.success() {
        format!("drew nothing: {complaint}")
    } else {
        format!("failed ({status}): {complaint}")
    }))
}

/// Reads in a thread of its own, up to a bound; what is beyond it is read and dropped, so that the writer does not wait.
fn chunks(from: Option<impl Read + Send + 'static>, most: usize) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    let Some(mut from) = from else {
        return receive;
    };
    thread::spawn(move || {
        let mut room = most;
        let mut buffer = vec![0; CHUNK];
        loop {
            let n = match from.read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                // What cannot be read is missing, and the status says the rest.
                Ok(0) | Err(_) => return,
                Ok(n) => n,
            };
            let kept = buffer.get(..n.min(room)).unwrap_or_default();
            room -= kept.len();
            if !kept.is_empty() && send.send(kept.to_vec()).is_err() {
                return;
            }
        }
    });
    receive
}

/// What comes until then, and whether that is all.
fn gather(chunks: &Receiver<Vec<u8>>, until: Instant) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    loop {
        match chunks.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(chunk) => bytes.extend(chunk),
            Err(RecvTimeoutError::Disconnected) => return (bytes, true),
            Err(RecvTimeoutError::Timeout) => return (bytes, false),
        }
    }
}

/// How a program ended; `None` if it has not until then.
fn wait(child: &mut Child, until: Instant) -> std::io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

/// Ends a program that has not been waited for, and what it started as far as that is in its group.
fn stop(child: &mut Child, group: Group) -> std::io::Result<()> {
    #[cfg(unix)]
    if group == Group::Own {
        use rustix::process::{Pid, Signal, kill_process_group};
        // Where all of it have ended already, some systems call that a mistake.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = group;
    child.kill()?;
    child.wait()?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program of that behaviour, in a directory of its own.
    fn program(name: &str, script: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("netvet-{}-{name}", std::process::id()));
        // An earlier run may have had the same number.
        let _ = fs::remove_dir_all(&directory);
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
        let picture = run(&echo, &text, "svg", LIMIT, Group::Own).unwrap();
        assert!(picture.starts_with(b"-Tsvg netvet\nxxx"));
        assert_eq!(picture.len(), "-Tsvg netvet\n".len() + text.len());
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let complain = program("fail", "echo 'syntax error' >&2; exit 3");
        let said = message(run(&complain, b"graph", "svg", LIMIT, Group::Own));
        assert!(
            said.contains("failed (exit status: 3): syntax error"),
            "{said}"
        );
        let silent = program("silent", "cat >/dev/null");
        let said = message(run(&silent, b"graph", "svg", LIMIT, Group::Own));
        assert!(said.ends_with("drew nothing: no reason given"), "{said}");
        let slow = program("slow", "exec sleep 600");
        let said = message(run(
            &slow,
            b"graph",
            "svg",
            Duration::from_millis(100),
            Group::Ours,
        ));
        assert!(said.contains("did not finish"), "{said}");
        let none = run(
            Path::new("/nowhere/dot"),
            b"graph",
            "svg",
            LIMIT,
            Group::Own,
        );
        assert!(message(none).contains("cannot be run"));
    }

    #[test]
    fn what_a_wrapper_started_is_stopped_with_it() {
        // What it starts holds both pipes open and leaves a trace while it runs, for a minute at most.
        let script = r#"echo >"$0.trace"; while [ "${#i}" -lt 600 ]; do i=x$i; echo >>"$0.trace"; sleep 0.1; done & wait"#;
        let wrapper = program("wrapper", script);
        let trace = wrapper.with_extension("trace");
        let start = Instant::now();
        let limit = Duration::from_secs(2);
        let said = message(run(&wrapper, b"graph", "svg", limit, Group::Own));
        assert!(said.contains("did not finish"), "{said}");
        assert!(start.elapsed() < Duration::from_secs(30));
        // What is being written when it is stopped may still arrive.
        thread::sleep(Duration::from_millis(500));
        let left = fs::metadata(&trace).unwrap().len();
        thread::sleep(Duration::from_secs(1));
        assert_eq!(fs::metadata(&trace).unwrap().len(), left);
    }

    #[test]
    fn nobody_waits_for_what_cannot_be_stopped() {
        let (brief, long) = (Duration::from_secs(2), Duration::from_secs(60));
        for (name, script, limit, expected) in [
            // What is started keeps both pipes: while the wrapper runs, after it, and then only that for complaints.
            (
                "stays",
                "sleep 120 & echo $! >\"$0.started\"; wait",
                brief,
                "did not finish",
            ),
            (
                "left",
                "sleep 120 & echo $! >\"$0.started\"",
                brief,
                "did not finish",
            ),
            (
                "complains",
                "sleep 120 >/dev/null & echo $! >\"$0.started\"; echo no >&2; exit 3",
                long,
                "failed (exit status: 3): no",
            ),
        ] {
            let wrapper = program(name, script);
            let start = Instant::now();
            let said = message(run(&wrapper, b"graph", "svg", limit, Group::Ours));
            let took = start.elapsed();
            let started = fs::read_to_string(wrapper.with_extension("started")).unwrap();
            let kill = format!("kill {started}");
            let ended = Command::new("sh").args(["-c", &kill]).status().unwrap();
            assert!(ended.success(), "{name} left nothing behind");
            assert!(said.contains(expected), "{said}");
            assert!(took < Duration::from_secs(40), "{name} took {took:?}");
        }
    }
}
