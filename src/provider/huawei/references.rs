//! The documents that the facts come from. Pages with no lasting address are named by their titles.

use crate::finding::Reference;

macro_rules! documents {
    ($($name:ident $title:literal $url:literal $read:literal;)*) => {
        $(#[doc = $title] pub(super) static $name: Reference = Reference {
            title: $title,
            url: $url,
            read: $read,
        };)*
    };
}

documents! {
    CREATE_PEERING "Huawei Cloud VPC API, Creating a VPC Peering Connection" "" "2024-06-27";
    VPC_MODELS "Huawei Cloud VPC OpenAPI (huawei-cloud-api-definitions-VPC 0.1.20261031)" "https://docs.rs/crate/huawei-cloud-api-definitions-VPC" "";
    DC_MODELS "Huawei Cloud Direct Connect OpenAPI (huawei-cloud-api-definitions-DC 0.1.20260425)" "https://docs.rs/crate/huawei-cloud-api-definitions-DC" "";
    ER_MODELS "Huawei Cloud Enterprise Router OpenAPI (huawei-cloud-api-definitions-ER 0.1.20251212)" "https://docs.rs/crate/huawei-cloud-api-definitions-ER" "";
    GUIDE_PEER "Huawei Cloud VPC User Guide, Using a VPC Peering Connection to Connect Two VPCs" "" "2025-07";
    GUIDE_SUGGESTIONS "Huawei Cloud VPC User Guide, VPC Peering Connection Configuration Suggestions" "" "2025-08 to 2026-02";
    FAQ_PEERING "Huawei Cloud VPC FAQ, What Are the Limitations of VPC Peering?" "" "";
    DC_PRODUCT "Huawei Cloud Direct Connect Product Description, Notes and Constraints" "" "";
    VIF_PEER "Huawei Cloud Direct Connect API, Creating a Virtual Interface Peer" "" "";
    TERRAFORM "Terraform provider of Huawei Cloud: documentation and code" "https://github.com/huaweicloud/terraform-provider-huaweicloud" "2026-08";
    OTC_API "Open Telekom Cloud VPC API Reference" "https://github.com/opentelekomcloud-docs/virtual-private-cloud" "2026-04";
    OTC_MANUAL "Open Telekom Cloud VPC User Manual" "https://github.com/opentelekomcloud-docs/virtual-private-cloud" "2026-04";
    OTC_DC_API "Open Telekom Cloud Direct Connect API Reference" "https://github.com/opentelekomcloud-docs/direct-connect" "2026-06";
    OTC_DC_MANUAL "Open Telekom Cloud Direct Connect User Manual" "https://github.com/opentelekomcloud-docs/direct-connect" "2026-06";
    OTC_ROUTER "Open Telekom Cloud Enterprise Router User Manual, Route Overview" "" "";
}
