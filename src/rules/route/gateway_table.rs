//! ROUTE011: the route table of a gateway has something that such a table cannot have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, Presence, Route, RouteOrigin, RouteTable};
use crate::rules::common::lists;
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 11),
        name: "route-gateway-table-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the route table of a gateway has something that such a table cannot have",
        rationale: "Tables of internet and virtual gateways take only routes for the network or its subnets, to the network itself, a network interface or an appliance endpoint. For exported elements it is a warning.",
        remedy: "Remove it, or use the table for subnets.",
        references: &[&refs::VPC_GATEWAY_TABLES],
        example: example!("ROUTE011"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let edge = table.associations.iter().find(|tie| {
        let gateway = |kind: &ElementKind| {
            matches!(
                kind,
                ElementKind::InternetGateway | ElementKind::VirtualGateway
            )
        };
        tie.state.is_live() && tie.gateway.kinds.iter().any(gateway) && !tie.gateway.is_absent()
    });
    let known = cx.profile(id).routing.gateway_tables.get() == Some(true);
    let Some(edge) = edge.filter(|_| known) else {
        return;
    };
    let gateway = match (edge.gateway.get(), edge.gateway.id.get()) {
        (Some(gateway), _) => cx.name_of(gateway),
        (None, Some(text)) => text.to_string(),
        (None, None) => return,
    };
    let mut say = |span: Span, what: String, key: (&'static str, String)| {
        let mut draft = Draft::at(
            span,
            format!("{} is the table of {gateway} and {what}", cx.name(id)),
        )
        .help("Remove it, or use the table for subnets")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key(key.0, key.1);
        if let Some(span) = edge.gateway.id.span() {
            draft = draft.also(span, "the gateway that uses it");
        }
        out.push(draft);
    };
    if table.main.get() == Some(true) {
        say(
            context::place(&table.main, &table.head),
            "the main table of its network, too".to_owned(),
            ("main", String::new()),
        );
    }
    if let Some(link) = table.propagating.first() {
        let from = cx.link_name(link, table.head.provider);
        say(
            context::place(&link.id, &table.head),
            format!("takes routes from {from}"),
            ("propagating", from.clone()),
        );
    }
    for route in table
        .routes
        .iter()
        .flatten()
        .filter(|route| route.origin == RouteOrigin::Static)
    {
        if let Some(what) = wrong(cx, table, route) {
            say(route.span, what, ("to", context::destination(route)));
        }
    }
}

fn wrong(cx: &Context<'_>, table: &RouteTable, route: &Route) -> Option<String> {
    if let Some(list) = route.to_list.id.get() {
        return Some(format!("has a route for the prefix list {list}"));
    }
    let to = route.to.get()?;
    let takes = |kind: &ElementKind| *kind == ElementKind::Interface;
    if let Some(link) = route.target.link() {
        let fits = link.get().map_or_else(
            || link.kinds.iter().any(takes),
            |target| takes(&target.kind()),
        );
        if !fits {
            return Some(format!(
                "sends {to} to {}",
                targets::name(cx, route, table.head.provider)
            ));
        }
    }
    let network = table.network.get()?;
    let whole = lists(cx, ElementKind::Subnet, cx.head(network))
        && cx.head(network).presence == Presence::Listed;
    let subnets = cx
        .index
        .relations
        .subnets
        .of(network)
        .iter()
        .flat_map(|subnet| cx.design[*subnet].live_cidrs().map(|(cidr, _)| cidr));
    let mut blocks = cx.design[network]
        .live_cidrs()
        .map(|(cidr, _)| cidr)
        .chain(subnets);
    (whole && !blocks.any(|block| block.network() == to.network())).then(|| {
        format!(
            "has a route for {to}, which is no whole block of {} or of a subnet",
            cx.name(network)
        )
    })
}
