//! From what a file says to elements of a design. References stay as written, for the resolver: what lies inside another element
//! may be called by its own name alone there (`app-a` in a table of `prod`), else by its whole one (`prod/app-a`).

mod direct_connect;
mod gateway;
mod names;
mod network;
mod route;
mod route_server;
mod site;
mod step;
mod transit;
mod vpn;

use names::Names;

use super::format::{Common, Design, Headed};
use super::kinds::{Targets, To, ToAny, Word, Words};
use super::leaf::{Leaf, List, Many, Name, Named, Or};
use crate::import::{Batch, Refused};
use crate::model::{
    AnyLink, Element, ElementKind, Head, Link, Mode, Presence, ProviderId, State, Tag,
};
use crate::source::field::Unreadable;
use crate::source::{Field, FileId, Lowering, Raw, Scalar, Span, Text};

/// Turns the entries of one design into elements.
pub(super) struct Lower {
    leaves: Lowering<'static>,
    /// What came out so far.
    pub batch: Batch,
    names: Names,
    provider: ProviderId,
    /// Values of another shape than expected, in the order of the file: noted by the tree, not yet told.
    shapes: Vec<Unreadable>,
}

/// What an element lies in.
#[derive(Clone, Copy)]
struct Parent {
    name: Text,
    /// The name with its place, as a reference to the parent.
    link: Field<Text>,
    provider: ProviderId,
    account: Field<Text>,
    region: Field<Text>,
}

impl Parent {
    /// What lies inside the element with this head.
    fn of(head: &Head) -> Self {
        Self {
            name: head.name.get().unwrap_or_else(|| Text::new("")),
            link: head.name,
            provider: head.provider,
            account: head.account,
            region: head.region,
        }
    }

    /// A reference to the parent.
    fn link<T>(&self) -> Link<T> {
        Link::unresolved(self.link)
    }
}

impl Lower {
    /// For the leaves of one design. `shapes` are the values that had another shape than expected.
    pub(in crate::import::yaml) fn new(
        file: FileId,
        design: &Design<'_>,
        provider: ProviderId,
        shapes: Vec<Unreadable>,
    ) -> Self {
        Self {
            // The leaves of a tree know their places; the text is only needed for those of JSON.
            leaves: Lowering::new(file, ""),
            batch: Batch::default(),
            names: Names::of(design),
            provider,
            shapes,
        }
    }

    /// All elements of a design.
    pub(in crate::import::yaml) fn elements(&mut self, design: &Design<'_>) {
        self.networks(design);
        self.gateways(design);
        self.direct_connect(design);
        self.transit_gateways(design);
        self.route_servers(design);
        self.vpn_connections(design);
        self.sites(design);
    }

    /// Ends the reading: what was noted and not told yet is told.
    pub(in crate::import::yaml) fn finish(mut self) -> Batch {
        let told = &mut self.batch.unreadable;
        told.append(&mut self.leaves.unreadable);
        told.append(&mut self.shapes);
        told.sort_by_key(|unreadable| unreadable.span);
        self.batch
    }

    /// The value of a leaf.
    pub(in crate::import::yaml) fn get<T: Scalar>(&mut self, leaf: &Leaf<'_, T>) -> Field<T> {
        self.leaves.field(&leaf.raw)
    }

    /// The text of a leaf.
    pub(in crate::import::yaml) fn text<K>(&mut self, leaf: &Leaf<'_, K>) -> Field<Text> {
        self.leaves.field(&leaf.raw)
    }

    /// Whether a leaf says yes.
    fn is_true(&mut self, leaf: &Leaf<'_, bool>) -> bool {
        self.get(leaf).get() == Some(true)
    }

    /// A word of a list.
    pub(in crate::import::yaml) fn word<W: Words>(
        &mut self,
        leaf: &Leaf<'_, Word<W>>,
    ) -> Field<Text> {
        let field: Field<Text> = self.leaves.field(&leaf.raw);
        let Some((word, span)) = field.located().filter(|_| !W::OPEN) else {
            return field;
        };
        let known = W::WORDS.iter().find(|w| w.eq_ignore_ascii_case(word));
        match known {
            Some(known) => Field::at(Text::new(known), span),
            None => self.wrong(span, W::EXPECTED),
        }
    }

