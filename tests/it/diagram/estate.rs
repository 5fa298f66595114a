//! Designs built by hand, with links resolved.

use std::net::IpAddr;

use netvet::model::network::CidrBlock;
use netvet::model::*;
use netvet::source::{Field, FileId, Span, Text};

pub(crate) fn span() -> Span {
    Span::file(FileId(0))
}

pub(crate) fn said<T>(value: T) -> Field<T> {
    Field::at(value, span())
}

pub(crate) fn text(value: &str) -> Field<Text> {
    said(Text::new(value))
}

pub(crate) fn cidr(value: &str) -> Cidr {
    Cidr(value.parse().unwrap())
}

pub(crate) fn address(value: &str) -> Field<IpAddr> {
    said(value.parse().unwrap())
}

pub(crate) fn end(value: &str) -> Field<LinkAddress> {
    let (address, len) = value.split_once('/').unwrap();
    said(LinkAddress {
        address: address.parse().unwrap(),
        len: Some(len.parse().unwrap()),
    })
}

pub(crate) fn state(word: &str, phase: Phase) -> State {
    State {
        native: text(word),
        phase,
    }
}

pub(crate) fn to<T>(id: Id<T>, written: &str) -> Link<T> {
    Link {
        id: text(written),
        target: Target::To(id),
    }
}

pub(crate) fn out<T>(written: &str) -> Link<T> {
    Link {
        id: text(written),
        target: Target::Outside,
    }
}

pub(crate) fn any(id: AnyId, written: &str) -> AnyLink {
    AnyLink {
        id: text(written),
        kinds: &[],
        target: Target::To(id),
    }
}

/// Head of an AWS element in an account and region, working.
pub(crate) fn head(id: &str, name: &str, account: &str, region: &str) -> Head {
    let field = |value: &str| {
        if value.is_empty() {
            Field::Absent
        } else {
            text(value)
        }
    };
    Head {
        provider: ProviderId("aws"),
        id: field(id),
        name: field(name),
        account: field(account),
        region: field(region),
        state: state("available", Phase::Active),
        origins: vec![span()],
        ..Head::default()
    }
}

pub(crate) fn block(value: &str) -> CidrBlock {
    CidrBlock {
        cidr: said(cidr(value)),
        state: state("associated", Phase::Active),
        primary: true,
        ..CidrBlock::default()
    }
}

pub(crate) fn network(design: &mut Design, head: Head, cidrs: &[&str]) -> Id<Network> {
    design.networks.push(Network {
        head,
        cidrs: cidrs.iter().map(|value| block(value)).collect(),
        ipv4_listed: true,
        ipv6_listed: true,
        ..Network::default()
    })
}

pub(crate) fn subnet(
    design: &mut Design,
    head: Head,
    network: Id<Network>,
    cidr: &str,
) -> Id<Subnet> {
    let written = design[network].head.printed_id();
    design.subnets.push(Subnet {
        zone: text("eu-west-1a"),
        head,
        network: to(network, &written),
        cidrs: vec![block(cidr)],
        ..Subnet::default()
    })
}

pub(crate) fn side(
    network: Link<Network>,
    owner: &str,
    region: &str,
    cidrs: &[&str],
) -> PeeringSide {
    PeeringSide {
        network,
        owner: text(owner),
        region: text(region),
        cidrs: cidrs.iter().map(|value| said(cidr(value))).collect(),
        ..PeeringSide::default()
    }
}

pub(crate) fn link<T: Element>(design: &Design, id: Id<T>) -> Link<T> {
    to(id, &T::arena(design)[id].head().printed_id())
}

pub(crate) fn peer(design: &mut Design, head: Head, a: PeeringSide, b: PeeringSide) -> Id<Peering> {
    design.peerings.push(Peering {
        head,
        requester: a,
        accepter: b,
        ..Peering::default()
    })
}

const ACCOUNT: &str = "111111111111";
const OTHER: &str = "222222222222";
const WEST: &str = "eu-west-1";
const EAST: &str = "us-east-1";

