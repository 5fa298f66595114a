//! TAG006: two elements of one kind have the same name.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashMap;

use crate::model::{AnyId, Presence, ProviderId};
use crate::rules::tag::tags;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 6),
        name: "name-duplicate",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two elements of one kind have the same name",
        rationale: "People and scripts that go by names take one for the other.",
        remedy: "Rename one of the two.",
        references: &[&refs::EC2_TAG],
        example: example!("TAG006"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for kind in tags::NAMED {
        let mut seen: FxHashMap<Place, AnyId> = FxHashMap::default();
        for id in cx.design.of_kind(*kind) {
            let head = cx.design.head(id);
            let Some((name, span)) = head.name.located().filter(|(name, _)| !name.is_empty())
            else {
                continue;
            };
            if head.is_design() || !head.state.is_live() || head.presence != Presence::Listed {
                continue;
            }
            let place = (
                *name,
                head.provider,
                head.account.get(),
                head.region.get(),
                inside(cx, id),
            );
            let first = *seen.entry(place).or_insert(id);
            // What has no id of its own may be one element seen twice.
            if first == id || head.id.is_absent() {
                continue;
            }
            out.push(
                Draft::at(
                    span,
                    format!(
                        "{} and {} have the same name",
                        cx.name_of(first),
                        cx.name_of(id)
                    ),
                )
                .also(
                    context::place(&cx.design.head(first).name, cx.design.head(first)),
                    "the same name",
                )
                .help("Rename one of the two")
                .about(cx.subject_of(id))
                .about(cx.subject_of(first))
                .key("name", name.as_str()),
            );
        }
    }
}

/// Where a name counts: provider, account, region, and what the element lies in.
type Place = (Text, ProviderId, Option<Text>, Option<Text>, Option<Text>);

/// Names of parts count inside of what they are a part of.
fn inside(cx: &Context<'_>, id: AnyId) -> Option<Text> {
    match id {
        AnyId::Subnet(id) => cx.design[id].network.id.get(),
        AnyId::RouteTable(id) => cx.design[id].network.id.get(),
        AnyId::NatGateway(id) => cx.design[id].network.id.get(),
        AnyId::TransitGatewayAttachment(id) => cx.design[id].gateway.id.get(),
        AnyId::TransitGatewayRouteTable(id) => cx.design[id].gateway.id.get(),
        AnyId::RouteServerEndpoint(id) => cx.design[id].server.id.get(),
        AnyId::RouteServerPeer(id) => cx.design[id].server.id.get(),
        _ => None,
    }
}
