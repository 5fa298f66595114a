//! From the options of a command to a loaded design.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{Choices, Reading};
use super::exit::Failure;
use super::progress::Bar;
use super::terminal::Terminal;
use crate::app::load::{LoadOptions, Loaded, ScenarioRead, load, load_scenario};
use crate::app::progress::{Progress, Timings};
use crate::app::settings::{self, Broken};
use crate::app::{PROFILES, Profiles, Time, catalogue, readers};
use crate::report::Problem;
use crate::settings::{Baseline, Choice, Selected, Settings, Written};
use crate::source::{Limits, Text};

/// What a command that reads a design works with.
#[derive(Debug)]
pub struct Run<'t> {
    terminal: &'t Terminal,
    /// Bounds on what one file may cost.
    pub limits: Limits,
    /// The providers' facts.
    pub profiles: Profiles,
    written: Option<Arc<Written>>,
    /// Files of the run itself, which are no input although they may lie among it.
    own: Vec<PathBuf>,
    /// Files that are never written over, whatever they hold.
    kept: Vec<PathBuf>,
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
    /// Sets up threads, clock and progress, and reads the settings file.
    ///
    /// # Errors
    /// If something is wrong in the settings file.
    pub fn new(reading: &Reading, terminal: &'t Terminal) -> Result<Self, Failure> {
        Self::of(&reading.choices, &reading.paths, terminal)
    }

    /// The same for a command that reads something else than a design.
    ///
    /// # Errors
    /// If something is wrong in the settings file.
    pub fn of(
        choices: &Choices,
        paths: &[PathBuf],
        terminal: &'t Terminal,
    ) -> Result<Self, Failure> {
        if let Some(threads) = choices.threads {
            // A second command in one process keeps the threads of the first.
            let _ = rayon::ThreadPoolBuilder::new()
                .num_threads(usize::from(threads))
                .build_global();
        }
        let mut limits = Limits::default();
        if let Some(size) = choices.max_file_size {
            limits.file_bytes = size;
        }
        let profiles = Profiles::new(PROFILES);
        let named = |path: &PathBuf| path.canonicalize().ok().filter(|path| path.is_file());
        let mut kept: Vec<PathBuf> = paths.iter().filter_map(named).collect();
        let file = match &choices.settings {
            _ if choices.no_settings => None,
            Some(file) => Some(file.clone()),
            None => settings::find(paths),
        };
        kept.extend(file.iter().filter_map(named));
        let written = match file {
            Some(file) => {
                let read = settings::read(&file, &profiles, &limits);
                Some(Arc::new(read.map_err(|broken| show(terminal, &broken))?))
            }
            None => None,
        };
        Ok(Self {
            terminal,
            limits,
            profiles,
            written,
            own: Vec::new(),
            kept,
            timings: choices.timings.then(Timings::default),
            bar: Bar::new(terminal, choices.quiet),
            quiet: choices.quiet,
        })
    }

    /// The settings of the run: the file's, and over them what the command line chooses.
    ///
    /// # Errors
    /// If the command line names a rule that does not exist.
    pub fn settings(&self, choice: &Choice) -> Result<Settings, Failure> {
        let mut layers: Vec<Choice> = self.written.iter().map(|file| file.choice()).collect();
        layers.push(choice.clone());
        // The file's own selectors were read before.
        let rules = Selected::new(&catalogue::all(), &layers).map_err(|unknown| {
            let words: Vec<String> = unknown.iter().map(ToString::to_string).collect();
            Failure::from(
                Problem::new(words.join("; ")).help("`netvet rules` lists names and codes"),
            )
        })?;
        Ok(Settings::with(rules, self.written.clone()))
    }

    /// Remembers a file of the run itself, so that nothing is said where it lies among the input.
    pub fn owns(&mut self, path: &Path) {
        self.own.extend(path.canonicalize());
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// If something is wrong in it.
    pub fn baseline(&self, path: &Path) -> Result<Baseline, Failure> {
        settings::read_baseline(path, &self.limits).map_err(|broken| show(self.terminal, &broken))
    }

    /// Loads what the options name.
    #[must_use]
    pub fn load(&self, reading: &Reading) -> Loaded {
        self.told(load(&self.options(&reading.choices, &reading.paths)))
    }

    /// Loads a scenario and the design that it begins with.
    #[must_use]
    pub fn load_scenario(
        &self,
        choices: &Choices,
        path: &PathBuf,
    ) -> (Option<ScenarioRead>, Loaded) {
        let (read, loaded) = load_scenario(&self.options(choices, std::slice::from_ref(path)));
        (read, self.told(loaded))
    }

    fn options<'o>(&'o self, choices: &Choices, paths: &'o [PathBuf]) -> LoadOptions<'o> {
        LoadOptions {
            paths,
            provider: choices.provider.map(|name| name.id()),
            account: choices.account.as_deref().map(Text::new),
            region: choices.region.as_deref().map(Text::new),
            as_of: choices
                .as_of
                .map(|time| Time(time.as_second()))
                .or_else(|| self.written.as_ref()?.as_of()),
            now: now(),
            limits: self.limits,
            ignore_files: true,
            readers: readers(),
            profiles: &self.profiles,
            progress: self,
        }
    }

    /// Says what was passed over.
    fn told(&self, mut loaded: Loaded) -> Loaded {
        let own = |path: &str| {
            let real = || Path::new(path).canonicalize().ok();
            !self.own.is_empty() && real().is_some_and(|real| self.own.contains(&real))
        };
        loaded
            .passed_over
            .retain(|file| file.named || !own(&file.path));
        if !self.quiet {
            for remark in loaded.remarks() {
                self.terminal.remark(&remark);
            }
        }
        loaded
    }

    /// Remembers a file that is read besides the input, so that no result is written over it.
    pub fn keeps(&mut self, path: &Path) {
        self.kept.extend(path.canonicalize());
    }

    /// Refuses to write over what was read: files that are named as input or settings, and designs and exports among the input.
    ///
    /// # Errors
    /// If one of the paths is that of such a file.
    pub fn spare<'p>(
        &self,
        loaded: &Loaded,
        outputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<(), Failure> {
        // Without a result that is there already nothing can be written over.
        let mut outputs = outputs.into_iter().filter(|path| path.exists()).peekable();
        if outputs.peek().is_none() {
            return Ok(());
        }
        self.read(loaded).spare(outputs)
    }

    /// The files that must not be written over.
    #[must_use]
    pub fn read(&self, loaded: &Loaded) -> Kept {
        let inputs = loaded.inputs.iter().map(|input| Path::new(&input.path));
        let mut kept = self.kept.clone();
        kept.extend(inputs.filter_map(|path| path.canonicalize().ok()));
        Kept(kept)
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

/// Files that must not be written over.
#[derive(Clone, Debug, Default)]
pub struct Kept(Vec<PathBuf>);

impl Kept {
    /// Refuses to write over one of them.
    ///
    /// # Errors
    /// If one of the paths leads to one of them.
    pub fn spare<'p>(&self, outputs: impl IntoIterator<Item = &'p Path>) -> Result<(), Failure> {
        for output in outputs {
            let real = output.canonicalize().ok().filter(|real| real.is_file());
            if real.is_some_and(|real| self.0.contains(&real)) {
                let message = format!("{} is an input and is not written over", output.display());
                return Err(Problem::new(message).help("name another file").into());
            }
        }
        Ok(())
    }
}

fn show(terminal: &Terminal, broken: &Broken) -> Failure {
    for problem in &broken.problems {
        terminal.problem_in(broken, problem);
    }
    Failure::Shown
}

fn now() -> Time {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Time(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
