use super::{all, design, show};

#[test]
fn transit_gateways_with_attachments_and_tables() {
    let text = "
networks: {prod: {}}
transit_gateways:
  tgw:
    asn: 64520
    ecmp: true
    cidrs: 10.255.0.0/24
    default_association: false
    default_association_table: spokes
    default_propagation: true
    default_propagation_table: tgw/spokes
    attachments:
      a-prod: {to: network/prod, subnets: [app-a], created: 2026-01-01T00:00:00Z, ipv6_support: true, appliance_mode: false, gateway_account: '9', association: spokes, association_state: associating, message: m}
      a-bare: {to: prod}
      a-vpn: {to: vpn-connection/vpn-1}
      a-dx: {to: direct-connect-gateway/dxgw}
      a-peer: {to: transit-gateway/other, requester: tgw, accepter: {gateway: other, core_network: c, account: '7', region: us-east-1}, accepter_attachment: tgw-attach-9, dynamic_routing: false}
      a-connect: {to: network/prod, transport: a-prod}
      a-odd: {to: unheard, type: client-vpn}
    route_tables:
      spokes:
        associate: [a-prod, {attachment: a-bare, type: vpc, state: associating}]
        propagate: a-vpn
        routes: [{to: 10.9.0.0/16, via: a-peer}, {to: 10.66.0.0/16, via: blackhole}, {to: 10.8.0.0/16, via: [a-vpn, a-dx], type: propagated, state: pending}]
        default_association: true
        default_propagation: false
        routes_partial: true
      empty: {}
    connect_peers:
      c1: {attachment: a-connect, gateway_address: 10.255.0.1, peer_address: 10.0.0.9, inside_cidrs: [169.254.100.0/29], sessions: [{gateway_asn: 64520, peer_asn: 65010, status: down}]}
vpn_connections: {vpn-1: {}, other: {}}
";
    let design = design(text);
    let hub = &design.transit_gateways.as_slice()[0];
    assert_eq!(
        (show(&hub.asn), hub.ecmp.get()),
        ("64520".into(), Some(true))
    );
    assert_eq!(
        (all(&hub.cidrs), hub.cidrs_listed),
        ("10.255.0.0/24".into(), true)
    );
    assert_eq!(
        (hub.default_association.get(), hub.default_propagation.get()),
        (Some(false), Some(true))
    );
    assert_eq!(show(&hub.default_association_table.id), "spokes");
    let a = design.transit_gateway_attachments.as_slice();
    let kinds: Vec<String> = a
        .iter()
        .map(|a| format!("{} {}", show(&a.head.name), show(&a.resource_type)))
        .collect();
    assert_eq!(
        kinds,
        [
            "tgw/a-prod vpc",
            "tgw/a-bare vpc",
            "tgw/a-vpn vpn",
            "tgw/a-dx direct-connect-gateway",
            "tgw/a-peer peering",
            "tgw/a-connect connect",
            "tgw/a-odd client-vpn"
        ]
    );
    assert_eq!(show(&a[0].gateway.id), "tgw");
    assert_eq!(a[0].subnets.as_ref().map(Vec::len), Some(1));
    assert!(a[1].subnets.is_none());
    assert_eq!(
        [&a[0].gateway_owner, &a[0].message, &a[0].association.id].map(show),
        ["9", "m", "spokes"]
    );
    assert_eq!(a[0].association_state.word(), "associating");
    assert_eq!(
        (a[0].ipv6_support.get(), a[0].appliance_mode.get()),
        (Some(true), Some(false))
    );
    assert_eq!(show(&a[0].created), "2026-01-01T00:00:00Z");
    assert_eq!(show(&a[4].requester.gateway.id), "tgw");
    let far = &a[4].accepter;
    assert_eq!(
        [&far.gateway.id, &far.core_network, &far.owner, &far.region].map(show),
        ["other", "c", "7", "us-east-1"]
    );
    assert_eq!(
        (
            show(&a[4].accepter_attachment.id),
            a[4].dynamic_routing.get()
        ),
        ("tgw-attach-9".into(), Some(false))
    );
    assert_eq!(show(&a[5].transport.id), "a-prod");

    let tables = design.transit_gateway_route_tables.as_slice();
    let table = &tables[0];
    assert_eq!(
        [&table.head.name, &table.gateway.id].map(show),
        ["tgw/spokes", "tgw"]
    );
    let associated = table.associations.as_ref().unwrap();
    assert_eq!(show(&associated[0].attachment.id), "a-prod");
    assert_eq!(
        (
            show(&associated[1].resource_type),
            associated[1].state.word()
        ),
        ("vpc".into(), "associating")
    );
    assert_eq!(
        show(&table.propagations.as_ref().unwrap()[0].attachment.id),
        "a-vpn"
    );
    let routes = table.routes.as_ref().unwrap();
    assert_eq!(
        (
            show(&routes[0].to),
            show(&routes[0].attachments[0].id),
            show(&routes[0].route_type)
        ),
        ("10.9.0.0/16".into(), "a-peer".into(), "static".into())
    );
    assert!(routes[1].blackhole && routes[1].attachments.is_empty());
    assert_eq!(
        (
            routes[2].attachments.len(),
            show(&routes[2].route_type),
            routes[2].state.word()
        ),
        (2, "propagated".into(), "pending")
    );
    assert_eq!(
        (
            table.default_association.get(),
            table.default_propagation.get(),
            table.routes_partial
        ),
        (Some(true), Some(false), true)
    );
    assert!(
        tables[1].routes.is_none() && tables[1].associations.is_none() && !tables[1].routes_partial
    );
    let peer = &design.transit_gateway_connect_peers.as_slice()[0];
    assert_eq!(show(&peer.attachment.id), "a-connect");
    assert_eq!(
        [&peer.gateway_address, &peer.peer_address].map(show),
        ["10.255.0.1", "10.0.0.9"]
    );
    assert_eq!(all(&peer.inside_cidrs), "169.254.100.0/29");
    let session = &peer.sessions[0];
    assert_eq!(
        [&session.gateway_asn, &session.peer_asn].map(show),
        ["64520", "65010"]
    );
    assert_eq!(show(&session.status), "down");
    // The attachment names the connection's transit gateway.
    let vpn = design.vpn_connections.as_slice();
    assert_eq!(show(&vpn[0].transit_gateway.id), "tgw");
    assert!(vpn[1].transit_gateway.is_absent());
}

