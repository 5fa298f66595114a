//! Networks, subnets, network interfaces and prefix lists.

use super::lower::{Cx, Tags, at, zone_region};
use super::raw::raw;
use crate::import::layout::is_region;
use crate::model::{Cidr, CidrBlock, ElementKind, Family, Interface, Network, PrefixList, Subnet};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Raw, Text};

raw! {
    /// The state of a range.
    RangeState { state = "State" | "state"; }
    /// An IPv4 range of a network.
    RangeV4 {
        cidr = "CidrBlock" | "cidrBlock";
        -
        state: Part<RangeState<'a>> = "CidrBlockState" | "cidrBlockState";
    }
    /// An IPv6 range of a network or subnet.
    RangeV6 {
        cidr = "Ipv6CidrBlock" | "ipv6CidrBlock";
        source = "IpSource" | "ipSource";
        pool = "Ipv6Pool" | "ipv6Pool";
        attribute = "Ipv6AddressAttribute" | "ipv6AddressAttribute";
        border = "NetworkBorderGroup" | "networkBorderGroup";
        -
        state: Part<RangeState<'a>> = "Ipv6CidrBlockState" | "ipv6CidrBlockState";
    }
    /// A network.
    Vpc {
        id = "VpcId" | "vpcId";
        owner = "OwnerId" | "ownerId";
        state = "State" | "state";
        cidr = "CidrBlock" | "cidrBlock";
        is_default = "IsDefault" | "isDefault";
        -
        ipv4: Part<Vec<RangeV4<'a>>> = "CidrBlockAssociationSet" | "cidrBlockAssociationSet";
        ipv6: Part<Vec<RangeV6<'a>>> = "Ipv6CidrBlockAssociationSet" | "ipv6CidrBlockAssociationSet";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A subnet.
    VpcSubnet {
        id = "SubnetId" | "subnetId";
        owner = "OwnerId" | "ownerId";
        state = "State" | "state";
        vpc = "VpcId" | "vpcId";
        cidr = "CidrBlock" | "cidrBlock";
        zone = "AvailabilityZone" | "availabilityZone";
        zone_id = "AvailabilityZoneId" | "availabilityZoneId";
        available = "AvailableIpAddressCount" | "availableIpAddressCount";
        ipv6_only = "Ipv6Native" | "ipv6Native";
        outpost = "OutpostArn" | "outpostArn";
        arn = "SubnetArn" | "subnetArn";
        -
        ipv6: Part<Vec<RangeV6<'a>>> = "Ipv6CidrBlockAssociationSet" | "ipv6CidrBlockAssociationSet";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A public address.
    PublicAddress { address = "PublicIp" | "publicIp"; }
    /// A private address.
    PrivateAddress {
        address = "PrivateIpAddress" | "privateIpAddress";
        -
        association: Part<PublicAddress<'a>> = "Association" | "association";
    }
    /// An IPv6 address.
    AddressV6 { address = "Ipv6Address" | "ipv6Address"; }
    /// A network interface.
    Eni {
        id = "NetworkInterfaceId" | "networkInterfaceId";
        owner = "OwnerId" | "ownerId";
        state = "Status" | "status";
        vpc = "VpcId" | "vpcId";
        subnet = "SubnetId" | "subnetId";
        address = "PrivateIpAddress" | "privateIpAddress";
        interface_type = "InterfaceType" | "interfaceType";
        check = "SourceDestCheck" | "sourceDestCheck";
        -
        addresses: Part<Vec<PrivateAddress<'a>>> = "PrivateIpAddresses" | "privateIpAddresses";
        ipv6: Part<Vec<AddressV6<'a>>> = "Ipv6Addresses" | "ipv6Addresses";
        association: Part<PublicAddress<'a>> = "Association" | "association";
        tags: Part<Tags<'a>> = "TagSet" | "tagSet" | "Tags" | "tags";
    }
    /// A prefix list, managed by the customer or by AWS.
    ManagedPrefixList {
        id = "PrefixListId" | "prefixListId";
        owner = "OwnerId" | "ownerId";
        state = "State" | "state";
        name = "PrefixListName" | "prefixListName";
        family = "AddressFamily" | "addressFamily";
        arn = "PrefixListArn" | "prefixListArn";
        max_entries = "MaxEntries" | "maxEntries";
        -
        cidrs: Part<Vec<Raw<'a>>> = "Cidrs" | "cidrs";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// An entry of a prefix list; the list's id stands outside.
    PrefixListEntry { cidr = "Cidr" | "cidr"; }
}

/// Ranges of a network or subnet: the primary one first, each once though it stands in two places.
fn blocks(
    cx: &mut Cx<'_>,
    primary: &Raw<'_>,
    ipv4: &Part<Vec<RangeV4<'_>>>,
    ipv6: &Part<Vec<RangeV6<'_>>>,
    machine: Of,
) -> Vec<CidrBlock> {
    let primary = cx.range(primary);
    let mut blocks = Vec::with_capacity(1);
    if !primary.is_absent() {
        blocks.push(CidrBlock {
            cidr: primary,
            primary: true,
            ..CidrBlock::default()
        });
    }
    for raw in ipv4.items() {
        let cidr = cx.range(&raw.cidr);
        let state = raw
            .state
            .as_ref()
            .map(|state| cx.state(machine, &state.state));
        let state = state.unwrap_or_default();
        let same = |block: &&mut CidrBlock| {
            block.primary && cidr.get().is_some() && block.cidr.get() == cidr.get()
        };
        match blocks.first_mut().filter(same) {
            // A block that was given up and taken again stands twice; the one in use counts.
            Some(block) if state.is_live() || block.state.native.is_absent() => block.state = state,
            Some(_) => {}
            None => blocks.push(CidrBlock {
                cidr,
                state,
                ..CidrBlock::default()
            }),
        }
    }
    for raw in ipv6.items() {
        let state = raw
            .state
            .as_ref()
            .map(|state| cx.state(machine, &state.state));
        blocks.push(CidrBlock {
            cidr: cx.range(&raw.cidr),
            state: state.unwrap_or_default(),
            primary: false,
            source: cx.text(&raw.source),
            pool: cx.text(&raw.pool),
            attribute: cx.text(&raw.attribute),
            border_group: cx.text(&raw.border),
        });
    }
    blocks
}

pub(super) fn vpc(cx: &mut Cx<'_>, raw: &Vpc<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.state = cx.state(ElementKind::Network, &raw.state);
    let ipv4_listed = raw.ipv4.as_ref().is_some();
    let network = Network {
        cidrs: blocks(cx, &raw.cidr, &raw.ipv4, &raw.ipv6, Of::NetworkBlock),
        ipv4_listed,
        // Members without content are left out, and the list of IPv4 ranges is younger than IPv6: where it stands, no IPv6 list means none.
        ipv6_listed: ipv4_listed || raw.ipv6.as_ref().is_some(),
        is_default: cx.value(&raw.is_default),
        head,
    };
    if cx.whole(ElementKind::Network, &network.head, mark) {
        cx.design.networks.push(network);
    }
}

pub(super) fn subnet(cx: &mut Cx<'_>, raw: &VpcSubnet<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.state = cx.state(ElementKind::Subnet, &raw.state);
    let zone = cx.text(&raw.zone);
    let region = arn_region(&raw.arn).or_else(|| zone_region(&zone.get()?));
    if let (Some(region), Some(span)) = (region, zone.span().or(head.id.span())) {
        head.region = Field::at(region, span);
    }
    let subnet = Subnet {
        network: cx.link(&raw.vpc),
        cidrs: blocks(cx, &raw.cidr, &Part::Absent, &raw.ipv6, Of::SubnetBlock),
        zone,
        zone_id: cx.text(&raw.zone_id),
        available_addresses: cx.value(&raw.available),
        ipv6_only: cx.value(&raw.ipv6_only),
        gateways: Vec::new(),
        outpost: cx.text(&raw.outpost),
        route_table: Default::default(),
        head,
    };
    if cx.whole(ElementKind::Subnet, &subnet.head, mark) {
        cx.design.subnets.push(subnet);
    }
}

/// The region in an ARN, `arn:aws:ec2:eu-west-1:111122223333:…`.
pub(super) fn arn_region(arn: &Raw<'_>) -> Option<Text> {
    let text = arn.text()?;
    let mut parts = text.split(':');
    if parts.next() != Some("arn") {
        return None;
    }
    let region = parts.nth(2)?;
    is_region(region).then(|| Text::new(region))
}

pub(super) fn eni(cx: &mut Cx<'_>, raw: &Eni<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.state = cx.state(ElementKind::Interface, &raw.state);
    let mut interface = Interface {
        network: cx.link(&raw.vpc),
        subnet: cx.link(&raw.subnet),
        interface_type: cx.text(&raw.interface_type),
        source_dest_check: cx.value(&raw.check),
        head,
        ..Interface::default()
    };
    let add = |list: &mut Vec<Field<_>>, address: Field<std::net::IpAddr>| {
        if !address.is_absent() && !list.iter().any(|known| known.get() == address.get()) {
            list.push(address);
        }
    };
    add(&mut interface.addresses, cx.value(&raw.address));
    for private in raw.addresses.items() {
        add(&mut interface.addresses, cx.value(&private.address));
    }
    for ipv6 in raw.ipv6.items() {
        add(&mut interface.addresses, cx.value(&ipv6.address));
    }
    let private = raw
        .addresses
        .items()
        .filter_map(|private| private.association.as_ref());
    for public in raw.association.as_ref().into_iter().chain(private) {
        add(&mut interface.public_addresses, cx.value(&public.address));
    }
    if cx.whole(ElementKind::Interface, &interface.head, mark) {
        cx.design.interfaces.push(interface);
    }
}

/// Adds a prefix list; says whether the answer was that of the call for all lists, customers' ones included.
pub(super) fn prefix_list(cx: &mut Cx<'_>, raw: &ManagedPrefixList<'_>) -> bool {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.state = cx.state(ElementKind::PrefixList, &raw.state);
    head.name = cx.text(&raw.name).or(head.name);
    let listed = raw.cidrs.as_ref().is_some();
    let managed = cx.lower.span(&raw.arn).is_some() || cx.lower.span(&raw.owner).is_some();
    if !managed {
        // The call without entries of its own shows lists of AWS only.
        head.account = at(Some(Text::new("AWS")), head.origin());
    }
    let entries = cx.ranges(raw.cidrs.items());
    let list = PrefixList {
        family: cx.value::<Family>(&raw.family),
        max_entries: cx.value(&raw.max_entries),
        entries: listed.then_some(entries),
        head,
    };
    if cx.whole(ElementKind::PrefixList, &list.head, mark) {
        cx.design.prefix_lists.push(list);
    }
    managed
}

/// An entry of a list that is named elsewhere; `None` where it is refused.
pub(super) fn entry(cx: &mut Cx<'_>, raw: &PrefixListEntry<'_>) -> Option<Field<Cidr>> {
    let mark = cx.begin();
    let cidr = cx.range(&raw.cidr);
    let head = cx.mention(Field::Absent);
    let whole = cx.whole(ElementKind::PrefixList, &head, mark);
    (whole && !cidr.is_absent()).then_some(cidr)
}
