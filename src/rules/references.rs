//! References that lead to nothing in the input: one shape of finding, one rule for each pair of kinds.
//!
//! A reference to what should be in the input and is not is a warning; one to another account or region that was not given is an
//! info. Where the list was not given at all nothing is said, and what a more specific rule reports is left to it.

use crate::finding::{
    Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status, Subject,
};
use crate::model::near::nearest;
use crate::model::{
    AnyLink, Element, ElementKind as K, Found, Head, Id, Link, Target, TransitGatewayAttachment,
    TransitPeer,
};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Field, Text};

/// Whose the thing is that a reference leads to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    /// The holder's owner's.
    Own,
    /// The same, but of what another account shares only a part is seen, so that nothing is said there.
    Shared,
    /// This account's, in this region, as far as the holder says.
    Named(Field<Text>, Field<Text>),
    /// Anybody's.
    Anybody,
    /// This account's, in this region, as far as the holder says; where none of its kind was listed, nothing follows.
    Listed(Field<Text>, Field<Text>),
}

/// A reference of a live element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    id: Field<Text>,
    /// Whether it should be in the input; absent where it is found or not given.
    missing: Option<bool>,
    whose: Whose,
    /// What it may lead to, the likeliest first.
    kinds: &'static [K],
}

impl Reference {
    pub(super) fn to<T: Element>(link: &Link<T>, whose: Whose) -> Self {
        Self {
            id: link.id,
            missing: missing(&link.target),
            whose,
            kinds: const { std::slice::from_ref(&T::KIND) },
        }
    }

    fn any(link: &AnyLink, whose: Whose) -> Self {
        Self {
            id: link.id,
            missing: missing(&link.target),
            whose,
            kinds: link.kinds,
        }
    }
}

fn missing<T>(target: &Target<T>) -> Option<bool> {
    match target {
        Target::Unset | Target::To(_) => None,
        Target::Outside => Some(false),
        Target::Dangling => Some(true),
    }
}

/// Says what is wrong with the references of one element, each id once.
pub(super) fn judge<T: Element>(
    cx: &Context<'_>,
    holder: Id<T>,
    references: impl IntoIterator<Item = Reference>,
    out: &mut Sink,
) {
    let head = cx.head(holder);
    if !head.state.is_live() {
        return;
    }
    let mut seen: Vec<Text> = Vec::new();
    for reference in references {
        let (Some(missing), Some(id), Some(&to)) = (
            reference.missing,
            reference.id.get(),
            reference.kinds.first(),
        ) else {
            continue;
        };
        // What several elements of a design are called is reported where it is read.
        if seen.contains(&id) || cx.index.lookup.find(&id, reference.kinds) == Found::Several {
            continue;
        }
        let word = cx.word_for(head.provider, to);
        let (message, help) = if missing {
            (
                format!(
                    "{} names {word} {id}, which is not in the input although it should be",
                    cx.name(holder)
                ),
                match nearest_name(cx, head, &id, to) {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => format!("Correct the id, or add the export that lists the {word}"),
                },
            )
        } else if let Some(owner) = elsewhere(cx, holder, &reference) {
            (
                format!(
                    "{} names {word} {id}{owner}, which is not in the input: not checked",
                    cx.name(holder)
                ),
                format!("Add the export that lists the {word}"),
            )
        } else {
            continue;
        };
        seen.push(id);
        let (account, region) = match reference.whose {
            Whose::Named(account, _) => (account.get(), head.region.get()),
            Whose::Listed(account, region) => (account.get(), region.get()),
            Whose::Own | Whose::Shared => (head.account.get(), head.region.get()),
            Whose::Anybody => (None, head.region.get()),
        };
        let of = Subject {
            kind: to.word(),
            id,
            name: None,
            provider: head.provider.0,
            account,
            region,
        };
        out.push(
            Draft::at(context::place(&reference.id, head), message)
                .help(help)
                .lowered_if(!missing, Severity::Info)
                .about(cx.subject(holder))
                .about(of)
                .key("reference", id.as_str()),
        );
    }
}

/// The name that a design may have meant.
fn nearest_name(cx: &Context<'_>, head: &Head, text: &str, kind: K) -> Option<String> {
    let names = head.is_design().then(|| cx.index.lookup.all_names(kind))?;
    nearest(text, names.iter().map(|name| name.as_str())).map(str::to_owned)
}

