//! Packets inside networks: tables of subnets, what comes over peerings, out of hubs and out of gateways.

use std::ops::Range;

use super::control::Node;
use super::elements::Elem;
use super::lpm::{Entry, NO_ROW, RESERVED, RowId};
use super::missing::MissingId;
use super::outcome::{At, Flags, OutcomeClass, Spread};
use super::prefixes::AtomId;
use super::routes::Hop;
use super::switches::Ingress;
use super::topology::{
    Association, AttId, AttachmentKind, GroupId, NetId, TableId, TableUse, VgwId,
};
use super::walk::{Found, Point, Run, Walker};
use crate::model::Id;

/// How packets came into a table, which decides where they may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entrance {
    /// From a subnet, with its group.
    Subnet(Option<GroupId>),
    /// From a hub: not over peerings or to virtual gateways.
    Hub,
    /// From outside, by a gateway's own table: only within the network.
    Gateway,
}

impl Walker<'_> {
    pub(super) fn group(&mut self, group: GroupId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let own = &self.routing.topology.groups[group as usize];
        let (net, table) = (own.net, own.table);
        match table {
            TableUse::Table(table) => {
                self.table(table, net, Entrance::Subnet(Some(group)), atoms, out)
            }
            TableUse::Unknown(missing) => self.without_table(net, missing, atoms, out),
        }
    }

    pub(super) fn main(&mut self, net: NetId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        match self.routing.topology.nets[net as usize].main {
            Some(table) => self.table(table, net, Entrance::Subnet(None), atoms, out),
            None => {
                let missing = self.routing.no_table[net as usize];
                self.without_table(net, missing, atoms, out);
            }
        }
    }

    /// A network whose table is not known still delivers what is its own.
    fn without_table(
        &mut self,
        net: NetId,
        missing: MissingId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        for (atoms, row) in routing.lpm.segments(routing.local_table(net), atoms) {
            match row {
                RESERVED => self.end(OutcomeClass::Reserved, At::Net(net), atoms, out),
                NO_ROW => self.unknown(missing, At::Net(net), atoms, out),
                _ => self.deliver(net, atoms, out),
            }
        }
    }

    pub(super) fn deliver(&mut self, net: NetId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let Some(covered) = &routing.covered[net as usize] else {
            self.end(OutcomeClass::Delivered, At::Net(net), atoms, out);
            return;
        };
        let mut from = atoms.start;
        let first = covered.partition_point(|range| range.end <= from);
        for range in &covered[first..] {
            if range.start >= atoms.end {
                break;
            }
            if range.start > from {
                self.end_with(
                    OutcomeClass::Delivered,
                    At::Net(net),
                    self.flags.with(Flags::NO_SUBNET),
                    None,
                    from..range.start,
                    out,
                );
            }
            let end = range.end.min(atoms.end);
            self.end(
                OutcomeClass::Delivered,
                At::Net(net),
                range.start.max(from)..end,
                out,
            );
            from = end;
        }
        self.end_with(
            OutcomeClass::Delivered,
            At::Net(net),
            self.flags.with(Flags::NO_SUBNET),
            None,
            from..atoms.end,
            out,
        );
    }

    pub(super) fn table(
        &mut self,
        table: TableId,
        net: NetId,
        entrance: Entrance,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let facts = &routing.routes.tables[table as usize];
        let doubt = facts.unknown.or_else(|| {
            let gateways = facts.gateways.iter().map(|g| Node::Vgw(*g));
            let servers = facts.servers.iter().map(|s| Node::Server(*s));
            gateways.chain(servers).find_map(|node| self.doubt(node))
        });
        for (atoms, row) in routing.lpm.segments(table, atoms) {
            if row == RESERVED {
                self.end(OutcomeClass::Reserved, At::Net(net), atoms, out);
            } else if row != NO_ROW && routing.lpm.entries(row).first() == Some(&Entry::Local) {
                self.deliver(net, atoms, out);
            } else if let Some(missing) = doubt {
                self.unknown(missing, At::Net(net), atoms, out);
            } else if let Some(missing) = facts.unknown_public {
                for (atoms, private) in routing.private(atoms) {
                    if private {
                        self.row(table, net, entrance, row, atoms, out);
                    } else {
                        self.unknown(missing, At::Net(net), atoms, out);
                    }
                }
            } else {
                self.row(table, net, entrance, row, atoms, out);
            }
        }
    }

    /// The best entry that exists, from the longest prefix on.
    fn row(
        &mut self,
        table: TableId,
        net: NetId,
        entrance: Entrance,
        mut row: RowId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        while row < RESERVED {
            let entries = routing.lpm.entries(row);
            for (at, entry) in entries.iter().enumerate() {
                let (slot, server) = match *entry {
                    Entry::Local => return self.deliver(net, atoms, out),
                    Entry::Static(route) | Entry::Shown(route) => {
                        return self.hop(
                            net,
                            entrance,
                            routing.routes.list[route as usize].hop,
                            atoms,
                            out,
                        );
                    }
                    Entry::Listed(_) => {
                        return self.listed(net, entrance, &entries[at..], atoms, out);
                    }
                    Entry::Server(slot, server) => (slot, Some(server)),
                    Entry::Vgw(slot, _) => (slot, None),
                    Entry::Own | Entry::Best(_) | Entry::Association(_) => continue,
                };
                let found = self.found(slot);
                match found {
                    Found::Nothing => continue,
                    Found::States(prefix, states) => {
                        return self.each_state(prefix, states, out, |walker, runs| {
                            walker.row(table, net, entrance, row, atoms.clone(), runs);
                        });
                    }
                    _ => {}
                }
                if let Some(missing) = routing.overfull[table as usize] {
                    return self.unknown(missing, At::Net(net), atoms, out);
                }
                // Which of two origins wins between equal prefixes is not published.
                let rest = &entries[at + 1..];
                let also = server.and_then(|_| {
                    rest.iter().find_map(|entry| match entry {
                        Entry::Vgw(slot, vgw) if !self.view.choice(*slot).is_none() => Some(*vgw),
                        _ => None,
                    })
                });
                let first = (*entry, found);
                if let Some(vgw) = also {
                    return self.spread(2, Spread::Tie, out, |walker, way, runs| match way {
                        0 => walker.learned(
                            net,
                            entrance,
                            first.0,
                            walker.found(slot),
                            atoms.clone(),
                            runs,
                        ),
                        _ => walker.pass_to_gateway(net, entrance, vgw, atoms.clone(), runs),
                    });
                }
                return self.learned(net, entrance, first.0, first.1, atoms, out);
            }
            row = routing.lpm.row(row).parent;
        }
        self.end(OutcomeClass::NoRoute, At::Net(net), atoms, out);
    }

    fn pass_to_gateway(
        &mut self,
        net: NetId,
        entrance: Entrance,
        vgw: VgwId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let elem = self.routing.topology.vgws[vgw as usize].elem;
        self.hop(net, entrance, Hop::Vgw(elem, vgw), atoms, out);
    }

    /// Over a propagated route.
    fn learned(
        &mut self,
        net: NetId,
        entrance: Entrance,
        entry: Entry,
        found: Found,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        match (entry, found) {
            (Entry::Vgw(_, vgw), _) => self.pass_to_gateway(net, entrance, vgw, atoms, out),
            (Entry::Server(_, server), Found::Routes(cands, spread)) => {
                let before = self.flags;
                let (control, sessions) = (&self.routing.control, &self.routing.sessions);
                let down = self.view.down;
                let mut each = cands.iter();
                if control.stale(sessions, server, down)
                    || each.any(|cand| control.outlives(sessions, *cand, down))
                {
                    self.flags = self.flags.with(Flags::STALE);
                }
                self.take(&cands, spread, At::Net(net), atoms, out);
                self.flags = before;
            }
            _ => self.end(OutcomeClass::Unstable, At::Net(net), atoms, out),
        }
    }

    /// Entries of prefix lists with one prefix: which of several targets the provider takes is not known.
    fn listed(
        &mut self,
        net: NetId,
        entrance: Entrance,
        entries: &[Entry],
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let mut hops: Vec<Hop> = Vec::new();
        for entry in entries {
            if let Entry::Listed(route) = entry {
                let hop = self.routing.routes.list[*route as usize].hop;
                if !hops.contains(&hop) {
                    hops.push(hop);
                }
            }
        }
        let elements = &self.routing.elements;
        hops.sort_by_key(|hop| hop.elem().map(|e| elements.id(e)));
        match hops.as_slice() {
            [one] => self.hop(net, entrance, *one, atoms, out),
            many => self.spread(many.len(), Spread::Tie, out, |walker, way, runs| {
                walker.hop(net, entrance, many[way], atoms.clone(), runs);
            }),
        }
    }

    pub(super) fn hop(
        &mut self,
        net: NetId,
        entrance: Entrance,
        hop: Hop,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let here = At::Net(net);
        let barred = match entrance {
            Entrance::Subnet(_) => false,
            Entrance::Hub => matches!(hop, Hop::Peering(..) | Hop::Vgw(..)),
            Entrance::Gateway => !matches!(
                hop,
                Hop::Local | Hop::Appliance(..) | Hop::Dead(_) | Hop::Unknown(..)
            ),
        };
        if barred {
            return self.end_by(
                OutcomeClass::EdgeToEdge,
                here,
                hop.elem(),
                Flags::WOULD_TRANSIT,
                atoms,
                out,
            );
        }
        if let Some(elem) = hop.elem()
            && self.view.down.has(elem)
        {
            return self.end_by(
                OutcomeClass::Blackhole,
                here,
                Some(elem),
                Flags::default(),
                atoms,
                out,
            );
        }
        let depth = self.via.len();
        self.via.extend(hop.elem());
        match hop {
            Hop::Local => self.deliver(net, atoms, out),
            Hop::Dead(_) => self.end(OutcomeClass::Blackhole, here, atoms, out),
            Hop::Peering(_, far) => self.over_peering(far, atoms, out),
            Hop::Internet(_) => self.end(OutcomeClass::External, At::Internet, atoms, out),
            Hop::Nat(_, group) => self.walk(Point::Group(group), atoms, out),
            Hop::Appliance(_, interface) => self.appliance(Some(interface), net, atoms, out),
            Hop::Vgw(_, vgw) => self.walk(Point::Vgw(vgw), atoms, out),
            Hop::Hub(_, attachment) => self.enter_hub(net, entrance, attachment, atoms, out),
            Hop::Unknown(_, missing) => self.unknown(missing, here, atoms, out),
        }
        self.via.truncate(depth);
    }

    fn enter_hub(
        &mut self,
        net: NetId,
        entrance: Entrance,
        attachment: AttId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let topology = &self.routing.topology;
        let own = &topology.attachments[attachment as usize];
        if self.view.down.has(own.elem) {
            return self.end_by(
                OutcomeClass::Blackhole,
                At::Net(net),
                Some(own.elem),
                Flags::default(),
                atoms,
                out,
            );
        }
        if let (Some(zones), Entrance::Subnet(Some(group))) = (&own.zones, entrance)
            && let Some(zone) = topology.groups[group as usize].zone
            && !zones.contains(&zone)
        {
            return self.end(OutcomeClass::NoAttachmentInAz, At::Net(net), atoms, out);
        }
        let Some(hub) = own.hub else { return };
        match topology.associations.get(&(attachment, hub)) {
            Some(Association::Table(table)) => self.walk(Point::Hub(*table), atoms, out),
            Some(Association::Unknown(missing)) => {
                let at = At::Elem(self.routing.hub_elem(hub));
                self.unknown(*missing, at, atoms, out);
            }
            _ => {
                let at = At::Elem(self.routing.hub_elem(hub));
                self.end(OutcomeClass::NoAssociation, at, atoms, out);
            }
        }
    }

    fn over_peering(&mut self, far: NetId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let net = &routing.topology.nets[far as usize];
        if net.switches.peering_ingress == Some(Ingress::DefaultTable) && net.elem.is_some() {
            return self.walk(Point::Main(far), atoms, out);
        }
        for (atoms, row) in routing.lpm.segments(routing.local_table(far), atoms) {
            if row < RESERVED {
                self.deliver(far, atoms, out);
            } else if let Some(missing) = net.unknown {
                self.unknown(missing, At::Net(far), atoms, out);
            } else if net.switches.peering_ingress.is_none()
                || (net.elem.is_none() && net.switches.peering_ingress != Some(Ingress::Drop))
            {
                let missing = routing.no_ingress[far as usize];
                self.unknown(missing, At::Net(far), atoms, out);
            } else {
                self.dropped_at(far, atoms, out);
            }
        }
    }

    /// Packets for elsewhere that came over a peering: dropped; the remark says whether the network would know a way.
    fn dropped_at(&mut self, net: NetId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let own = &routing.topology.nets[net as usize];
        let first =
            own.groups
                .iter()
                .find_map(|g| match routing.topology.groups[*g as usize].table {
                    TableUse::Table(table) => Some(table),
                    TableUse::Unknown(_) => None,
                });
        let Some(table) = own.main.or(first) else {
            return self.end_by(
                OutcomeClass::EdgeToEdge,
                At::Net(net),
                None,
                Flags::NOT_LOCAL,
                atoms,
                out,
            );
        };
        for (atoms, row) in routing.lpm.segments(table, atoms) {
            let flag = if self.has_entry(row) {
                Flags::WOULD_TRANSIT
            } else {
                Flags::NOT_LOCAL
            };
            self.end_by(
                OutcomeClass::EdgeToEdge,
                At::Net(net),
                None,
                flag,
                atoms,
                out,
            );
        }
    }

    pub(super) fn appliance(
        &mut self,
        interface: Option<u32>,
        net: NetId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let sends_on = interface.and_then(|i| self.routing.forwarders.get(&i).copied());
        match sends_on {
            None => self.end(OutcomeClass::DeliveredAppliance, At::Net(net), atoms, out),
            Some(group) => {
                let before = self.flags;
                self.flags = self.flags.with(Flags::APPLIANCE);
                match group {
                    Ok(group) => self.walk(Point::Group(group), atoms, out),
                    Err(missing) => self.unknown(missing, At::Net(net), atoms, out),
                }
                self.flags = before;
            }
        }
    }

    /// Out of a hub into a network: the table of the attachment's subnet.
    pub(super) fn out_of_hub(
        &mut self,
        attachment: AttId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let topology = &self.routing.topology;
        let own = &topology.attachments[attachment as usize];
        let AttachmentKind::Network(net) = own.kind else {
            return;
        };
        let mut tables: Vec<TableUse> = own
            .groups
            .iter()
            .map(|g| topology.groups[*g as usize].table)
            .collect();
        tables.sort_unstable();
        tables.dedup();
        let enter = |walker: &mut Self,
                     table: TableUse,
                     atoms: Range<AtomId>,
                     out: &mut Vec<Run>| match table {
            TableUse::Table(table) => walker.table(table, net, Entrance::Hub, atoms, out),
            TableUse::Unknown(missing) => walker.without_table(net, missing, atoms, out),
        };
        match tables.as_slice() {
            [] => self.without_table(net, self.routing.no_table[net as usize], atoms, out),
            [one] => enter(self, *one, atoms, out),
            many => self.spread(many.len(), Spread::Tie, out, |walker, way, runs| {
                enter(walker, many[way], atoms.clone(), runs);
            }),
        }
    }

    /// From outside into the network of a virtual gateway; what is not for it goes on to [`Walker::between_customers`].
    pub(super) fn enter_from_outside(
        &mut self,
        vgw: VgwId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let own = &routing.topology.vgws[vgw as usize];
        let Some(net) = own.net else {
            return self.between_customers(vgw, atoms, out);
        };
        for (atoms, row) in routing.lpm.segments(routing.local_table(net), atoms) {
            if row >= RESERVED {
                self.between_customers(vgw, atoms, out);
            } else if let Some(table) = own.table {
                self.table(table, net, Entrance::Gateway, atoms, out);
            } else {
                self.deliver(net, atoms, out);
            }
        }
    }
}

impl super::Routing {
    /// The element of a hub.
    pub(super) fn hub_elem(&self, hub: Id<crate::model::TransitGateway>) -> Elem {
        self.elements.elem(crate::model::AnyId::TransitGateway(hub))
    }
}
