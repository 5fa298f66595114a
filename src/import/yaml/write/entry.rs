//! The members of one element.

use std::fmt::Display;

use super::text::Out;
use super::{Writer, names};
use crate::import::yaml::defaults::working;
use crate::import::yaml::lower::is_customers;
use crate::model::{
    AnyId, AnyLink, Asn, CidrBlock, Element, ElementKind, Head, Link, NetworkAttachment,
    ProviderId, State,
};
use crate::profile::MachineOf;
use crate::source::{Field, Text};

/// The members of an element, in their order.
pub(super) struct Entry<'w, 'd> {
    pub(super) writer: &'w Writer<'d>,
    /// Whose words hold.
    provider: ProviderId,
    /// Written by an export, so that what it leaves out is not known.
    exported: bool,
    pub(super) members: Vec<(String, Out)>,
}

impl Writer<'_> {
    /// The elements of a kind that lie in nothing, each with its members.
    pub(super) fn section<T: Element>(
        &mut self,
        mut members: impl FnMut(&mut Entry<'_, '_>, &T),
    ) -> Out {
        let mut all = Vec::new();
        for (id, element) in T::arena(self.design).iter() {
            let id = T::any(id);
            let Some(key) = self.names.key(id).map(str::to_owned) else {
                *self.left_out.entry(id.kind()).or_default() += 1;
                continue;
            };
            let mut entry = self.entry(id);
            members(&mut entry, element);
            all.push((key, Out::Block(entry.members)));
        }
        Out::Block(all)
    }

    /// Counts the elements of a kind that lie in nothing although they must.
    pub(super) fn count_orphans(&mut self, kind: ElementKind) {
        let orphans = self
            .design
            .of_kind(kind)
            .into_iter()
            .filter(|id| self.names.key(*id).is_none())
            .count();
        if orphans > 0 {
            self.left_out.insert(kind, orphans);
        }
    }

    /// Members of what is no element.
    pub(super) fn blank(&self) -> Entry<'_, '_> {
        Entry {
            writer: self,
            provider: self.provider,
            exported: false,
            members: Vec::new(),
        }
    }

    /// An element with what every element says about itself.
    pub(super) fn entry(&self, id: AnyId) -> Entry<'_, '_> {
        let head = self.design.head(id);
        let parent = names::parent(self.design, id).map(|parent| self.design.head(parent));
        let mut entry = Entry {
            writer: self,
            provider: head.provider,
            exported: !head.is_design(),
            members: Vec::new(),
        };
        entry.text("id", &head.id);
        let customers = is_customers(id.kind());
        let provider = parent.map_or(self.provider, |parent| parent.provider);
        if head.provider != provider && !(customers && head.provider == ProviderId::GENERIC) {
            entry.push("provider", Out::Text(head.provider.0.to_owned()));
        }
        let outer = |of: fn(&Head) -> &Field<Text>, header: Option<Text>| {
            let header = header.filter(|_| !customers);
            parent.and_then(|parent| of(parent).get()).or(header)
        };
        if head.account.get() != outer(|head| &head.account, self.account) {
            entry.text("account", &head.account);
        }
        let region = self.region.filter(|_| !id.kind().is_global());
        if head.region.get() != outer(|head| &head.region, region) {
            entry.text("region", &head.region);
        }
        entry.state("state", id.kind().into(), &head.state);
        if !head.tags.is_empty() {
            let tags = head.tags.iter().filter_map(|tag| {
                let value = tag.value.get().map_or("", Text::as_str);
                Some((tag.key.get()?.to_string(), Out::Text(value.to_owned())))
            });
            entry.push("tags", Out::Flow(tags.collect()));
        }
        entry
    }
}

impl<'w, 'd> Entry<'w, 'd> {
    /// Without members, for what stands inside the same element.
    pub(super) fn like(&self) -> Entry<'w, 'd> {
        Entry {
            writer: self.writer,
            provider: self.provider,
            exported: self.exported,
            members: Vec::new(),
        }
    }
}

impl Entry<'_, '_> {
    pub(super) fn push(&mut self, key: &str, value: Out) {
        self.members.push((key.to_owned(), value));
    }

    /// What lies in the element, by kind.
    pub(super) fn inside(
        &mut self,
        key: &str,
        of: AnyId,
        mut members: impl FnMut(&mut Entry<'_, '_>, AnyId) -> bool,
    ) {
        let mut all = Vec::new();
        for child in self.writer.names.children(of) {
            let Some(own) = self.writer.names.key(*child) else {
                continue;
            };
            let mut entry = self.writer.entry(*child);
            if members(&mut entry, *child) {
                all.push((own.to_owned(), Out::Block(entry.members)));
            }
        }
        if !all.is_empty() {
            self.push(key, Out::Block(all));
        }
    }

    pub(super) fn text<T: Display + Copy>(&mut self, key: &str, field: &Field<T>) {
        if let Some(value) = field.get() {
            self.push(key, Out::Text(value.to_string()));
        }
    }

    pub(super) fn plain<T: Display + Copy>(&mut self, key: &str, field: &Field<T>) {
        if let Some(value) = field.get() {
            self.push(key, Out::Plain(value.to_string()));
        }
    }

    pub(super) fn asn(&mut self, key: &str, field: &Field<Asn>) {
        if let Some(asn) = field.get() {
            self.push(key, asn_out(asn));
        }
    }

