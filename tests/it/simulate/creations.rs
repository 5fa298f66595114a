//! What the six calls that make a virtual interface refuse, each of them alike: values, addresses, owners, states, VLANs, quotas, tags.

use serde_json::{Value, json};

use super::tables::{Cell, DX, ONE, OTHER, To, run};

const FREE: &str = "00000000-aaaa-4bbb-8ccc-000000000001";
const FULL: &str = "00000000-aaaa-4bbb-8ccc-000000000002";
const FOREIGN: &str = "00000000-aaaa-4bbb-8ccc-000000000003";
const OF_TRANSIT: &str = "00000000-aaaa-4bbb-8ccc-000000000004";
const OF_VIRTUAL: &str = "00000000-aaaa-4bbb-8ccc-000000000005";

/// One of the six calls.
#[derive(Clone, Copy, PartialEq)]
struct Call {
    of: &'static str,
    allocated: bool,
}

impl Call {
    fn all() -> impl Iterator<Item = Self> {
        let types = ["private", "public", "transit"].into_iter();
        types.flat_map(|of| [true, false].map(|allocated| Self { of, allocated }))
    }

    fn noun(self) -> String {
        let (first, rest) = self.of.split_at(1);
        format!("{}{rest}VirtualInterface", first.to_uppercase())
    }

    fn outer(self) -> String {
        let end = if self.allocated { "Allocation" } else { "" };
        format!("new{}{end}", self.noun())
    }

    /// The call with members of the new interface changed; a member that is null is left out.
    fn step(self, connection: &str, changes: &Value) -> Value {
        let verb = if self.allocated { "Allocate" } else { "Create" };
        let mut inner = json!({"virtualInterfaceName": "x", "vlan": 4000, "asn": 65001});
        match (self.of, self.allocated) {
            ("public", _) => {
                inner["amazonAddress"] = json!("203.0.113.1/30");
                inner["customerAddress"] = json!("203.0.113.2/30");
                inner["routeFilterPrefixes"] = json!([{"cidr": "198.51.100.0/24"}]);
            }
            ("private", false) => inner["virtualGatewayId"] = json!("vgw-a"),
            ("transit", false) => inner["directConnectGatewayId"] = json!(FREE),
            _ => {}
        }
        for (key, value) in changes.as_object().unwrap() {
            inner[key] = value.clone();
        }
        let mut with = json!({"connectionId": connection, (self.outer()): inner});
        if self.allocated {
            with["ownerAccount"] = json!(OTHER);
        }
        json!({"op": format!("directconnect.{verb}{}", self.noun()), "as": ONE, "with": with})
    }
}

