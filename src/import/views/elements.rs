//! Every member of every structure: one table. The destructuring below it is exhaustive, so a new member does not compile before it is
//! decided how its views meet; that also decides whether its references are resolved.

use rustc_hash::FxHasher;

use super::before::*;
use super::{Meeting, Member, Visitor, gather};
use crate::model::gateway::*;
use crate::model::virtual_interface::InterfaceRoute;
use crate::model::*;

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

impl Member for Head {
    fn fill(&mut self, other: Self, meeting: &mut Meeting) {
        let Head {
            provider,
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
        if self.provider == ProviderId::GENERIC {
            self.provider = provider;
        }
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
    VirtualGateway { head, asn, attachments, advertised, advertised_list }
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
        prefix_allocation_ipv6(natural), rate_limit, remote_prefixes, remote_list, routes(pieces), secret,
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
        bfd_status(natural), failure(natural), keeps_routes
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
