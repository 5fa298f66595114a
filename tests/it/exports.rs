//! Exports of the providers beside AWS, from files to a design.

use std::path::Path;

use netvet::app::inventory::totals;
use netvet::app::load::{LoadOptions, Loaded, load};
use netvet::app::progress::Silent;
use netvet::import::read::Readers;
use netvet::model::*;
use netvet::profile::Profiles;
use netvet::provider::{PROFILES, READERS};
use netvet::source::{Field, Limits, Scalar};

fn load_as(case: &str, provider: Option<&'static str>) -> Loaded {
    let now = Time::parse("2026-06-01T00:00:00Z").unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/import")
        .join(case);
    let loaded = load(&LoadOptions {
        paths: &[path],
        provider: provider.map(ProviderId),
        account: None,
        region: None,
        as_of: Some(now),
        now,
        limits: Limits::default(),
        ignore_files: false,
        readers: Readers {
            exports: READERS,
            design: netvet::import::yaml::read,
        },
        profiles: &Profiles::new(PROFILES),
        progress: &Silent,
    });
    assert!(!loaded.is_faulty(), "{case}: {:?}", loaded.problems());
    assert!(loaded.refused.is_empty(), "{case}: {:?}", loaded.refused);
    assert!(
        loaded.passed_over.is_empty(),
        "{case}: {:?}",
        loaded.passed_over
    );
    loaded
}

fn counts(loaded: &Loaded) -> Vec<(&'static str, usize)> {
    let all = totals(loaded).into_iter();
    all.map(|(kind, count)| (kind.word(), count)).collect()
}

fn kinds(loaded: &Loaded) -> Vec<&str> {
    loaded.inputs.iter().map(|i| i.kind.as_str()).collect()
}

fn rules(loaded: &Loaded) -> Vec<&str> {
    loaded.findings.iter().map(|f| f.rule.name).collect()
}

fn text<T: std::fmt::Display + Copy>(field: &Field<T>) -> String {
    field
        .get()
        .map_or("-".to_owned(), |value| value.to_string())
}

fn list(fields: &[Field<Cidr>]) -> Vec<String> {
    fields.iter().map(text).collect()
}

fn blocks(cidrs: &[CidrBlock]) -> Vec<String> {
    cidrs.iter().map(|block| text(&block.cidr)).collect()
}

fn target(route: &Route) -> String {
    match &route.target {
        RouteTarget::None => "none".to_owned(),
        RouteTarget::Local => "local".to_owned(),
        RouteTarget::Blackhole => "blackhole".to_owned(),
        RouteTarget::To(link) => format!("{} {}", link.kinds[0].word(), text(&link.id)),
        RouteTarget::Other(id) => format!("other {}", text(id)),
    }
}

fn routes(table: &RouteTable) -> Vec<(String, String, RouteOrigin)> {
    let routes = table.routes.as_ref().unwrap().iter();
    routes
        .map(|route| (text(&route.to), target(route), route.origin))
        .collect()
}

#[test]
fn the_examples_of_outscale_are_read() {
    let loaded = load_as("outscale/api-examples", None);
    assert_eq!(
        counts(&loaded),
        [
            ("network", 1),
            ("subnet", 1),
            ("peering", 1),
            ("route-table", 1),
            ("virtual-gateway", 1),
            ("connection", 1),
            ("virtual-interface", 1),
            ("bgp-peer", 1),
            ("customer-gateway", 1),
            ("vpn-connection", 1),
            ("vpn-tunnel", 1),
        ]
    );
    assert_eq!(
        kinds(&loaded),
        [
            "outscale.ResponseContext",
            "outscale.NetToVirtualGatewayLink",
            "outscale.ReadClientGateways",
            "outscale.ReadDirectLinkInterfaces",
            "outscale.ReadDirectLinks",
            "outscale.ReadNetAccessPointServices",
            "outscale.ReadNetPeerings",
            "outscale.ReadNets",
            "outscale.ReadRouteTables",
            "outscale.ReadSubnets",
            "outscale.ReadVirtualGateways",
            "outscale.ReadVpnConnections",
        ]
    );
    let design = &loaded.design;
    assert!(
        design
            .all()
            .all(|id| design.head(id).provider.0 == "outscale")
    );
    let table = &design.route_tables.as_slice()[0];
    assert_eq!(table.main.get(), Some(true));
    assert_eq!(
        routes(table),
        [(
            "10.0.0.0/16".to_owned(),
            "local".to_owned(),
            RouteOrigin::Local
        )]
    );
    let subnet = &design.subnets.as_slice()[0];
    assert_eq!(text(&subnet.head.region), "eu-west-2");
    assert_eq!(subnet.available_addresses.get(), Some(16379));
    let peer = &design.bgp_peers.as_slice()[0];
    assert_eq!(text(&peer.effective_asn()), "65000");
    assert_eq!(text(&peer.head.name), "MyDirectLinkInterface/v4");
    assert_eq!(
        peer.virtual_interface.get(),
        design.virtual_interfaces.ids().next()
    );
    let gateway = &design.virtual_gateways.as_slice()[0];
    let attachments = gateway.attachments.as_ref().unwrap();
    assert_eq!(attachments[0].state.phase, Phase::Active);
    assert_eq!(
        design.connections.as_slice()[0].head.state.phase,
        Phase::Active
    );
}

