//! Whether a document is one of AWS, told from its outline.

use super::collections::{self, Collection, same_word};
use super::other;
use crate::import::Certainty;
use crate::source::Outline;
use crate::source::outline::{Glimpse, Kind};

/// Members that tell an answer of Outscale, which shares keys with EC2, or of Huawei.
const FOREIGN: &[&str] = &[
    "ResponseContext",
    "NetId",
    "NetPeeringId",
    "ClientGatewayId",
    "DirectLinkId",
    "IpRange",
    "AccountId",
    "LinkRouteTables",
    "vpc_id",
    "tenant_id",
    "project_id",
];

/// Tells from the beginning of a document.
pub(super) fn recognize(outline: &Outline) -> Certainty {
    let has = |keys: &[Box<str>], word: &str| keys.iter().any(|key| &**key == word);
    if FOREIGN
        .iter()
        .any(|word| has(&outline.keys, word) || has(&outline.first_item_keys, word))
    {
        return Certainty::No;
    }
    // A recorded answer stands under one key.
    if has(&outline.keys, "status_code")
        && let inner = outline.inside("data")
        && !inner.is_empty()
    {
        let named = |key: &str| collections::find(key).is_some() || other::service(key).is_some();
        let answered = inner.iter().any(|key| named(key)) || has(inner, "ResponseMetadata");
        return if answered {
            Certainty::Sure
        } else {
            Certainty::No
        };
    }
    let bare = |keys: &[Box<str>]| collections::bare(keys.iter().map(|key| &**key)).is_some();
    if bare(&outline.first_item_keys) && outline.members.is_empty() || bare(&outline.keys) {
        return Certainty::Sure;
    }
    let members = outline.members.iter().map(of_member);
    let mut best = members.max().unwrap_or(Certainty::No);
    if best == Certainty::No && has(&outline.keys, "_context") {
        best = Certainty::Shared;
    }
    // Beside a common word, what only answers of AWS have tells.
    if best == Certainty::Shared
        && (has(&outline.keys, "ResponseMetadata") || has(&outline.keys, "NextToken"))
    {
        best = Certainty::Sure;
    }
    best
}

/// What one member tells.
fn of_member(member: &Glimpse) -> Certainty {
    let key = &*member.key;
    let inside = |word: &str| member.inner.iter().any(|inner| same_word(word, inner));
    if let Some(found) = collections::find(key) {
        let known = found.known;
        if member.kind == Kind::Scalar {
            return Certainty::No;
        }
        if member.inner.is_empty() {
            // An empty list tells by its key alone.
            return if is_own(key) {
                Certainty::Sure
            } else {
                Certainty::Shared
            };
        }
        let expected: &[&str] = match known.collection {
            Collection::Associations | Collection::Propagations => &["TransitGatewayAttachmentId"],
            Collection::AttachmentPropagations => &["TransitGatewayRouteTableId"],
            Collection::PrefixListEntries => &["Cidr"],
            Collection::Routes => &[
                "DestinationCidrBlock",
                "Prefix",
                "DestinationPrefixListId",
                "RouteServerPeerId",
                "PrefixListId",
                "ClientVpnEndpointId",
            ],
            Collection::InterfaceRoutes => &["routeDirection"],
            Collection::ConfigurationItems => &["resourceType"],
            // Outscale's list of the same name has the id, too.
            Collection::DirectConnectVpnGateways => &["virtualGatewayState"],
            _ => known.members.get(..1).unwrap_or_default(),
        };
        if expected.iter().any(|word| inside(word)) {
            return Certainty::Sure;
        }
        // Reduced by a projection, or of another provider.
        return if is_own(key) {
            Certainty::Shared
        } else {
            Certainty::No
        };
    }
    match key {
        "TransitGatewayPropagations" | "TransitGatewayStaticRoutes" => Certainty::Sure,
        "Return" | "ReturnValue" | "ReturnCode" => Certainty::Shared,
        "virtualInterfaceState" | "connectionState" | "interconnectState" => Certainty::Sure,
        _ if other::is_telling(key) => Certainty::Sure,
        _ if other::service(key).is_some() => Certainty::Shared,
        _ => Certainty::No,
    }
}

/// Whether a key is used by no other provider.
fn is_own(key: &str) -> bool {
    !matches!(
        key,
        "Subnets"
            | "Subnet"
            | "RouteTables"
            | "RouteTable"
            | "VpnConnections"
            | "VpnConnection"
            | "Routes"
            | "Route"
            | "Associations"
            | "Association"
            | "Propagation"
            | "Entries"
            | "VirtualGateways"
            | "PrefixList"
            | "Connections"
            | "Lags"
            | "Interconnects"
            | "Connection"
            | "Lag"
    ) && (key.starts_with(|c: char| c.is_ascii_uppercase())
        || key.starts_with("directConnect")
        || key.starts_with("virtualInterface")
        || key == "lags"
        || key == "interconnects")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Document, FileId, Limits};

    fn certainty(text: &str) -> Certainty {
        let document = Document::json(FileId(0), text, 0, &Limits::default()).unwrap();
        recognize(&document.outline())
    }

    #[test]
    fn answers_are_told_from_those_of_others() {
        for text in [
            r#"{"Vpcs": []}"#,
            r#"{"NetworkAcls": [{"Entries": []}]}"#,
            r#"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}"#,
            r#"{"virtualInterfaces": [{"virtualInterfaceId": "dxvif-1"}]}"#,
            r#"{"VirtualInterfaces": [{"VirtualInterfaceId": "dxvif-1"}]}"#,
            r#"{"virtualInterfaceState": "pending"}"#,
            r#"{"status_code": 200, "data": {"Vpcs": [], "ResponseMetadata": {}}}"#,
            r#"[{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]"#,
            r#"{"vlan": 1, "connectionId": "dxcon-1", "virtualInterfaceId": "dxvif-1"}"#,
            r#"[{"Vpcs": [{"VpcId": "vpc-1"}]}]"#,
            r#"{"configurationItems": [{"resourceType": "AWS::EC2::VPC"}]}"#,
            r#"{"TransitGatewayStaticRoutes": []}"#,
            r#"{"Routes": [], "NextToken": "x"}"#,
        ] {
            assert_eq!(certainty(text), Certainty::Sure, "{text}");
        }
        for text in [r#"{"Subnets": []}"#, r#"{"vpcs": []}"#, r#"{"Tags": []}"#] {
            assert_eq!(certainty(text), Certainty::Shared, "{text}");
        }
        for text in [
            r#"{"ResponseContext": {"RequestId": "x"}, "Subnets": []}"#,
            r#"{"Subnets": [{"SubnetId": "subnet-1", "NetId": "vpc-1"}]}"#,
            r#"{"vpcs": [{"id": "x", "cidr": "10.0.0.0/16"}]}"#,
            r#"{"routes": [{"destination": "10.0.0.0/8", "nexthop": "x"}]}"#,
            r#"[{"id": "pcx-1", "a": "vpc-1"}]"#,
            r#"{"format_version": "1.2", "planned_values": {}}"#,
            r#"{}"#,
        ] {
            assert_eq!(certainty(text), Certainty::No, "{text}");
        }
    }
}
