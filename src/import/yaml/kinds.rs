//! The kinds of scalar in the format, with their schemas: values, words, references.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::IpAddr;

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use super::leaf::{Kind, Name};
use crate::model::{Asn, Cidr, Element, ElementKind, Family, LinkAddress, Time};
use crate::source::{Secret, Text};

macro_rules! kinds {
    ($($type:ty, $name:literal, $schema:tt;)*) => {$(
        impl Kind for $type {
            const SHARED: bool = true;
            fn name() -> Cow<'static, str> {
                $name.into()
            }
            fn schema() -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

/// A provider's identifier of an element.
pub(crate) struct NativeId;
/// The owner of an element.
pub(crate) struct Account;
/// A region.
pub(crate) struct RegionName;
/// A provider's word in options and designs.
pub(crate) struct ProviderName;
/// The provider's word for a state.
pub(crate) struct StateWord;
/// A bandwidth as written.
pub(crate) struct BandwidthText;
/// A BGP community as written.
pub(crate) struct Community;
/// A calendar day.
pub(crate) struct Day;
/// A time span.
pub(crate) struct Duration;
/// A path relative to the file.
pub(crate) struct Path;
/// The number of the format.
pub(crate) struct FormatNumber;
/// Anything.
pub(crate) struct Anything;
/// An operation's or event's parameters.
pub(crate) struct Parameters;
/// A reference to an element of any kind.
pub(crate) struct AnyReference;
/// Where a route sends packets.
pub(crate) struct RouteVia;
/// What a route is for.
pub(crate) struct RouteTo;

// Numbers may stand in quotes and texts without them, as in the reader.
kinds! {
    Text, "text", {"type": ["string", "number", "boolean"]};
    Name, "name", {"type": ["string", "number", "boolean"]};
    bool, "boolean", {"type": "boolean"};
    i64, "number", {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"};
    Cidr, "cidr", {
        "type": "string",
        "pattern": r"^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/[0-9]{1,3}$",
        "examples": ["10.0.0.0/16", "2001:db8::/56"],
    };
    IpAddr, "address", {
        "type": "string",
        "pattern": r"^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$",
        "examples": ["10.0.0.10"],
    };
    LinkAddress, "link-address", {
        "type": "string",
        "pattern": r"^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?$",
        "examples": ["192.168.1.1/30"],
    };
    Asn, "asn", {
        "type": ["integer", "string", "number"],
        "minimum": 0,
        "pattern": r"^[0-9]+(\.[0-9]+)?$",
        "examples": [65001, 4_200_000_001_u32],
    };
    Family, "family", {"enum": ["ipv4", "ipv6"]};
    Time, "time", {
        "type": ["string", "number"],
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?$",
        "examples": ["2026-12-01T00:00:00Z"],
    };
    Secret, "secret", {"type": ["string", "number"]};
    NativeId, "identifier", {"type": ["string", "integer"], "minLength": 1};
    Account, "account", {
        "type": ["string", "integer"],
        "pattern": r"^\S+$",
        "examples": ["111111111111"],
    };
    RegionName, "region", {"type": "string", "pattern": r"^\S+$", "examples": ["eu-west-1"]};
    ProviderName, "provider", {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"};
    StateWord, "state", {"type": "string", "minLength": 1, "examples": ["available", "active", "pending-acceptance"]};
    BandwidthText, "bandwidth", {
        "type": ["string", "integer"],
        "pattern": "^[0-9]+ ?([GgMm][Bb][Pp][Ss])?$",
        "examples": ["10Gbps", "500Mbps"],
    };
    Community, "community", {
        "type": "string",
        "pattern": r"^\S+$",
        "examples": ["7224:7300"],
    };
    Day, "day", {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2026-12-01"]};
    Duration, "duration", {
        "type": "string",
        "pattern": r"^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
        "minLength": 2,
        "examples": ["8d", "2h1m", "14m59s"],
    };
    Path, "path", {"type": "string", "minLength": 1};
    FormatNumber, "format-number", {"enum": [1, "1"]};
    Anything, "anything", {"type": ["object", "array", "string", "number", "boolean"]};
    Parameters, "parameters", {"type": "object"};
    AnyReference, "reference", {"type": ["string", "integer"], "pattern": r"^\S(.*\S)?$"};
    RouteVia, "route-target", {
        "type": ["string", "integer"],
        "pattern": r"^\S(.*\S)?$",
        "examples": ["local", "blackhole", "internet-gateway/x", "nat-gateway/x", "peering/x", "transit-gateway/x",
            "virtual-gateway/x", "interface/x", "egress-only-internet-gateway/x"],
    };
    RouteTo, "route-destination", {
        "type": ["string", "integer"],
        "pattern": r"^\S(.*\S)?$",
        "examples": ["10.1.0.0/16", "0.0.0.0/0", "prefix-list/x"],
    };
}

/// A reference to an element of one kind.
pub(crate) struct To<T>(PhantomData<T>);

impl<T: Element> Kind for To<T> {
    fn name() -> Cow<'static, str> {
        format!("reference to {}", T::KIND.word()).into()
    }
    fn schema() -> Schema {
        reference(&[T::KIND])
    }
}

/// A closed list of element kinds that a reference may lead to.
pub(crate) trait Targets {
    /// The likeliest first.
    const KINDS: &'static [ElementKind];
}

/// A reference to an element of one of several kinds.
pub(crate) struct ToAny<K>(PhantomData<K>);

impl<K: Targets> Kind for ToAny<K> {
    fn name() -> Cow<'static, str> {
        let words: Vec<&str> = K::KINDS.iter().map(|kind| kind.word()).collect();
        format!("reference to {}", words.join(" or ")).into()
    }
    fn schema() -> Schema {
        reference(K::KINDS)
    }
}

/// A native id, a name, or a kind and a name with a slash between.
fn reference(kinds: &[ElementKind]) -> Schema {
    let examples: Vec<String> = kinds
        .iter()
        .map(|kind| format!("{}/x", kind.word()))
        .collect();
    json_schema!({
        "type": ["string", "integer"],
        "pattern": r"^\S(.*\S)?$",
        "examples": examples,
    })
}

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident: $($kind:ident)*;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;
        impl Targets for $name {
            const KINDS: &'static [ElementKind] = &[$(ElementKind::$kind),*];
        }
    )*};
}

targets! {
    /// What a route may lead to, besides `local` and `blackhole`.
    RouteTargets: Peering InternetGateway NatGateway TransitGateway VirtualGateway Interface EgressOnlyInternetGateway VpnConnection VirtualInterface;
    /// Gateways with a route table of their own.
    EdgeGateways: InternetGateway VirtualGateway;
    /// What a Direct Connect gateway is associated with.
    AssociatedGateways: VirtualGateway TransitGateway;
    /// What may hang on a transit gateway.
    Attachable: Network VpnConnection DirectConnectGateway TransitGateway TransitGatewayAttachment;
    /// What a VPN connection ends on.
    VpnEnds: VirtualGateway TransitGateway;
    /// What a virtual interface runs on.
    Carriers: Connection Lag;
    /// What a virtual interface leads to.
    InterfaceGateways: VirtualGateway DirectConnectGateway;
    /// What a site announces on.
    Sessions: BgpPeer VpnConnection RouteServerPeer VpnTunnel;
}

/// What fails together: everything that the failure sweep can take out.
pub(crate) struct Members;
impl Targets for Members {
    const KINDS: &'static [ElementKind] = ElementKind::ALL;
}

/// Words that a leaf may hold.
pub(crate) trait Words {
    /// For messages: what was expected.
    const EXPECTED: &'static str;
    /// The words.
    const WORDS: &'static [&'static str];
    /// Whether other words are kept as well, for a rule to judge.
    const OPEN: bool;
}

