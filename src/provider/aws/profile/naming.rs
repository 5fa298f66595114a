//! Identifiers, names, tags.

use super::refs;
use crate::model::ElementKind as Kind;
use crate::profile::{
    AccountForm, Charset, Fact, IdForm, IdRow, NamingRules, TagRule, TextRow, TextRule,
};

const fn id(kind: Kind, prefix: &'static str) -> IdRow {
    IdRow {
        kind,
        form: Fact::known(IdForm::Prefix(prefix), &refs::MODEL_EC2),
    }
}

const fn dx_id(kind: Kind, form: IdForm) -> IdRow {
    IdRow {
        kind,
        form: Fact::known(form, &refs::MODEL_DX),
    }
}

const DX_KINDS: &[Kind] = &[
    Kind::Connection,
    Kind::Lag,
    Kind::VirtualInterface,
    Kind::DirectConnectGateway,
];
const ROUTE_SERVER_KINDS: &[Kind] = &[
    Kind::RouteServer,
    Kind::RouteServerEndpoint,
    Kind::RouteServerPeer,
];

pub(super) const NAMING: NamingRules = NamingRules {
    ids: &[
        id(Kind::Network, "vpc-"),
        id(Kind::Subnet, "subnet-"),
        id(Kind::RouteTable, "rtb-"),
        id(Kind::Peering, "pcx-"),
        id(Kind::InternetGateway, "igw-"),
        id(Kind::EgressOnlyInternetGateway, "eigw-"),
        id(Kind::NatGateway, "nat-"),
        id(Kind::VirtualGateway, "vgw-"),
        id(Kind::CustomerGateway, "cgw-"),
        id(Kind::VpnConnection, "vpn-"),
        id(Kind::TransitGateway, "tgw-"),
        id(Kind::TransitGatewayAttachment, "tgw-attach-"),
        id(Kind::TransitGatewayRouteTable, "tgw-rtb-"),
        id(Kind::TransitGatewayConnectPeer, "tgw-connect-peer-"),
        id(Kind::RouteServer, "rs-"),
        id(Kind::RouteServerEndpoint, "rse-"),
        id(Kind::RouteServerPeer, "rsp-"),
        id(Kind::Interface, "eni-"),
        id(Kind::PrefixList, "pl-"),
        dx_id(Kind::Connection, IdForm::Prefix("dxcon-")),
        dx_id(Kind::Lag, IdForm::Prefix("dxlag-")),
        dx_id(Kind::VirtualInterface, IdForm::Prefix("dxvif-")),
        IdRow {
            kind: Kind::BgpPeer,
            form: Fact::unsure(IdForm::Prefix("dxpeer-"), &refs::MODEL_DX),
        },
        dx_id(Kind::DirectConnectGateway, IdForm::Uuid),
        dx_id(Kind::DirectConnectGatewayAssociation, IdForm::Uuid),
        dx_id(Kind::DirectConnectGatewayProposal, IdForm::Uuid),
    ],
    account: Fact::known(AccountForm::Digits(12), &refs::MODEL_EC2),
    service_owners: &["AWS", "amazon", "amazon-aws", "aws-marketplace"],
    names: &[TextRow {
        kinds: &[Kind::VirtualInterface],
        rule: Fact::known(
            TextRule::new(1, 100, Charset::LowerDigitsAnd("-")),
            &refs::MODEL_DX,
        ),
    }],
    descriptions: &[],
    tags: &[
        TagRule {
            kinds: DX_KINDS,
            key: Fact::known(TextRule::new(1, 128, DX_TAG), &refs::MODEL_DX),
            value: Fact::known(TextRule::new(0, 256, DX_TAG), &refs::MODEL_DX),
            reserved_prefix: Fact::known("aws:", &refs::RESOURCE_TAGS),
            most: Fact::known(50, &refs::MODEL_DX),
        },
        TagRule {
            kinds: ROUTE_SERVER_KINDS,
            most: Fact::known(50, &refs::ROUTE_SERVER),
            ..EC2_TAGS
        },
        EC2_TAGS,
    ],
};

pub(super) const DX_TAG: Charset = Charset::LettersDigitsAnd(" _.:/=+-@");

const EC2_TAGS: TagRule = TagRule {
    kinds: &[],
    key: Fact::known(TextRule::new(1, 127, Charset::Any), &refs::MODEL_EC2),
    value: Fact::known(TextRule::new(0, 256, Charset::Any), &refs::MODEL_EC2),
    reserved_prefix: Fact::known("aws:", &refs::MODEL_EC2),
    most: Fact::Unknown,
};
