//! VIF027: SiteLink is on where the provider does not have it.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 27),
        name: "vif-sitelink-unsupported",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "SiteLink is on where the provider does not have it",
        rationale: "The provider refuses it on public interfaces, on private ones that lead to a virtual gateway, and in some regions. In an export it is a warning.",
        remedy: "Switch it off, or lead the interface to a Direct Connect gateway.",
        references: &[&refs::DX_INTERFACES],
        example: example!("VIF027"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let (Some((true, span)), Some(rule)) = (
        interface.site_link.located().map(|(on, span)| (*on, span)),
        cx.profile(id).interfaces.site_link.get(),
    ) else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    let region = interface.head.region.get();
    let missing = region.filter(|region| {
        rule.missing_in
            .iter()
            .any(|start| region.starts_with(start))
    });
    let on_virtual_gateway =
        !interface.virtual_gateway.is_absent() && interface.direct_connect_gateway.is_absent();
    let why = match interface.kind() {
        Some(kind) if !rule.types.contains(&kind) => "an interface of its type".to_owned(),
        Some(InterfaceType::Private) if rule.needs_direct_connect_gateway && on_virtual_gateway => {
            "an interface that leads to a virtual gateway".to_owned()
        }
        _ => match missing {
            Some(region) => format!("the region {region}"),
            None => return,
        },
    };
    out.push(
        Draft::at(
            span,
            format!(
                "{} has SiteLink on, which {} does not offer for {why}",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help("Switch SiteLink off, or lead the interface to a Direct Connect gateway")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("site_link", why),
    );
}
