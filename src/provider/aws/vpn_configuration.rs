//! The XML that comes with a VPN connection: addresses of its tunnels, and whether it holds keys. No other text is kept.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::model::Cidr;
use crate::source::{Raw, Scalar, Secret};

/// What the text tells.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// Tunnels in their order.
    pub(super) tunnels: Vec<DescribedTunnel>,
    /// Whether keys stand in it that nobody masked.
    pub(super) holds_keys: bool,
}

/// A tunnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DescribedTunnel {
    /// The provider's outside address.
    pub(super) outside: IpAddr,
    /// The inside block.
    pub(super) inside: Option<Cidr>,
}

/// Reads the text; anything unexpected in it is no fact.
pub(super) fn read(raw: &Raw<'_>) -> Described {
    let Some(text) = raw.text() else {
        return Described::default();
    };
    Described {
        tunnels: all(&text, "ipsec_tunnel").filter_map(tunnel).collect(),
        holds_keys: all(&text, "pre_shared_key").any(is_key),
    }
}

/// Whether the text between two tags is a key, not a placeholder for one.
pub(super) fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && Secret::parse(text).is_some_and(|secret| !secret.masked)
}

/// The same text with the tunnels' addresses alone, which are no secrets, mapped by `address`; `None` where it tells none.
pub(super) fn bare(text: &str, address: &dyn Fn(IpAddr) -> IpAddr) -> Option<String> {
    use std::fmt::Write;
    let mut bare = String::new();
    for DescribedTunnel { outside, inside } in all(text, "ipsec_tunnel").filter_map(tunnel) {
        // Writing to a string cannot fail.
        let _ = write!(
            bare,
            "<ipsec_tunnel><vpn_gateway><tunnel_outside_address><ip_address>{}</ip_address></tunnel_outside_address>",
            address(outside)
        );
        if let Some(Cidr(net)) = inside {
            let _ = write!(
                bare,
                "<tunnel_inside_address><ip_address>{}</ip_address><network_cidr>{}</network_cidr></tunnel_inside_address>",
                address(net.addr()),
                net.prefix_len()
            );
        }
        bare.push_str("</vpn_gateway></ipsec_tunnel>");
    }
    (!bare.is_empty()).then(|| format!("<vpn_connection>{bare}</vpn_connection>"))
}

fn tunnel(text: &str) -> Option<DescribedTunnel> {
    let end = element(text, "vpn_gateway")?;
    let outside = element(end, "tunnel_outside_address")?;
    let inside = element(end, "tunnel_inside_address");
    Some(DescribedTunnel {
        outside: element(outside, "ip_address")?.trim().parse().ok()?,
        inside: inside.and_then(block),
    })
}

fn block(text: &str) -> Option<Cidr> {
    let address: IpAddr = element(text, "ip_address")?.trim().parse().ok()?;
    let len: u8 = element(text, "network_cidr")?.trim().parse().ok()?;
    IpNet::new(address, len).ok().map(|net| Cidr(net).network())
}

/// What stands inside the first element of a name.
pub(super) fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    all(text, name).next()
}

/// What stands inside each element of a name; elements of one name do not nest here.
pub(super) fn all<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(open.as_str())?;
        let (inside, after) = after.split_once(close.as_str())?;
        rest = after;
        Some(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_nothing_else() {
        let xml = "<vpn_connection id=\"vpn-1\"><ipsec_tunnel><customer_gateway><tunnel_outside_address>\
            <ip_address>147.75.69.27</ip_address></tunnel_outside_address></customer_gateway><vpn_gateway>\
            <tunnel_outside_address><ip_address>52.27.166.152</ip_address></tunnel_outside_address>\
            <tunnel_inside_address><ip_address>169.254.15.193</ip_address><network_cidr>30</network_cidr>\
            </tunnel_inside_address></vpn_gateway><ike><pre_shared_key>KEY</pre_shared_key></ike></ipsec_tunnel></vpn_connection>";
        let json = serde_json::to_string(xml).unwrap();
        let found = read(&Raw::Json(&json.replace("KEY", "s3cr3t.of_tunnel")));
        assert_eq!(
            found.tunnels,
            [DescribedTunnel {
                outside: "52.27.166.152".parse().unwrap(),
                inside: Cidr::parse("169.254.15.192/30"),
            }]
        );
        assert!(found.holds_keys);
        let bare = bare(&xml.replace("KEY", "s3cr3t"), &|address| address).unwrap();
        assert!(
            !bare.contains("s3cr3t") && !bare.contains("147.75"),
            "{bare}"
        );
        let again = read(&Raw::Json(&serde_json::to_string(&bare).unwrap()));
        assert_eq!(again.tunnels, found.tunnels);
        assert!(!again.holds_keys);
        assert!(!read(&Raw::Json(&json.replace("KEY", "REDACTED"))).holds_keys);
        assert!(
            read(&Raw::Json("\"...configuration...\""))
                .tunnels
                .is_empty()
        );
    }
}
