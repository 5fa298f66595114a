//! CIDR020: the range of a network lies outside those that the provider allows.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Network};
use crate::profile::Certainty;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 20),
        name: "network-cidr-range",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the range of a network lies outside those that the provider allows",
        rationale: "The provider refuses the network. It is a warning where its pages differ.",
        remedy: "Take a range of private space (RFC 1918).",
        references: &[&refs::OUTSCALE_API, &refs::OTC_VPC],
        example: example!("CIDR020"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let facts = &cx.profile(id).addresses.allowed;
    // An empty list allows everything.
    let Some(allowed) = facts.get().filter(|list| !list.is_empty()) else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    // What may stand beside the first range is another matter.
    for (cidr, block) in network.live_cidrs().filter(|(_, block)| block.primary) {
        if cidr.family() != Family::Ipv4 || allowed.iter().any(|range| range.cidr.contains(cidr)) {
            continue;
        }
        let ranges: Vec<String> = allowed.iter().map(|range| range.cidr.to_string()).collect();
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has the range {cidr}, which lies in none of {}",
                    cx.name(id),
                    ranges.join(", ")
                ),
            )
            .help(format!("Take a range that {} allows", cx.provider(id)))
            .lowered_if(
                !facts.certainty().is_some_and(Certainty::is_stated),
                Severity::Warning,
            )
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
