//! STATE001: A state is a word that the provider does not list.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::AnyId;
use crate::profile::MachineOf;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Field, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 1),
        name: "state-unknown-value",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a state is a word that the provider does not list",
        rationale: "The word is kept and printed, but nothing follows from it: the element counts neither as live nor as gone, so most rules are silent about it.",
        remedy: "Check the spelling; where the provider has a new word, nothing is wrong.",
        references: &[
            &refs::EC2_ACCEPT_PEERING,
            &refs::HUAWEI_PEERING,
            &refs::OUTSCALE_NET_PEERING,
            &refs::DX_API_2016,
            &refs::PEERING_BASICS,
            &refs::DX_INTERFACE,
            &refs::EC2_ROUTE_SERVER_PEERS,
        ],
        example: example!("STATE001"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let d = cx.design;
    for id in d.all() {
        let head = d.head(id);
        judge(cx, id, id.kind().into(), &head.state.native, out);
    }
    for (id, network) in d.networks.iter() {
        for block in &network.cidrs {
            judge(
                cx,
                AnyId::Network(id),
                MachineOf::NetworkBlock,
                &block.state.native,
                out,
            );
        }
    }
    for (id, subnet) in d.subnets.iter() {
        for block in &subnet.cidrs {
            judge(
                cx,
                AnyId::Subnet(id),
                MachineOf::SubnetBlock,
                &block.state.native,
                out,
            );
        }
    }
    for (id, gateway) in d.virtual_gateways.iter() {
        for tie in gateway.attachments.iter().flatten() {
            judge(
                cx,
                AnyId::VirtualGateway(id),
                MachineOf::NetworkAttachment,
                &tie.state.native,
                out,
            );
        }
    }
    for (id, gateway) in d.internet_gateways.iter() {
        for tie in gateway.attachments.iter().flatten() {
            judge(
                cx,
                AnyId::InternetGateway(id),
                MachineOf::InternetAttachment,
                &tie.state.native,
                out,
            );
        }
    }
    for (id, table) in d.route_tables.iter() {
        let element = AnyId::RouteTable(id);
        for tie in &table.associations {
            judge(
                cx,
                element,
                MachineOf::TableAssociation,
                &tie.state.native,
                out,
            );
        }
        for route in table.routes.iter().flatten() {
            judge(cx, element, MachineOf::Route, &route.state, out);
        }
    }
    servers(cx, out);
    for (id, table) in d.transit_gateway_route_tables.iter() {
        let element = AnyId::TransitGatewayRouteTable(id);
        for entry in table.associations.iter().flatten() {
            judge(
                cx,
                element,
                MachineOf::TransitAssociation,
                &entry.state.native,
                out,
            );
        }
        for entry in table.propagations.iter().flatten() {
            judge(
                cx,
                element,
                MachineOf::TransitPropagation,
                &entry.state.native,
                out,
            );
        }
        for route in table.routes.iter().flatten() {
            judge(
                cx,
                element,
                MachineOf::TransitRoute,
                &route.state.native,
                out,
            );
        }
    }
}

fn servers(cx: &Context<'_>, out: &mut Sink) {
    for (id, server) in cx.design.route_servers.iter() {
        let element = AnyId::RouteServer(id);
        for tie in server.associations.iter().flatten() {
            judge(
                cx,
                element,
                MachineOf::RouteServerAssociation,
                &tie.state.native,
                out,
            );
        }
        for tie in server.propagations.iter().flatten() {
            judge(
                cx,
                element,
                MachineOf::RouteServerPropagation,
                &tie.state.native,
                out,
            );
        }
    }
}

fn judge(cx: &Context<'_>, id: AnyId, of: MachineOf, state: &Field<Text>, out: &mut Sink) {
    let Some((word, span)) = state.located() else {
        return;
    };
    let profile = cx.profiles.get(cx.design.head(id).provider);
    let Some(machine) = profile
        .machine(of)
        .filter(|machine| machine.state(word).is_none())
    else {
        return;
    };
    let whose = match of {
        MachineOf::Element(_) => cx.name_of(id),
        part => format!("a {} of {}", part.word().replace('-', " "), cx.name_of(id)),
    };
    let words: Vec<&str> = machine.states.iter().map(|row| row.native).collect();
    let meant = words.iter().find(|known| known.eq_ignore_ascii_case(word));
    let help = match meant {
        Some(meant) => format!("Write `{meant}`; case counts"),
        None => format!("{} lists: {}", profile.words.provider, words.join(", ")),
    };
    out.push(
        Draft::at(
            span,
            format!(
                "the state `{word}` of {whose} is not among those that {} lists",
                profile.words.provider
            ),
        )
        .help(help)
        .about(cx.subject_of(id))
        .key(of.word(), word.as_str()),
    );
}
