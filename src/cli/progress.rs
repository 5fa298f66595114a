//! A progress bar on standard error, for work that takes longer than half a second.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;
use crate::app::progress::Progress;

const PATIENCE: Duration = Duration::from_millis(500);
const BEAT: Duration = Duration::from_millis(120);

/// The bar; it appears late and goes away with this value.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    /// A bar that shows up if a person watches and nothing forbids it.
    #[must_use]
    pub fn new(terminal: &Terminal, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if quiet || !terminal.is_watched {
            return Self { bar, waiting: None };
        }
        let template = if terminal.err.colour {
            "{spinner:.cyan} {msg} [{bar:30.cyan}] {pos}/{len}"
        } else {
            "{spinner} {msg} [{bar:30}] {pos}/{len}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        let (sender, receiver) = channel::<()>();
        let shown = bar.clone();
        let thread = std::thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(BEAT);
            }
        });
        Self {
            bar,
            waiting: Some((sender, thread)),
        }
    }
}

impl Progress for Bar {
    fn phase(&self, what: &'static str, steps: usize) {
        self.bar.set_length(steps.try_into().unwrap_or(u64::MAX));
        self.bar.set_position(0);
        self.bar.set_message(what);
    }

    fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.waiting.take() {
            drop(sender);
            // The thread cannot panic, and the bar is gone either way.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
