use super::{all, at, design, place, show};
use crate::model::{ElementKind, Family, Mode, Phase, Presence, RouteOrigin, RouteTarget};
use crate::source::Text;

#[test]
fn what_every_element_says() {
    let text = "
provider: aws
account: 012345678901
region: eu-west-1
networks:
  prod:
    id: vpc-1
    account: 000000000042
    region: us-east-1
    provider: outscale
    state: pending
    tags: {Name: prod, cost centre: 7, Empty: }
    subnets:
      a: {}
  bare:
";
    let design = design(text);
    let head = &design.networks.as_slice()[0].head;
    assert_eq!((head.mode, head.presence), (Mode::Design, Presence::Listed));
    assert_eq!(
        [&head.id, &head.name, &head.account, &head.region].map(show),
        ["vpc-1", "prod", "000000000042", "us-east-1"]
    );
    assert_eq!(place(text, &head.account), "000000000042");
    assert_eq!(place(text, &head.name), "prod");
    assert_eq!(at(text, head.origin()), "prod");
    assert_eq!(head.provider.0, "outscale");
    assert_eq!(
        (head.state.word(), head.state.phase),
        ("pending", Phase::Unstated)
    );
    let tags: Vec<String> = head
        .tags
        .iter()
        .map(|tag| format!("{}={}", show(&tag.key), show(&tag.value)))
        .collect();
    assert_eq!(tags, ["Name=prod", "cost centre=7", "Empty=-"]);
    assert_eq!(place(text, &head.tags[1].key), "cost centre");
    let inside = &design.subnets.as_slice()[0].head;
    assert_eq!(show(&inside.name), "prod/a");
    assert_eq!(place(text, &inside.name), "a");
    assert_eq!(inside.provider.0, "outscale");
    assert_eq!(show(&inside.account), "000000000042");
    // What the file as a whole says is filled in later, see the tests of `defaults`.
    let bare = &design.networks.as_slice()[1].head;
    assert_eq!(bare.provider.0, "aws");
    assert_eq!(
        [&bare.id, &bare.account, &bare.region].map(show),
        ["-", "-", "-"]
    );
}

#[test]
fn blocks_of_networks_and_subnets() {
    let text = "
networks:
  n:
    cidrs:
      - 2001:db8::/56
      - {cidr: 10.0.0.0/16, state: associating, source: amazon, pool: p, attribute: private, border_group: g}
      - 10.1.0.1/16
    is_default: true
    subnets:
      s:
        cidrs: 10.0.0.0/24
        zone: eu-west-1a
        zone_id: euw1-az1
        ipv6_only: false
        gateways: [10.0.0.1]
        available_addresses: 251
        outpost: op-1
        route_table: rtb-1
  none: {subnets: {}}
";
    let design = design(text);
    let network = &design.networks.as_slice()[0];
    let blocks: Vec<(String, bool, &str)> = network
        .cidrs
        .iter()
        .map(|b| (show(&b.cidr), b.primary, b.state.word()))
        .collect();
    assert_eq!(
        blocks,
        [
            ("2001:db8::/56".to_owned(), false, ""),
            ("10.0.0.0/16".to_owned(), true, "associating"),
            ("10.1.0.1/16".to_owned(), false, ""),
        ]
    );
    let second = &network.cidrs[1];
    assert_eq!(
        [
            &second.source,
            &second.pool,
            &second.attribute,
            &second.border_group
        ]
        .map(show),
        ["amazon", "p", "private", "g"]
    );
    assert_eq!(place(text, &second.cidr), "10.0.0.0/16");
    assert_eq!(network.is_default.get(), Some(true));
    assert!(network.ipv4_listed && network.ipv6_listed);
    assert!(!design.networks.as_slice()[1].ipv4_listed);
    let subnet = &design.subnets.as_slice()[0];
    assert_eq!(show(&subnet.cidrs[0].cidr), "10.0.0.0/24");
    assert!(!subnet.cidrs[0].primary);
    assert_eq!(show(&subnet.network.id), "n");
    assert_eq!(
        [&subnet.zone, &subnet.zone_id, &subnet.outpost].map(show),
        ["eu-west-1a", "euw1-az1", "op-1"]
    );
    assert_eq!(subnet.ipv6_only.get(), Some(false));
    assert_eq!(subnet.available_addresses.get(), Some(251));
    assert_eq!(all(&subnet.gateways), "10.0.0.1");
    assert_eq!(show(&subnet.route_table.id), "rtb-1");
}

