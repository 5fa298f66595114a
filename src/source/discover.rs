//! From paths to the files that are to be read.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// How directories are searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DiscoverOptions {
    /// Whether `.gitignore` files are respected: those in the directory and below, and inside a git repository those above.
    pub ignore_files: bool,
}

impl Default for DiscoverOptions {
    fn default() -> Self {
        Self { ignore_files: true }
    }
}

/// A file to be read, or a path that cannot be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// How it is called in messages.
    pub path: String,
    /// Whether the user named it, in contrast to a directory in which it was found.
    pub named: bool,
    /// Size in bytes as stored; 0 where that is not known before.
    pub size: u64,
    /// What it is.
    pub target: Target,
}

/// Where the bytes of an input come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// Standard input.
    Standard,
    /// A file, a pipe or a device.
    File(PathBuf),
    /// Nothing: why it cannot be read, one sentence without a full stop.
    Unreadable(String),
}

/// The files behind `paths`, each once, sorted by path whatever the order of the arguments. No path means the current directory.
///
/// Directories are searched recursively for names that end in `.json`, `.jsonl`, `.yaml` or `.yml`, or one of these with
/// `.gz` or `.zst`. Hidden names are passed over, and links to directories are not followed.
#[must_use]
pub fn discover<P: AsRef<Path>>(paths: &[P], options: &DiscoverOptions) -> Vec<Input> {
    let mut found = Vec::new();
    if paths.is_empty() {
        search(Path::new("."), options, &mut found);
    }
    for path in paths {
        let path = path.as_ref();
        if path == Path::new("-") {
            found.push(Input {
                path: "-".into(),
                named: true,
                size: 0,
                target: Target::Standard,
            });
            continue;
        }
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => search(path, options, &mut found),
            Ok(data) => found.push(Input {
                path: shown(path),
                named: true,
                size: if data.is_file() { data.len() } else { 0 },
                target: Target::File(path.to_owned()),
            }),
            Err(error) => found.push(unreadable(path, true, &error)),
        }
    }
    once(found)
}

/// Why a path cannot be read. The words do not depend on the operating system.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or directory".into(),
        io::ErrorKind::PermissionDenied => "permission to read it is missing".into(),
        kind => format!("it cannot be read: {kind}"),
    }
}

fn unreadable(path: &Path, named: bool, error: &io::Error) -> Input {
    Input {
        path: shown(path),
        named,
        size: 0,
        target: Target::Unreadable(reason(error)),
    }
}

/// The path as given, with slashes.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' {
        path.replace('\\', "/")
    } else {
        path.into_owned()
    }
}

/// Whether a name is one of those that are looked for.
fn wanted(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let name = [".gz", ".zst"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(&name);
    [".json", ".jsonl", ".yaml", ".yml"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn search(root: &Path, options: &DiscoverOptions, found: &mut Vec<Input>) {
    let in_repository = root
        .canonicalize()
        .is_ok_and(|path| path.ancestors().any(|above| above.join(".git").exists()));
    let mut walk = WalkBuilder::new(root);
    // Ignore files above a directory count only where git says how far up to look.
    walk.ignore(false)
        .git_global(false)
        .git_exclude(false)
        .git_ignore(options.ignore_files)
        .require_git(in_repository)
        .parents(options.ignore_files && in_repository)
        .follow_links(false);
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.push(failed(root, error));
                continue;
            }
        };
        let path = entry
            .path()
            .strip_prefix(".")
            .unwrap_or_else(|_| entry.path());
        let directory = entry.file_type().is_some_and(|t| t.is_dir());
        if entry.depth() == 0 || directory || !wanted(entry.file_name()) {
            continue;
        }
        match fs::metadata(entry.path()) {
            Ok(data) if data.is_dir() => {}
            Ok(data) if data.is_file() => found.push(Input {
                path: shown(path),
                named: false,
                size: data.len(),
                target: Target::File(entry.path().to_owned()),
            }),
            Ok(_) => found.push(Input {
                path: shown(path),
                named: false,
                size: 0,
                target: Target::Unreadable(
                    "it is not a regular file; name it itself if it is to be read".into(),
                ),
            }),
            Err(error) => found.push(unreadable(path, false, &error)),
        }
    }
}

/// A directory that could not be entered.
fn failed(root: &Path, error: ignore::Error) -> Input {
    let path = path_of(&error).unwrap_or(root);
    let path = shown(path.strip_prefix("./").unwrap_or(path));
    let message = match error.io_error() {
        Some(error) => reason(error),
        None => "it cannot be searched".into(),
    };
    Input {
        path,
        named: false,
        size: 0,
        target: Target::Unreadable(message),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// Every file once, under the first of its names, sorted.
fn once(mut found: Vec<Input>) -> Vec<Input> {
    let key = |input: &Input| match &input.target {
        Target::File(path) => (input.path.clone(), Some(path.clone())),
        _ => (input.path.clone(), None),
    };
    found.sort_by_cached_key(key);
    let mut first: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut kept: Vec<Input> = Vec::with_capacity(found.len());
    for input in found {
        let identity = match &input.target {
            Target::Standard => PathBuf::from("-"),
            // What is not a regular file may have no lasting name.
            Target::File(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            Target::Unreadable(_) => PathBuf::from(&input.path),
        };
        match first.get(&identity).and_then(|at| kept.get_mut(*at)) {
            Some(known) => known.named |= input.named,
            None => {
                first.insert(identity, kept.len());
                kept.push(input);
            }
        }
    }
    kept
}
