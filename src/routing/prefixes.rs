//! The prefixes that can decide anything, and the atoms into which they cut the address space.
//!
//! An atom is a longest range of addresses that no prefix boundary divides: every address of it meets the same decisions
//! everywhere. Atoms of both families are numbered in one row, IPv4 first, so that a prefix is one range of numbers.

use std::ops::Range;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use rustc_hash::FxHashMap;

use super::num::{id32, low32};
use crate::model::{Cidr, Family};

/// A prefix, numbered in the order of family, first address and length, so that a prefix follows those that hold it.
pub type PrefixId = u32;
/// An atom.
pub type AtomId = u32;

/// A range of addresses of one family, both ends included; IPv4 addresses are the low 32 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The family.
    pub family: Family,
    /// First address.
    pub first: u128,
    /// Last address.
    pub last: u128,
}

impl Span {
    /// All addresses of a block.
    #[must_use]
    pub fn of(cidr: Cidr) -> Self {
        Self {
            family: cidr.family(),
            first: cidr.first(),
            last: cidr.last(),
        }
    }

    /// All addresses of a family.
    #[must_use]
    pub const fn all(family: Family) -> Self {
        Self {
            family,
            first: 0,
            last: family_last(family),
        }
    }

    /// The addresses that both have.
    #[must_use]
    pub fn common(self, other: Span) -> Option<Span> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (self.family == other.family && first <= last).then_some(Span {
            family: self.family,
            first,
            last,
        })
    }
}

/// The last address of a family.
#[must_use]
pub const fn family_last(family: Family) -> u128 {
    match family {
        Family::Ipv4 => u32::MAX as u128,
        Family::Ipv6 => u128::MAX,
    }
}

/// A number of addresses; one more than a `u128` holds is possible, so it is kept as two parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Count {
    /// Whole IPv6 spaces.
    spaces: u64,
    /// The rest.
    rest: u128,
}

impl Count {
    /// None.
    pub const ZERO: Count = Count { spaces: 0, rest: 0 };

    /// The addresses of a range.
    #[must_use]
    pub fn of(span: Span) -> Self {
        let mut count = Self {
            spaces: 0,
            rest: span.last - span.first,
        };
        count.add(Count { spaces: 0, rest: 1 });
        count
    }

    /// So many.
    #[must_use]
    pub const fn new(number: u128) -> Self {
        Self {
            spaces: 0,
            rest: number,
        }
    }

    /// Adds another number.
    pub fn add(&mut self, other: Count) {
        let (rest, carry) = self.rest.overflowing_add(other.rest);
        self.rest = rest;
        self.spaces = self
            .spaces
            .saturating_add(other.spaces)
            .saturating_add(u64::from(carry));
    }

    /// Whether it is none.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Count::ZERO
    }

    /// As a fraction's part; only as exact as a float.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of addresses, compared with a bound"
    )]
    pub fn as_f64(self) -> f64 {
        self.spaces as f64 * 2f64.powi(128) + self.rest as f64
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.spaces == 0 {
            return self.rest.fmt(f);
        }
        // spaces * 2^128 + rest, in decimal, by long division in base 10^19.
        const BASE: u128 = 10_000_000_000_000_000_000;
        let limbs = [
            u128::from(self.spaces),
            self.rest >> 64,
            self.rest & u128::from(u64::MAX),
        ];
        let mut limbs = limbs.to_vec();
        let mut parts = Vec::new();
        while limbs.iter().any(|limb| *limb != 0) {
            let mut carry = 0u128;
            for limb in &mut limbs {
                let value = (carry << 64) | *limb;
                *limb = value / BASE;
                carry = value % BASE;
            }
            parts.push(carry);
        }
        let mut text = String::new();
        for (at, part) in parts.iter().rev().enumerate() {
            if at == 0 {
                text.push_str(&part.to_string());
            } else {
                text.push_str(&format!("{part:019}"));
            }
        }
        f.pad(&text)
    }
}

/// All prefixes and atoms of a design.
#[derive(Debug, Default)]
pub struct Prefixes {
    cidrs: Vec<Cidr>,
    ranges: Vec<(AtomId, AtomId)>,
    ids: FxHashMap<Cidr, PrefixId>,
    /// First address of each atom.
    starts: Vec<u128>,
    /// The number of IPv4 atoms.
    v4: u32,
}

