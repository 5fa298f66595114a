//! The elements that a call names: whether they are there, whether the call is made in their region, and whether the caller owns them.

use rustc_hash::FxHashSet;

use super::argument::{Argument, Given};
use super::event::Happening;
use super::operation::Call;
use super::refusal::Refusal;
use super::world::{World, same_account};
use crate::model::{AnyId, Element, Id};
use crate::source::{Field, Text};

/// A kind of element that ids of any kind can be narrowed to.
pub(super) trait Kind: Element + Sized {
    /// The id, if it is one of this kind.
    fn of(id: AnyId) -> Option<Id<Self>>;
}

macro_rules! kinds {
    ($($kind:ident $field:ident;)*) => {$(
        impl Kind for crate::model::$kind {
            fn of(id: AnyId) -> Option<Id<Self>> {
                match id {
                    AnyId::$kind(id) => Some(id),
                    _ => None,
                }
            }
        }
    )*};
}
crate::model::for_each_kind!(kinds);

/// A scalar that the call must have.
pub(super) fn needed(call: &Call<'_>, parameter: &str) -> Result<Given, Refusal> {
    let given = call.with.given(parameter);
    given.ok_or_else(|| Refusal::missing(parameter))
}

/// The element that a call names, as far as the caller sees it.
pub(super) fn visible<T: Kind>(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
) -> Result<Id<T>, Refusal> {
    seen(world, call, needed(call, parameter)?)
}

fn seen<T: Kind>(world: &World, call: &Call<'_>, given: Given) -> Result<Id<T>, Refusal> {
    let id = given.element.filter(|id| world.sees(call.caller, *id));
    id.and_then(T::of)
        .ok_or_else(|| Refusal::not_found(T::KIND, given.text, call.profile))
}

/// The element that a call names, whoever owns it, unless it is gone or on its way out.
pub(super) fn present<T: Kind>(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
) -> Result<Id<T>, Refusal> {
    let given = needed(call, parameter)?;
    let id = given.element.filter(|id| world.exists(*id));
    id.and_then(T::of)
        .ok_or_else(|| Refusal::not_found(T::KIND, given.text, call.profile))
}

/// The id of what something refers to: of the element, else as it is written.
pub(super) fn printed(world: &World, id: Option<AnyId>, written: Field<Text>) -> Option<Text> {
    let found = id.map(|id| world.design.head(id).printed_id());
    found.or(written.get())
}

/// The element that an event happens to.
pub(super) fn happens_to<T: Kind>(
    world: &World,
    happening: &Happening<'_>,
) -> Result<Id<T>, Refusal> {
    let profile = world.profiles.get(world.provider);
    let id = happening.of.and_then(T::of);
    id.ok_or_else(|| Refusal::not_found(T::KIND, happening.reference, profile))
}

/// The elements that a list of ids names, which the caller must see and which must lie in the region of the call; without ids all of
/// those. An element may lie in several regions, and nobody knows where one without a region lies.
pub(super) fn listed<T: Kind, const N: usize>(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
    regions: impl Fn(Id<T>) -> [Option<Text>; N],
) -> Result<Vec<Id<T>>, Refusal> {
    let elsewhere = |id: Id<T>| regions(id).iter().all(|region| call.elsewhere(*region));
    let ids = call.with.items(parameter);
    if ids.is_empty() {
        let all = T::arena(&world.design).ids();
        return Ok(all
            .filter(|id| world.sees(call.caller, T::any(*id)) && !elsewhere(*id))
            .collect());
    }
    let scalars = ids.iter().filter_map(|id| match id {
        Argument::One(given) => Some(*given),
        _ => None,
    });
    let named: Result<Vec<Id<T>>, Refusal> =
        scalars.map(|given| seen(world, call, given)).collect();
    let mut named = named?;
    let mut told = FxHashSet::default();
    named.retain(|id| told.insert(*id));
    match named.iter().find(|id| elsewhere(**id)) {
        Some(id) => {
            let region = regions(*id).into_iter().next().flatten();
            Err(Refusal::region(&world.design, T::any(*id), region))
        }
        None => Ok(named),
    }
}

/// Refuses a call that is made in another region than that of an element.
pub(super) fn right_region(world: &World, call: &Call<'_>, id: AnyId) -> Result<(), Refusal> {
    let region = world.design.head(id).region.get();
    if call.elsewhere(region) {
        return Err(Refusal::region(&world.design, id, region));
    }
    Ok(())
}

/// Refuses to anyone but the owner of an element; `needs` says who that is.
pub(super) fn right_owner(
    world: &World,
    call: &Call<'_>,
    id: AnyId,
    needs: &str,
) -> Result<(), Refusal> {
    if same_account(world.design.head(id).account.get(), call.caller) {
        return Ok(());
    }
    Err(Refusal::role(&world.design, id, needs))
}

/// Region and owner of an element, in this order.
pub(super) fn own(world: &World, call: &Call<'_>, id: AnyId) -> Result<(), Refusal> {
    right_region(world, call, id)?;
    right_owner(world, call, id, ITS_OWNER)
}

/// Who may do something to what has one owner.
pub(super) const ITS_OWNER: &str = "its owner";