#[test]
fn prefix_lists_and_interfaces() {
    let design = design(
        "
prefix_lists:
  dc: {entries: [192.168.0.0/16, 192.0.2.1/32], family: IPv4, max_entries: 10}
  open: {}
interfaces:
  fw:
    network: prod
    subnet: app-a
    addresses: 10.0.0.10
    public_addresses: [203.0.113.1]
    forwards: true
    type: interface
    source_dest_check: false
",
    );
    let lists = design.prefix_lists.as_slice();
    assert_eq!(
        all(lists[0].entries.as_ref().unwrap()),
        "192.168.0.0/16 192.0.2.1/32"
    );
    assert_eq!(lists[0].family.get(), Some(Family::Ipv4));
    assert_eq!(lists[0].max_entries.get(), Some(10));
    assert!(lists[1].entries.is_none());
    let interface = &design.interfaces.as_slice()[0];
    assert_eq!(show(&interface.network.id), "prod");
    assert_eq!(show(&interface.subnet.id), "app-a");
    assert_eq!(all(&interface.addresses), "10.0.0.10");
    assert_eq!(all(&interface.public_addresses), "203.0.113.1");
    assert_eq!(interface.forwards.get(), Some(true));
    assert_eq!(interface.source_dest_check.get(), Some(false));
    assert_eq!(show(&interface.interface_type), "interface");
}

#[test]
fn both_sides_of_a_peering() {
    let design = design(
        "
peerings:
  p:
    requester: prod
    accepter:
      network: network/shared
      account: 222222222222
      region: us-east-1
      cidrs: [10.1.0.0/16]
      dns: true
      classic_link: false
      multipath: true
      multipath_mode: all
    state: pending-acceptance
    expires: 2026-12-01T00:00:00Z
    created: 2026-11-24
    message: waits
    description: for the shop
    multipath_status: pending
",
    );
    let peering = &design.peerings.as_slice()[0];
    assert_eq!(show(&peering.requester.network.id), "prod");
    let side = &peering.accepter;
    assert_eq!(show(&side.network.id), "network/shared");
    assert_eq!(
        [&side.owner, &side.region, &side.multipath_mode].map(show),
        ["222222222222", "us-east-1", "all"]
    );
    assert_eq!(all(&side.cidrs), "10.1.0.0/16");
    assert_eq!(
        [
            side.dns.get(),
            side.classic_link.get(),
            side.multipath.get()
        ],
        [Some(true), Some(false), Some(true)]
    );
    assert_eq!(show(&peering.expires), "2026-12-01T00:00:00Z");
    assert_eq!(show(&peering.created), "2026-11-24T00:00:00Z");
    assert_eq!(
        [
            &peering.message,
            &peering.description,
            &peering.multipath_status
        ]
        .map(show),
        ["waits", "for the shop", "pending"]
    );
    assert_eq!(peering.head.state.word(), "pending-acceptance");
}

/// A route in a few words.
fn target(target: &RouteTarget) -> String {
    match target {
        RouteTarget::None => "none".into(),
        RouteTarget::Local => "local".into(),
        RouteTarget::Blackhole => "blackhole".into(),
        RouteTarget::Other(id) => format!("other {}", show(id)),
        RouteTarget::To(link) => {
            let kinds: Vec<&str> = link.kinds.iter().map(|kind| kind.word()).collect();
            let kinds = if kinds.len() > 2 {
                "any".into()
            } else {
                kinds.join(",")
            };
            format!("{} [{kinds}]", show(&link.id))
        }
    }
}

