//! The settings file and the baseline of a run: found, read, and what is wrong in them shown with its line.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{catalogue, check};
use crate::profile::Profiles;
use crate::report::{Place, Problem, Report, Table};
use crate::settings::show::Row;
use crate::settings::{Baseline, Mistake, Written};
use crate::source::{DiscoverOptions, FileId, Limits, Sources, Span, discover};

/// The name of a settings file that is looked for.
pub const FILE_NAME: &str = "netvet.toml";

/// What is wrong in a file of settings: the problems of a report, with the lines at fault.
pub type Broken = Box<Report>;

/// The settings file of a run: in the directory of the first path, or the next one above that has one.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Option<PathBuf> {
    let here = Path::new(".");
    let first = paths
        .first()
        .map(PathBuf::as_path)
        .filter(|path| *path != Path::new("-"))
        .unwrap_or(here);
    let start = if first.is_dir() {
        first
    } else {
        let parent = first.parent().unwrap_or(here);
        if parent.as_os_str().is_empty() {
            here
        } else {
            parent
        }
    };
    let start = start.canonicalize().ok()?;
    let found = start
        .ancestors()
        .map(|directory| directory.join(FILE_NAME))
        .find(|file| file.is_file())?;
    Some(from_here(&found))
}

/// A path as seen from the current directory, if it lies in it or in one above it.
fn from_here(path: &Path) -> PathBuf {
    let Some(here) = std::env::current_dir()
        .and_then(|dir| dir.canonicalize())
        .ok()
    else {
        return path.to_owned();
    };
    if let Ok(below) = path.strip_prefix(&here) {
        return below.to_owned();
    }
    let above = path
        .parent()
        .and_then(|directory| here.strip_prefix(directory).ok());
    match (above, path.file_name()) {
        (Some(steps), Some(name)) => {
            let mut up: PathBuf = steps.components().map(|_| "..").collect();
            up.push(name);
            up
        }
        _ => path.to_owned(),
    }
}

/// The text of a file, alone among its sources.
fn text(path: &Path, what: &str, limits: &Limits) -> Result<String, Broken> {
    let broken = |problem: Problem| {
        Box::new(Report {
            problems: vec![problem],
            ..Report::default()
        })
    };
    if path.is_dir() {
        let message = format!("{} is a directory, not {what}", path.display());
        return Err(broken(Problem::new(message)));
    }
    let inputs = discover(&[path], &DiscoverOptions::default());
    let sources = Sources::load(&inputs, limits, &|_| {});
    match sources.iter().next() {
        Some((id, file)) => match file.error() {
            None => Ok(sources.text(id).to_owned()),
            Some(error) => {
                let message = format!("cannot read {what} {}: {}", path.display(), error.message);
                let mut problem = Problem::new(message);
                problem.help.clone_from(&error.hint);
                Err(broken(problem))
            }
        },
        None => Err(broken(Problem::new(format!(
            "{} was not found",
            path.display()
        )))),
    }
}

/// Mistakes with their places and lines.
fn broken(path: &str, text: &str, plain: bool, mistakes: Vec<Mistake>, limits: &Limits) -> Broken {
    let mut sources = Sources::new();
    let file = if plain {
        sources.add_plain(path, text)
    } else {
        sources.add(path, text)
    };
    let problems: Vec<Problem> = mistakes
        .into_iter()
        .map(|mistake| problem(&sources, file, mistake))
        .collect();
    let lines = check::lines(Arc::new(sources), &problems, limits);
    Box::new(Report {
        problems,
        lines: Box::new(lines),
        ..Report::default()
    })
}

fn problem(sources: &Sources, file: FileId, mistake: Mistake) -> Problem {
    let span = Span::new(file, mistake.mark.start, mistake.mark.end);
    Problem {
        place: Some(Place::new(sources.path(file), sources.position(span))),
        span: Some(span),
        message: mistake.message,
        help: mistake.help,
    }
}

/// Reads a settings file.
///
/// ```
/// use std::path::Path;
/// use netvet::app::{PROFILES, Profiles, settings};
/// use netvet::source::Limits;
///
/// let broken = settings::read(Path::new("no/such.toml"), &Profiles::new(PROFILES), &Limits::default());
/// assert_eq!(broken.unwrap_err().problems.len(), 1);
/// ```
///
/// # Errors
/// What is wrong in it.
pub fn read(path: &Path, profiles: &Profiles, limits: &Limits) -> Result<Written, Broken> {
    let text = text(path, "the settings file", limits)?;
    let shown = path.to_string_lossy();
    Written::read(&shown, &text, &catalogue::all(), profiles)
        .map_err(|mistakes| broken(&shown, &text, true, mistakes, limits))
}

/// Reads a baseline.
///
/// # Errors
/// What is wrong in it.
pub fn read_baseline(path: &Path, limits: &Limits) -> Result<Baseline, Broken> {
    let text = text(path, "the baseline", limits)?;
    let shown = path.to_string_lossy();
    Baseline::read(&shown, &text)
        .map_err(|mistake| broken(&shown, &text, false, vec![mistake], limits))
}

/// Settings in force as a table.
#[must_use]
pub fn table(rows: Vec<Row>) -> Table {
    Table {
        title: String::new(),
        head: ["setting", "value", "from"].map(str::to_owned).to_vec(),
        rows: rows
            .into_iter()
            .map(|row| vec![row.key, row.value, row.from])
            .collect(),
        numeric: Vec::new(),
    }
}
