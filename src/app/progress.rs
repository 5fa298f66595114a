//! How far long work has come, for whoever wants to show it.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

/// Is told how far the work has come; called from many threads.
pub trait Progress: Sync {
    /// A new phase begins, of so many steps.
    fn phase(&self, what: &'static str, steps: usize);

    /// A step is done.
    fn step(&self);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn phase(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// How long each phase took. Never part of a report.
#[derive(Debug, Default)]
pub struct Timings(Mutex<Vec<(&'static str, Duration)>>);

impl Timings {
    /// Runs `work` and notes how long it took.
    pub fn measure<T>(&self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((what, start.elapsed()));
        result
    }

    /// The phases in the order of their end.
    #[must_use]
    pub fn phases(&self) -> Vec<(&'static str, Duration)> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
