//! TGW023: one attached network finds the other, but not the other way round.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{
    AnyId, AttachmentEntry, Cidr, Id, TransitGateway, TransitGatewayAttachment,
    TransitGatewayRouteTable,
};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 23),
        name: "tgw-asymmetric-route",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network finds another through a transit gateway, but there is no route back",
        rationale: "Packets arrive and answers are dropped at the transit gateway. The rule speaks only where all lists of the answering side's table are in the input and nothing in it leads to the first network, not even a wider route or an intended blackhole.",
        remedy: "Propagate the first attachment into the other's route table, or add a route; where one way is intended, say so with a blackhole route.",
        references: &[&refs::TGW_HOW],
        example: example!("TGW023"),
    },
    check: Check::TransitGateway(check),
};

type Attachment = Id<TransitGatewayAttachment>;
type Table = Id<TransitGatewayRouteTable>;
/// An attachment of a network, with the network's blocks.
type Attached = (Attachment, Vec<Cidr>);

fn check(cx: &Context<'_>, id: Id<TransitGateway>, out: &mut Sink) {
    let Some(tables) = shared::tables(cx, id) else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    let members: Vec<(Table, Vec<Attached>)> = tables
        .iter()
        .map(|table| (*table, networks(cx, *table)))
        .collect();
    // Which of several tables an attachment uses is another rule's business.
    let uses = |wanted: Attachment| {
        let all = members.iter().flat_map(|(_, attached)| attached);
        all.filter(|(attachment, _)| *attachment == wanted).count()
    };
    for (back, answering) in members.iter().filter(|(table, _)| is_whole(cx, *table)) {
        for (there, asking) in &members {
            for (from, cidrs) in asking {
                if uses(*from) > 1 || answers(cx, *back, cidrs) {
                    continue;
                }
                let mut found = answering
                    .iter()
                    .map(|(to, _)| *to)
                    .filter(|to| to != from && leads(cx, *there, *to) && uses(*to) == 1);
                if let Some(to) = found.next() {
                    out.push(finding(cx, *from, to, *back, found.count()));
                }
            }
        }
    }
}

fn is_whole(cx: &Context<'_>, table: Table) -> bool {
    let table = &cx.design[table];
    let lists = [
        table.associations.is_some() && !table.associations_partial,
        table.propagations.is_some() && !table.propagations_partial,
        table.routes.is_some() && !table.routes_partial,
    ];
    lists.iter().all(|whole| *whole)
}

fn live(entries: Option<&Vec<AttachmentEntry>>) -> impl Iterator<Item = Attachment> {
    let entries = entries.into_iter().flatten();
    entries.filter_map(|entry| entry.attachment.get().filter(|_| entry.state.is_live()))
}

/// The live attachments of networks that use a table, with the networks' blocks.
fn networks(cx: &Context<'_>, table: Table) -> Vec<Attached> {
    live(cx.design[table].associations.as_ref())
        .filter(|attachment| cx.is_live(*attachment))
        .filter_map(|attachment| match cx.design[attachment].resource.get()? {
            AnyId::Network(network) => {
                let cidrs: Vec<Cidr> = cx.design[network]
                    .live_cidrs()
                    .map(|(cidr, _)| cidr)
                    .collect();
                (!cidrs.is_empty()).then_some((attachment, cidrs))
            }
            _ => None,
        })
        .collect()
}

/// Whether something in a table may lead to these blocks, or says on purpose that nothing does.
fn answers(cx: &Context<'_>, table: Table, cidrs: &[Cidr]) -> bool {
    let covers = |to: Cidr| cidrs.iter().any(|cidr| cidr.overlaps(to));
    let table = &cx.design[table];
    live(table.propagations.as_ref()).any(|attachment| {
        match cx.design[attachment].resource.get() {
            Some(AnyId::Network(network)) => cx.design[network]
                .live_cidrs()
                .any(|(cidr, _)| covers(cidr)),
            // What a VPN or a Direct Connect gateway brings is not known here.
            _ => true,
        }
    }) || table.routes.iter().flatten().any(|route| {
        // An entry that cannot be read, or a prefix list, may be the way back.
        route.to.get().is_none_or(covers)
    })
}

/// Whether a table sends packets to an attachment.
fn leads(cx: &Context<'_>, table: Table, to: Attachment) -> bool {
    let table = &cx.design[table];
    live(table.propagations.as_ref()).any(|attachment| attachment == to)
        || table.routes.iter().flatten().any(|route| {
            let works = !route.blackhole && route.state.is_live();
            works && route.attachments.iter().any(|link| link.get() == Some(to))
        })
}

fn finding(cx: &Context<'_>, from: Attachment, to: Attachment, back: Table, more: usize) -> Draft {
    let others = match more {
        0 => String::new(),
        1 => " and of one more attachment".to_owned(),
        _ => format!(" and of {more} more attachments"),
    };
    Draft::at(
        cx.head(from).origin(),
        format!(
            "{} finds {}, but {}, the table of that one{others}, has no route back",
            cx.name(from),
            cx.name(to),
            cx.name(back)
        ),
    )
    .also(cx.head(back).origin(), "the table without the way back")
    .help(format!(
        "Propagate {} into {}",
        cx.short(from),
        cx.short(back)
    ))
    .about(cx.subject(from))
    .about(cx.subject(to))
    .about(cx.subject(back))
    .key("back", cx.head(back).printed_id().to_string())
}