/// The owner in words, where a reference leads to another account or region than the holder's export covers.
fn elsewhere<T: Element>(cx: &Context<'_>, holder: Id<T>, reference: &Reference) -> Option<String> {
    let head = cx.head(holder);
    let account_word = cx.profile(holder).words.account;
    match reference.whose {
        Whose::Own => {
            let owner = head.account.get().filter(|_| head.is_foreign())?;
            Some(format!(" of {account_word} {owner}"))
        }
        Whose::Shared => None,
        Whose::Named(account, region) => {
            let home = head.exporter.or(head.account.get());
            let other = account.get().filter(|account| Some(*account) != home);
            let far = region
                .get()
                .filter(|region| Some(*region) != head.region.get());
            match (other, far) {
                (Some(owner), Some(region)) => {
                    Some(format!(" of {account_word} {owner} in {region}"))
                }
                (Some(owner), None) => Some(format!(" of {account_word} {owner}")),
                (None, Some(region)) => Some(format!(" in {region}")),
                (None, None) => None,
            }
        }
        // In its own account's list it is not, so it is another one's.
        Whose::Anybody => {
            let home = head.exporter.or(head.account.get());
            let region = head.region.get();
            let to = *reference.kinds.first()?;
            cx.lists_all(to, head.provider, home, region)
                .then(|| format!(" of another {account_word}"))
        }
        Whose::Listed(account, region) => {
            let any_list = |kind: &K| cx.index.coverage.any(*kind, head.provider);
            reference.kinds.iter().any(any_list).then(|| {
                let owner = account.get().filter(|_| account != head.account);
                let far = region.get().filter(|_| region != head.region);
                let owner = owner.map(|owner| format!(" of {account_word} {owner}"));
                let far = far.map(|region| format!(" in {region}"));
                owner.unwrap_or_default() + &far.unwrap_or_default()
            })
        }
    }
}

/// A rule about the references of one kind to another: which static, group and number, name, the page about them, the two in words, the
/// kinds, and the references of an element.
macro_rules! rules {
    ($(
        $static:ident $group:ident $number:literal $code:literal $name:literal $source:ident
        $from:literal -> $to:literal, $kind:ident, |$cx:ident, $element:ident| $references:expr;
    )*) => {
        $(
            #[doc = concat!($code, ": ", $from, " names ", $to, " that is not in the input.")]
            pub(super) static $static: Rule = Rule {
                info: RuleInfo {
                    code: Code::new(Group::$group, $number),
                    name: $name,
                    severity: Severity::Warning,
                    confidence: Confidence::Certain,
                    status: Status::Stable,
                    since: "0.1.0",
                    scope: Scope::All,
                    summary: concat!($from, " names ", $to, " that is not in the input"),
                    rationale: "Whatever depends on it is not checked. It is an info where the other account or region was not given, and a warning where it should be in the input.",
                    remedy: "Correct the id, or add the export that lists it.",
                    references: &[&refs::$source],
                    example: example!($code),
                },
                check: Check::$kind(|$cx, id, out| {
                    let $element = &$cx.design[id];
                    judge($cx, id, $references, out);
                }),
            };
        )*
    };
}