#[test]
fn route_servers_with_endpoints_and_peers() {
    let design = design(
        "
route_servers:
  rs:
    asn: 65100
    persist_routes: true
    persist_minutes: 2
    network: prod
    endpoints:
      e1: {id: rse-1, subnet: app-a, address: 10.0.0.5, interface: eni-1, failure: none}
    propagate: [prod-main, {table: edge, state: pending}]
    peers:
      fw-1: {endpoint: e1, asn: 65010, address: 10.0.0.10, liveness: BFD, state: available, status: UP, bfd_status: down, endpoint_address: 10.0.0.5, failure: f}
      fw-2: {endpoint: rse-1, network: other, subnet: s}
    routes: [{prefix: 192.168.0.0/16, peer: fw-1, status: in-fib, as_path: [65010], med: 5, next_hop: 10.0.0.10, rejected: [{table: edge, reason: full}]}]
    routes_persisted: false
  off: {persist_routes: false, network: [a, {network: b, state: disassociating}]}
  word: {persist_routes: resetting}
",
    );
    let s = design.route_servers.as_slice();
    assert_eq!(
        (
            show(&s[0].asn),
            show(&s[0].persist_state),
            s[0].persist_minutes.get()
        ),
        ("65100".into(), "enabled".into(), Some(2))
    );
    assert_eq!(
        [&s[1].persist_state, &s[2].persist_state].map(show),
        ["disabled", "resetting"]
    );
    assert_eq!(
        s[1].associations
            .as_ref()
            .map(|a| (a.len(), a[1].state.word())),
        Some((2, "disassociating"))
    );
    let propagations = s[0].propagations.as_ref().unwrap();
    assert_eq!(
        (
            show(&propagations[1].table.id),
            propagations[1].state.word()
        ),
        ("edge".into(), "pending")
    );
    assert!(s[1].propagations.is_none());
    let route = &s[0].routes.as_ref().unwrap()[0];
    assert_eq!(
        (
            show(&route.prefix),
            show(&route.peer.id),
            show(&route.status),
            route.med.get(),
            show(&route.next_hop)
        ),
        (
            "192.168.0.0/16".into(),
            "fw-1".into(),
            "in-fib".into(),
            Some(5),
            "10.0.0.10".into()
        )
    );
    assert_eq!(
        (show(&route.rejected[0].0.id), show(&route.rejected[0].1)),
        ("edge".into(), "full".into())
    );
    let endpoint = &design.route_server_endpoints.as_slice()[0];
    assert_eq!(
        [
            &endpoint.head.name,
            &endpoint.server.id,
            &endpoint.network.id,
            &endpoint.subnet.id,
            &endpoint.interface,
            &endpoint.failure
        ]
        .map(show),
        ["rs/e1", "rs", "prod", "app-a", "eni-1", "none"]
    );
    let p = design.route_server_peers.as_slice();
    assert_eq!(
        [
            &p[0].head.name,
            &p[0].endpoint.id,
            &p[0].network.id,
            &p[0].subnet.id,
            &p[0].liveness,
            &p[0].bgp_status,
            &p[0].bfd_status,
            &p[0].failure
        ]
        .map(show),
        ["rs/fw-1", "e1", "prod", "app-a", "bfd", "up", "down", "f"]
    );
    assert_eq!(
        [&p[1].network.id, &p[1].subnet.id].map(show),
        ["other", "s"]
    );
    assert_eq!(
        [&p[0].address, &p[0].endpoint_address].map(show),
        ["10.0.0.10", "10.0.0.5"]
    );
}

