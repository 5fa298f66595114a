use super::{around, at, batch};
use crate::import::Notice;
use crate::import::yaml::read;
use crate::source::{Document, FileId, Limits, Span, yaml};

/// What is said against a design: the place, then what was expected there, in the order of the file.
fn complaints(text: &str) -> Vec<String> {
    let batch = batch(text);
    let mut all: Vec<(Span, String)> = Vec::new();
    for refused in &batch.refused {
        let id = refused.id.map_or("-", crate::source::Text::as_str);
        let what = format!("refused {} {id}: {}", refused.kind.word(), refused.expected);
        all.push((refused.span, what));
    }
    for unreadable in &batch.unreadable {
        all.push((unreadable.span, format!("expected {}", unreadable.expected)));
    }
    for notice in &batch.notices {
        let Notice::UnknownKey {
            span,
            key,
            within,
            suggestion,
        } = notice
        else {
            panic!()
        };
        all.push((
            *span,
            format!("unknown {key} in {within}, meant {suggestion:?}"),
        ));
    }
    all.sort();
    all.into_iter()
        .map(|(span, what)| format!("{}: {what}", at(text, span)))
        .collect()
}

#[test]
fn unknown_keys_with_what_was_meant() {
    let text = "
netwoks: {}
networks:
  prod:
    cidr: [10.0.0.0/16]
    subnets: {a: {zon: x, colour: red}}
    cidrs: [{cidr: 10.0.0.0/16, sate: x}]
virtual_interfaces: {v: {bgp-peers: {}, bgp_peers: {p: {authKey: x}}}}
route_tables: {t: {routes: [{too: 10.0.0.0/8, via: local}]}}
advertise: [{session: v/p, prefx: 10.0.0.0/8, prefix: 10.0.0.0/8}]
peerings: {p: {requester: {netwrk: prod}}}
plan: [{op: x, wiht: {}}]
";
    assert_eq!(
        complaints(text),
        [
            "netwoks: unknown netwoks in a design, meant Some(\"networks\")",
            "cidr: unknown cidr in a network, meant Some(\"cidrs\")",
            "zon: unknown zon in a subnet, meant Some(\"zone\")",
            "colour: unknown colour in a subnet, meant None",
            "sate: unknown sate in an address block, meant Some(\"state\")",
            "bgp-peers: unknown bgp-peers in a virtual interface, meant Some(\"bgp_peers\")",
            "authKey: unknown authKey in a BGP peer, meant Some(\"auth_key\")",
            "too: unknown too in a route, meant Some(\"to\")",
            "prefx: unknown prefx in an announcement, meant Some(\"prefix\")",
            "netwrk: unknown netwrk in a side of a peering, meant Some(\"network\")",
            "wiht: unknown wiht in a step, meant Some(\"with\")",
        ]
    );
}

#[test]
fn values_that_cannot_be_read() {
    let text = "
netvet: 2
connections: {c: {vlan: many, jumbo_capable: maybe, logical_redundancy: perhaps}}
virtual_gateways: {v: {asn: AS65001}}
virtual_interfaces:
  v: {mtu: [1500], bgp_peers: {p: {family: v4, customer_address: 10.0.0.300, status: sideways}}}
peerings: {p: {expires: soon}}
route_servers: {rs: {peers: {p: {liveness: ping}}}}
vpn_connections: {x: {routing: ospf, static_routes: [10.0.0.0]}}
route_tables: {t: {routes: [{to: 10.0.0.0, via: local}, {to: peering/x, via: local}, {state: active}]}}
";
    assert_eq!(
        complaints(text),
        [
            "2: expected 1, the only number of the format so far",
            "many: expected a whole number",
            "maybe: expected true or false",
            "perhaps: expected true, false or unknown",
            "AS65001: expected an autonomous system number such as 65001",
            "[1500]: expected a whole number",
            "v4: expected ipv4 or ipv6",
            "10.0.0.300: expected an address such as 192.168.1.1/30",
            "sideways: expected up, down or unknown",
            "soon: expected a time such as 2026-01-31T12:00:00Z",
            "ping: expected bfd or bgp-keepalive",
            "ospf: expected bgp or static",
            "10.0.0.0: expected a CIDR block such as 10.0.0.0/16",
            "t: expected a destination (`to`) and a target (`via`) in each route",
            "10.0.0.0: expected a CIDR block, or prefix-list/ and a name",
            "peering/x: expected a CIDR block, or prefix-list/ and a name",
        ]
    );
}