#[test]
fn every_target_of_outscale_leads_where_it_should() {
    let loaded = load_as("outscale/made-up", None);
    let design = &loaded.design;
    let table = &design.route_tables.as_slice()[0];
    let found = routes(table);
    let expected = [
        ("10.1.0.0/16", "local", RouteOrigin::Local),
        ("10.2.0.0/16", "local", RouteOrigin::Local),
        (
            "0.0.0.0/0",
            "internet-gateway igw-00000001",
            RouteOrigin::Static,
        ),
        ("10.3.0.0/16", "peering pcx-00000001", RouteOrigin::Static),
        ("10.4.0.0/16", "interface eni-00000001", RouteOrigin::Static),
        ("-", "other vpce-00000001", RouteOrigin::Static),
        (
            "10.5.0.0/16",
            "virtual-gateway vgw-00000001",
            RouteOrigin::Propagated,
        ),
        // Not a local one: it was written by hand, and what it led to is gone.
        ("10.6.0.0/16", "none", RouteOrigin::Static),
    ];
    for (route, (to, target, origin)) in found.iter().zip(expected) {
        assert_eq!(*route, (to.to_owned(), target.to_owned(), origin));
    }
    assert_eq!(found.len(), expected.len());
    assert!(
        design.route_tables.as_slice()[0]
            .routes
            .as_ref()
            .unwrap()
            .iter()
            .all(|route| route.more_targets.is_empty())
    );
    let [tied, free] = design.internet_gateways.as_slice() else {
        panic!()
    };
    assert_eq!(tied.attachments.as_ref().unwrap().len(), 1);
    assert_eq!(free.attachments.as_ref().unwrap().len(), 0);
    let [vpn] = design.vpn_connections.as_slice() else {
        panic!()
    };
    assert_eq!(
        list(vpn.static_routes.as_ref().unwrap()),
        ["192.168.0.0/24"]
    );
    assert!(vpn.secret.is_some());
    let [tunnel] = design.vpn_tunnels.as_slice() else {
        panic!()
    };
    assert_eq!(tunnel.is_up(), Some(true));
    assert_eq!(text(&tunnel.inside_cidr), "169.254.254.0/30");
    assert!(tunnel.pre_shared_key.get().is_some());
    // A page that ends with a token is not the whole list; quotas are counted and nothing more.
    assert_eq!(rules(&loaded), ["input-truncated"]);
    let [quotas] = loaded.not_modelled.as_slice() else {
        panic!()
    };
    assert_eq!(
        (quotas.kind.as_str(), quotas.count),
        ("outscale.ReadQuotas", 1)
    );
    let whole = |kind| {
        design
            .about
            .listings
            .iter()
            .any(|l| l.kind == kind && !l.truncated)
    };
    assert!(whole(ElementKind::VpnConnection) && !whole(ElementKind::RouteTable));
}

#[test]
fn both_faces_of_outscale_show_one_kind_of_peering() {
    let named = load_as("outscale/documents", Some("outscale"));
    let [own, like_aws] = named.design.peerings.as_slice() else {
        panic!()
    };
    for peering in [own, like_aws] {
        assert_eq!(peering.head.provider.0, "outscale");
        assert_eq!(peering.head.state.phase, Phase::AwaitingAcceptance);
    }
    assert_eq!(list(&own.accepter.cidrs), ["172.16.0.0/16"]);
    assert_eq!(list(&like_aws.accepter.cidrs), ["172.16.0.0/28"]);
    assert_eq!(text(&like_aws.requester.owner), "444455556666");
    assert!(named.findings.is_empty(), "{:?}", rules(&named));
    // Nothing in it tells that it is not of AWS.
    let other = load_as("outscale/documents", Some("aws"));
    let providers: Vec<_> = other
        .design
        .peerings
        .iter()
        .map(|(_, p)| p.head.provider.0)
        .collect();
    assert_eq!(providers, ["outscale", "aws"]);
}