rules! {
    ROUTE_SERVER_NETWORK RouteServer 101 "RS101" "route-server-network-unknown" EC2_ERRORS
        "a route server" -> "a network", RouteServer, |cx, server| server
            .associations.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    ROUTE_SERVER_TABLE RouteServer 102 "RS102" "route-server-route-table-unknown" EC2_ERRORS
        "a route server" -> "a route table", RouteServer, |cx, server| server
            .propagations.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.table, Whose::Own));
    ENDPOINT_SERVER RouteServer 103 "RS103" "route-server-endpoint-server-unknown" EC2_ERRORS
        "a route server endpoint" -> "a route server", RouteServerEndpoint,
        |cx, endpoint| [Reference::to(&endpoint.server, Whose::Own)];
    ENDPOINT_SUBNET RouteServer 104 "RS104" "route-server-endpoint-subnet-unknown" EC2_ERRORS
        "a route server endpoint" -> "a subnet", RouteServerEndpoint,
        |cx, endpoint| [Reference::to(&endpoint.subnet, Whose::Own)];
    ENDPOINT_NETWORK RouteServer 105 "RS105" "route-server-endpoint-network-unknown" EC2_ERRORS
        "a route server endpoint" -> "a network", RouteServerEndpoint,
        |cx, endpoint| [Reference::to(&endpoint.network, Whose::Own)];
    SERVER_PEER_ENDPOINT RouteServer 106 "RS106" "route-server-peer-endpoint-unknown" EC2_ERRORS
        "a route server peer" -> "an endpoint", RouteServerPeer,
        |cx, peer| [Reference::to(&peer.endpoint, Whose::Own)];
    SERVER_PEER_SERVER RouteServer 107 "RS107" "route-server-peer-server-unknown" EC2_ERRORS
        "a route server peer" -> "a route server", RouteServerPeer,
        |cx, peer| [Reference::to(&peer.server, Whose::Own)];

    ATTACHMENT_GATEWAY TransitGateway 101 "TGW101" "transit-gateway-attachment-gateway-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a transit gateway", TransitGatewayAttachment,
        |cx, attachment| gateways(attachment);
    ATTACHMENT_NETWORK TransitGateway 102 "TGW102" "transit-gateway-attachment-network-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a network", TransitGatewayAttachment,
        |cx, attachment| resource(attachment, K::Network);
    ATTACHMENT_VPN TransitGateway 103 "TGW103" "transit-gateway-attachment-vpn-connection-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a VPN connection", TransitGatewayAttachment,
        |cx, attachment| resource(attachment, K::VpnConnection);
    ATTACHMENT_DIRECT TransitGateway 104 "TGW104" "transit-gateway-attachment-direct-connect-gateway-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a Direct Connect gateway", TransitGatewayAttachment,
        |cx, attachment| resource(attachment, K::DirectConnectGateway);
    ATTACHMENT_SUBNET TransitGateway 105 "TGW105" "transit-gateway-attachment-subnet-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a subnet", TransitGatewayAttachment, |cx, attachment| attachment
            .subnets.iter().flatten().map(|subnet| Reference::to(subnet, Whose::Shared));
    ATTACHMENT_TABLE TransitGateway 106 "TGW106" "transit-gateway-attachment-route-table-unknown" EC2_ERRORS
        "a transit gateway attachment" -> "a transit gateway route table", TransitGatewayAttachment,
        |cx, attachment| tables(attachment);
    ATTACHMENT_TRANSPORT TransitGateway 107 "TGW107" "transit-gateway-attachment-transport-unknown" EC2_ERRORS
        "a Connect attachment" -> "a transport attachment", TransitGatewayAttachment,
        |cx, attachment| [Reference::to(&attachment.transport, Whose::Shared)];
    TABLE_GATEWAY TransitGateway 108 "TGW108" "transit-gateway-route-table-gateway-unknown" EC2_ERRORS
        "a transit gateway route table" -> "a transit gateway", TransitGatewayRouteTable,
        |cx, table| [Reference::to(&table.gateway, Whose::Own)];
    TABLE_ATTACHMENT TransitGateway 109 "TGW109" "transit-gateway-route-table-attachment-unknown" EC2_ERRORS
        "a transit gateway route table" -> "an attachment", TransitGatewayRouteTable,
        |cx, table| table
            .associations.iter().chain(&table.propagations).flatten().filter(|entry| entry.state.is_live())
            .map(|entry| Reference::to(&entry.attachment, Whose::Own))
            .chain(table.routes.iter().flatten().filter(|route| route.state.is_live())
                .flat_map(|route| &route.attachments)
                .map(|attachment| Reference::to(attachment, Whose::Own)));
    CONNECT_PEER_ATTACHMENT TransitGateway 110 "TGW110" "transit-gateway-connect-peer-attachment-unknown" EC2_ERRORS
        "a Connect peer" -> "an attachment", TransitGatewayConnectPeer,
        |cx, peer| [Reference::to(&peer.attachment, Whose::Anybody)];

    SUBNET_NETWORK Route 101 "ROUTE101" "subnet-network-unknown" EC2_ERRORS
        "a subnet" -> "a network", Subnet, |cx, subnet| [Reference::to(&subnet.network, Whose::Own)];
    ROUTE_TABLE_NETWORK Route 102 "ROUTE102" "route-table-network-unknown" EC2_ERRORS
        "a route table" -> "a network", RouteTable, |cx, table| [Reference::to(&table.network, Whose::Own)];
    ROUTE_TABLE_SUBNET Route 103 "ROUTE103" "route-table-subnet-unknown" EC2_ERRORS
        "a route table" -> "a subnet", RouteTable, |cx, table| table
            .associations.iter().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.subnet, Whose::Shared));
    ROUTE_TABLE_GATEWAY Route 104 "ROUTE104" "route-table-gateway-unknown" EC2_ERRORS
        "a route table" -> "a gateway that uses it", RouteTable, |cx, table| table
            .associations.iter().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::any(&tie.gateway, Whose::Shared));
    ROUTE_TABLE_VIRTUAL_GATEWAY Route 105 "ROUTE105" "route-table-virtual-gateway-unknown" EC2_ERRORS
        "a route table" -> "a virtual gateway to take routes from", RouteTable, |cx, table| table
            .propagating.iter().map(|gateway| Reference::to(gateway, Whose::Shared));
    ROUTE_TABLE_PREFIX_LIST Route 106 "ROUTE106" "route-table-prefix-list-unknown" EC2_ERRORS
        "a route table" -> "a prefix list", RouteTable, |cx, table| table
            .routes.iter().flatten().map(|route| Reference::to(&route.to_list, Whose::Shared));
    VIRTUAL_GATEWAY_NETWORK Route 107 "ROUTE107" "virtual-gateway-network-unknown" EC2_ERRORS
        "a virtual gateway" -> "a network", VirtualGateway, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    INTERNET_GATEWAY_NETWORK Route 108 "ROUTE108" "internet-gateway-network-unknown" EC2_ERRORS
        "an internet gateway" -> "a network", InternetGateway, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    EGRESS_GATEWAY_NETWORK Route 109 "ROUTE109" "egress-only-internet-gateway-network-unknown" EC2_ERRORS
        "an egress-only internet gateway" -> "a network", EgressOnlyInternetGateway, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    NAT_GATEWAY_NETWORK Route 110 "ROUTE110" "nat-gateway-network-unknown" EC2_ERRORS
        "a NAT gateway" -> "a network", NatGateway, |cx, gateway| [Reference::to(&gateway.network, Whose::Own)];
    NAT_GATEWAY_SUBNET Route 111 "ROUTE111" "nat-gateway-subnet-unknown" EC2_ERRORS
        "a NAT gateway" -> "a subnet", NatGateway, |cx, gateway| [Reference::to(&gateway.subnet, Whose::Own)];
    INTERFACE_NETWORK Route 112 "ROUTE112" "interface-network-unknown" EC2_ERRORS
        "a network interface" -> "a network", Interface,
        |cx, interface| [Reference::to(&interface.network, Whose::Anybody)];
    INTERFACE_SUBNET Route 113 "ROUTE113" "interface-subnet-unknown" EC2_ERRORS
        "a network interface" -> "a subnet", Interface,
        |cx, interface| [Reference::to(&interface.subnet, Whose::Anybody)];

    VPN_CUSTOMER_GATEWAY Vpn 101 "VPN101" "vpn-connection-customer-gateway-unknown" EC2_ERRORS
        "a VPN connection" -> "a customer gateway", VpnConnection,
        |cx, vpn| [Reference::to(&vpn.customer_gateway, Whose::Own)];
    VPN_VIRTUAL_GATEWAY Vpn 102 "VPN102" "vpn-connection-virtual-gateway-unknown" EC2_ERRORS
        "a VPN connection" -> "a virtual gateway", VpnConnection,
        |cx, vpn| [Reference::to(&vpn.virtual_gateway, Whose::Own)];
    VPN_TRANSIT_GATEWAY Vpn 103 "VPN103" "vpn-connection-transit-gateway-unknown" EC2_ERRORS
        "a VPN connection" -> "a transit gateway", VpnConnection,
        |cx, vpn| [Reference::to(&vpn.transit_gateway, Whose::Anybody)];
    VPN_TRANSPORT Vpn 104 "VPN104" "vpn-connection-transport-unknown" EC2_ERRORS
        "a VPN connection" -> "a transport attachment", VpnConnection,
        |cx, vpn| [Reference::to(&vpn.transport, Whose::Anybody)];

    VIF_CONNECTION VirtualInterface 39 "VIF039" "vif-connection-unknown" DX_INTERFACE
        "a virtual interface" -> "a connection or group", VirtualInterface, |cx, interface|
            [Reference::any(&interface.connection, Whose::Listed(Field::Absent, interface.head.region))];
    VIF_DIRECT_CONNECT_GATEWAY VirtualInterface 40 "VIF040" "vif-direct-connect-gateway-unknown" DX_INTERFACE
        "a virtual interface" -> "a Direct Connect gateway", VirtualInterface, |cx, interface|
            [Reference::to(&interface.direct_connect_gateway, Whose::Listed(interface.head.account, Field::Absent))];
    LAG_CONNECTION VirtualInterface 41 "VIF041" "lag-connection-unknown" DX_LAG
        "a group" -> "a member", Lag, |cx, lag| lag.connections.iter().flatten()
            .map(|member| Reference::to(member, Whose::Listed(lag.head.account, lag.head.region)));
    CONNECTION_LAG VirtualInterface 42 "VIF042" "connection-lag-unknown" DX_CONNECTION
        "a connection" -> "a group", Connection, |cx, connection|
            [Reference::to(&connection.lag, Whose::Listed(Field::Absent, connection.head.region))];

    ASSOCIATION_GATEWAY DirectConnectGateway 17 "DXG017" "dxgw-association-gateway-unknown" DX_ASSOCIATION
        "an association" -> "a virtual or transit gateway", DirectConnectGatewayAssociation, |cx, association|
            [Reference::any(&association.to, Whose::Listed(association.to_owner, association.to_region))];
    ASSOCIATION_DIRECT DirectConnectGateway 18 "DXG018" "dxgw-association-direct-connect-gateway-unknown" DX_ASSOCIATION
        "an association" -> "a Direct Connect gateway", DirectConnectGatewayAssociation, |cx, association|
            [Reference::to(&association.gateway, Whose::Listed(association.gateway_owner, Field::Absent))];
    ATTACHMENT_OF_DIRECT DirectConnectGateway 19 "DXG019" "dxgw-attachment-direct-connect-gateway-unknown" DX_GATEWAYS
        "an attachment" -> "a Direct Connect gateway", DirectConnectGatewayAttachment, |cx, attachment|
            [Reference::to(&attachment.gateway, Whose::Listed(Field::Absent, Field::Absent))];
    ATTACHMENT_VIF DirectConnectGateway 20 "DXG020" "dxgw-attachment-virtual-interface-unknown" DX_GATEWAYS
        "an attachment" -> "a virtual interface", DirectConnectGatewayAttachment, |cx, attachment|
            [Reference::to(&attachment.virtual_interface, Whose::Listed(attachment.head.account, attachment.head.region))];
    PROPOSAL_DIRECT DirectConnectGateway 21 "DXG021" "dxgw-proposal-direct-connect-gateway-unknown" DX_GATEWAY_VGW
        "a proposed association" -> "a Direct Connect gateway", DirectConnectGatewayProposal, |cx, proposal|
            [Reference::to(&proposal.gateway, Whose::Listed(proposal.gateway_owner, Field::Absent))];
    PROPOSAL_GATEWAY DirectConnectGateway 22 "DXG022" "dxgw-proposal-gateway-unknown" DX_GATEWAY_VGW
        "a proposed association" -> "a virtual or transit gateway", DirectConnectGatewayProposal, |cx, proposal|
            [Reference::any(&proposal.to, Whose::Listed(proposal.head.account, Field::Absent))];
}

/// The transit gateway of an attachment; of a peering both.
fn gateways(attachment: &TransitGatewayAttachment) -> Vec<Reference> {
    let end =
        |peer: &TransitPeer| Reference::to(&peer.gateway, Whose::Named(peer.owner, peer.region));
    let ends = [end(&attachment.requester), end(&attachment.accepter)];
    if ends.iter().all(|end| end.id.is_absent()) {
        let owner = Whose::Named(attachment.gateway_owner, Field::Absent);
        return vec![Reference::to(&attachment.gateway, owner)];
    }
    ends.to_vec()
}

/// What is attached, where it is of that kind.
fn resource(attachment: &TransitGatewayAttachment, kind: K) -> Option<Reference> {
    (attachment.resource.kinds == [kind]).then(|| Reference::any(&attachment.resource, Whose::Own))
}

/// The tables that an attachment says it is associated with, where that still holds. Only the gateway's owner sees its tables.
fn tables(attachment: &TransitGatewayAttachment) -> Vec<Reference> {
    if !attachment.association_state.is_live() {
        return Vec::new();
    }
    vec![
        Reference::to(&attachment.association, Whose::Shared),
        Reference::to(&attachment.accepter_association, Whose::Shared),
    ]
}
