//! The customer's side: sites, routers, links between sites, shared risks.

use crate::diagram::scene::{EdgeKind, Level, NodeKind};
use crate::diagram::text::{clean, joined, wrap};
use crate::model::{AnyId, Asn, ElementKind, Phase};

use super::Place;
use super::network::some;
use super::{Builder, asn, prefixes};

/// The name of the group around the customer's side.
const CUSTOMER: &str = "customer's side";

impl Builder<'_> {
    pub(super) fn site_nodes(&mut self) {
        let design = self.design;
        for (id, site) in design.sites.iter() {
            let any = AnyId::Site(id);
            let group = self.group(None, Level::Customer, CUSTOMER, None);
            let mut lines = self.base_lines(any);
            lines.extend(some(asn(site.asn.get())));
            if let Some(list) = &site.prefixes {
                lines.extend(prefixes("owns", list.iter().map(|field| field.get())));
            }
            if site.transit.get() == Some(true) {
                lines.push("transit: passes on what it learns".to_owned());
            }
            self.node(any, Some(group), lines);
        }
        for (id, router) in design.site_routers.iter() {
            let any = AnyId::SiteRouter(id);
            let cells = vec![
                self.row_name(any, "router"),
                some(asn(router.asn.get())).into_iter().collect(),
            ];
            match router
                .site
                .get()
                .and_then(|site| self.end(AnyId::Site(site)))
            {
                Some(end) => self.row(end.node, any, cells),
                None => {
                    let group = self.group(None, Level::Customer, CUSTOMER, None);
                    let mut lines = self.base_lines(any);
                    lines.extend(some(asn(router.asn.get())));
                    self.node(any, Some(group), lines);
                }
            }
        }
        self.shared_risks();
    }

    fn shared_risks(&mut self) {
        let design = self.design;
        if !self.wants(ElementKind::SharedRisk) {
            return;
        }
        for (id, risk) in design.shared_risks.iter() {
            let any = AnyId::SharedRisk(id);
            let line = wrap(&format!("shared risk {}", self.title(any)));
            for member in &risk.members {
                let Some(Place::Node(node)) = member
                    .get()
                    .and_then(|member| self.places.get(&member))
                    .copied()
                else {
                    continue;
                };
                if let Some(node_at) = self.nodes.get_mut(node) {
                    node_at.lines.extend(line.iter().cloned());
                    self.places.entry(any).or_insert(Place::Node(node));
                }
            }
        }
    }

    /// The node for a customer's side of which only the AS number is known.
    pub(super) fn customer_as(&mut self, number: Option<Asn>) -> Option<usize> {
        let number = number.filter(|asn| asn.number != 0)?;
        let group = self.group(None, Level::Customer, CUSTOMER, None);
        Some(self.extra(
            format!("customer-as/{number}"),
            NodeKind::CustomerAs,
            format!("AS {number}"),
            Some(group),
        ))
    }

    pub(super) fn site_edges(&mut self) {
        let design = self.design;
        for (id, link) in design.site_links.iter() {
            let any = AnyId::SiteLink(id);
            let from = link.from.get().and_then(|site| self.end(AnyId::Site(site)));
            let to = link.to.get().and_then(|site| self.end(AnyId::Site(site)));
            let mut lines = self.edge_lines(any, "site link");
            let down = link
                .status
                .get()
                .is_some_and(|word| word.eq_ignore_ascii_case("down"));
            let status = link.status.get().map_or(String::new(), |word| clean(&word));
            let transit = link.transit.get() == Some(true);
            lines.extend(some(joined([
                status.as_str(),
                if transit { "transit" } else { "" },
            ])));
            let phase = if down {
                Phase::Degraded
            } else {
                link.head.state.phase
            };
            self.edge(EdgeKind::SiteLink, from, to, Some(any), lines, phase);
        }
    }
}