#[test]
fn the_examples_of_open_telekom_cloud_are_read() {
    for (named, provider) in [(None, "huawei"), (Some("otc"), "otc")] {
        let loaded = load_as("huawei/vpc-examples", named);
        assert_eq!(
            counts(&loaded),
            [("network", 6), ("peering", 2), ("route-table", 3)]
        );
        let heads = loaded.design.all().map(|id| loaded.design.head(id));
        assert!(heads.into_iter().all(|head| head.provider.0 == provider));
        let expected = format!("{provider}.vpc.ListVpcPeerings");
        assert!(kinds(&loaded).contains(&expected.as_str()));
    }
    let loaded = load_as("huawei/dc-examples", Some("otc"));
    assert_eq!(
        counts(&loaded),
        [
            ("virtual-gateway", 1),
            ("connection", 1),
            ("virtual-interface", 2),
            ("bgp-peer", 2),
            ("prefix-list", 1),
        ]
    );
    let connection = &loaded.design.connections.as_slice()[0];
    assert_eq!(connection.is_hosted(), Some(true));
    assert_eq!(connection.vlan.get(), Some(228));
    let peer = &loaded.design.bgp_peers.as_slice()[0];
    assert_eq!(text(&peer.route_mode), "static");
    assert!(peer.effective_asn().is_absent());
}

#[test]
fn an_answer_without_a_wrapper_is_the_peering_itself() {
    let loaded = load_as("huawei/client-tests/accepted.json", None);
    let [peering] = loaded.design.peerings.as_slice() else {
        panic!()
    };
    assert_eq!(peering.head.state.phase, Phase::Active);
    assert_eq!(
        text(&peering.accepter.owner),
        "17fbda95add24720a4038ba4b1c705ed"
    );
    assert_eq!(peering.head.mode, Mode::Export);
    let listed = load_as("huawei/client-tests/list.json", None);
    assert_eq!(counts(&listed), [("peering", 3)]);
}

#[test]
fn a_request_is_a_peering_that_is_planned() {
    let request = load_as("huawei/documents/create-request.json", None);
    let [peering] = request.design.peerings.as_slice() else {
        panic!()
    };
    assert_eq!(peering.head.mode, Mode::Design);
    assert_eq!(text(&peering.head.name), "test");
    // As of everything that is planned.
    assert_eq!(peering.head.state.phase, Phase::Active);
    let answer = load_as("huawei/documents/create-answer.json", None);
    let [peering] = answer.design.peerings.as_slice() else {
        panic!()
    };
    assert_eq!(peering.head.mode, Mode::Export);
    // Projects are compared, and shown, in one form.
    assert_eq!(
        text(&peering.requester.owner),
        "f65e9ebced5d418ba9319a723718ba4e"
    );
    assert!(request.findings.is_empty() && answer.findings.is_empty());
}

#[test]
fn routes_without_a_table_are_those_of_default_tables() {
    let loaded = load_as("huawei/routes", Some("otc"));
    let design = &loaded.design;
    let tables: Vec<_> = design
        .route_tables
        .iter()
        .map(|(_, table)| {
            let to: Vec<_> = routes(table).into_iter().map(|(to, ..)| to).collect();
            (table.head.printed_id().to_string(), to.join(" "))
        })
        .collect();
    let id = "0a000000-0000-0000-0000-000000000002/default";
    let empty = "0a000000-0000-0000-0000-000000000003/default";
    // What both lists show stands once; the project of the fourth network gave no routes.
    assert_eq!(
        tables,
        [
            (id.to_owned(), "10.1.0.0/16".to_owned()),
            (
                "0d000000-0000-0000-0000-000000000001".to_owned(),
                "10.1.0.0/24 10.2.0.0/16 192.168.0.0/24 192.168.1.0/24 0.0.0.0/0 10.4.0.0/16"
                    .to_owned()
            ),
            (empty.to_owned(), String::new()),
        ]
    );
    let default = &design.route_tables.as_slice()[1];
    let origins: Vec<_> = routes(default)
        .into_iter()
        .map(|(_, to, origin)| (to, origin))
        .collect();
    assert_eq!(origins[0], ("local".to_owned(), RouteOrigin::Local));
    assert_eq!(origins[2].1, RouteOrigin::Propagated);
    assert_eq!(origins[3].0, "other 10.1.0.9");
    assert_eq!(counts(&loaded), [("network", 4), ("route-table", 1)]);
    // A network may have no range at all.
    assert!(design.networks.as_slice()[2].cidrs.is_empty());
    assert_eq!(
        design.networks.as_slice()[2].head.state.phase,
        Phase::Provisioning
    );
    assert!(loaded.findings.is_empty(), "{:?}", rules(&loaded));
}

