//! Packets at gateways, hubs and sites: what these learned decides.

use std::ops::Range;

use super::control::{CandId, Class, Link, Next, Node};
use super::elements::Elem;
use super::lpm::{Entry, NO_ROW, RESERVED, RowId};
use super::outcome::{At, Flags, OutcomeClass, Spread};
use super::prefixes::{AtomId, PrefixId};
use super::topology::{Association, HubTableId, SiteId, VgwId};
use super::walk::{Found, Point, Run, Walker};
use crate::model::{AnyId, DirectConnectGateway, Id};

impl Walker<'_> {
    /// Over a candidate's link.
    pub(super) fn pass(&mut self, cand: CandId, at: At, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let prefix = routing.control.prefix_of(cand);
        let cand = &routing.control.cands[cand as usize];
        let link = &routing.control.links[cand.link as usize];
        let blocked = link.via.iter().any(|e| self.view.down.has(*e))
            || (link.stays
                && !routing
                    .control
                    .passes(&routing.sessions, cand.link, self.view.down));
        let depth = self.via.len();
        self.via.extend_from_slice(&link.via);
        let ingress = self.ingress.replace(cand.link);
        match link.next {
            _ if blocked => self.end(OutcomeClass::Blackhole, at, atoms, out),
            Next::Drop => self.end(OutcomeClass::Blackhole, at, atoms, out),
            Next::Attachment(attachment) => self.walk(Point::FromHub(attachment), atoms, out),
            Next::Vgw(vgw) => self.walk(Point::FromOutside(vgw), atoms, out),
            Next::Hub(table) => self.walk(Point::Hub(table), atoms, out),
            Next::NoTable(hub) => self.end(OutcomeClass::NoAssociation, At::Elem(hub), atoms, out),
            Next::Site(site) => match link.dx {
                Some((gateway, association)) => {
                    self.turned_round(gateway, association, prefix, site, atoms, out);
                }
                None => self.at_site(site, atoms, out),
            },
            Next::Appliance(interface, net) => self.appliance(interface, net, atoms, out),
            Next::Unknown(missing) => self.unknown(missing, at, atoms, out),
        }
        self.ingress = ingress;
        self.via.truncate(depth);
    }

    /// At the Direct Connect endpoint: what belongs to another association of the gateway goes back in.
    fn turned_round(
        &mut self,
        gateway: Id<DirectConnectGateway>,
        from: u32,
        prefix: PrefixId,
        site: SiteId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let Some(table) = routing.dx_tables.get(&gateway).copied() else {
            return self.at_site(site, atoms, out);
        };
        let length = routing.prefixes.cidr(prefix).prefix_len();
        for (atoms, row) in routing.lpm.segments(table, atoms) {
            match self.others_behind(row, length, from).as_slice() {
                [] => self.at_site(site, atoms, out),
                [one] => self.back_in(gateway, *one, atoms, out),
                // Which of two owners of one prefix the gateway takes is not published.
                many => self.spread(many.len(), Spread::Tie, out, |walker, way, runs| {
                    walker.back_in(gateway, many[way], atoms.clone(), runs);
                }),
            }
        }
    }

    /// The associations but `from` that announce the longest prefix from a row on, if that is longer than `length`.
    fn others_behind(&self, mut row: RowId, length: u8, from: u32) -> Vec<u32> {
        let routing = self.routing;
        while row < RESERVED {
            let own = routing.lpm.row(row);
            if routing.prefixes.cidr(own.prefix).prefix_len() <= length {
                break;
            }
            let entries = routing.lpm.entries(row).iter();
            let mut found: Vec<u32> = entries
                .filter_map(|entry| match entry {
                    Entry::Association(other) if *other != from => Some(*other),
                    _ => None,
                })
                .filter(|other| {
                    let association = &routing.topology.dx[*other as usize];
                    let end = routing.elements.elem(association.to);
                    !self.view.down.has(association.elem) && !self.view.down.has(end)
                })
                .collect();
            if !found.is_empty() {
                let name = |at: &u32| {
                    let end = routing.elements.elem(routing.topology.dx[*at as usize].to);
                    (routing.elements.name(end), end)
                };
                found.sort_by_key(name);
                return found;
            }
            row = own.parent;
        }
        Vec::new()
    }

    /// Back into the gateway, to one of its associations.
    fn back_in(
        &mut self,
        gateway: Id<DirectConnectGateway>,
        other: u32,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let to = routing.topology.dx[other as usize].to;
        let end = routing.elements.elem(to);
        let before = self.flags;
        self.flags = self.flags.with(Flags::HAIRPIN);
        self.via.push(end);
        match to {
            AnyId::VirtualGateway(vgw) => {
                let point = Point::FromOutside(super::num::id32(vgw.index()));
                self.walk(point, atoms, out);
            }
            AnyId::TransitGateway(hub) => {
                let attachment = routing.dx_attachments.get(&(gateway, hub));
                let association = attachment
                    .and_then(|attachment| routing.topology.associations.get(&(*attachment, hub)));
                match association {
                    Some(Association::Table(table)) => self.walk(Point::Hub(*table), atoms, out),
                    Some(Association::Unknown(missing)) => {
                        self.unknown(*missing, At::Elem(end), atoms, out);
                    }
                    _ => self.end(OutcomeClass::NoAssociation, At::Elem(end), atoms, out),
                }
            }
            _ => self.end(OutcomeClass::NoRoute, At::Elem(end), atoms, out),
        }
        self.via.pop();
        self.flags = before;
    }

    pub(super) fn gateway(&mut self, vgw: VgwId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let at = At::Elem(routing.topology.vgws[vgw as usize].elem);
        if let Some(missing) = self.doubt(Node::Vgw(vgw)) {
            return self.unknown(missing, at, atoms, out);
        }
        for (atoms, row) in routing
            .lpm
            .segments(routing.node_table(Node::Vgw(vgw)), atoms)
        {
            match self.best(row) {
                (_, Found::Routes(cands, spread)) => self.take(&cands, spread, at, atoms, out),
                (_, Found::States(prefix, states)) => {
                    self.each_state(prefix, states, out, |walker, runs| {
                        walker.gateway(vgw, atoms.clone(), runs);
                    })
                }
                (_, Found::Unstable) => self.end(OutcomeClass::Unstable, at, atoms, out),
                (_, Found::Nothing) => self.not_carried_between(vgw, at, atoms, out),
            }
        }
    }

    /// Packets of a virtual gateway without a route: for another association of its Direct Connect gateway the provider says no.
    fn not_carried_between(
        &mut self,
        vgw: VgwId,
        at: At,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let elem = routing.topology.vgws[vgw as usize].elem;
        let own = routing.topology.dx.iter().find(|a| {
            matches!(a.to, AnyId::VirtualGateway(v) if super::num::id32(v.index()) == vgw)
                && !self.view.down.has(a.elem)
        });
        let Some((gateway, table)) =
            own.and_then(|a| Some((a.gateway, *routing.dx_tables.get(&a.gateway)?)))
        else {
            return self.end(OutcomeClass::NoRoute, at, atoms, out);
        };
        let dx = routing.elements.elem(AnyId::DirectConnectGateway(gateway));
        for (atoms, row) in routing.lpm.segments(table, atoms) {
            let other = row < RESERVED
                && routing.lpm.entries(row).iter().any(|entry| match entry {
                    Entry::Association(other) => {
                        let other = &routing.topology.dx[*other as usize];
                        routing.elements.elem(other.to) != elem && !self.view.down.has(other.elem)
                    }
                    _ => false,
                });
            if other {
                self.end_by(
                    OutcomeClass::EdgeToEdge,
                    At::Elem(dx),
                    Some(dx),
                    Flags::WOULD_TRANSIT,
                    atoms,
                    out,
                );
            } else {
                self.end(OutcomeClass::NoRoute, at, atoms, out);
            }
        }
    }

    /// From one customer's session on a virtual gateway to another's.
    pub(super) fn between_customers(
        &mut self,
        vgw: VgwId,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let routing = self.routing;
        let own = &routing.topology.vgws[vgw as usize];
        let at = At::Elem(own.elem);
        if let Some(missing) = self.doubt(Node::Vgw(vgw)) {
            return self.unknown(missing, at, atoms, out);
        }
        let ingress: Option<&Link> = self
            .ingress
            .map(|link| &routing.control.links[link as usize]);
        let through_dx = ingress.is_some_and(|link| link.via.iter().any(|e| is_dx(routing, *e)));
        for (atoms, row) in routing
            .lpm
            .segments(routing.node_table(Node::Vgw(vgw)), atoms)
        {
            match self.best(row) {
                (_, Found::Routes(cands, spread)) => {
                    let carried = |cand: &CandId| {
                        let link = &routing.control.links
                            [routing.control.cands[*cand as usize].link as usize];
                        let direct = link.dx.is_none()
                            && matches!(
                                link.class,
                                Class::DirectConnect | Class::Vpn | Class::VpnStatic
                            );
                        direct && ingress.is_none_or(|i| i.session != link.session)
                    };
                    if own.switches.sites_through_virtual_gateway
                        && !through_dx
                        && cands.iter().all(carried)
                    {
                        self.take(&cands, spread, at, atoms, out);
                    } else {
                        self.end_by(
                            OutcomeClass::EdgeToEdge,
                            at,
                            None,
                            Flags::WOULD_TRANSIT,
                            atoms,
                            out,
                        );
                    }
                }
                (_, Found::States(prefix, states)) => {
                    self.each_state(prefix, states, out, |walker, runs| {
                        walker.between_customers(vgw, atoms.clone(), runs);
                    })
                }
                (_, Found::Unstable) => self.end(OutcomeClass::Unstable, at, atoms, out),
                (_, Found::Nothing) => self.end(OutcomeClass::NoRoute, at, atoms, out),
            }
        }
    }

    pub(super) fn hub(&mut self, table: HubTableId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let at = routing.at_of(Point::Hub(table));
        if let Some(missing) = self.doubt(Node::Hub(table)) {
            return self.unknown(missing, at, atoms, out);
        }
        for (atoms, row) in routing
            .lpm
            .segments(routing.node_table(Node::Hub(table)), atoms)
        {
            match self.best(row) {
                (_, Found::Routes(cands, spread)) => self.take(&cands, spread, at, atoms, out),
                (_, Found::States(prefix, states)) => {
                    self.each_state(prefix, states, out, |walker, runs| {
                        walker.hub(table, atoms.clone(), runs);
                    })
                }
                (_, Found::Unstable) => self.end(OutcomeClass::Unstable, at, atoms, out),
                (_, Found::Nothing) => self.end(OutcomeClass::NoRoute, at, atoms, out),
            }
        }
    }

    /// Packets that reach a site. A site that passes routes on passes packets on, too; others only over their own links.
    fn at_site(&mut self, site: SiteId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let own = &routing.topology.sites[site as usize];
        if own.transit || routing.linked[site as usize] {
            self.walk(Point::Site(site), atoms, out);
        } else {
            self.end(OutcomeClass::External, At::Site(site), atoms, out);
        }
    }

    pub(super) fn site(&mut self, site: SiteId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let own = &routing.topology.sites[site as usize];
        let at = At::Site(site);
        let passing = self.arrived();
        let doubt = self
            .doubt(Node::Site(site))
            .filter(|_| !passing || own.transit);
        for (atoms, row) in routing
            .lpm
            .segments(routing.node_table(Node::Site(site)), atoms)
        {
            if row < RESERVED && routing.lpm.entries(row).first() == Some(&Entry::Own) {
                self.end(OutcomeClass::External, at, atoms, out);
                continue;
            }
            if let Some(missing) = doubt {
                self.unknown(missing, at, atoms, out);
                continue;
            }
            match self.best(row) {
                (_, Found::Routes(cands, spread)) => {
                    let linked = cands.iter().all(|cand| {
                        let cand = &routing.control.cands[*cand as usize];
                        routing.control.links[cand.link as usize].class == Class::SiteLink
                    });
                    if passing && !own.transit && !linked {
                        self.end(OutcomeClass::External, at, atoms, out);
                    } else {
                        self.take(&cands, spread, at, atoms, out);
                    }
                }
                (_, Found::States(prefix, states)) => {
                    self.each_state(prefix, states, out, |walker, runs| {
                        walker.site(site, atoms.clone(), runs);
                    })
                }
                (_, Found::Unstable) => self.end(OutcomeClass::Unstable, at, atoms, out),
                (NO_ROW, Found::Nothing) if !passing => self.unreached(site, atoms, out),
                (_, Found::Nothing) => self.end(OutcomeClass::External, at, atoms, out),
            }
        }
    }

    /// What a site has no route for: where another session of its Direct Connect gateway has one, the provider does not carry it.
    fn unreached(&mut self, site: SiteId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        let routing = self.routing;
        let mut cut: Vec<(Range<AtomId>, Elem, Elem)> = Vec::new();
        for (session, vif, gateway) in &routing.dx_sessions {
            if routing.topology.site_of[*session as usize] != site || !self.up(*session) {
                continue;
            }
            for (other, _, far) in &routing.dx_sessions {
                if other == session
                    || far != gateway
                    || routing.topology.site_of[*other as usize] == site
                    || !self.up(*other)
                {
                    continue;
                }
                for announced in routing.sessions.get(*other).announced.iter().flatten() {
                    let Some(prefix) = routing.prefixes.id(announced.prefix) else {
                        continue;
                    };
                    let range = routing.prefixes.range(prefix);
                    let range = range.start.max(atoms.start)..range.end.min(atoms.end);
                    if !range.is_empty() {
                        let dx = routing.elements.elem(AnyId::DirectConnectGateway(*gateway));
                        cut.push((range, *vif, dx));
                    }
                }
            }
        }
        cut.sort_by_key(|(range, ..)| (range.start, range.end));
        let mut from = atoms.start;
        for (range, vif, dx) in cut {
            if range.end <= from {
                continue;
            }
            let start = range.start.max(from);
            self.no_route(site, from..start, out);
            self.via.push(vif);
            self.end_by(
                OutcomeClass::EdgeToEdge,
                At::Elem(dx),
                Some(dx),
                Flags::WOULD_TRANSIT,
                start..range.end,
                out,
            );
            self.via.pop();
            from = range.end;
        }
        self.no_route(site, from..atoms.end, out);
    }

    fn no_route(&mut self, site: SiteId, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        if atoms.is_empty() {
            return;
        }
        let routing = self.routing;
        let at = At::Site(site);
        match routing
            .public_services
            .filter(|_| routing.topology.sites[site as usize].public)
        {
            None => self.end(OutcomeClass::NoRoute, at, atoms, out),
            Some(missing) => {
                for (atoms, private) in routing.private(atoms) {
                    if private {
                        self.end(OutcomeClass::NoRoute, at, atoms, out);
                    } else {
                        self.unknown(missing, at, atoms, out);
                    }
                }
            }
        }
    }

    fn up(&self, session: u32) -> bool {
        super::control::Control::session_up(&self.routing.sessions, session, self.view.down)
    }
}

fn is_dx(routing: &super::Routing, elem: Elem) -> bool {
    routing.elements.kind(elem) == crate::model::ElementKind::DirectConnectGateway
}