impl Prefixes {
    /// Numbers prefixes (host bits are cleared) and cuts the space at their ends.
    #[must_use]
    pub fn new(cidrs: impl IntoIterator<Item = Cidr>) -> Self {
        let mut four: Vec<u64> = Vec::new();
        let mut six: Vec<(u128, u8)> = Vec::new();
        for cidr in cidrs {
            match cidr.family() {
                Family::Ipv4 => {
                    four.push((u64::from(low32(cidr.first())) << 8) | u64::from(cidr.prefix_len()))
                }
                Family::Ipv6 => six.push((cidr.first(), cidr.prefix_len())),
            }
        }
        four.sort_unstable();
        four.dedup();
        six.sort_unstable();
        six.dedup();
        let mut all: Vec<Cidr> = Vec::with_capacity(four.len() + six.len());
        let v4_prefix = |key: u64| {
            let [.., len] = key.to_be_bytes();
            let address = low32(u128::from(key >> 8));
            Ipv4Net::new(address.into(), len)
                .ok()
                .map(|net| Cidr(IpNet::V4(net)))
        };
        all.extend(four.iter().filter_map(|key| v4_prefix(*key)));
        all.extend(six.iter().filter_map(|(first, len)| {
            Ipv6Net::new((*first).into(), *len)
                .ok()
                .map(|net| Cidr(IpNet::V6(net)))
        }));
        let mut starts = Vec::new();
        let mut ranges = Vec::with_capacity(all.len());
        let split = all.partition_point(|cidr| cidr.family() == Family::Ipv4);
        let mut v4 = 0;
        for (family, part) in [(Family::Ipv4, &all[..split]), (Family::Ipv6, &all[split..])] {
            let base = starts.len();
            let mut bounds: Vec<u128> = Vec::with_capacity(part.len() * 2 + 1);
            bounds.push(0);
            for cidr in part {
                bounds.push(cidr.first());
                if cidr.last() < family_last(family) {
                    bounds.push(cidr.last() + 1);
                }
            }
            bounds.sort_unstable();
            bounds.dedup();
            for cidr in part {
                let low = bounds.partition_point(|b| *b < cidr.first());
                let high = bounds.partition_point(|b| *b <= cidr.last());
                ranges.push((id32(base + low), id32(base + high)));
            }
            starts.extend(bounds);
            if family == Family::Ipv4 {
                v4 = id32(starts.len());
            }
        }
        let ids = all
            .iter()
            .enumerate()
            .map(|(at, cidr)| (*cidr, id32(at)))
            .collect();
        Self {
            cidrs: all,
            ranges,
            ids,
            starts,
            v4,
        }
    }

    /// How many prefixes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cidrs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cidrs.is_empty()
    }

    /// How many atoms.
    #[must_use]
    pub fn atoms(&self) -> u32 {
        id32(self.starts.len())
    }

    /// The number of a prefix.
    #[must_use]
    pub fn id(&self, cidr: Cidr) -> Option<PrefixId> {
        self.ids.get(&cidr.network()).copied()
    }

    /// The block of a prefix.
    #[must_use]
    pub fn cidr(&self, id: PrefixId) -> Cidr {
        self.cidrs[id as usize]
    }

    /// The atoms of a prefix.
    #[must_use]
    pub fn range(&self, id: PrefixId) -> Range<AtomId> {
        let (low, high) = self.ranges[id as usize];
        low..high
    }

    /// The atoms of a family.
    #[must_use]
    pub fn family(&self, family: Family) -> Range<AtomId> {
        match family {
            Family::Ipv4 => 0..self.v4,
            Family::Ipv6 => self.v4..self.atoms(),
        }
    }

    /// The family of an atom.
    #[must_use]
    pub fn family_of(&self, atom: AtomId) -> Family {
        if atom < self.v4 {
            Family::Ipv4
        } else {
            Family::Ipv6
        }
    }

    /// First address of an atom.
    #[must_use]
    pub fn first(&self, atom: AtomId) -> u128 {
        self.starts[atom as usize]
    }

    /// The addresses of a range of atoms of one family.
    #[must_use]
    pub fn span(&self, range: Range<AtomId>) -> Span {
        let family = self.family_of(range.start);
        let last = if range.end >= self.family(family).end {
            family_last(family)
        } else {
            self.starts[range.end as usize].saturating_sub(1)
        };
        Span {
            family,
            first: self.first(range.start),
            last,
        }
    }

    /// The atoms that have an address of `span`.
    #[must_use]
    pub fn covering(&self, span: Span) -> Range<AtomId> {
        let family = self.family(span.family);
        let starts = &self.starts[family.start as usize..family.end as usize];
        let low = starts
            .partition_point(|start| *start <= span.first)
            .saturating_sub(1);
        let high = starts.partition_point(|start| *start <= span.last);
        family.start + id32(low)..family.start + id32(high)
    }
}

