//! CIDR004: a block is written with host bits set.

use crate::finding::Subject;
use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Element, Id, RouteOrigin};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 4),
        name: "cidr-not-canonical",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block is written with host bits set",
        rationale: "The provider stores the network address instead, so what is stored differs from what was written, and every later comparison finds a change. In an export it means that the file did not come from the provider as it is.",
        remedy: "Write the network address of the block.",
        references: &[&refs::VPC_CIDR, &refs::EC2_CREATE_VPC, &range::RFC_1918],
        example: example!("CIDR004"),
    },
    check: Check::Design(check),
};

/// Blocks where they are defined. Copies (local routes, a peering's view of its networks) repeat the same mistake.
fn check(cx: &Context<'_>, out: &mut Sink) {
    let design = cx.design;
    let mut each = Each { cx, out };
    for (id, network) in design.networks.iter() {
        each.blocks(
            id,
            "cidr",
            network.live_cidrs().map(|(_, block)| &block.cidr),
        );
    }
    for (id, subnet) in design.subnets.iter() {
        each.blocks(
            id,
            "cidr",
            subnet.live_cidrs().map(|(_, block)| &block.cidr),
        );
    }
    for (id, table) in design.route_tables.iter() {
        for route in table.routes.iter().flatten() {
            if !matches!(route.origin, RouteOrigin::Local) {
                let subject = || cx.route_subject(id, route);
                each.block(id, "to", &route.to, Some(&subject));
            }
        }
    }
    for (id, peering) in design.peerings.iter() {
        let unknown = peering
            .sides()
            .into_iter()
            .filter(|s| s.network.get().is_none());
        each.blocks(id, "cidrs", unknown.flat_map(|side| &side.cidrs));
    }
    for (id, gateway) in design.transit_gateways.iter() {
        each.blocks(id, "cidrs", &gateway.cidrs);
    }
    for (id, association) in design.direct_connect_gateway_associations.iter() {
        each.blocks(
            id,
            "allowed_prefixes",
            association.allowed_prefixes.iter().flatten(),
        );
    }
    for (id, interface) in design.virtual_interfaces.iter() {
        let prefixes = interface
            .route_filter_prefixes
            .iter()
            .chain(&interface.remote_prefixes);
        each.blocks(id, "prefixes", prefixes.flatten());
    }
    for (id, gateway) in design.virtual_gateways.iter() {
        each.blocks(id, "advertised", gateway.advertised.iter().flatten());
    }
    for (id, vpn) in design.vpn_connections.iter() {
        each.blocks(id, "static_routes", vpn.static_routes.iter().flatten());
    }
    for (id, list) in design.prefix_lists.iter() {
        each.blocks(id, "entries", list.entries.iter().flatten());
    }
    for (id, site) in design.sites.iter() {
        each.blocks(id, "prefixes", site.prefixes.iter().flatten());
    }
}

struct Each<'c, 'a> {
    cx: &'c Context<'a>,
    out: &'c mut Sink,
}

impl Each<'_, '_> {
    fn blocks<'f, T: Element>(
        &mut self,
        id: Id<T>,
        key: &'static str,
        fields: impl IntoIterator<Item = &'f Field<Cidr>>,
    ) {
        for field in fields {
            self.block(id, key, field, None);
        }
    }

    fn block<T: Element>(
        &mut self,
        id: Id<T>,
        key: &'static str,
        field: &Field<Cidr>,
        part: Option<&dyn Fn() -> Subject>,
    ) {
        let Some(cidr) = field.get().filter(|cidr| !cidr.is_canonical()) else {
            return;
        };
        let cx = self.cx;
        if !cx.is_live(id) {
            return;
        }
        let clean = cidr.network();
        let mut draft = Draft::at(
            context::place(field, cx.head(id)),
            format!(
                "{cidr} of {} has host bits set; the block is {clean}",
                cx.name(id)
            ),
        )
        .help(format!("Write {clean}"))
        .key(key, cidr.to_string());
        if let Some(part) = part {
            draft = draft.about(part());
        }
        self.out.push(draft.about(cx.subject(id)));
    }
}
