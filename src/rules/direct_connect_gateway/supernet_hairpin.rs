//! DXG014: a prefix from on-premises covers several networks behind one virtual interface.

use std::collections::BTreeMap;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{
    AnyId, Cidr, DirectConnectGateway, DirectConnectGatewayAssociation, Id, VirtualInterface,
};
use crate::rules::common::all;
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Field, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 14),
        name: "dxgw-supernet-hairpin",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a prefix from on-premises covers several networks behind one virtual interface",
        rationale: "Traffic between the networks is not carried by the Direct Connect gateway, but with a covering route it leaves over the virtual interface and is turned round there: a path between networks that nobody drew, and that depends on a session being up.",
        remedy: "Announce narrower prefixes from on-premises, or stop the path with a blackhole route in the transit gateway's table; where it is wanted, ignore the finding with a reason.",
        references: &[&refs::DX_GATEWAYS, &refs::DX_GATEWAY_VGW],
        example: example!("DXG014"),
    },
    check: Check::Design(check),
};

/// What sites bring to each virtual interface: announced in a design, or seen on the interface.
fn brought(cx: &Context<'_>) -> BTreeMap<Id<VirtualInterface>, Vec<(Cidr, Span)>> {
    let mut all: BTreeMap<Id<VirtualInterface>, Vec<(Cidr, Span)>> = BTreeMap::new();
    let mut add = |interface: Id<VirtualInterface>, field: &Field<Cidr>| {
        if let Some((prefix, span)) = field.located() {
            all.entry(interface)
                .or_default()
                .push((prefix.network(), span));
        }
    };
    for entry in &cx.design.about.advertise {
        if let Some(AnyId::BgpPeer(peer)) = entry.session.get()
            && let Some(interface) = cx.design[peer].virtual_interface.get()
            && cx.is_live(peer)
        {
            entry
                .prefixes
                .iter()
                .for_each(|field| add(interface, field));
        }
    }
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        for route in interface.routes.iter().flatten() {
            if route.direction.get().is_some_and(|word| word == "accepted") {
                add(id, &route.cidr);
            }
        }
    }
    all
}

/// What an association announces.
struct Announced {
    association: Id<DirectConnectGatewayAssociation>,
    blocks: Vec<Cidr>,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let brought = brought(cx);
    let mut gateways: BTreeMap<Id<DirectConnectGateway>, Vec<Announced>> = BTreeMap::new();
    // Several sessions bring the same prefix; one finding tells it.
    let mut said: Vec<(Id<DirectConnectGateway>, Cidr)> = Vec::new();
    for (interface, prefixes) in &brought {
        let Some(gateway) = cx.design[*interface].direct_connect_gateway.get() else {
            continue;
        };
        if !cx.is_live(*interface) || !cx.is_live(gateway) {
            continue;
        }
        let announced = gateways
            .entry(gateway)
            .or_insert_with(|| announcements(cx, gateway));
        for (prefix, span) in prefixes {
            let covered: Vec<&Announced> = announced
                .iter()
                .filter(|one| one.blocks.iter().any(|block| prefix.contains(*block)))
                .collect();
            if covered.len() < 2 || said.contains(&(gateway, *prefix)) {
                continue;
            }
            said.push((gateway, *prefix));
            let names: Vec<String> = covered
                .iter()
                .map(|one| ends::name(cx, &cx.design[one.association]))
                .collect();
            let mut draft = Draft::at(
                *span,
                format!(
                    "{prefix} comes over {} and covers what lies behind {}: they reach each other over this virtual interface",
                    cx.name(*interface),
                    all(&names)
                ),
            )
            .also(cx.head(gateway).origin(), "the gateway that ties them together")
            .help("Announce narrower prefixes, unless this path is wanted")
            .about(cx.subject(gateway))
            .about(cx.subject(*interface));
            for one in covered {
                if let Some(to) = cx.design[one.association].to.get() {
                    draft = draft.about(cx.subject_of(to));
                }
            }
            out.push(draft.key("prefix", prefix.to_string()));
        }
    }
}

fn announcements(cx: &Context<'_>, gateway: Id<DirectConnectGateway>) -> Vec<Announced> {
    let associations = cx.index.relations.associations.of(gateway).iter();
    associations
        .filter(|id| cx.is_live(**id))
        .map(|id| {
            let association = &cx.design[*id];
            let allowed = association.allowed_prefixes.as_deref();
            let blocks = match (ends::of(association), association.to.get()) {
                (Some(End::VirtualGateway), Some(AnyId::VirtualGateway(virtual_gateway))) => {
                    ends::networks_of(cx, virtual_gateway)
                        .into_iter()
                        .filter(|network| cx.is_live(*network))
                        .flat_map(|network| cx.design[network].live_cidrs())
                        .map(|(cidr, _)| cidr)
                        .filter(|cidr| ends::lets_through(allowed, *cidr))
                        .collect()
                }
                (Some(End::TransitGateway), _) => allowed
                    .into_iter()
                    .flatten()
                    .filter_map(Field::get)
                    .collect(),
                _ => Vec::new(),
            };
            Announced {
                association: *id,
                blocks,
            }
        })
        .collect()
}
