//! What the members of an element do when two views of it meet, and which of them are references.
//!
//! One table names every member of every structure. The destructuring below it is exhaustive, so a new member does not
//! compile before it is decided how its views meet; that also decides whether its references are resolved.

use std::hash::{Hash, Hasher};
use std::net::IpAddr;

use rustc_hash::{FxHashMap, FxHasher};

use crate::model::gateway::*;
use crate::model::virtual_interface::InterfaceRoute;
use crate::model::*;
use crate::source::{Field, Secret, Span, Text};

/// The meeting of two views: what is noticed while one is filled from the other.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    /// Differences are natural here and not noted.
    quiet: bool,
    /// A design lies over an export: what it says replaces, also lists that otherwise come in pieces.
    overlay: bool,
    /// The member that is being looked at.
    member: &'static str,
    /// The first member of which the two say different things, and where.
    pub(super) contradiction: Option<(&'static str, Option<Span>, Option<Span>)>,
}

impl Meeting {
    /// What is planned lies over what is there.
    pub(super) fn overlay() -> Self {
        Self {
            quiet: true,
            overlay: true,
            ..Self::default()
        }
    }

    fn quietly(&mut self, what: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.quiet, true);
        what(self);
        self.quiet = before;
    }

    fn differ(&mut self, one: Option<Span>, other: Option<Span>) {
        if !self.quiet && self.contradiction.is_none() {
            self.contradiction = Some((self.member, one, other));
        }
    }
}

/// Meets every reference inside an element.
pub(super) trait Visitor {
    /// A reference to one kind.
    fn link<T: Element>(&mut self, link: &mut Link<T>);
    /// A reference to one of several kinds.
    fn any(&mut self, link: &mut AnyLink);
    /// Runs `inside` while references belong to this account and region.
    fn owned(
        &mut self,
        account: Option<Text>,
        region: Option<Text>,
        inside: impl FnOnce(&mut Self),
    ) where
        Self: Sized;
    /// Runs `inside` for a part that may be at its end, with what it refers to.
    fn when(&mut self, live: bool, inside: impl FnOnce(&mut Self))
    where
        Self: Sized;
}

/// A member of an element.
pub(super) trait Member: Sized {
    /// Takes over from the other view what this one does not say.
    fn fill(&mut self, other: Self, meeting: &mut Meeting);
    /// Whether both say the same, wherever they stand.
    fn same(&self, other: &Self) -> bool;
    /// Equal for what is the same.
    fn digest(&self, hasher: &mut FxHasher);
    /// Shows every reference inside.
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        let _ = visitor;
    }
}

macro_rules! leaves {
    ($($type:ty),*) => {$(
        impl Member for Field<$type> {
            fn fill(&mut self, other: Self, meeting: &mut Meeting) {
                fill_field(self, other, meeting);
            }
            fn same(&self, other: &Self) -> bool {
                self.value() == other.value()
            }
            fn digest(&self, hasher: &mut FxHasher) {
                self.value().hash(hasher);
            }
        }
    )*};
}
leaves!(
    Text,
    bool,
    i64,
    Asn,
    Cidr,
    IpAddr,
    LinkAddress,
    Family,
    Time
);

impl Member for Field<Secret> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        fill_field(self, other, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.value().map(|secret| secret.length).hash(hasher);
    }
}

fn fill_field<T: PartialEq>(mine: &mut Field<T>, other: Field<T>, meeting: &mut Meeting) {
    let replace = match (&*mine, &other) {
        (_, Field::Absent) => false,
        (Field::Absent, _) | (Field::Wrong { .. }, Field::Value { .. }) => true,
        // What was concluded from folders or options yields to what a document says.
        (Field::Value { span, .. }, Field::Value { span: theirs, .. })
            if is_inferred(*span) != is_inferred(*theirs) =>
        {
            is_inferred(*span)
        }
        (
            Field::Value { value, span },
            Field::Value {
                value: theirs,
                span: place,
            },
        ) => {
            if value != theirs && !is_inferred(*span) {
                meeting.differ(Some(*span), Some(*place));
            }
            false
        }
        _ => false,
    };
    if replace {
        *mine = other;
    }
}

