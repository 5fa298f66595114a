//! What rules about routes share: where a route leads, and whether that is attached to the network of its table.

use crate::model::{
    AnyId, ElementKind, Id, Network, NetworkAttachment, Phase, ProviderId, Route, RouteTable,
    RouteTarget, Target,
};
use crate::rules::Context;
use crate::rules::common::lists;
use crate::source::Text;

/// The target's id or name as written; `None` where there is none.
pub(super) fn text(route: &Route) -> Option<Text> {
    match &route.target {
        RouteTarget::To(link) => link.id.get(),
        RouteTarget::Other(id) => id.get(),
        RouteTarget::Local => Some(Text::new("local")),
        RouteTarget::Blackhole => Some(Text::new("blackhole")),
        RouteTarget::None => None,
    }
}

/// The target in a sentence.
pub(super) fn name(cx: &Context<'_>, route: &Route, provider: ProviderId) -> String {
    let link = route.target.link();
    match (link.and_then(|link| link.get()), text(route)) {
        (Some(target), _) => cx.name_of(target),
        (None, Some(text)) => match link.and_then(|link| link.kinds.first()) {
            Some(kind) => format!("{} {text}", cx.word_for(provider, *kind)),
            None => text.to_string(),
        },
        (None, None) => "its target".to_owned(),
    }
}

/// Whether a route leads to a peering that does not work, or to one that is not in the input: another rule speaks for it.
pub(super) fn is_peering_case(cx: &Context<'_>, route: &Route) -> bool {
    let Some(link) = route.target.link() else {
        return false;
    };
    match link.target {
        Target::To(AnyId::Peering(peering)) => !matches!(
            cx.head(peering).state.phase,
            Phase::Unstated | Phase::Active | Phase::Degraded | Phase::Unknown
        ),
        Target::Outside | Target::Dangling => link.kinds == [ElementKind::Peering],
        _ => false,
    }
}

/// Whether one of a gateway's ties to a network holds; `None` where they were not given or one cannot be read.
pub(super) fn attached(ties: Option<&[NetworkAttachment]>, network: Id<Network>) -> Option<bool> {
    let mut unclear = false;
    for tie in ties? {
        let here = tie.network.get() == Some(network);
        if here && tie.state.is_live() {
            return Some(true);
        }
        unclear |= (here || tie.network.is_absent()) && tie.state.phase == Phase::Unknown;
    }
    (!unclear).then_some(false)
}

/// The gateway that a route leads to and the table's network, where the two are not attached to each other. Exported routes that
/// the provider calls active prove the contrary.
pub(super) fn unattached(
    cx: &Context<'_>,
    id: Id<RouteTable>,
    route: &Route,
) -> Option<(AnyId, Id<Network>)> {
    let table = &cx.design[id];
    let network = table.network.get()?;
    let active = route.state.get().is_some_and(|word| word != "blackhole");
    if table.head.is_foreign() || (cx.exported(id) && (active || route.state.is_absent())) {
        return None;
    }
    let target = route.target.link()?.get()?;
    let head = cx.design.head(target);
    if !head.state.is_live() {
        return None;
    }
    let tied = match target {
        AnyId::InternetGateway(gateway) => {
            attached(cx.design[gateway].attachments.as_deref(), network)?
        }
        AnyId::EgressOnlyInternetGateway(gateway) => {
            attached(cx.design[gateway].attachments.as_deref(), network)?
        }
        AnyId::VirtualGateway(gateway) => {
            attached(cx.design[gateway].attachments.as_deref(), network)?
        }
        AnyId::TransitGateway(gateway) => {
            let mut of_network = cx
                .index
                .relations
                .attachments_of
                .values(AnyId::Network(network));
            let tied = of_network.any(|attachment| {
                let element = &cx.design[*attachment];
                element.gateway.get() == Some(gateway)
                    && (element.head.state.is_live() || element.head.state.phase == Phase::Unknown)
            });
            let kind = ElementKind::TransitGatewayAttachment;
            tied || !lists(cx, kind, cx.head(network))
        }
        _ => return None,
    };
    (!tied).then_some((target, network))
}
