//! What every element has: names, owner, state and places.

use super::place::ProviderId;
use super::state::State;
use crate::source::{Field, Span, Text};

/// Whether an element was written by hand or exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// From a design file: what is planned. Facts left out have their defaults.
    Design,
    /// From an export: what a provider answered. Facts left out are unknown.
    #[default]
    Export,
}

/// How an element became known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Presence {
    /// Only parts of it were read (its routes, its associations), not the element itself. Not counted.
    Mentioned,
    /// Listed or answered as itself.
    #[default]
    Listed,
}

/// A tag.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tag {
    /// The key; case counts.
    pub key: Field<Text>,
    /// The value; empty if absent.
    pub value: Field<Text>,
}

/// What every element has.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Whose words and facts hold.
    pub provider: ProviderId,
    /// By hand or exported.
    pub mode: Mode,
    /// Listed as itself or only mentioned.
    pub presence: Presence,
    /// The provider's identifier.
    pub id: Field<Text>,
    /// The key in a design, else the Name tag or the provider's own name field. For what lies inside another element
    /// the parent's name, a slash and its own (`vif-1/v4`, `tgw/a-prod`).
    pub name: Field<Text>,
    /// The owner.
    pub account: Field<Text>,
    /// The account whose export shows the element; differs from the owner where it is shared.
    pub exporter: Option<Text>,
    /// The region.
    pub region: Field<Text>,
    /// Its state.
    pub state: State,
    /// Tags in the order read.
    pub tags: Vec<Tag>,
    /// Where it was read: the place of its id, else of its first value; more than one when several exports show it.
    pub origins: Vec<Span>,
}

impl Head {
    /// The first place; the start of the first file for what was made by the program.
    #[must_use]
    pub fn origin(&self) -> Span {
        self.origins
            .first()
            .copied()
            .unwrap_or(Span::file(crate::source::FileId(0)))
    }

    /// The id as reports print it: the native one, else the name, else a dash.
    #[must_use]
    pub fn printed_id(&self) -> Text {
        self.id
            .get()
            .or(self.name.get())
            .unwrap_or_else(|| Text::new("-"))
    }

    /// The element in a sentence, without the word for its kind: id and name, the one first that people use.
    #[must_use]
    pub fn short(&self) -> String {
        match (self.id.get(), self.name.get()) {
            (Some(id), Some(name)) if id != name => {
                if self.is_design() {
                    format!("{name} ({id})")
                } else {
                    format!("{id} ({name})")
                }
            }
            (Some(text), _) | (None, Some(text)) => text.to_string(),
            (None, None) => "without a name".to_owned(),
        }
    }

    /// The value of a tag.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<Text> {
        self.tags
            .iter()
            .find(|tag| tag.key.get().is_some_and(|k| k == key))
            .and_then(|tag| tag.value.get())
    }

    /// Whether the element was written by hand.
    #[must_use]
    pub fn is_design(&self) -> bool {
        self.mode == Mode::Design
    }

    /// Whether its owner is known to be another account than the exporting one.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        matches!((self.account.get(), self.exporter), (Some(owner), Some(exporter)) if owner != exporter)
    }
}