/// Whether a value was concluded from folders or options: it has a file, but no place in it.
pub(super) fn is_inferred(span: Span) -> bool {
    span.start == span.end
}

impl<T: Element> Member for Link<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        self.id.fill(other.id, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.id.same(&other.id)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.id.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.link(self);
    }
}

impl Member for AnyLink {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if self.id.is_absent() {
            *self = other;
        } else {
            self.id.fill(other.id, meeting);
        }
    }
    fn same(&self, other: &Self) -> bool {
        self.id.same(&other.id)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.id.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        visitor.any(self);
    }
}

impl Member for State {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        // A view without a word has a meaning only where a design leaves the word out.
        if self.native.is_absent() && !other.native.is_absent() {
            *self = other;
        } else {
            self.native.fill(other.native, meeting);
        }
    }
    fn same(&self, other: &Self) -> bool {
        self.native.same(&other.native)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.native.digest(hasher);
    }
}

impl Member for bool {
    fn fill(&mut self, other: Self, _: &mut Meeting) {
        *self |= other;
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.hash(hasher);
    }
}

/// Where something stands says nothing about what it is.
impl Member for Span {
    fn fill(&mut self, _: Self, _: &mut Meeting) {}
    fn same(&self, _: &Self) -> bool {
        true
    }
    fn digest(&self, _: &mut FxHasher) {}
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Member for $type {
            fn fill(&mut self, other: Self, meeting: &mut Meeting) {
                if *self != other {
                    meeting.differ(None, None);
                }
            }
            fn same(&self, other: &Self) -> bool {
                self == other
            }
            fn digest(&self, hasher: &mut FxHasher) {
                self.hash(hasher);
            }
        }
    )*};
}
plain!(Asn, Text, ProviderId);

impl Member for RouteOrigin {
    fn fill(&mut self, other: Self, _: &mut Meeting) {
        if *self == RouteOrigin::Unknown {
            *self = other;
        }
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
    fn digest(&self, hasher: &mut FxHasher) {
        std::mem::discriminant(self).hash(hasher);
    }
}

impl Member for RouteTarget {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if matches!(self, RouteTarget::None) {
            *self = other;
        } else if !self.same(&other) {
            meeting.differ(None, None);
        }
    }
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (RouteTarget::To(one), RouteTarget::To(other)) => one.same(other),
            (RouteTarget::Other(one), RouteTarget::Other(other)) => one.same(other),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
    fn digest(&self, hasher: &mut FxHasher) {
        std::mem::discriminant(self).hash(hasher);
        match self {
            RouteTarget::To(link) => link.digest(hasher),
            RouteTarget::Other(text) => text.digest(hasher),
            RouteTarget::None | RouteTarget::Local | RouteTarget::Blackhole => {}
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        if let RouteTarget::To(link) = self {
            visitor.any(link);
        }
    }
}

impl<A: Member, B: Member> Member for (A, B) {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        self.0.fill(other.0, meeting);
        self.1.fill(other.1, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.0.same(&other.0) && self.1.same(&other.1)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.0.digest(hasher);
        self.1.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        self.0.links(visitor);
        self.1.links(visitor);
    }
}

/// A list is said as a whole: that of the stronger view holds.
impl<T: Member> Member for Vec<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        if self.is_empty() {
            *self = other;
        } else if !other.is_empty() && !self.same(&other) {
            meeting.differ(None, None);
        }
    }
    /// In any order.
    fn same(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        if self.iter().zip(other).all(|(one, other)| one.same(other)) {
            return true;
        }
        let (mut ours, mut theirs): (Vec<u64>, Vec<u64>) = (
            self.iter().map(digest).collect(),
            other.iter().map(digest).collect(),
        );
        ours.sort_unstable();
        theirs.sort_unstable();
        ours == theirs
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.len().hash(hasher);
        for item in self {
            item.digest(hasher);
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        for item in self {
            item.links(visitor);
        }
    }
}

