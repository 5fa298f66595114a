//! DXG008: A network's block lies in no allowed prefix of its association.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGateway, Id};
use crate::rules::direct_connect_gateway::ends::{self, Behind};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 8),
        name: "dxgw-allowed-prefix-filters-vpc",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network's block lies in no allowed prefix of its association",
        rationale: "The allowed prefixes are a filter: the block is not announced, and the customer cannot reach it. A narrower prefix lets nothing through.",
        remedy: "Add a prefix that holds the whole block, or leave it out on purpose.",
        references: &[&refs::DX_ALLOWED],
        example: example!("DXG008"),
    },
    check: Check::DirectConnectGateway(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    for Behind {
        association,
        gateway,
        network,
    } in ends::networks_behind(cx, id)
    {
        let element = &cx.design[association];
        let allowed = element.allowed_prefixes.as_deref();
        let Some(first) = allowed.and_then(<[_]>::first) else {
            continue;
        };
        for (cidr, block) in cx.design[network].live_cidrs() {
            if ends::lets_through(allowed, cidr) {
                continue;
            }
            let at = block
                .cidr
                .span()
                .unwrap_or_else(|| cx.head(network).origin());
            out.push(
                Draft::at(
                    context::place(first, &element.head),
                    format!(
                        "no allowed prefix of {} for {} holds {cidr} of {}, so it is not announced",
                        cx.name(id),
                        cx.name(gateway),
                        cx.name(network)
                    ),
                )
                .also(at, "this block")
                .help(format!("Add {cidr}, or a prefix that holds it"))
                .about(cx.subject(association))
                .about(cx.subject(network))
                .key("cidr", cidr.to_string()),
            );
        }
    }
}
