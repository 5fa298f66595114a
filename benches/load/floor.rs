//! The floor: serde_json alone, into borrowed structs with the members that netvet reads of the generated kinds, one thread.

use std::fs;
use std::path::Path;

use serde::Deserialize;

macro_rules! members {
    ($($name:ident { $($text:ident)* ; $($value:ident: $of:ty),* ; $($part:ident: $type:ty),* })*) => {$(
        #[derive(Deserialize, Default)]
        #[serde(default)]
        #[allow(non_snake_case, dead_code, reason = "the provider's names; what is read is not looked at")]
        struct $name<'a> {
            $(#[serde(borrow)] $text: Option<&'a str>,)*
            $($value: $of,)*
            $(#[serde(borrow)] $part: $type,)*
        }
    )*};
}

members! {
    Tag { Key Value; ;  }
    State { State; ;  }
    Block { CidrBlock; ; CidrBlockState: State<'a> }
    BlockV6 { Ipv6CidrBlock IpSource Ipv6Pool Ipv6AddressAttribute NetworkBorderGroup; ; Ipv6CidrBlockState: State<'a> }
    Vpc { VpcId OwnerId State CidrBlock; IsDefault: bool; CidrBlockAssociationSet: Vec<Block<'a>>, Ipv6CidrBlockAssociationSet: Vec<BlockV6<'a>>, Tags: Vec<Tag<'a>> }
    Subnet { SubnetId OwnerId State VpcId CidrBlock AvailabilityZone AvailabilityZoneId OutpostArn SubnetArn; AvailableIpAddressCount: u64, Ipv6Native: bool; Ipv6CidrBlockAssociationSet: Vec<BlockV6<'a>>, Tags: Vec<Tag<'a>> }
    Association { SubnetId GatewayId; Main: bool; AssociationState: State<'a> }
    Propagating { GatewayId; ;  }
    Route { DestinationCidrBlock DestinationIpv6CidrBlock DestinationPrefixListId GatewayId EgressOnlyInternetGatewayId NatGatewayId
        TransitGatewayId VpcPeeringConnectionId NetworkInterfaceId InstanceId VpcEndpointId LocalGatewayId CarrierGatewayId
        CoreNetworkArn OdbNetworkArn Origin State; ;  }
    Table { RouteTableId OwnerId VpcId; ; Associations: Vec<Association<'a>>, PropagatingVgws: Vec<Propagating<'a>>, Routes: Vec<Route<'a>>, Tags: Vec<Tag<'a>> }
    SideV4 { CidrBlock; ;  }
    SideV6 { Ipv6CidrBlock; ;  }
    SideOptions { MultipathResilienceMode; AllowDnsResolutionFromRemoteVpc: bool, AllowEgressFromLocalClassicLinkToRemoteVpc: bool, AllowEgressFromLocalVpcToRemoteClassicLink: bool;  }
    Side { VpcId OwnerId Region CidrBlock; ; CidrBlockSet: Vec<SideV4<'a>>, Ipv6CidrBlockSet: Vec<SideV6<'a>>, PeeringOptions: SideOptions<'a> }
    Status { Code Message; ;  }
    Peering { VpcPeeringConnectionId ExpirationTime MultipathResilienceStatus; ; RequesterVpcInfo: Side<'a>, AccepterVpcInfo: Side<'a>, Status: Status<'a>, Tags: Vec<Tag<'a>> }
    Attachment { VpcId State; ;  }
    Gateway { VpnGatewayId State OwnerId AvailabilityZone; AmazonSideAsn: u64; VpcAttachments: Vec<Attachment<'a>>, Tags: Vec<Tag<'a>> }
    TagOf { key value; ;  }
    Connection { connectionId connectionName connectionState ownerAccount region location bandwidth partnerName providerName lagId
        awsDevice awsDeviceV2 awsLogicalDeviceId hasLogicalRedundancy; vlan: u64, jumboFrameCapable: bool, macSecCapable: bool; tags: Vec<TagOf<'a>> }
    Filter { cidr; ;  }
    Peer { bgpPeerId authKey addressFamily amazonAddress customerAddress bgpPeerState bgpStatus awsDeviceV2 awsLogicalDeviceId; asn: u64, asnLong: u64;  }
    Interface { virtualInterfaceId virtualInterfaceName virtualInterfaceType virtualInterfaceState ownerAccount region location
        connectionId authKey addressFamily amazonAddress customerAddress virtualGatewayId directConnectGatewayId
        awsDeviceV2 awsLogicalDeviceId rateLimit; vlan: u64, mtu: u64, asn: u64, asnLong: u64, amazonSideAsn: u64, jumboFrameCapable: bool, siteLinkEnabled: bool; routeFilterPrefixes: Vec<Filter<'a>>, bgpPeers: Vec<Peer<'a>>, tags: Vec<TagOf<'a>> }
    Document {; ; Vpcs: Vec<Vpc<'a>>, Subnets: Vec<Subnet<'a>>, RouteTables: Vec<Table<'a>>, VpcPeeringConnections: Vec<Peering<'a>>, VpnGateways: Vec<Gateway<'a>>, connections: Vec<Connection<'a>>, virtualInterfaces: Vec<Interface<'a>> }
}

/// The number of elements in all files below a directory, each file read and parsed.
pub(crate) fn parse(directory: &Path) -> usize {
    let mut elements = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            elements += parse(&path);
        } else if path
            .file_name()
            .is_some_and(|name| name != "answer-key.json")
        {
            let bytes = fs::read(&path).unwrap();
            let document: Document<'_> = serde_json::from_slice(&bytes).unwrap();
            elements += document.Vpcs.len()
                + document.Subnets.len()
                + document.RouteTables.len()
                + document.VpcPeeringConnections.len()
                + document.VpnGateways.len()
                + document.connections.len()
                + document.virtualInterfaces.len();
        }
    }
    elements
}
