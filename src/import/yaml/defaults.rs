//! What a design means where it says nothing: owner, region, states and statuses, once the views of all inputs are merged.
//!
//! Only elements that no export shows get these facts: of the others a design says only what it says.

use super::lower::is_customers;
use crate::model::{
    AnyId, Design, DesignHeader, ElementKind, Head, LinkAddress, Phase, ProviderId, State,
};
use crate::profile::{MachineOf, Profile, Profiles};
use crate::source::field::Unreadable;
use crate::source::{Field, Span, Text};

/// Fills in what the designs leave out, and gives every state that a design writes its meaning. Between merging and resolving, because
/// references of what is not live may lead nowhere. Gives the places where an unknown provider is named.
pub fn apply(design: &mut Design, profiles: &Profiles) -> Vec<Unreadable> {
    let headers = std::mem::take(&mut design.about.design_headers);
    let unknown = unknown_providers(design, &headers, profiles);
    let all: Vec<AnyId> = design.all().collect();
    for id in all {
        let head = design.head_mut(id);
        let profile = profiles.get(head.provider);
        fill_head(head, id.kind(), &headers, profile);
    }
    let cx = Cx { profiles };
    cx.networks(design);
    cx.gateways(design);
    cx.connections(design);
    cx.sessions(design);
    cx.transit(design);
    cx.customer_side(design);
    design.about.design_headers = headers;
    unknown
}

fn unknown_providers(
    design: &Design,
    headers: &[DesignHeader],
    profiles: &Profiles,
) -> Vec<Unreadable> {
    let known = |word: &str| word == ProviderId::GENERIC.0 || profiles.find(word).is_some();
    let in_headers = headers.iter().filter_map(|h| h.provider.located());
    let mut places: Vec<(&str, Span)> = in_headers
        .map(|(word, span)| (word.as_str(), span))
        .collect();
    for id in design.all() {
        let head = design.head(id);
        let of_header = headers.iter().any(|h| {
            h.provider
                .get()
                .is_some_and(|word| word == *head.provider.0)
        });
        if head.is_design() && !of_header {
            places.push((head.provider.0, head.origin()));
        }
    }
    let mut words: Vec<&str> = profiles.iter().map(|p| p.provider.0).collect();
    words.sort_unstable();
    let expected = Text::new(&format!("a provider ({})", words.join(", "))).as_str();
    let unknown = places.into_iter().filter(|(word, _)| !known(word));
    unknown
        .map(|(_, span)| Unreadable { span, expected })
        .collect()
}

fn fill_head(head: &mut Head, kind: ElementKind, headers: &[DesignHeader], profile: &Profile) {
    if head.is_design() {
        let place = head.origin();
        let header = headers.iter().find(|header| {
            header.span.file == place.file
                && (header.span.start..=header.span.end).contains(&place.start)
        });
        if let Some(header) = header.filter(|_| !is_customers(kind)) {
            head.account = head.account.or(header.account);
            if !is_global(kind) {
                head.region = head.region.or(header.region);
            }
        }
    }
    // A tunnel's words are those of its status.
    let default = (head.is_design() && kind != ElementKind::VpnTunnel && !is_customers(kind))
        .then(|| head.origin());
    settle(&mut head.state, kind.into(), profile, default);
}

/// Whether elements of it belong to no region.
fn is_global(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::DirectConnectGateway
            | ElementKind::DirectConnectGatewayAssociation
            | ElementKind::DirectConnectGatewayAttachment
            | ElementKind::DirectConnectGatewayProposal
    )
}

/// The working state where nothing is said, and the meaning of what is said. `default` is the place of the element, if it is only in
/// designs.
fn settle(state: &mut State, of: MachineOf, profile: &Profile, default: Option<Span>) {
    if let (true, Some(span)) = (state.native.is_absent(), default)
        && let Some(word) = working(of, profile)
    {
        state.native = Field::at(Text::new(word), span);
    }
    if let (Phase::Unstated, Some(word)) = (state.phase, state.native.get()) {
        state.phase = profile.phase(of, &word);
    }
}

