//! Ranges of addresses and AS numbers with a meaning of their own, the same for every provider (RFCs and IANA registries).

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::finding::Reference;
use crate::model::{Asn, Cidr, Family};

/// An IPv4 block for tables.
#[must_use]
pub const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Cidr {
    Cidr(IpNet::V4(Ipv4Net::new_assert(
        Ipv4Addr::new(a, b, c, d),
        length,
    )))
}

/// An IPv6 block for tables: its first four groups, then zeros.
#[must_use]
pub const fn v6(a: u16, b: u16, c: u16, d: u16, length: u8) -> Cidr {
    Cidr(IpNet::V6(Ipv6Net::new_assert(
        Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0),
        length,
    )))
}

/// A block with a meaning.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Block {
    /// The block, canonical.
    pub cidr: Cidr,
    /// What it is, after "is": `used inside some services`.
    pub what: &'static str,
    /// Who says so.
    pub from: &'static Reference,
}

/// What a special block is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Special {
    /// Private use: RFC 1918, unique local IPv6.
    Private,
    /// Shared address space of carriers.
    Shared,
    /// Documentation.
    Documentation,
    /// Valid on one link only.
    LinkLocal,
    /// The machine itself.
    Loopback,
    /// Groups of receivers.
    Multicast,
    /// Otherwise not globally reachable.
    Reserved,
}

impl Special {
    /// As an adjective phrase in a sentence: `private space`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Special::Private => "private space",
            Special::Shared => "carriers' shared space",
            Special::Documentation => "documentation space",
            Special::LinkLocal => "link-local space",
            Special::Loopback => "loopback space",
            Special::Multicast => "multicast space",
            Special::Reserved => "reserved space",
        }
    }
}

/// RFC 1918.
pub static RFC_1918: Reference = rfc("RFC 1918", "https://www.rfc-editor.org/rfc/rfc1918");
/// RFC 3849.
pub static RFC_3849: Reference = rfc("RFC 3849", "https://www.rfc-editor.org/rfc/rfc3849");
/// RFC 4193.
pub static RFC_4193: Reference = rfc("RFC 4193", "https://www.rfc-editor.org/rfc/rfc4193");
/// RFC 4291.
pub static RFC_4291: Reference = rfc("RFC 4291", "https://www.rfc-editor.org/rfc/rfc4291");
/// RFC 5398.
pub static RFC_5398: Reference = rfc("RFC 5398", "https://www.rfc-editor.org/rfc/rfc5398");
/// RFC 5737.
pub static RFC_5737: Reference = rfc("RFC 5737", "https://www.rfc-editor.org/rfc/rfc5737");
/// RFC 6598.
pub static RFC_6598: Reference = rfc("RFC 6598", "https://www.rfc-editor.org/rfc/rfc6598");
/// RFC 6793.
pub static RFC_6793: Reference = rfc("RFC 6793", "https://www.rfc-editor.org/rfc/rfc6793");
/// RFC 6890.
pub static RFC_6890: Reference = rfc("RFC 6890", "https://www.rfc-editor.org/rfc/rfc6890");
/// RFC 6996.
pub static RFC_6996: Reference = rfc("RFC 6996", "https://www.rfc-editor.org/rfc/rfc6996");
/// RFC 7300.
pub static RFC_7300: Reference = rfc("RFC 7300", "https://www.rfc-editor.org/rfc/rfc7300");
/// RFC 7607.
pub static RFC_7607: Reference = rfc("RFC 7607", "https://www.rfc-editor.org/rfc/rfc7607");
/// RFC 9637.
pub static RFC_9637: Reference = rfc("RFC 9637", "https://www.rfc-editor.org/rfc/rfc9637");
/// IANA's registry of AS numbers.
pub static IANA_ASN: Reference = rfc(
    "IANA Autonomous System Numbers registry",
    "https://www.iana.org/assignments/as-numbers/as-numbers.xhtml",
);

const fn rfc(title: &'static str, url: &'static str) -> Reference {
    Reference {
        title,
        url,
        read: "",
    }
}

/// The private IPv4 blocks (RFC 1918), widest first.
pub const RFC_1918_BLOCKS: [Cidr; 3] = [
    v4(10, 0, 0, 0, 8),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
];

/// Carriers' shared address space (RFC 6598).
pub const SHARED_BLOCK: Cidr = v4(100, 64, 0, 0, 10);

/// The blocks that are not globally routable. Disjoint.
pub static SPECIAL_BLOCKS: &[(Cidr, Special, &Reference)] = &[
    (v4(0, 0, 0, 0, 8), Special::Reserved, &RFC_6890),
    (v4(10, 0, 0, 0, 8), Special::Private, &RFC_1918),
    (SHARED_BLOCK, Special::Shared, &RFC_6598),
    (v4(127, 0, 0, 0, 8), Special::Loopback, &RFC_6890),
    (v4(169, 254, 0, 0, 16), Special::LinkLocal, &RFC_6890),
    (v4(172, 16, 0, 0, 12), Special::Private, &RFC_1918),
    (v4(192, 0, 0, 0, 24), Special::Reserved, &RFC_6890),
    (v4(192, 0, 2, 0, 24), Special::Documentation, &RFC_5737),
    (v4(192, 168, 0, 0, 16), Special::Private, &RFC_1918),
    (v4(198, 18, 0, 0, 15), Special::Reserved, &RFC_6890),
    (v4(198, 51, 100, 0, 24), Special::Documentation, &RFC_5737),
    (v4(203, 0, 113, 0, 24), Special::Documentation, &RFC_5737),
    (v4(224, 0, 0, 0, 4), Special::Multicast, &RFC_6890),
    (v4(240, 0, 0, 0, 4), Special::Reserved, &RFC_6890),
    (v6(0, 0, 0, 0, 8), Special::Reserved, &RFC_4291),
    (v6(0x100, 0, 0, 0, 64), Special::Reserved, &RFC_6890),
    (
        v6(0x2001, 0xdb8, 0, 0, 32),
        Special::Documentation,
        &RFC_3849,
    ),
    (v6(0x3fff, 0, 0, 0, 20), Special::Documentation, &RFC_9637),
    (v6(0xfc00, 0, 0, 0, 7), Special::Private, &RFC_4193),
    (v6(0xfe80, 0, 0, 0, 10), Special::LinkLocal, &RFC_4291),
    (v6(0xff00, 0, 0, 0, 8), Special::Multicast, &RFC_4291),
];

