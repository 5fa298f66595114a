//! What was noticed while reading, as findings.

use rustc_hash::FxHashSet;

use super::builder::{Contradiction, SameName};
use super::problems as rules;
use super::resolve::{Unresolved, Why};
use super::{Batch, Notice};
use crate::finding::{Draft, Finding, RuleInfo, Sink, Subject};
use crate::model::near::nearest;
use crate::model::{AnyId, Design, ElementKind, Lookup, ProviderId};
use crate::source::{FileId, Problem, Span, Text};

/// A document after its elements went into the design: what was noticed in it, and whose it is.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The file.
    pub file: FileId,
    /// Who read it.
    pub provider: ProviderId,
    /// The exporting account.
    pub account: Option<Text>,
    /// The region.
    pub region: Option<Text>,
    /// Everything but elements.
    pub batch: Batch,
}

/// What was noticed in all documents and between them.
#[derive(Clone, Copy, Debug)]
pub struct Noticed<'a> {
    /// Documents in their order.
    pub documents: &'a [Noted],
    /// Views that contradict each other.
    pub contradictions: &'a [Contradiction],
    /// Names that stand twice.
    pub same_names: &'a [SameName],
    /// References without an element.
    pub unresolved: &'a [Unresolved],
}

/// An element in words.
#[must_use]
pub fn subject(design: &Design, id: AnyId) -> Subject {
    let head = design.head(id);
    Subject {
        kind: id.kind().word(),
        id: head.id.or(head.name).get().unwrap_or_else(|| Text::new("")),
        name: head.name.get(),
        provider: head.provider.0,
        account: head.account.get(),
        region: head.region.get(),
    }
}

/// One sink for each rule.
struct Sinks(Vec<Sink>);

impl Sinks {
    fn push(&mut self, rule: &'static RuleInfo, draft: Draft) {
        match self.0.iter_mut().find(|sink| sink.rule().code == rule.code) {
            Some(sink) => sink.push(draft),
            None => {
                let mut sink = Sink::new(rule);
                sink.push(draft);
                self.0.push(sink);
            }
        }
    }
}

/// The findings of the `input-…` rules that come from reading; not sorted.
#[must_use]
pub fn findings(noticed: &Noticed<'_>, design: &Design) -> Vec<Finding> {
    let mut out = Sinks(Vec::new());
    let goes_on = Pages::of(noticed.documents);
    for document in noticed.documents {
        read(document, &goes_on, &mut out);
    }
    for Contradiction {
        element,
        member,
        held,
        other,
    } in noticed.contradictions
    {
        let about = subject(design, *element);
        let message = format!(
            "two views of {} {} differ in {}",
            about.kind,
            about.id,
            member.replace('_', " ")
        );
        out.push(
            &rules::DUPLICATE_ID,
            Draft::at(*other, message)
                .also(*held, "this view holds")
                .about(about)
                .key(member, ""),
        );
    }
    for SameName { held, other } in noticed.same_names {
        let (first, second) = (design.head(*held), design.head(*other));
        let place =
            |head: &crate::model::Head| head.name.span().or_else(|| head.origins.first().copied());
        let (Some(here), Some(there)) = (place(second), place(first)) else {
            continue;
        };
        let about = subject(design, *other);
        let name = second.name.get().unwrap_or(about.id);
        out.push(
            &rules::DUPLICATE_NAME,
            Draft::at(
                here,
                format!("there is another {} named {name}", about.kind),
            )
            .also(there, "the first one")
            .about(about),
        );
    }
    references(noticed.unresolved, design, &mut out);
    out.0.into_iter().flat_map(Sink::into_findings).collect()
}

/// Lists of which a page says that nothing follows it, by whose and what they are.
struct Pages<'a>(FxHashSet<End<'a>>);

/// Whose list, which list, and the parent of its items.
#[derive(PartialEq, Eq, Hash)]
struct End<'a> {
    provider: ProviderId,
    account: Option<Text>,
    region: Option<Text>,
    collection: &'a str,
    parent: Option<Text>,
}