/// A word of a list.
pub(crate) struct Word<W>(PhantomData<W>);

impl<W: Words> Kind for Word<W> {
    fn name() -> Cow<'static, str> {
        W::EXPECTED.into()
    }
    fn schema() -> Schema {
        let words: Vec<Value> = W::WORDS.iter().map(|word| json!(word)).collect();
        if W::OPEN {
            json_schema!({"anyOf": [{"enum": words}, {"type": "string"}]})
        } else {
            json_schema!({"enum": words})
        }
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $openness:ident $expected:literal: $($word:literal)*;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;
        impl Words for $name {
            const EXPECTED: &'static str = $expected;
            const WORDS: &'static [&'static str] = &[$($word),*];
            const OPEN: bool = words!(@ $openness);
        }
    )*};
    (@ open) => { true };
    (@ closed) => { false };
}

words! {
    /// Whether something works.
    Status closed "up, down or unknown": "up" "down" "unknown";
    /// What a virtual interface leads to.
    InterfaceTypes open "private, public or transit": "private" "public" "transit";
    /// How a route server peer is watched.
    Liveness closed "bfd or bgp-keepalive": "bfd" "bgp-keepalive";
    /// How a VPN learns routes.
    Routing closed "bgp or static": "bgp" "static";
    /// How a session of a virtual interface learns routes.
    RouteMode closed "bgp or static": "bgp" "static";
    /// State of a route of a network.
    RouteState open "active, blackhole or filtered": "active" "blackhole" "filtered";
    /// How a route came into its table.
    Origin closed "local, static, propagated or route-server": "local" "static" "propagated" "route-server";
    /// How a route came into a transit gateway's table.
    TransitRouteType open "static, propagated or system": "static" "propagated" "system";
    /// Direction of a route on a virtual interface.
    Direction closed "accepted or advertised": "accepted" "advertised";
    /// Kinds of address translator.
    Connectivity open "public or private": "public" "private";
    /// Kinds of connection.
    ConnectionType open "standard, hosting or hosted": "standard" "hosting" "hosted";
    /// Kinds of thing on a transit gateway.
    AttachmentType open "vpc, vpn, direct-connect-gateway, peering or connect": "vpc" "vpn" "direct-connect-gateway" "peering" "connect";
    /// Kinds of outside address of a VPN.
    OutsideType open "PublicIpv4 or PrivateIpv4": "PublicIpv4" "PrivateIpv4";
    /// Who assigned a block.
    CidrSource open "amazon, byoip or none": "amazon" "byoip" "none";
    /// Who may reach a block.
    CidrAttribute open "public or private": "public" "private";
    /// Where a route server keeps a route.
    RibStatus open "in-rib or in-fib": "in-rib" "in-fib";
    /// Multipath resilience as reported.
    MultipathStatus open "disabled, pending or enabled": "disabled" "pending" "enabled";
    /// The way of a call.
    CallVia closed "cockpit": "cockpit";
    /// What an assertion does of which nothing is known.
    UnknownPolicy closed "fail, warn or pass": "fail" "warn" "pass";
    /// When transient states end.
    SettleMode closed "immediate or manual": "immediate" "manual";
}

/// A yes-or-no that may be unknown: `true`, `false`, `yes`, `no` or `unknown`.
pub(crate) struct YesNo;
/// A switch: `true`, `false`, or the provider's word for its state.
pub(crate) struct Switch;

kinds! {
    YesNo, "yes-no", {"enum": [true, false, "yes", "no", "unknown"]};
    Switch, "switch", {"type": ["boolean", "string"], "examples": [true, "enabled", "enabling", "resetting", "disabling", "disabled", "modifying"]};
}
