//! Transit gateways, their attachments and tables.

use std::collections::BTreeMap;

use crate::diagram::scene::{EdgeKind, End};
use crate::diagram::text::{clean, count, joined, wrap};
use crate::model::{
    AnyId, ElementKind, Id, Phase, State, TransitGatewayAttachment, TransitGatewayRouteTable,
    TransitPeer,
};

use super::network::some;
use super::{Builder, asn};

impl Builder<'_> {
    pub(super) fn transit_nodes(&mut self) {
        let design = self.design;
        for (id, gateway) in design.transit_gateways.iter() {
            let id = AnyId::TransitGateway(id);
            let home = self.home(&gateway.head);
            let mut lines = self.base_lines(id);
            lines.extend(some(asn(gateway.asn.get())));
            self.node(id, home, lines);
        }
        for (id, table) in design.transit_gateway_route_tables.iter() {
            let owner = &table.head;
            let account = owner.account.get();
            let region = owner.region.get();
            let end = self.end_of(
                &table.gateway,
                owner.provider,
                account.as_ref().map(|text| text.as_str()),
                region.as_ref().map(|text| text.as_str()),
            );
            let any = AnyId::TransitGatewayRouteTable(id);
            match end {
                Some(end) => {
                    let cells = self.transit_table_cells(id, table);
                    self.row(end.node, any, cells);
                }
                None => {
                    let home = self.home(owner);
                    let lines = self.base_lines(any);
                    self.node(any, home, lines);
                }
            }
        }
        // A Connect attachment runs over another attachment; it is a node because its GRE peers need one.
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            if is_connect(attachment) {
                let any = AnyId::TransitGatewayAttachment(id);
                let home = self.home(&attachment.head);
                let mut lines = self.base_lines(any);
                lines.push("Connect attachment".to_owned());
                let over = match attachment.transport.get() {
                    Some(id) => self.title(AnyId::TransitGatewayAttachment(id)),
                    None => attachment
                        .transport
                        .id
                        .get()
                        .map_or(String::new(), |id| clean(&id)),
                };
                if !over.is_empty() {
                    lines.extend(wrap(&format!("over attachment {over}")));
                }
                self.node(any, home, lines);
            }
        }
        for (id, peer) in design.transit_gateway_connect_peers.iter() {
            let any = AnyId::TransitGatewayConnectPeer(id);
            let address = |field: Option<std::net::IpAddr>| {
                field.map_or("not stated".to_owned(), |address| address.to_string())
            };
            let mut sessions = Vec::new();
            for session in &peer.sessions {
                let line = joined([
                    asn(session.peer_asn.get()).as_str(),
                    &session
                        .status
                        .get()
                        .map_or(String::new(), |word| clean(&word)),
                ]);
                if !sessions.contains(&line) {
                    sessions.push(line);
                }
            }
            let addresses = vec![
                format!("peer {}", address(peer.peer_address.get())),
                format!("gateway {}", address(peer.gateway_address.get())),
            ];
            let attachment = peer.attachment.get().map(AnyId::TransitGatewayAttachment);
            let end = attachment.and_then(|attachment| self.end(attachment));
            match end {
                Some(end) => {
                    let mut state = sessions;
                    state.extend(self.row_state(any));
                    let cells = vec![self.row_name(any, "Connect peer"), addresses, state];
                    self.row(end.node, any, cells);
                }
                None => {
                    let home = self.home(&peer.head);
                    let mut lines = self.base_lines(any);
                    lines.extend(addresses);
                    lines.extend(sessions);
                    self.node(any, home, lines);
                }
            }
        }
    }

    fn transit_table_cells(
        &self,
        id: Id<TransitGatewayRouteTable>,
        table: &TransitGatewayRouteTable,
    ) -> Vec<Vec<String>> {
        let any = AnyId::TransitGatewayRouteTable(id);
        let said = |n: Option<usize>, what: &str| match n {
            Some(n) => count(n, what),
            None => format!("{what}s not in the input"),
        };
        let mut uses = vec![
            said(table.associations.as_ref().map(Vec::len), "association"),
            said(table.propagations.as_ref().map(Vec::len), "propagation"),
        ];
        if table.routes_partial {
            uses.push("a part of its routes".to_owned());
        } else {
            uses.push(said(table.routes.as_ref().map(Vec::len), "route"));
        }
        let mut state = Vec::new();
        if table.default_association.get() == Some(true) {
            state.push("default association".to_owned());
        }
        if table.default_propagation.get() == Some(true) {
            state.push("default propagation".to_owned());
        }
        state.extend(self.row_state(any));
        vec![self.row_name(any, "table"), uses, state]
    }

    pub(super) fn transit_edges(&mut self) {
        let design = self.design;
        let tables = self.associations();
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            let any = AnyId::TransitGatewayAttachment(id);
            let head = &attachment.head;
            let peered = !attachment.requester.gateway.is_absent()
                || !attachment.accepter.gateway.is_absent();
            if peered {
                let from = self.transit_peer(&attachment.requester, attachment);
                let to = self.transit_peer(&attachment.accepter, attachment);
                let mut lines = self.edge_lines(any, "peering attachment");
                lines.extend(self.association_lines(attachment, tables.get(&id)));
                self.edge(
                    EdgeKind::TransitPeering,
                    from,
                    to,
                    Some(any),
                    lines,
                    head.state.phase,
                );
                continue;
            }
            let gateway_owner = attachment.gateway_owner.get();
            let account = head.account.get();
            let region = head.region.get();
            let region = region.as_ref().map(|text| text.as_str());
            let gateway = self.end_of(
                &attachment.gateway,
                head.provider,
                gateway_owner.or(account).as_ref().map(|text| text.as_str()),
                region,
            );
            if is_connect(attachment) {
                let from = self.end(any);
                self.edge(
                    EdgeKind::TransitAttachment,
                    from,
                    gateway,
                    None,
                    Vec::new(),
                    head.state.phase,
                );
                continue;
            }
            let kind = resource_kind(attachment);
            let account = account.as_ref().map(|text| text.as_str());
            let resource =
                self.end_of_any(&attachment.resource, kind, head.provider, account, region);
            let resource = resource.or_else(|| {
                // What hangs there is not said: the attachment stands for it.
                let word = attachment.resource_type.get();
                let name = word.map_or("attached thing".to_owned(), |word| word.to_string());
                let name = format!("{name} of {}", self.title(any));
                let node = self.outside(kind, &name, head.provider, account, region);
                Some(End { node, row: None })
            });
            let mut lines = self.edge_lines(any, "attachment");
            lines.extend(self.association_lines(attachment, tables.get(&id)));
            // From the customer towards the networks.
            let (from, to) = match kind {
                ElementKind::VpnConnection | ElementKind::DirectConnectGateway => {
                    (resource, gateway)
                }
                _ => (gateway, resource),
            };
            self.edge(
                EdgeKind::TransitAttachment,
                from,
                to,
                Some(any),
                lines,
                head.state.phase,
            );
        }
    }

    fn transit_peer(
        &mut self,
        peer: &TransitPeer,
        attachment: &TransitGatewayAttachment,
    ) -> Option<End> {
        let provider = attachment.head.provider;
        let owner = peer.owner.get();
        let region = peer.region.get();
        let owner = owner.as_ref().map(|text| text.as_str());
        let region = region.as_ref().map(|text| text.as_str());
        self.end_of(&peer.gateway, provider, owner, region)
            .or_else(|| {
                let core = peer.core_network.get()?;
                let name = format!("core network {core}");
                let node =
                    self.outside(ElementKind::TransitGateway, &name, provider, owner, region);
                Some(End { node, row: None })
            })
    }

    /// The tables that an attachment uses: as it says itself, else as the tables say.
    fn association_lines(
        &self,
        attachment: &TransitGatewayAttachment,
        from_tables: Option<&Vec<(String, String)>>,
    ) -> Vec<String> {
        let own = attachment.association.id.get().map(|written| {
            let table = match attachment.association.get() {
                Some(table) => self.title(AnyId::TransitGatewayRouteTable(table)),
                None => clean(&written),
            };
            (table, unusual(&attachment.association_state))
        });
        let own = own.as_ref().map(std::slice::from_ref);
        own.or(from_tables.map(Vec::as_slice))
            .unwrap_or_default()
            .iter()
            .flat_map(|(table, state)| wrap(&joined([format!("table {table}").as_str(), state])))
            .collect()
    }

    /// For each attachment the tables that list it as associated, with the state where that is not the working one.
    fn associations(&self) -> BTreeMap<Id<TransitGatewayAttachment>, Vec<(String, String)>> {
        let mut uses: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (table, value) in self.design.transit_gateway_route_tables.iter() {
            for entry in value.associations.iter().flatten() {
                if let Some(attachment) = entry.attachment.get() {
                    let title = self.title(AnyId::TransitGatewayRouteTable(table));
                    uses.entry(attachment)
                        .or_default()
                        .push((title, unusual(&entry.state)));
                }
            }
        }
        uses
    }
}

/// The word of a state that is not the working one.
fn unusual(state: &State) -> String {
    match state.phase {
        Phase::Active | Phase::Unstated => String::new(),
        _ => clean(state.word()),
    }
}

fn is_connect(attachment: &TransitGatewayAttachment) -> bool {
    attachment
        .resource_type
        .get()
        .is_some_and(|word| word == "connect")
}

/// The kind of what hangs there, from the attachment's own word.
fn resource_kind(attachment: &TransitGatewayAttachment) -> ElementKind {
    if let Some(id) = attachment.resource.get() {
        return id.kind();
    }
    match attachment.resource_type.get() {
        Some(word) if word == "vpn" || word == "vpn-connection" => ElementKind::VpnConnection,
        Some(word) if word == "direct-connect-gateway" => ElementKind::DirectConnectGateway,
        Some(word) if word == "peering" || word == "transit-gateway" => ElementKind::TransitGateway,
        _ => ElementKind::Network,
    }
}
