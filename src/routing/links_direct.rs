//! Links over virtual interfaces: to virtual gateways, through Direct Connect gateways, and between sites.

use rustc_hash::FxHashMap;

use super::build::{Builder, Draft};
use super::control::{Class, LinkId, Next, Node};
use super::elements::Elem;
use super::num::id32;
use super::sessions::{Carrier, SessionId, Status};
use super::switches::Switches;
use super::topology::{Association, DxAssociation};
use crate::model::*;
use crate::source::Text;

/// One end of a virtual interface's session.
#[derive(Clone, Copy)]
struct Line {
    session: SessionId,
    vif: Elem,
    site: u32,
    region: Option<Text>,
    name: Text,
    site_link: bool,
}

impl Builder<'_> {
    pub(super) fn interface_sessions(&mut self) {
        let mut by_gateway: std::collections::BTreeMap<Id<DirectConnectGateway>, Vec<Line>> =
            Default::default();
        let mut attached_to: FxHashMap<Id<VirtualInterface>, Id<DirectConnectGateway>> =
            FxHashMap::default();
        for (_, attachment) in self.design.direct_connect_gateway_attachments.iter() {
            if let (Some(interface), Some(gateway)) =
                (attachment.virtual_interface.get(), attachment.gateway.get())
            {
                attached_to.entry(interface).or_insert(gateway);
            }
        }
        for at in 0..id32(self.sessions.list.len()) {
            let session = self.sessions.get(at);
            let Carrier::Interface(vif, _) = session.carrier else {
                continue;
            };
            if matches!(session.status, Status::Down(_)) {
                continue;
            }
            let interface = &self.design.virtual_interfaces[vif];
            if interface.kind() == Some(InterfaceType::Public) {
                continue;
            }
            let elem = self.elements.elem(AnyId::VirtualInterface(vif));
            let region = match interface.connection.get() {
                Some(on) => self.design.head(on).region.get(),
                None => None,
            };
            let line = Line {
                session: at,
                vif: elem,
                site: self.topology.site_of[at as usize],
                region: region.or(interface.head.region.get()),
                name: self.elements.name(elem),
                site_link: interface.site_link.get() == Some(true),
            };
            let attached = interface
                .direct_connect_gateway
                .get()
                .or_else(|| attached_to.get(&vif).copied());
            if let Some(gateway) = interface.virtual_gateway.get() {
                self.line_to_gateway(line, gateway);
            } else if let Some(gateway) = attached {
                by_gateway.entry(gateway).or_default().push(line);
            }
        }
        let mut associations: FxHashMap<Id<DirectConnectGateway>, Vec<usize>> =
            FxHashMap::default();
        for (at, association) in self.topology.dx.iter().enumerate() {
            associations
                .entry(association.gateway)
                .or_default()
                .push(at);
        }
        for (gateway, lines) in by_gateway {
            for line in &lines {
                for at in associations.get(&gateway).into_iter().flatten() {
                    let association = self.topology.dx[*at].clone();
                    self.through_gateway(*line, &association, *at);
                }
            }
            self.between_sites(gateway, &lines);
        }
    }

    /// What the customer says on a session reaches a node; with `transit` also what its site learned elsewhere.
    pub(super) fn heard_from_customer(
        &mut self,
        mut draft: Draft,
        session: SessionId,
        needs: &[Elem],
        switches: &Switches,
    ) -> LinkId {
        draft.link.session = Some(session);
        draft.link.needs = needs.into();
        let node = draft.to;
        let preference = draft.link.preference;
        self.doubt_state(node, session, needs);
        let site = self.topology.site_of[session as usize];
        let passed_on = self.topology.sites[site as usize].transit.then(|| Draft {
            to: node,
            from: Some(Node::Site(site)),
            link: super::control::Link {
                prepend: self.topology.sites[site as usize]
                    .asn
                    .or(self.sessions.get(session).asn),
                ..draft.link.clone()
            },
        });
        let link = self.add(draft);
        if let Some(passed_on) = passed_on {
            self.add(passed_on);
        }
        let sessions = self.sessions;
        let own = sessions.get(session);
        match &own.announced {
            None => {
                let sentence = self.announces(own);
                self.doubt(node, sentence, Some(session), needs);
            }
            Some(announced) => {
                for one in announced {
                    let tags = one
                        .communities
                        .iter()
                        .filter_map(|tag| switches.preference(*tag));
                    let preference = tags.max().unwrap_or(preference);
                    self.cand(
                        one.prefix,
                        link,
                        &one.as_path,
                        one.med,
                        preference,
                        one.span,
                    );
                }
            }
        }
        link
    }

    /// A link on which a site hears the provider.
    pub(super) fn site_link_draft(
        &mut self,
        site: u32,
        session: SessionId,
        needs: &[Elem],
        via: Vec<Elem>,
        next: Next,
        name: Text,
    ) -> Draft {
        let mut draft = self.link(Node::Site(site), Class::Session, via, next, name);
        draft.link.session = Some(session);
        draft.link.needs = needs.into();
        (draft.link.preference, draft.link.preferred) = self.preference(site, session);
        draft
    }

    fn region_preference(line: Option<Text>, gateway: Option<Text>) -> u32 {
        match (line, gateway) {
            (Some(a), Some(b)) if a != b => Switches::OTHER_REGION,
            _ => Switches::SAME_REGION,
        }
    }

    fn line_to_gateway(&mut self, line: Line, gateway: Id<VirtualGateway>) {
        let at = id32(gateway.index());
        let vgw = self.topology.vgws[gateway.index()].clone();
        if !vgw.works {
            return;
        }
        let needs = [vgw.elem];
        let node = Node::Vgw(at);
        let mut draft = self.link(
            node,
            Class::DirectConnect,
            vec![line.vif],
            Next::Site(line.site),
            line.name,
        );
        draft.link.preference = Self::region_preference(line.region, vgw.region);
        self.heard_from_customer(draft, line.session, &needs, &vgw.switches);
        self.gateway_to_site(
            at,
            line.site,
            line.session,
            vec![line.vif, vgw.elem],
            line.name,
        );
    }

    /// What a virtual gateway announces on a session that ends on it: its network's blocks, and other sites.
    pub(super) fn gateway_to_site(
        &mut self,
        at: u32,
        site: u32,
        session: SessionId,
        via: Vec<Elem>,
        name: Text,
    ) {
        let vgw = self.topology.vgws[at as usize].clone();
        let needs = [vgw.elem];
        let draft = self.site_link_draft(site, session, &needs, via, Next::Vgw(at), name);
        let again = Draft {
            to: draft.to,
            from: Some(Node::Vgw(at)),
            link: super::control::Link {
                prepend: vgw.asn,
                ..draft.link.clone()
            },
        };
        self.doubt_state(Node::Site(site), session, &needs);
        let link = self.add(draft);
        let own = self.sessions.get(session);
        let is_vpn = matches!(own.carrier, Carrier::Vpn(_));
        let (family, fixed) = (own.family, own.fixed);
        match vgw.net {
            Some(net) => {
                let path: Vec<u64> = vgw.asn.into_iter().collect();
                for block in self.topology.nets[net as usize].owned.clone() {
                    let fits = family.is_none_or(|f| f == block.family())
                        && !(is_vpn && block.family() == Family::Ipv6);
                    if fits {
                        self.cand(
                            block,
                            link,
                            &path,
                            0,
                            self.control.links[link as usize].preference,
                            None,
                        );
                    }
                }
            }
            None if !vgw.known => {
                let sentence = format!("the network of {}", self.elements.path(vgw.elem));
                self.doubt(Node::Site(site), sentence, Some(session), &needs);
            }
            None => {}
        }
        if vgw.switches.sites_through_virtual_gateway && !fixed {
            self.add(again);
        }
    }

    fn through_gateway(&mut self, line: Line, association: &DxAssociation, at: usize) {
        let gateway = self
            .elements
            .elem(AnyId::DirectConnectGateway(association.gateway));
        let asn = self.design.direct_connect_gateways[association.gateway]
            .asn
            .get()
            .map(|asn| asn.number);
        let dx = Some((association.gateway, id32(at)));
        let (needs, next, last) = match association.to {
            AnyId::VirtualGateway(vgw) => {
                let own = self.topology.vgws[vgw.index()].clone();
                if !own.works {
                    return;
                }
                let needs = vec![association.elem, gateway, own.elem];
                let via = vec![gateway, line.vif];
                let mut draft = self.link(
                    Node::Vgw(id32(vgw.index())),
                    Class::DirectConnect,
                    via,
                    Next::Site(line.site),
                    line.name,
                );
                draft.link.preference =
                    Self::region_preference(line.region, own.region.or(association.region));
                draft.link.dx = dx;
                self.heard_from_customer(draft, line.session, &needs, &own.switches);
                (needs, Next::Vgw(id32(vgw.index())), own.elem)
            }
            AnyId::TransitGateway(hub) => {
                let elem = self.elements.elem(AnyId::TransitGateway(hub));
                let Some(attachment) = self
                    .dx_attachments
                    .get(&(association.gateway, hub))
                    .copied()
                else {
                    let sentence = format!(
                        "the attachment of {} to {}",
                        self.elements.path(gateway),
                        self.elements.path(elem)
                    );
                    let next = Next::Unknown(self.topology.missing.note(sentence));
                    self.site_hears(
                        line,
                        association,
                        vec![association.elem, gateway, elem],
                        next,
                        elem,
                        asn,
                    );
                    return;
                };
                let hung = self.topology.attachments[attachment as usize].elem;
                let needs = vec![association.elem, gateway, hung, elem];
                let switches = (self.switches)(self.design.transit_gateways[hub].head.provider);
                let region = self.design.transit_gateways[hub]
                    .head
                    .region
                    .get()
                    .or(association.region);
                for table in 0..id32(self.topology.propagations.len()) {
                    let fed = self.topology.propagations[table as usize]
                        .as_ref()
                        .is_some_and(|p| p.contains(&attachment));
                    let of_hub = self.design.transit_gateway_route_tables[Id::new(table as usize)]
                        .gateway
                        .get()
                        == Some(hub);
                    if !fed || !of_hub {
                        continue;
                    }
                    let via = vec![hung, gateway, line.vif];
                    let mut draft = self.link(
                        Node::Hub(table),
                        Class::DirectConnect,
                        via,
                        Next::Site(line.site),
                        line.name,
                    );
                    draft.link.preference = Self::region_preference(line.region, region);
                    draft.link.dx = dx;
                    self.heard_from_customer(draft, line.session, &needs, &switches);
                }
                let next = match self.topology.associations.get(&(attachment, hub)) {
                    Some(Association::Table(table)) => Next::Hub(*table),
                    Some(Association::Unknown(missing)) => Next::Unknown(*missing),
                    _ => Next::NoTable(elem),
                };
                (needs, next, elem)
            }
            _ => return,
        };
        self.site_hears(line, association, needs, next, last, asn);
    }

    fn site_hears(
        &mut self,
        line: Line,
        association: &DxAssociation,
        needs: Vec<Elem>,
        next: Next,
        last: Elem,
        asn: Option<u64>,
    ) {
        let gateway = self
            .elements
            .elem(AnyId::DirectConnectGateway(association.gateway));
        let draft = self.site_link_draft(
            line.site,
            line.session,
            &needs,
            vec![line.vif, gateway, last],
            next,
            line.name,
        );
        self.doubt_state(Node::Site(line.site), line.session, &needs);
        let link = self.add(draft);
        let family = self.sessions.get(line.session).family;
        let path: Vec<u64> = asn.into_iter().collect();
        match &association.announced {
            Some(prefixes) => {
                for prefix in prefixes
                    .iter()
                    .filter(|p| family.is_none_or(|f| f == p.family()))
                {
                    self.cand(
                        *prefix,
                        link,
                        &path,
                        0,
                        self.control.links[link as usize].preference,
                        None,
                    );
                }
            }
            None => {
                let sentence = format!(
                    "the prefixes that {} announces",
                    self.elements.path(association.elem)
                );
                self.doubt(Node::Site(line.site), sentence, Some(line.session), &needs);
            }
        }
    }

    /// Interfaces with SiteLink hand their routes to each other.
    fn between_sites(&mut self, gateway: Id<DirectConnectGateway>, lines: &[Line]) {
        let elem = self.elements.elem(AnyId::DirectConnectGateway(gateway));
        let asn = self.design.direct_connect_gateways[gateway]
            .asn
            .get()
            .map(|asn| asn.number);
        for to in lines.iter().filter(|line| line.site_link) {
            for from in lines
                .iter()
                .filter(|line| line.site_link && line.session != to.session)
            {
                let sessions = self.sessions;
                let (a, b) = (sessions.get(to.session), sessions.get(from.session));
                if a.family != b.family || to.site == from.site {
                    continue;
                }
                let via = vec![to.vif, elem, from.vif];
                let mut draft = self.site_link_draft(
                    to.site,
                    to.session,
                    &[elem],
                    via,
                    Next::Site(from.site),
                    to.name,
                );
                draft.link.second = Some(from.session);
                let passed_on = self.topology.sites[from.site as usize]
                    .transit
                    .then(|| Draft {
                        to: draft.to,
                        from: Some(Node::Site(from.site)),
                        link: super::control::Link {
                            prepend: self.topology.sites[from.site as usize].asn.or(b.asn),
                            ..draft.link.clone()
                        },
                    });
                let link = self.add(draft);
                if let Some(passed_on) = passed_on {
                    self.add(passed_on);
                }
                match &b.announced {
                    Some(announced) => {
                        for one in announced {
                            let path: Vec<u64> =
                                asn.into_iter().chain(one.as_path.iter().copied()).collect();
                            self.cand(
                                one.prefix,
                                link,
                                &path,
                                0,
                                self.control.links[link as usize].preference,
                                one.span,
                            );
                        }
                    }
                    None => {
                        let sentence = self.announces(b);
                        self.doubt(Node::Site(to.site), sentence, Some(from.session), &[elem]);
                    }
                }
            }
        }
    }
}
