//! Runs a scenario through the library.

use std::path::{Path, PathBuf};

use netvet::app::catalogue;
use netvet::app::load::{LoadOptions, load_scenario};
use netvet::app::progress::Silent;
use netvet::app::simulate::{SimulateOptions, simulate, write_json};
use netvet::app::{PROFILES, Profiles, Time, readers};
use netvet::model::Design;
use netvet::settings::{Selected, Settings};
use netvet::source::Limits;
use serde_json::Value;

/// What came of a scenario.
pub(super) enum Ran {
    /// It ran.
    Trace { json: Value, holds: bool },
    /// It is wrong: line, column, what is wrong.
    Mistakes(Vec<(usize, usize, String)>),
}

/// Runs a scenario.
pub(super) fn run(path: &Path) -> Ran {
    watched(path, |_| {})
}

/// Runs a scenario; `each` sees the design in the beginning and after every step.
pub(super) fn watched(path: &Path, mut each: impl FnMut(&Design)) -> Ran {
    let profiles = Profiles::new(PROFILES);
    let paths: [PathBuf; 1] = [path.to_owned()];
    let (read, mut loaded) = load_scenario(&LoadOptions {
        paths: &paths,
        provider: None,
        account: None,
        region: None,
        as_of: None,
        now: Time(0),
        limits: Limits::default(),
        ignore_files: false,
        readers: readers(),
        profiles: &profiles,
        progress: &Silent,
    });
    let problems = loaded.problems();
    assert!(problems.is_empty(), "{}: {problems:#?}", path.display());
    let settings = Settings::with(Selected::all(&catalogue::all()), None);
    let options = SimulateOptions {
        settings: &settings,
        profiles: &profiles,
        provider: None,
        as_of: None,
        progress: &Silent,
    };
    match simulate(read.unwrap(), &mut loaded, &options, |_, _, design| {
        each(design)
    }) {
        Ok(trace) => {
            let mut bytes = Vec::new();
            write_json(&trace, &mut bytes).unwrap();
            Ran::Trace {
                json: serde_json::from_slice(&bytes).unwrap(),
                holds: trace.holds(),
            }
        }
        Err(problems) => Ran::Mistakes(
            problems
                .into_iter()
                .map(|problem| {
                    let place = problem.place.unwrap();
                    (place.line, place.column, problem.message)
                })
                .collect(),
        ),
    }
}