    /// Whether something works; what an export leaves out is not known.
    pub(super) fn status(&mut self, key: &str, field: &Field<Text>) {
        match field.get() {
            Some(word) => self.push(key, Out::Text(word.to_lowercase())),
            None if self.exported => self.push(key, Out::Text("unknown".to_owned())),
            None => {}
        }
    }

    /// A state, unless it is the working one, which goes without saying.
    pub(super) fn state(&mut self, key: &str, of: MachineOf, state: &State) {
        if let Some(word) = self.state_word(of, state) {
            self.push(key, Out::Text(word));
        }
    }

    pub(super) fn state_word(&self, of: MachineOf, state: &State) -> Option<String> {
        let word = state.native.get()?;
        let profile = self.writer.profiles.get(self.provider);
        let silent = of != MachineOf::Element(ElementKind::VpnTunnel)
            && working(of, profile) == Some(word.as_str());
        (!silent).then(|| word.to_string())
    }

    /// A value that may come with a state: bare where the state goes without saying.
    pub(super) fn stated(&self, key: &str, value: String, of: MachineOf, state: &State) -> Out {
        match self.state_word(of, state) {
            None => Out::Text(value),
            Some(word) => Out::Flow(vec![
                (key.to_owned(), Out::Text(value)),
                ("state".to_owned(), Out::Text(word)),
            ]),
        }
    }

    pub(super) fn list<T: Display + Copy>(&mut self, key: &str, list: Option<&Vec<Field<T>>>) {
        if let Some(list) = list {
            let items = list.iter().filter_map(Field::get);
            let items = items.map(|value| Out::Text(value.to_string())).collect();
            self.push(key, Out::List(items));
        }
    }

    /// The same, left out where it is empty.
    pub(super) fn some<T: Display + Copy>(&mut self, key: &str, list: &Vec<Field<T>>) {
        if !list.is_empty() {
            self.list(key, Some(list));
        }
    }

    /// How to refer to what a reference means.
    pub(super) fn name_of<T: Element>(&self, link: &Link<T>) -> Option<String> {
        let to = link.get().map(T::any);
        to.and_then(|to| self.writer.names.reference(self.writer.design, to))
            .or_else(|| link.id.get().map(|id| id.to_string()))
    }

    /// The same for a reference to one of several kinds. One that leads nowhere says its kind, where that is known.
    pub(super) fn name_of_any(&self, link: &AnyLink) -> Option<String> {
        let to = link.get();
        if let Some(name) = to.and_then(|to| self.writer.names.reference(self.writer.design, to)) {
            return Some(name);
        }
        let written = link.id.get()?;
        Some(match link.kinds {
            [kind] if !written.starts_with(&format!("{}/", kind.word())) => {
                format!("{}/{written}", kind.word())
            }
            _ => written.to_string(),
        })
    }

    pub(super) fn link<T: Element>(&mut self, key: &str, link: &Link<T>) {
        if let Some(name) = self.name_of(link) {
            self.push(key, Out::Text(name));
        }
    }

    pub(super) fn any(&mut self, key: &str, link: &AnyLink) {
        if let Some(name) = self.name_of_any(link) {
            self.push(key, Out::Text(name));
        }
    }

    pub(super) fn links<T: Element>(&mut self, key: &str, list: Option<&Vec<Link<T>>>) {
        if let Some(list) = list {
            let names = list.iter().filter_map(|link| self.name_of(link));
            let names = names.map(Out::Text).collect();
            self.push(key, Out::List(names));
        }
    }

    /// Address blocks.
    pub(super) fn blocks(&mut self, of: MachineOf, blocks: &[CidrBlock], listed: bool) {
        if blocks.is_empty() && !listed {
            return;
        }
        let items = blocks.iter().filter_map(|block| {
            let cidr = block.cidr.get()?.to_string();
            let more = [
                ("source", block.source),
                ("pool", block.pool),
                ("attribute", block.attribute),
                ("border_group", block.border_group),
            ];
            let more: Vec<(String, Out)> = more
                .into_iter()
                .filter_map(|(key, field)| {
                    let value = field.get()?.to_string();
                    Some((key.to_owned(), Out::Text(value)))
                })
                .collect();
            Some(match self.stated("cidr", cidr.clone(), of, &block.state) {
                Out::Flow(mut members) => {
                    members.extend(more);
                    Out::Flow(members)
                }
                bare if more.is_empty() => bare,
                bare => {
                    let mut members = vec![("cidr".to_owned(), bare)];
                    members.extend(more);
                    Out::Flow(members)
                }
            })
        });
        let items = items.collect();
        self.push("cidrs", Out::List(items));
    }

    /// The networks of a gateway.
    pub(super) fn ties(&mut self, of: MachineOf, ties: Option<&Vec<NetworkAttachment>>) {
        if let Some(ties) = ties {
            let items = ties.iter().filter_map(|tie| {
                let name = self.name_of(&tie.network)?;
                Some(self.stated("network", name, of, &tie.state))
            });
            let items = items.collect();
            self.push("network", Out::List(items));
        }
    }
}

/// A number, or the dotted notation in which it was written.
pub(super) fn asn_out(asn: Asn) -> Out {
    if asn.dotted {
        Out::Text(format!("{}.{}", asn.number >> 16, asn.number & 0xffff))
    } else {
        Out::Plain(asn.to_string())
    }
}