#[test]
fn routes_lead_to_what_they_name() {
    let text = "
peerings: {core: {}}
virtual_gateways: {vgw: {id: vgw-1}}
route_tables:
  main:
    network: prod
    main: true
    subnets: [app-a, {subnet: app-b, state: associating}]
    propagate: vgw
    routes:
      - {to: 10.1.0.0/16, via: peering/core}
      - {to: 10.2.0.0/16, via: core}
      - {to: 10.3.0.0/16, via: vgw-1}
      - {to: 10.4.0.0/16, via: eni-77}
      - {to: prefix-list/dc, via: blackhole}
      - {to: pl-1, via: local, origin: local, state: active}
      - {to: [10.5.0.0/16, 10.6.0.0/16], via: [interface/a, other/vpce-1]}
      - {to: '::/0'}
      - {to: 10.7.0.0/16, via: vgw, origin: propagated}
  edge: {network: prod, gateway: internet-gateway/igw, routes: []}
  unknown: {network: prod}
";
    let design = design(text);
    let tables = design.route_tables.as_slice();
    let table = &tables[0];
    assert_eq!(show(&table.network.id), "prod");
    assert_eq!(table.main.get(), Some(true));
    let users: Vec<(String, &str)> = table
        .associations
        .iter()
        .map(|a| (show(&a.subnet.id), a.state.word()))
        .collect();
    assert_eq!(
        users,
        [("app-a".into(), ""), ("app-b".into(), "associating")]
    );
    assert_eq!(show(&table.propagating[0].id), "vgw");
    let routes: Vec<String> = table
        .routes
        .as_ref()
        .unwrap()
        .iter()
        .map(|r| {
            format!(
                "{} {} {}",
                show(&r.to),
                show(&r.to_list.id),
                target(&r.target)
            )
        })
        .collect();
    assert_eq!(
        routes,
        [
            "10.1.0.0/16 - peering/core [peering]",
            "10.2.0.0/16 - core [peering]",
            "10.3.0.0/16 - vgw-1 [virtual-gateway]",
            "10.4.0.0/16 - eni-77 [any]",
            "- prefix-list/dc blackhole",
            "- pl-1 local",
            "10.5.0.0/16 - interface/a [interface]",
            "::/0 - none",
            "10.7.0.0/16 - vgw [virtual-gateway]",
        ]
    );
    let routes = table.routes.as_ref().unwrap();
    assert_eq!(at(text, routes[0].span), "10.1.0.0/16");
    assert_eq!(at(text, routes[6].more_destinations[0]), "10.6.0.0/16");
    assert_eq!(target(&routes[6].more_targets[0]), "other vpce-1");
    assert_eq!(routes[0].origin, RouteOrigin::Static);
    assert_eq!(routes[5].origin, RouteOrigin::Local);
    assert_eq!(routes[5].state.get(), Some(Text::new("active")));
    assert_eq!(routes[8].origin, RouteOrigin::Propagated);
    let edge = &tables[1];
    assert_eq!(
        edge.associations[0].gateway.kinds,
        [ElementKind::InternetGateway]
    );
    assert_eq!(edge.routes.as_ref().map(Vec::len), Some(0));
    assert!(tables[2].routes.is_none());
}

#[test]
fn gateways_of_networks() {
    let design = design(
        "
internet_gateways: {igw: {network: prod}, loose: {}}
egress_only_internet_gateways: {eigw: {network: [{network: prod, state: attached}]}}
nat_gateways: {nat: {network: prod, subnet: app-a, connectivity: public}}
virtual_gateways: {vgw: {network: [a, {network: b, state: detached}], asn: 64512, advertised: [10.0.0.0/16]}}
customer_gateways:
  short: {asn: 65001, address: 203.0.113.10, site: hq, router: r1}
  long: {asn: 65001, asn_long: 4200000001}
",
    );
    let networks = |list: &Option<Vec<crate::model::NetworkAttachment>>| {
        list.as_ref().map(|all| {
            all.iter()
                .map(|a| format!("{} {}", show(&a.network.id), a.state.word()))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        networks(&design.internet_gateways.as_slice()[0].attachments).unwrap(),
        ["prod "]
    );
    assert_eq!(
        networks(&design.internet_gateways.as_slice()[1].attachments),
        None
    );
    let egress = &design.egress_only_internet_gateways.as_slice()[0];
    assert_eq!(networks(&egress.attachments).unwrap(), ["prod attached"]);
    let nat = &design.nat_gateways.as_slice()[0];
    assert_eq!(
        [&nat.network.id, &nat.subnet.id, &nat.connectivity].map(show),
        ["prod", "app-a", "public"]
    );
    let vgw = &design.virtual_gateways.as_slice()[0];
    assert_eq!(networks(&vgw.attachments).unwrap(), ["a ", "b detached"]);
    assert_eq!(show(&vgw.asn), "64512");
    assert_eq!(all(vgw.advertised.as_ref().unwrap()), "10.0.0.0/16");
    let customer = design.customer_gateways.as_slice();
    assert_eq!(show(&customer[0].address), "203.0.113.10");
    assert_eq!(
        [&customer[0].site.id, &customer[0].router.id].map(show),
        ["hq", "r1"]
    );
    assert_eq!(
        (show(&customer[0].asn), customer[0].asn_is_extended),
        ("65001".into(), false)
    );
    assert_eq!(
        (show(&customer[1].asn), customer[1].asn_is_extended),
        ("4200000001".into(), true)
    );
}
