//! New interfaces: created for oneself, or allocated to another account.

use super::answer;
use super::carrier::{self, CARRIERS};
use super::derive::{interface_ready, word};
use super::gateway::{self, Gateway};
use super::session::Session;
use crate::model::{
    AnyId, AnyLink, Cidr, ElementKind, Family, Id, InterfaceType, Target, VirtualInterface,
};
use crate::profile::{MtuRow, Profile};
use crate::simulate::named;
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::tags::{self, Tags};
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Text};

use InterfaceType::{Private, Public, Transit};

/// An interface that is asked for.
struct Wanted {
    of: InterfaceType,
    carrier: AnyId,
    owner: Option<Text>,
    name: Text,
    vlan: i64,
    mtu: Option<i64>,
    site_link: Option<bool>,
    filter: Option<Vec<Cidr>>,
    pools: [Option<i64>; 2],
    rate_limit: Option<Text>,
    gateway: Option<Gateway>,
    session: Session,
    tags: Tags,
    /// The first state of the interface and of its session.
    states: (&'static str, &'static str),
}

/// `CreatePrivateVirtualInterface`.
pub(super) fn private(world: &World, call: &Call<'_>) -> Checked {
    create(world, call, "newPrivateVirtualInterface", Private, false)
}

/// `CreatePublicVirtualInterface`.
pub(super) fn public(world: &World, call: &Call<'_>) -> Checked {
    create(world, call, "newPublicVirtualInterface", Public, false)
}

/// `CreateTransitVirtualInterface`.
pub(super) fn transit(world: &World, call: &Call<'_>) -> Checked {
    create(world, call, "newTransitVirtualInterface", Transit, false)
}

/// `AllocatePrivateVirtualInterface`.
pub(super) fn allocate_private(world: &World, call: &Call<'_>) -> Checked {
    let outer = "newPrivateVirtualInterfaceAllocation";
    create(world, call, outer, Private, true)
}

/// `AllocatePublicVirtualInterface`.
pub(super) fn allocate_public(world: &World, call: &Call<'_>) -> Checked {
    let outer = "newPublicVirtualInterfaceAllocation";
    create(world, call, outer, Public, true)
}

/// `AllocateTransitVirtualInterface`.
pub(super) fn allocate_transit(world: &World, call: &Call<'_>) -> Checked {
    let outer = "newTransitVirtualInterfaceAllocation";
    create(world, call, outer, Transit, true)
}

