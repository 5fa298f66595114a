//! The control plane: who hears which prefix from whom. Built once; what fails only takes candidates away.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::elements::{Down, Elem};
use super::missing::MissingId;
use super::prefixes::PrefixId;
use super::sessions::{SessionId, Sessions, Status};
use super::topology::{AttId, HubTableId, NetId, SiteId, VgwId};
use crate::model::{DirectConnectGateway, Id};
use crate::source::{Span, Text};

/// A speaker, numbered: virtual gateways, tables of hubs, sites, route servers.
pub type NodeId = u32;
/// A way over which routes come in one direction and packets go in the other.
pub type LinkId = u32;
/// A candidate.
pub type CandId = u32;
/// A prefix at a node.
pub type SlotId = u32;
/// An AS_PATH.
pub type PathId = u32;

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Node {
    /// A virtual gateway.
    Vgw(VgwId),
    /// A table of a transit gateway.
    Hub(HubTableId),
    /// A site.
    Site(SiteId),
    /// A route server, as its index in the design.
    Server(u32),
}

/// How many nodes of each kind there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct NodeSpace {
    /// Virtual gateways.
    pub vgws: u32,
    /// Tables of hubs.
    pub hubs: u32,
    /// Sites.
    pub sites: u32,
    /// Route servers.
    pub servers: u32,
}

impl NodeSpace {
    /// The number of a node.
    #[must_use]
    pub fn id(self, node: Node) -> NodeId {
        match node {
            Node::Vgw(i) => i,
            Node::Hub(i) => self.vgws + i,
            Node::Site(i) => self.vgws + self.hubs + i,
            Node::Server(i) => self.vgws + self.hubs + self.sites + i,
        }
    }

    /// The node of a number.
    #[must_use]
    pub fn node(self, id: NodeId) -> Node {
        let (v, h, s) = (
            self.vgws,
            self.vgws + self.hubs,
            self.vgws + self.hubs + self.sites,
        );
        if id < v {
            Node::Vgw(id)
        } else if id < h {
            Node::Hub(id - v)
        } else if id < s {
            Node::Site(id - h)
        } else {
            Node::Server(id - s)
        }
    }

    /// All of them.
    #[must_use]
    pub fn len(self) -> u32 {
        self.vgws + self.hubs + self.sites + self.servers
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Where a route of a node comes from; earlier is better at a gateway.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// A static route of a hub's table.
    Static,
    /// The same to a prefix list.
    PrefixList,
    /// A network's blocks.
    Network,
    /// Learned on a virtual interface.
    DirectConnect,
    /// Learned from a Connect peer.
    Connect,
    /// A static route of a VPN.
    VpnStatic,
    /// Learned on a VPN over private addresses.
    PrivateVpn,
    /// Learned on a VPN.
    Vpn,
    /// Learned from a peered hub.
    Peering,
    /// At a site: heard from the provider.
    Session,
    /// At a site: heard from another site.
    SiteLink,
    /// At a route server.
    Appliance,
}

impl Class {
    /// The word for it in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Class::Static => "static",
            Class::PrefixList => "prefix-list",
            Class::Network => "network",
            Class::DirectConnect => "direct-connect",
            Class::Connect => "connect",
            Class::VpnStatic => "vpn-static",
            Class::PrivateVpn => "private-vpn",
            Class::Vpn => "vpn-bgp",
            Class::Peering => "peering",
            Class::Session => "session",
            Class::SiteLink => "site-link",
            Class::Appliance => "route-server",
        }
    }
}

/// Where packets enter after a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// A network, out of a hub's attachment.
    Attachment(AttId),
    /// A virtual gateway, from outside.
    Vgw(VgwId),
    /// A table of a hub.
    Hub(HubTableId),
    /// Nowhere: the attachment has no table there. The hub's element.
    NoTable(Elem),
    /// A site.
    Site(SiteId),
    /// An appliance in a network: its interface as an index in the design.
    Appliance(Option<u32>, NetId),
    /// Dropped on purpose.
    Drop,
    /// It cannot be told.
    Unknown(MissingId),
}

