//! ROUTE006: a static route inside the blocks of the network does not have the form that the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{
    AnyLink, Cidr, ElementKind, Id, Network, Route, RouteOrigin, RouteTable, RouteTarget,
    TableAssociation,
};
use crate::profile::InsideLocal;
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 6),
        name: "route-inside-vpc-cidr",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a static route inside the blocks of the network does not have the form that the provider takes",
        rationale: "Inside the network only certain routes are possible; the provider refuses any other. For exported elements it is a warning.",
        remedy: "Route whole subnets, and only to an appliance.",
        references: &[&refs::VPC_ROUTES, &refs::OTC_VPC],
        example: example!("ROUTE006"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let (Some(form), Some(network)) = (
        cx.profile(id).routing.inside_local.get(),
        table.network.get(),
    ) else {
        return;
    };
    let edge = |tie: &TableAssociation| !tie.gateway.is_absent() && tie.state.is_live();
    if table.head.is_foreign() || table.associations.iter().any(edge) {
        return;
    }
    for route in table.routes.iter().flatten() {
        let (Some(to), RouteOrigin::Static) = (route.to.get(), route.origin) else {
            continue;
        };
        let Some(wrong) = wrong(cx, network, route, to.network(), form) else {
            continue;
        };
        out.push(
            Draft::at(
                route.span,
                format!("the route of {} for {to} lies inside {} and {wrong}", cx.name(id), cx.name(network)),
            )
            .also(cx.head(network).origin(), "the network")
            .help(match form {
                InsideLocal::WholeSubnetToAppliance => "Route a whole subnet to a network interface, a NAT gateway or an appliance endpoint",
                InsideLocal::Refused => "Remove the route; it can never take effect",
            })
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .about(cx.subject(network))
            .key("to", to.to_string()),
        );
    }
}

/// What is wrong with a route, after "lies inside the network and".
fn wrong(
    cx: &Context<'_>,
    network: Id<Network>,
    route: &Route,
    to: Cidr,
    form: InsideLocal,
) -> Option<String> {
    let blocks: Vec<Cidr> = cx.design[network]
        .live_cidrs()
        .map(|(cidr, _)| cidr.network())
        .collect();
    let strictly = !blocks.contains(&to) && blocks.iter().any(|block| block.contains(to));
    let subnets = cx.index.relations.subnets.of(network);
    let touched = subnets
        .iter()
        .filter(|subnet| cx.is_live(**subnet))
        .flat_map(|subnet| {
            cx.design[*subnet]
                .live_cidrs()
                .map(|(cidr, _)| (*subnet, cidr.network()))
        })
        .find(|(_, cidr)| cidr.overlaps(to));
    match form {
        InsideLocal::Refused => {
            let (subnet, _) = touched.filter(|_| !matches!(route.target, RouteTarget::Local))?;
            Some(format!("overlaps {}", cx.name(subnet)))
        }
        InsideLocal::WholeSubnetToAppliance if !strictly => None,
        InsideLocal::WholeSubnetToAppliance => match &route.target {
            RouteTarget::Local | RouteTarget::Blackhole | RouteTarget::None => None,
            RouteTarget::To(link) if !takes_inside(link) => Some(format!(
                "leads to {}",
                targets::name(cx, route, cx.head(network).provider)
            )),
            // A subnet that is gone leaves its routes behind, so only one that is there proves anything.
            RouteTarget::To(_) | RouteTarget::Other(_) => {
                let (subnet, cidr) = touched?;
                (cidr != to).then(|| format!("is not the whole of {} ({cidr})", cx.name(subnet)))
            }
        },
    }
}

fn takes_inside(link: &AnyLink) -> bool {
    let takes =
        |kind: &ElementKind| matches!(kind, ElementKind::Interface | ElementKind::NatGateway);
    link.get().map_or_else(
        || link.kinds.iter().any(takes),
        |target| takes(&target.kind()),
    )
}
