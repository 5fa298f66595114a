//! VPN connections and their tunnels.

use super::{Lower, Parent};
use crate::import::yaml::format::{Design, VpnConnection};
use crate::model;
use crate::model::{Cidr, ElementKind, Head, Link, TransitGateway, VirtualGateway};
use crate::source::{Field, Span, Text};

impl Lower {
    pub(super) fn vpn_connections(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::VpnConnection,
            &design.vpn_connections,
            None,
            |lower, head, entry| lower.vpn_connection(head, entry),
        );
        self.attached_vpn_connections();
    }

    fn vpn_connection(&mut self, head: Head, entry: &VpnConnection<'_>) {
        let parent = Parent::of(&head);
        let (virtual_gateway, transit_gateway) = self.vpn_ends(entry);
        let static_routes = self.listed(&entry.static_routes);
        let status = self.word(&entry.status);
        let vpn = model::VpnConnection {
            head,
            customer_gateway: self.link(&entry.customer_gateway),
            virtual_gateway,
            transit_gateway,
            other_target: self.get(&entry.other_target),
            static_only: self.static_only(entry, static_routes.as_deref()),
            static_routes,
            inside_family: self.get(&entry.inside_family).map(|f| Text::new(f.word())),
            local_ipv4: self.get(&entry.local_ipv4),
            remote_ipv4: self.get(&entry.remote_ipv4),
            local_ipv6: self.get(&entry.local_ipv6),
            remote_ipv6: self.get(&entry.remote_ipv6),
            outside_type: self.word(&entry.outside_type),
            transport: self.link(&entry.transport),
            status,
            secret: self.tunnels(&parent, status, entry),
        };
        self.batch.elements.vpn_connections.push(vpn);
    }

    /// What an end is, where neither the reference nor the file says it, is a virtual gateway.
    fn vpn_ends(
        &mut self,
        entry: &VpnConnection<'_>,
    ) -> (Link<VirtualGateway>, Link<TransitGateway>) {
        let mut ends = (Link::default(), Link::default());
        for leaf in &entry.to.items {
            let link = self.any(leaf);
            match link.kinds {
                [ElementKind::TransitGateway] => ends.1 = Link::unresolved(link.id),
                _ => ends.0 = Link::unresolved(link.id),
            }
        }
        ends
    }

    /// Said by `routing`, else by static routes.
    fn static_only(
        &mut self,
        entry: &VpnConnection<'_>,
        routes: Option<&[Field<Cidr>]>,
    ) -> Field<bool> {
        let routing = self.word(&entry.routing);
        if !routing.is_absent() {
            return routing.map(|word| word == "static");
        }
        let first = routes.and_then(|routes| routes.first());
        match first.and_then(Field::span) {
            Some(span) => Field::at(true, span),
            None => Field::Absent,
        }
    }

    /// The tunnels of a connection; gives the place of the first secret that is not masked.
    fn tunnels(
        &mut self,
        parent: &Parent,
        status: Field<Text>,
        vpn: &VpnConnection<'_>,
    ) -> Option<Span> {
        let mut secret = None;
        self.each(
            ElementKind::VpnTunnel,
            &vpn.tunnels,
            Some(parent),
            |lower, head, entry| {
                let pre_shared_key = lower.get(&entry.pre_shared_key);
                if let Some((key, span)) = pre_shared_key.located()
                    && !key.masked
                {
                    secret.get_or_insert(span);
                }
                let tunnel = model::VpnTunnel {
                    head,
                    connection: parent.link(),
                    inside_cidr: lower.get(&entry.inside_cidr),
                    inside_ipv6_cidr: lower.get(&entry.inside_ipv6_cidr),
                    outside_address: lower.get(&entry.outside_address),
                    status: lower.word(&entry.status).or(status),
                    message: lower.get(&entry.message),
                    accepted_routes: lower.get(&entry.accepted_routes),
                    pre_shared_key,
                };
                lower.batch.elements.vpn_tunnels.push(tunnel);
            },
        );
        secret
    }
}
