//! What a call says about a BGP session: family, AS number, addresses, key.

use std::net::{IpAddr, Ipv6Addr};

use super::derive::word;
use crate::model::{
    AnyId, Asn, BgpPeer, ElementKind, Family, Id, InterfaceType, Link, LinkAddress, Target,
    VirtualInterface,
};
use crate::profile::{AsnField, Profile, Takes};
use crate::simulate::operation::Call;
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Note;
use crate::simulate::world::World;
use crate::source::{Field, Scalar, Text};

/// The length of the IPv4 link prefix that AWS assigns: `CreateBGPPeer` of its API.
const ASSIGNED_IPV4: u8 = 30;

/// Where assigned IPv6 links come from in a run: AWS does not publish its pool, so these are addresses for documentation (RFC 3849).
const ASSIGNED_IPV6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0);

/// Both ends of a session.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// As the caller wants them: the provider's, the customer's.
    Given(LinkAddress, LinkAddress),
    /// The provider assigns them.
    Assigned,
}

/// A session that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Session {
    family: Family,
    asn: Option<i64>,
    asn_long: Option<i64>,
    ends: Ends,
    /// What had to be assumed.
    pub(super) notes: Vec<Note>,
}

impl Session {
    /// Reads the members below `outer` of a call. `asn_needed`: a new interface needs the customer's AS number; the model of the service
    /// does not require one of a further session, and what that then has is not documented, so it stays unknown.
    pub(super) fn read(
        world: &World,
        call: &Call<'_>,
        outer: &str,
        of: Option<InterfaceType>,
        asn_needed: bool,
    ) -> Result<Self, Refusal> {
        let at = |name: &str| format!("{outer}.{name}");
        let (asn, asn_long) = (
            call.with.number(&at("asn")),
            call.with.number(&at("asnLong")),
        );
        if asn_needed && asn.is_none() && asn_long.is_none() {
            return Err(Refusal::missing(&at("asn")));
        }
        let family = match call.with.text(&at("addressFamily")) {
            None => Family::Ipv4,
            Some(text) => match text.as_str() {
                "ipv4" => Family::Ipv4,
                "ipv6" => Family::Ipv6,
                _ => return Err(Refusal::value(&at("addressFamily"), "ipv4 or ipv6")),
            },
        };
        let ends = ends(call, outer, family, of)?;
        key(call, &at("authKey"))?;
        let mut session = Self {
            family,
            asn,
            asn_long,
            ends,
            notes: Vec::new(),
        };
        session.judge_asn(world, call, &at("asn"), &at("asnLong"), of)?;
        if asn.is_none() && asn_long.is_none() {
            session.notes.push(Note::new(
                "asn_unknown",
                "no AS number is given, and which one the session then has is not documented; it stays unknown",
            ));
        }
        Ok(session)
    }

    /// The family.
    pub(super) fn family(&self) -> Family {
        self.family
    }

    fn judge_asn(
        &mut self,
        world: &World,
        call: &Call<'_>,
        short: &str,
        long: &str,
        of: Option<InterfaceType>,
    ) -> Result<(), Refusal> {
        // A number that only the long field holds is printed as 0 in the short one.
        let short_counts = self.asn_long.is_none() || self.asn != Some(0);
        let fields = [
            (
                self.asn.filter(|_| short_counts),
                short,
                AsnField::CustomerLegacy,
            ),
            (self.asn_long, long, AsnField::Customer),
        ];
        for (number, name, field) in fields {
            let Some(number) = number else { continue };
            let refused = |number: i64| match u64::try_from(number) {
                Err(_) => true,
                Ok(number) => {
                    let row = call.profile.bgp.asn(field);
                    row.is_some_and(|row| row.takes(number) == Takes::No)
                }
            };
            if refused(number) {
                return Err(Refusal::value(name, "an AS number in the field's range"));
            }
        }
        let Some(number) = self
            .asn_long
            .or(self.asn)
            .and_then(|n| u64::try_from(n).ok())
        else {
            return Ok(());
        };
        if of != Some(InterfaceType::Public) {
            return Ok(());
        }
        let name = if self.asn_long.is_some() { long } else { short };
        let taken = call
            .profile
            .bgp
            .taken(AsnField::Customer, number, None, true);
        if let Some(taken) = taken {
            let needs = format!("another AS number: {number} is {}", taken.what);
            return Err(Refusal::value(name, &needs));
        }
        if Asn::new(number).is_private() {
            return Ok(());
        }
        match &world.chosen.allowed_public_asns {
            Some(allowed) if !allowed.contains(&number) => Err(Refusal::value(
                name,
                "a private AS number, or a public one that is allowed for the interface",
            )),
            Some(_) => Ok(()),
            None => {
                self.notes.push(Note::new(
                    "public_asn_assumed_allowed",
                    format!(
                        "AS {number} is public; whether AWS allows it for the interface is not known, and it is taken as allowed"
                    ),
                ));
                Ok(())
            }
        }
    }

