//! Networks, subnets, interfaces, prefix lists and peerings.

use super::{Lower, Parent};
use crate::import::yaml::format::{Block, Blocks, Design, Network, Side};
use crate::import::yaml::leaf::Or;
use crate::model;
use crate::model::{CidrBlock, ElementKind, Family, Head, PeeringSide, PrefixList};
use crate::source::Field;

impl Lower {
    pub(super) fn networks(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Network,
            &design.networks,
            None,
            |lower, head, entry| {
                let parent = Parent::of(&head);
                if let Some(cidrs) = lower.blocks(ElementKind::Network, &head, &entry.cidrs) {
                    let network = model::Network {
                        head,
                        cidrs,
                        ipv4_listed: entry.cidrs.listed,
                        ipv6_listed: entry.cidrs.listed,
                        is_default: lower.get(&entry.is_default),
                    };
                    lower.batch.elements.networks.push(network);
                }
                lower.subnets(&parent, entry);
            },
        );
        self.prefix_lists(design);
        self.interfaces(design);
        self.peerings(design);
        self.route_tables(design);
    }

    fn subnets(&mut self, parent: &Parent, network: &Network<'_>) {
        self.each(
            ElementKind::Subnet,
            &network.subnets,
            Some(parent),
            |lower, head, entry| {
                let Some(cidrs) = lower.blocks(ElementKind::Subnet, &head, &entry.cidrs) else {
                    return;
                };
                let subnet = model::Subnet {
                    head,
                    network: parent.link(),
                    cidrs,
                    zone: lower.get(&entry.zone),
                    zone_id: lower.get(&entry.zone_id),
                    available_addresses: lower.get(&entry.available_addresses),
                    ipv6_only: lower.get(&entry.ipv6_only),
                    gateways: lower.many(&entry.gateways),
                    outpost: lower.get(&entry.outpost),
                    route_table: lower.link(&entry.route_table),
                };
                lower.batch.elements.subnets.push(subnet);
            },
        );
    }

    /// The blocks of an element; `None` where one of them cannot be read, which refuses the element.
    fn blocks(
        &mut self,
        kind: ElementKind,
        head: &Head,
        blocks: &Blocks<'_>,
    ) -> Option<Vec<CidrBlock>> {
        let mark = self.leaves.unreadable.len();
        let mut all = Vec::with_capacity(blocks.items.len());
        for block in &blocks.items {
            let block = match block {
                Or::Leaf(cidr) => CidrBlock {
                    cidr: self.get(cidr),
                    ..CidrBlock::default()
                },
                Or::Entry(entry) => self.block(entry),
            };
            match block.cidr {
                Field::Wrong { .. } => {
                    self.refuse(kind, head.name, mark);
                    return None;
                }
                Field::Absent => {}
                Field::Value { .. } => all.push(block),
            }
        }
        // The primary block of a network is an IPv4 one wherever it has any.
        let is_ipv4 = |b: &CidrBlock| b.cidr.get().is_some_and(|c| c.family() == Family::Ipv4);
        let first = all.iter().position(is_ipv4).unwrap_or(0);
        if kind == ElementKind::Network
            && let Some(first) = all.get_mut(first)
        {
            first.primary = true;
        }
        Some(all)
    }

    fn block(&mut self, entry: &Block<'_>) -> CidrBlock {
        CidrBlock {
            cidr: self.get(&entry.cidr),
            state: self.state(&entry.state),
            primary: false,
            source: self.word(&entry.source),
            pool: self.get(&entry.pool),
            attribute: self.word(&entry.attribute),
            border_group: self.get(&entry.border_group),
        }
    }

    fn prefix_lists(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::PrefixList,
            &design.prefix_lists,
            None,
            |lower, head, entry| {
                let list = PrefixList {
                    head,
                    entries: lower.listed(&entry.entries),
                    family: lower.get(&entry.family),
                    max_entries: lower.get(&entry.max_entries),
                };
                lower.batch.elements.prefix_lists.push(list);
            },
        );
    }

    fn interfaces(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Interface,
            &design.interfaces,
            None,
            |lower, head, entry| {
                let interface = model::Interface {
                    head,
                    network: lower.link(&entry.network),
                    subnet: lower.link(&entry.subnet),
                    addresses: lower.many(&entry.addresses),
                    public_addresses: lower.many(&entry.public_addresses),
                    forwards: lower.get(&entry.forwards),
                    interface_type: lower.get(&entry.interface_type),
                    source_dest_check: lower.get(&entry.source_dest_check),
                };
                lower.batch.elements.interfaces.push(interface);
            },
        );
    }

    fn peerings(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Peering,
            &design.peerings,
            None,
            |lower, head, entry| {
                let peering = model::Peering {
                    head,
                    requester: lower.side(&entry.requester),
                    accepter: lower.side(&entry.accepter),
                    expires: lower.get(&entry.expires),
                    message: lower.get(&entry.message),
                    description: lower.get(&entry.description),
                    created: lower.get(&entry.created),
                    multipath_status: lower.word(&entry.multipath_status),
                };
                lower.batch.elements.peerings.push(peering);
            },
        );
    }

    fn side(&mut self, side: &Side<'_>) -> PeeringSide {
        match side {
            Or::Leaf(network) => PeeringSide {
                network: self.link(network),
                ..PeeringSide::default()
            },
            Or::Entry(entry) => PeeringSide {
                network: self.link(&entry.network),
                owner: self.text(&entry.account),
                region: self.text(&entry.region),
                cidrs: self.many(&entry.cidrs),
                dns: self.get(&entry.dns),
                classic_link: self.get(&entry.classic_link),
                multipath: self.get(&entry.multipath),
                multipath_mode: self.get(&entry.multipath_mode),
            },
        }
    }
}
