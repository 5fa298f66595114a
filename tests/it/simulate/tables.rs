//! Tables of the specification, cell by cell: what each call and event meets in each state, and what each creating call refuses.

use serde_json::{Value, json};

use super::run::Ran;
use super::{complaints, drawn};

/// What a step must come to.
#[derive(Clone, Copy)]
pub(super) enum To {
    /// It succeeds.
    Ok,
    /// It succeeds, and its element is in this state then.
    State(&'static str),
    /// It is refused: kind, cause, code.
    Refused(&'static str, &'static str, &'static str),
}

use To::{Ok as Done, Refused, State};

/// A step about an element, and what it must come to.
pub(super) struct Cell {
    pub(super) step: Value,
    pub(super) of: String,
    pub(super) to: To,
}

/// Runs cells on a design. What is refused changes nothing.
pub(super) fn run(name: &str, design: &Value, manual: bool, cells: &[Cell]) {
    let steps: Vec<Value> = cells
        .iter()
        .map(|cell| {
            let mut step = cell.step.clone();
            step["expect"] = match cell.to {
                Done => json!({"ok": {}}),
                State(is) => json!({"ok": {}, "state": {"of": cell.of, "is": is}}),
                Refused(kind, why, "") => {
                    json!({"error": {"kind": kind, "message_kind": why}, "unchanged": true})
                }
                Refused(kind, why, code) => {
                    json!({"error": {"kind": kind, "message_kind": why, "code": code}, "unchanged": true})
                }
            };
            step
        })
        .collect();
    let settle = if manual { "manual" } else { "immediate" };
    let scenario = json!({"scenario": name, "clock": "2026-01-01T00:00:00Z", "settle": settle, "design": design, "steps": steps});
    let json = match drawn(&format!("table-{name}"), &scenario.to_string()) {
        Ran::Trace { json, .. } => json,
        Ran::Mistakes(mistakes) => panic!("{name}: {mistakes:#?}"),
    };
    let complaints = complaints(&json);
    let told: Vec<String> = complaints
        .iter()
        .map(|complaint| {
            let number = complaint.split_whitespace().nth(1).unwrap();
            let at: usize = number.parse().unwrap();
            format!("{complaint}\n  {}", cells[at - 1].step)
        })
        .collect();
    assert!(told.is_empty(), "{name}: {}", told.join("\n"));
}

pub(super) const ONE: &str = "111111111111";
pub(super) const OTHER: &str = "222222222222";
const THIRD: &str = "333333333333";

/// A peering of its own for every state and column, between two accounts.
fn peerings(provider: &str, states: &[&str], columns: usize) -> Value {
    let (mut networks, mut peerings) = (json!({}), json!({}));
    for (row, state) in states.iter().enumerate() {
        for column in 0..columns {
            let n = row * columns + column;
            let id = |side: &str| format!("vpc-{side}{n:07x}");
            networks[format!("a{n}")] =
                json!({"id": id("a"), "cidrs": [format!("10.{n}.0.0/24")], "account": ONE});
            networks[format!("b{n}")] =
                json!({"id": id("b"), "cidrs": [format!("10.{n}.1.0/24")], "account": OTHER});
            peerings[format!("p{row}-{column}")] = json!({
                "id": format!("pcx-{n:08x}"), "requester": format!("a{n}"), "accepter": format!("b{n}"), "state": state,
            });
        }
    }
    json!({"provider": provider, "region": "r1", "networks": networks, "peerings": peerings})
}

/// Who does what, column by column.
const COLUMNS: [(&str, &str); 9] = [
    ("Accept", OTHER),
    ("Accept", ONE),
    ("Accept", THIRD),
    ("Reject", OTHER),
    ("Reject", ONE),
    ("Reject", THIRD),
    ("Delete", ONE),
    ("Delete", OTHER),
    ("Delete", THIRD),
];

/// Runs a state machine of peerings; of a row only what the provider's accounts decide is given, for strangers there is nothing.
fn machine(
    provider: &str,
    words: [&str; 3],
    missing: &'static str,
    rows: &[(&'static str, [To; 6])],
    manual: bool,
) {
    let [service, noun, key] = words;
    let states: Vec<&str> = rows.iter().map(|(state, _)| *state).collect();
    let design = peerings(provider, &states, COLUMNS.len());
    let mut cells = Vec::new();
    for (row, (_, six)) in rows.iter().enumerate() {
        let [a, b, c, d, e, f] = *six;
        let stranger = Refused("NotFound", "no_such_resource", missing);
        let all = [a, b, stranger, c, d, stranger, e, f, stranger];
        for (column, ((verb, by), to)) in COLUMNS.iter().zip(all).enumerate() {
            let name = format!("p{row}-{column}");
            let step = json!({"op": format!("{service}.{verb}{noun}"), "as": by, "with": {key: format!("${name}")}});
            cells.push(Cell { step, of: name, to });
        }
    }
    run(
        &format!("{provider}-peerings-{manual}"),
        &design,
        manual,
        &cells,
    );
}

#[test]
fn peerings_of_aws_in_every_state() {
    const NO: To = Refused("InvalidState", "wrong_state", "InvalidStateTransition");
    const NOT_YOU: To = Refused("NotPermitted", "wrong_role", "OperationNotPermitted");
    let rows = |active: &'static str| {
        [
            // accept by the accepter, by the requester; reject likewise; delete by the requester, by the accepter
            ("initiating-request", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            (
                "pending-acceptance",
                [
                    State(active),
                    NOT_YOU,
                    State("rejected"),
                    NOT_YOU,
                    State("deleted"),
                    NOT_YOU,
                ],
            ),
            ("provisioning", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            (
                "active",
                [NO, NOT_YOU, NO, NOT_YOU, State("deleted"), State("deleted")],
            ),
            ("failed", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            ("rejected", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            ("expired", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            ("deleting", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
            ("deleted", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
        ]
    };
    let words = ["ec2", "VpcPeeringConnection", "VpcPeeringConnectionId"];
    let missing = "InvalidVpcPeeringConnectionID.NotFound";
    machine("aws", words, missing, &rows("active"), false);
    machine("aws", words, missing, &rows("provisioning"), true);
}

#[test]
fn peerings_of_outscale_in_every_state() {
    const NO: To = Refused("InvalidState", "wrong_state", "InvalidState");
    const NOT_YOU: To = Refused("NotPermitted", "wrong_role", "AccessDenied");
    let rows = [
        (
            "pending-acceptance",
            [
                State("active"),
                NOT_YOU,
                State("rejected"),
                NOT_YOU,
                State("deleted"),
                NOT_YOU,
            ],
        ),
        (
            "active",
            [NO, NOT_YOU, NO, NOT_YOU, State("deleted"), State("deleted")],
        ),
        ("rejected", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
        ("failed", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
        ("expired", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
        ("deleted", [NO, NOT_YOU, NO, NOT_YOU, NO, NO]),
    ];
    let words = ["outscale", "NetPeering", "NetPeeringId"];
    machine("outscale", words, "InvalidResource", &rows, false);
}

#[test]
fn peerings_of_huawei_and_otc_in_every_state() {
    const NO: To = Refused("InvalidState", "wrong_state", "409");
    const NOT_YOU: To = Refused("NotPermitted", "wrong_role", "403");
    const GONE: To = State("DELETED");
    let rows = [
        (
            "PENDING_ACCEPTANCE",
            [
                State("ACTIVE"),
                NOT_YOU,
                State("REJECTED"),
                NOT_YOU,
                GONE,
                GONE,
            ],
        ),
        ("ACTIVE", [NO, NOT_YOU, NO, NOT_YOU, GONE, GONE]),
        ("REJECTED", [NO, NOT_YOU, NO, NOT_YOU, GONE, GONE]),
        ("EXPIRED", [NO, NOT_YOU, NO, NOT_YOU, GONE, GONE]),
    ];
    for provider in ["huawei", "otc"] {
        let words = [provider, "VpcPeering", "peering_id"];
        machine(provider, words, "404", &rows, false);
    }
}

pub(super) const DX: &str = "DirectConnectClientException";

const fn dx(kind: &'static str, why: &'static str) -> To {
    Refused(kind, why, DX)
}

const WRONG_STATE: To = dx("InvalidState", "wrong_state");

/// Interfaces of account 1 on a connection of account 2, one for every state and name.
fn interfaces(of: &str, states: &[&str], names: &[&str]) -> Value {
    let mut all = json!({});
    let mut vlan = 0;
    for state in states {
        for name in names {
            vlan += 1;
            let early = matches!(*state, "confirming" | "verifying" | "pending");
            let mut interface = json!({
                "id": format!("dxvif-{state}-{name}"), "type": of, "connection": "line", "vlan": vlan, "owner": ONE, "state": state,
                "bgp_peers": {"v4": {"status": if early { "down" } else { "up" }, "asn": 65001, "customer_address": format!("192.168.{vlan}.2/30"), "provider_address": format!("192.168.{vlan}.1/30")}},
            });
            match of {
                "public" => interface["route_filter_prefixes"] = json!(["198.51.100.0/24"]),
                _ if *state != "confirming" => {
                    interface["gateway"] = json!("virtual-gateway/gate");
                }
                _ => {}
            }
            all[format!("{state}-{name}")] = interface;
        }
    }
    json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"]}},
        "virtual_gateways": {"gate": {"id": "vgw-a", "network": "a", "asn": 64513}},
        "direct_connect_gateways": {"free": {"id": "00000000-aaaa-4bbb-8ccc-000000000001", "asn": 64600}},
        "connections": {"line": {"id": "dxcon-1", "location": "L", "account": OTHER}},
        "virtual_interfaces": all,
    })
}

const INTERFACE_STATES: [&str; 9] = [
    "confirming",
    "verifying",
    "pending",
    "available",
    "down",
    "testing",
    "deleting",
    "deleted",
    "rejected",
];

/// A call about an interface in every state: where it succeeds, and in what state that leaves the interface.
fn in_every_state(
    of: &str,
    call: (&str, &str, Value),
    succeeds: &[(&'static str, Option<&'static str>)],
    cells: &mut Vec<Cell>,
    name: &str,
) {
    let (op, by, more) = call;
    for state in INTERFACE_STATES {
        if state == "verifying" && of != "public" {
            continue;
        }
        let mut with = more.clone();
        with["virtualInterfaceId"] = json!(format!("dxvif-{state}-{name}"));
        let to = match succeeds.iter().find(|(known, _)| *known == state) {
            Some((_, Some(next))) => State(next),
            Some((_, None)) => Done,
            None => WRONG_STATE,
        };
        cells.push(Cell {
            step: json!({"op": format!("directconnect.{op}"), "as": by, "with": with}),
            of: format!("dxvif-{state}-{name}"),
            to,
        });
    }
}

#[test]
fn calls_about_interfaces_in_every_state() {
    let ended = [
        ("verifying", Some("deleted")),
        ("pending", Some("deleted")),
        ("available", Some("deleted")),
        ("down", Some("deleted")),
        ("testing", Some("deleted")),
    ];
    let by_owner: Vec<_> = ended
        .into_iter()
        .chain([("confirming", Some("rejected"))])
        .collect();
    let by_carrier: Vec<_> = ended
        .into_iter()
        .chain([("confirming", Some("deleted"))])
        .collect();
    let takes_peers = ["verifying", "pending", "available", "down", "testing"];
    let takes_peers: Vec<_> = takes_peers.into_iter().map(|state| (state, None)).collect();
    let six = json!({"newBGPPeer": {"asn": 65001, "addressFamily": "ipv6"}});
    let tested = [("available", Some("testing")), ("down", Some("testing"))];
    for of in ["private", "public"] {
        let names = ["confirm", "own", "carrier", "peer", "start", "stop"];
        let design = interfaces(of, &INTERFACE_STATES, &names);
        let design = if of == "public" {
            design
        } else {
            let mut design = design;
            let all = design["virtual_interfaces"].as_object_mut().unwrap();
            all.retain(|name, _| !name.starts_with("verifying"));
            design
        };
        let mut cells = Vec::new();
        let mut put = |call, succeeds: &[_], name| {
            in_every_state(of, call, succeeds, &mut cells, name);
        };
        let (confirm, with, next) = match of {
            "public" => ("ConfirmPublicVirtualInterface", json!({}), "verifying"),
            _ => (
                "ConfirmPrivateVirtualInterface",
                json!({"virtualGatewayId": "vgw-a"}),
                "down",
            ),
        };
        put(
            (confirm, ONE, with),
            &[("confirming", Some(next))],
            "confirm",
        );
        put(("DeleteVirtualInterface", ONE, json!({})), &by_owner, "own");
        let call = ("DeleteVirtualInterface", OTHER, json!({}));
        put(call, &by_carrier, "carrier");
        put(("CreateBGPPeer", ONE, six.clone()), &takes_peers, "peer");
        put(("StartBgpFailoverTest", ONE, json!({})), &tested, "start");
        let call = ("StopBgpFailoverTest", ONE, json!({}));
        put(call, &[("testing", Some("available"))], "stop");
        run(&format!("interfaces-{of}"), &design, false, &cells);
    }
}

#[test]
fn events_in_every_state() {
    let refused = Refused("InvalidState", "wrong_state", "");
    // Approval.
    let design = interfaces("public", &INTERFACE_STATES, &["approve"]);
    let mut cells: Vec<Cell> = INTERFACE_STATES
        .into_iter()
        .map(|state| {
            let of = format!("dxvif-{state}-approve");
            Cell {
                step: json!({"event": "approve_public_vif", "of": of}),
                of,
                to: if state == "verifying" {
                    State("down")
                } else {
                    refused
                },
            }
        })
        .collect();
    run("approval", &design, false, &cells);

    // A session comes up on what is there.
    let design = interfaces("private", &INTERFACE_STATES, &["up"]);
    cells = INTERFACE_STATES
        .into_iter()
        .filter(|state| !matches!(*state, "verifying" | "testing"))
        .map(|state| Cell {
            step: json!({"event": "bgp_up", "of": format!("{state}-up/v4")}),
            of: format!("dxvif-{state}-up"),
            to: match state {
                "pending" => State("pending"),
                "available" | "down" => State("available"),
                _ => refused,
            },
        })
        .collect();
    run("sessions-up", &design, false, &cells);

    // Only a session that is set up goes up or down, and so with fast failure detection.
    let mut design = interfaces("private", &["available"], &["x"]);
    let states = ["verifying", "pending", "available", "deleting", "deleted"];
    let mut peers = json!({});
    for (at, state) in states.iter().enumerate() {
        peers[*state] = json!({"asn": 65001, "state": state, "customer_address": format!("192.168.{at}.2/30"), "provider_address": format!("192.168.{at}.1/30")});
    }
    design["virtual_interfaces"]["available-x"]["bgp_peers"] = peers;
    let events = ["bgp_down", "bgp_up", "bfd_down", "bfd_up"];
    let cells: Vec<Cell> = states
        .iter()
        .flat_map(|state| events.map(|event| (state, event)))
        .map(|(state, event)| {
            let of = format!("available-x/{state}");
            let to = if *state == "available" { Done } else { refused };
            Cell {
                step: json!({"event": event, "of": of}),
                of,
                to,
            }
        })
        .collect();
    run("sessions", &design, false, &cells);
}

#[test]
fn associations_and_proposals_in_every_state() {
    let states = [
        "associating",
        "associated",
        "updating",
        "disassociating",
        "disassociated",
    ];
    let proposals = ["requested", "accepted", "deleted"];
    let id = |n: usize| format!("00000000-aaaa-4bbb-8ccc-0000000000{n:02x}");
    let mut design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {}, "virtual_gateways": {}, "direct_connect_gateways": {}, "direct_connect_gateway_associations": {},
        "direct_connect_gateway_association_proposals": {},
    });
    let mut cells = Vec::new();
    let mut gateway = |n: usize, account: &str, name: &str, state: &str, kind: &str| {
        design["networks"][format!("n{n}")] = json!({"id": format!("vpc-{n}"), "cidrs": [format!("10.{n}.0.0/16")], "account": account});
        design["virtual_gateways"][format!("g{n}")] = json!({"id": format!("vgw-{n}"), "network": format!("n{n}"), "asn": 64513, "account": account});
        design["direct_connect_gateways"][format!("d{n}")] =
            json!({"id": id(0x80 + n), "asn": 64600 + n});
        design[kind][name] = json!({"id": id(n), "gateway": format!("d{n}"), "to": format!("virtual-gateway/g{n}"), "state": state});
    };
    let mut n = 0;
    for state in states {
        for op in ["Update", "Delete"] {
            n += 1;
            let name = format!("{state}-{op}");
            gateway(n, ONE, &name, state, "direct_connect_gateway_associations");
            let to = match (state, op) {
                ("associated", "Update") => State("associated"),
                ("associated", _) => State("disassociated"),
                _ => WRONG_STATE,
            };
            let mut with = json!({"associationId": id(n)});
            if op == "Update" {
                with["addAllowedPrefixesToDirectConnectGateway"] = json!([{"cidr": "10.0.0.0/8"}]);
            }
            cells.push(Cell {
                step: json!({"op": format!("directconnect.{op}DirectConnectGatewayAssociation"), "as": ONE, "with": with}),
                of: id(n),
                to,
            });
        }
    }
    for state in proposals {
        for op in ["Accept", "Delete"] {
            n += 1;
            let name = format!("{state}-{op}");
            let kind = "direct_connect_gateway_association_proposals";
            gateway(n, OTHER, &name, state, kind);
            let mut with = json!({"proposalId": id(n)});
            if op == "Accept" {
                with["directConnectGatewayId"] = json!(id(0x80 + n));
                with["associatedGatewayOwnerAccount"] = json!(OTHER);
            }
            let to = match (state, op) {
                ("requested", "Accept") => State("accepted"),
                ("requested", _) => State("deleted"),
                _ => WRONG_STATE,
            };
            cells.push(Cell {
                step: json!({"op": format!("directconnect.{op}DirectConnectGatewayAssociationProposal"), "as": ONE, "with": with}),
                of: id(n),
                to,
            });
        }
    }
    run("associations", &design, false, &cells);
}

#[test]
fn peers_of_route_servers_in_every_state() {
    let peers = ["available", "deleting", "deleted", "failed"];
    let mut all = json!({});
    for (at, state) in peers.iter().enumerate() {
        all[*state] = json!({"id": format!("rsp-{state}"), "endpoint": "e1", "asn": 65010, "address": format!("10.0.1.{}", at + 10), "state": state});
    }
    // As many as an interface of an endpoint takes.
    for n in 0..20 {
        all[format!("full{n}")] = json!({"id": format!("rsp-f{n}"), "endpoint": "e2", "asn": 65010, "address": format!("10.0.1.{}", n + 100)});
    }
    let design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"], "subnets": {"fw": {"cidrs": ["10.0.1.0/24"]}}}},
        "route_servers": {"rs": {"id": "rs-1", "asn": 65100, "network": "a", "endpoints": {"e1": {"id": "rse-1", "subnet": "fw"}, "e2": {"id": "rse-2", "subnet": "fw"}}, "peers": all}},
    });
    let wrong_state = Refused("InvalidState", "wrong_state", "");
    let mut cells: Vec<Cell> = peers
        .iter()
        .map(|state| Cell {
            step: json!({"op": "ec2.DeleteRouteServerPeer", "with": {"RouteServerPeerId": format!("rsp-{state}")}}),
            of: format!("rsp-{state}"),
            to: match *state {
                "available" | "failed" => State("deleted"),
                _ => wrong_state,
            },
        })
        .collect();
    let create = json!({"op": "ec2.CreateRouteServerPeer", "with": {"RouteServerEndpointId": "rse-2", "PeerAddress": "10.0.1.200", "BgpOptions": {"PeerAsn": 65010}}});
    let quota = Refused("LimitExceeded", "quota", "");
    for (step, to) in [
        (create.clone(), quota),
        (
            json!({"op": "ec2.DeleteRouteServerPeer", "with": {"RouteServerPeerId": "rsp-f0"}}),
            State("deleted"),
        ),
        (create, Done),
    ] {
        cells.push(Cell {
            step,
            of: "rsp-f0".to_owned(),
            to,
        });
    }
    run("route-server-peers", &design, false, &cells);
}
