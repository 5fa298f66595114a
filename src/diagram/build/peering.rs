//! Peerings, and networks that only peerings name.

use crate::diagram::scene::{EdgeKind, End};
use crate::diagram::text::wrap;
use crate::model::{AnyId, ElementKind, Head, PeeringSide, Phase};

use super::Builder;

impl Builder<'_> {
    pub(super) fn peering_edges(&mut self) {
        let design = self.design;
        for (id, peering) in design.peerings.iter() {
            let id = AnyId::Peering(id);
            let from = self.peering_end(id, &peering.head, &peering.requester, "requester");
            let to = self.peering_end(id, &peering.head, &peering.accepter, "accepter");
            let mut lines = self.edge_lines(id, "peering");
            let waits = matches!(
                peering.head.state.phase,
                Phase::Requested | Phase::AwaitingAcceptance
            );
            if let Some(time) = peering.expires.get().filter(|_| waits) {
                lines.push(format!("expires {time}"));
            }
            self.edge(
                EdgeKind::Peering,
                Some(from),
                Some(to),
                Some(id),
                lines,
                peering.head.state.phase,
            );
        }
    }

    fn peering_end(&mut self, peering: AnyId, head: &Head, side: &PeeringSide, role: &str) -> End {
        let owner = side.owner.get();
        let region = side.region.get().or(head.region.get());
        let end = self.end_of(
            &side.network,
            head.provider,
            owner.as_ref().map(|text| text.as_str()),
            region.as_ref().map(|text| text.as_str()),
        );
        let end = end.unwrap_or_else(|| {
            // A side without a network: one box for each, because two of them need not be the same network.
            let name = format!("{role} of {}", self.title(peering));
            let node = self.outside(
                ElementKind::Network,
                &name,
                head.provider,
                owner.as_ref().map(|text| text.as_str()),
                region.as_ref().map(|text| text.as_str()),
            );
            End { node, row: None }
        });
        if let Some(node) = self.nodes.get_mut(end.node).filter(|node| node.outside) {
            for cidr in side.cidrs.iter().filter_map(|cidr| cidr.get()) {
                for line in wrap(&format!("{cidr}, as a peering says")) {
                    if !node.lines.contains(&line) {
                        node.lines.push(line);
                    }
                }
            }
        }
        end
    }
}