impl<T: Member> Member for Option<T> {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        match (self.as_mut(), other) {
            (_, None) => {}
            (None, other) => *self = other,
            (Some(mine), Some(other)) => mine.fill(other, meeting),
        }
    }
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (None, None) => true,
            (Some(one), Some(other)) => one.same(other),
            _ => false,
        }
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.is_some().hash(hasher);
        if let Some(value) = self {
            value.digest(hasher);
        }
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        if let Some(value) = self {
            value.links(visitor);
        }
    }
}

fn digest<T: Member>(item: &T) -> u64 {
    let mut hasher = FxHasher::default();
    item.digest(&mut hasher);
    hasher.finish()
}

/// Adds to a list that comes in pieces whatever it does not hold yet.
fn gather<T: Member>(mine: &mut Option<Vec<T>>, other: Option<Vec<T>>) {
    let (Some(list), Some(more)) = (mine.as_mut(), other) else {
        return;
    };
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, item) in list.iter().enumerate() {
        known.entry(digest(item)).or_default().push(at);
    }
    for item in more {
        let alike = known.entry(digest(&item)).or_default();
        if !alike
            .iter()
            .any(|at| list.get(*at).is_some_and(|held| held.same(&item)))
        {
            alike.push(list.len());
            list.push(item);
        }
    }
}

macro_rules! members {
    ($($type:ident $(before $before:ident)? { $($member:ident $(($how:ident))?),* $(,)? })*) => {$(
        impl Member for $type {
            #[allow(unused_mut, reason = "changed only where a function runs before")]
            fn fill(&mut self, mut other: Self, meeting: &mut Meeting) {
                $($before(self, &mut other);)?
                let $type { $($member),* } = other;
                $(
                    meeting.member = stringify!($member);
                    members!(@fill self.$member, $member, meeting $(, $how)?);
                )*
            }
            fn same(&self, other: &Self) -> bool {
                let $type { $($member),* } = other;
                true $(&& self.$member.same($member))*
            }
            fn digest(&self, hasher: &mut FxHasher) {
                let $type { $($member),* } = self;
                $($member.digest(hasher);)*
            }
            fn links<V: Visitor>(&mut self, visitor: &mut V) {
                members!(@links self, visitor, $type { $($member $(($how))?),* });
            }
        }
    )*};
    (@fill $mine:expr, $other:expr, $meeting:ident) => { $mine.fill($other, $meeting) };
    // Differs by nature between accounts, regions or moments.
    (@fill $mine:expr, $other:expr, $meeting:ident, natural) => { $meeting.quietly(|m| $mine.fill($other, m)) };
    // Comes in pieces: pages, or one answer for each.
    (@fill $mine:expr, $other:expr, $meeting:ident, pieces) => {
        if $mine.is_none() { $mine = $other } else if !$meeting.overlay { gather(&mut $mine, $other) }
    };
    // True only where both views say so.
    (@fill $mine:expr, $other:expr, $meeting:ident, both) => { $mine &= $other };
    (@links $self:ident, $visitor:ident, $type:ident { $($member:ident $(($how:ident))?),* }) => {
        $($self.$member.links($visitor);)*
    };
}

/// What the stronger view does not list is taken from one that does.
fn network_lists(mine: &mut Network, other: &mut Network) {
    blocks(
        &mut mine.cidrs,
        mine.ipv4_listed,
        &other.cidrs,
        other.ipv4_listed,
        Family::Ipv4,
    );
    blocks(
        &mut mine.cidrs,
        mine.ipv6_listed,
        &other.cidrs,
        other.ipv6_listed,
        Family::Ipv6,
    );
    if mine.ipv4_listed != other.ipv4_listed || mine.ipv6_listed != other.ipv6_listed {
        other.cidrs.clear();
    }
}

fn blocks(
    mine: &mut Vec<CidrBlock>,
    listed: bool,
    other: &[CidrBlock],
    other_listed: bool,
    family: Family,
) {
    let of_family =
        |block: &CidrBlock| block.cidr.get().is_some_and(|cidr| cidr.family() == family);
    if listed || !other_listed {
        return;
    }
    for block in other.iter().filter(|block| of_family(block)) {
        match mine
            .iter_mut()
            .find(|known| known.cidr.get() == block.cidr.get())
        {
            Some(known) => *known = *block,
            None => mine.push(*block),
        }
    }
    mine.sort_by_key(|block| !block.primary);
}

