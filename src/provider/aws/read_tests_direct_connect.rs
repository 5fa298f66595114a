//! Whole answers of Direct Connect.

use super::lower::tests::around;
use super::read::read;
use super::read_tests::{at, case, cidrs, clean};
use crate::import::{Batch, Notice};
use crate::model::*;
use crate::source::{FileId, Limits, Parsed};

#[test]
fn interfaces_from_before_2016_show_one_session_themselves() {
    let (path, text) = case!("old-interfaces/virtual-interfaces.json");
    let batch = clean(path, text);
    let [private, public] = batch.elements.virtual_interfaces.as_slice() else {
        panic!()
    };
    assert!(!private.peers_listed);
    assert_eq!(private.virtual_gateway.id.get().unwrap(), "vgw-aba37db6");
    assert!(public.virtual_gateway.is_absent());
    assert_eq!(
        cidrs(public.route_filter_prefixes.as_deref().unwrap()),
        ["203.0.113.4/30", "203.0.113.0/30"]
    );
    let [peer, _] = batch.elements.bgp_peers.as_slice() else {
        panic!()
    };
    assert!(peer.from_interface);
    assert_eq!(peer.head.name.get().unwrap(), "PrivateVirtualInterface/v4");
    assert_eq!(peer.virtual_interface.id.get().unwrap(), "dxvif-ffhhk74f");
    assert_eq!(
        peer.customer_address.get().unwrap().to_string(),
        "192.168.1.2/30"
    );
    assert_eq!(peer.effective_asn().get(), Some(Asn::new(65_000)));
    assert_eq!(at(text, peer.head.origin()), "\"192.168.1.2/30\"");
    // Keys are known by place and length alone.
    let (secret, span) = peer.auth_key.located().unwrap();
    assert_eq!((secret.length, secret.masked), (13, false));
    assert_eq!(private.secret, Some(span));
    assert!(!format!("{:?}", batch.elements).contains("asdf34example"));
}

#[test]
fn a_recorded_answer_and_its_session() {
    let (path, text) = case!("recorded-interface/directconnect.DescribeVirtualInterfaces_1.json");
    let batch = clean(path, text);
    assert_eq!(batch.kinds, ["aws.directconnect.DescribeVirtualInterfaces"]);
    let interface = &batch.elements.virtual_interfaces.as_slice()[0];
    assert_eq!(interface.head.account.get().unwrap(), "123456789012");
    assert_eq!(interface.head.region.get().unwrap(), "us-east-1");
    assert_eq!(interface.kind(), Some(InterfaceType::Private));
    assert!(interface.peers_listed);
    let [peer] = batch.elements.bgp_peers.as_slice() else {
        panic!()
    };
    assert!(!peer.from_interface);
    assert_eq!(peer.head.id.get().unwrap(), "bgp-123456");
    assert_eq!(peer.is_up(), Some(true));
    assert_eq!(peer.head.state.phase, Phase::Active);
}

#[test]
fn four_byte_numbers_and_several_prefixes_in_one_text() {
    let text = r#"{"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1", "virtualInterfaceName": "v", "virtualInterfaceType": "public",
        "asn": 0, "asnLong": 4200000001, "connectionId": "dxlag-1", "vlan": "12",
        "routeFilterPrefixes": [{"cidr": "198.51.100.0/24, 203.0.113.0/24"}],
        "bgpPeers": [
            {"bgpPeerId": "p1", "asn": 0, "asnLong": 4200000001, "addressFamily": "IPV4", "bgpStatus": "UP"},
            {"bgpPeerId": "p2", "asn": 65000, "addressFamily": "ipv4", "bgpPeerState": "deleting"},
            {"asn": 65000, "addressFamily": "ipv6", "customerAddress": "2001:db8::2/125"},
            {"bgpPeerId": "p4", "addressFamily": "ipx"}]}]}"#;
    let batch = clean("vifs.json", text);
    let interface = &batch.elements.virtual_interfaces.as_slice()[0];
    assert_eq!(interface.asn.get(), Some(Asn::new(4_200_000_001)));
    assert_eq!(interface.vlan.get(), Some(12));
    assert_eq!(interface.connection.kinds[0], ElementKind::Lag);
    assert_eq!(
        cidrs(interface.route_filter_prefixes.as_deref().unwrap()),
        ["198.51.100.0/24", "203.0.113.0/24"]
    );
    let peers = batch.elements.bgp_peers.as_slice();
    let names: Vec<_> = peers
        .iter()
        .map(|p| p.head.name.get().unwrap().as_str())
        .collect();
    assert_eq!(names, ["v/p1", "v/p2", "v/v6", "v/p4"]);
    assert_eq!(peers[0].asn.get(), Some(Asn::new(0)));
    assert_eq!(
        peers[0].effective_asn().get(),
        Some(Asn::new(4_200_000_001))
    );
    assert_eq!(peers[0].family.get(), Some(Family::Ipv4));
    assert_eq!(peers[0].is_up(), Some(true));
    assert_eq!(peers[3].family_word.get().unwrap(), "ipx");
    assert!(peers[3].family.is_absent());
}

