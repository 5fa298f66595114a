//! What a trace tells: which states an element passes through, and what of a call stays unknown.

use serde_json::{Value, json};

use super::drawn;
use super::run::Ran;

fn trace(name: &str, scenario: &Value) -> Value {
    match drawn(&format!("told-{name}"), &scenario.to_string()) {
        Ran::Trace { json, .. } => json,
        Ran::Mistakes(mistakes) => panic!("{mistakes:#?}"),
    }
}

/// The states of an element, as the changes of all steps tell them: from and to.
fn states(trace: &Value, id: &str) -> Vec<(String, String)> {
    let steps = trace["steps"].as_array().unwrap().iter();
    let changes = steps.flat_map(|step| step["changes"].as_array().unwrap());
    let own = changes.filter(|change| change["subject"]["id"] == id && change["field"].is_null());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    own.map(|change| (word(&change["from"]), word(&change["to"])))
        .collect()
}

fn design() -> Value {
    json!({
        "provider": "aws", "account": "111111111111", "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"]}},
        "virtual_gateways": {"gate": {"id": "vgw-a", "network": "a", "asn": 64513}},
        "connections": {"line": {"id": "dxcon-1", "location": "L", "logical_redundancy": "yes"}},
        "virtual_interfaces": {"v": {
            "id": "dxvif-v", "type": "private", "connection": "line", "vlan": 1, "gateway": "virtual-gateway/gate",
            "state": "available", "bgp_peers": {"four": {"asn": 65001, "status": "up"}},
        }},
        "advertise": [{"session": "v/four", "prefixes": []}],
    })
}

#[test]
fn a_test_ends_in_the_state_that_follows_and_no_other() {
    // `testing`, then available or down: no state between.
    for settle in ["manual", "immediate"] {
        let start = json!({"op": "directconnect.StartBgpFailoverTest", "with": {"virtualInterfaceId": "dxvif-v", "testDurationInMinutes": 1}});
        let stop = json!({"op": "directconnect.StopBgpFailoverTest", "with": {"virtualInterfaceId": "dxvif-v"}});
        let lose = json!({"event": "bgp_down", "of": "v/four"});
        let steps = json!([start, {"advance": "1m"}, start, stop, start, lose, {"advance": "1m"}]);
        let scenario = json!({"scenario": "test", "clock": "2026-01-01T00:00:00Z", "settle": settle, "design": design(), "steps": steps});
        let trace = trace(&format!("test-{settle}"), &scenario);
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let wanted = [
            pair("available", "testing"),
            pair("testing", "available"),
            pair("available", "testing"),
            pair("testing", "available"),
            pair("available", "testing"),
            pair("testing", "down"),
        ];
        assert_eq!(states(&trace, "dxvif-v"), wanted, "{settle}");
    }
}

#[test]
fn a_session_without_a_number_has_none() {
    // The service model does not require one of a further session and does not say what it then has.
    let create = json!({"op": "directconnect.CreateBGPPeer", "bind": "six", "with": {"virtualInterfaceId": "dxvif-v", "newBGPPeer": {"addressFamily": "ipv6"}}});
    let named = |number: u64| {
        json!({"op": "directconnect.DeleteBGPPeer", "with": {"virtualInterfaceId": "dxvif-v", "asn": number, "customerAddress": "2001:db8::2/125"},
            "expect": {"error": {"message_kind": "no_such_resource"}}})
    };
    let by_id = json!({"op": "directconnect.DeleteBGPPeer", "with": {"bgpPeerId": "$six"}, "expect": {"state": {"of": "$six", "is": "deleted"}}});
    let steps = json!([create, named(65001), named(0), by_id]);
    let scenario = json!({"scenario": "number", "clock": "2026-01-01T00:00:00Z", "design": design(), "steps": steps});
    let trace = trace("number", &scenario);
    assert!(super::complaints(&trace).is_empty(), "{trace:#}");
    let made = &trace["steps"][0];
    let own = &made["result"]["ok"];
    assert!(own.get("bgpPeers.1.asn").is_none(), "{own}");
    assert_eq!(own["bgpPeers.0.asn"], 65001);
    assert_eq!(made["notes"][0]["kind"], "asn_unknown");
}