/// Options of a side are shown, or shown truly, to its owner only.
fn peering_options(mine: &mut Peering, other: &mut Peering) {
    let own = |head: &Head, side: &PeeringSide| {
        head.exporter.is_some() && head.exporter == side.owner.get()
    };
    let theirs = |one: &Peering, other: &Peering, side: fn(&Peering) -> &PeeringSide| {
        own(&other.head, side(one)) && !own(&one.head, side(one))
    };
    let swap = |one: &mut PeeringSide, other: &mut PeeringSide| {
        std::mem::swap(&mut one.dns, &mut other.dns);
        std::mem::swap(&mut one.classic_link, &mut other.classic_link);
        std::mem::swap(&mut one.multipath, &mut other.multipath);
        std::mem::swap(&mut one.multipath_mode, &mut other.multipath_mode);
    };
    if theirs(mine, other, |peering| &peering.requester) {
        swap(&mut mine.requester, &mut other.requester);
    }
    if theirs(mine, other, |peering| &peering.accepter) {
        swap(&mut mine.accepter, &mut other.accepter);
    }
}

/// A whole list makes one with some of the items complete.
macro_rules! completed {
    ($mine:ident, $other:ident, $($list:ident $partial:ident),*) => {$(
        if ($mine.$list.is_some() && !$mine.$partial) || ($other.$list.is_some() && !$other.$partial) {
            $mine.$partial = false;
            $other.$partial = false;
        }
    )*};
}

/// The lists of a table come from answers of their own.
fn table_lists(mine: &mut TransitGatewayRouteTable, other: &mut TransitGatewayRouteTable) {
    completed!(mine, other, routes routes_partial, associations associations_partial, propagations propagations_partial);
}

/// The lists of a route server come from answers of their own.
fn server_lists(mine: &mut RouteServer, other: &mut RouteServer) {
    completed!(mine, other, associations associations_partial, propagations propagations_partial);
}

/// The mark goes with the number.
fn extended_asn(mine: &mut CustomerGateway, other: &mut CustomerGateway) {
    if mine.asn.is_absent() {
        mine.asn_is_extended = other.asn_is_extended;
    } else {
        other.asn_is_extended = false;
    }
}

/// Each side of a peering of gateways sees itself as the gateway and the other as what is attached; the requester's side holds.
fn requester_first(mine: &mut TransitGatewayAttachment, other: &mut TransitGatewayAttachment) {
    let (from, to) = match (
        mine.requester.gateway.is_absent(),
        other.requester.gateway.is_absent(),
    ) {
        (false, _) => (mine.requester.gateway, mine.accepter.gateway),
        (true, false) => (other.requester.gateway, other.accepter.gateway),
        // Neither says who asked: the stronger view holds, if the other is its mirror image.
        (true, true) if !mine.gateway.is_absent() && mine.gateway.id.same(&other.resource.id) => {
            (mine.gateway, Link::unresolved(mine.resource.id))
        }
        (true, true) => return,
    };
    for view in [&mut *mine, &mut *other] {
        if view.gateway.is_absent() || view.gateway.same(&from) {
            continue;
        }
        view.accepter_association = std::mem::take(&mut view.association);
        view.association_state = State::default();
        view.gateway_owner = Field::Absent;
        view.head.account = Field::Absent;
        view.head.region = Field::Absent;
        view.gateway = from;
        view.resource = AnyLink::unresolved(to.id, &[ElementKind::TransitGateway]);
    }
    // Each side names the other as the owner of what is attached.
    if !mine.head.account.is_absent() {
        other.head.account = Field::Absent;
    }
}

impl Member for Head {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        let Head {
            provider: _,
            mode,
            presence,
            id,
            name,
            account,
            exporter,
            region,
            state,
            tags,
            origins,
        } = other;
        // What a design adds to an exported element does not make the facts that neither gives known.
        if mode == Mode::Export {
            self.mode = Mode::Export;
        }
        self.presence = self.presence.max(presence);
        self.id.fill(id, meeting);
        meeting.quietly(|m| {
            self.name.fill(name, m);
            self.tags.fill(tags, m);
        });
        meeting.member = "account";
        self.account.fill(account, meeting);
        self.exporter = self.exporter.or(exporter);
        meeting.member = "region";
        self.region.fill(region, meeting);
        meeting.member = "state";
        self.state.fill(state, meeting);
        for origin in origins {
            if !self.origins.contains(&origin) {
                self.origins.push(origin);
            }
        }
    }
    fn same(&self, other: &Self) -> bool {
        self.id.same(&other.id)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.id.digest(hasher);
    }
}

