//! References to what is not in the input: what the rules named `…-unknown` share.

use crate::finding::{Draft, Severity, Sink, Subject};
use crate::model::{AnyLink, Element, ElementKind, Found, Id, Link, Target};
use crate::rules::{Context, context};
use crate::source::{Field, Text};

/// A reference of either form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    id: Field<Text>,
    kinds: &'static [ElementKind],
    /// Whether the input should hold what it names; `None` where it leads to an element or nothing was written.
    missing: Option<bool>,
}

fn missing<T>(target: &Target<T>) -> Option<bool> {
    match target {
        Target::Dangling => Some(true),
        Target::Outside => Some(false),
        Target::Unset | Target::To(_) => None,
    }
}

impl Written {
    /// One that leads to a kind.
    pub(super) fn link<T: Element>(link: &Link<T>) -> Self {
        Self {
            id: link.id,
            kinds: const { std::slice::from_ref(&T::KIND) },
            missing: missing(&link.target),
        }
    }

    /// One that leads to any of several kinds.
    pub(super) fn any(link: &AnyLink) -> Self {
        Self {
            id: link.id,
            kinds: link.kinds,
            missing: missing(&link.target),
        }
    }
}

/// Says that what an element refers to is not in the input: a warning where it should be there, an info where it may be in the lists of
/// another account or region. Where no such list was given at all, nothing follows. `unchecked` is what is not checked therefore.
pub(super) fn report<T: Element>(
    cx: &Context<'_>,
    id: Id<T>,
    reference: Written,
    owner: (Option<Text>, Option<Text>),
    unchecked: &str,
    out: &mut Sink,
) {
    let head = cx.head(id);
    let (Some(missing), Some(text), Some(kind)) = (
        reference.missing,
        reference.id.get(),
        reference.kinds.first(),
    ) else {
        return;
    };
    let any_list = |kind: &ElementKind| cx.index.coverage.any(*kind, head.provider);
    if !cx.is_live(id) || !(missing || reference.kinds.iter().any(any_list)) {
        return;
    }
    // A name that several elements have is told where references are resolved.
    if cx.index.lookup.find(&text, reference.kinds) == Found::Several {
        return;
    }
    let why = if missing {
        "which is not in the input although it should be"
    } else {
        "which is not in the input"
    };
    let (account, region) = owner;
    out.push(
        Draft::at(
            context::place(&reference.id, head),
            format!(
                "{} refers to {} {text}, {why}: {unchecked}",
                cx.name(id),
                cx.word_for(head.provider, *kind)
            ),
        )
        .help(if missing {
            "Correct the id, or add the export that lists it"
        } else {
            "Add the export of the account and region that own it"
        })
        .lowered_if(!missing, Severity::Info)
        .about(cx.subject(id))
        .about(Subject {
            kind: kind.word(),
            id: text,
            name: None,
            provider: head.provider.0,
            account,
            region,
        })
        .key("reference", text.as_str()),
    );
}