#[test]
fn vpn_connections_and_tunnels() {
    let text = "
transit_gateways: {tgw: {}}
vpn_connections:
  bgp:
    customer_gateway: cgw-1
    to: virtual-gateway/vgw
    routing: bgp
    static_routes: []
    status: down
    other_target: core-1
    inside_family: ipv6
    local_ipv4: 0.0.0.0/0
    remote_ipv4: 10.0.0.0/8
    local_ipv6: ::/0
    remote_ipv6: fd00::/8
    outside_type: PrivateIpv4
    transport: tgw/a-dx
    tunnels:
      t1: {inside_cidr: 169.254.10.0/30, inside_ipv6_cidr: fd00::/126, outside_address: 203.0.113.1, status: up, message: m, accepted_routes: 3, pre_shared_key: secret12}
      t2: {}
  static: {to: tgw, static_routes: [192.168.0.0/16]}
  both: {to: [vgw, transit-gateway/tgw]}
  said: {routing: static}
";
    let design = design(text);
    let v = design.vpn_connections.as_slice();
    assert_eq!(
        [
            &v[0].customer_gateway.id,
            &v[0].virtual_gateway.id,
            &v[0].transit_gateway.id
        ]
        .map(show),
        ["cgw-1", "virtual-gateway/vgw", "-"]
    );
    assert_eq!(
        [
            &v[0].status,
            &v[0].other_target,
            &v[0].inside_family,
            &v[0].outside_type
        ]
        .map(show),
        ["down", "core-1", "ipv6", "PrivateIpv4"]
    );
    assert_eq!(
        [
            &v[0].local_ipv4,
            &v[0].remote_ipv4,
            &v[0].local_ipv6,
            &v[0].remote_ipv6
        ]
        .map(show),
        ["0.0.0.0/0", "10.0.0.0/8", "::/0", "fd00::/8"]
    );
    assert_eq!(show(&v[0].transport.id), "tgw/a-dx");
    assert_eq!(super::at(text, v[0].secret.unwrap()), "secret12");
    let routing: Vec<Option<bool>> = v.iter().map(|v| v.static_only.get()).collect();
    assert_eq!(routing, [Some(false), Some(true), None, Some(true)]);
    assert_eq!(
        [&v[1].virtual_gateway.id, &v[1].transit_gateway.id].map(show),
        ["-", "tgw"]
    );
    assert_eq!(
        [&v[2].virtual_gateway.id, &v[2].transit_gateway.id].map(show),
        ["vgw", "transit-gateway/tgw"]
    );
    let t = design.vpn_tunnels.as_slice();
    assert_eq!(
        [
            &t[0].head.name,
            &t[0].connection.id,
            &t[0].status,
            &t[0].message
        ]
        .map(show),
        ["bgp/t1", "bgp", "up", "m"]
    );
    assert_eq!(
        [&t[0].inside_cidr, &t[0].inside_ipv6_cidr].map(show),
        ["169.254.10.0/30", "fd00::/126"]
    );
    assert_eq!(
        (show(&t[0].outside_address), t[0].accepted_routes.get()),
        ("203.0.113.1".into(), Some(3))
    );
    assert_eq!(t[0].pre_shared_key.get().unwrap().length, 8);
    // A tunnel that says nothing does as its connection.
    assert_eq!(show(&t[1].status), "down");
}