/// Connections and groups in every state, full ones, and gateways.
fn design() -> Value {
    let mut connections = json!({
        "line": {"id": "dxcon-line", "location": "L"},
        "foreign": {"id": "dxcon-foreign", "location": "L", "account": "333333333333"},
        "full": {"id": "dxcon-full", "location": "L"},
        "full-transit": {"id": "dxcon-transit", "location": "L"},
        "hosted": {"id": "dxcon-hosted", "location": "L", "partner": "Carrier", "vlan": 7},
    });
    for state in CONNECTION_STATES {
        connections[state] =
            json!({"id": format!("dxcon-{state}"), "location": "L", "state": state});
    }
    let (mut lags, mut interfaces) = (json!({}), json!({}));
    for state in LAG_STATES {
        let port = format!("port-{state}");
        connections[&port] = json!({"id": format!("dxcon-port-{state}"), "location": "L"});
        lags[state] =
            json!({"id": format!("dxlag-{state}"), "connections": [port], "state": state});
    }
    let mut put = |name: &str, of: &str, on: &str, vlan: u32, gateway: &str, state: &str| {
        interfaces[name] =
            json!({"type": of, "connection": on, "vlan": vlan, "gateway": gateway, "state": state});
    };
    let gate = "virtual-gateway/gate";
    put("live", "private", "line", 100, gate, "available");
    put("waiting", "private", "line", 101, gate, "down");
    put("gone", "private", "line", 102, gate, "deleted");
    put("refused", "private", "line", 103, gate, "rejected");
    put("leaving", "private", "line", 104, gate, "deleting");
    put("guest", "private", "hosted", 7, gate, "available");
    for n in 1..=50 {
        put(&format!("full{n}"), "private", "full", n, gate, "available");
    }
    for n in 1..=4 {
        let gateway = "direct-connect-gateway/free";
        put(
            &format!("transit{n}"),
            "transit",
            "full-transit",
            n,
            gateway,
            "available",
        );
    }
    for n in 1..=30 {
        let gateway = "direct-connect-gateway/full";
        put(
            &format!("many{n}"),
            "transit",
            "line",
            200 + n,
            gateway,
            "available",
        );
    }
    // The many are only there to fill their gateway; what carries them is another connection for every four.
    for n in 1..=30_u32 {
        let on = format!("carrier{}", n / 4);
        connections[&on] = json!({"id": format!("dxcon-{on}"), "location": "L"});
        interfaces[format!("many{n}")]["connection"] = json!(on);
    }
    json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"]}},
        "virtual_gateways": {
            "gate": {"id": "vgw-a", "network": "a", "asn": 64513},
            "foreign": {"id": "vgw-foreign", "account": "333333333333", "asn": 64514},
            "far": {"id": "vgw-far", "region": "r2", "asn": 64515},
        },
        "transit_gateways": {"hub": {"id": "tgw-1", "asn": 64520}},
        "direct_connect_gateways": {
            "free": {"id": FREE, "asn": 64600}, "full": {"id": FULL, "asn": 64601}, "foreign": {"id": FOREIGN, "asn": 64602, "account": "333333333333"},
            "of-transit": {"id": OF_TRANSIT, "asn": 64603}, "of-virtual": {"id": OF_VIRTUAL, "asn": 64604},
        },
        "direct_connect_gateway_associations": {
            "one": {"gateway": "of-transit", "to": "transit-gateway/hub", "allowed_prefixes": ["10.0.0.0/8"]},
            "two": {"gateway": "of-virtual", "to": "virtual-gateway/gate", "allowed_prefixes": ["10.0.0.0/16"]},
        },
        "connections": connections, "lags": lags, "virtual_interfaces": interfaces,
    })
}

const CONNECTION_STATES: [&str; 7] = [
    "ordering",
    "requested",
    "pending",
    "down",
    "deleting",
    "deleted",
    "rejected",
];

const LAG_STATES: [&str; 5] = ["requested", "pending", "down", "deleting", "deleted"];

const BAD: To = To::Refused("InvalidValue", "bad_value", DX);
const ROLE: To = To::Refused("NotPermitted", "wrong_role", DX);
const STATE: To = To::Refused("InvalidState", "wrong_state", DX);
const TAKEN: To = To::Refused("Conflict", "vlan_in_use", DX);
const QUOTA: To = To::Refused("LimitExceeded", "quota", DX);
const MIXED: To = To::Refused("Conflict", "mixed_gateways", DX);
const REGION: To = To::Refused("WrongRegion", "wrong_region", DX);
const MISSING: To = To::Refused("Missing", "missing_parameter", DX);