/// A way between two speakers.
#[derive(Clone, Debug)]
pub struct Link {
    /// Who hears.
    pub to: NodeId,
    /// Whose best routes it carries; `None`: only what is announced on it.
    pub from: Option<NodeId>,
    /// Must be up for routes to be heard.
    pub session: Option<SessionId>,
    /// A second session that must be up.
    pub second: Option<SessionId>,
    /// Must work for routes to be heard.
    pub needs: Box<[Elem]>,
    /// A route written by hand: it stays when what it needs is gone, and drops packets.
    pub stays: bool,
    /// What packets pass, in their order, starting at `to`.
    pub via: Box<[Elem]>,
    /// Where packets enter then.
    pub next: Next,
    /// What its routes are.
    pub class: Class,
    /// Local preference without a community or a site's own.
    pub preference: u32,
    /// Whether the preference was given for this link.
    pub preferred: bool,
    /// Put in front of the AS_PATH of what is passed on.
    pub prepend: Option<u64>,
    /// Longest AS_PATH that is taken.
    pub max_path: Option<usize>,
    /// The Direct Connect gateway and the association that packets use on their way out.
    pub dx: Option<(Id<DirectConnectGateway>, u32)>,
    /// Whether several equal routes may be used at once.
    pub shares: bool,
    /// Breaks ties.
    pub name: Text,
    /// When the attachment was made.
    pub created: Option<i64>,
}

/// A route offered to a node.
#[derive(Clone, Copy, Debug)]
pub struct Cand {
    /// Over which link.
    pub link: LinkId,
    /// AS_PATH as heard; of what is passed on it depends on the sender's choice.
    pub path: PathId,
    /// Multi-exit discriminator.
    pub med: u64,
    /// Local preference.
    pub preference: u32,
    /// The sender's slot, where its best is passed on.
    pub from: Option<SlotId>,
    /// Where it was written.
    pub span: Option<Span>,
}

/// A prefix at a node.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The node.
    pub node: NodeId,
    /// The prefix.
    pub prefix: PrefixId,
    /// Its candidates.
    pub cands: Range<CandId>,
}

/// AS_PATHs, each once.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    list: Vec<Box<[u64]>>,
    ids: FxHashMap<Box<[u64]>, PathId>,
}

impl Paths {
    /// The number of a path.
    pub fn id(&mut self, path: &[u64]) -> PathId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = super::num::id32(self.list.len());
        self.list.push(path.into());
        self.ids.insert(path.into(), id);
        id
    }

    /// The path of a number.
    #[must_use]
    pub fn get(&self, id: PathId) -> &[u64] {
        self.list.get(id as usize).map_or(&[], |path| path)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// When something about a node is not known.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// What is missing.
    pub missing: MissingId,
    /// Only while this session may be up.
    pub session: Option<SessionId>,
    /// Only while these work.
    pub needs: Box<[Elem]>,
    /// Only once the session is down: what it carries was taken from an export.
    pub when_down: bool,
}

/// The control plane of a design.
#[derive(Debug, Default)]
pub struct Control {
    /// The numbering of nodes.
    pub space: NodeSpace,
    /// All links.
    pub links: Vec<Link>,
    /// All candidates, slot by slot.
    pub cands: Vec<Cand>,
    /// All slots, prefix by prefix.
    pub slots: Vec<Slot>,
    /// The slots of each prefix: `of_prefix[p]..of_prefix[p + 1]`.
    pub of_prefix: Vec<SlotId>,
    /// The prefixes that a link may carry.
    pub carried: Vec<Vec<PrefixId>>,
    /// The slots of each node.
    pub of_node: Vec<Vec<SlotId>>,
    /// Paths as announced.
    pub paths: Paths,
    /// What is not known about each node.
    pub doubts: Vec<Vec<Doubt>>,
    /// ASN of each node.
    pub asn: Vec<Option<u64>>,
    /// Route servers that keep routes while all their sessions are down.
    pub persists: Vec<bool>,
    /// Links of each route server.
    pub server_links: Vec<Vec<LinkId>>,
}

