//! From the options of a command to a loaded design.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::Reading;
use super::exit::Failure;
use super::progress::Bar;
use super::terminal::Terminal;
use crate::app::load::{LoadOptions, Loaded, load};
use crate::app::progress::{Progress, Timings};
use crate::app::{PROFILES, Profiles, Time, readers};
use crate::report::Problem;
use crate::source::{Limits, Text};

/// What a command that reads a design works with.
#[derive(Debug)]
pub struct Run<'t> {
    terminal: &'t Terminal,
    /// Bounds on what one file may cost.
    pub limits: Limits,
    /// The providers' facts.
    pub profiles: Profiles,
    timings: Option<Timings>,
    bar: Bar,
    quiet: bool,
}

impl Progress for Run<'_> {
    fn phase(&self, what: &'static str, steps: usize) {
        if let Some(timings) = &self.timings {
            timings.phase(what, steps);
        }
        self.bar.phase(what, steps);
    }

    fn step(&self) {
        self.bar.step();
    }
}

impl<'t> Run<'t> {
    /// Sets up threads, clock and progress.
    ///
    /// # Errors
    /// If the threads cannot be started.
    pub fn new(reading: &Reading, terminal: &'t Terminal) -> Result<Self, Failure> {
        let choices = &reading.choices;
        if let Some(threads) = choices.threads {
            // A second command in one process keeps the threads of the first.
            let _ = rayon::ThreadPoolBuilder::new()
                .num_threads(usize::from(threads))
                .build_global();
        }
        Ok(Self {
            terminal,
            limits: Limits::default(),
            profiles: Profiles::new(PROFILES),
            timings: choices.timings.then(Timings::default),
            bar: Bar::new(terminal, choices.quiet),
            quiet: choices.quiet,
        })
    }

    /// Loads what the options name.
    #[must_use]
    pub fn load(&self, reading: &Reading) -> Loaded {
        let choices = &reading.choices;
        let paths: Vec<PathBuf> = reading.paths.clone();
        let loaded = load(&LoadOptions {
            paths: &paths,
            provider: choices.provider.map(|name| name.id()),
            account: choices.account.as_deref().map(Text::new),
            region: choices.region.as_deref().map(Text::new),
            as_of: choices.as_of.map(|time| Time(time.as_second())),
            now: now(),
            limits: self.limits,
            ignore_files: true,
            readers: readers(),
            profiles: &self.profiles,
            progress: self,
        });
        if !self.quiet {
            for remark in loaded.remarks() {
                self.terminal.remark(&remark);
            }
        }
        loaded
    }

    /// Shows what makes the input faulty; whether anything does.
    pub fn complain(&self, problems: &[Problem]) -> bool {
        for problem in problems {
            self.terminal.problem(problem);
        }
        !problems.is_empty()
    }

    /// Says how long each part took, where that was asked for.
    pub fn finish(self) {
        drop(self.bar);
        if let Some(timings) = self.timings {
            for line in timings.lines() {
                self.terminal.remark(&line);
            }
        }
    }
}

fn now() -> Time {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Time(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
