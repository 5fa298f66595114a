//! RS015: the time for which a route server keeps routes does not fit its setting.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 15),
        name: "route-server-persist-duration",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the time for which a route server keeps routes does not fit its setting",
        rationale: "The provider refuses the route server. For exported elements it is a warning.",
        remedy: "Give a number of minutes in the range together with persistence, and none without it.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS015"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    let Some((least, most)) = cx.profile(id).routing.persisted_minutes.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    let word = server.persist_state.get();
    let on = word.map(|word| {
        matches!(
            word.as_str(),
            "enabled" | "enabling" | "resetting" | "modifying"
        )
    });
    let said = match (on, server.persist_minutes.get()) {
        (Some(true), None) if !cx.exported(id) && server.persist_minutes.is_absent() => {
            format!(
                "{} persists routes, but not for how many minutes",
                cx.name(id)
            )
        }
        (Some(true) | None, Some(minutes)) if minutes < least || minutes > most => format!(
            "{} persists routes for {minutes} minutes; {} takes {least} to {most}",
            cx.name(id),
            cx.provider(id)
        ),
        (Some(false), Some(minutes))
            if minutes != 0 && word.is_some_and(|word| word == "disabled") =>
        {
            format!(
                "{} persists routes for {minutes} minutes, but persistence is off",
                cx.name(id)
            )
        }
        (None, Some(minutes)) if !cx.exported(id) && minutes != 0 => format!(
            "{} persists routes for {minutes} minutes, but persistence is not switched on",
            cx.name(id)
        ),
        _ => return,
    };
    let place = server
        .persist_minutes
        .span()
        .or(server.persist_state.span());
    let mut draft = Draft::at(place.unwrap_or_else(|| server.head.origin()), said)
        .help(format!(
            "Give {least} to {most} minutes together with persistence"
        ))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key(
            "minutes",
            server
                .persist_minutes
                .get()
                .map_or_else(String::new, |minutes| minutes.to_string()),
        );
    if let Some(span) = server.persist_state.span() {
        draft = draft.also(span, "the setting");
    }
    out.push(draft);
}
