//! What each side of a peering allows the other: names that resolve to private addresses, several paths.

use super::super::named::visible;
use super::super::operation::{Call, Checked, Done};
use super::super::peering::{owner, region};
use super::super::refusal::Refusal;
use super::super::trace::Fields;
use super::super::world::{World, same_account};
use crate::model::{AnyId, Id, Peering, PeeringSide, Phase};
use crate::simulate::argument::{Kind, Parameter};
use crate::source::{Field, Text};

pub(super) const REQUESTER: &str = "RequesterPeeringConnectionOptions";
pub(super) const ACCEPTER: &str = "AccepterPeeringConnectionOptions";

const DNS: Parameter = Parameter::optional("AllowDnsResolutionFromRemoteVpc", Kind::Flag);
const ALLOW: Parameter = Parameter::optional("AllowMultipathResilience", Kind::Flag);
const MODE: Parameter = Parameter::optional("MultipathResilienceMode", Kind::Text);

/// `CreatePeeringConnectionOptionsRequest`.
pub(super) const MULTIPATH: &[Parameter] = &[ALLOW, MODE];

/// `PeeringConnectionOptionsRequest`; the options of ClassicLink, which is retired, mean nothing any more.
pub(super) const ALL: &[Parameter] = &[
    DNS,
    Parameter::optional("AllowEgressFromLocalClassicLinkToRemoteVpc", Kind::Flag),
    Parameter::optional("AllowEgressFromLocalVpcToRemoteClassicLink", Kind::Flag),
    ALLOW,
    MODE,
];

/// What a call asks of one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    dns: Option<bool>,
    multipath: Option<bool>,
    mode: Option<Text>,
}

impl Wanted {
    /// Reads the options of a side. Several paths are there between regions only, and a way of using them only where they are allowed.
    pub(super) fn read(
        call: &Call<'_>,
        outer: &str,
        across: bool,
    ) -> Result<Option<Self>, Refusal> {
        if call.with.get(outer).is_none() {
            return Ok(None);
        }
        let at = |row: &Parameter| format!("{outer}.{}", row.name);
        let wanted = Self {
            dns: call.with.flag(&at(&DNS)),
            multipath: call.with.flag(&at(&ALLOW)),
            mode: call.with.text(&at(&MODE)),
        };
        if wanted.multipath == Some(true) && !across {
            let expected = "left out, or false, for a peering inside one region";
            return Err(Refusal::value(&at(&ALLOW), expected));
        }
        if wanted.mode.is_some() && wanted.multipath != Some(true) {
            let expected = "left out where AllowMultipathResilience is not true";
            return Err(Refusal::value(&at(&MODE), expected));
        }
        Ok(Some(wanted))
    }

    /// Sets them on a side, and says what changed.
    pub(super) fn set(self, world: &mut World, id: Id<Peering>, requester: bool) {
        let place = world.place();
        let peering = &mut world.design[id];
        let side = if requester {
            &mut peering.requester
        } else {
            &mut peering.accepter
        };
        let [dns, multipath] = if requester {
            ["requester_dns", "requester_multipath"]
        } else {
            ["accepter_dns", "accepter_multipath"]
        };
        let mut changes = Vec::new();
        for (field, new, name) in [
            (&mut side.dns, self.dns, dns),
            (&mut side.multipath, self.multipath, multipath),
        ] {
            if let Some(new) = new {
                let old = std::mem::replace(field, Field::at(new, place)).get();
                if old != Some(new) {
                    let word = |flag: bool| Text::new(if flag { "true" } else { "false" });
                    changes.push((name, old.map(word), word(new)));
                }
            }
        }
        if let Some(mode) = self.mode {
            side.multipath_mode = Field::at(mode, place);
        }
        let any = AnyId::Peering(id);
        for (name, old, new) in changes {
            world.note_change(any, Some(name), old, Some(new));
        }
        if self.multipath.is_some() {
            let sides = world.design[id].sides();
            let allowed = sides.map(|side| side.multipath.get() == Some(true));
            let status = match allowed {
                [false, false] => "disabled",
                [true, true] => "enabled",
                _ => "pending",
            };
            world.design[id].multipath_status = world.field(Text::new(status));
        }
    }
}

/// The options of a side as the provider answers them.
pub(super) fn put(side: &PeeringSide, fields: &mut Fields) {
    fields.put_some(DNS.name, side.dns.get());
    fields.put_some(ALLOW.name, side.multipath.get());
    fields.put_some(MODE.name, side.multipath_mode.get());
}

/// `ModifyVpcPeeringConnectionOptions`: each owner, in the region of its side, while the peering is active.
pub(super) fn modify(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<Peering>(world, call, super::PEERING_ID.name)?;
    let any = AnyId::Peering(id);
    let peering = &world.design[id];
    let regions = peering.sides().map(|side| region(&world.design, side));
    let across = matches!(regions, [Some(one), Some(other)] if one != other);
    let mut wanted = Vec::new();
    for (outer, side, requester) in [
        (REQUESTER, &peering.requester, true),
        (ACCEPTER, &peering.accepter, false),
    ] {
        if let Some(options) = Wanted::read(call, outer, across)? {
            wanted.push((options, side, requester));
        }
    }
    for (_, side, _) in &wanted {
        let own = region(&world.design, side);
        if call.elsewhere(own) {
            return Err(Refusal::region(&world.design, any, own));
        }
    }
    for (_, side, _) in &wanted {
        if !same_account(owner(&world.design, side), call.caller) {
            let needs = "the owner of the side whose options they are";
            return Err(Refusal::role(&world.design, any, needs));
        }
    }
    if world.phase(any) != Phase::Active {
        return Err(Refusal::state(&world.design, any));
    }
    let wanted: Vec<(Wanted, bool)> = wanted
        .into_iter()
        .map(|(options, _, requester)| (options, requester))
        .collect();
    Ok(Box::new(move |world| {
        for (options, requester) in &wanted {
            options.set(world, id, *requester);
        }
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (_, requester) in wanted {
                let peering = &world.design[id];
                let (outer, side) = if requester {
                    (REQUESTER, &peering.requester)
                } else {
                    (ACCEPTER, &peering.accepter)
                };
                fields.below(outer, |fields| put(side, fields));
            }
            fields
        })
    }))
}
