//! Events as rows: what happens without a call.

use super::argument::Parameter;
use super::operation::Checked;
use super::world::World;
use crate::model::{AnyId, ElementKind};
use crate::source::tree::Node;
use crate::source::{FileId, Span, Text};

/// An event.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// What it can happen to; empty: it happens to nothing in particular.
    pub of: &'static [ElementKind],
    /// The keys of its `with`; `None`: the event reads it itself.
    pub parameters: Option<&'static [Parameter]>,
    /// Whether it can happen: it changes nothing; what it gives does.
    pub check: fn(&World, &Happening<'_>) -> Checked,
}

/// An event that is about to happen.
#[derive(Debug)]
pub struct Happening<'a> {
    /// To what, as the scenario writes it; empty where it says nothing.
    pub reference: Text,
    /// To which element.
    pub of: Option<AnyId>,
    /// To which location or device, which are no elements.
    pub in_place: Option<(ElementKind, Text)>,
    /// Its parameters as written.
    pub with: Option<&'a Node>,
    /// The file, for places in `with`.
    pub file: FileId,
    /// Where the event stands.
    pub place: Span,
}

/// All events, part by part.
pub static EVENTS: &[&[Event]] = &[
    super::happen::EVENTS,
    super::direct_connect::EVENTS,
    super::sessions::EVENTS,
];

/// The event that makes the next operation fail; the engine does that itself.
pub const SERVER_FAULT: &str = "inject_server_fault";

/// An event by its name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Event> {
    EVENTS
        .iter()
        .copied()
        .flatten()
        .find(|row| row.name == name)
}

/// The names of all events, for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    EVENTS
        .iter()
        .copied()
        .flatten()
        .map(|row| row.name)
        .chain([SERVER_FAULT])
}