/// The word for the working state. Without a provider it is the one that people use.
pub(super) fn working(of: MachineOf, profile: &Profile) -> Option<&'static str> {
    use ElementKind as K;
    if profile.provider != ProviderId::GENERIC {
        return profile.working(of);
    }
    Some(match of {
        MachineOf::Element(K::RouteTable | K::InternetGateway | K::EgressOnlyInternetGateway) => {
            return None;
        }
        MachineOf::Element(K::Peering) | MachineOf::TransitRoute => "active",
        MachineOf::Element(K::DirectConnectGatewayAssociation)
        | MachineOf::NetworkBlock
        | MachineOf::SubnetBlock
        | MachineOf::TableAssociation
        | MachineOf::TransitAssociation
        | MachineOf::RouteServerAssociation => "associated",
        MachineOf::Element(K::DirectConnectGatewayAttachment)
        | MachineOf::NetworkAttachment
        | MachineOf::InternetAttachment => "attached",
        MachineOf::TransitPropagation => "enabled",
        _ => "available",
    })
}

/// Where an element stands, if it is only in designs and at work.
fn at_work(head: &Head) -> Option<Span> {
    let works = matches!(head.state.phase, Phase::Active | Phase::Unstated);
    (head.is_design() && works).then(|| head.origin())
}

fn fill<T>(field: &mut Field<T>, value: T, place: Option<Span>) {
    if let (true, Some(span)) = (field.is_absent(), place) {
        *field = Field::at(value, span);
    }
}

/// What is needed besides the elements.
#[derive(Clone, Copy)]
struct Cx<'a> {
    profiles: &'a Profiles,
}