/// Two accounts, two regions, peerings in several states, and a hybrid part with every kind of element.
pub(crate) fn estate() -> Design {
    let mut d = Design::default();
    let a = |id: &str, name: &str| head(id, name, ACCOUNT, WEST);

    let prod = network(
        &mut d,
        a("vpc-0a1", "prod"),
        &["10.0.0.0/16", "2001:db8:a::/56"],
    );
    let dev = network(&mut d, a("vpc-0a2", "dev"), &["10.2.0.0/16"]);
    let shared = network(
        &mut d,
        head("vpc-0b1", "shared", OTHER, WEST),
        &["10.1.0.0/16"],
    );
    let mut far = head("vpc-0c1", "", ACCOUNT, EAST);
    far.state = state("pending", Phase::Provisioning);
    let far = network(&mut d, far, &["10.3.0.0/16"]);

    let app_a = subnet(&mut d, a("subnet-1", "app-a"), prod, "10.0.0.0/24");
    subnet(&mut d, a("subnet-2", "app-b"), prod, "10.0.1.0/24");
    subnet(&mut d, a("subnet-3", ""), dev, "10.2.0.0/24");
    subnet(
        &mut d,
        head("subnet-4", "core", OTHER, WEST),
        shared,
        "10.1.0.0/24",
    );
    // A subnet shared by an account that was not exported.
    d.subnets.push(Subnet {
        head: head("subnet-5", "lent", "333333333333", WEST),
        network: out("vpc-far"),
        cidrs: vec![block("10.9.0.0/24")],
        ..Subnet::default()
    });

    let attached = |network: Link<Network>| {
        Some(vec![NetworkAttachment {
            network,
            state: state("attached", Phase::Active),
        }])
    };
    let attachments = attached(link(&d, prod));
    d.internet_gateways.push(InternetGateway {
        head: a("igw-1", "igw"),
        attachments,
    });
    d.internet_gateways.push(InternetGateway {
        head: a("igw-2", "lonely"),
        attachments: Some(Vec::new()),
    });
    let nat = NatGateway {
        head: a("nat-1", "nat-a"),
        network: link(&d, prod),
        subnet: link(&d, app_a),
        connectivity: text("public"),
    };
    d.nat_gateways.push(nat);
    let firewall = Interface {
        head: a("eni-fw", "firewall"),
        network: link(&d, prod),
        subnet: link(&d, app_a),
        addresses: vec![address("10.0.0.10")],
        ..Interface::default()
    };
    d.interfaces.push(firewall);
    let bystander = Interface {
        head: a("eni-other", "bystander"),
        network: link(&d, prod),
        addresses: vec![address("10.0.0.77")],
        ..Interface::default()
    };
    d.interfaces.push(bystander);

    peerings(&mut d, prod, dev, shared, far);
    hybrid(&mut d, prod, shared);
    route_server(&mut d, prod);

    let table = RouteTable {
        head: a("rtb-1", "prod-main"),
        network: link(&d, prod),
        main: said(true),
        routes: Some(vec![Route {
            span: span(),
            to: said(cidr("10.2.0.0/16")),
            to_list: Link::default(),
            target: RouteTarget::To(any(AnyId::Peering(Id::new(0)), "pcx-1")),
            more_targets: Vec::new(),
            more_destinations: Vec::new(),
            origin: RouteOrigin::Static,
            state: text("blackhole"),
        }]),
        ..RouteTable::default()
    };
    d.route_tables.push(table);
    d
}

