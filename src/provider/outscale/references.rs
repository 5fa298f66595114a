//! The documents that the facts come from. The pages of the user guide carry no date.

use crate::finding::Reference;

macro_rules! documents {
    ($($name:ident $title:literal $url:literal;)*) => {
        $(#[doc = $title] pub(super) static $name: Reference = Reference {
            title: $title,
            url: $url,
            read: "",
        };)*
    };
}

documents! {
    OAPI "OUTSCALE API 1.42.0 (OpenAPI description in osc-sdk-python 0.42.0)" "https://github.com/outscale/osc-api";
    TERRAFORM "Terraform provider of OUTSCALE: documentation and waiting loops" "https://github.com/outscale/terraform-provider-outscale";
    NETS "OUTSCALE User Guide, About Nets" "https://docs.outscale.com/en/userguide/About-Nets.html";
    PEERINGS "OUTSCALE User Guide, About Net Peerings" "https://docs.outscale.com/en/userguide/About-Net-Peerings.html";
    PEERINGS_UNSUPPORTED "OUTSCALE User Guide, Unsupported Net Peering Configurations" "";
    PEERING_READ "OUTSCALE User Guide, Getting Information About Your Net Peerings" "https://docs.outscale.com/fr/userguide/Obtenir-des-informations-sur-vos-Net-peerings.html";
    HOSTED "OUTSCALE User Guide, Accepting a Hosted DirectLink Interface" "https://docs.outscale.com/en/userguide/Accepting-a-Hosted-DirectLink-Interface.html";
}
