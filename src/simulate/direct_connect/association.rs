//! Associations of Direct Connect gateways with virtual and transit gateways.

use super::answer::blocks;
use super::conflicts::{apart, judge, live, network_blocks, prefixes};
use crate::model::{
    AnyId, AnyLink, Cidr, DirectConnectGateway, DirectConnectGatewayAssociation, ElementKind, Id,
    Link, Target,
};
use crate::profile::Profile;
use crate::simulate::named;
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Text};

type Association = DirectConnectGatewayAssociation;

pub(super) const ADD: &str = "addAllowedPrefixesToDirectConnectGateway";
pub(super) const REMOVE: &str = "removeAllowedPrefixesToDirectConnectGateway";
pub(super) const OVERRIDE: &str = "overrideAllowedPrefixesToDirectConnectGateway";
pub(super) const GATEWAY: &str = "directConnectGatewayId";

/// Gateways that can be associated.
pub(super) const ASSOCIABLE: &[ElementKind] =
    &[ElementKind::VirtualGateway, ElementKind::TransitGateway];

/// The Direct Connect gateway that a call names.
pub(super) fn gateway(world: &World, call: &Call<'_>) -> Result<Id<DirectConnectGateway>, Refusal> {
    named::present(world, call, GATEWAY)
}

/// The virtual or transit gateway that a call names.
pub(super) fn other(world: &World, call: &Call<'_>) -> Result<AnyId, Refusal> {
    let given = call.with.given("gatewayId");
    let Some(given) = given.or(call.with.given("virtualGatewayId")) else {
        return Err(Refusal::missing("gatewayId"));
    };
    given.element.filter(|id| world.exists(*id)).ok_or_else(|| {
        let transit = given.text.starts_with("tgw-");
        let kind = ASSOCIABLE[usize::from(transit)];
        Refusal::not_found(kind, given.text, call.profile)
    })
}

/// A transit gateway announces its allowed prefixes, so it needs some; `parameter` is where a call names them.
pub(super) fn needs_prefixes(to: AnyId, allowed: &[Cidr], parameter: &str) -> Result<(), Refusal> {
    if matches!(to, AnyId::TransitGateway(_)) && allowed.is_empty() {
        return Err(Refusal::missing(parameter));
    }
    Ok(())
}

/// The live association of two gateways.
pub(super) fn between(
    world: &World,
    gateway: Id<DirectConnectGateway>,
    to: AnyId,
) -> Option<Id<Association>> {
    let mut all = live(world, AnyId::DirectConnectGateway(gateway));
    all.find(|id| world.design[*id].to.get() == Some(to))
}

/// The prefixes that an association allows; `None` where they are not known.
pub(super) fn allowed(world: &World, id: Id<Association>) -> Option<Vec<Cidr>> {
    let association = &world.design[id];
    match (&association.allowed_prefixes, association.to.get()) {
        (Some(list), _) => Some(list.iter().filter_map(Field::get).collect()),
        (None, Some(AnyId::VirtualGateway(gateway))) => network_blocks(world, gateway),
        (None, _) => None,
    }
}

/// A list of prefixes without some and with others.
pub(super) fn changed(mut list: Vec<Cidr>, add: &[Cidr], remove: &[Cidr]) -> Vec<Cidr> {
    list.retain(|cidr| !remove.contains(cidr));
    for cidr in add {
        if !list.contains(cidr) {
            list.push(*cidr);
        }
    }
    list
}

/// What stands against other prefixes of an association: its state, the limit, overlaps.
pub(super) fn judge_change(
    world: &World,
    profile: &Profile,
    id: Id<Association>,
    allowed: Option<&[Cidr]>,
    parameter: &str,
) -> Result<(), Refusal> {
    let association = &world.design[id];
    if association.head.state.word() != "associated" {
        let id = AnyId::DirectConnectGatewayAssociation(id);
        return Err(Refusal::state(&world.design, id));
    }
    if let (Some(allowed), Some(to), Some(gateway)) =
        (allowed, association.to.get(), association.gateway.get())
    {
        if matches!(to, AnyId::TransitGateway(_)) {
            if allowed.is_empty() {
                return Err(Refusal::value(parameter, "such that some prefix is left"));
            }
            prefixes(world, profile, gateway, allowed)?;
        }
        apart(world, gateway, to, allowed)?;
    }
    Ok(())
}

