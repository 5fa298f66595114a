//! ROUTE015: a subnet routes to a transit gateway that is not attached in its zone.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{
    AnyId, ElementKind, Family, Id, Network, RouteTable, Subnet, TransitGateway,
    TransitGatewayAttachment,
};
use crate::rules::common::lists;
use crate::rules::{Check, Context, Rule, context, refs, zones};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 15),
        name: "route-tgw-az-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a subnet routes to a transit gateway that is not attached in its zone",
        rationale: "Packets of the subnet are dropped: an attachment serves only the zones in which it has a subnet. It is a warning where the subnet only falls back to the main table.",
        remedy: "Add a subnet of the zone to the attachment.",
        references: &[&refs::TGW_ATTACHMENTS],
        example: example!("ROUTE015"),
    },
    check: Check::Subnet(check),
};

fn check(cx: &Context<'_>, id: Id<Subnet>, out: &mut Sink) {
    let subnet = &cx.design[id];
    let per_zone = cx.profile(id).routing.attachment_per_zone.get() == Some(true);
    let Some(network) = subnet.network.get() else {
        return;
    };
    // Edge zones are served through the zone that they belong to.
    if !per_zone
        || !cx.is_live(id)
        || subnet.head.is_foreign()
        || zones::is_edge(cx, id)
        || is_unused(cx, id)
    {
        return;
    }
    let own = cx.index.relations.subnet_tables.of(id);
    let implicit = own.is_empty();
    let tables = if implicit {
        main_table(cx, network)
    } else {
        own.to_vec()
    };
    for table_id in tables {
        for route in cx.design[table_id].routes.iter().flatten() {
            let Some(AnyId::TransitGateway(gateway)) =
                route.target.link().and_then(|link| link.get())
            else {
                continue;
            };
            let Some((attachment, served)) = attachment(cx, network, gateway) else {
                continue;
            };
            let elsewhere = served
                .iter()
                .all(|other| zones::same(cx, id, *other) == Some(false));
            if !elsewhere || served.is_empty() {
                continue;
            }
            let to = context::destination(route);
            out.push(
                Draft::at(
                    subnet.head.origin(),
                    format!(
                        "{} in {} sends {to} to {}, but {} has no subnet in that zone",
                        cx.name(id),
                        zones::word(cx, id),
                        cx.name(gateway),
                        cx.name(attachment)
                    ),
                )
                .also(route.span, "the route")
                .also(cx.head(attachment).origin(), "the attachment")
                .help(format!(
                    "Add a subnet in {} to the attachment",
                    zones::word(cx, id)
                ))
                .lowered_if(implicit, Severity::Warning)
                .about(cx.subject(id))
                .about(cx.subject(attachment))
                .about(cx.subject(table_id))
                .key("gateway", cx.head(gateway).printed_id().to_string()),
            );
            // One finding a subnet and table says it all.
            break;
        }
    }
}

/// Whether no address of the subnet is taken.
fn is_unused(cx: &Context<'_>, id: Id<Subnet>) -> bool {
    let reserved = cx.profile(id).addresses.reserved_addresses.get();
    let subnet = &cx.design[id];
    let block = subnet
        .live_cidrs()
        .map(|(cidr, _)| cidr)
        .find(|cidr| cidr.family() == Family::Ipv4);
    let (Some(free), Some(reserved), Some(block)) =
        (subnet.available_addresses.get(), reserved, block)
    else {
        return false;
    };
    let size = 1_i64
        .checked_shl(32 - u32::from(block.prefix_len()))
        .unwrap_or(i64::MAX);
    free >= size - i64::from(reserved.total())
}

/// The main table of a network, where it is one and the network's tables were all given.
fn main_table(cx: &Context<'_>, network: Id<Network>) -> Vec<Id<RouteTable>> {
    if !lists(cx, ElementKind::RouteTable, cx.head(network)) {
        return Vec::new();
    }
    let tables = cx.index.relations.route_tables.of(network);
    let main: Vec<_> = tables
        .iter()
        .copied()
        .filter(|table| cx.design[*table].main.get() == Some(true))
        .collect();
    if main.len() == 1 { main } else { Vec::new() }
}

/// The one live attachment of a network to a transit gateway, with its subnets, where all of them are known and its own.
fn attachment(
    cx: &Context<'_>,
    network: Id<Network>,
    gateway: Id<TransitGateway>,
) -> Option<(Id<TransitGatewayAttachment>, Vec<Id<Subnet>>)> {
    let mut live = cx
        .index
        .relations
        .attachments_of
        .values(AnyId::Network(network))
        .copied()
        .filter(|id| cx.design[*id].gateway.get() == Some(gateway) && cx.is_live(*id));
    let (id, None) = (live.next()?, live.next()) else {
        return None;
    };
    let attachment = &cx.design[id];
    let subnets: Option<Vec<_>> = attachment
        .subnets
        .as_ref()?
        .iter()
        .map(|link| link.get())
        .collect();
    (!attachment.head.is_foreign()).then_some((id, subnets?))
}
