//! VIF034: A group has fewer working members than it needs.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Lag, Phase};
use crate::rules::virtual_interface::carrier;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 34),
        name: "lag-minimum-links",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a group has fewer working members than it needs",
        rationale: "Below its minimum of working links the whole group goes down, with all interfaces on it.",
        remedy: "Lower the minimum, or add members.",
        references: &[&refs::DX_LAGS, &refs::DX_LAG],
        example: example!("VIF034"),
    },
    check: Check::Lag(check),
};

fn check(cx: &Context<'_>, id: Id<Lag>, out: &mut Sink) {
    let lag = &cx.design[id];
    let Some((least, span)) = lag.minimum_links.located().map(|(n, span)| (*n, span)) else {
        return;
    };
    let Some(links) = lag.connections.as_ref().filter(|_| cx.is_live(id)) else {
        return;
    };
    // A member that is not in the input may work.
    let unread = links.iter().filter(|link| link.get().is_none()).count();
    let members = carrier::members(cx, id);
    let works = |phase: Phase| matches!(phase, Phase::Active | Phase::Unstated | Phase::Unknown);
    let working = members
        .iter()
        .filter(|m| works(cx.head(**m).state.phase))
        .count()
        + unread;
    let all = members.len() + unread;
    let reaches = |count: usize| i64::try_from(count).is_ok_and(|count| count >= least);
    if reaches(working) {
        return;
    }
    let found = if working == all {
        format!("{all}")
    } else {
        format!("{working} of {all}")
    };
    out.push(
        Draft::at(
            span,
            format!(
                "{} needs {least} working {}, but {found} {} there",
                cx.name(id),
                if least == 1 { "member" } else { "members" },
                if working == 1 { "is" } else { "are" }
            ),
        )
        .help("Lower the minimum, or add members")
        .about(cx.subject(id))
        .key("minimum_links", least.to_string()),
    );
}
