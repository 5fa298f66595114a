//! Whole documents: what is made of them, and where it stands.

use super::lower::tests::around;
use super::read::read;
use super::recognize::recognize;
use crate::import::{Batch, Certainty, Notice};
use crate::model::*;
use crate::source::{FileId, Limits, Parsed, Span, Text};

/// Reads a text that must be recognised; the first document counts.
pub(super) fn batch_of(path: &str, text: &str) -> Batch {
    let parsed = Parsed::new(FileId(0), path, text, &Limits::default()).unwrap();
    let document = parsed.first(text).unwrap();
    assert_ne!(recognize(&document.outline()), Certainty::No, "{text}");
    read(&document, &around(path), &super::PROFILE).unwrap()
}

pub(super) fn clean(path: &str, text: &str) -> Batch {
    let batch = batch_of(path, text);
    assert!(batch.refused.is_empty(), "{:?}", batch.refused);
    assert!(batch.unreadable.is_empty(), "{:?}", batch.unreadable);
    batch
}

pub(super) fn at(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

macro_rules! case {
    ($path:literal) => {
        (
            $path,
            include_str!(concat!("../../../tests/import/aws/", $path)),
        )
    };
}
pub(super) use case;

pub(super) fn cidrs(list: &[crate::source::Field<Cidr>]) -> Vec<String> {
    list.iter().map(|c| c.get().unwrap().to_string()).collect()
}

#[test]
fn a_primary_range_stands_twice_and_is_read_once() {
    let text = r#"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "444455556666", "State": "available", "CidrBlock": "10.0.0.0/16",
        "CidrBlockAssociationSet": [
            {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "disassociated"}},
            {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}],
        "Ipv6CidrBlockAssociationSet": [
            {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}, "IpSource": "amazon"}],
        "Tags": [{"Key": "Name", "Value": "hub"}]}]}"#;
    let batch = clean("vpcs.json", text);
    assert_eq!(batch.kinds, ["aws.ec2.DescribeVpcs"]);
    let [network] = batch.elements.networks.as_slice() else {
        panic!()
    };
    let blocks: Vec<_> = network
        .cidrs
        .iter()
        .map(|b| (b.cidr.get().unwrap().to_string(), b.primary, b.state.phase))
        .collect();
    assert_eq!(
        blocks,
        [
            ("10.0.0.0/16".to_owned(), true, Phase::Active),
            ("10.1.0.0/16".to_owned(), false, Phase::Deleted),
            ("2001:db8::/56".to_owned(), false, Phase::Active),
        ]
    );
    assert_eq!(
        at(text, network.cidrs[0].cidr.span().unwrap()),
        "\"10.0.0.0/16\""
    );
    let first = text.find("\"10.0.0.0/16\"").unwrap();
    assert_eq!(network.cidrs[0].cidr.span().unwrap().start as usize, first);
    assert!(network.ipv4_listed && network.ipv6_listed);
    let head = &network.head;
    assert_eq!(
        (
            head.id.get().unwrap().as_str(),
            head.name.get().unwrap().as_str()
        ),
        ("vpc-1", "hub")
    );
    assert_eq!(head.account.get().unwrap(), "444455556666");
    assert_eq!(head.exporter.unwrap(), "111122223333");
    assert!(head.is_foreign());
    let [listing] = batch.elements.about.listings.as_slice() else {
        panic!()
    };
    assert_eq!(
        (listing.kind, listing.truncated),
        (ElementKind::Network, false)
    );
    assert_eq!(listing.region.unwrap(), "eu-west-1");
}

#[test]
fn a_wrong_id_or_range_costs_its_element_alone() {
    let text = r#"{"Vpcs": [{"VpcId": 7, "CidrBlock": "10.0.0.0/16"}, {"VpcId": "vpc-2", "CidrBlock": "10.0.0.0/33"},
        {"VpcId": "vpc-3", "CidrBlock": ["10.0.0.0/16"], "IsDefault": "perhaps"}, {"VpcId": "vpc-4", "CidrBlock": "<cidr:1>"},
        {"VpcId": "vpc-5", "IsDefault": "perhaps"}, 5]}"#;
    let batch = batch_of("vpcs.json", text);
    let kept: Vec<_> = batch
        .elements
        .networks
        .iter()
        .map(|(_, n)| n.head.id.get().unwrap().as_str())
        .collect();
    assert_eq!(kept, ["vpc-4", "vpc-5"]);
    let refused: Vec<_> = batch
        .refused
        .iter()
        .map(|r| (at(text, r.span), r.id.map(Text::as_str), r.kind))
        .collect();
    let network = ElementKind::Network;
    assert_eq!(
        refused,
        [
            ("7", None, network),
            ("\"10.0.0.0/33\"", Some("vpc-2"), network),
            ("[\"10.0.0.0/16\"]", Some("vpc-3"), network),
            ("5", None, network),
        ]
    );
    let unreadable: Vec<_> = batch
        .unreadable
        .iter()
        .map(|u| u.span.start as usize)
        .collect();
    assert_eq!(unreadable, [text.rfind("\"perhaps\"").unwrap()]);
    assert!(batch.elements.networks.as_slice()[0].cidrs.is_empty());
}

