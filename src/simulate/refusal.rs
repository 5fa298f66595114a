//! Refusals, before the provider's code is looked up.

use super::trace::Refused;
use crate::model::{AnyId, Design, ElementKind};
use crate::profile::{ErrorKind, MachineOf, MessageKind, Profile};
use crate::source::Text;

/// Why a call is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The kind.
    pub kind: ErrorKind,
    /// Why.
    pub why: MessageKind,
    /// What kind of thing it is about; decides the provider's code.
    pub on: Option<MachineOf>,
    /// What it is about.
    pub resource: Option<Text>,
    /// Its state.
    pub state: Option<Text>,
    /// A sentence without a full stop.
    pub message: String,
}

impl Refusal {
    /// A refusal for a reason.
    #[must_use]
    pub fn new(kind: ErrorKind, why: MessageKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            why,
            on: None,
            resource: None,
            state: None,
            message: message.into(),
        }
    }

    /// The same about a kind of thing.
    #[must_use]
    pub fn on(mut self, on: impl Into<MachineOf>) -> Self {
        self.on = Some(on.into());
        self
    }

    /// The same about a resource of which only the id is known.
    #[must_use]
    pub fn named(mut self, id: Text) -> Self {
        self.resource = Some(id);
        self
    }

    /// The same about an element.
    #[must_use]
    pub fn about(mut self, design: &Design, id: AnyId) -> Self {
        let head = design.head(id);
        self.on = self.on.or(Some(id.kind().into()));
        self.resource = Some(head.printed_id());
        self.state = head.state.native.get();
        self
    }

    /// A parameter is missing.
    #[must_use]
    pub fn missing(parameter: &str) -> Self {
        Self::new(
            ErrorKind::Missing,
            MessageKind::MissingParameter,
            format!("the parameter {parameter} is missing"),
        )
    }

    /// A parameter has a value that cannot be; `expected` completes "it must be …".
    #[must_use]
    pub fn value(parameter: &str, expected: &str) -> Self {
        Self::new(
            ErrorKind::InvalidValue,
            MessageKind::BadValue,
            format!("the parameter {parameter} must be {expected}"),
        )
    }

    /// There is no such resource, or the caller does not see it.
    #[must_use]
    pub fn not_found(kind: ElementKind, id: Text, profile: &Profile) -> Self {
        Self::new(
            ErrorKind::NotFound,
            MessageKind::NoSuchResource,
            format!("there is no {} {id}", profile.word(kind)),
        )
        .on(kind)
        .named(id)
    }

    /// The caller is not the one who may do it; `needs` completes "only … may".
    #[must_use]
    pub fn role(design: &Design, id: AnyId, needs: &str) -> Self {
        let printed = design.head(id).printed_id();
        Self::new(
            ErrorKind::NotPermitted,
            MessageKind::WrongRole,
            format!("only {needs} may do this to {printed}"),
        )
        .about(design, id)
    }

    /// The call was made in another region than `needs`.
    #[must_use]
    pub fn region(design: &Design, id: AnyId, needs: Option<Text>) -> Self {
        let printed = design.head(id).printed_id();
        let needs = needs.map_or("another region", Text::as_str);
        Self::new(
            ErrorKind::WrongRegion,
            MessageKind::WrongRegion,
            format!("for {printed} the call must be made in {needs}"),
        )
        .about(design, id)
    }

    /// The state of an element does not allow it.
    #[must_use]
    pub fn state(design: &Design, id: AnyId) -> Self {
        let head = design.head(id);
        Self::new(
            ErrorKind::InvalidState,
            MessageKind::WrongState,
            format!("{} is {}", head.printed_id(), head.state.word()),
        )
        .about(design, id)
    }

    /// A quota is used up.
    #[must_use]
    pub fn quota(what: &str, most: u32) -> Self {
        Self::new(
            ErrorKind::LimitExceeded,
            MessageKind::Quota,
            format!("there are {most} {what} already, which is the limit"),
        )
    }

    /// With the provider's code.
    #[must_use]
    pub fn worded(self, profile: &Profile, service: &str) -> Refused {
        let row = profile.refusal(service, self.kind, self.on, self.why);
        Refused {
            kind: self.kind,
            code: row.map(|row| row.code),
            also: row.map_or(&[], |row| row.also),
            http: row.and_then(|row| row.http),
            why: self.why,
            resource: self.resource,
            state: self.state,
            message: self.message,
        }
    }
}
