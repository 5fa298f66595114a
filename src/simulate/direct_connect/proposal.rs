//! Proposals of associations, where the two gateways belong to different accounts.

use super::answer::blocks;
use super::association::{self, ADD, GATEWAY, OVERRIDE, REMOVE, needs_prefixes, put_other};
use super::conflicts::judge;
use crate::model::{
    AnyId, AnyLink, Cidr, DirectConnectGatewayProposal as Proposal, ElementKind, Link, Seconds,
    Target,
};
use crate::profile::{Delay, Profile, Trigger};
use crate::simulate::named::{ITS_OWNER, printed, right_owner, visible};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::{World, same_account};
use crate::source::{Field, Text};

const ID: &str = "proposalId";

/// The timer that ends a proposal.
const EXPIRY: &str = "proposal-expiry";

const REQUESTED: &str = "requested";
const ACCEPTED: &str = "accepted";
const DELETED: &str = "deleted";

/// How long a proposal waits.
fn lifetime(profile: &Profile) -> Option<Seconds> {
    let machine = profile.machine(ElementKind::DirectConnectGatewayProposal)?;
    machine
        .moves_from(Some(REQUESTED))
        .find_map(|row| match (row.on, row.after) {
            (Trigger::Timeout, Delay::Exactly(time)) => Some(time),
            _ => None,
        })
}

fn expire(world: &mut World, id: AnyId) {
    if world.design.head(id).state.word() == REQUESTED {
        world.set_state(id, DELETED);
    }
}

/// `CreateDirectConnectGatewayAssociationProposal`, by the owner of the virtual or transit gateway.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let (add, remove) = (blocks(call, ADD)?, blocks(call, REMOVE)?);
    let gateway = association::gateway(world, call)?;
    let to = association::other(world, call)?;
    let owner = call.with.text("directConnectGatewayOwnerAccount");
    if !same_account(world.design[gateway].head.account.get(), owner) {
        let text = world.design[gateway].head.printed_id();
        return Err(Refusal::not_found(
            ElementKind::DirectConnectGateway,
            text,
            call.profile,
        ));
    }
    right_owner(world, call, to, ITS_OWNER)?;
    // What is allowed so far is changed; where nothing is associated yet, nothing is allowed.
    let wanted = match association::between(world, gateway, to) {
        Some(known) => association::allowed(world, known),
        None => Some(Vec::new()),
    };
    let wanted = wanted.map(|known| association::changed(known, &add, &remove));
    let profile = call.profile;
    Ok(Box::new(move |world| {
        let id = world.new_id(ElementKind::DirectConnectGatewayProposal, profile);
        let far = world.design.head(to);
        let (account, far_id) = (far.account.get(), far.printed_id());
        let own_id = world.design[gateway].head.printed_id();
        let proposal = Proposal {
            head: world.new_head(id, profile, account, None),
            gateway: Link {
                id: world.field(own_id),
                target: Target::To(gateway),
            },
            gateway_owner: world.text(owner),
            to: AnyLink {
                id: world.field(far_id),
                kinds: association::ASSOCIABLE,
                target: Target::To(to),
            },
            requested_prefixes: wanted
                .map(|list| list.into_iter().map(|cidr| world.field(cidr)).collect()),
        };
        let any = world.add(proposal, REQUESTED);
        if let Some(time) = lifetime(profile) {
            world.set_timer(any, EXPIRY, time, expire);
        }
        Done::new(move |world| put(world, any)).created(any)
    }))
}

