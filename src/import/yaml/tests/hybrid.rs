use super::{all, design, place, show};
use crate::model::{ElementKind, Family};

#[test]
fn connections_and_groups() {
    let design = design(
        "
connections:
  dx-1:
    id: dxcon-1
    location: EqDB2
    device: EqDB2-7
    logical_device: EqDB2-7x
    bandwidth: 10Gbps
    logical_redundancy: false
    jumbo_capable: true
    macsec_capable: true
    macsec: true
    carrier: Acme
    lag: lag-1
    prefix_pool_ipv4: 5000
    prefix_pool_ipv6: 4000
  dx-2: {hosted: true, vlan: 77, partner: Acme, logical_redundancy: unknown, bandwidth: 500}
  dx-3: {hosted: false}
  dx-4: {type: hosting, logical_redundancy: yes}
lags:
  lag-1:
    connections: [dx-1]
    minimum_links: 1
    connection_count: 1
    bandwidth: 10 Gbps
    location: EqDB2
    device: EqDB2-7
    logical_device: EqDB2-8
    jumbo_capable: false
    logical_redundancy: true
    prefix_pool_ipv4: 1
    prefix_pool_ipv6: 2
",
    );
    let c = design.connections.as_slice();
    assert_eq!(
        [
            &c[0].location,
            &c[0].device,
            &c[0].logical_device,
            &c[0].bandwidth,
            &c[0].carrier,
            &c[0].logical_redundancy
        ]
        .map(show),
        ["EqDB2", "EqDB2-7", "EqDB2-7x", "10Gbps", "Acme", "no"]
    );
    assert_eq!(
        [
            c[0].jumbo_capable.get(),
            c[0].macsec_capable.get(),
            c[0].macsec_requested.get()
        ],
        [Some(true); 3]
    );
    assert_eq!(
        [c[0].prefix_pool_ipv4.get(), c[0].prefix_pool_ipv6.get()],
        [Some(5000), Some(4000)]
    );
    assert_eq!(show(&c[0].lag.id), "lag-1");
    assert_eq!(c[0].is_hosted(), Some(false));
    assert_eq!(c[1].is_hosted(), Some(true));
    assert_eq!(
        (c[1].vlan.get(), show(&c[1].partner)),
        (Some(77), "Acme".into())
    );
    assert_eq!(
        [&c[1].logical_redundancy, &c[1].bandwidth].map(show),
        ["unknown", "500"]
    );
    assert_eq!(c[2].is_hosted(), Some(false));
    assert_eq!(
        [&c[3].connection_type, &c[3].logical_redundancy].map(show),
        ["hosting", "yes"]
    );
    let lag = &design.lags.as_slice()[0];
    assert_eq!(show(&lag.connections.as_ref().unwrap()[0].id), "dx-1");
    assert_eq!(
        [
            lag.minimum_links,
            lag.connection_count,
            lag.prefix_pool_ipv4,
            lag.prefix_pool_ipv6
        ]
        .map(|f| f.get().unwrap()),
        [1, 1, 1, 2]
    );
    assert_eq!(
        [
            &lag.bandwidth,
            &lag.location,
            &lag.device,
            &lag.logical_device,
            &lag.logical_redundancy
        ]
        .map(show),
        ["10 Gbps", "EqDB2", "EqDB2-7", "EqDB2-8", "yes"]
    );
}

