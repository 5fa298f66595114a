//! Which key of an answer holds what.

use super::lower::Cx;
use super::{PROFILE, gateways, interface, network, route_table, vpn};
use crate::import::answer::{self, Beside, Dialect, Known};
use crate::import::{Batch, Certainty, Surroundings};
use crate::model::ElementKind;
use crate::source::{Document, Outline, ReadError, Value};

/// What a list or a single answer holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Collection {
    Nets,
    Subnets,
    RouteTables,
    NetPeerings,
    VirtualGateways,
    InternetServices,
    NatServices,
    ClientGateways,
    VpnConnections,
    DirectLinks,
    DirectLinkInterfaces,
}

macro_rules! known {
    ($($collection:ident $singular:literal $kind:ident $own:literal [$($member:literal)*] [$($telling:literal)*];)*) => {
        &[$(Known {
            collection: Collection::$collection,
            plural: stringify!($collection),
            singular: $singular,
            call: concat!("outscale.Read", stringify!($collection)),
            single: concat!("outscale.", $singular),
            kind: ElementKind::$kind,
            complete: true,
            members: &[$($member),*],
            telling: &[$($telling),*],
            own_key: $own,
        },)*]
    };
}

static KNOWN: &[Known<Collection>] = known! {
    NetPeerings "NetPeering" Peering true ["NetPeeringId" "SourceNet"] ["NetPeeringId" "SourceNet" "AccepterNet"];
    RouteTables "RouteTable" RouteTable false ["RouteTableId" "NetId"] ["NetId" "LinkRouteTables"];
    NatServices "NatService" NatGateway true ["NatServiceId" "NetId"] ["NatServiceId"];
    InternetServices "InternetService" InternetGateway true ["InternetServiceId"] ["InternetServiceId"];
    Subnets "Subnet" Subnet false ["SubnetId" "NetId" "IpRange"] ["NetId" "IpRange"];
    Nets "Net" Network true ["NetId" "IpRange"] ["NetId" "IpRange"];
    DirectLinkInterfaces "DirectLinkInterface" VirtualInterface true ["DirectLinkInterfaceId"] ["DirectLinkInterfaceId" "DirectLinkId"];
    DirectLinks "DirectLink" Connection true ["DirectLinkId" "Bandwidth"] ["DirectLinkId"];
    VpnConnections "VpnConnection" VpnConnection false ["VpnConnectionId" "ClientGatewayId"] ["ClientGatewayId"];
    ClientGateways "ClientGateway" CustomerGateway true ["ClientGatewayId" "PublicIp"] ["ClientGatewayId"];
    VirtualGateways "VirtualGateway" VirtualGateway false ["VirtualGatewayId" "NetToVirtualGatewayLinks"] ["NetToVirtualGatewayLinks" "ConnectionType"];
};

/// The provider's answers.
#[derive(Clone, Copy, Debug)]
struct Answers;

impl Dialect for Answers {
    type Collection = Collection;

    fn known(&self) -> &'static [Known<Collection>] {
        KNOWN
    }

    fn beside(&self, key: &str) -> Beside {
        match key {
            "NextPageToken" => Beside::Token,
            "ResponseContext"
            | "_context"
            | "HasMoreItems"
            | "MaxResultsLimit"
            | "MaxResultsTruncated" => Beside::Ignored,
            _ => Beside::Unknown,
        }
    }

    fn other(&self, key: &str) -> String {
        match key {
            "QuotaTypes" => "outscale.ReadQuotas".to_owned(),
            "Services" => "outscale.ReadNetAccessPointServices".to_owned(),
            // Lists are named in the plural, single answers are not.
            _ if key.ends_with('s') && key != "Errors" => format!("outscale.Read{key}"),
            _ => format!("outscale.{key}"),
        }
    }

    fn take<'de, V: Value<'de>>(
        &mut self,
        cx: &mut Cx<'_>,
        known: &'static Known<Collection>,
        value: V,
    ) -> Result<(), V::Error> {
        macro_rules! each {
            ($type:ty, $lower:path) => {{
                value.items(|raw: $type| $lower(cx, &raw))?;
            }};
        }
        match known.collection {
            Collection::Nets => each!(network::Net<'_>, network::net),
            Collection::Subnets => each!(network::NetSubnet<'_>, network::subnet),
            Collection::NetPeerings => each!(network::NetPeering<'_>, network::peering),
            Collection::RouteTables => each!(route_table::Table<'_>, route_table::table),
            Collection::VirtualGateways => each!(gateways::Vgw<'_>, gateways::virtual_gateway),
            Collection::InternetServices => each!(gateways::Internet<'_>, gateways::internet),
            Collection::NatServices => each!(gateways::Nat<'_>, gateways::nat),
            Collection::ClientGateways => each!(gateways::Client<'_>, gateways::client),
            Collection::VpnConnections => each!(vpn::Vpn<'_>, vpn::connection),
            Collection::DirectLinks => each!(interface::DirectLink<'_>, interface::direct_link),
            Collection::DirectLinkInterfaces => {
                each!(interface::DirectLinkInterface<'_>, interface::interface)
            }
        }
        Ok(())
    }
}

/// Tells from the beginning of a document.
pub(super) fn recognize(outline: &Outline) -> Certainty {
    // Every answer has it, also one that says nothing else.
    if outline.keys.iter().any(|key| &**key == "ResponseContext") {
        return Certainty::Sure;
    }
    // Older clients print the quotas without it.
    let quotas = outline.inside("QuotaTypes");
    if quotas.iter().any(|key| &**key == "Quotas") {
        return Certainty::Sure;
    }
    answer::recognize(KNOWN, outline)
}

/// Reads a document that was recognised.
///
/// # Errors
/// The text is not JSON.
pub(super) fn read(document: &Document<'_>, around: &Surroundings) -> Result<Batch, ReadError> {
    answer::read(document, around, &PROFILE, Answers)
}
