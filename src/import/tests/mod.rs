//! Merging and resolving of hand-built elements; expected values are those of the documents on identity and coverage.

mod merging;
mod resolving;

use rustc_hash::FxHashSet;

use crate::model::*;
use crate::source::{Field, FileId, Span, Text};

const AWS: ProviderId = ProviderId("aws");

/// A place that no other call gives for the same file and number.
fn span(file: u32, at: u32) -> Span {
    Span::new(FileId(file), at * 10, at * 10 + 5)
}

fn text(value: &str, span: Span) -> Field<Text> {
    Field::at(Text::new(value), span)
}

fn head(file: u32, at: u32, id: &str, owner: &str, exporter: Option<&str>) -> Head {
    let place = span(file, at);
    Head {
        provider: AWS,
        id: text(id, place),
        account: text(owner, place),
        exporter: exporter.map(Text::new),
        region: Field::at(Text::new("eu-west-1"), Span::file(FileId(file))),
        origins: vec![place],
        ..Head::default()
    }
}

fn listing(kind: ElementKind, account: &str, region: &str, truncated: bool) -> Listing {
    Listing {
        kind,
        provider: AWS,
        account: Some(Text::new(account)),
        region: Some(Text::new(region)),
        truncated,
        span: Span::file(FileId(0)),
    }
}

fn none() -> FxHashSet<(ElementKind, Text)> {
    FxHashSet::default()
}

fn words(tags: &[Tag]) -> Vec<&'static str> {
    tags.iter()
        .filter_map(|tag| tag.value.get())
        .map(Text::as_str)
        .collect()
}

fn tag(value: &str, span: Span) -> Tag {
    Tag {
        key: text("Name", span),
        value: text(value, span),
    }
}

/// A peering in the exports of its requester (111) and its accepter (222).
fn peering_views() -> (Design, Design) {
    let view = |file: u32, exporter: &str, state: &str| {
        let mut peering = Peering {
            head: head(file, 1, "pcx-1", "111", Some(exporter)),
            ..Peering::default()
        };
        peering.head.state = State {
            native: text(state, span(file, 2)),
            phase: Phase::Active,
        };
        peering.head.tags = vec![tag(exporter, span(file, 3))];
        peering.requester.owner = text("111", span(file, 4));
        peering.accepter.owner = text("222", span(file, 5));
        peering.requester.network = Link::unresolved(text("vpc-1", span(file, 6)));
        peering.accepter.network = Link::unresolved(text("vpc-2", span(file, 7)));
        peering
    };
    let mut requester = view(2, "111", "active");
    requester.requester.dns = Field::at(true, span(2, 8));
    let mut accepter = view(1, "222", "active");
    // The accepter's export shows the other side's option as it is without a word of the owner.
    accepter.requester.dns = Field::at(false, span(1, 8));
    accepter.accepter.dns = Field::at(true, span(1, 9));
    accepter.expires = Field::at(Time(7), span(1, 10));
    let one = |peering| Design {
        peerings: vec![peering].into(),
        ..Design::default()
    };
    (one(accepter), one(requester))
}
