//! Where the files of a call are.

use std::path::{Path, PathBuf};

use super::LoadOptions;
use crate::source::{DiscoverOptions, Input, Target, discover};

/// Directories that were named, under the name given and the real one.
pub(super) fn roots(paths: &[PathBuf]) -> Vec<(String, PathBuf)> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let directories = paths.iter().filter(|path| path.is_dir());
    directories
        .filter_map(|path| {
            Some((
                path.to_string_lossy().into_owned(),
                path.canonicalize().ok()?,
            ))
        })
        .collect()
}

/// The files behind paths.
pub(super) fn found(paths: &[PathBuf], options: &LoadOptions<'_>) -> Vec<Input> {
    let ignore_files = options.ignore_files;
    discover(paths, &DiscoverOptions { ignore_files })
}

/// What a file is really called.
pub(super) fn real_path(input: &Input) -> Option<PathBuf> {
    match &input.target {
        Target::File(path) => Some(path.canonicalize().unwrap_or_else(|_| path.clone())),
        Target::Standard | Target::Unreadable(_) => None,
    }
}

/// A path without `.` and, where a folder stands before it, without `..`.
pub(super) fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(plain.components().next_back(), Some(Component::Normal(_))) =>
            {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    if plain.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        plain
    }
}
