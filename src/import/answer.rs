//! Answers whose items say themselves what they belong to: a list or an object under a key of its own, beside it what goes with
//! an answer, or the object alone.
//!
//! A provider gives its [`Dialect`]; walking, pages, lists and counts are the same for all.

use std::collections::BTreeMap;

use super::lower::Cx;
use super::raw::raw;
use super::{Batch, Certainty, NotModelled, Notice, Refused, Surroundings};
use crate::model::{ElementKind, Listing};
use crate::profile::Profile;
use crate::source::field::Unreadable;
use crate::source::outline::Kind;
use crate::source::{Document, Members, Outline, Part, Problem, ReadError, Span, Top, Value};

/// What is known about a key and the objects under it.
#[derive(Debug)]
pub(crate) struct Known<C: 'static> {
    /// What it holds.
    pub(crate) collection: C,
    /// The key of the list.
    pub(crate) plural: &'static str,
    /// The key of a single object; empty where no answer has one.
    pub(crate) singular: &'static str,
    /// The call that prints the list.
    pub(crate) call: &'static str,
    /// The name of a single answer.
    pub(crate) single: &'static str,
    /// The kind of element that is made.
    pub(crate) kind: ElementKind,
    /// Whether the whole list is all there is of the kind for who asked: absence from it means absence.
    pub(crate) complete: bool,
    /// Members that only objects of this collection have together, where they stand alone.
    pub(crate) members: &'static [&'static str],
    /// Members of which an object must have one to be of this collection, where other providers use the key.
    pub(crate) telling: &'static [&'static str],
    /// Whether an empty list is this provider's for sure.
    pub(crate) own_key: bool,
}

/// What a member beside the objects is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Beside {
    /// A text that is there only if more follows.
    Token,
    /// A list of links, of which one is named `next` if more follows.
    Links,
    /// An object whose `next_marker` is there only if more follows.
    PageInfo,
    /// Belongs to the answer and says nothing about objects.
    Ignored,
    /// Objects of another kind, or a member of a bare object.
    Unknown,
}

/// What is special to a provider's answers.
pub(crate) trait Dialect: Clone {
    /// Its collections.
    type Collection: Copy + 'static;

    /// All of them; a bare object belongs to the first row whose members it has.
    fn known(&self) -> &'static [Known<Self::Collection>];

    /// What another member of an answer is.
    fn beside(&self, key: &str) -> Beside;

    /// What objects of a key are called for which there are no elements.
    fn other(&self, key: &str) -> String;

    /// Reads the items of a collection.
    ///
    /// # Errors
    /// Those of reading the value, handed on as they are.
    fn take<'de, V: Value<'de>>(
        &mut self,
        cx: &mut Cx<'_>,
        known: &'static Known<Self::Collection>,
        value: V,
    ) -> Result<(), V::Error>;
}

/// The row of a key, and whether it is that of the list.
pub(crate) fn find<C>(known: &'static [Known<C>], key: &str) -> Option<(&'static Known<C>, bool)> {
    known.iter().filter(|_| !key.is_empty()).find_map(|row| {
        if row.plural == key {
            Some((row, true))
        } else {
            (row.singular == key).then_some((row, false))
        }
    })
}

/// The row of a bare object with these members.
fn bare<'k, C>(
    known: &'static [Known<C>],
    keys: impl Iterator<Item = &'k str> + Clone,
) -> Option<&'static Known<C>> {
    known.iter().find(|row| {
        !row.members.is_empty()
            && row
                .members
                .iter()
                .all(|member| keys.clone().any(|key| key == *member))
    })
}

/// Tells from the beginning of a document whether it is one of this provider.
pub(crate) fn recognize<C>(known: &'static [Known<C>], outline: &Outline) -> Certainty {
    let alone = match outline.shape {
        Top::List => bare(known, outline.first_item_keys.iter().map(|key| &**key)),
        Top::Map => bare(known, outline.keys.iter().map(|key| &**key)),
        _ => None,
    };
    if alone.is_some() {
        return Certainty::Sure;
    }
    let certainty = |member: &crate::source::outline::Glimpse| {
        let Some((row, _)) = find(known, &member.key) else {
            return Certainty::No;
        };
        match member.kind {
            Kind::Scalar => Certainty::No,
            Kind::Empty if row.own_key => Certainty::Sure,
            Kind::Empty => Certainty::Shared,
            _ if row
                .telling
                .iter()
                .any(|word| member.inner.iter().any(|inner| **inner == **word)) =>
            {
                Certainty::Sure
            }
            _ => Certainty::No,
        }
    };
    outline
        .members
        .iter()
        .map(certainty)
        .max()
        .unwrap_or(Certainty::No)
}

/// Reads a document that was recognised.
///
/// # Errors
/// The text is not JSON.
pub(crate) fn read<D: Dialect>(
    document: &Document<'_>,
    around: &Surroundings,
    profile: &'static Profile,
    dialect: D,
) -> Result<Batch, ReadError> {
    let outline = document.outline();
    let known = dialect.known();
    let alone = match outline.shape {
        Top::List => bare(known, outline.first_item_keys.iter().map(|key| &**key)),
        Top::Map if !outline.keys.iter().any(|key| find(known, key).is_some()) => {
            bare(known, outline.keys.iter().map(|key| &**key))
        }
        _ => None,
    };
    let mut reader = Reader {
        text: document.text(),
        around,
        profile,
        fresh: dialect.clone(),
        state: State::new(Cx::new(document.text(), around, profile), dialect),
        objects: outline
            .members
            .iter()
            .filter(|member| member.kind == Kind::Map)
            .map(|member| member.key.clone())
            .collect(),
        alone,
    };
    let problems = match alone {
        Some(_) => document.whole(&mut reader)?,
        None => document.members(&mut reader)?,
    };
    reader.state.end_page();
    Ok(reader.into_batch(problems))
}