fn peerings(
    d: &mut Design,
    prod: Id<Network>,
    dev: Id<Network>,
    shared: Id<Network>,
    far: Id<Network>,
) {
    let a = |id: &str, name: &str, word: &str, phase: Phase| {
        let mut head = head(id, name, ACCOUNT, WEST);
        head.state = state(word, phase);
        head
    };
    let (left, right) = (link(d, prod), link(d, dev));
    let one = side(left, ACCOUNT, WEST, &[]);
    let two = side(right, ACCOUNT, WEST, &[]);
    peer(
        d,
        a("pcx-1", "core", "active", Phase::Active),
        one.clone(),
        two.clone(),
    );
    peer(
        d,
        a("pcx-2", "core-2", "active", Phase::Active),
        one.clone(),
        two.clone(),
    );
    peer(
        d,
        a("pcx-3", "again", "rejected", Phase::Refused),
        one.clone(),
        two,
    );
    let shared = side(link(d, shared), OTHER, WEST, &[]);
    let pending = peer(
        d,
        a(
            "pcx-4",
            "prod-shared",
            "pending-acceptance",
            Phase::AwaitingAcceptance,
        ),
        one.clone(),
        shared,
    );
    d[pending].expires = said(Time(1_796_083_200));
    let far = side(link(d, far), ACCOUNT, EAST, &[]);
    peer(d, a("pcx-5", "", "active", Phase::Active), one.clone(), far);
    let partner = side(out("vpc-partner"), "444444444444", WEST, &["172.16.0.0/16"]);
    peer(
        d,
        a("pcx-6", "partner", "active", Phase::Active),
        one.clone(),
        partner,
    );
    peer(
        d,
        a("pcx-7", "", "failed", Phase::Failed),
        one,
        PeeringSide::default(),
    );
}