/// Values that no new interface can have, and some at the edge that it can.
fn values(call: Call) -> Vec<(Value, To)> {
    let tags = |count: usize| {
        let list: Vec<Value> = (0..count)
            .map(|n| json!({"key": format!("t{n}"), "value": "v"}))
            .collect();
        json!({ "tags": list })
    };
    let tag = |key: &str, value: &str| json!({"tags": [{"key": key, "value": value}]});
    let mut all = vec![
        (json!({"vlan": 0}), BAD),
        (json!({"vlan": 4095}), BAD),
        (json!({"vlan": "ten"}), BAD),
        (json!({"asn": 0}), BAD),
        (json!({"asn": -1}), BAD),
        (json!({"asn": 2_147_483_648_u64}), BAD),
        (json!({"asn": null, "asnLong": 0}), BAD),
        (json!({"asn": null, "asnLong": null}), MISSING),
        (json!({"addressFamily": "ipx"}), BAD),
        (json!({"authKey": "12345"}), BAD),
        (json!({"authKey": "k".repeat(81)}), BAD),
        // Both ends in one subnet, and not the same.
        (
            json!({"amazonAddress": "192.168.9.1/30", "customerAddress": "192.168.9.5/30"}),
            BAD,
        ),
        (
            json!({"amazonAddress": "192.168.9.1/30", "customerAddress": "192.168.9.1/30"}),
            BAD,
        ),
        (
            json!({"amazonAddress": "192.168.9.1/30", "customerAddress": "192.168.9.2/29"}),
            BAD,
        ),
        (
            json!({"amazonAddress": "nine", "customerAddress": "192.168.9.2/30"}),
            BAD,
        ),
        (
            json!({"amazonAddress": "2001:db8::1/125", "customerAddress": "2001:db8::2/125"}),
            BAD,
        ),
        // IPv6 addresses are assigned.
        (
            json!({"addressFamily": "ipv6", "amazonAddress": "2001:db8::1/125", "customerAddress": null}),
            BAD,
        ),
        (
            json!({"addressFamily": "ipv6", "amazonAddress": null, "customerAddress": "2001:db8::2/125"}),
            BAD,
        ),
        (
            json!({"addressFamily": "ipv6", "amazonAddress": "2001:db8::1/125", "customerAddress": "2001:db8::2/125"}),
            BAD,
        ),
        (
            tags(51),
            To::Refused("InvalidValue", "quota", "TooManyTagsException"),
        ),
        (
            json!({"tags": [{"key": "team", "value": "a"}, {"key": "team", "value": "b"}]}),
            To::Refused("InvalidValue", "duplicate", "DuplicateTagKeysException"),
        ),
        (json!({"tags": [{"value": "a"}]}), MISSING),
        (tag("", "v"), BAD),
        (tag(&"k".repeat(129), "v"), BAD),
        (tag("team#1", "v"), BAD),
        (tag("aws:team", "v"), BAD),
        (tag("team", &"v".repeat(257)), BAD),
        (tag("team", "a;b"), BAD),
    ];
    // One end alone: of a public interface both are needed, of the others both or neither.
    let alone = if call.of == "public" { MISSING } else { BAD };
    for (one, other) in [
        ("amazonAddress", "customerAddress"),
        ("customerAddress", "amazonAddress"),
    ] {
        all.push((json!({one: "192.168.9.1/30", other: null}), alone));
    }
    if call.of == "public" {
        let prefixes = |list: &[&str]| {
            let list: Vec<Value> = list.iter().map(|cidr| json!({ "cidr": cidr })).collect();
            json!({ "routeFilterPrefixes": list })
        };
        let many: Vec<String> = (0..1001)
            .map(|n| format!("198.{}.{}.0/24", 20 + n / 256, n % 256))
            .collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        all.extend([
            (
                json!({"amazonAddress": null, "customerAddress": null}),
                MISSING,
            ),
            (json!({"asn": 7224}), BAD),
            (json!({"routeFilterPrefixes": null}), BAD),
            (json!({"routeFilterPrefixes": []}), BAD),
            (json!({"routeFilterPrefixes": [{}]}), MISSING),
            (prefixes(&["ten"]), BAD),
            (prefixes(&["198.51.100.0/24,2001:db8::/65"]), BAD),
            (prefixes(&["2001:db8::/65"]), BAD),
            (prefixes(&["0.0.0.0/0"]), BAD),
            (prefixes(&many), BAD),
        ]);
    } else {
        all.extend([(json!({"mtu": 9001}), BAD), (json!({"mtu": 1501}), BAD)]);
    }
    if call.of != "public" && !call.allocated {
        for name in [
            "prefixPoolAllocatedCountIpv4",
            "prefixPoolAllocatedCountIpv6",
        ] {
            all.extend([(json!({name: 0}), BAD), (json!({name: 1001}), BAD)]);
        }
    }
    all
}

