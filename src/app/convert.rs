//! `convert`: exports and designs as one design file.

use super::load::Loaded;
use crate::import::yaml::write::{Written, write};
use crate::profile::Profiles;

/// A design file that gives the model that was loaded. Secrets are not in it.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::convert::convert;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::{PROFILES, Profiles, Time};
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/exports/aws")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let written = convert(&loaded, &profiles);
/// assert!(written.text.starts_with("netvet: 1"));
/// ```
#[must_use]
pub fn convert(loaded: &Loaded, profiles: &Profiles) -> Written {
    write(&loaded.design, profiles)
}

/// What the format has no place for, in a sentence; `None` where nothing is left out.
#[must_use]
pub fn left_out(written: &Written) -> Option<String> {
    let kinds: Vec<String> = written
        .left_out
        .iter()
        .map(|(kind, count)| format!("{count} {}", kind.word()))
        .collect();
    (!kinds.is_empty()).then(|| {
        format!(
            "left out, because what they lie in is not in the input: {}",
            kinds.join(", ")
        )
    })
}