fn hybrid(d: &mut Design, prod: Id<Network>, shared: Id<Network>) {
    let a = |id: &str, name: &str| head(id, name, ACCOUNT, WEST);
    let global = |id: &str, name: &str| head(id, name, ACCOUNT, "");
    let hq = d.sites.push(Site {
        head: Head {
            name: text("hq"),
            ..Head::default()
        },
        prefixes: Some(vec![said(cidr("192.168.0.0/16"))]),
        asn: said(Asn::new(65_001)),
        ..Site::default()
    });
    let lab = d.sites.push(Site {
        head: Head {
            name: text("lab"),
            ..Head::default()
        },
        asn: said(Asn::new(65_002)),
        ..Site::default()
    });
    let r1 = SiteRouter {
        head: Head {
            name: text("hq/r1"),
            mode: Mode::Design,
            ..Head::default()
        },
        site: to(hq, "hq"),
        asn: said(Asn::new(65_001)),
    };
    let r1 = d.site_routers.push(r1);
    d.site_links.push(SiteLink {
        head: Head {
            name: text("hq-lab"),
            ..Head::default()
        },
        from: to(hq, "hq"),
        to: to(lab, "lab"),
        ..SiteLink::default()
    });

    let port = |id: &str, name: &str, device: &str| Connection {
        head: a(id, name),
        location: text("EqDB2"),
        device: text(device),
        bandwidth: text("10Gbps"),
        ..Connection::default()
    };
    let dx1 = d.connections.push(port("dxcon-1", "dx-1", "EqDB2-7"));
    let dx2 = d.connections.push(port("dxcon-2", "dx-2", "EqDB2-8"));
    let mut dx3 = port("dxcon-3", "dx-3", "EqDB2-8");
    dx3.head.state = state("down", Phase::Degraded);
    let dx3 = d.connections.push(dx3);
    let lag = Lag {
        head: a("dxlag-1", "lag-1"),
        connections: Some(vec![link(d, dx2), link(d, dx3)]),
        minimum_links: said(1),
        location: text("EqDB2"),
        device: text("EqDB2-8"),
        bandwidth: text("10Gbps"),
        ..Lag::default()
    };
    let lag = d.lags.push(lag);
    d.shared_risks.push(SharedRisk {
        head: Head {
            name: text("duct-west"),
            ..Head::default()
        },
        members: vec![any(AnyId::Connection(dx1), "dx-1")],
    });

    let vgw = VirtualGateway {
        head: a("vgw-1", "vgw-prod"),
        asn: said(Asn::new(64_512)),
        attachments: Some(vec![NetworkAttachment {
            network: link(d, prod),
            state: state("attached", Phase::Active),
        }]),
        advertised: None,
        advertised_list: Default::default(),
    };
    let vgw = d.virtual_gateways.push(vgw);
    let dxgw = d.direct_connect_gateways.push(DirectConnectGateway {
        head: global("dxgw-1", "dxgw"),
        asn: said(Asn::new(64_600)),
        ..DirectConnectGateway::default()
    });
    let association = DirectConnectGatewayAssociation {
        head: Head {
            state: state("associating", Phase::Provisioning),
            ..global("assoc-1", "dxgw-prod")
        },
        gateway: link(d, dxgw),
        to: any(AnyId::VirtualGateway(vgw), "vgw-1"),
        allowed_prefixes: Some(vec![said(cidr("10.0.0.0/16"))]),
        ..DirectConnectGatewayAssociation::default()
    };
    d.direct_connect_gateway_associations.push(association);

    let interface = |head: Head, connection: AnyLink, kind: &str, vlan: i64| VirtualInterface {
        head,
        interface_type: text(kind),
        connection,
        vlan: said(vlan),
        mtu: said(1500),
        ..VirtualInterface::default()
    };
    let mut vif1 = interface(
        a("dxvif-1", "vif-1"),
        any(AnyId::Connection(dx1), "dxcon-1"),
        "private",
        101,
    );
    vif1.direct_connect_gateway = link(d, dxgw);
    let vif1 = d.virtual_interfaces.push(vif1);
    let mut vif2 = interface(
        a("dxvif-2", "vif-2"),
        any(AnyId::Lag(lag), "dxlag-1"),
        "transit",
        102,
    );
    vif2.direct_connect_gateway = link(d, dxgw);
    let vif2 = d.virtual_interfaces.push(vif2);
    let attachment = DirectConnectGatewayAttachment {
        head: global("", ""),
        gateway: link(d, dxgw),
        virtual_interface: link(d, vif2),
        ..DirectConnectGatewayAttachment::default()
    };
    d.direct_connect_gateway_attachments.push(attachment);
    let mut public = interface(
        a("dxvif-3", "public"),
        AnyLink {
            id: text("dxcon-partner"),
            kinds: &[ElementKind::Connection, ElementKind::Lag],
            target: Target::Outside,
        },
        "public",
        103,
    );
    public.route_filter_prefixes = Some(vec![said(cidr("203.0.113.0/24"))]);
    let public = d.virtual_interfaces.push(public);

    let session = |id: &str, name: &str, vif: Link<VirtualInterface>, family, asn: u64| BgpPeer {
        head: a(id, name),
        virtual_interface: vif,
        family: said(family),
        asn: said(Asn::new(asn)),
        status: text("up"),
        ..BgpPeer::default()
    };
    let mut v4 = session("dxpeer-1", "", link(d, vif1), Family::Ipv4, 65_001);
    v4.customer_address = end("192.168.1.2/30");
    v4.provider_address = end("192.168.1.1/30");
    v4.site = to(hq, "hq");
    v4.router = to(r1, "r1");
    d.bgp_peers.push(v4);
    let mut v6 = session("dxpeer-2", "", link(d, vif1), Family::Ipv6, 65_001);
    v6.customer_address = end("2001:db8::2/125");
    v6.provider_address = end("2001:db8::1/125");
    v6.status = text("down");
    v6.site = to(hq, "hq");
    v6.router = to(r1, "r1");
    d.bgp_peers.push(v6);
    let v4 = session("dxpeer-3", "", link(d, vif2), Family::Ipv4, 65_003);
    d.bgp_peers.push(v4);
    let v4 = session("dxpeer-4", "", link(d, public), Family::Ipv4, 65_003);
    d.bgp_peers.push(v4);

    transit(d, prod, shared, dxgw, hq);
}

