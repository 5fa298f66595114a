//! What the members of an element do when two views of it meet, and which of them are references.
//!
//! Here are leaves, references and lists; [`elements`] has the table of all structures.

mod before;
mod elements;

use std::hash::{Hash, Hasher};
use std::net::IpAddr;

use rustc_hash::{FxHashMap, FxHasher};

use crate::model::*;
use crate::source::{Field, Secret, Span, Text};

/// The meeting of two views: what is noticed while one is filled from the other.
#[derive(Debug, Default)]
pub(in crate::import) struct Meeting {
    /// Differences are natural here and not noted.
    quiet: bool,
    /// A design lies over an export: what it says replaces, also lists that otherwise come in pieces.
    overlay: bool,
    /// The member that is being looked at.
    member: &'static str,
    /// The first member of which the two say different things, and where.
    pub(in crate::import) contradiction: Option<(&'static str, Option<Span>, Option<Span>)>,
}

impl Meeting {
    /// What is planned lies over what is there.
    pub(in crate::import) fn overlay() -> Self {
        Self {
            quiet: true,
            overlay: true,
            ..Self::default()
        }
    }

    fn quietly(&mut self, what: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.quiet, true);
        what(self);
        self.quiet = before;
    }

    fn differ(&mut self, one: Option<Span>, other: Option<Span>) {
        if !self.quiet && self.contradiction.is_none() {
            self.contradiction = Some((self.member, one, other));
        }
    }
}

/// Meets every reference inside an element.
pub(in crate::import) trait Visitor {
    /// A reference to one kind.
    fn link<T: Element>(&mut self, link: &mut Link<T>);
    /// A reference to one of several kinds.
    fn any(&mut self, link: &mut AnyLink);
    /// Runs `inside` while references belong to this account and region.
    fn owned(
        &mut self,
        account: Option<Text>,
        region: Option<Text>,
        inside: impl FnOnce(&mut Self),
    ) where
        Self: Sized;
    /// Runs `inside` for a part that may be at its end, with what it refers to.
    fn when(&mut self, live: bool, inside: impl FnOnce(&mut Self))
    where
        Self: Sized;
}

/// A member of an element.
pub(in crate::import) trait Member: Sized {
    /// Takes over from the other view what this one does not say.
    fn fill(&mut self, other: Self, meeting: &mut Meeting);
    /// Whether both say the same, wherever they stand.
    fn same(&self, other: &Self) -> bool;
    /// Equal for what is the same.
    fn digest(&self, hasher: &mut FxHasher);
    /// Shows every reference inside.
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        let _ = visitor;
    }
}

macro_rules! leaves {
    ($($type:ty),*) => {$(
        impl Member for Field<$type> {
            fn fill(&mut self, other: Self, meeting: &mut Meeting) {
                fill_field(self, other, meeting);
            }
            fn same(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
            fn digest(&self, hasher: &mut FxHasher) {
                self.value().hash(hasher);
            }
        }
    )*};
}
leaves!(
    Text,
    bool,
    i64,
    Asn,
    Cidr,
    IpAddr,
    LinkAddress,
    Family,
    Time
);

impl Member for Field<Secret> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        fill_field(self, other, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.value().map(|secret| secret.length).hash(hasher);
    }
}

fn fill_field<T: PartialEq>(mine: &mut Field<T>, other: Field<T>, meeting: &mut Meeting) {
    let replace = match (&*mine, &other) {
        (_, Field::Absent) => false,
        (Field::Absent, _) | (Field::Wrong { .. }, Field::Value { .. }) => true,
        // What was concluded from folders or options yields to what a document says.
        (Field::Value { span, .. }, Field::Value { span: theirs, .. })
            if is_inferred(*span) != is_inferred(*theirs) =>
        {
            is_inferred(*span)
        }
        (
            Field::Value { value, span },
            Field::Value {
                value: theirs,
                span: place,
            },
        ) => {
            if value != theirs && !is_inferred(*span) {
                meeting.differ(Some(*span), Some(*place));
            }
            false
        }
        _ => false,
    };
    if replace {
        *mine = other;
    }
}

/// Whether a value was concluded from folders or options: it has a file, but no place in it.
pub(in crate::import) fn is_inferred(span: Span) -> bool {
    span.start == span.end
}

impl<T: Element> Member for Link<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        self.id.fill(other.id, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.id.same(&other.id)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.id.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.link(self);
    }
}

impl Member for AnyLink {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if self.id.is_absent() {
            *self = other;
        } else {
            self.id.fill(other.id, meeting);
        }
    }
    fn same(&self, other: &Self) -> bool {
        self.id.same(&other.id)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.id.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.any(self);
    }
}

