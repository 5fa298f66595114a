//! Operations as rows, and what a call is made of.

use super::argument::{Arguments, Kind, Parameter};
use super::refusal::Refusal;
use super::trace::{Fields, Note};
use super::world::World;
use crate::model::AnyId;
use crate::profile::Profile;
use crate::source::{Span, Text};

/// Who calls an operation where the scenario does not say it, and from which region: a side of the first element that the call names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// Its owner.
    Owner,
    /// Of a peering the side that asked.
    Requester,
    /// Of a peering the side that was asked.
    Accepter,
    /// Of a virtual interface the owner of its connection.
    Carrier,
}

/// An operation of a provider.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The services that have it, as scenarios write them before the dot.
    pub services: &'static [&'static str],
    /// The provider's name.
    pub name: &'static str,
    /// Its parameters; what a call has besides them is a mistake in the scenario.
    pub parameters: &'static [Parameter],
    /// The object that wraps its answer; empty where there is none.
    pub wrapper: &'static str,
    /// Who calls it where that is not said.
    pub by: By,
    /// Checks the call from the fourth check on: existence and visibility, region, role, state, quotas, conflicts.
    /// It changes nothing; what it gives does.
    pub check: fn(&World, &Call<'_>) -> Checked,
}

/// What a call would do, or why it is refused.
pub type Checked = Result<Effect, Refusal>;

/// What a call does.
pub type Effect = Box<dyn FnOnce(&mut World) -> Done>;

/// What a call made, for `bind`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Made {
    /// An element.
    Element(AnyId),
    /// Something that is no element of its own, such as a route, by its id.
    Named(Text),
}

/// What was done.
pub struct Done {
    /// What was created, for `bind`.
    created: Option<Made>,
    /// The answer; made after transient states have ended, where they end at once.
    pub answer: Box<dyn FnOnce(&World) -> Fields>,
    /// Remarks.
    pub notes: Vec<Note>,
}

impl Done {
    /// Done, with an answer.
    pub fn new(answer: impl FnOnce(&World) -> Fields + 'static) -> Self {
        Self {
            created: None,
            answer: Box::new(answer),
            notes: Vec::new(),
        }
    }

    /// Done, with nothing to say.
    #[must_use]
    pub fn silent() -> Self {
        Self::new(|_| Fields::default())
    }

    /// The same, with what was created.
    #[must_use]
    pub fn created(mut self, id: AnyId) -> Self {
        self.created = Some(Made::Element(id));
        self
    }

    /// The same, with what was created and is no element.
    #[must_use]
    pub fn named(mut self, id: Text) -> Self {
        self.created = Some(Made::Named(id));
        self
    }

    /// What was created.
    #[must_use]
    pub fn made(&self) -> Option<Made> {
        self.created
    }

    /// The same, with remarks.
    #[must_use]
    pub fn noting(mut self, notes: Vec<Note>) -> Self {
        self.notes = notes;
        self
    }
}

/// A call: who, where, of what, with what.
#[derive(Debug)]
pub struct Call<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// The service, as the scenario writes it.
    pub service: &'a str,
    /// The facts of the provider.
    pub profile: &'static Profile,
    /// The account that calls, where it is known.
    pub caller: Option<Text>,
    /// The region of the call, where it is known.
    pub region: Option<Text>,
    /// Made in the provider's console (`via: cockpit`).
    pub console: bool,
    /// The arguments.
    pub with: Arguments,
    /// Where the call stands.
    pub place: Span,
}

impl Call<'_> {
    /// Whether a region is another one than that of the call. One that is not known is not.
    #[must_use]
    pub fn elsewhere(&self, region: Option<Text>) -> bool {
        matches!((region, self.region), (Some(is), Some(called)) if is != called)
    }
}

/// The flag that only asks for the permission, where a provider's operations have it.
pub const DRY_RUN: Parameter = Parameter::optional("DryRun", Kind::Flag);

/// All operations, service by service.
pub static OPERATIONS: &[&[Operation]] = &[
    super::ec2::OPERATIONS,
    super::route_server::OPERATIONS,
    super::direct_connect::OPERATIONS,
    super::outscale::OPERATIONS,
    super::huawei::OPERATIONS,
];

/// An operation by service and name.
#[must_use]
pub fn find(service: &str, name: &str) -> Option<&'static Operation> {
    OPERATIONS
        .iter()
        .copied()
        .flatten()
        .find(|row| row.name == name && row.services.contains(&service))
}

/// The full names of all operations, for suggestions.
pub fn names() -> impl Iterator<Item = String> {
    OPERATIONS.iter().copied().flatten().flat_map(|row| {
        row.services
            .iter()
            .map(|service| format!("{service}.{}", row.name))
    })
}