#[test]
fn peerings_of_2014() {
    let (path, text) = case!("peerings/peerings.json");
    let batch = clean(path, text);
    let [active, pending] = batch.elements.peerings.as_slice() else {
        panic!()
    };
    assert_eq!(active.head.state.phase, Phase::Active);
    assert_eq!(cidrs(&active.accepter.cidrs), ["10.0.1.0/28"]);
    assert_eq!(cidrs(&active.requester.cidrs), ["192.168.0.0/16"]);
    assert_eq!(active.head.account.get().unwrap(), "444455556666");
    assert_eq!(active.requester.classic_link.get(), Some(false));
    assert_eq!(pending.head.state.phase, Phase::AwaitingAcceptance);
    // date -u -d 2014-04-03T09:12:43Z +%s
    assert_eq!(pending.expires.get(), Some(Time(1_396_516_363)));
    assert!(pending.accepter.cidrs.is_empty());
    assert_eq!(
        pending.message.get().unwrap(),
        "Pending Acceptance by 444455556666"
    );
}

#[test]
fn wrapped_tables_know_their_ids() {
    let (path, text) = case!("wrapped-tables/TransitGatewayPropagations.json");
    let batch = clean(path, text);
    let [table] = batch.elements.transit_gateway_route_tables.as_slice() else {
        panic!()
    };
    assert_eq!(table.head.presence, Presence::Mentioned);
    assert_eq!(table.head.id.get().unwrap(), "tgw-rtb-08262a9ed03306288");
    assert_eq!(table.propagations.as_ref().unwrap().len(), 3);
    assert!(!table.propagations_partial);
    let (path, text) = case!("wrapped-tables/TransitGatewayStaticRoutes.json");
    let batch = clean(path, text);
    let [first, second] = batch.elements.transit_gateway_route_tables.as_slice() else {
        panic!()
    };
    let routes = first.routes.as_ref().unwrap();
    assert_eq!(
        (routes.len(), routes[0].blackhole, routes[1].blackhole),
        (2, false, true)
    );
    // Learned routes are not in such an export.
    assert!(first.routes_partial && second.routes_partial);
    assert_eq!(second.routes.as_ref().unwrap().len(), 0);
}

#[test]
fn two_calls_share_the_key_of_routes() {
    let search = r#"{"Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "active",
        "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1"}]}], "AdditionalRoutesAvailable": true,
        "_context": {"TransitGatewayRouteTableId": "tgw-rtb-1", "account": "999988887777"}}"#;
    let batch = clean("routes.json", search);
    let table = &batch.elements.transit_gateway_route_tables.as_slice()[0];
    assert_eq!(table.head.id.get().unwrap(), "tgw-rtb-1");
    assert_eq!(table.head.exporter.unwrap(), "999988887777");
    assert_eq!(table.head.account.get().unwrap(), "999988887777");
    assert!(table.routes_partial);
    assert!(matches!(
        batch.notices.as_slice(),
        [Notice::Truncated {
            collection: "aws.ec2.SearchTransitGatewayRoutes",
            ..
        }]
    ));
    let database = r#"{"AreRoutesPersisted": false, "Routes": [{"RouteServerPeerId": "rsp-1", "RouteStatus": "in-fib", "Prefix": "10.0.0.0/8",
        "AsPaths": ["65001 65002", "65003"], "Med": 5, "NextHopIp": "10.9.9.9", "RouteInstallationDetails": [
        {"RouteTableId": "rtb-1", "RouteInstallationStatus": "rejected", "RouteInstallationStatusReason": "full"}]}]}"#;
    let batch = clean("get-route-server-routing-database.rs-0a1.json", database);
    assert_eq!(batch.kinds, ["aws.ec2.GetRouteServerRoutingDatabase"]);
    let server = &batch.elements.route_servers.as_slice()[0];
    assert_eq!(server.head.id.get().unwrap(), "rs-0a1");
    assert_eq!(server.routes_persisted.get(), Some(false));
    let route = &server.routes.as_ref().unwrap()[0];
    assert_eq!(route.as_path, [65_001, 65_002, 65_003].map(Asn::new));
    assert_eq!(route.rejected[0].1.get().unwrap(), "full");
    let empty = clean(
        "routes.rs-0a1.json",
        r#"{"Routes": [], "AreRoutesPersisted": true}"#,
    );
    assert!(empty.elements.transit_gateway_route_tables.is_empty());
    assert_eq!(empty.elements.route_servers.len(), 1);
}

