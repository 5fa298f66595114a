//! Gateways of networks, and the customer's ends of VPN connections.

use super::Lower;
use crate::import::yaml::format::{Design, NetworkAttachment as Entry};
use crate::import::yaml::kinds::To;
use crate::import::yaml::leaf::{Many, Or};
use crate::model;
use crate::model::{ElementKind, NetworkAttachment};

impl Lower {
    pub(super) fn gateways(&mut self, design: &Design<'_>) {
        self.internet_gateways(design);
        self.each(
            ElementKind::NatGateway,
            &design.nat_gateways,
            None,
            |lower, head, entry| {
                let gateway = model::NatGateway {
                    head,
                    network: lower.link(&entry.network),
                    subnet: lower.link(&entry.subnet),
                    connectivity: lower.word(&entry.connectivity),
                };
                lower.batch.elements.nat_gateways.push(gateway);
            },
        );
        self.each(
            ElementKind::VirtualGateway,
            &design.virtual_gateways,
            None,
            |lower, head, entry| {
                let gateway = model::VirtualGateway {
                    head,
                    asn: lower.get(&entry.asn),
                    attachments: lower.attachments(&entry.network),
                    advertised: lower.listed(&entry.advertised),
                    advertised_list: model::Link::default(),
                };
                lower.batch.elements.virtual_gateways.push(gateway);
            },
        );
        self.each(
            ElementKind::CustomerGateway,
            &design.customer_gateways,
            None,
            |lower, head, entry| {
                let extended = lower.get(&entry.asn_long);
                let gateway = model::CustomerGateway {
                    head,
                    asn: extended.or(lower.get(&entry.asn)),
                    asn_is_extended: !extended.is_absent(),
                    address: lower.get(&entry.address),
                    site: lower.link(&entry.site),
                    router: lower.link(&entry.router),
                };
                lower.batch.elements.customer_gateways.push(gateway);
            },
        );
    }

    fn internet_gateways(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::InternetGateway,
            &design.internet_gateways,
            None,
            |lower, head, entry| {
                let attachments = lower.attachments(&entry.network);
                let gateway = model::InternetGateway { head, attachments };
                lower.batch.elements.internet_gateways.push(gateway);
            },
        );
        self.each(
            ElementKind::EgressOnlyInternetGateway,
            &design.egress_only_internet_gateways,
            None,
            |lower, head, entry| {
                let attachments = lower.attachments(&entry.network);
                let gateway = model::EgressOnlyInternetGateway { head, attachments };
                let all = &mut lower.batch.elements.egress_only_internet_gateways;
                all.push(gateway);
            },
        );
    }

    fn attachments(
        &mut self,
        networks: &Many<Or<'_, To<model::Network>, Entry<'_>>>,
    ) -> Option<Vec<NetworkAttachment>> {
        let tied = self.tied(networks, |lower, entry| {
            (lower.link(&entry.network), lower.state(&entry.state))
        })?;
        let attachment = |(network, state)| NetworkAttachment { network, state };
        Some(tied.into_iter().map(attachment).collect())
    }
}
