//! Transit gateways, their attachments, tables and Connect peers.

use super::{Lower, Parent, whole};
use crate::import::yaml::format::{
    Design, TransitAttachment, TransitConnectPeer, TransitEntry, TransitGateway, TransitPeer,
    TransitRoute, TransitRouteTable,
};
use crate::import::yaml::kinds::To;
use crate::import::yaml::leaf::{Many, Or};
use crate::model;
use crate::model::{AnyLink, AttachmentEntry, ConnectSession, ElementKind, Head};
use crate::source::{Field, Span, Text};

impl Lower {
    pub(super) fn transit_gateways(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::TransitGateway,
            &design.transit_gateways,
            None,
            |lower, head, entry| lower.transit_gateway(head, entry),
        );
    }

    fn transit_gateway(&mut self, head: Head, entry: &TransitGateway<'_>) {
        let parent = Parent::of(&head);
        let gateway = model::TransitGateway {
            head,
            asn: self.get(&entry.asn),
            ecmp: self.get(&entry.ecmp),
            cidrs: self.many(&entry.cidrs),
            cidrs_listed: entry.cidrs.listed,
            default_association: self.get(&entry.default_association),
            default_association_table: self.link(&entry.default_association_table),
            default_propagation: self.get(&entry.default_propagation),
            default_propagation_table: self.link(&entry.default_propagation_table),
        };
        self.batch.elements.transit_gateways.push(gateway);
        self.each(
            ElementKind::TransitGatewayAttachment,
            &entry.attachments,
            Some(&parent),
            |lower, head, entry| lower.transit_attachment(&parent, head, entry),
        );
        self.each(
            ElementKind::TransitGatewayRouteTable,
            &entry.route_tables,
            Some(&parent),
            |lower, head, entry| lower.transit_table(&parent, head, entry),
        );
        self.each(
            ElementKind::TransitGatewayConnectPeer,
            &entry.connect_peers,
            Some(&parent),
            |lower, head, entry| lower.connect_peer(head, entry),
        );
    }

    fn transit_attachment(&mut self, parent: &Parent, head: Head, entry: &TransitAttachment<'_>) {
        let resource = self.any(&entry.to);
        let transport = self.link(&entry.transport);
        let implied = resource_type(&resource, !transport.is_absent());
        let subnets = self.links(&entry.subnets);
        let attachment = model::TransitGatewayAttachment {
            head,
            gateway: parent.link(),
            gateway_owner: self.text(&entry.gateway_account),
            resource_type: self.word(&entry.attachment_type).or(implied),
            resource,
            subnets: entry.subnets.listed.then_some(subnets),
            association: self.link(&entry.association),
            association_state: self.state(&entry.association_state),
            accepter_association: self.link(&entry.accepter_association),
            requester: self.transit_peer(&entry.requester),
            accepter: self.transit_peer(&entry.accepter),
            accepter_attachment: self.link(&entry.accepter_attachment),
            dynamic_routing: self.get(&entry.dynamic_routing),
            ipv6_support: self.get(&entry.ipv6_support),
            appliance_mode: self.get(&entry.appliance_mode),
            transport,
            created: self.get(&entry.created),
            message: self.get(&entry.message),
        };
        let all = &mut self.batch.elements.transit_gateway_attachments;
        all.push(attachment);
    }

    fn transit_peer(
        &mut self,
        peer: &Or<'_, To<model::TransitGateway>, TransitPeer<'_>>,
    ) -> model::TransitPeer {
        match peer {
            Or::Leaf(gateway) => model::TransitPeer {
                gateway: self.link(gateway),
                ..model::TransitPeer::default()
            },
            Or::Entry(entry) => model::TransitPeer {
                gateway: self.link(&entry.gateway),
                core_network: self.get(&entry.core_network),
                owner: self.text(&entry.account),
                region: self.text(&entry.region),
            },
        }
    }

    fn transit_table(&mut self, parent: &Parent, head: Head, entry: &TransitRouteTable<'_>) {
        let place = head.origin();
        let table = model::TransitGatewayRouteTable {
            head,
            gateway: parent.link(),
            default_association: self.get(&entry.default_association),
            default_propagation: self.get(&entry.default_propagation),
            associations: self.transit_entries(&entry.associate),
            propagations: self.transit_entries(&entry.propagate),
            associations_partial: self.is_true(&entry.associations_partial),
            propagations_partial: self.is_true(&entry.propagations_partial),
            routes: whole(&entry.routes).map(|routes| self.transit_routes(routes, place)),
            routes_partial: self.is_true(&entry.routes_partial),
        };
        self.batch.elements.transit_gateway_route_tables.push(table);
    }

    fn transit_entries(
        &mut self,
        list: &Many<Or<'_, To<model::TransitGatewayAttachment>, TransitEntry<'_>>>,
    ) -> Option<Vec<AttachmentEntry>> {
        let mut all = Vec::with_capacity(list.items.len());
        for item in &list.items {
            let entry = match item {
                Or::Leaf(leaf) => AttachmentEntry {
                    attachment: self.link(leaf),
                    ..AttachmentEntry::default()
                },
                Or::Entry(entry) => AttachmentEntry {
                    attachment: self.link(&entry.attachment),
                    resource_type: self.word(&entry.attachment_type),
                    state: self.state(&entry.state),
                },
            };
            if !entry.attachment.is_absent() {
                all.push(entry);
            }
        }
        list.is_whole().then_some(all)
    }

    fn transit_routes(
        &mut self,
        routes: &[TransitRoute<'_>],
        table: Span,
    ) -> Vec<model::TransitRoute> {
        let mut all = Vec::with_capacity(routes.len());
        for entry in routes {
            let Some(span) = self.place(&entry.to.raw) else {
                let via = entry.via.items.iter().find_map(|via| self.place(&via.raw));
                self.wrong::<()>(via.unwrap_or(table), "a destination (`to`) in each route");
                continue;
            };
            let (to, to_list) = self.destination(&entry.to);
            let mut attachments = self.links(&entry.via);
            let all_vias = attachments.len();
            attachments.retain(|link| link.id.get().is_none_or(|via| via != "blackhole"));
            let by_hand = Field::at(Text::new("static"), span);
            all.push(model::TransitRoute {
                span,
                to,
                to_list,
                blackhole: attachments.len() < all_vias,
                attachments,
                route_type: self.word(&entry.route_type).or(by_hand),
                state: self.state(&entry.state),
            });
        }
        all
    }

    fn connect_peer(&mut self, head: Head, entry: &TransitConnectPeer<'_>) {
        let mut sessions = Vec::new();
        for session in &entry.sessions.0.items {
            sessions.push(ConnectSession {
                gateway_asn: self.get(&session.gateway_asn),
                peer_asn: self.get(&session.peer_asn),
                status: self.word(&session.status),
            });
        }
        let peer = model::TransitGatewayConnectPeer {
            head,
            attachment: self.link(&entry.attachment),
            gateway_address: self.get(&entry.gateway_address),
            peer_address: self.get(&entry.peer_address),
            inside_cidrs: self.many(&entry.inside_cidrs),
            sessions,
        };
        let all = &mut self.batch.elements.transit_gateway_connect_peers;
        all.push(peer);
    }

    /// A VPN connection that an attachment names ends on that attachment's transit gateway.
    pub(super) fn attached_vpn_connections(&mut self) {
        let elements = &mut self.batch.elements;
        let mut hubs: Vec<(Text, Field<Text>)> = Vec::new();
        for attachment in elements.transit_gateway_attachments.as_slice() {
            if let (Some(written), [ElementKind::VpnConnection]) =
                (attachment.resource.id.get(), attachment.resource.kinds)
            {
                let own = written
                    .strip_prefix(ElementKind::VpnConnection.word())
                    .and_then(|rest| rest.strip_prefix('/'));
                hubs.push((own.map_or(written, Text::new), attachment.gateway.id));
            }
        }
        for vpn in elements.vpn_connections.as_mut_slice() {
            let called = [vpn.head.name.get(), vpn.head.id.get()];
            let hub = hubs.iter().find(|(name, _)| called.contains(&Some(*name)));
            if let Some((_, gateway)) = hub
                && vpn.virtual_gateway.is_absent()
                && vpn.transit_gateway.is_absent()
            {
                vpn.transit_gateway = model::Link::unresolved(*gateway);
            }
        }
    }
}

/// The word for what is attached, where the reference tells its kind.
fn resource_type(resource: &AnyLink, connect: bool) -> Field<Text> {
    let Some(span) = resource.id.span() else {
        return Field::Absent;
    };
    let word = match resource.kinds {
        _ if connect => "connect",
        [ElementKind::Network] => "vpc",
        [ElementKind::VpnConnection] => "vpn",
        [ElementKind::DirectConnectGateway] => "direct-connect-gateway",
        [ElementKind::TransitGateway] => "peering",
        [ElementKind::TransitGatewayAttachment] => "connect",
        _ => return Field::Absent,
    };
    Field::at(Text::new(word), span)
}
