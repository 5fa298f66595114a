//! Limits that take many: as many as are documented, and not one more.

use serde_json::{Value, json};

use super::tables::{Cell, ONE, To, run};

fn cell(step: Value, to: To) -> Cell {
    let of = step["of"].as_str().unwrap_or_default().to_owned();
    Cell { step, of, to }
}

#[test]
fn routes_of_a_table() {
    // 500 of each family.
    let route =
        |n: usize| json!({"to": format!("11.{}.{}.0/24", n / 256, n % 256), "via": "interface/fw"});
    let routes: Vec<Value> = (0..499).map(route).collect();
    let design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"], "subnets": {"fw": {"id": "subnet-fw", "cidrs": ["10.0.1.0/24"]}}}},
        "interfaces": {"fw": {"id": "eni-1", "network": "a", "subnet": "fw", "addresses": ["10.0.1.9"]}},
        "route_tables": {"main": {"id": "rtb-a", "network": "a", "main": true, "routes": routes}},
    });
    let create = |key: &str, to: &str| json!({"op": "ec2.CreateRoute", "with": {"RouteTableId": "rtb-a", (key): to, "NetworkInterfaceId": "eni-1"}});
    let (four, six) = ("DestinationCidrBlock", "DestinationIpv6CidrBlock");
    let quota = To::Refused("LimitExceeded", "quota", "RouteLimitExceeded");
    let delete = json!({"op": "ec2.DeleteRoute", "with": {"RouteTableId": "rtb-a", "DestinationCidrBlock": "11.0.0.0/24"}});
    let cells = [
        cell(create(four, "12.0.0.0/24"), To::Ok),
        cell(create(four, "12.0.1.0/24"), quota),
        cell(create(six, "2001:db8::/32"), To::Ok),
        cell(delete, To::Ok),
        cell(create(four, "12.0.1.0/24"), To::Ok),
    ];
    run("limit-routes", &design, false, &cells);
}

#[test]
fn prefixes_of_a_session() {
    // On private and transit interfaces 100 of each family, on public ones 1000.
    let (mut interfaces, mut advertise, mut cells) = (json!({}), Vec::new(), Vec::new());
    for (vlan, (of, family, most)) in [
        ("private", "ipv4", 100),
        ("private", "ipv6", 100),
        ("transit", "ipv4", 100),
        ("transit", "ipv6", 100),
        ("public", "ipv4", 1000),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("{of}-{family}");
        let mut interface = json!({
            "id": format!("dxvif-{name}"), "type": of, "connection": "line", "vlan": vlan + 1,
            "bgp_peers": {"s": {"family": family, "asn": 65001}},
        });
        match of {
            "public" => interface["route_filter_prefixes"] = json!(["198.51.100.0/24"]),
            "private" => interface["gateway"] = json!("virtual-gateway/gate"),
            _ => interface["gateway"] = json!("direct-connect-gateway/dx"),
        }
        interfaces[&name] = interface;
        let session = format!("{name}/s");
        advertise.push(json!({"session": session, "prefixes": []}));
        let prefixes: Vec<String> = (0..=most)
            .map(|n: usize| match family {
                "ipv4" => format!("100.{}.{}.0/24", 64 + n / 256, n % 256),
                _ => format!("2001:db8:{n:x}::/48"),
            })
            .collect();
        let step = |event: &str, with: Value| json!({"event": event, "of": session, "with": with});
        let with_state = |step: Value, is: &'static str| Cell {
            step,
            of: format!("dxvif-{name}"),
            to: To::State(is),
        };
        let first = &prefixes[..most];
        cells.push(with_state(
            step("advertise", json!({ "prefixes": first })),
            "available",
        ));
        cells.push(with_state(
            step("advertise", json!({ "prefix": prefixes[most] })),
            "down",
        ));
        cells.push(with_state(
            step("withdraw", json!({ "prefix": prefixes[0] })),
            "available",
        ));
    }
    let design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "networks": {"a": {"id": "vpc-a", "cidrs": ["10.0.0.0/16"]}},
        "virtual_gateways": {"gate": {"id": "vgw-a", "network": "a", "asn": 64513}},
        "direct_connect_gateways": {"dx": {"id": "00000000-aaaa-4bbb-8ccc-000000000001", "asn": 64600}},
        "connections": {"line": {"id": "dxcon-1", "location": "L"}},
        "virtual_interfaces": interfaces, "advertise": advertise,
    });
    run("limit-prefixes", &design, false, &cells);
}