fn create(
    world: &World,
    call: &Call<'_>,
    outer: &str,
    of: InterfaceType,
    allocated: bool,
) -> Checked {
    let at = |name: &str| format!("{outer}.{name}");
    let session = Session::read(world, call, outer, Some(of), true)?;
    let (Some(name), Some(vlan)) = (
        call.with.text(&at("virtualInterfaceName")),
        call.with.number(&at("vlan")),
    ) else {
        return Err(Refusal::missing(&at("vlan")));
    };
    let rules = &call.profile.interfaces;
    if let Some(range) = rules.vlan.get().filter(|range| !range.allows(vlan)) {
        let expected = format!("{} to {}", range.first, range.last);
        return Err(Refusal::value(&at("vlan"), &expected));
    }
    let mtu = call.with.number(&at("mtu"));
    if let (Some(mtu), Some(rows)) = (mtu, rules.mtus.get()) {
        let sizes = offered(rows, of);
        if !sizes.contains(&mtu) {
            return Err(Refusal::value(&at("mtu"), &alternatives(&sizes)));
        }
    }
    let filter = (of == Public)
        .then(|| route_filter(call, &at("routeFilterPrefixes")))
        .transpose()?;
    let pools = [
        pool(call, &at("prefixPoolAllocatedCountIpv4"))?,
        pool(call, &at("prefixPoolAllocatedCountIpv6"))?,
    ];
    let tags = tags::read(call, &at("tags"), ElementKind::VirtualInterface)?;
    let carrier = carrier::named(world, call, "connectionId")?;
    let gateway = if allocated {
        None
    } else {
        gateway::named(world, call, Some(outer), of)?
    };
    let region = world.design.head(carrier).region.get();
    let site_link = call.with.flag(&at("enableSiteLink"));
    if site_link == Some(true) {
        has_site_link(call, &at("enableSiteLink"), gateway, region)?;
    }
    named::right_region(world, call, carrier)?;
    if let Some(gateway) = gateway {
        gateway::right_region(world, gateway, region)?;
    }
    named::right_owner(world, call, carrier, named::ITS_OWNER)?;
    if let Some(gateway) = gateway {
        gateway::right_owner(world, call, gateway)?;
    }
    carrier::takes_interfaces(world, carrier)?;
    carrier::room(world, call, carrier, of)?;
    if let Some(gateway) = gateway {
        gateway::room(world, call.profile, gateway)?;
    }
    carrier::vlan_is_free(world, carrier, vlan)?;
    if let Some(Gateway::DirectConnect(id)) = gateway {
        gateway::unmixed(world, id, of == Transit)?;
    }
    let peer_state = if of == Public {
        word::VERIFYING
    } else {
        word::PENDING
    };
    let state = if allocated {
        word::CONFIRMING
    } else {
        peer_state
    };
    let wanted = Wanted {
        of,
        carrier,
        owner: if allocated {
            call.with.text("ownerAccount")
        } else {
            call.caller.or(world.design.head(carrier).account.get())
        },
        name,
        vlan,
        mtu,
        site_link,
        filter,
        pools,
        rate_limit: call.with.text(&at("rateLimit")),
        gateway,
        session,
        tags,
        states: (state, peer_state),
    };
    let profile = call.profile;
    Ok(Box::new(move |world| {
        let (id, notes) = wanted.make(world, profile);
        Done::new(move |world| {
            let mut fields = Fields::default();
            answer::put(world, id, &mut fields);
            fields
        })
        .created(AnyId::VirtualInterface(id))
        .noting(notes)
    }))
}

/// Traffic between interfaces is there for those of Direct Connect gateways, and not in every region.
fn has_site_link(
    call: &Call<'_>,
    name: &str,
    gateway: Option<Gateway>,
    region: Option<Text>,
) -> Result<(), Refusal> {
    let Some(rule) = call.profile.interfaces.site_link.get() else {
        return Ok(());
    };
    let of_virtual = matches!(gateway, Some(Gateway::Virtual(_)));
    if of_virtual && rule.needs_direct_connect_gateway {
        let expected = "left out, or false, where no Direct Connect gateway is given";
        return Err(Refusal::value(name, expected));
    }
    let missing = |region: &Text| {
        rule.missing_in
            .iter()
            .any(|start| region.starts_with(start))
    };
    match region.filter(missing) {
        Some(region) => {
            let expected = format!("left out, or false, in {region}");
            Err(Refusal::value(name, &expected))
        }
        None => Ok(()),
    }
}

/// The packet sizes that are offered for a type of interface.
fn offered(rows: &[MtuRow], of: InterfaceType) -> Vec<i64> {
    let rows = rows.iter().filter(|row| row.of == of && !row.legacy);
    rows.map(|row| row.mtu).collect()
}

/// Values of which one must be chosen, in words.
fn alternatives(values: &[i64]) -> String {
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "left out".to_owned(),
    }
}

/// Prefixes that the customer may announce: one value may hold several, separated by commas.
fn route_filter(call: &Call<'_>, name: &str) -> Result<Vec<Cidr>, Refusal> {
    let blocks = answer::blocks(call, name)?;
    let Some(rule) = call.profile.interfaces.route_filter.get() else {
        return Ok(blocks);
    };
    if !(rule.least..=rule.most).contains(&blocks.len()) {
        let expected = format!("a list of {} to {} prefixes", rule.least, rule.most);
        return Err(Refusal::value(name, &expected));
    }
    for block in &blocks {
        let (lengths, what) = match block.family() {
            Family::Ipv4 => (rule.ipv4, "IPv4"),
            Family::Ipv6 => (rule.ipv6, "IPv6"),
        };
        if !lengths.allows(block.prefix_len()) {
            let expected = format!(
                "of {what} prefixes of length {} to {}, not {block}",
                lengths.min, lengths.max
            );
            return Err(Refusal::value(name, &expected));
        }
    }
    Ok(blocks)
}

