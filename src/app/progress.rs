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
pub struct Timings(Mutex<Phases>);

#[derive(Debug, Default)]
struct Phases {
    now: Option<(&'static str, Instant)>,
    done: Vec<(&'static str, Duration)>,
}

impl Phases {
    fn end(&mut self) {
        if let Some((what, start)) = self.now.take() {
            self.done.push((what, start.elapsed()));
        }
    }
}

impl Timings {
    /// The phases in their order; the current one ends here.
    #[must_use]
    pub fn phases(&self) -> Vec<(&'static str, Duration)> {
        let mut phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        phases.end();
        phases.done.clone()
    }

    /// A line for each phase and one for all.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let phases = self.phases();
        let total = phases.iter().map(|(_, took)| *took).sum::<Duration>();
        let all = phases.iter().copied().chain([("total", total)]);
        all.map(|(what, took)| format!("{what:<12} {:>9.1} ms", took.as_secs_f64() * 1e3))
            .collect()
    }
}

impl Progress for Timings {
    fn phase(&self, what: &'static str, _: usize) {
        let mut phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        phases.end();
        phases.now = Some((what, Instant::now()));
    }

    fn step(&self) {}
}