#[test]
fn elements_without_readable_id_or_range_are_refused_alone() {
    let text = "
networks:
  a: {id: [vpc-1], cidrs: [10.0.0.0/16]}
  b: {cidrs: [10.0.0.0/16, 10.1.0.0/33], subnets: {s: {cidrs: [10.1.0.0/24]}, t: {cidrs: {cidr: x}}}}
  c: 10.0.0.0/16
  d: [x]
  e: {cidrs: [10.4.0.0/16]}
lags: {f: 7}
";
    assert_eq!(
        complaints(text),
        [
            "[vpc-1]: refused network a: a text",
            "10.1.0.0/33: refused network b: a CIDR block such as 10.0.0.0/16",
            "x: refused subnet b/t: a CIDR block such as 10.0.0.0/16",
            "10.0.0.0/16: refused network c: a mapping",
            "[x]: refused network d: a mapping",
            "7: refused lag f: a mapping",
        ]
    );
    let elements = batch(text).elements;
    let names: Vec<&str> = elements
        .all()
        .map(|id| elements.head(id).name.get().unwrap().as_str())
        .collect();
    assert_eq!(names, ["e", "b/s"]);
}

#[test]
fn other_shapes_than_expected() {
    let text = "
networks: [prod]
peerings: none
route_tables:
  t: {routes: {to: 10.0.0.0/8}, subnets: {a: b}}
  u: {routes: [local, {to: 10.0.0.0/8, via: local}]}
transit_gateways: {g: {attachments: []}}
sites: {hq: {prefixes: {a: b}}}
advertise: {session: v}
expect: [reaches]
plan: [x]
";
    assert_eq!(
        complaints(text),
        [
            "[prod]: expected a mapping",
            "none: expected a mapping",
            "{to: 10.0.0.0/8}: expected a list",
            "a: unknown a in an association of a route table, meant None",
            "local: expected a mapping",
            "[]: expected a mapping",
            "{a: b}: expected a CIDR block such as 10.0.0.0/16",
            "{session: v}: expected a list",
            "reaches: expected an assertion: its name as key, then its parameters",
            "x: expected a mapping",
        ]
    );
    // A list of which an item is lost is not taken for the whole list.
    assert!(
        batch(text)
            .elements
            .route_tables
            .iter()
            .all(|(_, table)| table.routes.is_none())
    );
}

#[test]
fn a_document_that_is_no_mapping() {
    assert_eq!(complaints("- netvet\n"), ["- netvet: expected a mapping"]);
    assert_eq!(complaints("netvet: 1\n"), [] as [&str; 0]);
}

#[test]
fn entries_that_miss_what_they_need() {
    let text = "
advertise: [{site: hq}, {session: v}]
prefer: [{site: hq}]
ignore: [{reason: x}, {rule: a, until: tomorrow}]
virtual_interfaces:
  v: {connection: c, lag: l, gateway: [virtual-gateway/a, virtual-gateway/b]}
transit_gateways: {g: {route_tables: {t: {routes: [{via: a}, {}]}}}}
";
    assert_eq!(
        complaints(text),
        [
            "{site: hq}: expected `session`, for example vif-1/v4",
            "{session: v}: expected `prefix`, or `prefixes` (an empty list where nothing is announced)",
            "{site: hq}: expected `session`, for example vif-1/v4",
            "{reason: x}: expected `rule`: a name, a code, or a code's prefix",
            "tomorrow: expected a day such as 2026-12-01",
            "l: expected either `connection` or `lag`, not both",
            "virtual-gateway/b: expected at most one gateway of each kind",
            "t: expected a destination (`to`) in each route",
            "a: expected a destination (`to`) in each route",
        ]
    );
}

#[test]
fn steps_that_are_none() {
    let text = "
plan:
  - {op: a, event: b}
  - {advance: 5}
  - {settle: false}
  - {op: a, of: b, with: [c]}
  - {event: a, as: b, via: cockpit}
  - {with: {a: b}, expect: {}}
  - {bind: x}
  - {op: a, via: phone}
";
    assert_eq!(
        complaints(text),
        [
            "b: expected only one of `op`, `event`, `advance` and `settle` in a step",
            "5: expected a time span such as 8d, 2h1m or 14m59s",
            "false: expected true",
            "b: expected `of` only beside `event`",
            "[c]: expected a mapping of parameters",
            "b: expected `as`, `region`, `bind` and `via` only beside `op`",
            "cockpit: expected `as`, `region`, `bind` and `via` only beside `op`",
            "{a: b}: expected `with` only beside `op` or `event`",
            "{bind: x}: expected `op`, `event`, `advance`, `settle` or `expect` in a step",
            "x: expected `as`, `region`, `bind` and `via` only beside `op`",
            "phone: expected cockpit",
        ]
    );
}

#[test]
fn inputs_are_handed_on() {
    let text = "inputs: [exports/, more.json]\n";
    let inputs: Vec<String> = batch(text).inputs.iter().map(super::show).collect();
    assert_eq!(inputs, ["exports/", "more.json"]);
    assert_eq!(batch("inputs: one.json\n").inputs.len(), 1);
}

#[test]
fn another_format_is_not_read() {
    for (text, number) in [
        ("netvet: 2\nnetworks: {a: {}}\n", "2"),
        ("netvet: one\n", "one"),
    ] {
        let yaml = yaml::parse(FileId(0), text, &Limits::default()).unwrap();
        let document = Document::trees(FileId(0), text, &yaml.documents).unwrap();
        let error = read(&document, &around()).unwrap_err();
        assert_eq!(at(text, error.span), number);
    }
}