/// How many prefixes the interface takes, where that is chosen.
fn pool(call: &Call<'_>, name: &str) -> Result<Option<i64>, Refusal> {
    let count = call.with.number(name);
    if let (Some(count), Some(rule)) = (count, call.profile.interfaces.allocation.get())
        && !(1..=i64::from(rule.most)).contains(&count)
    {
        return Err(Refusal::value(name, &format!("1 to {}", rule.most)));
    }
    Ok(count)
}

fn field<T>(world: &World, value: Option<T>) -> Field<T> {
    value.map_or(Field::Absent, |value| world.field(value))
}

impl Wanted {
    fn make(
        self,
        world: &mut World,
        profile: &'static Profile,
    ) -> (Id<VirtualInterface>, Vec<crate::simulate::trace::Note>) {
        let id = world.new_id(ElementKind::VirtualInterface, profile);
        let region = world.design.head(self.carrier).region.get();
        let mut head = world.new_head(id, profile, self.owner, region);
        head.name = world.field(self.name);
        head.tags = tags::made(world, self.tags);
        let (location, device, logical_device, jumbo_capable) = match self.carrier {
            AnyId::Connection(id) => {
                let c = &world.design[id];
                (c.location, c.device, c.logical_device, c.jumbo_capable)
            }
            AnyId::Lag(id) => {
                let lag = &world.design[id];
                (
                    lag.location,
                    lag.device,
                    lag.logical_device,
                    lag.jumbo_capable,
                )
            }
            _ => (Field::Absent, Field::Absent, Field::Absent, Field::Absent),
        };
        let carrier = world.design.head(self.carrier).printed_id();
        let of = match self.of {
            Private => "private",
            Public => "public",
            Transit => "transit",
        };
        let mtu = self.mtu.or(profile.interfaces.mtu_default.get());
        let interface = VirtualInterface {
            head,
            interface_type: world.field(Text::new(of)),
            connection: AnyLink {
                id: world.field(carrier),
                kinds: CARRIERS,
                target: Target::To(self.carrier),
            },
            vlan: world.field(self.vlan),
            mtu: field(
                world,
                mtu.filter(|_| self.of != Public || self.mtu.is_some()),
            ),
            site_link: field(world, self.site_link),
            location,
            device,
            logical_device,
            jumbo_capable,
            route_filter_prefixes: self
                .filter
                .map(|list| list.into_iter().map(|cidr| world.field(cidr)).collect()),
            peers_listed: true,
            prefix_allocation_ipv4: field(world, self.pools[0]),
            prefix_allocation_ipv6: field(world, self.pools[1]),
            rate_limit: field(world, self.rate_limit),
            ..VirtualInterface::default()
        };
        let any = world.add(interface, self.states.0);
        let AnyId::VirtualInterface(id) = any else {
            return (Id::new(usize::MAX), Vec::new());
        };
        if let Some(gateway) = self.gateway {
            gateway.tie(world, id);
        }
        world.links.add_interface(&world.design, id);
        self.session.make(world, profile, id, self.states.1);
        if self.states.0 == word::PENDING {
            world.will_settle(any, interface_ready);
        }
        (id, self.session.notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packet_sizes_are_those_of_the_rows() {
        let row = |of, mtu, legacy| MtuRow {
            of,
            mtu,
            jumbo: mtu > 1500,
            legacy,
        };
        let rows = [
            row(Private, 1400, false),
            row(Private, 9001, true),
            row(Transit, 1500, false),
            row(Private, 1600, false),
            row(Private, 1700, false),
        ];
        let told = |of| alternatives(&offered(&rows, of));
        assert_eq!(told(Private), "1400, 1600 or 1700");
        assert_eq!(told(Transit), "1500");
        assert_eq!(told(Public), "left out");
    }
}