impl<'a> End<'a> {
    fn of(document: &Noted, collection: &'a str, parent: Option<Text>) -> Self {
        let Noted {
            provider,
            account,
            region,
            ..
        } = *document;
        Self {
            provider,
            account,
            region,
            collection,
            parent,
        }
    }
}

impl<'a> Pages<'a> {
    fn of(documents: &'a [Noted]) -> Self {
        let mut ends = FxHashSet::default();
        for document in documents {
            let batch = &document.batch;
            let is_cut = |collection: &str| {
                batch.notices.iter().any(|notice| match notice {
                    Notice::Truncated {
                        collection: cut, ..
                    } => *cut == collection,
                    _ => false,
                })
            };
            for kind in batch.kinds.iter().filter(|kind| !is_cut(kind)) {
                ends.insert(End::of(document, kind, None));
            }
            for notice in &batch.notices {
                if let Notice::Ended { collection, parent } = notice {
                    ends.insert(End::of(document, collection, Some(*parent)));
                }
            }
        }
        Self(ends)
    }

    fn end(&self, of: &Noted, collection: &'static str, parent: Option<Text>) -> bool {
        self.0.contains(&End::of(of, collection, parent))
    }
}

fn read(document: &Noted, pages: &Pages<'_>, out: &mut Sinks) {
    let Batch {
        problems,
        refused,
        unreadable,
        notices,
        ..
    } = &document.batch;
    for problem in problems {
        match problem {
            Problem::DuplicateKey { key, span, first } => duplicate_key(key, *first, *span, out),
            Problem::Refused { span, expected, .. } => {
                let message =
                    format!("this element cannot be read and is left out: expected {expected}");
                out.push(&rules::REFUSED, Draft::at(*span, message));
            }
            Problem::Unreadable { span, expected } => unreadable_value(*span, expected, out),
        }
    }
    for element in refused {
        let named = element.id.map(|id| format!(" {id}")).unwrap_or_default();
        let (kind, expected) = (element.kind.word(), element.expected);
        let mut draft = Draft::at(
            element.span,
            format!("the {kind}{named} cannot be read and is left out: expected {expected}"),
        );
        if let Some(id) = element.id {
            draft = draft.about(Subject {
                kind,
                id,
                name: None,
                provider: document.provider.0,
                account: document.account,
                region: document.region,
            });
        }
        out.push(&rules::REFUSED, draft);
    }
    for value in unreadable {
        unreadable_value(value.span, value.expected, out);
    }
    let mut cased = false;
    for notice in notices {
        match notice {
            Notice::DuplicateKey { key, first, last } => duplicate_key(key, *first, *last, out),
            Notice::Truncated {
                span,
                collection,
                parent,
            } => {
                if !pages.end(document, collection, *parent) {
                    let of = parent
                        .map(|parent| format!(" of {parent}"))
                        .unwrap_or_default();
                    let message = format!(
                        "the list {collection}{of} goes on, and its next page is not in the input"
                    );
                    out.push(
                        &rules::TRUNCATED,
                        Draft::at(*span, message).key(collection, of),
                    );
                }
            }
            Notice::MissingContext {
                span,
                collection,
                needs,
            } => {
                let message = format!(
                    "nothing says what the items of {collection} belong to: {needs} is missing"
                );
                out.push(
                    &rules::MISSING_CONTEXT,
                    Draft::at(*span, message).key(collection, ""),
                );
            }
            // One a document; where one member is cased so, the others are too.
            Notice::MixedCasing { span, member } => {
                if !std::mem::replace(&mut cased, true) {
                    let message = format!("`{member}` is not cased as the provider writes it");
                    out.push(
                        &rules::MIXED_CASING,
                        Draft::at(*span, message).key("member", member.as_str()),
                    );
                }
            }
            Notice::UnknownKey {
                span,
                key,
                within,
                suggestion,
            } => {
                let mut draft = Draft::at(*span, format!("`{key}` is not a key of {within}"))
                    .key(within, key.as_str());
                if let Some(suggestion) = suggestion {
                    draft = draft.help(format!("did you mean `{suggestion}`?"));
                }
                out.push(&rules::UNKNOWN_KEY, draft);
            }
            Notice::Ended { .. } => {}
        }
    }
}