    /// Notes a value that cannot stand where it does.
    pub(in crate::import::yaml) fn wrong<T>(
        &mut self,
        span: Span,
        expected: &'static str,
    ) -> Field<T> {
        self.leaves.unreadable.push(Unreadable { span, expected });
        Field::Wrong { span }
    }

    /// The place of a leaf in which something is said.
    fn place(&self, raw: &Raw<'_>) -> Option<Span> {
        self.leaves.span(raw).filter(|_| !raw.is_empty())
    }

    /// The values of a list.
    fn many<T: Scalar>(&mut self, list: &Many<Leaf<'_, T>>) -> Vec<Field<T>> {
        let fields = list.items.iter().map(|leaf| self.get(leaf));
        fields.filter(|field| !field.is_absent()).collect()
    }

    /// The values of a list, if it was given.
    fn listed<T: Scalar>(&mut self, list: &Many<Leaf<'_, T>>) -> Option<Vec<Field<T>>> {
        let values = self.many(list);
        list.listed.then_some(values)
    }

    /// The texts of a list.
    pub(in crate::import::yaml) fn texts<K>(
        &mut self,
        list: &Many<Leaf<'_, K>>,
    ) -> Vec<Field<Text>> {
        let fields = list.items.iter().map(|leaf| self.text(leaf));
        fields.filter(|field| !field.is_absent()).collect()
    }

    /// A reference to an element of one kind.
    fn link<T: Element>(&mut self, leaf: &Leaf<'_, To<T>>) -> Link<T> {
        Link::unresolved(self.text(leaf))
    }

    /// References to elements of one kind.
    fn links<T: Element>(&mut self, list: &Many<Leaf<'_, To<T>>>) -> Vec<Link<T>> {
        let links = list.items.iter().map(|leaf| self.link(leaf));
        links.filter(|link| !link.is_absent()).collect()
    }

    /// A reference to an element of one of several kinds.
    fn any<K: Targets>(&mut self, leaf: &Leaf<'_, ToAny<K>>) -> AnyLink {
        let id = self.text(leaf);
        self.any_of(id, K::KINDS)
    }

    /// The same, from a text that was read.
    fn any_of(&self, id: Field<Text>, kinds: &'static [ElementKind]) -> AnyLink {
        let narrowed = id.get().and_then(|text| self.names.only_kind(text, kinds));
        AnyLink::unresolved(id, narrowed.unwrap_or(kinds))
    }