/// Gives an association other prefixes.
pub(super) fn change(world: &mut World, id: Id<Association>, allowed: Option<Vec<Cidr>>) {
    let any = AnyId::DirectConnectGatewayAssociation(id);
    let old = &world.design[id].allowed_prefixes;
    let old = old
        .as_ref()
        .map(|list| printed(list.iter().filter_map(Field::get)));
    let text = allowed.as_ref().map(|list| printed(list.iter().copied()));
    world.design[id].allowed_prefixes =
        allowed.map(|list| list.into_iter().map(|cidr| world.field(cidr)).collect());
    world.note_change(any, Some("allowed_prefixes"), old, text);
    world.set_state(any, "updating");
    world.will_settle(any, associated);
}

/// Adds an association. A virtual gateway without a list allows what its network has.
pub(super) fn make(
    world: &mut World,
    profile: &'static Profile,
    gateway: Id<DirectConnectGateway>,
    to: AnyId,
    allowed: Vec<Cidr>,
) -> Id<Association> {
    let allowed = match to {
        AnyId::VirtualGateway(id) if allowed.is_empty() => network_blocks(world, id),
        _ => Some(allowed),
    };
    let id = world.new_id(ElementKind::DirectConnectGatewayAssociation, profile);
    let own = &world.design[gateway].head;
    let (owner, printed) = (own.account.get(), own.printed_id());
    let far = world.design.head(to);
    let (to_owner, to_region, to_printed) = (far.account.get(), far.region.get(), far.printed_id());
    let association = Association {
        head: world.new_head(id, profile, owner, None),
        gateway: Link {
            id: world.field(printed),
            target: Target::To(gateway),
        },
        gateway_owner: world.text(owner),
        to: AnyLink {
            id: world.field(to_printed),
            kinds: ASSOCIABLE,
            target: Target::To(to),
        },
        to_owner: world.text(to_owner),
        to_region: world.text(to_region),
        allowed_prefixes: allowed.map(|list| {
            let fields = list.into_iter().map(|cidr| world.field(cidr));
            fields.collect()
        }),
        ..Association::default()
    };
    let any = world.add(association, "associating");
    let AnyId::DirectConnectGatewayAssociation(id) = any else {
        return Id::new(usize::MAX);
    };
    world.links.add_association(&world.design, id);
    world.will_settle(any, associated);
    id
}

fn associated(world: &mut World, id: AnyId) {
    world.pass(id, "associating", "associated");
    world.pass(id, "updating", "associated");
}

fn disassociated(world: &mut World, id: AnyId) {
    world.pass(id, "disassociating", "disassociated");
}

/// `CreateDirectConnectGatewayAssociation`: both gateways belong to the caller; one of another account is proposed instead.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let allowed = blocks(call, ADD)?;
    let gateway = gateway(world, call)?;
    let to = other(world, call)?;
    needs_prefixes(to, &allowed, ADD)?;
    for id in [AnyId::DirectConnectGateway(gateway), to] {
        named::right_owner(world, call, id, named::ITS_OWNER)?;
    }
    judge(world, call.profile, gateway, to, &allowed)?;
    let profile = call.profile;
    Ok(Box::new(move |world| {
        let id = make(world, profile, gateway, to, allowed);
        Done::new(move |world| put(world, id)).created(AnyId::DirectConnectGatewayAssociation(id))
    }))
}

