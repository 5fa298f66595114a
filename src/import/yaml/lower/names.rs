//! The names of a design file, by which a bare reference tells the kind of what it leads to.

use rustc_hash::FxHashSet;

use crate::import::yaml::format::{Design, Headed};
use crate::import::yaml::leaf::Named;
use crate::model::ElementKind;
use crate::source::Text;

/// Names and ids that a file gives to elements.
#[derive(Default)]
pub(super) struct Names(FxHashSet<(ElementKind, Text)>);

impl Names {
    /// Those of the elements that references of several kinds lead to.
    pub(super) fn of(design: &Design<'_>) -> Self {
        use ElementKind as K;
        let mut names = Self::default();
        names.add(K::Network, &design.networks);
        names.add(K::Peering, &design.peerings);
        names.add(K::Interface, &design.interfaces);
        names.add(K::InternetGateway, &design.internet_gateways);
        names.add(
            K::EgressOnlyInternetGateway,
            &design.egress_only_internet_gateways,
        );
        names.add(K::NatGateway, &design.nat_gateways);
        names.add(K::VirtualGateway, &design.virtual_gateways);
        names.add(K::DirectConnectGateway, &design.direct_connect_gateways);
        names.add(K::TransitGateway, &design.transit_gateways);
        names.add(K::Connection, &design.connections);
        names.add(K::Lag, &design.lags);
        names.add(K::VirtualInterface, &design.virtual_interfaces);
        names.add(K::VpnConnection, &design.vpn_connections);
        names
    }

    fn add<'a, T: Headed<'a>>(&mut self, kind: ElementKind, elements: &Named<'a, T>) {
        for (key, element) in &elements.entries {
            let id = element.as_ref().and_then(|e| e.common().id.raw.text());
            for text in key.raw.text().into_iter().chain(id) {
                self.0.insert((kind, Text::new(&text)));
            }
        }
    }

    /// The one of `kinds` that a reference says itself, else the only one that has an element of this name or id in the file.
    pub(super) fn only_kind(
        &self,
        reference: Text,
        kinds: &'static [ElementKind],
    ) -> Option<&'static [ElementKind]> {
        let said = reference.split_once('/').map(|(word, _)| word);
        let mut fitting = kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| said == Some(kind.word()) || self.0.contains(&(**kind, reference)));
        let (at, _) = fitting.next()?;
        match fitting.next() {
            None => kinds.get(at..=at),
            Some(_) => None,
        }
    }
}
