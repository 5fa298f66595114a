//! Items of AWS Config: the answer for one object under `configuration`, in an envelope that says whose it is.

use super::lower::{Cx, Tags};
use super::raw::raw;
use super::{ec2, gateways, peering, routes, vpn};
use crate::model::Time;
use crate::source::{Part, Raw, Shape, Text};

raw! {
    /// An item.
    Item {
        resource_type = "resourceType";
        resource = "resourceId";
        account = "awsAccountId" | "accountId";
        region = "awsRegion";
        captured = "configurationItemCaptureTime";
        configuration = "configuration";
        -
        tags: Part<Tags<'a>> = "tags";
    }
}

/// An item that waits: of several records of one object the latest counts.
pub(super) struct Recorded<'a> {
    item: Item<'a>,
    captured: Option<Time>,
}

/// Keeps an item unless a later record of the same object is there.
pub(super) fn keep<'a>(cx: &mut Cx<'_>, items: &mut Vec<Recorded<'a>>, item: Item<'a>) {
    let captured = cx.time(&item.captured).get();
    cx.design.about.captured = cx.design.about.captured.max(captured);
    items.push(Recorded { item, captured });
}

/// Lowers the items; gives the types, with `aws.config.` before them, for which there is no element.
pub(super) fn lower(cx: &mut Cx<'_>, mut items: Vec<Recorded<'_>>) -> Vec<String> {
    let key = |recorded: &Recorded<'_>| {
        let text = |raw: &Raw<'_>| raw.text().map(|text| Text::new(&text));
        (
            text(&recorded.item.resource_type),
            text(&recorded.item.resource),
        )
    };
    // Stable, so that of equally old records the later one in the file counts.
    items.sort_by_cached_key(|recorded| (key(recorded), recorded.captured));
    let (account, region) = (cx.account, cx.region);
    let mut others = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(recorded) = items.next() {
        if key(&recorded).1.is_some()
            && items.peek().is_some_and(|next| key(next) == key(&recorded))
        {
            continue;
        }
        let item = recorded.item;
        cx.account = cx.text(&item.account).get().or(account);
        cx.region = cx.text(&item.region).get().or(region);
        let kind = item.resource_type.text().unwrap_or_default();
        // A record of a deleted object has no configuration.
        if !item.configuration.is_empty() && !one(cx, &kind, &item) {
            others.push(format!("aws.config.{}", kind.trim_start_matches("AWS::")));
        }
    }
    (cx.account, cx.region) = (account, region);
    others
}

/// Lowers one item; says whether there is an element for it.
fn one(cx: &mut Cx<'_>, kind: &str, item: &Item<'_>) -> bool {
    // In answers of the query interface the object is a text in the text, whose places are lost.
    let (Raw::Json(json), Some(Shape::Container)) =
        (&item.configuration, item.configuration.shape())
    else {
        return false;
    };
    macro_rules! read {
        ($type:ty, $lower:path) => {
            match serde_json::from_str::<$type>(json) {
                Ok(mut raw) => {
                    // The envelope's tags have one form, those inside have several.
                    if item.tags.as_ref().is_some() {
                        raw.tags = item.tags.clone();
                    }
                    $lower(cx, &raw);
                    true
                }
                Err(_) => false,
            }
        };
    }
    match kind {
        "AWS::EC2::VPC" => read!(ec2::Vpc<'_>, ec2::vpc),
        "AWS::EC2::Subnet" => read!(ec2::VpcSubnet<'_>, ec2::subnet),
        "AWS::EC2::NetworkInterface" => read!(ec2::Eni<'_>, ec2::eni),
        "AWS::EC2::RouteTable" => read!(routes::Table<'_>, routes::table),
        "AWS::EC2::VPCPeeringConnection" => {
            read!(peering::VpcPeeringConnection<'_>, peering::peering)
        }
        "AWS::EC2::InternetGateway" => read!(gateways::Igw<'_>, gateways::internet),
        "AWS::EC2::EgressOnlyInternetGateway" => read!(gateways::Eigw<'_>, gateways::egress_only),
        "AWS::EC2::NatGateway" => read!(gateways::Nat<'_>, gateways::nat),
        "AWS::EC2::VPNGateway" => read!(gateways::Vgw<'_>, gateways::virtual_private),
        "AWS::EC2::CustomerGateway" => read!(gateways::Cgw<'_>, gateways::customer),
        "AWS::EC2::VPNConnection" => read!(vpn::Vpn<'_>, vpn::connection),
        _ => false,
    }
}
