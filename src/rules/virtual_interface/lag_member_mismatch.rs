//! VIF033: The members of a group differ in bandwidth or end on different routers of the provider.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Bandwidth, Connection, Id, Lag, Phase};
use crate::rules::virtual_interface::carrier;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Field, Scalar, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 33),
        name: "lag-member-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the members of a group differ in bandwidth or end on different routers of the provider",
        rationale: "The provider takes only connections of one bandwidth that end on one of its routers. In an export it is a warning.",
        remedy: "Take connections of one bandwidth on one router.",
        references: &[&refs::DX_LAGS, &refs::DX_LAG],
        example: example!("VIF033"),
    },
    check: Check::Lag(check),
};

fn check(cx: &Context<'_>, id: Id<Lag>, out: &mut Sink) {
    if !cx.is_live(id) || !cx.profile(id).interfaces.lag_bandwidths.is_known() {
        return;
    }
    let members: Vec<Id<Connection>> = carrier::members(cx, id)
        .into_iter()
        .filter(|member| cx.is_live(*member) && cx.head(*member).state.phase != Phase::Requested)
        .collect();
    type Read = fn(&Connection) -> Field<Text>;
    type Same = fn(&str, &str) -> bool;
    let values: [(&str, &str, Read, Same); 2] = [
        ("bandwidth", "bandwidths", |c| c.bandwidth, same_bandwidth),
        (
            "device",
            "routers of the provider",
            |c| c.device,
            |a, b| a == b,
        ),
    ];
    for (field, many, read, same) in values {
        let mut told = members.iter().filter_map(|member| {
            let value = read(&cx.design[*member]);
            Some((*member, value.get()?, value))
        });
        let Some((first, one, first_field)) = told.next() else {
            continue;
        };
        let Some((other, two, other_field)) = told.find(|(_, value, _)| !same(value, &one)) else {
            continue;
        };
        out.push(
            Draft::at(
                context::place(&other_field, cx.head(other)),
                format!(
                    "the members of {} have different {many}: {one} on {} and {two} on {}",
                    cx.name(id),
                    cx.short(first),
                    cx.short(other)
                ),
            )
            .also(
                context::place(&first_field, cx.head(first)),
                "the first member",
            )
            .help("Take connections of one bandwidth on one router of the provider")
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .about(cx.subject(other))
            .about(cx.subject(first))
            .key(field, two.as_str()),
        );
    }
}

fn same_bandwidth(a: &str, b: &str) -> bool {
    match (Bandwidth::parse(a), Bandwidth::parse(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
