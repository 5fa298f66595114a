//! Building the control plane: common tools, and putting the candidates in order once all prefixes are known.

use rustc_hash::FxHashMap;

use super::control::{
    Cand, Class, Control, Doubt, Link, LinkId, Next, Node, NodeId, NodeSpace, Slot,
};
use super::elements::{Elem, Elements};
use super::num::id32;
use super::prefixes::Prefixes;
use super::sessions::{Session, SessionId, Sessions, Status};
use super::switches::Switches;
use super::topology::{SiteId, SiteNode, Topology};
use crate::model::*;
use crate::source::{Span, Text};

/// A candidate whose prefix has no number yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawCand {
    pub(super) prefix: Cidr,
    pub(super) cand: Cand,
}

/// Collects links, candidates and doubts.
pub(super) struct Builder<'a> {
    pub(super) design: &'a Design,
    pub(super) elements: &'a Elements,
    pub(super) sessions: &'a Sessions,
    pub(super) topology: &'a mut Topology,
    pub(super) switches: &'a dyn Fn(ProviderId) -> Switches,
    pub(super) control: Control,
    pub(super) raw: Vec<RawCand>,
    /// Local preferences that sites give to sessions.
    pub(super) prefer: FxHashMap<(SiteId, SessionId), u32>,
    /// Doubts by node, as nodes of sites are still added.
    pub(super) doubts: Vec<(Node, Doubt)>,
    /// Links by their ends, until the nodes are numbered.
    pub(super) ends: Vec<(Node, Option<Node>)>,
    /// Attachments of each Direct Connect gateway on each hub.
    pub(super) dx_attachments: FxHashMap<(Id<DirectConnectGateway>, Id<TransitGateway>), u32>,
    /// Interfaces by address.
    pub(super) interfaces: FxHashMap<std::net::IpAddr, Vec<Id<Interface>>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        design: &'a Design,
        elements: &'a Elements,
        sessions: &'a Sessions,
        topology: &'a mut Topology,
        switches: &'a dyn Fn(ProviderId) -> Switches,
    ) -> Self {
        let mut prefer = FxHashMap::default();
        for entry in &design.about.prefer {
            if let (Some(site), Some(session), Some(value)) = (
                entry.site.get(),
                entry.session.get(),
                entry.local_pref.get(),
            ) && let Some((session, _)) = sessions.find(session)
            {
                prefer.insert(
                    (id32(site.index()), session),
                    u32::try_from(value).unwrap_or(0),
                );
            }
        }
        let mut interfaces: FxHashMap<std::net::IpAddr, Vec<Id<Interface>>> = FxHashMap::default();
        for (id, interface) in design.interfaces.iter() {
            for address in interface
                .addresses
                .iter()
                .filter_map(crate::source::Field::get)
            {
                interfaces.entry(address).or_default().push(id);
            }
        }
        let mut dx_attachments = FxHashMap::default();
        for (at, attachment) in topology.attachments.iter().enumerate() {
            if let (super::topology::AttachmentKind::DirectConnect(gateway), Some(hub), true) =
                (attachment.kind, attachment.hub, attachment.works)
            {
                dx_attachments.entry((gateway, hub)).or_insert(id32(at));
            }
        }
        Self {
            design,
            elements,
            sessions,
            topology,
            switches,
            control: Control::default(),
            raw: Vec::new(),
            prefer,
            doubts: Vec::new(),
            ends: Vec::new(),
            dx_attachments,
            interfaces,
        }
    }

    /// A link that says nothing special; its ends are numbered later.
    pub(super) fn link(
        &mut self,
        to: Node,
        class: Class,
        via: Vec<Elem>,
        next: Next,
        name: Text,
    ) -> Draft {
        Draft {
            to,
            from: None,
            link: Link {
                to: 0,
                from: None,
                session: None,
                second: None,
                needs: Box::default(),
                stays: false,
                via: via.into(),
                next,
                class,
                preference: 100,
                preferred: false,
                prepend: None,
                max_path: None,
                dx: None,
                shares: false,
                name,
                created: None,
            },
        }
    }

    pub(super) fn add(&mut self, draft: Draft) -> LinkId {
        self.ends.push((draft.to, draft.from));
        self.control.links.push(draft.link);
        id32(self.control.links.len()) - 1
    }

    pub(super) fn cand(
        &mut self,
        prefix: Cidr,
        link: LinkId,
        as_path: &[u64],
        med: u64,
        preference: u32,
        span: Option<Span>,
    ) {
        let path = self.control.paths.id(as_path);
        self.raw.push(RawCand {
            prefix,
            cand: Cand {
                link,
                path,
                med,
                preference,
                from: None,
                span,
            },
        });
    }

    /// Notes that something about a node is not known while the session may be up and the elements work.
    pub(super) fn doubt(
        &mut self,
        node: Node,
        sentence: String,
        session: Option<SessionId>,
        needs: &[Elem],
    ) {
        let missing = self.topology.missing.note(sentence);
        self.doubts.push((
            node,
            Doubt {
                missing,
                session,
                needs: needs.into(),
                when_down: false,
            },
        ));
    }

    /// Notes that what takes over once a session is down is not known.
    pub(super) fn doubt_backup(&mut self, node: Node, sentence: String, session: SessionId) {
        let missing = self.topology.missing.note(sentence);
        self.doubts.push((
            node,
            Doubt {
                missing,
                session: Some(session),
                needs: Box::default(),
                when_down: true,
            },
        ));
    }

    /// What a session announces, in words.
    pub(super) fn announces(&self, session: &Session) -> String {
        format!("what is announced on {}", self.elements.path(session.elem))
    }

    /// Doubts that follow from a session whose state is not known.
    pub(super) fn doubt_state(&mut self, node: Node, id: SessionId, needs: &[Elem]) {
        let session = self.sessions.get(id);
        if session.status == Status::Unknown {
            let sentence = format!(
                "whether the session {} is up",
                self.elements.path(session.elem)
            );
            self.doubt(node, sentence, Some(id), needs);
        }
    }

    /// The preference of a site for a session, and whether it was given.
    pub(super) fn preference(&self, site: SiteId, session: SessionId) -> (u32, bool) {
        match self.prefer.get(&(site, session)) {
            Some(value) => (*value, true),
            None => (100, false),
        }
    }

    /// A place for what lies behind something whose other side is in no input.
    pub(super) fn beyond(&mut self, elem: Elem) -> SiteId {
        if let Some(at) = self
            .topology
            .sites
            .iter()
            .position(|site| site.elem == elem && site.id.is_none())
        {
            return id32(at);
        }
        self.topology.sites.push(SiteNode {
            name: self.elements.name(elem),
            elem,
            id: None,
            owned: Vec::new(),
            asn: None,
            transit: false,
            public: false,
        });
        id32(self.topology.sites.len()) - 1
    }

    /// All links of the design.
    pub(super) fn collect(&mut self) {
        self.interface_sessions();
        self.vpn_sessions();
        self.hub_tables();
        self.site_links();
        self.route_servers();
    }

    /// Numbers nodes and prefixes and puts candidates in order.
    pub(super) fn finish(mut self, prefixes: &Prefixes) -> Control {
        let space = NodeSpace {
            vgws: id32(self.topology.vgws.len()),
            hubs: id32(self.design.transit_gateway_route_tables.len()),
            sites: id32(self.topology.sites.len()),
            servers: id32(self.design.route_servers.len()),
        };
        self.control.space = space;
        let nodes = space.len() as usize;
        self.control.doubts = vec![Vec::new(); nodes];
        for (node, doubt) in std::mem::take(&mut self.doubts) {
            self.control.doubts[space.id(node) as usize].push(doubt);
        }
        let mut passing: Vec<Vec<LinkId>> = vec![Vec::new(); nodes];
        for (at, (link, (to, from))) in self.control.links.iter_mut().zip(&self.ends).enumerate() {
            link.to = space.id(*to);
            link.from = from.map(|node| space.id(node));
            if let Some(from) = link.from {
                passing[from as usize].push(id32(at));
            }
        }
        self.control.asn = (0..space.len())
            .map(|id| self.asn_of(space.node(id)))
            .collect();
        self.control.persists = self
            .design
            .route_servers
            .iter()
            .map(|(_, server)| {
                server
                    .persist_state
                    .get()
                    .is_some_and(|word| word.starts_with("enabl"))
            })
            .collect();
        self.control.server_links = vec![Vec::new(); space.servers as usize];
        for (at, link) in self.control.links.iter().enumerate() {
            if let Node::Server(server) = space.node(link.to) {
                self.control.server_links[server as usize].push(id32(at));
            }
        }
        self.order(prefixes, &passing);
        self.control
    }

    fn asn_of(&self, node: Node) -> Option<u64> {
        match node {
            Node::Vgw(at) => self.topology.vgws[at as usize].asn,
            Node::Hub(at) => {
                let table = &self.design.transit_gateway_route_tables[Id::new(at as usize)];
                self.design.transit_gateways[table.gateway.get()?]
                    .asn
                    .get()
                    .map(|asn| asn.number)
            }
            Node::Site(at) => self.topology.sites[at as usize].asn,
            Node::Server(at) => self.design.route_servers[Id::new(at as usize)]
                .asn
                .get()
                .map(|asn| asn.number),
        }
    }

    fn order(&mut self, prefixes: &Prefixes, passing: &[Vec<LinkId>]) {
        let mut raw: Vec<(u32, NodeId, Cand)> = self
            .raw
            .iter()
            .filter_map(|r| {
                Some((
                    prefixes.id(r.prefix)?,
                    self.control.links[r.cand.link as usize].to,
                    r.cand,
                ))
            })
            .collect();
        raw.sort_by_key(|(prefix, node, cand)| (*prefix, *node, cand.link));
        self.control.carried = vec![Vec::new(); self.control.links.len()];
        self.control.of_node = vec![Vec::new(); self.control.space.len() as usize];
        self.control.of_prefix = Vec::with_capacity(prefixes.len() + 1);
        let mut rest = raw.as_slice();
        for prefix in 0..id32(prefixes.len()) {
            self.control.of_prefix.push(id32(self.control.slots.len()));
            let own = rest.partition_point(|(p, _, _)| *p == prefix);
            let (now, later) = rest.split_at(own);
            rest = later;
            let mut nodes: Vec<NodeId> = now.iter().map(|(_, node, _)| *node).collect();
            nodes.dedup();
            // Everywhere the prefix may be passed on to, whatever the nodes choose.
            let mut handed: Vec<LinkId> = Vec::new();
            let mut next = 0;
            while let Some(node) = nodes.get(next).copied() {
                next += 1;
                for link in &passing[node as usize] {
                    if self.may_pass(*link, prefixes.cidr(prefix)) {
                        handed.push(*link);
                        let to = self.control.links[*link as usize].to;
                        if !nodes.contains(&to) {
                            nodes.push(to);
                        }
                    }
                }
            }
            nodes.sort_unstable();
            let base = id32(self.control.slots.len());
            for node in &nodes {
                let start = id32(self.control.cands.len());
                let low = now.partition_point(|(_, n, _)| n < node);
                let here = now[low..].iter().take_while(|(_, n, _)| n == node);
                for (_, _, cand) in here {
                    self.push_cand(*cand, prefix);
                }
                for link in &handed {
                    let l = &self.control.links[*link as usize];
                    if l.to != *node {
                        continue;
                    }
                    let Some(from) = l.from.and_then(|from| nodes.binary_search(&from).ok()) else {
                        continue;
                    };
                    let cand = Cand {
                        link: *link,
                        path: 0,
                        med: 0,
                        preference: l.preference,
                        from: Some(base + id32(from)),
                        span: None,
                    };
                    self.push_cand(cand, prefix);
                }
                self.control.of_node[*node as usize].push(id32(self.control.slots.len()));
                let cands = start..id32(self.control.cands.len());
                self.control.slots.push(Slot {
                    node: *node,
                    prefix,
                    cands,
                });
            }
        }
        self.control.of_prefix.push(id32(self.control.slots.len()));
    }

    fn push_cand(&mut self, cand: Cand, prefix: u32) {
        self.control.carried[cand.link as usize].push(prefix);
        self.control.cands.push(cand);
    }

    /// Whether a link that passes routes on may carry a prefix: its family, and what is announced on it by itself.
    fn may_pass(&self, link: LinkId, prefix: Cidr) -> bool {
        let link = &self.control.links[link as usize];
        let Some(session) = link.session.map(|id| self.sessions.get(id)) else {
            return true;
        };
        let by_itself = |session: &Session| {
            session
                .announced
                .iter()
                .flatten()
                .any(|announced| announced.prefix == prefix)
        };
        session
            .family
            .is_none_or(|family| family == prefix.family())
            && !(link.class != Class::Session
                && link.class != Class::SiteLink
                && by_itself(session))
    }
}

/// A link whose ends have no numbers yet.
pub(super) struct Draft {
    pub(super) to: Node,
    pub(super) from: Option<Node>,
    pub(super) link: Link,
}