/// Entries of lists that come in pieces: one entry an element, whatever its state.
macro_rules! entries {
    ($($type:ident by $key:ident { $($member:ident),* })*) => {$(
        impl Member for $type {
            fn fill(&mut self, other: Self, meeting: &mut Meeting) {
                let $type { $($member),* } = other;
                $(self.$member.fill($member, meeting);)*
            }
            fn same(&self, other: &Self) -> bool {
                self.$key.same(&other.$key)
            }
            fn digest(&self, hasher: &mut FxHasher) {
                self.$key.digest(hasher);
            }
            fn links<V: Visitor>(&mut self, visitor: &mut V) {
                visitor.when(self.state.is_live(), |visitor| self.$key.links(visitor));
            }
        }
    )*};
}
entries! {
    NetworkAttachment by network { network, state }
    AttachmentEntry by attachment { attachment, resource_type, state }
    RouteServerAssociation by network { network, state }
    RouteServerPropagation by table { table, state }
}

/// A side's network belongs to the side's owner and region.
impl Member for PeeringSide {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        let PeeringSide {
            network,
            owner,
            region,
            cidrs,
            dns,
            classic_link,
            multipath,
            multipath_mode,
        } = other;
        self.network.fill(network, meeting);
        self.owner.fill(owner, meeting);
        self.region.fill(region, meeting);
        self.cidrs.fill(cidrs, meeting);
        meeting.quietly(|m| {
            self.dns.fill(dns, m);
            self.classic_link.fill(classic_link, m);
            self.multipath.fill(multipath, m);
            self.multipath_mode.fill(multipath_mode, m);
        });
    }
    fn same(&self, other: &Self) -> bool {
        self.network.same(&other.network)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.network.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        let network = &mut self.network;
        visitor.owned(self.owner.get(), self.region.get(), |visitor| {
            network.links(visitor)
        });
    }
}

/// A side's gateway belongs to the side's owner and region.
impl Member for TransitPeer {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        let TransitPeer {
            gateway,
            core_network,
            owner,
            region,
        } = other;
        self.gateway.fill(gateway, meeting);
        self.core_network.fill(core_network, meeting);
        self.owner.fill(owner, meeting);
        self.region.fill(region, meeting);
    }
    fn same(&self, other: &Self) -> bool {
        self.gateway.same(&other.gateway)
    }
    fn digest(&self, hasher: &mut FxHasher) {
        self.gateway.digest(hasher);
    }
    fn links<V: Visitor>(&mut self, visitor: &mut V) {
        let gateway = &mut self.gateway;
        visitor.owned(self.owner.get(), self.region.get(), |visitor| {
            gateway.links(visitor)
        });
    }
}

