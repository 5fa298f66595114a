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
