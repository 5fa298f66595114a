//! Identifiers, names, descriptions, tags.

use super::refs;
use crate::finding::Reference;
use crate::model::ElementKind as Kind;
use crate::profile::{
    AccountForm, Charset, Fact, IdForm, IdRow, NamingRules, TagRule, TextRow, TextRule,
};

const fn uuid(kind: Kind, from: &'static Reference) -> IdRow {
    IdRow {
        kind,
        form: Fact::known(IdForm::Uuid, from),
    }
}

const IDS: &[IdRow] = &[
    uuid(Kind::Network, &refs::VPC_MODELS),
    uuid(Kind::Subnet, &refs::VPC_MODELS),
    uuid(Kind::Peering, &refs::VPC_MODELS),
    uuid(Kind::RouteTable, &refs::VPC_MODELS),
    uuid(Kind::Connection, &refs::DC_MODELS),
    uuid(Kind::VirtualGateway, &refs::DC_MODELS),
    uuid(Kind::VirtualInterface, &refs::DC_MODELS),
    uuid(Kind::BgpPeer, &refs::DC_MODELS),
    uuid(Kind::DirectConnectGateway, &refs::DC_MODELS),
    uuid(Kind::TransitGatewayAttachment, &refs::ER_MODELS),
    uuid(Kind::TransitGatewayRouteTable, &refs::ER_MODELS),
    uuid(Kind::TransitGateway, &refs::ER_MODELS),
];

const DC_KINDS: &[Kind] = &[
    Kind::Connection,
    Kind::VirtualGateway,
    Kind::VirtualInterface,
    Kind::BgpPeer,
    Kind::DirectConnectGateway,
];

const fn row(kinds: &'static [Kind], rule: TextRule, from: &'static Reference) -> TextRow {
    TextRow {
        kinds,
        rule: Fact::known(rule, from),
    }
}

const WORDLIKE: Charset = Charset::LettersDigitsAnd("_-.");
const NO_ANGLES: Charset = Charset::Without("<>");
/// What a description may be outside Direct Connect.
const DESCRIBED: &[Kind] = &[Kind::Network, Kind::Subnet, Kind::Peering, Kind::RouteTable];

/// The console takes letters, digits, `-` and `_` for the name of a peering, the interface any.
const PEERING_NAME: TextRule = TextRule::new(1, 64, Charset::Any);
const OPTIONAL_NAME: TextRule = TextRule::new(0, 64, WORDLIKE);
const SUBNET_NAME: TextRule = TextRule::new(1, 64, WORDLIKE);
const DESCRIPTION: TextRule = TextRule::new(0, 255, NO_ANGLES);
const DC_DESCRIPTION: TextRule = TextRule::new(0, 128, NO_ANGLES);

const TAG: Charset = Charset::Without("*<>\\,=");

/// Tags of most kinds.
const fn tags(from: &'static Reference) -> TagRule {
    TagRule {
        kinds: &[],
        key: Fact::known(TextRule::new(1, 36, TAG), from),
        value: Fact::known(TextRule::new(0, 43, TAG), from),
        reserved_prefix: Fact::Unknown,
        most: Fact::known(10, from),
    }
}

/// Those of Huawei Cloud.
pub(super) const NAMING: NamingRules = NamingRules {
    ids: IDS,
    account: Fact::known(AccountForm::HexOrUuid, &refs::VPC_MODELS),
    service_owners: &[],
    names: &[
        row(&[Kind::Peering], PEERING_NAME, &refs::CREATE_PEERING),
        row(
            &[Kind::Network, Kind::RouteTable],
            OPTIONAL_NAME,
            &refs::VPC_MODELS,
        ),
        row(&[Kind::Subnet], SUBNET_NAME, &refs::VPC_MODELS),
        row(DC_KINDS, OPTIONAL_NAME, &refs::DC_MODELS),
    ],
    descriptions: &[
        row(&[Kind::Peering], DESCRIPTION, &refs::CREATE_PEERING),
        row(DESCRIBED, DESCRIPTION, &refs::VPC_MODELS),
        row(DC_KINDS, DC_DESCRIPTION, &refs::DC_MODELS),
    ],
    tags: &[
        TagRule {
            kinds: DC_KINDS,
            key: Fact::known(
                TextRule::new(1, 128, Charset::LettersDigitsAnd(" _.:=+-@")),
                &refs::DC_MODELS,
            ),
            value: Fact::known(
                TextRule::new(0, 255, Charset::LettersDigitsAnd(" _.:/=+-@")),
                &refs::DC_MODELS,
            ),
            reserved_prefix: Fact::known("_sys_", &refs::DC_MODELS),
            most: Fact::Unknown,
        },
        tags(&refs::VPC_MODELS),
    ],
};

/// Those of Open Telekom Cloud.
pub(super) const OTC_NAMING: NamingRules = NamingRules {
    ids: IDS,
    // Samples show both forms.
    account: Fact::known(AccountForm::HexOrUuid, &refs::OTC_API),
    service_owners: &[],
    names: &[
        row(&[Kind::Peering], PEERING_NAME, &refs::OTC_API),
        row(DC_KINDS, OPTIONAL_NAME, &refs::OTC_DC_API),
    ],
    descriptions: &[
        row(DESCRIBED, DESCRIPTION, &refs::OTC_API),
        row(DC_KINDS, DC_DESCRIPTION, &refs::OTC_DC_API),
    ],
    tags: &[TagRule {
        // The page of the third generation has 128 and 255.
        key: Fact::unsure(TextRule::new(1, 36, TAG), &refs::OTC_API),
        value: Fact::unsure(TextRule::new(0, 43, TAG), &refs::OTC_API),
        most: Fact::Unknown,
        ..tags(&refs::OTC_API)
    }],
};