/// The association that a call names, by its id or by its gateways.
fn association(world: &World, call: &Call<'_>) -> Result<Id<Association>, Refusal> {
    const ID: &str = "associationId";
    if call.with.given(ID).is_some() {
        return named::visible(world, call, ID);
    }
    if call.with.given(GATEWAY).is_none() {
        return Err(Refusal::missing(ID));
    }
    let gateway = gateway(world, call)?;
    let other = named::needed(call, "virtualGatewayId")?;
    other
        .element
        .and_then(|to| between(world, gateway, to))
        .filter(|id| world.sees(call.caller, AnyId::DirectConnectGatewayAssociation(*id)))
        .ok_or_else(|| {
            let kind = ElementKind::DirectConnectGatewayAssociation;
            Refusal::not_found(kind, other.text, call.profile)
        })
}

/// `UpdateDirectConnectGatewayAssociation`.
pub(super) fn update(world: &World, call: &Call<'_>) -> Checked {
    let (add, remove) = (blocks(call, ADD)?, blocks(call, REMOVE)?);
    let id = association(world, call)?;
    let any = AnyId::DirectConnectGatewayAssociation(id);
    let needs = "the owner of the Direct Connect gateway";
    named::right_owner(world, call, any, needs)?;
    let allowed = allowed(world, id).map(|known| changed(known, &add, &remove));
    judge_change(world, call.profile, id, allowed.as_deref(), REMOVE)?;
    Ok(Box::new(move |world| {
        change(world, id, allowed);
        Done::new(move |world| put(world, id))
    }))
}

fn printed(list: impl Iterator<Item = Cidr>) -> Text {
    let words: Vec<String> = list.map(|cidr| cidr.to_string()).collect();
    Text::new(&words.join(", "))
}

/// `DeleteDirectConnectGatewayAssociation`, by the owner of either gateway.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let id = association(world, call)?;
    let any = AnyId::DirectConnectGatewayAssociation(id);
    if world.design[id].head.state.word() != "associated" {
        return Err(Refusal::state(&world.design, any));
    }
    let caller = call.caller;
    Ok(Box::new(move |world| {
        world.set_state(any, "disassociating");
        world.ended_by(any, caller);
        world.will_settle(any, disassociated);
        Done::new(move |world| put(world, id))
    }))
}

/// An association as the provider answers it.
pub(super) fn put(world: &World, id: Id<Association>) -> Fields {
    let association = &world.design[id];
    let mut fields = Fields::default();
    let gateway = association.gateway.get().map(AnyId::DirectConnectGateway);
    let gateway = named::printed(world, gateway, association.gateway.id);
    fields.put_some(GATEWAY, gateway);
    fields.put_some(
        "directConnectGatewayOwnerAccount",
        association
            .gateway_owner
            .get()
            .or(association.head.account.get()),
    );
    fields.put("associationState", association.head.state.word());
    fields.below("associatedGateway", |fields| {
        put_other(world, &association.to, fields);
    });
    fields.put("associationId", association.head.printed_id());
    let prefixes = association.allowed_prefixes.iter().flatten();
    for (at, cidr) in prefixes.filter_map(Field::get).enumerate() {
        let path = format!("allowedPrefixesToDirectConnectGateway.{at}.cidr");
        fields.put(&path, Text::new(&cidr.to_string()));
    }
    if let Some(to @ AnyId::VirtualGateway(_)) = association.to.get() {
        let head = world.design.head(to);
        fields.put("virtualGatewayId", head.printed_id());
        fields.put_some("virtualGatewayRegion", head.region.get());
        fields.put_some("virtualGatewayOwnerAccount", head.account.get());
    }
    fields
}

/// The gateway at the other end.
pub(super) fn put_other(world: &World, to: &AnyLink, fields: &mut Fields) {
    let Some(to) = to.get() else {
        fields.put_some("id", to.id.get());
        return;
    };
    let head = world.design.head(to);
    fields.put("id", head.printed_id());
    let kind = match to {
        AnyId::TransitGateway(_) => "transitGateway",
        _ => "virtualPrivateGateway",
    };
    fields.put("type", kind);
    fields.put_some("ownerAccount", head.account.get());
    fields.put_some("region", head.region.get());
}