impl Member for State {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        // A view without a word has a meaning only where a design leaves the word out.
        if self.native.is_absent() && !other.native.is_absent() {
            *self = other;
        } else {
            self.native.fill(other.native, meeting);
        }
    }
    fn same(&self, other: &Self) -> bool {
        self.native.same(&other.native)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.native.digest(hasher);
    }
}

impl Member for bool {
    fn fill(&mut self, other: Self, _: &mut Meeting) {
        *self |= other;
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.hash(hasher);
    }
}

/// Where something stands says nothing about what it is.
impl Member for Span {
    fn fill(&mut self, _: Self, _: &mut Meeting) {}
    fn same(&self, _: &Self) -> bool {
        true
    }
    fn digest(&self, _: &mut FxHasher) {}
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Member for $type {
            fn fill(&mut self, other: Self, meeting: &mut Meeting) {
                if *self != other {
                    meeting.differ(None, None);
                }
            }
            fn same(&self, other: &Self) -> bool {
                self == other
            }
            fn digest(&self, hasher: &mut FxHasher) {
                self.hash(hasher);
            }
        }
    )*};
}
plain!(Asn, Text, ProviderId);

impl Member for RouteOrigin {
    fn fill(&mut self, other: Self, _: &mut Meeting) {
        if *self == RouteOrigin::Unknown {
            *self = other;
        }
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
    fn digest(&self, hasher: &mut FxHasher) {
        std::mem::discriminant(self).hash(hasher);
    }
}

impl Member for RouteTarget {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if matches!(self, RouteTarget::None) {
            *self = other;
        } else if !self.same(&other) {
            meeting.differ(None, None);
        }
    }
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (RouteTarget::To(one), RouteTarget::To(other)) => one.same(other),
            (RouteTarget::Other(one), RouteTarget::Other(other)) => one.same(other),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
    fn digest(&self, hasher: &mut FxHasher) {
        std::mem::discriminant(self).hash(hasher);
        match self {
            RouteTarget::To(link) => link.digest(hasher),
            RouteTarget::Other(text) => text.digest(hasher),
            RouteTarget::None | RouteTarget::Local | RouteTarget::Blackhole => {}
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        if let RouteTarget::To(link) = self {
            visitor.any(link);
        }
    }
}

impl<A: Member, B: Member> Member for (A, B) {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        self.0.fill(other.0, meeting);
        self.1.fill(other.1, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.0.same(&other.0) && self.1.same(&other.1)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.0.digest(hasher);
        self.1.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        self.0.links(visitor);
        self.1.links(visitor);
    }
}

/// A list is said as a whole: that of the stronger view holds.
impl<T: Member> Member for Vec<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if self.is_empty() {
            *self = other;
        } else if !other.is_empty() && !self.same(&other) {
            meeting.differ(None, None);
        }
    }
    /// In any order.
    fn same(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        if self.iter().zip(other).all(|(one, other)| one.same(other)) {
            return true;
        }
        let (mut ours, mut theirs): (Vec<u64>, Vec<u64>) = (
            self.iter().map(digest).collect(),
            other.iter().map(digest).collect(),
        );
        ours.sort_unstable();
        theirs.sort_unstable();
        ours == theirs
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.len().hash(hasher);
        for item in self {
            item.digest(hasher);
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        for item in self {
            item.links(visitor);
        }
    }
}

impl<T: Member> Member for Option<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        match (self.as_mut(), other) {
            (_, None) => {}
            (None, other) => *self = other,
            (Some(mine), Some(other)) => mine.fill(other, meeting),
        }
    }
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (None, None) => true,
            (Some(one), Some(other)) => one.same(other),
            _ => false,
        }
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.is_some().hash(hasher);
        if let Some(value) = self {
            value.digest(hasher);
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        if let Some(value) = self {
            value.links(visitor);
        }
    }
}

fn digest<T: Member>(item: &T) -> u64 {
    let mut hasher = FxHasher::default();
    item.digest(&mut hasher);
    hasher.finish()
}

/// Adds to a list that comes in pieces whatever it does not hold yet.
fn gather<T: Member>(mine: &mut Option<Vec<T>>, other: Option<Vec<T>>) {
    let (Some(list), Some(more)) = (mine.as_mut(), other) else {
        return;
    };
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, item) in list.iter().enumerate() {
        known.entry(digest(item)).or_default().push(at);
    }
    for item in more {
        let alike = known.entry(digest(&item)).or_default();
        if !alike
            .iter()
            .any(|at| list.get(*at).is_some_and(|held| held.same(&item)))
        {
            alike.push(list.len());
            list.push(item);
        }
    }
}
