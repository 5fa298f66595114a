//! From paths to one design, with everything that was noticed on the way.

mod files;
mod paths;
mod reports;
mod windows;

use std::path::PathBuf;

use super::progress::{Progress, Silent};
use crate::finding::Finding;
use crate::import::read::{Nature, Readers};
use crate::import::resolve::Unresolved;
pub use crate::import::yaml::scenario::ScenarioRead;
use crate::model::{Design, ElementKind, ProviderId, Time};
use crate::profile::Profiles;
use crate::report::{Place, Problem};
use crate::source::{FileId, Limits, ReadError, Sources, Span, Text};
use files::Files;
pub(super) use windows::Window;

/// What to load, and what options say about it.
#[derive(Clone, Copy)]
pub struct LoadOptions<'a> {
    /// Files and directories; none means the current directory.
    pub paths: &'a [PathBuf],
    /// The provider of shapes that several have.
    pub provider: Option<ProviderId>,
    /// The account, where neither document nor folders name one.
    pub account: Option<Text>,
    /// The region, likewise.
    pub region: Option<Text>,
    /// The clock of rules about time; left out: the latest time that an input carries about itself, else `now`.
    pub as_of: Option<Time>,
    /// The time of the call.
    pub now: Time,
    /// Bounds on what one file may cost.
    pub limits: Limits,
    /// Whether `.gitignore` is respected.
    pub ignore_files: bool,
    /// Who can read what.
    pub readers: Readers<'a>,
    /// The providers' facts, for what a design leaves out.
    pub profiles: &'a Profiles,
    /// Who wants to know how far it has come.
    pub progress: &'a dyn Progress,
}

impl<'a> LoadOptions<'a> {
    /// Paths with everything that can be read, and nothing said beside.
    #[must_use]
    pub fn new(paths: &'a [PathBuf], profiles: &'a Profiles, now: Time) -> Self {
        Self {
            paths,
            provider: None,
            account: None,
            region: None,
            as_of: None,
            now,
            limits: Limits::default(),
            ignore_files: true,
            readers: super::readers(),
            profiles,
            progress: &Silent,
        }
    }
}

/// What one file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputReport {
    /// Its path as given.
    pub path: String,
    /// What it is, for example `aws.ec2.DescribeVpcs`; several words where it holds several things.
    pub kind: String,
    /// Elements in it, before views are merged.
    pub elements: usize,
    /// Elements that could not be read.
    pub refused: usize,
    /// Objects without an element of their own.
    pub not_modelled: usize,
}

impl From<InputReport> for crate::report::Input {
    fn from(input: InputReport) -> Self {
        let InputReport {
            path,
            kind,
            elements,
            refused,
            not_modelled,
        } = input;
        Self {
            path,
            kind,
            elements,
            refused,
            not_modelled,
        }
    }
}

/// Objects that are in the input, but in no design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotModelled {
    /// For example `aws.ec2.NetworkAcls`.
    pub kind: String,
    /// How many.
    pub count: usize,
    /// In which files.
    pub paths: Vec<String>,
}

/// A file that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The file.
    pub file: FileId,
    /// Its path as given.
    pub path: String,
    /// Whether it was named itself, which makes passing it over a failure.
    pub named: bool,
    /// What it is instead.
    pub nature: Nature,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The file.
    pub file: FileId,
    /// Its path as given.
    pub path: String,
    /// Where and why.
    pub error: ReadError,
}

/// An item that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedItem {
    /// The value at fault.
    pub span: Span,
    /// The kind of element, where it could be told.
    pub kind: Option<ElementKind>,
    /// What should stand there.
    pub expected: &'static str,
}

