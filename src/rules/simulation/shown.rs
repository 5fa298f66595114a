//! How findings about assertions show them.

use crate::finding::{Draft, Reference, Subject};
use crate::rules::routed::Judged;
use crate::rules::{Context, refs};
use crate::source::tree::{Data, Node};
use crate::source::{Span, Text};

/// What routes are computed by.
pub(super) const DOCUMENTS: &[&Reference] = &[
    &refs::VPC_ROUTE_PRIORITY,
    &refs::PEERING_BASICS,
    &refs::VPN_ROUTES,
    &refs::DX_ROUTING,
    &refs::TGW_HOW,
];

/// Longest text of an assertion in a message, in characters.
const LONGEST: usize = 120;

/// Whether a design asserts anything.
pub(super) fn asserts(cx: &Context<'_>) -> bool {
    !cx.design.about.expect.is_empty()
}

/// A value in one line.
fn flow(node: &Node, out: &mut String) {
    match &node.data {
        Data::Null => out.push('~'),
        Data::Scalar { text, .. } => out.push_str(text),
        Data::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow(item, out);
            }
            out.push(']');
        }
        Data::Map(entries) => {
            out.push('{');
            for (at, entry) in entries.iter().filter(|entry| !entry.shadowed).enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                out.push_str(&entry.key);
                out.push_str(": ");
                flow(&entry.value, out);
            }
            out.push('}');
        }
    }
}

/// An assertion in one line.
fn whole(judged: &Judged<'_>) -> String {
    let mut text = format!("{}: ", judged.expectation.name);
    flow(&judged.expectation.value, &mut text);
    text
}

/// An assertion for a message.
pub(super) fn short(judged: &Judged<'_>) -> String {
    let text = whole(judged);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{cut}…")
}

/// A finding at a place of an assertion, about the assertion and the elements that it names.
pub(super) fn draft(cx: &Context<'_>, judged: &Judged<'_>, place: Span, message: String) -> Draft {
    let file = judged.expectation.file;
    let mut designs = cx.design.about.design_files.iter();
    let provider = designs
        .find(|(design, _)| *design == file)
        .map_or("", |(_, provider)| provider.0);
    let text = whole(judged);
    let mut draft = Draft::at(place, message).about(Subject {
        kind: "expectation",
        id: Text::new(&text),
        name: None,
        provider,
        account: None,
        region: None,
    });
    for any in &judged.about {
        draft = draft.about(cx.subject_of(*any));
    }
    draft.key("expect", text)
}