fn duplicate_key(key: &str, first: Span, last: Span, out: &mut Sinks) {
    let draft = Draft::at(
        last,
        format!("the key `{key}` stands twice in one object; this one holds"),
    );
    out.push(
        &rules::DUPLICATE_KEY,
        draft.also(first, "not read").key("key", key),
    );
}

fn unreadable_value(span: Span, expected: &str, out: &mut Sinks) {
    out.push(
        &rules::UNREADABLE,
        Draft::at(
            span,
            format!("this value counts as not given: expected {expected}"),
        ),
    );
}

/// References with a rule of their own: who refers, and to what.
fn has_own_rule(from: ElementKind, to: ElementKind) -> bool {
    use ElementKind as K;
    match from {
        K::Peering
        | K::Subnet
        | K::VirtualGateway
        | K::InternetGateway
        | K::EgressOnlyInternetGateway => to == K::Network,
        K::VirtualInterface
        | K::Connection
        | K::Lag
        | K::DirectConnectGatewayAssociation
        | K::DirectConnectGatewayAttachment
        | K::DirectConnectGatewayProposal => true,
        K::RouteTable => true,
        K::NatGateway | K::Interface => matches!(to, K::Network | K::Subnet),
        K::RouteServer => matches!(to, K::Network | K::RouteTable),
        K::RouteServerEndpoint => matches!(to, K::RouteServer | K::Network | K::Subnet),
        K::RouteServerPeer => matches!(to, K::RouteServer | K::RouteServerEndpoint),
        K::TransitGatewayAttachment => matches!(
            to,
            K::TransitGateway
                | K::Network
                | K::VpnConnection
                | K::DirectConnectGateway
                | K::Subnet
                | K::TransitGatewayRouteTable
                | K::TransitGatewayAttachment
        ),
        K::TransitGatewayRouteTable => {
            matches!(to, K::TransitGateway | K::TransitGatewayAttachment)
        }
        K::TransitGatewayConnectPeer => to == K::TransitGatewayAttachment,
        K::VpnConnection => matches!(
            to,
            K::CustomerGateway
                | K::VirtualGateway
                | K::TransitGateway
                | K::TransitGatewayAttachment
        ),
        _ => false,
    }
}

fn references(unresolved: &[Unresolved], design: &Design, out: &mut Sinks) {
    let mut names: Option<Lookup> = None;
    for reference in unresolved {
        let from = reference.from.map(|from| (from, from.kind()));
        let speaks = match reference.why {
            Why::Ambiguous => true,
            Why::Missing => from.is_none_or(|(_, kind)| !has_own_rule(kind, reference.kind)),
            // What may belong to another account is told by the rules of those references, if at all.
            Why::MayBeForeign | Why::Refused | Why::NotGiven => false,
        };
        if !speaks {
            continue;
        }
        let (kind, id) = (reference.kind.word(), reference.id);
        let message = match reference.why {
            Why::Ambiguous => format!("several elements are called {id}"),
            _ => format!("there is no {kind} {id}"),
        };
        let mut draft = Draft::at(reference.span, message).key("reference", id.as_str());
        if let Some((from, _)) = from {
            draft = draft.about(subject(design, from));
        }
        if reference.why != Why::Ambiguous {
            draft = draft.about(Subject {
                kind,
                id,
                name: None,
                provider: from
                    .map_or(ProviderId::GENERIC, |(from, _)| design.head(from).provider)
                    .0,
                account: reference.account,
                region: reference.region,
            });
        }
        let in_design = design
            .about
            .design_files
            .iter()
            .any(|(file, _)| *file == reference.span.file);
        if reference.why == Why::Ambiguous {
            draft = draft.help("write `kind/name`, or the native id");
        } else if in_design {
            let names = names
                .get_or_insert_with(|| Lookup::names(design))
                .all_names(reference.kind);
            if let Some(meant) = nearest(&id, names.iter().map(|name| name.as_str())) {
                draft = draft.help(format!("did you mean `{meant}`?"));
            }
        }
        out.push(&rules::UNKNOWN_REFERENCE, draft);
    }
}
