//! Attachments of transit gateways: what hangs there, which zones it serves, which table it uses and feeds.

use super::elements::{Elements, carries};
use super::num::id32;
use super::switches::Switches;
use super::topology::{Association, AttId, Attachment, AttachmentKind, GroupId, Topology};
use crate::model::*;
use crate::source::Text;

impl Topology {
    pub(super) fn add_attachments(
        &mut self,
        design: &Design,
        elements: &Elements,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) {
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            let hub = attachment.gateway.get();
            let kind = match attachment.resource.get() {
                Some(AnyId::Network(network)) => AttachmentKind::Network(id32(network.index())),
                Some(AnyId::VpnConnection(vpn)) => AttachmentKind::Vpn(vpn),
                Some(AnyId::DirectConnectGateway(gateway)) => {
                    AttachmentKind::DirectConnect(gateway)
                }
                Some(AnyId::TransitGateway(other)) => AttachmentKind::Peer(other),
                _ => {
                    let sides = [
                        attachment.accepter.gateway.get(),
                        attachment.requester.gateway.get(),
                    ];
                    match sides.into_iter().flatten().find(|side| Some(*side) != hub) {
                        Some(other) => AttachmentKind::Peer(other),
                        None => AttachmentKind::Other,
                    }
                }
            };
            let switches = switches(attachment.head.provider);
            let (zones, groups) = match kind {
                AttachmentKind::Network(net) => self.served(design, attachment, net, &switches),
                _ => (None, Vec::new()),
            };
            self.attachments.push(Attachment {
                elem: elements.elem(AnyId::TransitGatewayAttachment(id)),
                hub,
                kind,
                works: switches.works(
                    ElementKind::TransitGatewayAttachment,
                    &attachment.head.state,
                ),
                zones,
                groups,
                ipv6: attachment.ipv6_support.get() != Some(false),
            });
        }
        self.add_tables(design, elements);
    }

    /// The zones that an attachment of a network serves, and the groups that look up what comes out of it.
    fn served(
        &self,
        design: &Design,
        attachment: &TransitGatewayAttachment,
        net: u32,
        switches: &Switches,
    ) -> (Option<Vec<Text>>, Vec<GroupId>) {
        let named: Vec<Id<Subnet>> = attachment
            .subnets
            .iter()
            .flatten()
            .filter_map(Link::get)
            .collect();
        let own = &self.nets[net as usize];
        let mut groups: Vec<GroupId> = named
            .iter()
            .filter_map(|s| self.group_of[s.index()])
            .collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.is_empty() {
            // No subnet is named: all that is known is that some table of the network looks it up.
            groups.clone_from(&own.groups);
        }
        let zone = |subnet: &Id<Subnet>| {
            let subnet = &design.subnets[*subnet];
            subnet.zone_id.get().or(subnet.zone.get())
        };
        let listed = attachment
            .subnets
            .as_ref()
            .is_some_and(|all| all.len() == named.len());
        let zones: Option<Vec<Text>> = named.iter().map(zone).collect();
        let zones =
            zones.filter(|zones| switches.attachment_per_zone && listed && !zones.is_empty());
        (zones, groups)
    }

    fn add_tables(&mut self, design: &Design, elements: &Elements) {
        for (id, table) in design.transit_gateway_route_tables.iter() {
            let Some(hub) = table.gateway.get() else {
                continue;
            };
            let found = Association::Table(id32(id.index()));
            for entry in table
                .associations
                .iter()
                .flatten()
                .filter(|e| carries(e.state.phase))
            {
                if let Some(attachment) = entry.attachment.get() {
                    self.associations
                        .insert((id32(attachment.index()), hub), found);
                }
            }
        }
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            if let Some(table) = attachment.association.get()
                && carries(attachment.association_state.phase)
                && let Some(hub) = design.transit_gateway_route_tables[table].gateway.get()
            {
                let at = id32(table.index());
                self.associations
                    .entry((id32(id.index()), hub))
                    .or_insert(Association::Table(at));
            }
        }
        let mut known = vec![(0_u32, true); design.transit_gateways.len()];
        for (_, table) in design.transit_gateway_route_tables.iter() {
            if let Some(hub) = table.gateway.get() {
                known[hub.index()].0 += 1;
                known[hub.index()].1 &= table.associations.is_some();
            }
        }
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            let other = match self.attachments[id.index()].kind {
                AttachmentKind::Peer(other) => Some(other),
                _ => None,
            };
            for hub in attachment.gateway.get().into_iter().chain(other) {
                let key = (id32(id.index()), hub);
                if self.associations.contains_key(&key) {
                    continue;
                }
                let name = elements.name(elements.elem(AnyId::TransitGateway(hub)));
                let found = match known[hub.index()] {
                    (0, _) => Association::Unknown(
                        self.missing
                            .note(format!("the route tables of transit gateway {name}")),
                    ),
                    (_, true) => Association::None,
                    (_, false) => Association::Unknown(self.missing.note(format!(
                        "the route table associations of transit gateway {name}"
                    ))),
                };
                self.associations.insert(key, found);
            }
        }
        self.propagations = design
            .transit_gateway_route_tables
            .iter()
            .map(|(_, table)| {
                let entries = table.propagations.as_ref()?.iter();
                let live = entries.filter(|e| carries(e.state.phase));
                Some(
                    live.filter_map(|e| Some(id32(e.attachment.get()?.index())))
                        .collect(),
                )
            })
            .collect();
    }

    /// Where packets that leave a hub by a peering attachment are looked up in the other hub.
    #[must_use]
    pub fn peer_entry(
        &self,
        design: &Design,
        attachment: AttId,
        other: Id<TransitGateway>,
    ) -> Association {
        let own = &self.attachments[attachment as usize];
        let element = &design.transit_gateway_attachments[Id::new(attachment as usize)];
        let other_side = element.accepter_attachment.get().map(|a| id32(a.index()));
        let written = self.attachments.iter().position(|a| {
            a.hub == Some(other)
                && own
                    .hub
                    .is_some_and(|hub| a.kind == AttachmentKind::Peer(hub))
                && a.works
        });
        let mut answer = Association::None;
        for side in other_side
            .into_iter()
            .chain(written.map(id32))
            .chain([attachment])
        {
            match self.associations.get(&(side, other)) {
                Some(found @ Association::Table(_)) => return *found,
                Some(found @ Association::Unknown(_)) => answer = *found,
                _ => {}
            }
        }
        answer
    }
}
