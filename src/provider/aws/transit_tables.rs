//! Route tables of transit gateways, and the lists of their parts, which come without the table's id.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{AttachmentEntry, ElementKind, Link, TransitGatewayRouteTable, TransitRoute};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Text};

raw! {
    /// A table.
    TgwTable {
        id = "TransitGatewayRouteTableId" | "transitGatewayRouteTableId";
        gateway = "TransitGatewayId" | "transitGatewayId";
        state = "State" | "state";
        association = "DefaultAssociationRouteTable" | "defaultAssociationRouteTable";
        propagation = "DefaultPropagationRouteTable" | "defaultPropagationRouteTable";
        -
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// An association or propagation, in a list without the table or alone with it; of an attachment's own list without the attachment.
    TableEntry {
        table = "TransitGatewayRouteTableId" | "transitGatewayRouteTableId";
        attachment = "TransitGatewayAttachmentId" | "transitGatewayAttachmentId";
        resource_type = "ResourceType" | "resourceType";
        state = "State" | "state";
        multicast = "TransitGatewayMulticastDomainId" | "transitGatewayMulticastDomainId";
        policy = "TransitGatewayPolicyTableId" | "transitGatewayPolicyTableId";
    }
    /// The attachment of a route.
    RouteAttachment { id = "TransitGatewayAttachmentId" | "transitGatewayAttachmentId"; }
    /// A prefix list as a destination.
    PrefixListReference {
        table = "TransitGatewayRouteTableId" | "transitGatewayRouteTableId";
        list = "PrefixListId" | "prefixListId";
        state = "State" | "state";
        blackhole = "Blackhole" | "blackhole";
        -
        attachment: Part<RouteAttachment<'a>> = "TransitGatewayAttachment" | "transitGatewayAttachment";
    }
}

pub(super) fn table(cx: &mut Cx<'_>, raw: &TgwTable<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::TransitGatewayRouteTable, &raw.state);
    let table = TransitGatewayRouteTable {
        gateway: cx.link(&raw.gateway),
        default_association: cx.value(&raw.association),
        default_propagation: cx.value(&raw.propagation),
        head,
        ..TransitGatewayRouteTable::default()
    };
    if cx.whole(ElementKind::TransitGatewayRouteTable, &table.head, mark) {
        cx.design.transit_gateway_route_tables.push(table);
    }
}

/// Which list of a table an entry belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entries {
    /// Attachments that use the table.
    Associations,
    /// Attachments whose routes it takes.
    Propagations,
}

/// An entry, with the table where it names one itself.
pub(super) fn entry(
    cx: &mut Cx<'_>,
    raw: &TableEntry<'_>,
    kind: Entries,
) -> (Field<Text>, AttachmentEntry) {
    let machine = match kind {
        Entries::Associations => Of::TransitAssociation,
        Entries::Propagations => Of::TransitPropagation,
    };
    let entry = AttachmentEntry {
        attachment: cx.link(&raw.attachment),
        resource_type: cx.word(&raw.resource_type),
        state: cx.state(machine, &raw.state),
    };
    (cx.lower.id(&raw.table), entry)
}

/// A table of which one of the lists is known, whole or in part.
pub(super) fn with_entries(
    cx: &mut Cx<'_>,
    table: Field<Text>,
    kind: Entries,
    entries: Vec<AttachmentEntry>,
    partial: bool,
) {
    let mut mentioned = TransitGatewayRouteTable {
        head: cx.mention(table),
        ..TransitGatewayRouteTable::default()
    };
    match kind {
        Entries::Associations => {
            mentioned.associations = Some(entries);
            mentioned.associations_partial = partial;
        }
        Entries::Propagations => {
            mentioned.propagations = Some(entries);
            mentioned.propagations_partial = partial;
        }
    }
    cx.design.transit_gateway_route_tables.push(mentioned);
}

/// A table of which routes are known, all or some.
pub(super) fn with_routes(
    cx: &mut Cx<'_>,
    table: Field<Text>,
    routes: Vec<TransitRoute>,
    partial: bool,
) {
    let mentioned = TransitGatewayRouteTable {
        head: cx.mention(table),
        routes: Some(routes),
        routes_partial: partial,
        ..TransitGatewayRouteTable::default()
    };
    cx.design.transit_gateway_route_tables.push(mentioned);
}

/// A reference to a prefix list, with its table.
pub(super) fn reference(
    cx: &mut Cx<'_>,
    raw: &PrefixListReference<'_>,
) -> (Field<Text>, TransitRoute) {
    let table = cx.lower.id(&raw.table);
    let to_list: Link<_> = cx.link(&raw.list);
    let attachment = raw.attachment.as_ref().map(|raw| cx.link(&raw.id));
    let blackhole = cx.value::<bool>(&raw.blackhole).get() == Some(true);
    let span = to_list.id.span().or(table.span());
    let route = TransitRoute {
        span: span.unwrap_or(crate::source::Span::file(cx.lower.file())),
        to: Field::Absent,
        to_list,
        attachments: attachment.into_iter().collect(),
        route_type: Field::Absent,
        state: cx.state(Of::TransitPrefixList, &raw.state),
        blackhole,
    };
    (table, route)
}

/// What an association is of, where it is none with a route table.
pub(super) fn other(raw: &TableEntry<'_>) -> Option<&'static str> {
    if !raw.multicast.is_empty() {
        Some("aws.ec2.TransitGatewayMulticastDomainAssociations")
    } else if !raw.policy.is_empty() && raw.table.is_empty() {
        Some("aws.ec2.TransitGatewayPolicyTableAssociations")
    } else {
        None
    }
}