#[test]
fn a_packet_size_that_is_not_offered_is_answered_with_those_that_are() {
    for (of, call) in [
        ("Private", "virtualGatewayId"),
        ("Transit", "directConnectGatewayId"),
    ] {
        let member = format!("new{of}VirtualInterface");
        let target = if of == "Private" {
            "vgw-a"
        } else {
            "44444444-aaaa-4bbb-8ccc-000000000009"
        };
        let mut one = json!({"virtualInterfaceName": "x", "vlan": 2, "asn": 65001, "mtu": 9001});
        one[call] = json!(target);
        let step = json!({"op": format!("directconnect.Create{of}VirtualInterface"), "with": {"connectionId": "dxcon-1", (member.as_str()): one}});
        let scenario = json!({"scenario": "size", "clock": "2026-01-01T00:00:00Z", "design": design(), "steps": [step]});
        let trace = trace(&format!("size-{of}"), &scenario);
        let message = &trace["steps"][0]["result"]["error"]["message"];
        assert_eq!(
            message,
            &json!(format!("the parameter {member}.mtu must be 1500 or 8500"))
        );
    }
}

#[test]
fn links_are_assigned_past_those_that_are_in_use() {
    // The first two blocks of the pool are taken, the second by a session that is deleted in the run: it is not given out again.
    let mut design = design();
    let peer = |n: u8| json!({"asn": 65001, "status": "up", "provider_address": format!("169.254.0.{}/30", n), "customer_address": format!("169.254.0.{}/30", n + 1)});
    design["virtual_interfaces"]["v"]["bgp_peers"] = json!({"four": peer(1)});
    let other = |name: &str| json!({"op": "directconnect.CreateBGPPeer", "bind": name, "with": {"virtualInterfaceId": "dxvif-v", "newBGPPeer": {"asn": 65001}}});
    let delete = json!({"op": "directconnect.DeleteBGPPeer", "with": {"bgpPeerId": "$one"}});
    let given = json!({"op": "directconnect.CreateBGPPeer", "with": {"virtualInterfaceId": "dxvif-v",
        "newBGPPeer": {"asn": 65001, "amazonAddress": "169.254.0.9/30", "customerAddress": "169.254.0.10/30"}}});
    let steps = json!([other("one"), delete, given, other("two")]);
    let scenario = json!({"scenario": "links", "clock": "2026-01-01T00:00:00Z", "design": design, "steps": steps});
    let trace = trace("links", &scenario);
    let ends = |step: usize, peer: usize| {
        trace["steps"][step]["result"]["ok"][format!("bgpPeers.{peer}.customerAddress")].clone()
    };
    assert_eq!(ends(0, 1), "169.254.0.6/30", "{trace:#}");
    // Of the deleted one nothing is left in the answer of a later moment, so the last two are the given and the new.
    let last = trace["steps"][3]["result"]["ok"].as_object().unwrap();
    let all: Vec<&Value> = last
        .iter()
        .filter(|(name, _)| name.starts_with("bgpPeers.") && name.ends_with(".customerAddress"))
        .map(|(_, end)| end)
        .collect();
    assert!(all.contains(&&json!("169.254.0.14/30")), "{all:?}");
}

#[test]
fn a_change_of_a_route_tells_which_one() {
    let mut design = design();
    design["networks"]["b"] = json!({"id": "vpc-b", "cidrs": ["10.1.0.0/16"]});
    design["peerings"] = json!({"ab": {"id": "pcx-ab", "requester": "a", "accepter": "b"}});
    design["route_tables"] =
        json!({"main": {"id": "rtb-a", "network": "a", "main": true, "routes": []}});
    let route = |to: &str| json!({"op": "ec2.CreateRoute", "with": {"RouteTableId": "rtb-a", "DestinationCidrBlock": to, "VpcPeeringConnectionId": "pcx-ab"}});
    let delete = json!({"op": "ec2.DeleteVpcPeeringConnection", "with": {"VpcPeeringConnectionId": "pcx-ab"}});
    let steps = json!([route("10.1.0.0/17"), route("10.1.128.0/17"), delete]);
    let scenario = json!({"scenario": "route", "clock": "2026-01-01T00:00:00Z", "design": design, "steps": steps});
    let trace = trace("route", &scenario);
    let changes = trace["steps"][2]["changes"].as_array().unwrap();
    let routes = changes.iter().filter(|change| change["field"] == "route");
    let told: Vec<(&Value, &Value)> = routes
        .map(|change| (&change["from"], &change["to"]))
        .collect();
    let pair = |to: &str| {
        let word = |state: &str| json!(format!("{to} via pcx-ab, {state}"));
        (word("active"), word("blackhole"))
    };
    let wanted = [pair("10.1.0.0/17"), pair("10.1.128.0/17")];
    let wanted: Vec<(&Value, &Value)> = wanted.iter().map(|(from, to)| (from, to)).collect();
    assert_eq!(told, wanted);
}