#[test]
fn virtual_interfaces_and_their_sessions() {
    let text = "
direct_connect_gateways: {dxgw: {asn: 64600, error: none, prefix_allocations: 5}}
virtual_interfaces:
  vif-1:
    type: private
    connection: dx-1
    account: '111111111111'
    owner: '222222222222'
    vlan: 101
    mtu: 8500
    gateway: virtual-gateway/vgw
    site_link: true
    asn: 65001
    provider_asn: 64512
    location: EqDB2
    device: d
    logical_device: l
    jumbo_capable: true
    route_filter_prefixes: []
    prefix_allocation_ipv4: 100
    prefix_allocation_ipv6: 50
    rate_limit: 1Gbps
    remote_prefixes: 192.168.0.0/16
    routes: [{cidr: 192.168.0.0/16, direction: accepted, family: ipv4, as_path: [65001, 65002], communities: ['1:2'], logical_device: l}]
    bgp_peers:
      v4:
        id: dxpeer-1
        family: ipv4
        asn: 65001
        asn_long: 4200000001
        customer_address: 192.168.1.2/30
        provider_address: 192.168.1.1/30
        auth_key: hunter22
        state: pending
        status: down
        site: hq
        router: r1
        route_mode: static
        bfd: true
        received_routes: -1
        route_limit: 100
        device: d
        logical_device: l
        communities: ['7224:7300']
        hold_time: 90
        keepalive: 30
      v6: {asn: 65000.10, auth_key: '***'}
  by-name: {lag: lag-1, gateway: dxgw}
  both: {gateway: [virtual-gateway/vgw, direct-connect-gateway/dxgw]}
  transit: {type: transit, gateway: elsewhere}
  uuid: {type: private, gateway: 5f294f92-bafb-4011-916d-9b0bEXAMPLE}
  real-uuid: {type: private, gateway: 5f294f92-bafb-4011-916d-9b0b00000000}
  open: {type: hosted}
";
    let design = design(text);
    let v = design.virtual_interfaces.as_slice();
    let vif = &v[0];
    assert_eq!(show(&vif.head.account), "222222222222");
    assert_eq!(
        [
            &vif.interface_type,
            &vif.location,
            &vif.device,
            &vif.logical_device,
            &vif.rate_limit
        ]
        .map(show),
        ["private", "EqDB2", "d", "l", "1Gbps"]
    );
    assert_eq!((vif.vlan.get(), vif.mtu.get()), (Some(101), Some(8500)));
    assert_eq!(show(&vif.connection.id), "dx-1");
    assert_eq!(show(&vif.virtual_gateway.id), "virtual-gateway/vgw");
    assert!(vif.direct_connect_gateway.is_absent());
    assert_eq!(
        (vif.site_link.get(), vif.jumbo_capable.get()),
        (Some(true), Some(true))
    );
    assert_eq!([&vif.asn, &vif.provider_asn].map(show), ["65001", "64512"]);
    assert_eq!(vif.route_filter_prefixes.as_ref().map(Vec::len), Some(0));
    assert_eq!(all(vif.remote_prefixes.as_ref().unwrap()), "192.168.0.0/16");
    assert_eq!(
        (
            vif.prefix_allocation_ipv4.get(),
            vif.prefix_allocation_ipv6.get()
        ),
        (Some(100), Some(50))
    );
    let route = &vif.routes.as_ref().unwrap()[0];
    assert_eq!(
        [&route.direction, &route.logical_device].map(show),
        ["accepted", "l"]
    );
    assert_eq!(
        route.as_path.iter().map(|a| a.number).collect::<Vec<_>>(),
        [65001, 65002]
    );
    assert_eq!(route.communities, ["1:2"]);
    assert_eq!(
        (show(&route.cidr), route.family.get()),
        ("192.168.0.0/16".into(), Some(Family::Ipv4))
    );
    assert!(vif.peers_listed);
    assert_eq!(super::at(text, vif.secret.unwrap()), "hunter22");

    let peer = &design.bgp_peers.as_slice()[0];
    assert_eq!(
        [&peer.head.name, &peer.head.id, &peer.head.account].map(show),
        ["vif-1/v4", "dxpeer-1", "222222222222"]
    );
    assert_eq!(show(&peer.virtual_interface.id), "vif-1");
    assert_eq!(peer.family.get(), Some(Family::Ipv4));
    assert_eq!(
        [&peer.asn, &peer.asn_long].map(show),
        ["65001", "4200000001"]
    );
    assert_eq!(
        [&peer.customer_address, &peer.provider_address].map(show),
        ["192.168.1.2/30", "192.168.1.1/30"]
    );
    let key = peer.auth_key.get().unwrap();
    assert_eq!((key.length, key.masked), (8, false));
    assert_eq!(
        [
            &peer.status,
            &peer.route_mode,
            &peer.device,
            &peer.logical_device
        ]
        .map(show),
        ["down", "static", "d", "l"]
    );
    assert_eq!(peer.head.state.word(), "pending");
    assert_eq!([&peer.site.id, &peer.router.id].map(show), ["hq", "r1"]);
    assert_eq!(
        [
            peer.received_routes,
            peer.route_limit,
            peer.hold_time,
            peer.keepalive
        ]
        .map(|f| f.get().unwrap()),
        [-1, 100, 90, 30]
    );
    assert_eq!(peer.bfd.get(), Some(true));
    assert_eq!(all(&peer.communities), "7224:7300");
    let second = &design.bgp_peers.as_slice()[1];
    assert!(second.auth_key.get().unwrap().masked);
    let dotted = second.asn.get().unwrap();
    assert!(dotted.dotted);
    assert_eq!(dotted.number, 65_000 * 65_536 + 10);
    assert_eq!(place(text, &second.asn), "65000.10");

    assert_eq!(v[1].connection.kinds, [ElementKind::Lag]);
    let gateways = |at: usize| {
        [
            show(&v[at].virtual_gateway.id),
            show(&v[at].direct_connect_gateway.id),
        ]
    };
    assert_eq!(gateways(1), ["-", "dxgw"]);
    assert_eq!(
        gateways(2),
        ["virtual-gateway/vgw", "direct-connect-gateway/dxgw"]
    );
    assert_eq!(gateways(3), ["-", "elsewhere"]);
    assert_eq!(gateways(4), ["5f294f92-bafb-4011-916d-9b0bEXAMPLE", "-"]);
    assert_eq!(gateways(5), ["-", "5f294f92-bafb-4011-916d-9b0b00000000"]);
    // A word outside the list is for a rule to judge.
    assert_eq!(show(&v[6].interface_type), "hosted");
    assert!(v[6].kind().is_none());
    let dxgw = &design.direct_connect_gateways.as_slice()[0];
    assert_eq!(
        (
            show(&dxgw.asn),
            show(&dxgw.error),
            dxgw.prefix_allocations.get()
        ),
        ("64600".into(), "none".into(), Some(5))
    );
}

