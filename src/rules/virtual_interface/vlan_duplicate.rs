//! VIF002: Two live virtual interfaces of one connection or group have the same VLAN.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::virtual_interface::carrier::{self, Carrier};
use crate::rules::{Check, Context, Rule, context, refs};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 2),
        name: "vif-vlan-duplicate",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two live virtual interfaces of one connection or group have the same VLAN",
        rationale: "Frames of the two cannot be told apart; the provider refuses the second interface.",
        remedy: "Give each interface of a connection or group a VLAN number of its own.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ASSOCIATE_INTERFACE],
        example: example!("VIF002"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut tagged: BTreeMap<(Carrier, i64), Vec<Id<VirtualInterface>>> = BTreeMap::new();
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        let Some(vlan) = interface.vlan.get().filter(|vlan| *vlan != 0) else {
            continue;
        };
        if let Some(carrier) = carrier::of(cx, id).filter(|_| cx.is_live(id)) {
            tagged.entry((carrier, vlan)).or_default().push(id);
        }
    }
    for ((carrier, vlan), interfaces) in tagged {
        let Some((first, others)) = interfaces.split_first() else {
            continue;
        };
        for other in others {
            let at = |id: Id<VirtualInterface>| context::place(&cx.design[id].vlan, cx.head(id));
            out.push(
                Draft::at(
                    at(*other),
                    format!(
                        "{} and {} both have the VLAN {vlan} on {}",
                        cx.name(*first),
                        cx.name(*other),
                        carrier.name(cx)
                    ),
                )
                .also(at(*first), "the same number")
                .help("Give one of them another VLAN")
                .about(cx.subject(*other))
                .about(cx.subject(*first))
                .key("vlan", vlan.to_string()),
            );
        }
    }
}