members! {
    Tag { key, value }
    CidrBlock { cidr, state, primary, source, pool, attribute, border_group }
    Network before network_lists { head, cidrs, ipv4_listed, ipv6_listed, is_default }
    Subnet {
        head, network, cidrs, zone(natural), zone_id, available_addresses(natural), ipv6_only, gateways, outpost, route_table,
    }
    Peering before peering_options {
        head, requester, accepter, expires, message(natural), description, created, multipath_status,
    }
    RouteTable { head, network, main, associations, propagating, routes }
    TableAssociation { subnet, gateway, main, state }
    Route { span, to, to_list, target, more_targets, more_destinations, origin, state }
    VirtualGateway { head, asn, attachments, advertised }
    InternetGateway { head, attachments }
    EgressOnlyInternetGateway { head, attachments }
    NatGateway { head, network, subnet, connectivity }
    CustomerGateway before extended_asn { head, asn, asn_is_extended, address, site, router }
    DirectConnectGateway { head, asn, error(natural), prefix_allocations(natural) }
    DirectConnectGatewayAssociation {
        head, gateway, gateway_owner, to, to_owner, to_region, core_network, allowed_prefixes, error(natural),
    }
    DirectConnectGatewayAttachment { head, gateway, virtual_interface, attachment_type, error(natural) }
    DirectConnectGatewayProposal { head, gateway, gateway_owner, to, requested_prefixes }
    TransitGateway {
        head, asn, ecmp, cidrs, cidrs_listed, default_association, default_association_table, default_propagation,
        default_propagation_table,
    }
    TransitGatewayAttachment before requester_first {
        head, gateway, gateway_owner, resource_type, resource, subnets, association, association_state, accepter_association,
        requester, accepter, accepter_attachment, dynamic_routing, ipv6_support, appliance_mode, transport, created(natural), message(natural),
    }
    TransitGatewayRouteTable before table_lists {
        head, gateway, default_association, default_propagation, associations(pieces), propagations(pieces), routes(pieces),
        routes_partial, associations_partial, propagations_partial,
    }
    TransitRoute { span, to, to_list, attachments, route_type, state, blackhole }
    TransitGatewayConnectPeer { head, attachment, gateway_address, peer_address, inside_cidrs, sessions }
    ConnectSession { gateway_asn, peer_asn, status(natural) }
    Connection {
        head, location, device, logical_device, bandwidth, vlan, partner, carrier, lag, jumbo_capable, logical_redundancy,
        macsec_capable, macsec_requested, prefix_pool_ipv4(natural), prefix_pool_ipv6(natural), connection_type,
    }
    Lag {
        head, connections, minimum_links, connection_count, bandwidth, location, device, logical_device, jumbo_capable,
        logical_redundancy, prefix_pool_ipv4(natural), prefix_pool_ipv6(natural),
    }
    VirtualInterface {
        head, interface_type, connection, vlan, mtu, virtual_gateway, direct_connect_gateway, asn, provider_asn, site_link,
        location, device, logical_device, jumbo_capable, route_filter_prefixes, peers_listed, prefix_allocation_ipv4(natural),
        prefix_allocation_ipv6(natural), rate_limit, remote_prefixes, routes(pieces), secret,
    }
    InterfaceRoute { span, cidr, direction, family, as_path, communities, logical_device }
    BgpPeer {
        head, virtual_interface, family, family_word, asn, asn_long, provider_address, customer_address, auth_key(natural),
        status(natural), route_mode, bfd, received_routes(natural), route_limit, device, logical_device, site, router,
        communities, hold_time, keepalive, from_interface(both),
    }
    RouteServer before server_lists {
        head, asn, persist_state, persist_minutes, associations(pieces), propagations(pieces), routes(pieces),
        routes_persisted(natural), associations_partial, propagations_partial,
    }
    RouteServerRoute { span, prefix, peer, status, as_path, med, next_hop, rejected }
    RouteServerEndpoint { head, server, network, subnet, interface, address, failure(natural) }
    RouteServerPeer {
        head, endpoint, server, network, subnet, endpoint_address, address, asn, liveness, bgp_status(natural),
        bfd_status(natural), failure(natural),
    }
    VpnConnection {
        head, customer_gateway, virtual_gateway, transit_gateway, other_target, static_only, static_routes, inside_family,
        local_ipv4, remote_ipv4, local_ipv6, remote_ipv6, outside_type, transport, status(natural), secret,
    }
    VpnTunnel {
        head, connection, inside_cidr, inside_ipv6_cidr, outside_address, status(natural), message(natural),
        accepted_routes(natural), pre_shared_key(natural),
    }
    Interface {
        head, network, subnet, addresses, public_addresses, forwards, interface_type, source_dest_check,
    }
    PrefixList { head, entries(pieces), family, max_entries }
    Site { head, prefixes, asn, transit }
    SiteRouter { head, site, asn }
    SiteLink { head, from, to, local_pref, max_as_path, transit, status }
    SharedRisk { head, members }
    Advertisement { span, session, site, router, prefixes, as_path, communities, med }
    Preference { span, site, session, local_pref }
}
