//! From the key of a list to the reading type of its items and what is made of them.

use super::collections::{self, Collection, Form, Known};
use super::page::{Met, Waiting};
use super::read::Reader;
use super::searched_routes::{self as searched, Searched, SearchedRoute, SeenRoute};
use super::transit_tables::{self as tables, Entries, PrefixListReference, TableEntry};
use super::{
    config, directconnect, ec2, gateways, peering, route_server, routes, transit,
    virtual_interface, vpn,
};
use crate::source::{Field, Value};

impl Reader<'_, '_> {
    /// Reads the value of a collection: a list of objects, or one.
    pub(super) fn take<'de, V: Value<'de>>(
        &mut self,
        known: &'static Known,
        form: Form,
        value: V,
    ) -> Result<(), V::Error> {
        let cx = &mut self.cx;
        let page = &mut self.page;
        let partial = form != Form::List;
        let mut call = known.call;
        let mut complete = known.complete && form == Form::List;
        let mut others: Vec<String> = Vec::new();
        // Reads the items as a type and hands each to its lowering.
        macro_rules! each {
            ($type:ty, $lower:path) => {{
                value.items(|raw: $type| {
                    $lower(cx, &raw);
                })?;
            }};
        }
        match known.collection {
            Collection::Vpcs => each!(ec2::Vpc<'_>, ec2::vpc),
            Collection::Subnets => each!(ec2::VpcSubnet<'_>, ec2::subnet),
            Collection::NetworkInterfaces => each!(ec2::Eni<'_>, ec2::eni),
            Collection::RouteTables => each!(routes::Table<'_>, routes::table),
            Collection::Peerings => each!(peering::VpcPeeringConnection<'_>, peering::peering),
            Collection::InternetGateways => each!(gateways::Igw<'_>, gateways::internet),
            Collection::EgressOnlyGateways => each!(gateways::Eigw<'_>, gateways::egress_only),
            Collection::NatGateways => each!(gateways::Nat<'_>, gateways::nat),
            Collection::VpnGateways => each!(gateways::Vgw<'_>, gateways::virtual_private),
            Collection::CustomerGateways => each!(gateways::Cgw<'_>, gateways::customer),
            Collection::VpnConnections => each!(vpn::Vpn<'_>, vpn::connection),
            Collection::TransitGateways => each!(transit::Tgw<'_>, transit::gateway),
            Collection::Attachments => each!(transit::Attachment<'_>, transit::attachment),
            Collection::ConnectPeers => each!(transit::ConnectPeer<'_>, transit::connect_peer),
            Collection::TransitTables => each!(tables::TgwTable<'_>, tables::table),
            Collection::RouteServers => each!(route_server::Server<'_>, route_server::server),
            Collection::RouteServerEndpoints => {
                each!(route_server::Endpoint<'_>, route_server::endpoint)
            }
            Collection::RouteServerPeers => each!(route_server::Peer<'_>, route_server::peer),
            Collection::Lags => each!(directconnect::DxLag<'_>, directconnect::lag),
            Collection::VirtualInterfaces => {
                each!(virtual_interface::Vif<'_>, virtual_interface::interface)
            }
            Collection::DirectConnectVpnGateways => {
                each!(
                    gateways::DxVgw<'_>,
                    gateways::virtual_private_of_direct_connect
                )
            }
            Collection::DirectConnectGateways => {
                each!(directconnect::DxGateway<'_>, directconnect::gateway)
            }
            Collection::DirectConnectAssociations => {
                each!(directconnect::DxAssociation<'_>, directconnect::association)
            }
            Collection::DirectConnectAttachments => {
                each!(directconnect::DxAttachment<'_>, directconnect::attachment)
            }
            Collection::DirectConnectProposals => {
                each!(directconnect::DxProposal<'_>, directconnect::proposal)
            }
            Collection::Connections => {
                let mut strange = 0;
                let count = value.items(|raw: directconnect::DxConnection<'_>| {
                    // Client VPN has a list of the same name.
                    if raw.client_vpn.is_empty() {
                        directconnect::connection(cx, &raw);
                    } else {
                        strange += 1;
                        others.push("aws.ec2.ClientVpnConnections".to_owned());
                    }
                })?;
                if strange > 0 && strange == count {
                    self.count_others(others);
                    return Ok(());
                }
                if self.around.path.contains("hosted-connections") {
                    (call, complete) = (collections::HOSTED_CONNECTIONS, false);
                }
            }
            Collection::PrefixLists => {
                let mut managed = false;
                value.items(|raw: ec2::ManagedPrefixList<'_>| {
                    managed |= ec2::prefix_list(cx, &raw);
                })?;
                if !managed {
                    (call, complete) = (collections::AWS_PREFIX_LISTS, false);
                }
            }
            Collection::PrefixListEntries => {
                let waiting = &mut page.entries;
                waiting.expect(partial);
                value.items(|raw: ec2::PrefixListEntry<'_>| {
                    if let Some(cidr) = ec2::entry(cx, &raw) {
                        waiting.items.push((Field::Absent, cidr));
                    }
                })?;
            }
            Collection::Associations | Collection::Propagations => {
                let (kind, waiting) = if known.collection == Collection::Associations {
                    (Entries::Associations, &mut page.associations)
                } else {
                    (Entries::Propagations, &mut page.propagations)
                };
                let mut count = 0;
                value.items(|raw: TableEntry<'_>| {
                    count += 1;
                    match tables::other(&raw) {
                        Some(other) => others.push(other.to_owned()),
                        None => waiting.items.push(tables::entry(cx, &raw, kind)),
                    }
                })?;
                if count > 0 && others.len() == count {
                    self.count_others(others);
                    return Ok(());
                }
                waiting.expect(partial);
            }
            Collection::AttachmentPropagations => {
                let waiting = &mut page.of_attachment;
                waiting.expect(partial);
                value.items(|raw: TableEntry<'_>| {
                    let entry = tables::entry(cx, &raw, Entries::Propagations);
                    waiting.items.push(entry);
                })?;
            }
            Collection::PrefixListReferences => {
                let waiting = &mut page.references;
                waiting.expect(partial);
                value.items(|raw: PrefixListReference<'_>| {
                    waiting.items.push(tables::reference(cx, &raw));
                })?;
            }
            Collection::Routes => {
                let mut count = 0;
                let (routes, database) = (&mut page.routes, &mut page.database);
                value.items(|raw: SearchedRoute<'_>| {
                    count += 1;
                    match searched::searched(cx, &raw) {
                        Some(Searched::Transit(table, route)) => routes.items.push((table, route)),
                        Some(Searched::Server(route)) => {
                            database.expect(false);
                            database.items.push((Field::Absent, route));
                        }
                        Some(Searched::Other(kind)) => others.push(kind.to_owned()),
                        None => {}
                    }
                })?;
                if count > 0 && others.len() == count {
                    self.count_others(others);
                    return Ok(());
                }
                if database.met {
                    call = collections::ROUTING_DATABASE;
                } else {
                    routes.expect(partial);
                }
            }
            Collection::RouteServerAssociations => {
                let waiting = &mut page.networks;
                waiting.expect(partial);
                value.items(|raw: route_server::ServerTie<'_>| {
                    waiting.items.push(route_server::association(cx, &raw));
                })?;
            }
            Collection::RouteServerPropagations => {
                let waiting = &mut page.tables;
                waiting.expect(partial);
                value.items(|raw: route_server::ServerTie<'_>| {
                    waiting.items.push(route_server::propagation(cx, &raw));
                })?;
            }
            Collection::InterfaceRoutes => {
                let waiting = &mut page.seen;
                waiting.expect(partial);
                value.items(|raw: SeenRoute<'_>| {
                    if let Some(route) = searched::seen(cx, &raw) {
                        waiting.items.push((Field::Absent, route));
                    }
                })?;
            }
            Collection::ConfigurationItems => {
                let mut items = Vec::new();
                value.items(|raw: config::Item<'_>| config::keep(cx, &mut items, raw))?;
                others = config::lower(cx, items);
            }
        }
        self.count_others(others);
        if form == Form::Single {
            self.kind(known.single);
            return Ok(());
        }
        self.kind(call);
        if form == Form::List {
            self.page.met.push(Met {
                known,
                call,
                complete,
                parent: None,
            });
        }
        Ok(())
    }

    fn count_others(&mut self, kinds: Vec<String>) {
        for kind in kinds {
            self.count_other(kind, 1);
        }
    }
}

impl<T> Waiting<T> {
    /// The list is there; `partial` if it is the answer to a change.
    fn expect(&mut self, partial: bool) {
        self.met = true;
        self.partial |= partial;
    }
}