#[test]
fn lists_whose_parent_nothing_names() {
    let text = r#"{"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "associated"}]}"#;
    let batch = clean("associations.json", text);
    assert!(batch.elements.is_empty());
    let [Notice::MissingContext { span, needs, .. }] = batch.notices.as_slice() else {
        panic!()
    };
    assert_eq!(at(text, *span), "\"tgw-attach-1\"");
    assert_eq!(*needs, "the id of the transit gateway route table");
    let batch = clean("associations-tgw-rtb-0a.json", text);
    assert!(
        matches!(batch.notices.as_slice(), [Notice::Ended { parent, .. }] if *parent == "tgw-rtb-0a")
    );
    let table = &batch.elements.transit_gateway_route_tables.as_slice()[0];
    assert_eq!(
        table.associations.as_ref().unwrap()[0].state.phase,
        Phase::Active
    );
    let (path, text) = case!("prefix-lists/entries-pl-0123abc.json");
    let batch = clean(path, text);
    let list = &batch.elements.prefix_lists.as_slice()[0];
    assert_eq!(list.head.id.get().unwrap(), "pl-0123abc");
    assert_eq!(
        cidrs(list.entries.as_deref().unwrap()),
        ["10.0.0.0/16", "10.2.0.0/16"]
    );
    let of_attachment = r#"{"_context": [{"transitGatewayAttachmentId": "tgw-attach-9"}],
        "TransitGatewayAttachmentPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-2", "State": "enabled"}]}"#;
    let batch = clean("x.json", of_attachment);
    let table = &batch.elements.transit_gateway_route_tables.as_slice()[0];
    assert_eq!(table.head.id.get().unwrap(), "tgw-rtb-2");
    assert!(table.propagations_partial);
    let entry = &table.propagations.as_ref().unwrap()[0];
    assert_eq!(entry.attachment.id.get().unwrap(), "tgw-attach-9");
}

#[test]
fn prefix_lists_of_the_older_call_have_their_entries() {
    let (path, text) = case!("prefix-lists/PrefixLists.json");
    let batch = clean(path, text);
    assert_eq!(batch.kinds, ["aws.ec2.DescribePrefixLists"]);
    // It shows lists of AWS only, so absence from it proves nothing.
    assert!(batch.elements.about.listings.is_empty());
    let list = &batch.elements.prefix_lists.as_slice()[0];
    assert_eq!(list.head.account.get().unwrap(), "AWS");
    assert_eq!(list.entries.as_ref().unwrap().len(), 2);
}

#[test]
fn tunnels_from_the_configuration_where_nothing_else_tells() {
    let (path, text) = case!("vpn-configuration/VpnConnections.json");
    let batch = clean(path, text);
    let vpn = &batch.elements.vpn_connections.as_slice()[0];
    assert!(vpn.secret.is_none(), "the keys of this file are masked");
    let tunnels: Vec<_> = batch
        .elements
        .vpn_tunnels
        .iter()
        .map(|(_, t)| {
            (
                t.head.name.get().unwrap().as_str(),
                t.inside_cidr.get().unwrap().to_string(),
                t.is_up(),
                t.accepted_routes.get(),
            )
        })
        .collect();
    assert_eq!(
        tunnels,
        [
            (
                "GNS3-BGP-Test/52.27.166.152",
                "169.254.15.192/30".to_owned(),
                Some(true),
                Some(5)
            ),
            (
                "GNS3-BGP-Test/52.39.121.126",
                "169.254.13.236/30".to_owned(),
                Some(true),
                Some(5)
            ),
        ]
    );
}