impl Cx<'_> {
    /// Settles states inside an element.
    fn states<'s>(
        self,
        head: &Head,
        of: MachineOf,
        states: impl IntoIterator<Item = &'s mut State>,
    ) {
        let profile = self.profiles.get(head.provider);
        let default = head.is_design().then(|| head.origin());
        for state in states {
            settle(state, of, profile, default);
        }
    }

    fn networks(self, design: &mut Design) {
        for network in design.networks.as_mut_slice() {
            let states = network.cidrs.iter_mut().map(|block| &mut block.state);
            self.states(&network.head, MachineOf::NetworkBlock, states);
        }
        for subnet in design.subnets.as_mut_slice() {
            let states = subnet.cidrs.iter_mut().map(|block| &mut block.state);
            self.states(&subnet.head, MachineOf::SubnetBlock, states);
        }
        for table in design.route_tables.as_mut_slice() {
            let states = table.associations.iter_mut().map(|a| &mut a.state);
            self.states(&table.head, MachineOf::TableAssociation, states);
        }
    }

    fn gateways(self, design: &mut Design) {
        for gateway in design.virtual_gateways.as_mut_slice() {
            let states = gateway.attachments.iter_mut().flatten();
            let states = states.map(|a| &mut a.state);
            self.states(&gateway.head, MachineOf::NetworkAttachment, states);
        }
        for gateway in design.internet_gateways.as_mut_slice() {
            let states = gateway.attachments.iter_mut().flatten();
            let states = states.map(|a| &mut a.state);
            self.states(&gateway.head, MachineOf::InternetAttachment, states);
        }
        for gateway in design.egress_only_internet_gateways.as_mut_slice() {
            let states = gateway.attachments.iter_mut().flatten();
            let states = states.map(|a| &mut a.state);
            self.states(&gateway.head, MachineOf::InternetAttachment, states);
        }
    }

    /// The logical router is the physical one.
    fn connections(self, design: &mut Design) {
        for connection in design.connections.as_mut_slice() {
            if connection.head.is_design() {
                connection.logical_device = connection.logical_device.or(connection.device);
            }
        }
        for lag in design.lags.as_mut_slice() {
            if lag.head.is_design() {
                lag.logical_device = lag.logical_device.or(lag.device);
            }
        }
        for interface in design.virtual_interfaces.as_mut_slice() {
            if interface.head.is_design() {
                interface.logical_device = interface.logical_device.or(interface.device);
            }
        }
    }

    /// Sessions and tunnels are up, and a session's family is that of its addresses.
    fn sessions(self, design: &mut Design) {
        let up = Text::new("up");
        for peer in design.bgp_peers.as_mut_slice() {
            let place = at_work(&peer.head);
            fill(&mut peer.status, up, place);
            if peer.head.is_design() {
                peer.logical_device = peer.logical_device.or(peer.device);
                let family = |address: Field<LinkAddress>| address.map(LinkAddress::family);
                peer.family = peer
                    .family
                    .or(family(peer.customer_address))
                    .or(family(peer.provider_address));
            }
        }
        for peer in design.route_server_peers.as_mut_slice() {
            let place = at_work(&peer.head);
            fill(&mut peer.bgp_status, up, place);
            fill(&mut peer.bfd_status, up, place);
            let only_design = peer.head.is_design().then(|| peer.head.origin());
            fill(&mut peer.liveness, Text::new("bgp-keepalive"), only_design);
        }
        for server in design.route_servers.as_mut_slice() {
            let states = server.associations.iter_mut().flatten();
            let states = states.map(|a| &mut a.state);
            self.states(&server.head, MachineOf::RouteServerAssociation, states);
            let states = server.propagations.iter_mut().flatten();
            let states = states.map(|p| &mut p.state);
            self.states(&server.head, MachineOf::RouteServerPropagation, states);
        }
        for vpn in design.vpn_connections.as_mut_slice() {
            let place = at_work(&vpn.head);
            fill(&mut vpn.status, up, place);
            let only_design = vpn.head.is_design().then(|| vpn.head.origin());
            fill(&mut vpn.static_only, false, only_design);
        }
        for tunnel in design.vpn_tunnels.as_mut_slice() {
            let place = at_work(&tunnel.head);
            fill(&mut tunnel.status, up, place);
        }
    }

    fn transit(self, design: &mut Design) {
        for attachment in design.transit_gateway_attachments.as_mut_slice() {
            let state =
                (!attachment.association.is_absent()).then_some(&mut attachment.association_state);
            self.states(&attachment.head, MachineOf::TransitAssociation, state);
        }
        for table in design.transit_gateway_route_tables.as_mut_slice() {
            let states = table.associations.iter_mut().flatten();
            let states = states.map(|a| &mut a.state);
            self.states(&table.head, MachineOf::TransitAssociation, states);
            let states = table.propagations.iter_mut().flatten();
            let states = states.map(|p| &mut p.state);
            self.states(&table.head, MachineOf::TransitPropagation, states);
            let place = table.head.is_design().then(|| table.head.origin());
            for route in table.routes.iter_mut().flatten().filter(|r| r.blackhole) {
                fill(&mut route.state.native, Text::new("blackhole"), place);
            }
            let states = table.routes.iter_mut().flatten().map(|r| &mut r.state);
            self.states(&table.head, MachineOf::TransitRoute, states);
        }
        for peer in design.transit_gateway_connect_peers.as_mut_slice() {
            let place = at_work(&peer.head);
            for session in &mut peer.sessions {
                fill(&mut session.status, Text::new("up"), place);
            }
        }
    }

    fn customer_side(self, design: &mut Design) {
        for link in design.site_links.as_mut_slice() {
            let place = Some(link.head.origin());
            fill(&mut link.local_pref, 100, place);
            fill(&mut link.status, Text::new("up"), place);
        }
        for advertisement in &mut design.about.advertise {
            fill(&mut advertisement.med, 0, Some(advertisement.span));
        }
        for preference in &mut design.about.prefer {
            fill(&mut preference.local_pref, 100, Some(preference.span));
        }
    }
}