    /// Adds the session to an interface, in a first state; what is assigned is assigned now.
    pub(super) fn make(
        &self,
        world: &mut World,
        profile: &'static Profile,
        interface: Id<VirtualInterface>,
        state: &'static str,
    ) -> Id<BgpPeer> {
        let ends = match self.ends {
            Ends::Given(provider, customer) => Some((provider, customer)),
            Ends::Assigned => assigned(world, profile, self.family),
        };
        let end = |which: Option<LinkAddress>| match which {
            Some(end) => world.field(end),
            None => Field::Absent,
        };
        let (provider, customer) = (end(ends.map(|e| e.0)), end(ends.map(|e| e.1)));
        let id = world.new_id(ElementKind::BgpPeer, profile);
        let head = &world.design[interface].head;
        let (account, region, printed) = (head.account.get(), head.region.get(), head.printed_id());
        let (device, logical_device) = {
            let interface = &world.design[interface];
            (interface.device, interface.logical_device)
        };
        let asn = |number: Option<i64>| match number.and_then(|n| u64::try_from(n).ok()) {
            Some(number) => world.field(Asn::new(number)),
            None => Field::Absent,
        };
        let peer = BgpPeer {
            head: world.new_head(id, profile, account, region),
            virtual_interface: Link {
                id: world.field(printed),
                target: Target::To(interface),
            },
            family: world.field(self.family),
            asn: asn(self.asn),
            asn_long: asn(self.asn_long),
            provider_address: provider,
            customer_address: customer,
            status: world.field(Text::new(word::DOWN)),
            device,
            logical_device,
            ..BgpPeer::default()
        };
        match world.add(peer, state) {
            AnyId::BgpPeer(peer) => {
                world.links.add_peer(&world.design, interface, peer);
                peer
            }
            _ => Id::new(usize::MAX),
        }
    }
}

/// The BGP key has a length; what it is, is nobody's business.
fn key(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    let (Some(key), Some(rule)) = (call.with.text(name), call.profile.interfaces.auth_key.get())
    else {
        return Ok(());
    };
    let length = key.chars().count();
    if (rule.least..=rule.most).contains(&length) {
        return Ok(());
    }
    let expected = format!("{} to {} characters long", rule.least, rule.most);
    Err(Refusal::value(name, &expected))
}

fn ends(
    call: &Call<'_>,
    outer: &str,
    family: Family,
    of: Option<InterfaceType>,
) -> Result<Ends, Refusal> {
    let names = [
        format!("{outer}.amazonAddress"),
        format!("{outer}.customerAddress"),
    ];
    let texts = [call.with.text(&names[0]), call.with.text(&names[1])];
    // Sent empty is not sent.
    let texts = texts.map(|text| text.filter(|text| !text.is_empty()));
    if family == Family::Ipv6 {
        return match texts.iter().position(Option::is_some) {
            Some(at) => Err(Refusal::value(
                &names[at],
                "left out: AWS assigns IPv6 addresses itself",
            )),
            None => Ok(Ends::Assigned),
        };
    }
    let lacking = texts.iter().position(Option::is_none);
    let [Some(provider), Some(customer)] = texts else {
        let at = lacking.unwrap_or(0);
        return match (of, texts) {
            (Some(InterfaceType::Public), _) => Err(Refusal::missing(&names[at])),
            (_, [None, None]) => Ok(Ends::Assigned),
            _ => Err(Refusal::value(
                &names[at],
                "given together with the other end, or both left out",
            )),
        };
    };
    let mut read = [None, None];
    for (at, text) in [provider, customer].into_iter().enumerate() {
        read[at] = LinkAddress::parse(&text).filter(|a| a.family() == Family::Ipv4);
        if read[at].is_none() {
            return Err(Refusal::value(
                &names[at],
                "an IPv4 address with its length, such as 192.168.1.1/30",
            ));
        }
    }
    let [Some(provider), Some(customer)] = read else {
        return Ok(Ends::Assigned);
    };
    if provider.address == customer.address {
        return Err(Refusal::value(
            &names[1],
            "another address than that of the other end",
        ));
    }
    let same = match (provider.block(), customer.block()) {
        (Some(one), Some(other)) => one.network() == other.network(),
        (Some(block), None) => block.holds(customer.address),
        (None, Some(block)) => block.holds(provider.address),
        (None, None) => true,
    };
    if !same {
        return Err(Refusal::value(
            &names[1],
            "in the same subnet as the other end",
        ));
    }
    Ok(Ends::Given(provider, customer))
}

/// The next link that nothing has: the first address is the provider's, the second the customer's. `None` where the provider's pool
/// is not known.
fn assigned(
    world: &mut World,
    profile: &Profile,
    family: Family,
) -> Option<(LinkAddress, LinkAddress)> {
    let (base, whole, len, counter) = match family {
        Family::Ipv4 => {
            let pool = profile.interfaces.link_assigned_from.get()?;
            (pool.first(), 32, ASSIGNED_IPV4, "assigned-ipv4-link-")
        }
        Family::Ipv6 => {
            let len = profile.interfaces.link_ipv6.get()?;
            let base = u128::from(ASSIGNED_IPV6);
            (base, 128, len, "assigned-ipv6-link-")
        }
    };
    let step = 1u128.checked_shl(u32::from(whole - len.min(whole)))?;
    loop {
        let number = world.count(Text::new(counter));
        let first = base + u128::from(number - 1) * step;
        let address = |at: u128| match family {
            Family::Ipv4 => u32::try_from(at).ok().map(|at| IpAddr::V4(at.into())),
            Family::Ipv6 => Some(IpAddr::V6(at.into())),
        };
        let (provider, customer) = (address(first + 1)?, address(first + 2)?);
        if !world.links.is_end(provider) && !world.links.is_end(customer) {
            let end = |address| LinkAddress {
                address,
                len: Some(len),
            };
            return Some((end(provider), end(customer)));
        }
    }
}