#[test]
fn ties_of_direct_connect_gateways() {
    let design = design(
        "
direct_connect_gateway_associations:
  a:
    gateway: dxgw
    gateway_account: 111111111111
    to: virtual-gateway/vgw
    to_account: 222222222222
    to_region: eu-west-1
    core_network: core-1
    allowed_prefixes: [10.0.0.0/16]
    error: none
    state: associating
  b: {gateway: dxgw, to: transit-gateway/tgw}
direct_connect_gateway_attachments:
  c: {gateway: dxgw, virtual_interface: vif-1, type: TransitVirtualInterface, error: none}
direct_connect_gateway_association_proposals:
  d: {gateway: dxgw, gateway_account: '1', to: tgw, requested_prefixes: []}
",
    );
    let a = design.direct_connect_gateway_associations.as_slice();
    assert_eq!(
        [
            &a[0].gateway.id,
            &a[0].gateway_owner,
            &a[0].to.id,
            &a[0].to_owner,
            &a[0].to_region,
            &a[0].core_network,
            &a[0].error
        ]
        .map(show),
        [
            "dxgw",
            "111111111111",
            "virtual-gateway/vgw",
            "222222222222",
            "eu-west-1",
            "core-1",
            "none"
        ]
    );
    assert_eq!(a[0].to.kinds, [ElementKind::VirtualGateway]);
    assert_eq!(all(a[0].allowed_prefixes.as_ref().unwrap()), "10.0.0.0/16");
    assert_eq!(a[0].head.state.word(), "associating");
    assert!(a[1].allowed_prefixes.is_none());
    let c = &design.direct_connect_gateway_attachments.as_slice()[0];
    assert_eq!(
        [
            &c.gateway.id,
            &c.virtual_interface.id,
            &c.attachment_type,
            &c.error
        ]
        .map(show),
        ["dxgw", "vif-1", "TransitVirtualInterface", "none"]
    );
    let d = &design.direct_connect_gateway_proposals.as_slice()[0];
    assert_eq!(
        d.to.kinds,
        [ElementKind::VirtualGateway, ElementKind::TransitGateway]
    );
    assert_eq!(d.requested_prefixes.as_ref().map(Vec::len), Some(0));
}

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
