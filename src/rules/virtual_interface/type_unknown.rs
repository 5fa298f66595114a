//! VIF005: A virtual interface has a type that the provider does not have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 5),
        name: "vif-type-unknown",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has a type that the provider does not have",
        rationale: "Nothing else about the interface can be judged.",
        remedy: "Write a type that the provider has.",
        references: &[&refs::DX_INTERFACE],
        example: example!("VIF005"),
    },
    check: Check::VirtualInterface(check),
};

const fn word(of: InterfaceType) -> &'static str {
    match of {
        InterfaceType::Private => "private",
        InterfaceType::Public => "public",
        InterfaceType::Transit => "transit",
    }
}

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let (Some((text, span)), Some(types)) = (
        interface.interface_type.located(),
        cx.profile(id).interfaces.types.get(),
    ) else {
        return;
    };
    let known = interface.kind().is_some_and(|kind| types.contains(&kind));
    if known || !cx.is_live(id) {
        return;
    }
    let words: Vec<&str> = types.iter().map(|of| word(*of)).collect();
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the type `{text}`; {} has {}",
                cx.name(id),
                cx.provider(id),
                words.join(", ")
            ),
        )
        .help(format!("Write one of {}", words.join(", ")))
        .about(cx.subject(id))
        .key("type", text.as_str()),
    );
}