    /// References that are bare or say more: each with its state.
    fn tied<'a, T: Element, E>(
        &mut self,
        list: &Many<Or<'a, To<T>, E>>,
        parts: impl Fn(&mut Self, &E) -> (Link<T>, State),
    ) -> Option<Vec<(Link<T>, State)>> {
        let mut all = Vec::with_capacity(list.items.len());
        for item in &list.items {
            let (link, state) = match item {
                Or::Leaf(leaf) => (self.link(leaf), State::default()),
                Or::Entry(entry) => parts(self, entry),
            };
            if !link.is_absent() {
                all.push((link, state));
            }
        }
        list.is_whole().then_some(all)
    }

    /// A state as written; its meaning comes from the provider's facts, later.
    fn state<K>(&mut self, leaf: &Leaf<'_, K>) -> State {
        State {
            native: self.text(leaf),
            ..State::default()
        }
    }

    /// Lowers the elements of one kind; one that cannot be read is refused alone.
    fn each<'a, T: Headed<'a>>(
        &mut self,
        kind: ElementKind,
        elements: &Named<'a, T>,
        parent: Option<&Parent>,
        mut lower: impl FnMut(&mut Self, Head, &T),
    ) {
        for (key, element) in &elements.entries {
            let Some(name) = self.name(key, parent) else {
                continue;
            };
            let Some(element) = element else {
                self.refuse_shape(kind, name);
                continue;
            };
            let mark = self.leaves.unreadable.len();
            match self.head(kind, name, parent, element.common()) {
                Some(head) => lower(self, head, element),
                None => self.refuse(kind, name, mark),
            }
        }
    }

    /// The whole name of an element with the place of its key.
    fn name(&self, key: &Leaf<'_, Name>, parent: Option<&Parent>) -> Option<Field<Text>> {
        let span = self.leaves.span(&key.raw)?;
        let own = key.raw.text().unwrap_or_default();
        let name = match parent {
            Some(parent) => Text::new(&format!("{}/{own}", parent.name)),
            None => Text::new(&own),
        };
        Some(Field::at(name, span))
    }

    /// What every element says about itself; `None` where its id cannot be read. What is left out is filled in once it is known
    /// whether an export shows the element (see [`defaults`](super::defaults)).
    fn head(
        &mut self,
        kind: ElementKind,
        name: Field<Text>,
        parent: Option<&Parent>,
        common: Common<'_, '_>,
    ) -> Option<Head> {
        let id = self.text(&common.id);
        if matches!(id, Field::Wrong { .. }) {
            return None;
        }
        let own = self.text(&common.provider).get();
        let provider = match (own, parent) {
            (Some(own), _) => ProviderId(own.as_str()),
            (None, Some(parent)) => parent.provider,
            (None, None) if is_customers(kind) => ProviderId::GENERIC,
            (None, None) => self.provider,
        };
        let account = self.text(&common.account);
        let region = self.text(&common.region);
        Some(Head {
            provider,
            mode: Mode::Design,
            presence: Presence::Listed,
            id,
            name,
            account: account.or(parent.map(|p| p.account).unwrap_or_default()),
            exporter: None,
            region: region.or(parent.map(|p| p.region).unwrap_or_default()),
            state: self.state(&common.state),
            tags: common.tags.map(|tags| self.tags(tags)).unwrap_or_default(),
            origins: name.span().into_iter().collect(),
        })
    }

    fn tags(&mut self, tags: &Named<'_, Leaf<'_, Text>>) -> Vec<Tag> {
        let mut all = Vec::with_capacity(tags.entries.len());
        for (key, value) in &tags.entries {
            let value = value.as_ref().map(|leaf| self.get(leaf));
            all.push(Tag {
                key: self.name(key, None).unwrap_or_default(),
                value: value.unwrap_or_default(),
            });
        }
        all
    }

    /// Refuses an element of which a value, noted since `mark`, cannot be read.
    fn refuse(&mut self, kind: ElementKind, name: Field<Text>, mark: usize) {
        let fault = self.leaves.unreadable.drain(mark..).next();
        self.refused(kind, name, fault);
    }

    /// Refuses an element that is no mapping; the tree has noted what stands there, right behind the key.
    fn refuse_shape(&mut self, kind: ElementKind, name: Field<Text>) {
        let end = name.span().map_or(0, |span| span.end);
        let at = self.shapes.iter().position(|fault| fault.span.start >= end);
        let fault = at.map(|at| self.shapes.remove(at));
        self.refused(kind, name, fault);
    }

    fn refused(&mut self, kind: ElementKind, name: Field<Text>, fault: Option<Unreadable>) {
        if let Some(Unreadable { span, expected }) = fault {
            self.batch.refused.push(Refused {
                span,
                kind,
                id: name.get(),
                expected,
            });
        }
    }
}

/// Whether elements of this kind are the customer's own, whatever provider the design is about.
pub(super) fn is_customers(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::Site
            | ElementKind::SiteRouter
            | ElementKind::SiteLink
            | ElementKind::SharedRisk
    )
}

/// The items of a list, if it was given and every item could be read.
fn whole<T>(list: &List<T>) -> Option<&[T]> {
    list.0.is_whole().then_some(list.0.items.as_slice())
}