#[test]
fn targets_of_routes_by_member_and_prefix() {
    let text = r#"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1",
        "Associations": [{"Main": false, "SubnetId": "subnet-1"}, {"Main": true, "AssociationState": {"State": "associated"}},
            {"Main": false, "GatewayId": "igw-1"}],
        "PropagatingVgws": [{"GatewayId": "vgw-1"}],
        "Routes": [
            {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
            {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute"},
            {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute"},
            {"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"},
            {"DestinationCidrBlock": "10.8.0.0/16", "InstanceId": "i-1", "NetworkInterfaceId": "eni-1", "State": "blackhole"},
            {"DestinationCidrBlock": "10.7.0.0/16", "VpcPeeringConnectionId": "pcx-1", "Origin": "Advertisement"}]}]}"#;
    let batch = clean("rtb.json", text);
    let table = &batch.elements.route_tables.as_slice()[0];
    assert_eq!(table.main.get(), Some(true));
    assert_eq!(
        table.associations[2].gateway.kinds,
        [ElementKind::InternetGateway]
    );
    let routes = table.routes.as_ref().unwrap();
    let shown: Vec<_> = routes
        .iter()
        .map(|r| match r.target {
            RouteTarget::Local => "local",
            RouteTarget::To(link) => link.kinds[0].word(),
            RouteTarget::Other(_) => "other",
            RouteTarget::None | RouteTarget::Blackhole => "none",
        })
        .collect();
    assert_eq!(
        shown,
        [
            "local",
            "egress-only-internet-gateway",
            "other",
            "virtual-gateway",
            "interface",
            "peering"
        ]
    );
    assert!(
        routes
            .iter()
            .all(|r| r.more_targets.is_empty() && r.more_destinations.is_empty())
    );
    assert_eq!(routes[3].origin, RouteOrigin::Propagated);
    assert_eq!(routes[5].origin, RouteOrigin::RouteServer);
    assert_eq!(at(text, routes[2].span), "\"pl-1\"");
}

#[test]
fn route_servers_in_yaml() {
    let (path, text) = case!("route-servers/peers.yaml");
    let batch = clean(path, text);
    let [first, second] = batch.elements.route_server_peers.as_slice() else {
        panic!()
    };
    assert_eq!(first.asn.get(), Some(Asn::new(65_200)));
    assert_eq!(first.liveness.get().unwrap(), "bgp-keepalive");
    assert_eq!(
        (
            first.bgp_status.get().unwrap().as_str(),
            first.bfd_status.get().unwrap().as_str()
        ),
        ("up", "down")
    );
    assert_eq!(at(text, second.address.span().unwrap()), "10.249.196.6");
    let tie = r#"{"RouteServerAssociation": {"RouteServerId": "rs-1", "VpcId": "vpc-1", "State": "associating"}}"#;
    let batch = clean("associate.json", tie);
    let server = &batch.elements.route_servers.as_slice()[0];
    assert_eq!(server.head.presence, Presence::Mentioned);
    assert!(server.associations_partial);
    assert_eq!(
        server.associations.as_ref().unwrap()[0].state.phase,
        Phase::Provisioning
    );
}

#[test]
fn a_peering_of_transit_gateways_is_seen_from_its_requester() {
    let text = r#"{"TransitGatewayPeeringAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1",
        "RequesterTgwInfo": {"TransitGatewayId": "tgw-1", "OwnerId": "1", "Region": "us-east-1"},
        "AccepterTgwInfo": {"TransitGatewayId": "tgw-2", "OwnerId": "2", "Region": "eu-west-1"},
        "Status": {"Code": "available", "Message": "Available"}, "State": "pendingAcceptance",
        "CreationTime": {"__class__": "datetime", "year": 2020, "month": 5, "day": 6, "hour": 18, "minute": 44, "second": 27, "microsecond": 0}}]}"#;
    let batch = clean("p.json", text);
    let attachment = &batch.elements.transit_gateway_attachments.as_slice()[0];
    assert_eq!(attachment.gateway.id.get().unwrap(), "tgw-1");
    assert_eq!(attachment.resource.id.get().unwrap(), "tgw-2");
    assert_eq!(attachment.resource_type.get().unwrap(), "peering");
    assert_eq!(attachment.head.region.get().unwrap(), "us-east-1");
    assert_eq!(attachment.head.state.phase, Phase::AwaitingAcceptance);
    // date -u -d 2020-05-06T18:44:27Z +%s
    assert_eq!(attachment.created.get(), Some(Time(1_588_790_667)));
    // A list of one type of attachments is not all of the kind.
    assert!(batch.elements.about.listings.is_empty());
}

