//! Limits: what, per what, how many, and whether the provider raises them.

use super::fact::Fact;

macro_rules! worded {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $(#[doc = $word] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The words for it in tables.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The word for it in settings, lower case with hyphens.
            #[must_use]
            pub fn key(self) -> String {
                hyphenated(match self { $($name::$variant => stringify!($variant),)* })
            }
        }
    };
}

/// The words of a variant's name; a single digit belongs to the word before it (`ipv4-blocks`), more are a word (`up-to-10g`).
fn hyphenated(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let mut words = String::new();
    for (at, character) in characters.iter().enumerate() {
        let begins = if character.is_ascii_uppercase() {
            let last = at + 1 == characters.len();
            !digit(at.wrapping_sub(1))
                || characters.get(at + 1).is_some_and(|c| !c.is_ascii_digit()) && !last
        } else {
            digit(at) && !digit(at.wrapping_sub(1)) && digit(at + 1)
        };
        if begins && at > 0 {
            words.push('-');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

worded! {
    /// What is counted; elements that are not live do not count.
    Counted {
        Networks "networks",
        Subnets "subnets",
        Ipv4Blocks "IPv4 blocks",
        Ipv6Blocks "IPv6 blocks",
        SecondaryIpv4Blocks "IPv4 blocks beside the primary one",
        RouteTables "route tables",
        Routes "routes of any origin",
        CustomRoutes "routes that the user made",
        StaticRoutes "static routes",
        PropagatedRoutes "propagated routes",
        ActivePeerings "active peerings",
        PendingPeerings "requests that wait for the other side",
        Peerings "peerings, accepted ones on both sides, pending ones on the requester's",
        InternetGateways "internet gateways",
        EgressOnlyInternetGateways "egress-only internet gateways",
        NatGateways "NAT gateways",
        RouteServers "route servers",
        RouteServerEndpoints "route server endpoints",
        RouteServerPeers "route server peers",
        RouteServerRoutes "routes of a route server",
        VirtualGateways "virtual gateways",
        CustomerGateways "customer gateways",
        VpnConnections "VPN connections",
        VpnRoutesIn "routes received over BGP of a VPN",
        VpnRoutesOut "routes announced over BGP of a VPN",
        VpnStaticRoutes "static routes of VPN connections",
        TransitGateways "transit gateways",
        TransitGatewayAttachments "transit gateway attachments",
        TransitGatewayPeerings "peerings of transit gateways",
        PendingTransitGatewayPeerings "peerings of transit gateways that wait for the other side",
        TransitGatewayRouteTables "transit gateway route tables",
        TransitGatewayBlocks "blocks of a transit gateway",
        ConnectPeers "Connect peers",
        ConnectRoutesIn "routes received from a Connect peer",
        ConnectRoutesOut "routes announced to a Connect peer",
        DirectConnectGateways "Direct Connect gateways",
        Connections "connections",
        Lags "link aggregation groups",
        LagMembers "connections in a group",
        VirtualInterfaces "virtual interfaces of any type",
        PrivateOrPublicInterfaces "private and public virtual interfaces",
        TransitInterfaces "transit virtual interfaces",
        BgpPeers "BGP peers",
        RateLimiters "rate limiters",
        InboundPrefixes "prefixes received",
        PrefixAllocations "prefixes allocated to virtual interfaces",
        RouteFilterPrefixes "route filter prefixes",
        AllowedPrefixes "allowed prefixes",
        CoreNetworkPrefixes "prefixes announced from a core network",
        PrefixListEntries "entries",
        AddressUsage "network address usage units",
        LocalPrefixes "prefixes of the provider's side",
        RemotePrefixes "prefixes of the customer's side",
    }
}

worded! {
    /// Per what it is counted.
    Per {
        Account "account",
        AccountAndRegion "account and region",
        Zone "availability zone",
        Network "network",
        NetworkAndItsPeers "network and its peers in the region",
        RouteTable "route table",
        RouteTableAndFamily "route table and address family",
        RouteServer "route server",
        RouteServerAndSubnet "route server and subnet",
        RouteServerEndpoint "route server endpoint",
        RouteServerPeer "route server peer",
        VirtualGateway "virtual gateway",
        VirtualGatewayVpn "VPN connection of a virtual gateway",
        TransitGateway "transit gateway",
        TransitGatewayVpn "VPN connection of a transit gateway",
        TransitGatewayPair "pair of transit gateways",
        ConnectAttachment "Connect attachment",
        ConnectPeer "Connect peer",
        DirectConnectGateway "Direct Connect gateway",
        TransitAssociation "association of a transit gateway",
        CoreNetwork "core network",
        LocationAndRegion "location and region",
        Connection "connection",
        DedicatedConnection "dedicated connection or group",
        HostedConnection "hosted connection",
        ConnectionUpTo10G "connection up to 10 Gbit/s",
        Connection100G "connection of 100 Gbit/s",
        Connection400G "connection of 400 Gbit/s",
        LagBelow100G "group of connections below 100 Gbit/s",
        LagFrom100G "group of connections from 100 Gbit/s",
        VirtualInterface "virtual interface",
        PrivateOrTransitInterfaceAndFamily "private or transit virtual interface and address family",
        PublicInterface "public virtual interface",
        PrefixList "prefix list",
    }
}

/// Whether the provider raises a limit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Adjustable {
    /// Never.
    Fixed,
    /// By a request.
    OnRequest,
    /// By the account team only.
    ByAccountTeam,
    /// By the user, up to the highest value.
    SelfService,
    /// Follows another limit.
    Follows(Counted),
    /// Not known.
    Unstated,
}

impl Adjustable {
    /// Whether it can be higher in some account.
    #[must_use]
    pub const fn may_be_higher(self) -> bool {
        !matches!(self, Adjustable::Fixed)
    }
}

/// A limit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limit {
    /// What is counted.
    pub what: Counted,
    /// Per what.
    pub per: Per,
    /// How many, unless raised.
    pub default: Fact<u32>,
    /// The highest value that a raise gives.
    pub highest: Fact<u32>,
    /// Whether it is raised.
    pub adjustable: Adjustable,
}

impl Limit {
    /// The word for it in settings, for example `active-peerings-per-network`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}-per-{}", self.what.key(), self.per.key())
    }

    /// A limit that the provider never raises.
    #[must_use]
    pub const fn fixed(what: Counted, per: Per, most: Fact<u32>) -> Self {
        Self {
            what,
            per,
            default: most,
            highest: most,
            adjustable: Adjustable::Fixed,
        }
    }

    /// A limit that can be raised, nobody says how far.
    #[must_use]
    pub const fn adjustable(what: Counted, per: Per, default: Fact<u32>, how: Adjustable) -> Self {
        Self {
            what,
            per,
            default,
            highest: Fact::Unknown,
            adjustable: how,
        }
    }

    /// The highest value that a raise gives.
    #[must_use]
    pub const fn up_to(mut self, highest: Fact<u32>) -> Self {
        self.highest = highest;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_settings() {
        assert_eq!(Counted::ActivePeerings.key(), "active-peerings");
        assert_eq!(Counted::Ipv4Blocks.key(), "ipv4-blocks");
        assert_eq!(Counted::SecondaryIpv4Blocks.key(), "secondary-ipv4-blocks");
        assert_eq!(Per::ConnectionUpTo10G.key(), "connection-up-to-10g");
        assert_eq!(Per::LagBelow100G.key(), "lag-below-100g");
        assert_eq!(Per::AccountAndRegion.key(), "account-and-region");
    }

    #[test]
    fn no_two_limits_share_a_word() {
        let counted: std::collections::BTreeSet<String> =
            Counted::ALL.iter().map(|c| c.key()).collect();
        let per: std::collections::BTreeSet<String> = Per::ALL.iter().map(|p| p.key()).collect();
        assert_eq!(
            (counted.len(), per.len()),
            (Counted::ALL.len(), Per::ALL.len())
        );
    }
}