#[test]
fn three_generations_stand_beside_each_other() {
    let loaded = load_as("huawei/generations", Some("huawei"));
    let design = &loaded.design;
    let network = &design.networks.as_slice()[0];
    assert_eq!(
        blocks(&network.cidrs),
        ["10.1.0.0/16", "10.8.0.0/16", "100.70.0.0/16"]
    );
    assert!(network.ipv4_listed && network.cidrs[0].primary && !network.cidrs[1].primary);
    assert_eq!(network.head.tag("env").unwrap(), "prod");
    let [old, new] = design.subnets.as_slice() else {
        panic!()
    };
    assert_eq!(blocks(&old.cidrs), ["10.1.2.0/24", "2001:db8:b::/64"]);
    assert_eq!(blocks(&new.cidrs), ["10.1.1.0/24", "2001:db8:a::/64"]);
    assert_eq!(old.head.state.phase, Phase::Provisioning);
    assert_eq!(new.gateways.len(), 2);
    let peering = &design.peerings.as_slice()[0];
    assert_eq!(peering.requester.owner.get(), peering.accepter.owner.get());
    // date -u -d 2022-12-15T02:56:40Z +%s
    assert_eq!(peering.created.get(), Some(Time(1_671_073_000)));
    let mut said = rules(&loaded);
    said.sort_unstable();
    assert_eq!(said, ["input-truncated", "input-truncated"]);
}

#[test]
fn sessions_are_those_of_the_list_where_there_is_one() {
    let loaded = load_as("huawei/hosted-session", Some("huawei"));
    let design = &loaded.design;
    let interface = &design.virtual_interfaces.as_slice()[0];
    assert_eq!(
        list(interface.remote_prefixes.as_ref().unwrap()),
        ["192.168.0.0/24", "192.168.1.0/24", "2001:db8:d::/64"]
    );
    assert!(interface.peers_listed);
    assert_eq!(text(&interface.rate_limit), "50");
    let [v4, v6] = design.bgp_peers.as_slice() else {
        panic!()
    };
    assert_eq!(text(&v4.effective_asn()), "4200000001");
    assert_eq!(text(&v4.provider_address), "172.16.1.1/30");
    assert_eq!(v4.auth_key.get().unwrap().length, "made-up-key".len());
    assert_eq!(v4.bfd.get(), Some(true));
    assert_eq!(text(&v6.route_mode), "static");
    assert_eq!(v6.received_routes.get(), Some(-1));
    assert_eq!(v6.head.state.phase, Phase::Provisioning);
    let gateway = &design.virtual_gateways.as_slice()[0];
    assert_eq!(list(gateway.advertised.as_ref().unwrap()), ["10.1.0.0/16"]);
    assert_eq!(design.connections.as_slice()[0].is_hosted(), Some(true));
    assert_eq!(
        interface.connection.get(),
        Some(AnyId::Connection(design.connections.ids().next().unwrap()))
    );
}

#[test]
fn groups_of_prefixes_become_those_of_who_names_them() {
    let loaded = load_as("huawei/endpoint-groups", Some("otc"));
    let interface = &loaded.design.virtual_interfaces.as_slice()[0];
    assert_eq!(
        list(interface.remote_prefixes.as_ref().unwrap()),
        ["192.168.0.0/24", "192.168.1.0/24"]
    );
    let gateway = &loaded.design.virtual_gateways.as_slice()[0];
    assert_eq!(list(gateway.advertised.as_ref().unwrap()), ["10.1.0.0/16"]);
}