/// Values at the edge, all of which can be.
fn edges(call: Call) -> Vec<Value> {
    let mut all = vec![
        json!({"vlan": 1}),
        json!({"vlan": 4094}),
        json!({"vlan": 2, "asn": 1}),
        json!({"vlan": 3, "asn": null, "asnLong": 4_294_967_294_u64}),
        json!({"vlan": 4, "authKey": "123456"}),
        json!({"vlan": 5, "authKey": "k".repeat(80)}),
        json!({"vlan": 6, "addressFamily": "ipv6", "amazonAddress": null, "customerAddress": null}),
        json!({"vlan": 7, "tags": [{"key": "k".repeat(128), "value": "v".repeat(256)}]}),
        // What is deleted or rejected uses no VLAN any more.
        json!({"vlan": 102}),
        json!({"vlan": 103}),
    ];
    if call.of == "public" {
        let list: Vec<Value> = (0..1000)
            .map(|n| json!({"cidr": format!("198.{}.{}.0/24", 20 + n / 256, n % 256)}))
            .collect();
        all.push(json!({"vlan": 8, "routeFilterPrefixes": list}));
        all.push(
            json!({"vlan": 9, "routeFilterPrefixes": [{"cidr": "2001:db8::/64, 128.0.0.0/1"}]}),
        );
    } else {
        all.push(json!({"vlan": 8, "mtu": 8500}));
    }
    all
}

#[test]
fn new_interfaces_are_refused_for_every_documented_reason() {
    for call in Call::all() {
        let mut cells: Vec<Cell> = Vec::new();
        let mut put = |step: Value, to: To| {
            let of = String::new();
            cells.push(Cell { step, of, to });
        };
        for (changes, to) in values(call) {
            put(call.step("dxcon-line", &changes), to);
        }
        // Owner and region of the connection, its state, the VLAN, how many there are.
        put(call.step("dxcon-foreign", &json!({})), ROLE);
        let mut elsewhere = call.step("dxcon-line", &json!({}));
        elsewhere["region"] = json!("r2");
        put(elsewhere, REGION);
        let takes = |state: &str| matches!(state, "pending" | "down");
        for state in CONNECTION_STATES {
            let to = if takes(state) { To::Ok } else { STATE };
            put(call.step(&format!("dxcon-{state}"), &json!({})), to);
        }
        for state in LAG_STATES {
            let to = if takes(state) { To::Ok } else { STATE };
            put(call.step(&format!("dxlag-{state}"), &json!({})), to);
        }
        for vlan in [100, 101, 104] {
            put(call.step("dxcon-line", &json!({ "vlan": vlan })), TAKEN);
        }
        let full = if call.of == "transit" {
            "dxcon-transit"
        } else {
            "dxcon-full"
        };
        put(call.step(full, &json!({})), QUOTA);
        put(call.step("dxcon-hosted", &json!({})), QUOTA);
        // Quotas come before conflicts, states before quotas.
        put(call.step(full, &json!({"vlan": 1})), QUOTA);
        // The gateway, where the call names one.
        match (call.of, call.allocated) {
            ("private", false) => {
                let gateway = |own: Value, global: Value| {
                    call.step(
                        "dxcon-line",
                        &json!({"virtualGatewayId": own, "directConnectGatewayId": global}),
                    )
                };
                put(gateway(json!(null), json!(null)), MISSING);
                put(gateway(json!("vgw-a"), json!(FREE)), BAD);
                put(gateway(json!("vgw-foreign"), json!(null)), ROLE);
                put(gateway(json!("vgw-far"), json!(null)), REGION);
                put(gateway(json!(null), json!(FOREIGN)), ROLE);
                put(gateway(json!(null), json!(OF_TRANSIT)), MIXED);
                put(gateway(json!(null), json!(FULL)), QUOTA);
            }
            ("transit", false) => {
                let gateway = |global: Value| {
                    call.step("dxcon-line", &json!({"directConnectGatewayId": global}))
                };
                put(gateway(json!(null)), MISSING);
                put(gateway(json!(FOREIGN)), ROLE);
                put(gateway(json!(OF_VIRTUAL)), MIXED);
                put(gateway(json!(FULL)), QUOTA);
            }
            _ => {}
        }
        let spare = "dxcon-spare";
        for (at, changes) in edges(call).into_iter().enumerate() {
            // Transit interfaces are few on one connection.
            let on = match (call.of, changes["vlan"].as_u64()) {
                (_, Some(102 | 103)) => "dxcon-line".to_owned(),
                ("transit", _) => format!("{spare}{at}"),
                _ => spare.to_owned(),
            };
            put(call.step(&on, &changes), To::Ok);
        }
        let mut design = design();
        for name in (0..20).map(|n| n.to_string()).chain([String::new()]) {
            let spare = format!("spare{name}");
            design["connections"][&spare] =
                json!({"id": format!("dxcon-{spare}"), "location": "L"});
        }
        let name = format!("creations-{}-{}", call.of, call.allocated);
        run(&name, &design, false, &cells);
    }
}

