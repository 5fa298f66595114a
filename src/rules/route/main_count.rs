//! ROUTE012: a network does not have exactly one main route table.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, Network, Presence, RouteTable};
use crate::rules::common::lists;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 12),
        name: "route-main-table-count",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network does not have exactly one main route table",
        rationale: "Subnets without a table of their own follow the main one, and every network has one. Another number means that the input is incomplete or was put together from different moments; none at all is an info.",
        remedy: "Export the route tables again.",
        references: &[&refs::VPC_ROUTES],
        example: example!("ROUTE012"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let head = cx.head(id);
    if !cx.is_live(id) || head.presence != Presence::Listed {
        return;
    }
    let tables = cx.index.relations.route_tables.of(id);
    let is_main = |table: &&Id<RouteTable>| {
        let table = &cx.design[**table];
        table.main.get() == Some(true)
            || table
                .associations
                .iter()
                .any(|tie| tie.main.get() == Some(true) && tie.state.is_live())
    };
    let main: Vec<Id<RouteTable>> = tables.iter().filter(is_main).copied().collect();
    if let [first, second, ..] = main.as_slice() {
        let mut draft = Draft::at(
            head.origin(),
            format!(
                "{} has {} main route tables: {} and {}",
                cx.name(id),
                main.len(),
                cx.short(*first),
                cx.short(*second)
            ),
        )
        .help("Keep one; in an export, take all lists at one time")
        .about(cx.subject(id))
        .key("count", "");
        for table in &main {
            draft = draft
                .also(cx.head(*table).origin(), "a main table")
                .about(cx.subject(*table));
        }
        out.push(draft);
    } else if main.is_empty()
        && !tables.is_empty()
        && cx.exported(id)
        && lists(cx, ElementKind::RouteTable, head)
    {
        out.push(
            Draft::at(
                head.origin(),
                format!(
                    "none of the {} route tables of {} is the main one",
                    tables.len(),
                    cx.name(id)
                ),
            )
            .help("Export the route tables again, whole")
            .lowered(Severity::Info)
            .about(cx.subject(id))
            .key("count", "none"),
        );
    }
}
