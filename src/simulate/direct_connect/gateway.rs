//! The gateway that an interface leads to: whose it is, how many it has, and that virtual and transit gateways are not mixed.

use super::carrier::counted;
use crate::model::{
    AnyId, DirectConnectGateway, ElementKind, Id, InterfaceType, Link, Target, VirtualGateway,
    VirtualInterface,
};
use crate::profile::{Counted, ErrorKind, MessageKind, Per, Profile};
use crate::simulate::named;
use crate::simulate::operation::Call;
use crate::simulate::peering::full;
use crate::simulate::refusal::Refusal;
use crate::simulate::world::World;
use crate::source::Text;

/// The gateway of an interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gateway {
    Virtual(Id<VirtualGateway>),
    DirectConnect(Id<DirectConnectGateway>),
}

impl Gateway {
    /// The element.
    pub(super) fn any(self) -> AnyId {
        match self {
            Gateway::Virtual(id) => AnyId::VirtualGateway(id),
            Gateway::DirectConnect(id) => AnyId::DirectConnectGateway(id),
        }
    }

    /// Ties an interface to it.
    pub(super) fn tie(self, world: &mut World, interface: Id<VirtualInterface>) {
        let printed = world.design.head(self.any()).printed_id();
        let id = world.field(printed);
        match self {
            Gateway::Virtual(gateway) => {
                world.design[interface].virtual_gateway = Link {
                    id,
                    target: Target::To(gateway),
                };
            }
            Gateway::DirectConnect(gateway) => {
                world.design[interface].direct_connect_gateway = Link {
                    id,
                    target: Target::To(gateway),
                };
            }
        }
    }
}

/// The gateway that a call names, which must be there: exactly one of the two for a private interface.
pub(super) fn named(
    world: &World,
    call: &Call<'_>,
    outer: Option<&str>,
    of: InterfaceType,
) -> Result<Option<Gateway>, Refusal> {
    let path = |name: &str| match outer {
        Some(outer) => format!("{outer}.{name}"),
        None => name.to_owned(),
    };
    let (own, global) = (path("virtualGatewayId"), path("directConnectGatewayId"));
    let given = match of {
        InterfaceType::Public => return Ok(None),
        InterfaceType::Private => match (call.with.given(&own), call.with.given(&global)) {
            (None, None) => return Err(Refusal::missing(&own)),
            (Some(_), Some(_)) => {
                return Err(Refusal::value(
                    &own,
                    "left out where directConnectGatewayId is given",
                ));
            }
            (Some(given), None) | (None, Some(given)) => given,
        },
        InterfaceType::Transit => match call.with.given(&global) {
            None => return Err(Refusal::missing(&global)),
            Some(given) => given,
        },
    };
    match given.element.filter(|id| world.exists(*id)) {
        Some(AnyId::VirtualGateway(id)) => Ok(Some(Gateway::Virtual(id))),
        Some(AnyId::DirectConnectGateway(id)) => Ok(Some(Gateway::DirectConnect(id))),
        _ => {
            let kind = if call.with.given(&own).is_some() {
                ElementKind::VirtualGateway
            } else {
                ElementKind::DirectConnectGateway
            };
            Err(Refusal::not_found(kind, given.text, call.profile))
        }
    }
}

/// A virtual gateway serves interfaces of its own region; a Direct Connect gateway those of all.
pub(super) fn right_region(
    world: &World,
    gateway: Gateway,
    region: Option<Text>,
) -> Result<(), Refusal> {
    let Gateway::Virtual(id) = gateway else {
        return Ok(());
    };
    match (world.design[id].head.region.get(), region) {
        (Some(is), Some(wanted)) if is != wanted => {
            Err(Refusal::region(&world.design, gateway.any(), Some(is)))
        }
        _ => Ok(()),
    }
}

/// Interface and gateway have one owner.
pub(super) fn right_owner(world: &World, call: &Call<'_>, gateway: Gateway) -> Result<(), Refusal> {
    named::right_owner(world, call, gateway.any(), named::ITS_OWNER)
}

/// Refuses where a Direct Connect gateway has as many interfaces as it may.
pub(super) fn room(world: &World, profile: &Profile, gateway: Gateway) -> Result<(), Refusal> {
    let Gateway::DirectConnect(id) = gateway else {
        return Ok(());
    };
    full(
        world,
        profile,
        AnyId::DirectConnectGateway(id),
        Counted::VirtualInterfaces,
        Per::DirectConnectGateway,
        counted(world, AnyId::DirectConnectGateway(id)).count(),
    )
}

/// Whether a Direct Connect gateway serves virtual gateways and private interfaces, or transit gateways and transit interfaces.
fn serves(world: &World, id: Id<DirectConnectGateway>, transit: bool) -> Option<AnyId> {
    let kind = if transit {
        ElementKind::TransitGateway
    } else {
        ElementKind::VirtualGateway
    };
    let of = if transit {
        InterfaceType::Transit
    } else {
        InterfaceType::Private
    };
    let associations = world.links.associations(AnyId::DirectConnectGateway(id));
    let associated = associations.iter().find_map(|association| {
        let association = &world.design[*association];
        let live = association.head.state.is_live();
        association.to.get().filter(|to| live && to.kind() == kind)
    });
    associated.or_else(|| {
        counted(world, AnyId::DirectConnectGateway(id))
            .find(|interface| world.design[*interface].kind() == Some(of))
            .map(AnyId::VirtualInterface)
    })
}

/// Refuses to put transit gateways or interfaces to virtual gateways and private interfaces, or the reverse.
pub(super) fn unmixed(
    world: &World,
    gateway: Id<DirectConnectGateway>,
    transit: bool,
) -> Result<(), Refusal> {
    let Some(other) = serves(world, gateway, !transit) else {
        return Ok(());
    };
    let any = AnyId::DirectConnectGateway(gateway);
    let message = format!(
        "{} serves {} and takes no {} beside it",
        world.design[gateway].head.printed_id(),
        world.design.head(other).printed_id(),
        if transit {
            "transit gateways or transit virtual interfaces"
        } else {
            "virtual private gateways or private virtual interfaces"
        },
    );
    Err(
        Refusal::new(ErrorKind::Conflict, MessageKind::MixedGateways, message)
            .about(&world.design, any),
    )
}