fn transit(
    d: &mut Design,
    prod: Id<Network>,
    shared: Id<Network>,
    dxgw: Id<DirectConnectGateway>,
    hq: Id<Site>,
) {
    let a = |id: &str, name: &str| head(id, name, ACCOUNT, WEST);
    let tgw = d.transit_gateways.push(TransitGateway {
        head: a("tgw-1", "hub"),
        asn: said(Asn::new(64_520)),
        ..TransitGateway::default()
    });
    let cgw = d.customer_gateways.push(CustomerGateway {
        head: a("cgw-1", "cgw-hq"),
        asn: said(Asn::new(65_001)),
        address: address("203.0.113.10"),
        site: to(hq, "hq"),
        ..CustomerGateway::default()
    });
    let vpn = VpnConnection {
        head: a("vpn-1", "backup"),
        customer_gateway: link(d, cgw),
        transit_gateway: link(d, tgw),
        static_only: said(false),
        ..VpnConnection::default()
    };
    let vpn = d.vpn_connections.push(vpn);
    for (n, status) in [(1, "UP"), (2, "DOWN")] {
        let tunnel = VpnTunnel {
            head: Head {
                name: text(&format!("t{n}")),
                ..a("", "")
            },
            connection: link(d, vpn),
            inside_cidr: said(cidr(&format!("169.254.{n}.0/30"))),
            outside_address: address(&format!("198.51.100.{n}")),
            status: text(status),
            ..VpnTunnel::default()
        };
        d.vpn_tunnels.push(tunnel);
    }
    let attach = |id: &str, name: &str, word: &str, resource: AnyLink| TransitGatewayAttachment {
        head: a(id, name),
        gateway: to(tgw, "tgw-1"),
        resource_type: text(word),
        resource,
        ..TransitGatewayAttachment::default()
    };
    let first = d.transit_gateway_attachments.push(attach(
        "tgw-attach-1",
        "a-prod",
        "vpc",
        any(AnyId::Network(prod), "vpc-0a1"),
    ));
    d.transit_gateway_attachments.push(attach(
        "tgw-attach-2",
        "",
        "vpc",
        any(AnyId::Network(shared), "vpc-0b1"),
    ));
    d.transit_gateway_attachments.push(attach(
        "tgw-attach-3",
        "",
        "vpn",
        any(AnyId::VpnConnection(vpn), "vpn-1"),
    ));
    d.transit_gateway_attachments.push(attach(
        "tgw-attach-4",
        "",
        "direct-connect-gateway",
        any(AnyId::DirectConnectGateway(dxgw), "dxgw-1"),
    ));
    let mut peering = attach("tgw-attach-5", "to-partner", "peering", AnyLink::default());
    peering.requester.gateway = to(tgw, "tgw-1");
    peering.accepter = TransitPeer {
        gateway: out("tgw-other"),
        owner: text("444444444444"),
        region: text(EAST),
        ..TransitPeer::default()
    };
    d.transit_gateway_attachments.push(peering);
    d.transit_gateway_route_tables
        .push(TransitGatewayRouteTable {
            head: a("tgw-rtb-1", "spokes"),
            gateway: to(tgw, "tgw-1"),
            associations: Some(vec![AttachmentEntry {
                attachment: to(first, "tgw-attach-1"),
                resource_type: text("vpc"),
                state: state("associated", Phase::Active),
            }]),
            propagations: Some(Vec::new()),
            routes: None,
            ..TransitGatewayRouteTable::default()
        });
}

fn route_server(d: &mut Design, prod: Id<Network>) {
    let a = |id: &str, name: &str| head(id, name, ACCOUNT, WEST);
    let server = RouteServer {
        head: a("rs-1", "rs"),
        asn: said(Asn::new(65_100)),
        associations: Some(vec![RouteServerAssociation {
            network: link(d, prod),
            state: state("associated", Phase::Active),
        }]),
        ..RouteServer::default()
    };
    let server = d.route_servers.push(server);
    let endpoint = RouteServerEndpoint {
        head: a("rse-1", "e1"),
        server: link(d, server),
        network: link(d, prod),
        subnet: to(Id::new(0), "subnet-1"),
        address: address("10.0.0.4"),
        ..RouteServerEndpoint::default()
    };
    let endpoint = d.route_server_endpoints.push(endpoint);
    let peer = RouteServerPeer {
        head: a("rsp-1", "fw-1"),
        endpoint: link(d, endpoint),
        server: link(d, server),
        network: link(d, prod),
        address: address("10.0.0.10"),
        asn: said(Asn::new(65_010)),
        liveness: text("bfd"),
        bgp_status: text("up"),
        bfd_status: text("down"),
        ..RouteServerPeer::default()
    };
    d.route_server_peers.push(peer);
}
