//! CIDR008: a further block lies where this network may get none.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Family, Id, Network};
use crate::profile::{Block, Restriction, range};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 8),
        name: "cidr-restricted-secondary",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a further block of a network lies in a range that cannot be added to it",
        rationale: "The provider refuses to add the block to a network that has the blocks it has. It is a warning in an export, where the network may be older than the restriction, and where practice is reported to differ from the guide.",
        remedy: "Add another block, or create the network with this block as its first.",
        references: &[&refs::VPC_CIDR],
        example: example!("CIDR008"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let rules = &cx.profile(id).addresses;
    if !cx.is_live(id) {
        return;
    }
    let Some((primary, first)) = network.live_cidrs().find(|(_, block)| block.primary) else {
        return;
    };
    for (cidr, block) in network.live_cidrs() {
        if block.primary || cidr.family() != Family::Ipv4 {
            continue;
        }
        let Some((range, why, doubtful)) = refused(
            cidr,
            primary,
            rules.secondary_forbidden.get().unwrap_or(&[]),
        )
        .or_else(|| {
            restricted(
                cidr,
                primary,
                rules.secondary_restrictions.get().unwrap_or(&[]),
            )
        }) else {
            continue;
        };
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} cannot get {cidr} beside its first block {primary}: {why}",
                    cx.name(id)
                ),
            )
            .also(
                context::place(&first.cidr, &network.head),
                "the first block",
            )
            .help(format!("Take a block outside {range}"))
            .lowered_if(doubtful || cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}

/// A range that no further block may touch. A network that was created with the whole range is older than the restriction.
fn refused(cidr: Cidr, primary: Cidr, ranges: &'static [Block]) -> Option<(Cidr, String, bool)> {
    let range = ranges
        .iter()
        .find(|range| range.cidr.overlaps(cidr) && range.cidr != primary.network())?;
    Some((
        range.cidr,
        format!("{} is {}", range.cidr, range.what),
        false,
    ))
}

/// A range that no further block may touch because of where the first block lies. Two private families in one network,
/// and private space beside public space, are other rules' business.
fn restricted(
    cidr: Cidr,
    primary: Cidr,
    rows: &'static [Restriction],
) -> Option<(Cidr, String, bool)> {
    let private = range::private_family(cidr);
    let mixed = private
        .is_some_and(|family| range::private_family(primary).is_some_and(|first| first != family));
    rows.iter()
        .filter(|row| !(mixed || row.holds.is_empty() && private.is_some()))
        .filter(|row| {
            (row.holds.is_empty() || row.holds.iter().any(|range| range.contains(primary)))
                && !row.outside.iter().any(|range| range.contains(primary))
        })
        .find_map(|row| {
            let range = row
                .refuses
                .iter()
                .find(|range| range.overlaps(cidr) && **range != primary.network())?;
            Some((
                *range,
                format!("beside it no further block may lie in {range}"),
                row.doubtful,
            ))
        })
}