#[test]
fn gateways_and_prefixes_of_a_transit_gateway() {
    // 20 Direct Connect gateways of a transit gateway, 200 allowed prefixes of each.
    let id = |n: usize| format!("00000000-aaaa-4bbb-8ccc-0000000000{n:02x}");
    let (mut gateways, mut associations) = (json!({}), json!({}));
    for n in 0..21 {
        gateways[format!("d{n}")] = json!({"id": id(n), "asn": 64600 + n});
    }
    for n in 0..19 {
        associations[format!("a{n}")] = json!({"gateway": format!("d{n}"), "to": "transit-gateway/full", "allowed_prefixes": ["10.0.0.0/8"]});
    }
    let many: Vec<String> = (0..200).map(|n| format!("172.16.{n}.0/24")).collect();
    gateways["wide"] = json!({"id": id(0x80), "asn": 64900});
    associations["wide"] = json!({"id": id(0x90), "gateway": "wide", "to": "transit-gateway/other", "allowed_prefixes": many});
    let design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "transit_gateways": {"full": {"id": "tgw-1", "asn": 64520}, "other": {"id": "tgw-2", "asn": 64521}},
        "direct_connect_gateways": gateways, "direct_connect_gateway_associations": associations,
    });
    let create = |n: usize| {
        json!({"op": "directconnect.CreateDirectConnectGatewayAssociation",
            "with": {"directConnectGatewayId": id(n), "gatewayId": "tgw-1", "addAllowedPrefixesToDirectConnectGateway": [{"cidr": "10.0.0.0/8"}]}})
    };
    let update = |add: &str, remove: Value| {
        json!({"op": "directconnect.UpdateDirectConnectGatewayAssociation",
            "with": {"associationId": id(0x90), "addAllowedPrefixesToDirectConnectGateway": [{"cidr": add}], "removeAllowedPrefixesToDirectConnectGateway": remove}})
    };
    let quota = To::Refused("LimitExceeded", "quota", "DirectConnectClientException");
    let cells = [
        cell(create(19), To::Ok),
        cell(create(20), quota),
        cell(update("172.16.200.0/24", json!([])), quota),
        cell(
            update("172.16.200.0/24", json!([{"cidr": "172.16.0.0/24"}])),
            To::Ok,
        ),
    ];
    run("limit-transit", &design, false, &cells);
}

#[test]
fn prefixes_of_a_proposal() {
    // 200 allowed prefixes of a transit gateway, also where its owner proposes them.
    let gateway = "00000000-aaaa-4bbb-8ccc-000000000001";
    let cidr = |n: usize| json!({"cidr": format!("172.16.{n}.0/24")});
    let design = json!({
        "provider": "aws", "account": ONE, "region": "r1",
        "transit_gateways": {"theirs": {"id": "tgw-1", "asn": 64520, "account": "222222222222"}},
        "direct_connect_gateways": {"dx": {"id": gateway, "asn": 64600}},
    });
    let propose = |name: &str, add: Vec<Value>, remove: Vec<Value>| {
        json!({"op": "directconnect.CreateDirectConnectGatewayAssociationProposal", "as": "222222222222", "bind": name,
            "with": {"directConnectGatewayId": gateway, "directConnectGatewayOwnerAccount": ONE, "gatewayId": "tgw-1",
                "addAllowedPrefixesToDirectConnectGateway": add, "removeAllowedPrefixesToDirectConnectGateway": remove}})
    };
    let accept = |name: &str| {
        json!({"op": "directconnect.AcceptDirectConnectGatewayAssociationProposal",
            "with": {"directConnectGatewayId": gateway, "proposalId": format!("${name}"), "associatedGatewayOwnerAccount": "222222222222"}})
    };
    let quota = To::Refused("LimitExceeded", "quota", "DirectConnectClientException");
    let cells = [
        cell(
            propose("many", (0..201).map(cidr).collect(), vec![]),
            To::Ok,
        ),
        cell(accept("many"), quota),
        cell(
            propose("most", (0..200).map(cidr).collect(), vec![]),
            To::Ok,
        ),
        cell(accept("most"), To::Ok),
        cell(propose("more", vec![cidr(200)], vec![]), To::Ok),
        cell(accept("more"), quota),
        cell(propose("other", vec![cidr(200)], vec![cidr(0)]), To::Ok),
        cell(accept("other"), To::Ok),
    ];
    run("limit-proposal", &design, false, &cells);
}
