//! Names in scenarios: what `bind` holds, what `$x` means, what a reference leads to.

use super::argument::Unbound;
use super::engine::Simulation;
use super::mistake::Mistake;
use super::operation::Made;
use crate::model::{AnyId, ElementKind, Family, Found, Step};
use crate::source::tree::Node;
use crate::source::{FileId, Scalar, Span, Text};

/// What a name holds.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    /// An element, or the id of something that is none.
    Made(Made),
    /// Nothing, because the step that should have bound it was refused.
    Refused,
}

impl Simulation<'_> {
    /// Remembers that a name holds nothing.
    pub(super) fn unbind(&mut self, step: &Step) {
        if let Some(name) = step.bind.get() {
            self.bound.insert(name, Bound::Refused);
        }
    }

    /// Whether no element has this name, as far as its kind allows one.
    pub(super) fn is_no_element(&self, text: &str) -> bool {
        !text.starts_with('$') && self.world.find(text, &[]) == Found::Nothing
    }

    /// The element that `$name` means and the id that stands for it.
    pub(super) fn dollar(
        &self,
        name: &str,
        span: Span,
        kinds: &[ElementKind],
    ) -> Result<(Text, Option<AnyId>), Unbound> {
        if let Some(Bound::Made(Made::Named(id))) = self.bound.get(&Text::new(name)) {
            return Ok((*id, None));
        }
        let id = self.named(name, span, kinds)?;
        Ok((self.world.design.head(id).printed_id(), Some(id)))
    }

    fn named(&self, name: &str, span: Span, kinds: &[ElementKind]) -> Result<AnyId, Unbound> {
        let by_name = |name: &str| match self.bound.get(&Text::new(name)) {
            Some(Bound::Made(Made::Element(id))) => Some(Ok(*id)),
            Some(Bound::Made(Made::Named(id))) => Some(Err(Unbound::Mistake(Mistake::new(
                span,
                format!("`${name}` is {id}, which is no element"),
            )))),
            Some(Bound::Refused) => Some(Err(Unbound::Refused(name.to_owned()))),
            None => None,
        };
        if let Some(bound) = by_name(name) {
            return bound;
        }
        if let Some((parent, family)) = name.rsplit_once('/')
            && let Some(family) = Family::parse(family)
        {
            let parent = match by_name(parent) {
                Some(bound) => Some(bound?),
                None => match self.world.find(parent, &[ElementKind::VirtualInterface]) {
                    Found::One(id) => Some(id),
                    _ => None,
                },
            };
            if let Some(session) = parent.and_then(|id| self.world.session(id, family)) {
                return Ok(session);
            }
        }
        let found = match self.world.find(name, kinds) {
            Found::Nothing => self.world.find(name, &[]),
            found => found,
        };
        match found {
            Found::One(id) => Ok(id),
            Found::Several => Err(Unbound::Mistake(
                Mistake::new(span, format!("`${name}` could be several elements"))
                    .help(format!("write `$kind/{name}`")),
            )),
            Found::Nothing => {
                let bound = self.bound.keys().map(|name| name.as_str());
                Err(Unbound::Mistake(Mistake::unknown(
                    span,
                    "earlier `bind` or element of the design called",
                    name,
                    bound,
                )))
            }
        }
    }

    /// What a reference in an event or assertion means: `$x`, a native id, a name, `kind/name`.
    pub(super) fn reference(
        &self,
        text: &str,
        span: Span,
        kinds: &[ElementKind],
    ) -> Result<(Text, Option<AnyId>), Unbound> {
        let id = self.named(text.strip_prefix('$').unwrap_or(text), span, kinds);
        let id = match id {
            Err(Unbound::Mistake(mistake)) if !text.starts_with('$') => {
                let message = mistake.message.replace("`$", "`");
                return Err(Unbound::Mistake(Mistake { message, ..mistake }));
            }
            id => id?,
        };
        Ok((self.world.design.head(id).printed_id(), Some(id)))
    }

    /// A text of an answer with `$x` replaced by the id that it holds.
    pub(super) fn replaced(&self, text: &str) -> String {
        let id = text
            .strip_prefix('$')
            .and_then(|name| self.dollar(name, Span::file(FileId(0)), &[]).ok());
        id.map_or_else(|| text.to_owned(), |(id, _)| id.to_string())
    }

    /// A text of a routing assertion with `$x` or `$x@address` replaced by `kind/id`, which routing never takes for something else.
    pub(super) fn referred(&self, text: &str) -> String {
        let Some(name) = text.strip_prefix('$') else {
            return text.to_owned();
        };
        let (name, address) = match name.split_once('@') {
            Some((name, address)) => (name, Some(address)),
            None => (name, None),
        };
        let Ok(id) = self.named(name, Span::file(FileId(0)), &[]) else {
            return text.to_owned();
        };
        let head = self.world.design.head(id);
        let found = format!("{}/{}", id.kind().word(), head.printed_id());
        match address {
            Some(address) => format!("{found}@{address}"),
            None => found,
        }
    }

    /// The name among the `$x` of an assertion that holds nothing, if there is one.
    pub(super) fn empty_in(&self, node: &Node) -> Option<String> {
        use crate::source::tree::Data;
        match &node.data {
            Data::Null => None,
            Data::Scalar { text, .. } => {
                let name = text.strip_prefix('$')?;
                match self.bound.get(&Text::new(name)) {
                    Some(Bound::Refused) => Some(name.to_owned()),
                    _ => None,
                }
            }
            Data::List(items) => items.iter().find_map(|item| self.empty_in(item)),
            Data::Map(entries) => entries.iter().find_map(|entry| self.empty_in(&entry.value)),
        }
    }
}