raw! {
    /// A link to another page.
    PageLink { rel = "rel"; }
    /// Where the next page begins.
    PageInfo { next = "next_marker"; }
}

/// A list over all pages of a document.
struct List<C: 'static> {
    known: &'static Known<C>,
    /// The mark of the last page that more follows.
    token: Option<Span>,
}

/// What is forgotten where a document is walked again.
struct State<'a, D: Dialect> {
    cx: Cx<'a>,
    dialect: D,
    kinds: Vec<String>,
    not_modelled: BTreeMap<String, usize>,
    lists: Vec<List<D::Collection>>,
    /// Lists of the page being read, and its mark that more follows.
    page: Vec<&'static Known<D::Collection>>,
    token: Option<Span>,
}

impl<'a, D: Dialect> State<'a, D> {
    fn new(cx: Cx<'a>, dialect: D) -> Self {
        Self {
            cx,
            dialect,
            kinds: Vec::new(),
            not_modelled: BTreeMap::new(),
            lists: Vec::new(),
            page: Vec::new(),
            token: None,
        }
    }

    fn kind(&mut self, kind: &str) {
        if !self.kinds.iter().any(|known| known == kind) {
            self.kinds.push(kind.to_owned());
        }
    }

    fn end_page(&mut self) {
        let token = self.token.take();
        for known in std::mem::take(&mut self.page) {
            match self
                .lists
                .iter_mut()
                .find(|list| list.known.call == known.call)
            {
                Some(list) => list.token = token,
                None => self.lists.push(List { known, token }),
            }
        }
    }
}

struct Reader<'a, 's, D: Dialect> {
    text: &'a str,
    around: &'s Surroundings,
    profile: &'static Profile,
    fresh: D,
    state: State<'a, D>,
    /// Members at the top that are objects, whatever their key promises.
    objects: Vec<Box<str>>,
    /// What the document is, where it has no key.
    alone: Option<&'static Known<D::Collection>>,
}

impl<'de, D: Dialect> Members<'de> for Reader<'_, '_, D> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        let state = &mut self.state;
        if let Some(known) = self.alone {
            state.kind(known.single);
            return state.dialect.take(&mut state.cx, known, value);
        }
        if let Some((known, plural)) = find(state.dialect.known(), key) {
            if plural && !self.objects.iter().any(|object| **object == *key) {
                state.kind(known.call);
                state.page.push(known);
            } else {
                state.kind(known.single);
            }
            return state.dialect.take(&mut state.cx, known, value);
        }
        match state.dialect.beside(key) {
            Beside::Token => {
                let token = value.leaf()?;
                if !token.is_empty() {
                    state.token = state.cx.lower.span(&token);
                }
            }
            Beside::Links => {
                let lower = &state.cx.lower;
                let mut next = None;
                value.items(|link: PageLink<'_>| {
                    if link.rel.text().is_some_and(|rel| rel == "next") {
                        next = lower.span(&link.rel);
                    }
                })?;
                state.token = next.or(state.token);
            }
            Beside::PageInfo => {
                let info = value.one::<PageInfo<'_>>()?;
                if let Part::Value(info) = info
                    && !info.next.is_empty()
                {
                    state.token = state.cx.lower.span(&info.next);
                }
            }
            Beside::Ignored => {
                value.skip()?;
            }
            Beside::Unknown => {
                let count = value.skip()?;
                if count > 0 {
                    let kind = state.dialect.other(key);
                    state.kind(&kind);
                    *state.not_modelled.entry(kind).or_default() += count;
                }
            }
        }
        Ok(())
    }

    fn restart(&mut self) {
        let cx = Cx::new(self.text, self.around, self.profile);
        self.state = State::new(cx, self.fresh.clone());
    }

    fn page(&mut self) {
        self.state.end_page();
    }
}

impl<D: Dialect> Reader<'_, '_, D> {
    fn into_batch(self, problems: Vec<Problem>) -> Batch {
        let State {
            mut cx,
            dialect,
            kinds,
            not_modelled,
            lists,
            ..
        } = self.state;
        let start = Span::file(cx.lower.file());
        for List { known, token } in lists {
            if let Some(span) = token {
                cx.notices.push(Notice::Truncated {
                    span,
                    collection: known.call,
                    parent: None,
                });
            }
            if known.complete {
                cx.design.about.listings.push(Listing {
                    kind: known.kind,
                    provider: self.profile.provider,
                    account: cx.account,
                    region: cx.region.filter(|_| !known.kind.is_global()),
                    truncated: token.is_some(),
                    span: token.unwrap_or(start),
                });
            }
        }
        let mut batch = Batch {
            kinds,
            elements: cx.design,
            refused: cx.refused,
            unreadable: cx.lower.unreadable,
            notices: cx.notices,
            ..Batch::default()
        };
        for (kind, count) in not_modelled {
            batch.not_modelled.push(NotModelled { kind, count });
        }
        for problem in problems {
            match problem {
                Problem::DuplicateKey { key, span, first } => {
                    batch.notices.push(Notice::DuplicateKey {
                        key: key.into(),
                        first,
                        last: span,
                    });
                }
                Problem::Unreadable { span, expected } => {
                    batch.unreadable.push(Unreadable { span, expected });
                }
                Problem::Refused {
                    member,
                    span,
                    expected,
                    ..
                } => {
                    let found = find(dialect.known(), &member).map(|(known, _)| known);
                    match found.or(self.alone) {
                        Some(known) => batch.refused.push(Refused {
                            span,
                            kind: known.kind,
                            id: None,
                            expected,
                        }),
                        None => batch.unreadable.push(Unreadable { span, expected }),
                    }
                }
            }
        }
        batch
    }
}