/// A design and everything that was noticed while it was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Sources,
    /// The design, references resolved.
    pub design: Design,
    /// Findings of the `input-…` rules that come from reading; not sorted.
    pub findings: Vec<Finding>,
    /// References that lead to no element.
    pub unresolved: Vec<Unresolved>,
    /// What each file gave that was read, by path.
    pub inputs: Vec<InputReport>,
    /// What is in the input, but not in the design, by kind.
    pub not_modelled: Vec<NotModelled>,
    /// Items that were left out, by place.
    pub refused: Vec<RefusedItem>,
    /// Files that were passed over, by path.
    pub passed_over: Vec<PassedOver>,
    /// Files that could not be read, by path.
    pub failed: Vec<Failed>,
    /// Directories in which nothing was recognised.
    pub barren: Vec<String>,
    /// The clock of rules about time.
    pub as_of: Time,
}

impl Loaded {
    /// Whether the input was not what the call says it is: exit status 2, whatever is found in the rest.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        !self.failed.is_empty()
            || !self.barren.is_empty()
            || self.passed_over.iter().any(|file| file.named)
    }

    /// What makes the input faulty, as reports print it.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        const GIVE: &str = "give an export as a provider's client prints it in JSON or YAML, or a design that begins with `netvet: 1`";
        let failed = self.failed.iter().map(|failed| {
            let place = Place::new(&failed.path, self.sources.position(failed.error.span));
            Problem {
                place: Some(place),
                span: Some(failed.error.span),
                message: failed.error.message.clone(),
                help: failed.error.hint.clone(),
            }
        });
        let passed = self
            .passed_over
            .iter()
            .filter(|file| file.named)
            .map(|file| {
                let path = &file.path;
                let (message, help) = match file.nature {
                    Nature::Scenario => (
                        format!("{path} is a scenario"),
                        "run it with `netvet simulate`",
                    ),
                    Nature::Empty => (format!("{path} is empty"), GIVE),
                    Nature::Unknown { like_design: true } => (
                        format!("{path} looks like a design but does not say so"),
                        "write `netvet: 1` at its beginning",
                    ),
                    _ => (
                        format!("{path} is neither a design nor the export of a known provider"),
                        GIVE,
                    ),
                };
                Problem::new(message).help(help)
            });
        let barren = self.barren.iter().map(|path| {
            Problem::new(format!("no export and no design was found in {path}")).help(
                if self.passed_over.is_empty() {
                    "names that are looked for end in .json, .jsonl, .yaml or .yml, also with .gz or .zst"
                } else {
                    GIVE
                },
            )
        });
        failed.chain(passed).chain(barren).collect()
    }

    /// What was passed over without harm, one sentence a file.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let passed = self.passed_over.iter().filter(|file| !file.named);
        let words = passed.map(|file| {
            let why = match file.nature {
                Nature::Scenario => "is a scenario",
                Nature::Empty => "is empty",
                Nature::Unknown { like_design: true } => {
                    "looks like a design but lacks `netvet: 1`"
                }
                _ => "was not recognised",
            };
            format!("{} {why} and was passed over", file.path)
        });
        words.collect()
    }
}

/// Loads a scenario, which is the only path of the options, with the design that it begins with. Of a file that is no scenario only
/// the result of loading is given, which tells why.
#[must_use]
pub fn load_scenario(options: &LoadOptions<'_>) -> (Option<ScenarioRead>, Loaded) {
    let mut files = Files::new(Window::whole());
    let read = files.add_scenario(options);
    while files.follow(options) {}
    (read, files.finish(options))
}

/// Loads a design. It cannot fail: what could not be read is named in the result.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// assert_eq!(loaded.problems(), []);
/// assert_eq!(loaded.design.networks.len(), 2);
/// ```
#[must_use]
pub fn load(options: &LoadOptions<'_>) -> Loaded {
    load_in(options, Window::default())
}

/// [`load`] with other windows.
pub(super) fn load_in(options: &LoadOptions<'_>, window: Window) -> Loaded {
    let mut files = Files::new(window);
    files.add_paths(options);
    // A design may name further exports, and these may be designs again.
    while files.follow(options) {}
    files.finish(options)
}
