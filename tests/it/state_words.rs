//! Every word that a vendor's own description lists for a state is a state of the machine, and no machine has a word from nowhere.

use std::collections::{BTreeMap, BTreeSet};

use netvet::profile::{MachineOf, Profile};
use netvet::provider::{aws, huawei, outscale};

type Lists = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// A list of the fixture: file's first and second key, then the machine that it belongs to.
type Row = (&'static str, &'static str, &'static str);

const AWS: &[Row] = &[
    ("ec2", "VpcState", "network"),
    ("ec2", "VpcCidrBlockStateCode", "network-block"),
    ("ec2", "SubnetState", "subnet"),
    ("ec2", "SubnetCidrBlockStateCode", "subnet-block"),
    (
        "ec2",
        "RouteTableAssociationStateCode",
        "route-table-association",
    ),
    ("ec2", "RouteState", "route"),
    ("ec2", "AttachmentStatus", "virtual-gateway-attachment"),
    ("ec2", "AttachmentStatus", "internet-gateway-attachment"),
    ("ec2", "NatGatewayState", "nat-gateway"),
    ("ec2", "NetworkInterfaceStatus", "interface"),
    ("ec2", "PrefixListState", "prefix-list"),
    ("ec2", "VpcPeeringConnectionStateReasonCode", "peering"),
    ("ec2", "MultipathResilienceStatus", "multipath-resilience"),
    ("ec2", "VpnState", "virtual-gateway"),
    ("ec2", "VpnState", "vpn-connection"),
    ("ec2", "VpnState", "vpn-route"),
    ("ec2", "GatewayAssociationState", "vpn-gateway-association"),
    ("ec2", "TelemetryStatus", "vpn-tunnel"),
    ("ec2", "TransitGatewayState", "transit-gateway"),
    (
        "ec2",
        "TransitGatewayAttachmentState",
        "transit-gateway-attachment",
    ),
    (
        "ec2",
        "TransitGatewayRouteTableState",
        "transit-gateway-route-table",
    ),
    (
        "ec2",
        "TransitGatewayConnectPeerState",
        "transit-gateway-connect-peer",
    ),
    (
        "ec2",
        "TransitGatewayAssociationState",
        "transit-gateway-association",
    ),
    (
        "ec2",
        "TransitGatewayPropagationState",
        "transit-gateway-propagation",
    ),
    ("ec2", "TransitGatewayRouteState", "transit-gateway-route"),
    (
        "ec2",
        "TransitGatewayPrefixListReferenceState",
        "transit-gateway-prefix-list-reference",
    ),
    (
        "ec2",
        "TransitGatewayPolicyTableState",
        "transit-gateway-policy-table",
    ),
    (
        "ec2",
        "TransitGatewayRouteTableAnnouncementState",
        "transit-gateway-route-table-announcement",
    ),
    ("ec2", "RouteServerState", "route-server"),
    (
        "ec2",
        "RouteServerPersistRoutesState",
        "route-server-persist-routes",
    ),
    (
        "ec2",
        "RouteServerAssociationState",
        "route-server-association",
    ),
    ("ec2", "RouteServerEndpointState", "route-server-endpoint"),
    ("ec2", "RouteServerPeerState", "route-server-peer"),
    (
        "ec2",
        "RouteServerPropagationState",
        "route-server-propagation",
    ),
    ("ec2", "RouteServerBfdState", "bfd-status"),
    ("ec2", "RouteServerBgpState", "bgp-status"),
    ("ec2", "BgpStatus", "bgp-status"),
    ("directconnect", "ConnectionState", "connection"),
    ("directconnect", "LagState", "lag"),
    ("directconnect", "InterconnectState", "interconnect"),
    (
        "directconnect",
        "VirtualInterfaceState",
        "virtual-interface",
    ),
    ("directconnect", "BGPPeerState", "bgp-peer"),
    ("directconnect", "BGPStatus", "bgp-status"),
    (
        "directconnect",
        "DirectConnectGatewayState",
        "direct-connect-gateway",
    ),
    (
        "directconnect",
        "DirectConnectGatewayAssociationState",
        "direct-connect-gateway-association",
    ),
    (
        "directconnect",
        "DirectConnectGatewayAttachmentState",
        "direct-connect-gateway-attachment",
    ),
    (
        "directconnect",
        "DirectConnectGatewayAssociationProposalState",
        "direct-connect-gateway-association-proposal",
    ),
    (
        "documented_only",
        "ec2.CustomerGateway.State",
        "customer-gateway",
    ),
    (
        "documented_only",
        "ec2.InternetGateway.Attachments.State",
        "internet-gateway-attachment",
    ),
    (
        "documented_only",
        "directconnect.MacSecKey.state",
        "macsec-key",
    ),
    (
        "documented_only",
        "directconnect.VirtualGateway.virtualGatewayState",
        "virtual-gateway",
    ),
];

const OUTSCALE: &[Row] = &[
    ("schemas", "Net.State", "network"),
    ("schemas", "Subnet.State", "subnet"),
    ("schemas", "NetPeeringState.Name", "peering"),
    ("schemas", "Route.State", "route"),
    (
        "schemas",
        "InternetService.State",
        "internet-gateway-attachment",
    ),
    ("schemas", "NatService.State", "nat-gateway"),
    ("schemas", "Nic.State", "interface"),
    ("schemas", "VirtualGateway.State", "virtual-gateway"),
    (
        "schemas",
        "NetToVirtualGatewayLink.State",
        "virtual-gateway-attachment",
    ),
    ("schemas", "ClientGateway.State", "customer-gateway"),
    ("schemas", "VpnConnection.State", "vpn-connection"),
    ("schemas", "RouteLight.State", "vpn-route"),
    ("schemas", "VgwTelemetry.State", "vpn-tunnel"),
    ("schemas", "DirectLink.State", "connection"),
    ("schemas", "DirectLinkInterfaces.State", "virtual-interface"),
];

const HUAWEI: &[Row] = &[
    ("VPC", "Vpc.status (v2)", "network"),
    ("VPC", "Vpc.status (v3)", "network"),
    ("VPC", "Subnet.status", "subnet"),
    ("VPC", "VpcPeering.status", "peering"),
    ("DC", "DirectConnect.status", "connection"),
    ("DC", "HostedDirectConnect.status", "connection"),
    ("DC", "VirtualInterface.status", "virtual-interface"),
    ("DC", "VirtualGateway.status", "virtual-gateway"),
    ("DC", "GlobalDcGatewayStatus", "direct-connect-gateway"),
    (
        "ER",
        "AttachmentDetails.state",
        "transit-gateway-attachment",
    ),
    ("ER", "RouteTable.state", "transit-gateway-route-table"),
];

/// What the lists say that no machine may miss, and the words that machines have beyond them.
fn compare(profile: &Profile, lists: &str, rows: &[Row]) -> (Vec<String>, BTreeSet<String>) {
    let lists: Lists = serde_json::from_str(lists).unwrap();
    let mut missing = Vec::new();
    let mut beyond: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, _, of) in rows {
        let machine = profile.machine(MachineOf::from_word(of).unwrap()).unwrap();
        beyond.insert(of, machine.states.iter().map(|row| row.native).collect());
    }
    let mut used = BTreeSet::new();
    for (service, list, of) in rows {
        used.insert((service.to_string(), list.to_string()));
        for word in &lists[*service][*list] {
            if profile
                .state(MachineOf::from_word(of).unwrap(), word)
                .is_none()
            {
                missing.push(format!("{of}: {word} ({list})"));
            }
            beyond.get_mut(of).unwrap().remove(word.as_str());
        }
    }
    let listed: BTreeSet<_> = lists
        .iter()
        .flat_map(|(service, inside)| inside.keys().map(|list| (service.clone(), list.clone())))
        .collect();
    assert_eq!(used, listed, "every list of the fixture is compared");
    let beyond = beyond
        .into_iter()
        .flat_map(|(of, words)| words.into_iter().map(move |word| format!("{of} {word}")))
        .collect();
    (missing, beyond)
}

