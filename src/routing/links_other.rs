//! Links over VPN connections, in hubs, between sites and to route servers.

use super::build::{Builder, Draft};
use super::control::{Class, Link as Way, Next, Node};
use super::elements::{Elem, carries, interface_network, peer_network};
use super::num::id32;
use super::sessions::{Carrier, SessionId, Status};
use super::topology::{Association, AttachmentKind};
use crate::model::*;
use crate::source::{Field, Text};

impl Builder<'_> {
    pub(super) fn vpn_sessions(&mut self) {
        for at in 0..id32(self.sessions.list.len()) {
            let session = self.sessions.get(at);
            let Carrier::Vpn(id) = session.carrier else {
                continue;
            };
            if matches!(session.status, Status::Down(_)) {
                continue;
            }
            let fixed = session.fixed;
            let vpn = &self.design.vpn_connections[id];
            let elem = self.elements.elem(AnyId::VpnConnection(id));
            let name = self.elements.name(elem);
            let site = self.topology.site_of[at as usize];
            if let Some(gateway) = vpn.virtual_gateway.get() {
                let vgw = self.topology.vgws[gateway.index()].clone();
                if !vgw.works {
                    continue;
                }
                let class = if fixed { Class::VpnStatic } else { Class::Vpn };
                let node = Node::Vgw(id32(gateway.index()));
                let draft = self.link(node, class, vec![elem], Next::Site(site), name);
                if self.announced_in_tables(&draft, at, gateway) {
                    self.gateway_to_site(
                        id32(gateway.index()),
                        site,
                        at,
                        vec![elem, vgw.elem],
                        name,
                    );
                    continue;
                }
                self.heard_from_customer(draft, at, &[vgw.elem], &vgw.switches);
                self.gateway_to_site(id32(gateway.index()), site, at, vec![elem, vgw.elem], name);
            }
        }
        for at in 0..self.topology.attachments.len() {
            let attachment = self.topology.attachments[at].clone();
            let (AttachmentKind::Vpn(id), Some(hub), true) =
                (attachment.kind, attachment.hub, attachment.works)
            else {
                continue;
            };
            if let Some((session, own)) = self.sessions.find(AnyId::VpnConnection(id))
                && !matches!(own.status, Status::Down(_))
            {
                self.hub_vpn(id32(at), id, hub, session);
            }
        }
    }

    /// Where nothing is said about a session, but a table of its gateway's network shows what was propagated from that gateway:
    /// those prefixes, as far as no other session announces them.
    fn announced_in_tables(
        &mut self,
        draft: &Draft,
        session: SessionId,
        gateway: Id<VirtualGateway>,
    ) -> bool {
        let own = self.sessions.get(session);
        if own.announced.is_some() || own.status != Status::Up {
            return false;
        }
        let mut shown: Option<Vec<Cidr>> = None;
        for (_, table) in self.design.route_tables.iter() {
            let takes = table
                .propagating
                .iter()
                .any(|link| link.get() == Some(gateway));
            if !takes || table.head.is_design() {
                continue;
            }
            for route in table.routes.iter().flatten() {
                let target = route.target.link().and_then(AnyLink::get);
                if route.origin == RouteOrigin::Propagated
                    && target == Some(AnyId::VirtualGateway(gateway))
                {
                    shown
                        .get_or_insert_default()
                        .extend(route.to.get().map(Cidr::network));
                }
            }
            if table.routes.is_some() {
                shown.get_or_insert_default();
            }
        }
        let Some(mut shown) = shown else { return false };
        shown.sort_unstable();
        shown.dedup();
        let known = |prefix: &Cidr| {
            let all = self.sessions.list.iter();
            all.filter_map(|s| s.announced.as_ref())
                .flatten()
                .any(|a| a.prefix == *prefix)
        };
        let shown: Vec<Cidr> = shown
            .into_iter()
            .filter(|p| p.family() == Family::Ipv4 && !known(p))
            .collect();
        let elem = self.topology.vgws[gateway.index()].elem;
        let link = Way {
            session: Some(session),
            needs: [elem].into(),
            ..draft.link.clone()
        };
        let link = self.add(Draft {
            to: draft.to,
            from: None,
            link,
        });
        for prefix in shown {
            self.cand(prefix, link, &[], 0, 100, None);
        }
        let sentence = self.announces(own);
        self.doubt_backup(draft.to, sentence, session);
        true
    }

    fn hub_vpn(
        &mut self,
        at: u32,
        id: Id<VpnConnection>,
        hub: Id<TransitGateway>,
        session: SessionId,
    ) {
        let attachment = self.topology.attachments[at as usize].clone();
        let vpn = self.elements.elem(AnyId::VpnConnection(id));
        let gateway = self.elements.elem(AnyId::TransitGateway(hub));
        let name = self.elements.name(vpn);
        let site = self.topology.site_of[session as usize];
        let needs = [attachment.elem, gateway];
        let fixed = self.sessions.get(session).fixed;
        let element = &self.design.vpn_connections[id];
        let private = element.transport.get().is_some()
            || element
                .outside_type
                .get()
                .is_some_and(|t| t == "PrivateIpv4");
        let switches = (self.switches)(self.design.transit_gateways[hub].head.provider);
        let ecmp = self.design.transit_gateways[hub].ecmp.get() == Some(true);
        for table in 0..id32(self.topology.propagations.len()) {
            let fed = self.topology.propagations[table as usize]
                .as_ref()
                .is_some_and(|p| p.contains(&at));
            // A VPN with static routing announces nothing to a hub: its routes stand in the table.
            if !fed || fixed || self.shown_in_hub(table, at) {
                continue;
            }
            let class = if private {
                Class::PrivateVpn
            } else {
                Class::Vpn
            };
            let mut draft = self.link(
                Node::Hub(table),
                class,
                vec![attachment.elem, vpn],
                Next::Site(site),
                name,
            );
            draft.link.shares = ecmp;
            self.heard_from_customer(draft, session, &needs, &switches);
        }
        let next = match self.topology.associations.get(&(at, hub)) {
            Some(Association::Table(table)) => Next::Hub(*table),
            Some(Association::Unknown(missing)) => Next::Unknown(*missing),
            _ => return,
        };
        let asn = self.design.transit_gateways[hub]
            .asn
            .get()
            .map(|asn| asn.number);
        let mut draft = self.site_link_draft(site, session, &needs, vec![vpn, gateway], next, name);
        self.doubt_state(Node::Site(site), session, &needs);
        match next {
            Next::Hub(table) => {
                draft.from = Some(Node::Hub(table));
                draft.link.prepend = asn;
                self.add(draft);
            }
            _ => {
                let sentence = format!(
                    "what {} announces on {}",
                    self.elements.path(gateway),
                    self.elements.path(vpn)
                );
                self.doubt(Node::Site(site), sentence, Some(session), &needs);
            }
        }
    }

    /// Whether a hub's table was exported with the routes that this attachment propagated, and nothing better is known.
    fn shown_in_hub(&self, table: u32, attachment: u32) -> bool {
        let element = &self.design.transit_gateway_route_tables[Id::new(table as usize)];
        let exported =
            !element.head.is_design() && element.routes.is_some() && !element.routes_partial;
        let said = match self.topology.attachments[attachment as usize].kind {
            AttachmentKind::Vpn(vpn) => self
                .sessions
                .find(AnyId::VpnConnection(vpn))
                .is_some_and(|(_, s)| s.announced.is_some()),
            AttachmentKind::Network(net) => self.topology.nets[net as usize].unknown.is_none(),
            AttachmentKind::DirectConnect(gateway) => {
                let on = |s: &&super::sessions::Session| match s.carrier {
                    Carrier::Interface(vif, _) => {
                        self.design.virtual_interfaces[vif]
                            .direct_connect_gateway
                            .get()
                            == Some(gateway)
                    }
                    _ => false,
                };
                let mut all = self.sessions.list.iter().filter(on).peekable();
                all.peek().is_some() && all.all(|s| s.announced.is_some())
            }
            AttachmentKind::Peer(_) | AttachmentKind::Other => false,
        };
        exported && !said
    }

    pub(super) fn hub_tables(&mut self) {
        let design = self.design;
        for (id, table) in design.transit_gateway_route_tables.iter() {
            let at = id32(id.index());
            let Some(hub) = table.gateway.get() else {
                continue;
            };
            let own = self
                .elements
                .path(self.elements.elem(AnyId::TransitGatewayRouteTable(id)));
            let node = Node::Hub(at);
            if table.routes.is_none() || table.routes_partial {
                self.doubt(node, format!("the routes of {own}"), None, &[]);
            }
            for route in table.routes.iter().flatten() {
                self.hub_route(at, hub, route);
            }
            match self.topology.propagations[id.index()].clone() {
                Some(feeding) => {
                    for attachment in feeding {
                        self.hub_propagation(at, hub, attachment);
                    }
                }
                // What is exported of the routes tells what was propagated, too.
                None if table.head.is_design() || table.routes.is_none() => {
                    self.doubt(node, format!("what is propagated into {own}"), None, &[]);
                }
                None => {}
            }
        }
    }

    /// Where packets go that leave a hub by an attachment.
    fn leave(&mut self, attachment: u32) -> (Vec<Elem>, Next, Option<SessionId>) {
        let own = self.topology.attachments[attachment as usize].clone();
        if !own.works {
            return (vec![own.elem], Next::Drop, None);
        }
        match own.kind {
            AttachmentKind::Network(_) => (vec![own.elem], Next::Attachment(attachment), None),
            AttachmentKind::Vpn(vpn) => {
                let elem = self.elements.elem(AnyId::VpnConnection(vpn));
                match self.sessions.find(AnyId::VpnConnection(vpn)) {
                    Some((session, s)) => match s.status {
                        Status::Unknown => {
                            let sentence = format!("whether {} is up", self.elements.path(elem));
                            (
                                vec![own.elem, elem],
                                Next::Unknown(self.topology.missing.note(sentence)),
                                None,
                            )
                        }
                        Status::Down(_) => (vec![own.elem, elem], Next::Drop, None),
                        Status::Up => (
                            vec![own.elem, elem],
                            Next::Site(self.topology.site_of[session as usize]),
                            Some(session),
                        ),
                    },
                    None => (vec![own.elem, elem], Next::Drop, None),
                }
            }
            AttachmentKind::Peer(other) => {
                let far = self.elements.elem(AnyId::TransitGateway(other));
                let next = match self.topology.peer_entry(self.design, attachment, other) {
                    Association::Table(table) => Next::Hub(table),
                    Association::None => Next::NoTable(far),
                    Association::Unknown(missing) => Next::Unknown(missing),
                };
                (vec![own.elem, far], next, None)
            }
            AttachmentKind::DirectConnect(gateway) => {
                let far = self.elements.elem(AnyId::DirectConnectGateway(gateway));
                let site = self.beyond(far);
                (vec![own.elem, far], Next::Site(site), None)
            }
            AttachmentKind::Other => {
                let sentence = format!("what hangs on {}", self.elements.path(own.elem));
                (
                    vec![own.elem],
                    Next::Unknown(self.topology.missing.note(sentence)),
                    None,
                )
            }
        }
    }

    fn hub_route(&mut self, table: u32, hub: Id<TransitGateway>, route: &TransitRoute) {
        let propagated = route.route_type.get().is_some_and(|t| t == "propagated");
        let gateway = self.elements.elem(AnyId::TransitGateway(hub));
        let mut prefixes: Vec<Cidr> = route.to.get().map(Cidr::network).into_iter().collect();
        let listed = route.to_list.get();
        let class = if listed.is_some() || !route.to_list.is_absent() {
            Class::PrefixList
        } else {
            Class::Static
        };
        if class == Class::PrefixList {
            match listed.and_then(|l| self.design.prefix_lists[l].entries.as_ref()) {
                Some(entries) => {
                    prefixes = entries
                        .iter()
                        .filter_map(Field::get)
                        .map(Cidr::network)
                        .collect()
                }
                None => {
                    let list = route.to_list.id.get().unwrap_or_else(|| Text::new("?"));
                    self.doubt(
                        Node::Hub(table),
                        format!("the entries of prefix list {list}"),
                        None,
                        &[],
                    );
                    return;
                }
            }
        }
        let mut ways: Vec<(Vec<Elem>, Next, Option<SessionId>, Text)> = Vec::new();
        for link in &route.attachments {
            let Some(attachment) = link.get() else {
                let written = link.id.get().unwrap_or_else(|| Text::new("?"));
                let next = match link.target {
                    Target::Dangling => Next::Drop,
                    _ => Next::Unknown(
                        self.topology
                            .missing
                            .note(format!("attachment {written}, which is not in the input")),
                    ),
                };
                ways.push((Vec::new(), next, None, written));
                continue;
            };
            let at = id32(attachment.index());
            if propagated {
                let fed = self.topology.propagations[table as usize]
                    .as_ref()
                    .is_none_or(|p| p.contains(&at));
                // Computed from its source instead.
                if !fed
                    || (self.topology.propagations[table as usize].is_some()
                        && !self.shown_in_hub(table, at))
                {
                    continue;
                }
            }
            let (via, next, session) = self.leave(at);
            ways.push((
                via,
                next,
                session,
                self.elements
                    .name(self.topology.attachments[at as usize].elem),
            ));
        }
        if propagated && ways.is_empty() {
            return;
        }
        if route.attachments.is_empty() || route.blackhole {
            ways = vec![(Vec::new(), Next::Drop, None, Text::new(""))];
        }
        for (via, next, session, name) in ways {
            let class = if propagated {
                Self::exported_class(route)
            } else {
                class
            };
            let mut draft = self.link(Node::Hub(table), class, via, next, name);
            draft.link.needs = [gateway].into();
            draft.link.stays = !propagated;
            draft.link.session = session;
            let link = self.add(draft);
            for prefix in &prefixes {
                self.cand(*prefix, link, &[], 0, 100, Some(route.span));
            }
            if let (true, Some(session)) = (propagated, session) {
                let sentence = self.announces(self.sessions.get(session));
                self.doubt_backup(Node::Hub(table), sentence, session);
            }
        }
    }

    fn exported_class(route: &TransitRoute) -> Class {
        match route
            .attachments
            .first()
            .and_then(|l| l.id.get())
            .map(Text::as_str)
        {
            Some(word) if word.contains("vpn") => Class::Vpn,
            _ => Class::Network,
        }
    }

    fn hub_propagation(&mut self, table: u32, hub: Id<TransitGateway>, attachment: u32) {
        let own = self.topology.attachments[attachment as usize].clone();
        if !own.works || own.hub != Some(hub) || self.shown_in_hub(table, attachment) {
            return;
        }
        let gateway = self.elements.elem(AnyId::TransitGateway(hub));
        let needs = [own.elem, gateway];
        let node = Node::Hub(table);
        match own.kind {
            AttachmentKind::Network(net) => {
                if let Some(missing) = self.topology.nets[net as usize].unknown {
                    let sentence = self.topology.missing.sentence(missing).to_owned();
                    self.doubt(node, sentence, None, &needs);
                }
                let name = self.elements.name(own.elem);
                let mut draft = self.link(
                    node,
                    Class::Network,
                    vec![own.elem],
                    Next::Attachment(attachment),
                    name,
                );
                draft.link.needs = needs.into();
                let element =
                    &self.design.transit_gateway_attachments[Id::new(attachment as usize)];
                draft.link.created = element.created.get().map(|time| time.0);
                let link = self.add(draft);
                for block in self.topology.nets[net as usize].owned.clone() {
                    if own.ipv6 || block.family() == Family::Ipv4 {
                        self.cand(block, link, &[], 0, 100, None);
                    }
                }
            }
            // Sessions of VPN connections and virtual interfaces have made their own links.
            AttachmentKind::Vpn(_) => {}
            AttachmentKind::DirectConnect(dx) => {
                let on = |s: &super::sessions::Session| match s.carrier {
                    Carrier::Interface(vif, _) => {
                        self.design.virtual_interfaces[vif]
                            .direct_connect_gateway
                            .get()
                            == Some(dx)
                    }
                    _ => false,
                };
                let seen = self.sessions.list.iter().any(on);
                let tied = self
                    .topology
                    .dx
                    .iter()
                    .any(|a| a.gateway == dx && a.to == AnyId::TransitGateway(hub));
                if !seen && !self.design.direct_connect_gateways[dx].head.is_design()
                    || (!tied && seen)
                {
                    let far = self
                        .elements
                        .path(self.elements.elem(AnyId::DirectConnectGateway(dx)));
                    let lacks = if seen {
                        "the association of"
                    } else {
                        "the virtual interfaces of"
                    };
                    self.doubt(node, format!("{lacks} {far}"), None, &needs);
                }
            }
            // Peerings propagate nothing: their routes are written by hand.
            AttachmentKind::Peer(_) => {}
            AttachmentKind::Other => {
                let sentence = format!("what {} propagates", self.elements.path(own.elem));
                self.doubt(node, sentence, None, &needs);
            }
        }
    }

    pub(super) fn site_links(&mut self) {
        let design = self.design;
        for (id, link) in design.site_links.iter() {
            let (Some(from), Some(to)) = (link.from.get(), link.to.get()) else {
                continue;
            };
            let down = link
                .status
                .get()
                .is_some_and(|word| word.eq_ignore_ascii_case("down"));
            if down || !carries(link.head.state.phase) {
                continue;
            }
            let elem = self.elements.elem(AnyId::SiteLink(id));
            let (from, to) = (id32(from.index()), id32(to.index()));
            let name = self.elements.name(elem);
            let mut draft = self.link(
                Node::Site(to),
                Class::SiteLink,
                vec![elem],
                Next::Site(from),
                name,
            );
            draft.link.needs = [elem].into();
            draft.link.preference = link
                .local_pref
                .get()
                .and_then(|p| u32::try_from(p).ok())
                .unwrap_or(100);
            draft.link.preferred = true;
            draft.link.max_path = link.max_as_path.get().and_then(|n| usize::try_from(n).ok());
            let preference = draft.link.preference;
            let site = self.topology.sites[from as usize].clone();
            let passes_on = link.transit.get().unwrap_or(site.transit);
            let again = passes_on.then(|| Draft {
                to: draft.to,
                from: Some(Node::Site(from)),
                link: Way {
                    prepend: site.asn,
                    ..draft.link.clone()
                },
            });
            let most = draft.link.max_path;
            let own = self.add(draft);
            let path: Vec<u64> = site.asn.into_iter().collect();
            for prefix in site.owned {
                if most.is_none_or(|most| path.len() <= most) {
                    self.cand(prefix, own, &path, 0, preference, None);
                }
            }
            if let Some(again) = again {
                self.add(again);
            }
        }
    }

    pub(super) fn route_servers(&mut self) {
        for at in 0..id32(self.sessions.list.len()) {
            let session = self.sessions.get(at);
            let Carrier::Server(server, id) = session.carrier else {
                continue;
            };
            let peer = &self.design.route_server_peers[id];
            let elem = self.elements.elem(AnyId::RouteServer(server));
            if !self.design.route_servers[server].head.state.is_live() {
                continue;
            }
            let network = peer_network(self.design, peer);
            let address = peer.address.get();
            let found = address
                .and_then(|a| self.interfaces.get(&a))
                .into_iter()
                .flatten()
                .find(|i| {
                    let home = interface_network(self.design, &self.design.interfaces[**i]);
                    home.is_none() || network.is_none() || home == network
                });
            let via: Vec<Elem> = found
                .map(|i| self.elements.elem(AnyId::Interface(*i)))
                .into_iter()
                .collect();
            let Some(network) = network else { continue };
            let next = Next::Appliance(found.map(|i| id32(i.index())), id32(network.index()));
            // Ties are broken by the next hop, so that is the name: padded to sort as a number.
            let order = match address {
                Some(std::net::IpAddr::V4(a)) => format!("{:010}", u32::from(a)),
                Some(other) => other.to_string(),
                None => String::new(),
            };
            let name = Text::new(&format!("{order} {}", self.elements.name(session.elem)));
            let node = Node::Server(id32(server.index()));
            let switches = (self.switches)(self.design.route_servers[server].head.provider);
            let draft = self.link(node, Class::Appliance, via, next, name);
            if matches!(session.status, Status::Down(_)) && session.announced.is_none() {
                continue;
            }
            self.heard_from_customer(draft, at, &[elem], &switches);
        }
    }
}
