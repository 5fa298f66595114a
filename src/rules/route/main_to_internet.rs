//! ROUTE014: the main route table of a network leads to the internet.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, ElementKind, Id, RouteTable};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 14),
        name: "route-main-table-internet",
        severity: Severity::Warning,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the main route table of a network leads to the internet",
        rationale: "Every subnet that nobody gives a table of its own, a new one too, is open to the internet. The default network of an account is made this way and is left out.",
        remedy: "Keep the main table free of such routes, and give public subnets a table of their own.",
        references: &[&refs::VPC_ROUTES],
        example: example!("ROUTE014"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let main = table.main.get() == Some(true);
    let made_so = table
        .network
        .get()
        .is_some_and(|network| cx.design[network].is_default.get() == Some(true));
    // Of a network that was not listed nobody knows whether it is the default one.
    let known = !cx.exported(id)
        || table
            .network
            .get()
            .is_some_and(|network| cx.design[network].is_default.get().is_some());
    if !main || made_so || !known {
        return;
    }
    for route in table.routes.iter().flatten() {
        let Some(link) = route.target.link() else {
            continue;
        };
        let internet = match link.get() {
            Some(AnyId::InternetGateway(gateway)) => cx.is_live(gateway),
            Some(_) => false,
            None => link.kinds == [ElementKind::InternetGateway],
        };
        // One that is dropped is open to nobody, and another rule's business.
        let dropped = route.state.get().is_some_and(|word| word == "blackhole");
        let open = route.to.get().is_some_and(|to| to.prefix_len() == 0);
        if !internet || !open || dropped {
            continue;
        }
        let to = context::destination(route);
        let mut draft = Draft::at(
            route.span,
            format!(
                "{}, the main table of {}, sends {to} to {}",
                cx.name(id),
                cx.link_name(&table.network, table.head.provider),
                targets::name(cx, route, table.head.provider)
            ),
        )
        .also(context::place(&table.main, &table.head), "the main table")
        .help("Give public subnets a table of their own")
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .key("to", to);
        if let Some(network) = table.network.get() {
            draft = draft.about(cx.subject(network));
        }
        out.push(draft);
    }
}