/// The blocks that make up exactly a range of addresses.
#[must_use]
pub fn blocks(span: Span) -> Vec<Cidr> {
    match span.family {
        Family::Ipv4 => {
            ipnet::Ipv4Subnets::new(low32(span.first).into(), low32(span.last).into(), 0)
                .map(|net| Cidr(IpNet::V4(net)))
                .collect()
        }
        Family::Ipv6 => ipnet::Ipv6Subnets::new(span.first.into(), span.last.into(), 0)
            .map(|net| Cidr(IpNet::V6(net)))
            .collect(),
    }
}

/// Sorts ranges and joins those that touch.
#[must_use]
pub fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last)
                if last.family == span.family
                    && (span.first <= last.last || span.first - last.last == 1) =>
            {
                last.last = last.last.max(span.last);
            }
            _ => out.push(span),
        }
    }
    out
}

/// Sorts ranges of atoms and joins those that touch.
pub(super) fn join(mut ranges: Vec<Range<AtomId>>) -> Vec<Range<AtomId>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<AtomId>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Scalar as _;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    #[test]
    fn atoms_end_at_prefix_boundaries() {
        let p =
            Prefixes::new(["10.0.0.0/8", "10.1.0.0/16", "255.0.0.0/8", "2001:db8::/32"].map(cidr));
        // 0-, 10.0-, 10.1-, 10.2-, 11-, 255- ; :: , 2001:db8::, behind it.
        assert_eq!(p.family(Family::Ipv4), 0..6);
        assert_eq!(p.family(Family::Ipv6), 6..9);
        assert_eq!(p.range(p.id(cidr("10.0.0.0/8")).unwrap()), 1..4);
        assert_eq!(p.range(p.id(cidr("255.0.0.0/8")).unwrap()), 5..6);
        assert_eq!(p.span(5..6).last, u128::from(u32::MAX));
        assert_eq!(p.span(8..9).last, u128::MAX);
        assert_eq!(p.covering(Span::of(cidr("10.1.2.3/32"))), 2..3);
        assert_eq!(p.covering(Span::of(cidr("0.0.0.0/0"))), 0..6);
    }

    #[test]
    fn whole_spaces_are_counted_exactly() {
        assert_eq!(Count::of(Span::all(Family::Ipv4)).to_string(), "4294967296");
        assert_eq!(
            Count::of(Span::all(Family::Ipv6)).to_string(),
            "340282366920938463463374607431768211456"
        );
        let mut twice = Count::of(Span::all(Family::Ipv6));
        twice.add(Count::of(Span::all(Family::Ipv6)));
        assert_eq!(twice.to_string(), "680564733841876926926749214863536422912");
    }

    #[test]
    fn ranges_join_and_become_blocks() {
        let spans = merge(vec![
            Span::of(cidr("10.0.1.0/24")),
            Span::of(cidr("10.0.0.0/24")),
            Span::of(cidr("10.0.4.0/24")),
        ]);
        let text: Vec<String> = spans
            .into_iter()
            .flat_map(blocks)
            .map(|c| c.to_string())
            .collect();
        assert_eq!(text, ["10.0.0.0/23", "10.0.4.0/24"]);
        assert_eq!(blocks(Span::all(Family::Ipv6)).len(), 1);
    }
}
