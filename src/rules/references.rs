//! References that lead to nothing in the input: one shape of finding, one rule for each pair of kinds.
//!
//! A reference to what should be in the input and is not is a warning; one to another account or region that was not given is an
//! info. Where the list was not given at all nothing is said, and what a more specific rule reports is left to it.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::near::nearest;
use crate::model::{
    AnyLink, Element, ElementKind as K, Found, Head, Id, Link, Lookup, Target,
    TransitGatewayAttachment, TransitPeer,
};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Field, Text};

/// Whose the thing is that a reference leads to.
#[derive(Clone, Copy)]
enum Whose {
    /// The holder's owner's.
    Own,
    /// The same, but of what another account shares only a part is seen, so that nothing is said there.
    Shared,
    /// This account's, in this region, as far as the holder says.
    Named(Field<Text>, Field<Text>),
    /// Anybody's.
    Anybody,
}

/// A reference of a live element.
#[derive(Clone, Copy)]
struct Reference {
    id: Field<Text>,
    /// Whether it should be in the input; absent where it is found or not given.
    missing: Option<bool>,
    whose: Whose,
    /// The likeliest kind, where the reference may lead to several.
    kind: Option<K>,
}

impl Reference {
    fn to<T>(link: &Link<T>, whose: Whose) -> Self {
        Self {
            id: link.id,
            missing: missing(&link.target),
            whose,
            kind: None,
        }
    }

