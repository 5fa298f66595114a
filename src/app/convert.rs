//! `convert`: exports and designs as one design file.

use super::load::Loaded;
use crate::import::yaml::write::{Written, write};
use crate::profile::Profiles;

/// A design file that gives the model that was loaded. Secrets are not in it.
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
