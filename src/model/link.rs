//! References between elements and where they lead.

use super::arena::Id;
use super::kind::{AnyId, ElementKind};
use crate::source::{Field, Text};

/// Where a reference leads, decided after everything is read.
#[derive(Debug)]
pub enum Target<T> {
    /// No reference was given.
    Unset,
    /// To this element.
    To(T),
    /// To something of an account or region whose list was not given, or to an element that could not be read.
    Outside,
    /// To something that should be in the input and is not.
    Dangling,
}

impl<T: Clone> Clone for Target<T> {
    fn clone(&self) -> Self {
        match self {
            Target::Unset => Target::Unset,
            Target::To(id) => Target::To(id.clone()),
            Target::Outside => Target::Outside,
            Target::Dangling => Target::Dangling,
        }
    }
}
impl<T: Copy> Copy for Target<T> {}

/// A reference to an element of one kind.
#[derive(Debug)]
pub struct Link<T> {
    /// What was written: a native id; in a design also a name or `kind/name`.
    pub id: Field<Text>,
    /// Where it leads.
    pub target: Target<Id<T>>,
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Link<T> {}
impl<T> Default for Link<T> {
    fn default() -> Self {
        Self {
            id: Field::Absent,
            target: Target::Unset,
        }
    }
}

impl<T> Link<T> {
    /// A reference that is not resolved yet.
    #[must_use]
    pub fn unresolved(id: Field<Text>) -> Self {
        Self {
            id,
            target: Target::Unset,
        }
    }

    /// The element, where the reference leads to one.
    #[must_use]
    pub fn get(&self) -> Option<Id<T>> {
        match self.target {
            Target::To(id) => Some(id),
            _ => None,
        }
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.id.is_absent()
    }
}

/// A reference to an element of one of several kinds.
#[derive(Clone, Copy, Debug)]
pub struct AnyLink {
    /// What was written.
    pub id: Field<Text>,
    /// The kinds that it may lead to, the likeliest first.
    pub kinds: &'static [ElementKind],
    /// Where it leads.
    pub target: Target<AnyId>,
}

impl Default for AnyLink {
    fn default() -> Self {
        Self {
            id: Field::Absent,
            kinds: &[],
            target: Target::Unset,
        }
    }
}

impl AnyLink {
    /// A reference that is not resolved yet.
    #[must_use]
    pub fn unresolved(id: Field<Text>, kinds: &'static [ElementKind]) -> Self {
        Self {
            id,
            kinds,
            target: Target::Unset,
        }
    }

    /// The element, where the reference leads to one.
    #[must_use]
    pub fn get(&self) -> Option<AnyId> {
        match self.target {
            Target::To(id) => Some(id),
            _ => None,
        }
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.id.is_absent()
    }
}
