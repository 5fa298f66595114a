//! VIF035: A group has more members than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Bandwidth, Id, Lag};
use crate::profile::{Counted, Per};
use crate::rules::virtual_interface::carrier;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Scalar;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 35),
        name: "lag-too-many-members",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a group has more members than the provider takes",
        rationale: "The provider refuses a further connection in the group.",
        remedy: "Make a second group.",
        references: &[&refs::DX_LAGS, &refs::DX_QUOTAS],
        example: example!("VIF035"),
    },
    check: Check::Lag(check),
};

fn check(cx: &Context<'_>, id: Id<Lag>, out: &mut Sink) {
    let lag = &cx.design[id];
    let profile = cx.profile(id);
    let members: Vec<_> = carrier::members(cx, id)
        .into_iter()
        .filter(|member| cx.is_live(*member))
        .collect();
    let said = lag
        .bandwidth
        .get()
        .or_else(|| cx.design[*members.first()?].bandwidth.get());
    let (Some(bandwidth), Some(fast)) = (
        said.and_then(|text| Bandwidth::parse(&text)),
        profile.interfaces.lag_fast_from.get(),
    ) else {
        return;
    };
    let per = if bandwidth < fast {
        Per::LagBelow100G
    } else {
        Per::LagFrom100G
    };
    let limit = profile
        .limit(Counted::LagMembers, per)
        .and_then(|limit| limit.default.get());
    let (Some(most), Some(last)) = (limit, members.last()) else {
        return;
    };
    if members.len() <= most as usize || !cx.is_live(id) {
        return;
    }
    out.push(
        Draft::at(
            lag.head.origin(),
            format!(
                "{} has {} members of {}; it can have {most}",
                cx.name(id),
                members.len(),
                said.map_or("", |text| text.as_str())
            ),
        )
        .also(cx.head(*last).origin(), "the last one of them")
        .help("Make a second group")
        .about(cx.subject(id))
        .about(cx.subject(*last))
        .key("connections", "count"),
    );
}