    fn any(link: &AnyLink, whose: Whose) -> Self {
        Self {
            id: link.id,
            missing: missing(&link.target),
            whose,
            kind: link.kinds.first().copied(),
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
fn judge<T: Element>(
    cx: &Context<'_>,
    holder: Id<T>,
    to: K,
    references: impl IntoIterator<Item = Reference>,
    out: &mut Sink,
) {
    let head = cx.head(holder);
    if !head.state.is_live() {
        return;
    }
    let mut seen: Vec<Text> = Vec::new();
    for reference in references {
        let (Some(missing), Some(id)) = (reference.missing, reference.id.get()) else {
            continue;
        };
        let to = reference.kind.unwrap_or(to);
        if seen.contains(&id) || is_ambiguous(&cx.index.lookup, &id, to) {
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
        } else if let Some(owner) = elsewhere(cx, holder, to, reference.whose) {
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
        let of = crate::finding::Subject {
            kind: to.word(),
            id,
            name: None,
            provider: head.provider.0,
            account: match reference.whose {
                Whose::Named(account, _) => account.get(),
                Whose::Own | Whose::Shared => head.account.get(),
                Whose::Anybody => None,
            },
            region: head.region.get(),
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

/// What several elements of a design are called is reported where it is read.
fn is_ambiguous(lookup: &Lookup, text: &str, kind: K) -> bool {
    lookup.find(text, &[kind]) == Found::Several
}

/// The name that a design may have meant.
fn nearest_name(cx: &Context<'_>, head: &Head, text: &str, kind: K) -> Option<String> {
    let names = head.is_design().then(|| cx.index.lookup.all_names(kind))?;
    nearest(text, names.iter().map(|name| name.as_str())).map(str::to_owned)
}

/// The owner in words, where a reference leads to another account or region than the holder's export covers.
fn elsewhere<T: Element>(cx: &Context<'_>, holder: Id<T>, to: K, whose: Whose) -> Option<String> {
    let head = cx.head(holder);
    let account_word = cx.profile(holder).words.account;
    match whose {
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
            cx.lists_all(to, head.provider, home, region)
                .then(|| format!(" of another {account_word}"))
        }
    }
}

/// A rule about the references of one kind to another: which static, group and number, name, the two in words, the kinds, and
/// the references of an element.
macro_rules! rules {
    ($(
        $static:ident $group:ident $number:literal $code:literal $name:literal
        $from:literal -> $to:literal, $kind:ident -> $target:ident, |$cx:ident, $element:ident| $references:expr;
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
                    references: &[&refs::EC2_ERRORS],
                    example: example!($code),
                },
                check: Check::$kind(|$cx, id, out| {
                    let $element = &$cx.design[id];
                    judge($cx, id, K::$target, $references, out);
                }),
            };
        )*
    };
}

rules! {
    ROUTE_SERVER_NETWORK RouteServer 101 "RS101" "route-server-network-unknown"
        "a route server" -> "a network", RouteServer -> Network, |cx, server| server
            .associations.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    ROUTE_SERVER_TABLE RouteServer 102 "RS102" "route-server-route-table-unknown"
        "a route server" -> "a route table", RouteServer -> RouteTable, |cx, server| server
            .propagations.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.table, Whose::Own));
    ENDPOINT_SERVER RouteServer 103 "RS103" "route-server-endpoint-server-unknown"
        "a route server endpoint" -> "a route server", RouteServerEndpoint -> RouteServer,
        |cx, endpoint| [Reference::to(&endpoint.server, Whose::Own)];
    ENDPOINT_SUBNET RouteServer 104 "RS104" "route-server-endpoint-subnet-unknown"
        "a route server endpoint" -> "a subnet", RouteServerEndpoint -> Subnet,
        |cx, endpoint| [Reference::to(&endpoint.subnet, Whose::Own)];
    ENDPOINT_NETWORK RouteServer 105 "RS105" "route-server-endpoint-network-unknown"
        "a route server endpoint" -> "a network", RouteServerEndpoint -> Network,
        |cx, endpoint| [Reference::to(&endpoint.network, Whose::Own)];
    SERVER_PEER_ENDPOINT RouteServer 106 "RS106" "route-server-peer-endpoint-unknown"
        "a route server peer" -> "an endpoint", RouteServerPeer -> RouteServerEndpoint,
        |cx, peer| [Reference::to(&peer.endpoint, Whose::Own)];
    SERVER_PEER_SERVER RouteServer 107 "RS107" "route-server-peer-server-unknown"
        "a route server peer" -> "a route server", RouteServerPeer -> RouteServer,
        |cx, peer| [Reference::to(&peer.server, Whose::Own)];

    ATTACHMENT_GATEWAY TransitGateway 101 "TGW101" "transit-gateway-attachment-gateway-unknown"
        "a transit gateway attachment" -> "a transit gateway", TransitGatewayAttachment -> TransitGateway,
        |cx, attachment| gateways(attachment);
    ATTACHMENT_NETWORK TransitGateway 102 "TGW102" "transit-gateway-attachment-network-unknown"
        "a transit gateway attachment" -> "a network", TransitGatewayAttachment -> Network,
        |cx, attachment| resource(attachment, K::Network);
    ATTACHMENT_VPN TransitGateway 103 "TGW103" "transit-gateway-attachment-vpn-connection-unknown"
        "a transit gateway attachment" -> "a VPN connection", TransitGatewayAttachment -> VpnConnection,
        |cx, attachment| resource(attachment, K::VpnConnection);
    ATTACHMENT_DIRECT TransitGateway 104 "TGW104" "transit-gateway-attachment-direct-connect-gateway-unknown"
        "a transit gateway attachment" -> "a Direct Connect gateway", TransitGatewayAttachment -> DirectConnectGateway,
        |cx, attachment| resource(attachment, K::DirectConnectGateway);
    ATTACHMENT_SUBNET TransitGateway 105 "TGW105" "transit-gateway-attachment-subnet-unknown"
        "a transit gateway attachment" -> "a subnet", TransitGatewayAttachment -> Subnet, |cx, attachment| attachment
            .subnets.iter().flatten().map(|subnet| Reference::to(subnet, Whose::Shared));
    ATTACHMENT_TABLE TransitGateway 106 "TGW106" "transit-gateway-attachment-route-table-unknown"
        "a transit gateway attachment" -> "a transit gateway route table", TransitGatewayAttachment -> TransitGatewayRouteTable,
        |cx, attachment| tables(attachment);
    ATTACHMENT_TRANSPORT TransitGateway 107 "TGW107" "transit-gateway-attachment-transport-unknown"
        "a Connect attachment" -> "a transport attachment", TransitGatewayAttachment -> TransitGatewayAttachment,
        |cx, attachment| [Reference::to(&attachment.transport, Whose::Shared)];
    TABLE_GATEWAY TransitGateway 108 "TGW108" "transit-gateway-route-table-gateway-unknown"
        "a transit gateway route table" -> "a transit gateway", TransitGatewayRouteTable -> TransitGateway,
        |cx, table| [Reference::to(&table.gateway, Whose::Own)];
    TABLE_ATTACHMENT TransitGateway 109 "TGW109" "transit-gateway-route-table-attachment-unknown"
        "a transit gateway route table" -> "an attachment", TransitGatewayRouteTable -> TransitGatewayAttachment,
        |cx, table| table
            .associations.iter().chain(&table.propagations).flatten().filter(|entry| entry.state.is_live())
            .map(|entry| Reference::to(&entry.attachment, Whose::Own))
            .chain(table.routes.iter().flatten().filter(|route| route.state.is_live())
                .flat_map(|route| &route.attachments)
                .map(|attachment| Reference::to(attachment, Whose::Own)));
    CONNECT_PEER_ATTACHMENT TransitGateway 110 "TGW110" "transit-gateway-connect-peer-attachment-unknown"
        "a Connect peer" -> "an attachment", TransitGatewayConnectPeer -> TransitGatewayAttachment,
        |cx, peer| [Reference::to(&peer.attachment, Whose::Anybody)];

    SUBNET_NETWORK Route 101 "ROUTE101" "subnet-network-unknown"
        "a subnet" -> "a network", Subnet -> Network, |cx, subnet| [Reference::to(&subnet.network, Whose::Own)];
    ROUTE_TABLE_NETWORK Route 102 "ROUTE102" "route-table-network-unknown"
        "a route table" -> "a network", RouteTable -> Network, |cx, table| [Reference::to(&table.network, Whose::Own)];
    ROUTE_TABLE_SUBNET Route 103 "ROUTE103" "route-table-subnet-unknown"
        "a route table" -> "a subnet", RouteTable -> Subnet, |cx, table| table
            .associations.iter().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.subnet, Whose::Shared));
    ROUTE_TABLE_GATEWAY Route 104 "ROUTE104" "route-table-gateway-unknown"
        "a route table" -> "a gateway that uses it", RouteTable -> InternetGateway, |cx, table| table
            .associations.iter().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::any(&tie.gateway, Whose::Shared));
    ROUTE_TABLE_VIRTUAL_GATEWAY Route 105 "ROUTE105" "route-table-virtual-gateway-unknown"
        "a route table" -> "a virtual gateway to take routes from", RouteTable -> VirtualGateway, |cx, table| table
            .propagating.iter().map(|gateway| Reference::to(gateway, Whose::Shared));
    ROUTE_TABLE_PREFIX_LIST Route 106 "ROUTE106" "route-table-prefix-list-unknown"
        "a route table" -> "a prefix list", RouteTable -> PrefixList, |cx, table| table
            .routes.iter().flatten().map(|route| Reference::to(&route.to_list, Whose::Shared));
    VIRTUAL_GATEWAY_NETWORK Route 107 "ROUTE107" "virtual-gateway-network-unknown"
        "a virtual gateway" -> "a network", VirtualGateway -> Network, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    INTERNET_GATEWAY_NETWORK Route 108 "ROUTE108" "internet-gateway-network-unknown"
        "an internet gateway" -> "a network", InternetGateway -> Network, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    EGRESS_GATEWAY_NETWORK Route 109 "ROUTE109" "egress-only-internet-gateway-network-unknown"
        "an egress-only internet gateway" -> "a network", EgressOnlyInternetGateway -> Network, |cx, gateway| gateway
            .attachments.iter().flatten().filter(|tie| tie.state.is_live())
            .map(|tie| Reference::to(&tie.network, Whose::Own));
    NAT_GATEWAY_NETWORK Route 110 "ROUTE110" "nat-gateway-network-unknown"
        "a NAT gateway" -> "a network", NatGateway -> Network, |cx, gateway| [Reference::to(&gateway.network, Whose::Own)];
    NAT_GATEWAY_SUBNET Route 111 "ROUTE111" "nat-gateway-subnet-unknown"
        "a NAT gateway" -> "a subnet", NatGateway -> Subnet, |cx, gateway| [Reference::to(&gateway.subnet, Whose::Own)];
    INTERFACE_NETWORK Route 112 "ROUTE112" "interface-network-unknown"
        "a network interface" -> "a network", Interface -> Network,
        |cx, interface| [Reference::to(&interface.network, Whose::Anybody)];
    INTERFACE_SUBNET Route 113 "ROUTE113" "interface-subnet-unknown"
        "a network interface" -> "a subnet", Interface -> Subnet,
        |cx, interface| [Reference::to(&interface.subnet, Whose::Anybody)];

    VPN_CUSTOMER_GATEWAY Vpn 101 "VPN101" "vpn-connection-customer-gateway-unknown"
        "a VPN connection" -> "a customer gateway", VpnConnection -> CustomerGateway,
        |cx, vpn| [Reference::to(&vpn.customer_gateway, Whose::Own)];
    VPN_VIRTUAL_GATEWAY Vpn 102 "VPN102" "vpn-connection-virtual-gateway-unknown"
        "a VPN connection" -> "a virtual gateway", VpnConnection -> VirtualGateway,
        |cx, vpn| [Reference::to(&vpn.virtual_gateway, Whose::Own)];
    VPN_TRANSIT_GATEWAY Vpn 103 "VPN103" "vpn-connection-transit-gateway-unknown"
        "a VPN connection" -> "a transit gateway", VpnConnection -> TransitGateway,
        |cx, vpn| [Reference::to(&vpn.transit_gateway, Whose::Anybody)];
    VPN_TRANSPORT Vpn 104 "VPN104" "vpn-connection-transport-unknown"
        "a VPN connection" -> "a transport attachment", VpnConnection -> TransitGatewayAttachment,
        |cx, vpn| [Reference::to(&vpn.transport, Whose::Anybody)];
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
