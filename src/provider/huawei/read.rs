//! Which key of an answer holds what.

use rustc_hash::FxHashMap;

use super::lower::Cx;
use super::{HUAWEI, OTC, OTC_PROFILE, PROFILE};
use super::{direct_connect, interface, network, peering, route_table, router};
use crate::import::answer::{self, Beside, Dialect, Known};
use crate::import::{Batch, Certainty, Surroundings};
use crate::model::ElementKind;
use crate::source::{Document, Field, Outline, Raw, ReadError, Text, Value};

/// What a list or a single answer holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Collection {
    Vpcs,
    Subnets,
    VirtualSubnets,
    Peerings,
    RouteTables,
    Routes,
    DirectConnects,
    HostedConnects,
    VirtualGateways,
    VirtualInterfaces,
    Peers,
    EndpointGroups,
    GlobalGateways,
    Routers,
}

macro_rules! known {
    ($provider:literal $($collection:ident $plural:literal $singular:literal $service:literal $call:literal $kind:ident
        $complete:literal $own:literal [$($member:literal)*] [$($telling:literal)*];)*) => {
        &[$(Known {
            collection: Collection::$collection,
            plural: $plural,
            singular: $singular,
            call: concat!($provider, ".", $service, ".", $call),
            single: concat!($provider, ".", $service, ".", $singular),
            kind: ElementKind::$kind,
            complete: $complete,
            members: &[$($member),*],
            telling: &[$($telling),*],
            own_key: $own,
        },)*]
    };
}

macro_rules! all_known {
    ($provider:literal) => {
        known! { $provider
            Peerings "peerings" "peering" "vpc" "ListVpcPeerings" Peering true false ["request_vpc_info" "accept_vpc_info"] ["request_vpc_info" "accept_vpc_info"];
            VirtualSubnets "virsubnets" "virsubnet" "vpc" "ListVirsubnets" Subnet true true ["subnet_cidrs" "vpc_id"] ["subnet_cidrs" "vpc_id"];
            Subnets "subnets" "subnet" "vpc" "ListSubnets" Subnet true true ["gateway_ip" "vpc_id" "cidr"] ["vpc_id"];
            RouteTables "routetables" "routetable" "vpc" "ListRouteTables" RouteTable true true ["vpc_id" "routes" "subnets"] ["vpc_id"];
            // Every network has a default table, and these are the routes of those.
            Routes "routes" "route" "vpc" "ListVpcRoutes" RouteTable true false ["nexthop" "destination" "vpc_id"] ["nexthop"];
            Vpcs "vpcs" "vpc" "vpc" "ListVpcs" Network true true ["cidr" "enterprise_project_id"] ["cidr" "enterprise_project_id"];
            HostedConnects "hosted_connects" "hosted_connect" "dc" "ListHostedDirectConnects" Connection false true ["hosting_id" "vlan" "provider_status"] ["id"];
            DirectConnects "direct_connects" "direct_connect" "dc" "ListDirectConnects" Connection true true ["port_type" "provider_status"] ["id"];
            VirtualInterfaces "virtual_interfaces" "virtual_interface" "dc" "ListVirtualInterfaces" VirtualInterface true false ["direct_connect_id" "vgw_id"] ["direct_connect_id" "vgw_id" "vif_peers"];
            Peers "vif_peers" "vif_peer" "dc" "ListVifPeers" BgpPeer false true ["vif_id" "route_mode"] ["vif_id"];
            VirtualGateways "virtual_gateways" "virtual_gateway" "dc" "ListVirtualGateways" VirtualGateway true false ["local_ep_group_id" "vpc_id"] ["local_ep_group_id" "local_ep_group" "vpc_id" "enterprise_router_id"];
            EndpointGroups "dc_endpoint_groups" "dc_endpoint_group" "dc" "ListEndpointGroups" PrefixList true true ["endpoints" "type" "tenant_id"] ["endpoints"];
            GlobalGateways "global_dc_gateways" "global_dc_gateway" "dc" "ListGlobalDcGateways" DirectConnectGateway true true [] ["id"];
            Routers "instances" "instance" "er" "ListEnterpriseRouters" TransitGateway true false [] ["enable_default_propagation" "enable_default_association"];
        }
    };
}

