//! Enterprise routers.

use super::lower::{Cx, Tags};
use super::network::head;
use super::raw::raw;
use crate::model::{ElementKind, TransitGateway};
use crate::source::{Part, Raw};

raw! {
    /// An enterprise router.
    Router {
        id = "id";
        name = "name";
        project = "project_id";
        asn = "asn";
        association = "enable_default_association";
        association_table = "default_association_route_table_id";
        propagation = "enable_default_propagation";
        propagation_table = "default_propagation_route_table_id";
        state = "state";
        -
        tags: Part<Tags<'a>> = "tags";
    }
}

pub(super) fn router(cx: &mut Cx<'_>, raw: &Router<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.project, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::TransitGateway, &raw.state);
    let router = TransitGateway {
        asn: cx.value(&raw.asn),
        default_association: cx.value(&raw.association),
        default_association_table: cx.link(&raw.association_table),
        default_propagation: cx.value(&raw.propagation),
        default_propagation_table: cx.link(&raw.propagation_table),
        head,
        ..TransitGateway::default()
    };
    if cx.whole(ElementKind::TransitGateway, &router.head, mark) {
        cx.design.transit_gateways.push(router);
    }
}