fn words(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn aws() {
    let lists = include_str!("../profile/aws-states.json");
    let (missing, beyond) = compare(&aws::PROFILE, lists, AWS);
    assert_eq!(missing, Vec::<String>::new());
    // Seen in real answers, though no list has it.
    assert_eq!(beyond, words(&["vpn-connection modifying"]));
}

#[test]
fn outscale() {
    let lists = include_str!("../profile/outscale-states.json");
    let (missing, beyond) = compare(&outscale::PROFILE, lists, OUTSCALE);
    assert_eq!(missing, Vec::<String>::new());
    // In a sample answer of the same description.
    assert_eq!(beyond, words(&["connection requested"]));
}

#[test]
fn huawei() {
    let lists = include_str!("../profile/huawei-states.json");
    let (missing, beyond) = compare(&huawei::PROFILE, lists, HUAWEI);
    assert_eq!(missing, Vec::<String>::new());
    // In the documentation of the Terraform provider.
    assert_eq!(beyond, words(&["subnet DOWN"]));
    // Open Telekom Cloud has the same interfaces, but for the course of a connection and the global gateway.
    let shared: Vec<Row> = HUAWEI
        .iter()
        .copied()
        .filter(|(_, _, of)| !["connection", "direct-connect-gateway"].contains(of))
        .collect();
    for (_, _, of) in shared {
        let of = MachineOf::from_word(of).unwrap();
        assert_eq!(huawei::PROFILE.machine(of), huawei::OTC_PROFILE.machine(of));
    }
}

#[test]
fn every_machine_is_drawn_and_told() {
    for profile in netvet::provider::PROFILES {
        for machine in profile.machines {
            let name = format!("{} {}", profile.provider, machine.of.word());
            let dot = netvet::diagram::states::write(profile, machine);
            graphviz_rust::parse(&dot).unwrap_or_else(|e| panic!("{name}: {e}\n{dot}"));
            for row in machine.states {
                let shown = row.same_as.map_or(format!("\"{}", row.native), |_| {
                    format!("also {}", row.native)
                });
                assert!(dot.contains(&shown), "{name}: {}", row.native);
            }
            assert_eq!(profile.state_rows(machine).rows.len(), machine.states.len());
            assert_eq!(profile.move_rows(machine).rows.len(), machine.moves.len());
        }
        assert_eq!(profile.limit_rows().rows.len(), profile.limits.len());
    }
}