#[test]
fn direct_connect_in_pascal_case() {
    let (path, text) = case!("pascal-interfaces/VirtualInterfaces.json");
    let batch = clean(path, text);
    let names: Vec<_> = batch
        .elements
        .virtual_interfaces
        .iter()
        .map(|(_, v)| v.head.name.get().unwrap().as_str())
        .collect();
    assert_eq!(names, ["my-transit-vif", "down-vif", "vgw-private-vif"]);
    // One of the three has an empty list of sessions.
    assert_eq!(batch.elements.bgp_peers.len(), 2);
    assert!(
        matches!(batch.notices.as_slice(), [Notice::MixedCasing { member, .. }] if member == "VirtualInterfaces")
    );
}

#[test]
fn answers_without_a_key() {
    let (path, text) = case!("single-answers/update-virtual-interface-attributes.json");
    let batch = clean(path, text);
    assert_eq!(batch.elements.virtual_interfaces.len(), 1);
    assert_eq!(batch.elements.bgp_peers.len(), 1);
    assert!(batch.elements.about.listings.is_empty());
    assert!(batch.not_modelled.is_empty(), "{:?}", batch.not_modelled);
    let (path, text) = case!("single-answers/delete-lag.json");
    let batch = clean(path, text);
    assert_eq!((batch.elements.lags.len(), batch.elements.len()), (1, 1));
    assert_eq!(
        batch.elements.lags.as_slice()[0].head.state.phase,
        Phase::Deleted
    );
    let (path, text) = case!("single-answers/create-interconnect.json");
    let batch = clean(path, text);
    let [interconnect] = batch.elements.connections.as_slice() else {
        panic!()
    };
    assert_eq!(interconnect.head.id.get().unwrap(), "dxcon-fgktov66");
    assert_eq!(interconnect.head.region.get().unwrap(), "sa-east-1");
    // The same object in YAML, where the list of sessions comes before the members that tell.
    let yaml = "amazonAddress: 192.168.1.1/30\nasn: 65000\nbgpPeers:\n- asn: 65000\nconnectionId: dxcon-1\nvirtualInterfaceId: dxvif-1\nvlan: 7\n";
    let batch = read_any("vif.yaml", yaml);
    assert_eq!(batch.elements.virtual_interfaces.len(), 1);
    assert_eq!(batch.elements.bgp_peers.len(), 1);
}

/// Reads without asking whether it is recognised.
fn read_any(path: &str, text: &str) -> Batch {
    let parsed = Parsed::new(FileId(0), path, text, &Limits::default()).unwrap();
    read(&parsed.first(text).unwrap(), &around(path), &super::PROFILE).unwrap()
}

#[test]
fn wrapped_single_answers() {
    let (path, text) = case!("single-answers/create-transit-virtual-interface.json");
    let batch = clean(path, text);
    assert_eq!(
        batch.elements.virtual_interfaces.as_slice()[0]
            .provider_asn
            .get(),
        Some(Asn::new(4_200_000_000))
    );
    let (path, text) = case!("single-answers/ec2.AcceptVpcPeeringConnection_1.json");
    let batch = clean(path, text);
    assert_eq!(batch.kinds, ["aws.ec2.VpcPeeringConnection"]);
    assert_eq!(
        batch.elements.peerings.as_slice()[0].head.state.phase,
        Phase::Provisioning
    );
    // date -u -d 'Tue, 27 Jun 2017 15:40:53 GMT' +%s
    assert_eq!(batch.elements.about.captured, Some(Time(1_498_578_053)));
    let batch = clean("confirm.json", r#"{"virtualInterfaceState": "pending"}"#);
    assert_eq!(batch.elements.len(), 0);
    assert_eq!(batch.kinds, ["aws.directconnect.virtualInterfaceState"]);
}

#[test]
fn a_group_shows_its_connections_in_full() {
    let (path, text) = case!("lag/lags.json");
    let batch = clean(path, text);
    let lag = &batch.elements.lags.as_slice()[0];
    assert_eq!(lag.connections.as_ref().unwrap().len(), 2);
    assert_eq!(lag.minimum_links.get(), Some(0));
    let members: Vec<_> = batch
        .elements
        .connections
        .iter()
        .map(|(_, c)| c.lag.id.get().unwrap().as_str())
        .collect();
    assert_eq!(members, ["dxlag-fgsu9erb", "dxlag-fgsu9erb"]);
}
