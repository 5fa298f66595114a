//! CIDR006: one network holds blocks of two private families.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, CidrBlock, Id, Network};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 6),
        name: "cidr-mixed-rfc1918-families",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "one network holds blocks of two private families (10/8, 172.16/12, 192.168/16)",
        rationale: "The provider's guide refuses a further block of another private family than those the network has. In an export this is a warning: the network may be older than the restriction or exempt from it.",
        remedy: "Take further blocks from the same private family, from public space of your own, or from 100.64.0.0/10.",
        references: &[&refs::VPC_CIDR, &range::RFC_1918],
        example: example!("CIDR006"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    if !cx.is_live(id) || cx.profile(id).addresses.mixes_private_families.get() != Some(false) {
        return;
    }
    let mut families: Vec<(Cidr, Cidr, &CidrBlock)> = Vec::new();
    for (cidr, block) in network.live_cidrs() {
        let Some(family) = range::private_family(cidr) else {
            continue;
        };
        if families.iter().all(|(known, ..)| *known != family) {
            families.push((family, cidr, block));
        }
    }
    let mut families = families.into_iter();
    let Some((first, first_cidr, first_block)) = families.next() else {
        return;
    };
    for (family, cidr, block) in families {
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has {cidr} of {family} beside {first_cidr} of {first}; {} takes one private family in a {}",
                    cx.name(id),
                    cx.provider(id),
                    cx.word(id)
                ),
            )
            .also(
                context::place(&first_block.cidr, &network.head),
                "the block of the other family",
            )
            .help(format!("Take a block of {first} instead"))
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
