//! State machines as users ask for them: tables, JSON, pictures.

use serde::Serialize;

use super::draw::near;
use crate::diagram::{Format, states};
use crate::model::ProviderId;
use crate::profile::table::{MachineView, Rows};
use crate::profile::{Machine, MachineOf, Profile, Profiles};
use crate::report::Table;

/// A machine and the provider whose it is.
pub type Owned = (&'static Profile, &'static Machine);

/// The machines of a provider, or of all.
///
/// ```
/// use netvet::app::{PROFILES, ProviderId, Profiles, states};
///
/// let machines = states::machines(&Profiles::new(PROFILES), Some(ProviderId("outscale")));
/// assert!(machines.iter().any(|(_, machine)| machine.of.word() == "peering"));
/// ```
#[must_use]
pub fn machines(profiles: &Profiles, provider: Option<ProviderId>) -> Vec<Owned> {
    profiles
        .iter()
        .filter(|profile| provider.is_none_or(|wanted| profile.provider == wanted))
        .flat_map(|profile| {
            profile
                .machines
                .iter()
                .map(move |machine| (profile, machine))
        })
        .collect()
}

/// Two tables for each machine: its states and its moves.
#[must_use]
pub fn tables(machines: &[Owned]) -> Vec<Table> {
    machines
        .iter()
        .flat_map(|(profile, machine)| {
            [
                table(profile.state_rows(machine), "states"),
                table(profile.move_rows(machine), "moves"),
            ]
        })
        .filter(|table| !table.rows.is_empty())
        .collect()
}

fn table(rows: Rows, what: &str) -> Table {
    Table {
        title: format!("{}: {what}", rows.title),
        head: rows.head.into_iter().map(str::to_owned).collect(),
        rows: rows.rows,
        numeric: Vec::new(),
    }
}

/// Machines for programs.
#[derive(Serialize)]
pub struct Document {
    format: u32,
    machines: Vec<MachineView>,
}

/// Machines for programs.
#[must_use]
pub fn json(machines: &[Owned]) -> Document {
    Document {
        format: 1,
        machines: machines
            .iter()
            .map(|(profile, machine)| MachineView::new(profile, machine))
            .collect(),
    }
}

/// Why a machine cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatesError {
    /// Nothing with a state has that word.
    #[error("nothing with a state is called `{word}`{}", super::draw::meant(.near))]
    Unknown {
        /// As written.
        word: String,
        /// Words that may be meant.
        near: Vec<String>,
    },
    /// The word is known, but this provider lists no states for it.
    #[error("{provider} has no listed states of a {word}; it has them of {known}")]
    NotListed {
        /// As written.
        word: String,
        /// The provider's name.
        provider: &'static str,
        /// What it lists states of.
        known: String,
    },
    /// The format cannot be written.
    #[error("the picture cannot be written: {0}")]
    Write(String),
}

/// Draws the states of a kind of element, or of a part of one, as a provider has them.
///
/// # Errors
/// If there is no such machine, or the format cannot hold it.
pub fn picture(
    profiles: &Profiles,
    profile: &Profile,
    word: &str,
    format: &Format,
) -> Result<Vec<u8>, StatesError> {
    let of = MachineOf::from_word(word).ok_or_else(|| StatesError::Unknown {
        word: word.to_owned(),
        near: near(
            word,
            machines(profiles, None)
                .iter()
                .map(|(_, machine)| machine.of.word().to_owned()),
        ),
    })?;
    let machine = profile.machine(of).ok_or_else(|| {
        let known: Vec<&str> = profile
            .machines
            .iter()
            .map(|machine| machine.of.word())
            .collect();
        StatesError::NotListed {
            word: word.to_owned(),
            provider: profile.words.provider,
            known: known.join(", "),
        }
    })?;
    // Graphviz places states better than the layout of topologies does, and draws how sure a move is.
    if format.name == "dot" {
        return Ok(states::write(profile, machine).into_bytes());
    }
    (format.write)(&states::scene(profile, machine)).map_err(StatesError::Write)
}