static KNOWN: &[Known<Collection>] = all_known!("huawei");
static OTC_KNOWN: &[Known<Collection>] = all_known!("otc");

/// The answers of one of the two providers.
#[derive(Clone, Debug)]
struct Answers {
    otc: bool,
    /// Default tables of networks, by the network, as far as routes were read that name no table.
    tables: FxHashMap<Text, usize>,
}

impl Dialect for Answers {
    type Collection = Collection;

    fn known(&self) -> &'static [Known<Collection>] {
        if self.otc { OTC_KNOWN } else { KNOWN }
    }

    fn beside(&self, key: &str) -> Beside {
        match key {
            "page_info" => Beside::PageInfo,
            "_context" | "request_id" | "count" | "total_count" => Beside::Ignored,
            _ if key.ends_with("_links") => Beside::Links,
            _ => Beside::Unknown,
        }
    }

    fn other(&self, key: &str) -> String {
        let provider = if self.otc { OTC } else { HUAWEI };
        format!("{provider}.{key}")
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
            Collection::Vpcs => each!(network::Vpc<'_>, network::vpc),
            Collection::Subnets => each!(network::VpcSubnet<'_>, network::subnet),
            Collection::VirtualSubnets => each!(network::Virsubnet<'_>, network::virsubnet),
            Collection::Peerings => each!(peering::VpcPeering<'_>, peering::peering),
            Collection::RouteTables => each!(route_table::Table<'_>, route_table::table),
            Collection::Routes => {
                let tables = &mut self.tables;
                value.items(|raw: route_table::LooseRoute<'_>| {
                    route_table::loose(cx, tables, &raw);
                })?;
            }
            Collection::DirectConnects => {
                each!(
                    direct_connect::DirectConnect<'_>,
                    direct_connect::connection
                )
            }
            Collection::HostedConnects => {
                each!(direct_connect::DirectConnect<'_>, direct_connect::hosted)
            }
            Collection::VirtualGateways => {
                each!(direct_connect::Vgw<'_>, direct_connect::virtual_gateway)
            }
            Collection::VirtualInterfaces => each!(interface::Vif<'_>, interface::interface),
            Collection::Peers => each!(interface::VifPeer<'_>, interface::peer_alone),
            Collection::EndpointGroups => {
                each!(
                    direct_connect::EndpointGroup<'_>,
                    direct_connect::endpoint_group
                )
            }
            Collection::GlobalGateways => {
                each!(
                    direct_connect::GlobalGateway<'_>,
                    direct_connect::global_gateway
                )
            }
            Collection::Routers => each!(router::Router<'_>, router::router),
        }
        Ok(())
    }
}

/// Tells from the beginning of a document.
pub(super) fn recognize(outline: &Outline) -> Certainty {
    answer::recognize(KNOWN, outline)
}

/// Reads a document that was recognised as one of Huawei Cloud.
///
/// # Errors
/// The text is not JSON.
pub(super) fn read(document: &Document<'_>, around: &Surroundings) -> Result<Batch, ReadError> {
    let answers = Answers {
        otc: false,
        tables: FxHashMap::default(),
    };
    answer::read(document, &with_project(around), &PROFILE, answers)
}

/// Reads a document that was recognised as one of Open Telekom Cloud.
///
/// # Errors
/// The text is not JSON.
pub(super) fn read_otc(document: &Document<'_>, around: &Surroundings) -> Result<Batch, ReadError> {
    let answers = Answers {
        otc: true,
        tables: FxHashMap::default(),
    };
    answer::read(document, &with_project(around), &OTC_PROFILE, answers)
}

fn with_project(around: &Surroundings) -> Surroundings {
    Surroundings {
        account: around.account.map(without_hyphens),
        ..around.clone()
    }
}

/// A project is written as a UUID in some answers and as its 32 digits in others.
fn without_hyphens(project: Text) -> Text {
    let is_uuid = project.len() == 36
        && project.bytes().enumerate().all(|(at, byte)| {
            if [8, 13, 18, 23].contains(&at) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        });
    if is_uuid {
        Text::new(&project.replace('-', ""))
    } else {
        project
    }
}

/// The project that owns something, always in the same form.
pub(super) fn project(cx: &mut Cx<'_>, raw: &Raw<'_>) -> Field<Text> {
    cx.text(raw).map(without_hyphens)
}
