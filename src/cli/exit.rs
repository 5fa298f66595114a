//! Exit status, and what ends a command early.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::report::Problem;

/// How a run ended. Larger is worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Nothing at or above the fail level; all expectations hold.
    Clean = 0,
    /// Findings at or above the fail level, or failed expectations.
    Findings = 1,
    /// Wrong use, unreadable or unrecognised input, bad settings.
    Usage = 2,
    /// A mistake of the program.
    Internal = 3,
}

impl Status {
    /// How a run ended that could do its work: faulty input outweighs what was found.
    #[must_use]
    pub const fn of(faulty: bool, found: bool) -> Self {
        match (faulty, found) {
            (true, _) => Status::Usage,
            (false, true) => Status::Findings,
            (false, false) => Status::Clean,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// What ends a command before its result is complete.
#[derive(Debug)]
pub enum Failure {
    /// Nobody reads the result any more; no reason to complain.
    BrokenPipe,
    /// Wrong use or an input or output that cannot be used.
    Problem(Box<Problem>),
    /// The same, already shown.
    Shown,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Problem(Box::new(problem))
    }
}

impl Failure {
    /// Standard output cannot be written.
    #[must_use]
    pub fn standard_output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::BrokenPipe;
        }
        Problem::new(format!("cannot write to standard output: {error}")).into()
    }

    /// A file cannot be written.
    #[must_use]
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Problem::new(format!("cannot write {}: {error}", path.display())).into()
    }
}