/// The special block that holds all of `cidr`, if one does.
#[must_use]
pub fn special(cidr: Cidr) -> Option<(Cidr, Special, &'static Reference)> {
    SPECIAL_BLOCKS
        .iter()
        .copied()
        .find(|(block, ..)| block.contains(cidr))
}

/// The first special block that has an address in common with `cidr`.
#[must_use]
pub fn touches_special(cidr: Cidr) -> Option<(Cidr, Special, &'static Reference)> {
    SPECIAL_BLOCKS
        .iter()
        .copied()
        .find(|(block, ..)| block.overlaps(cidr))
}

/// Whether every address is globally routable unicast space: outside the special blocks, and for IPv6 inside 2000::/3.
#[must_use]
pub fn is_global(cidr: Cidr) -> bool {
    touches_special(cidr).is_none()
        && (cidr.family() == Family::Ipv4 || v6(0x2000, 0, 0, 0, 3).contains(cidr))
}

/// Whether the block lies in documentation space, as sanitised exports do.
#[must_use]
pub fn is_documentation(cidr: Cidr) -> bool {
    matches!(special(cidr), Some((_, Special::Documentation, _)))
}

/// The private IPv4 block (RFC 1918) that holds all of `cidr`.
#[must_use]
pub fn private_family(cidr: Cidr) -> Option<Cidr> {
    RFC_1918_BLOCKS
        .into_iter()
        .find(|block| block.contains(cidr))
}

/// What an AS number is set aside for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AsnUse {
    /// Never a real number.
    Zero,
    /// Stands in for four-byte numbers (AS_TRANS).
    Transition,
    /// Documentation.
    Documentation,
    /// Private use.
    Private,
    /// The last of its width.
    Last,
    /// Held back by IANA.
    Reserved,
}

/// AS numbers set aside, first and last of each range. Disjoint, ascending.
pub static SPECIAL_ASNS: &[(u64, u64, AsnUse, &Reference)] = &[
    (0, 0, AsnUse::Zero, &RFC_7607),
    (23_456, 23_456, AsnUse::Transition, &RFC_6793),
    (64_496, 64_511, AsnUse::Documentation, &RFC_5398),
    (64_512, 65_534, AsnUse::Private, &RFC_6996),
    (65_535, 65_535, AsnUse::Last, &RFC_7300),
    (65_536, 65_551, AsnUse::Documentation, &RFC_5398),
    (65_552, 131_071, AsnUse::Reserved, &IANA_ASN),
    (4_200_000_000, 4_294_967_294, AsnUse::Private, &RFC_6996),
    (4_294_967_295, 4_294_967_295, AsnUse::Last, &RFC_7300),
];

/// What an AS number is set aside for; `None` for an ordinary public one.
#[must_use]
pub fn asn_use(asn: Asn) -> Option<(AsnUse, &'static Reference)> {
    SPECIAL_ASNS
        .iter()
        .find(|(first, last, ..)| (*first..=*last).contains(&asn.number))
        .map(|(.., meaning, from)| (*meaning, *from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr(text.parse().unwrap())
    }

    #[test]
    fn special_blocks_are_canonical_and_disjoint() {
        for (at, (block, ..)) in SPECIAL_BLOCKS.iter().enumerate() {
            assert!(block.is_canonical(), "{block}");
            for (other, ..) in &SPECIAL_BLOCKS[at + 1..] {
                assert!(!block.overlaps(*other), "{block} {other}");
            }
        }
    }

    #[test]
    fn global_space() {
        assert!(is_global(cidr("8.8.8.0/24")));
        assert!(is_global(cidr("2600:1f00::/40")));
        assert!(!is_global(cidr("0.0.0.0/0")), "covers private space");
        assert!(!is_global(cidr("100.127.0.0/16")));
        assert!(!is_global(cidr("2001:db8:1::/48")));
        assert!(!is_global(cidr("4000::/16")), "outside 2000::/3");
        assert_eq!(
            private_family(cidr("172.31.0.0/16")),
            Some(cidr("172.16.0.0/12"))
        );
        assert_eq!(private_family(cidr("172.32.0.0/16")), None);
        assert!(is_documentation(cidr("203.0.113.64/26")));
    }

    #[test]
    fn asn_uses_at_their_edges() {
        let of = |number| asn_use(Asn::new(number)).map(|(meaning, _)| meaning);
        assert_eq!(of(0), Some(AsnUse::Zero));
        assert_eq!(of(1), None);
        assert_eq!(of(64_495), None);
        assert_eq!(of(64_496), Some(AsnUse::Documentation));
        assert_eq!(of(65_534), Some(AsnUse::Private));
        assert_eq!(of(65_535), Some(AsnUse::Last));
        assert_eq!(of(131_071), Some(AsnUse::Reserved));
        assert_eq!(of(131_072), None);
        assert_eq!(of(4_199_999_999), None);
        assert_eq!(of(4_294_967_295), Some(AsnUse::Last));
        assert_eq!(of(4_294_967_296), None);
    }
}