#[test]
fn confirmations_are_refused_for_every_documented_reason() {
    let mut design = design();
    let interfaces = &mut design["virtual_interfaces"];
    for (name, of) in [("p", "private"), ("t", "transit"), ("u", "public")] {
        interfaces[name] = json!({
            "id": format!("dxvif-{name}"), "type": of, "connection": "foreign", "vlan": 1, "owner": ONE, "state": "confirming",
            "route_filter_prefixes": if of == "public" { json!(["198.51.100.0/24"]) } else { json!(null) },
            "bgp_peers": {"v4": {"asn": 65001, "status": "down", "customer_address": "192.168.1.2/30", "provider_address": "192.168.1.1/30"}},
        });
        interfaces[name]["vlan"] = json!(match of {
            "private" => 1,
            "transit" => 2,
            _ => 3,
        });
    }
    let mut cells = Vec::new();
    let mut put = |by: &str, noun: &str, with: Value, to: To| {
        let step = json!({"op": format!("directconnect.Confirm{noun}VirtualInterface"), "as": by, "with": with});
        let of = with["virtualInterfaceId"].as_str().unwrap_or("").to_owned();
        cells.push(Cell { step, of, to });
    };
    let carrier = "333333333333";
    let (own, global) = ("virtualGatewayId", "directConnectGatewayId");
    let private = |gateway: &str, id: &str| json!({"virtualInterfaceId": "dxvif-p", gateway: id});
    let transit = |id: &str| json!({"virtualInterfaceId": "dxvif-t", global: id});
    let public = json!({"virtualInterfaceId": "dxvif-u"});
    put(
        ONE,
        "Private",
        json!({"virtualInterfaceId": "dxvif-p", own: "vgw-a", global: FREE}),
        BAD,
    );
    put(carrier, "Private", private(own, "vgw-foreign"), ROLE);
    put(ONE, "Private", private(own, "vgw-foreign"), ROLE);
    put(ONE, "Private", private(own, "vgw-far"), REGION);
    put(ONE, "Private", private(global, FOREIGN), ROLE);
    put(ONE, "Private", private(global, OF_TRANSIT), MIXED);
    put(ONE, "Private", private(global, FULL), QUOTA);
    put(ONE, "Transit", private(global, FREE), STATE);
    put(
        ONE,
        "Public",
        json!({"virtualInterfaceId": "dxvif-p"}),
        STATE,
    );
    put(carrier, "Transit", transit(FREE), ROLE);
    put(ONE, "Transit", transit(FOREIGN), ROLE);
    put(ONE, "Transit", transit(OF_VIRTUAL), MIXED);
    put(ONE, "Transit", transit(FULL), QUOTA);
    put(
        ONE,
        "Private",
        json!({"virtualInterfaceId": "dxvif-t", own: "vgw-a"}),
        STATE,
    );
    put(carrier, "Public", public.clone(), ROLE);
    put(
        ONE,
        "Private",
        json!({"virtualInterfaceId": "dxvif-u", own: "vgw-a"}),
        STATE,
    );
    put(
        ONE,
        "Private",
        private(global, OF_VIRTUAL),
        To::State("down"),
    );
    put(ONE, "Transit", transit(OF_TRANSIT), To::State("down"));
    put(ONE, "Public", public, To::State("verifying"));
    run("confirmations", &design, false, &cells);
}