#[test]
fn pages_of_one_document_go_on() {
    let text = "- NextToken: abc\n  Vpcs:\n  - VpcId: vpc-1\n    CidrBlock: 10.0.0.0/16\n- Vpcs:\n  - VpcId: vpc-2\n    CidrBlock: 10.1.0.0/16\n";
    let batch = clean("pages.yaml", text);
    assert_eq!(batch.elements.networks.len(), 2);
    assert!(batch.notices.is_empty(), "{:?}", batch.notices);
    let [listing] = batch.elements.about.listings.as_slice() else {
        panic!()
    };
    assert!(!listing.truncated);
    let text = r#"{"connections": [{"connectionId": "dxcon-1"}], "nextToken": "abc"}"#;
    let batch = clean("c.json", text);
    let [listing] = batch.elements.about.listings.as_slice() else {
        panic!()
    };
    assert!(listing.truncated);
    assert_eq!(at(text, listing.span), "\"abc\"");
}

#[test]
fn the_last_of_two_equal_keys_holds() {
    let text = r#"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "CidrBlock": "10.0.1.0/24"},
        {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.2.0/24", "AvailabilityZone": "eu-central-1b"}]}"#;
    let batch = clean("s.json", text);
    let [first, second] = batch.elements.subnets.as_slice() else {
        panic!()
    };
    assert_eq!(
        first.cidrs[0].cidr.get().unwrap().to_string(),
        "10.0.1.0/24"
    );
    assert!(
        matches!(batch.notices.as_slice(), [Notice::DuplicateKey { key, .. }] if key == "CidrBlock")
    );
    assert_eq!(second.head.region.get().unwrap(), "eu-central-1");
    assert_eq!(first.head.region.get().unwrap(), "eu-west-1");
}

#[test]
fn a_bare_list_is_of_the_kind_of_its_items() {
    let text = r#"[{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}, {"SubnetId": "subnet-2", "VpcId": "vpc-1"}]"#;
    let batch = clean("q.json", text);
    assert_eq!(batch.elements.subnets.len(), 2);
    // A query may have left out some.
    assert!(batch.elements.about.listings.is_empty());
}

#[test]
fn what_has_no_element_is_counted() {
    let text = r#"{"NetworkAcls": [{"Entries": []}, {}], "Vpcs": [], "FutureThings": [{}], "ResponseMetadata": {"RequestId": "x"}}"#;
    let batch = clean("acls.json", text);
    let counted: Vec<_> = batch
        .not_modelled
        .iter()
        .map(|n| (n.kind.as_str(), n.count))
        .collect();
    assert_eq!(
        counted,
        [("aws.ec2.FutureThings", 1), ("aws.ec2.NetworkAcls", 2)]
    );
    let client = r#"{"Connections": [{"ClientVpnEndpointId": "cvpn-1", "ConnectionId": "c-1"}]}"#;
    let batch = clean("client.json", client);
    assert!(batch.elements.is_empty());
    assert_eq!(batch.not_modelled[0].kind, "aws.ec2.ClientVpnConnections");
}

#[test]
fn items_of_config_in_their_envelopes() {
    let text = r#"{"fileVersion": "1.0", "configurationItems": [
        {"resourceType": "AWS::EC2::VPC", "resourceId": "vpc-1", "awsAccountId": "222233334444", "awsRegion": "us-west-2",
         "configurationItemCaptureTime": "2026-01-02T00:00:00Z", "tags": {"Name": "new"},
         "configuration": {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/16", "state": "available"}},
        {"resourceType": "AWS::EC2::VPC", "resourceId": "vpc-1", "configurationItemCaptureTime": "2026-01-01T00:00:00Z",
         "configuration": {"vpcId": "vpc-1", "cidrBlock": "10.9.0.0/16", "state": "pending"}},
        {"resourceType": "AWS::EC2::Volume", "resourceId": "vol-1", "configuration": {}},
        {"resourceType": "AWS::EC2::Subnet", "resourceId": "subnet-1", "configuration": "{\"subnetId\":\"subnet-1\"}"},
        {"resourceType": "AWS::EC2::Subnet", "resourceId": "subnet-2", "configuration": null}]}"#;
    let batch = clean("config.json", text);
    let [network] = batch.elements.networks.as_slice() else {
        panic!()
    };
    assert_eq!(network.head.name.get().unwrap(), "new");
    assert_eq!(network.head.region.get().unwrap(), "us-west-2");
    assert_eq!(network.head.account.get().unwrap(), "222233334444");
    assert_eq!(at(text, network.head.origin()), "\"vpc-1\"");
    // date -u -d 2026-01-02T00:00:00Z +%s
    assert_eq!(batch.elements.about.captured, Some(Time(1_767_312_000)));
    let counted: Vec<_> = batch
        .not_modelled
        .iter()
        .map(|n| (n.kind.as_str(), n.count))
        .collect();
    assert_eq!(
        counted,
        [("aws.config.EC2::Subnet", 1), ("aws.config.EC2::Volume", 1)]
    );
}