/// `AcceptDirectConnectGatewayAssociationProposal`, by the owner of the Direct Connect gateway.
pub(super) fn accept(world: &World, call: &Call<'_>) -> Checked {
    let own = call.with.get(OVERRIDE).is_some();
    let chosen = blocks(call, OVERRIDE)?;
    let id = visible::<Proposal>(world, call, ID)?;
    let any = AnyId::DirectConnectGatewayProposal(id);
    let gateway = association::gateway(world, call)?;
    let proposal = &world.design[id];
    let (Some(to), true) = (proposal.to.get(), proposal.gateway.get() == Some(gateway)) else {
        return Err(Refusal::not_found(
            ElementKind::DirectConnectGatewayProposal,
            proposal.head.printed_id(),
            call.profile,
        ));
    };
    if !same_account(world.design[gateway].head.account.get(), call.caller) {
        let needs = "the owner of the Direct Connect gateway";
        return Err(Refusal::role(&world.design, any, needs));
    }
    let owner = call.with.text("associatedGatewayOwnerAccount");
    if !same_account(world.design.head(to).account.get(), owner) {
        return Err(Refusal::value(
            "associatedGatewayOwnerAccount",
            "the account of the proposed gateway",
        ));
    }
    if proposal.head.state.word() != REQUESTED {
        return Err(Refusal::state(&world.design, any));
    }
    let requested = proposal.requested_prefixes.as_ref();
    let allowed: Option<Vec<Cidr>> = if own {
        Some(chosen)
    } else {
        requested.map(|list| list.iter().filter_map(Field::get).collect())
    };
    // The owner of a gateway that is associated already proposes other prefixes.
    let known = association::between(world, gateway, to);
    if let Some(known) = known {
        let allowed = allowed.as_deref();
        association::judge_change(world, call.profile, known, allowed, OVERRIDE)?;
    } else {
        let allowed = allowed.as_deref().unwrap_or_default();
        needs_prefixes(to, allowed, OVERRIDE)?;
        judge(world, call.profile, gateway, to, allowed)?;
    }
    let profile = call.profile;
    Ok(Box::new(move |world| {
        world.stop_timer(any, EXPIRY);
        world.set_state(any, ACCEPTED);
        let made = match known {
            Some(known) => {
                association::change(world, known, allowed);
                known
            }
            None => association::make(world, profile, gateway, to, allowed.unwrap_or_default()),
        };
        Done::new(move |world| association::put(world, made))
            .created(AnyId::DirectConnectGatewayAssociation(made))
    }))
}

/// `DeleteDirectConnectGatewayAssociationProposal`, by either side.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<Proposal>(world, call, ID)?;
    let any = AnyId::DirectConnectGatewayProposal(id);
    if world.design[id].head.state.word() != REQUESTED {
        return Err(Refusal::state(&world.design, any));
    }
    let caller = call.caller;
    Ok(Box::new(move |world| {
        world.stop_timer(any, EXPIRY);
        world.set_state(any, DELETED);
        world.ended_by(any, caller);
        Done::new(move |world| put(world, any))
    }))
}

fn put(world: &World, id: AnyId) -> Fields {
    let mut fields = Fields::default();
    let AnyId::DirectConnectGatewayProposal(id) = id else {
        return fields;
    };
    let proposal = &world.design[id];
    fields.put(ID, proposal.head.printed_id());
    let gateway = proposal.gateway.get().map(AnyId::DirectConnectGateway);
    fields.put_some(GATEWAY, printed(world, gateway, proposal.gateway.id));
    fields.put_some(
        "directConnectGatewayOwnerAccount",
        proposal.gateway_owner.get(),
    );
    fields.put("proposalState", proposal.head.state.word());
    fields.below("associatedGateway", |fields| {
        put_other(world, &proposal.to, fields);
    });
    let ends = proposal.gateway.get().zip(proposal.to.get());
    let known = ends.and_then(|(gateway, to)| association::between(world, gateway, to));
    let existing = known.and_then(|known| association::allowed(world, known));
    let requested = proposal.requested_prefixes.iter().flatten();
    let requested = requested.filter_map(Field::get);
    for (name, list) in [
        ("existing", existing.unwrap_or_default()),
        ("requested", requested.collect()),
    ] {
        for (at, cidr) in list.into_iter().enumerate() {
            let path = format!("{name}AllowedPrefixesToDirectConnectGateway.{at}.cidr");
            fields.put(&path, Text::new(&cidr.to_string()));
        }
    }
    fields
}