impl Control {
    /// The slot of a prefix at a node.
    #[must_use]
    pub fn slot(&self, node: NodeId, prefix: PrefixId) -> Option<SlotId> {
        let range = self.of_prefix[prefix as usize]..self.of_prefix[prefix as usize + 1];
        let slots = &self.slots[range.start as usize..range.end as usize];
        let at = slots.binary_search_by_key(&node, |slot| slot.node).ok()?;
        Some(range.start + super::num::id32(at))
    }

    /// The slot that a candidate belongs to.
    #[must_use]
    pub fn slot_of(&self, cand: CandId) -> SlotId {
        super::num::id32(self.slots.partition_point(|slot| slot.cands.end <= cand))
    }

    /// The prefix of a candidate.
    #[must_use]
    pub fn prefix_of(&self, cand: CandId) -> PrefixId {
        self.slots[self.slot_of(cand) as usize].prefix
    }

    /// The slots of a prefix.
    #[must_use]
    pub fn slots_of(&self, prefix: PrefixId) -> Range<SlotId> {
        self.of_prefix[prefix as usize]..self.of_prefix[prefix as usize + 1]
    }

    /// Whether a session is up, given what is down.
    #[must_use]
    pub fn session_up(sessions: &Sessions, id: SessionId, down: &Down) -> bool {
        let session = sessions.get(id);
        session.status == Status::Up && Self::session_left(sessions, id, down)
    }

    /// Whether what is down leaves a session alone.
    #[must_use]
    pub fn session_left(sessions: &Sessions, id: SessionId, down: &Down) -> bool {
        let session = sessions.get(id);
        down.is_empty()
            || (!down.has(session.elem)
                && (session.tunnels.is_empty() || session.tunnels.iter().any(|t| !down.has(*t))))
    }

    /// Whether what a link needs is there: its sessions and elements.
    #[must_use]
    pub fn passes(&self, sessions: &Sessions, link: LinkId, down: &Down) -> bool {
        let link = &self.links[link as usize];
        link.session
            .is_none_or(|s| Self::session_up(sessions, s, down))
            && link
                .second
                .is_none_or(|s| Self::session_up(sessions, s, down))
            && !link.needs.iter().any(|e| down.has(*e))
    }

    /// Whether the routes of a link are heard.
    #[must_use]
    pub fn heard(&self, sessions: &Sessions, link: LinkId, down: &Down) -> bool {
        let l = &self.links[link as usize];
        if l.stays || self.passes(sessions, link, down) {
            return true;
        }
        match self.space.node(l.to) {
            Node::Server(server) => match l.session.and_then(|s| sessions.get(s).kept) {
                Some(kept) => kept && self.persists[server as usize],
                None => {
                    let up = |link: &LinkId| self.passes(sessions, *link, &Down::default());
                    // The routes of the sessions that were up before; where none was, of all.
                    self.stale(sessions, server, down)
                        && (up(&link) || !self.server_links[server as usize].iter().any(up))
                }
            },
            _ => false,
        }
    }

    /// Whether a candidate is a route that outlives its session.
    #[must_use]
    pub fn outlives(&self, sessions: &Sessions, cand: CandId, down: &Down) -> bool {
        let link = self.cands[cand as usize].link;
        let session = self.links[link as usize].session;
        session.is_some_and(|s| sessions.get(s).kept == Some(true))
            && !self.passes(sessions, link, down)
    }

    /// Whether a route server lives on routes of sessions that are all down.
    #[must_use]
    pub fn stale(&self, sessions: &Sessions, server: u32, down: &Down) -> bool {
        let links = &self.server_links[server as usize];
        self.persists[server as usize]
            && !links.is_empty()
            && !links.iter().any(|link| self.passes(sessions, *link, down))
    }

    /// What is not known about a node, given what is down.
    #[must_use]
    pub fn doubt(&self, sessions: &Sessions, node: NodeId, down: &Down) -> Option<MissingId> {
        self.doubts[node as usize]
            .iter()
            .find(|doubt| {
                let left = doubt
                    .session
                    .is_none_or(|s| Self::session_left(sessions, s, down));
                left != doubt.when_down && !doubt.needs.iter().any(|e| down.has(*e))
            })
            .map(|doubt| doubt.missing)
    }
}
