//! Address blocks: overlaps by one sort-and-sweep with a stack, longest match by binary search.
//!
//! Two blocks nest or are disjoint. Sorted by first address, the wider one first, all blocks that contain the next one
//! lie on a stack; so every block knows its nearest container without any pair being compared twice.

use std::net::IpAddr;

use rayon::prelude::*;

use crate::model::{Cidr, Design, Family, Id, Network, Subnet};

/// Marks a block that nothing contains.
const NONE: u32 = u32::MAX;

/// Sort keys: first address in front, then the prefix length, so that a wider block comes before what it contains.
trait Key: Copy + Ord + Send + Sync {
    fn of(cidr: Cidr) -> Self;
    /// Whether the block of this key contains that of `other`, which sorts later.
    fn contains(self, other: Self) -> bool;
}

/// Address and length of an IPv4 block: 40 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key4(u64);

impl Key for Key4 {
    fn of(cidr: Cidr) -> Self {
        // An IPv4 address fits 32 bits; the cast of the masked value keeps all of it.
        let first = u64::try_from(cidr.first()).unwrap_or(u64::MAX) & 0xffff_ffff;
        Self((first << 8) | u64::from(cidr.prefix_len()))
    }
    fn contains(self, other: Self) -> bool {
        let len = self.0 & 0xff;
        // 40 - len = 8 bits of length and the host bits.
        len <= (other.0 & 0xff) && (self.0 ^ other.0) >> (40 - len.min(32)) == 0
    }
}

/// Address and length of an IPv6 block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key6(u128, u8);

impl Key for Key6 {
    fn of(cidr: Cidr) -> Self {
        Self(cidr.first(), cidr.prefix_len())
    }
    fn contains(self, other: Self) -> bool {
        let differ = self.0 ^ other.0;
        self.1 <= other.1
            && (self.1 == 0
                || differ
                    .checked_shr(128 - u32::from(self.1.min(128)))
                    .is_none_or(|rest| rest == 0))
    }
}

/// One block of a table.
#[derive(Clone, Copy, Debug)]
struct Entry<K> {
    key: K,
    /// What the block belongs to, as an index into the table's values.
    value: u32,
    /// The nearest container, as an index into the sorted entries.
    parent: u32,
}

fn sorted<K: Key>(count: usize, blocks: impl Iterator<Item = (Cidr, u32)>) -> Vec<Entry<K>> {
    let mut entries: Vec<Entry<K>> = Vec::with_capacity(count);
    entries.extend(blocks.map(|(cidr, value)| Entry {
        key: K::of(cidr),
        value,
        parent: NONE,
    }));
    // The value as second key keeps the order of reading among equal blocks.
    entries.par_sort_unstable_by_key(|entry| (entry.key, entry.value));
    let mut open: Vec<u32> = Vec::new();
    for at in 0..entries.len() {
        let key = entries[at].key;
        while let Some(top) = open.last() {
            if entries[*top as usize].key.contains(key) {
                break;
            }
            open.pop();
        }
        entries[at].parent = open.last().copied().unwrap_or(NONE);
        open.push(u32::try_from(at).unwrap_or(NONE));
    }
    entries
}

/// Blocks of both families, each with a value.
#[derive(Debug)]
pub struct PrefixTable<T> {
    values: Vec<(Cidr, T)>,
    v4: Vec<Entry<Key4>>,
    v6: Vec<Entry<Key6>>,
}

impl<T: Copy> PrefixTable<T> {
    /// Sorts the blocks; host bits are cleared.
    #[must_use]
    pub fn new(blocks: impl IntoIterator<Item = (Cidr, T)>) -> Self {
        let values: Vec<(Cidr, T)> = blocks
            .into_iter()
            .map(|(cidr, value)| (cidr.network(), value))
            .collect();
        let of = |family| {
            values
                .iter()
                .enumerate()
                .filter(move |(_, (cidr, _))| cidr.family() == family)
                .filter_map(|(at, (cidr, _))| Some((*cidr, u32::try_from(at).ok()?)))
        };
        let count = of(Family::Ipv4).count();
        let v4 = sorted(count, of(Family::Ipv4));
        let v6 = sorted(values.len() - count, of(Family::Ipv6));
        Self { values, v4, v6 }
    }

    /// How many blocks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    fn value(&self, at: u32) -> (Cidr, T) {
        self.values[at as usize]
    }

    fn containers_in<K: Key>(&self, entries: &[Entry<K>], key: K) -> Vec<(Cidr, T)> {
        let mut found = Vec::new();
        let before = entries.partition_point(|entry| entry.key <= key);
        let mut at = before
            .checked_sub(1)
            .and_then(|at| u32::try_from(at).ok())
            .unwrap_or(NONE);
        while let Some(entry) = entries.get(at as usize) {
            if entry.key.contains(key) {
                found.push(self.value(entry.value));
            }
            at = entry.parent;
        }
        found
    }

    fn within_in<K: Key>(&self, entries: &[Entry<K>], key: K) -> Vec<(Cidr, T)> {
        let start = entries.partition_point(|entry| entry.key <= key);
        entries[start..]
            .iter()
            .take_while(|entry| key.contains(entry.key))
            .map(|entry| self.value(entry.value))
            .collect()
    }

    /// The blocks that contain `cidr` or equal it, the longest first.
    #[must_use]
    pub fn containers(&self, cidr: Cidr) -> Vec<(Cidr, T)> {
        match cidr.family() {
            Family::Ipv4 => self.containers_in(&self.v4, Key4::of(cidr)),
            Family::Ipv6 => self.containers_in(&self.v6, Key6::of(cidr)),
        }
    }

    /// The blocks that have an address in common with `cidr`: its containers, the longest first, then what lies inside, in order.
    #[must_use]
    pub fn overlapping(&self, cidr: Cidr) -> Vec<(Cidr, T)> {
        let mut found = self.containers(cidr);
        found.extend(match cidr.family() {
            Family::Ipv4 => self.within_in(&self.v4, Key4::of(cidr)),
            Family::Ipv6 => self.within_in(&self.v6, Key6::of(cidr)),
        });
        found
    }

    /// The blocks that hold an address, the longest first.
    #[must_use]
    pub fn holding(&self, address: IpAddr) -> Vec<(Cidr, T)> {
        self.containers(Cidr(address.into()))
    }

    /// The longest block that holds an address and for which `accept` says yes.
    pub fn longest(&self, address: IpAddr, mut accept: impl FnMut(T) -> bool) -> Option<(Cidr, T)> {
        self.holding(address)
            .into_iter()
            .find(|(_, value)| accept(*value))
    }

    /// Every block that lies in another one, with its nearest container.
    #[must_use]
    pub fn nested(&self) -> Vec<Overlap<T>> {
        let mut found = self.nested_in(&self.v4);
        found.append(&mut self.nested_in(&self.v6));
        found
    }

    fn nested_in<K: Key>(&self, entries: &[Entry<K>]) -> Vec<Overlap<T>> {
        let inner = || entries.iter().filter(|entry| entry.parent != NONE);
        let mut found = Vec::with_capacity(inner().count());
        found.extend(inner().filter_map(|entry| {
            let outer = entries.get(entry.parent as usize)?;
            Some(Overlap {
                outer: self.value(outer.value),
                inner: self.value(entry.value),
            })
        }));
        found
    }
}

/// Two blocks that have addresses in common: all those of the inner one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap<T> {
    /// The containing block (or the earlier one of two equal blocks).
    pub outer: (Cidr, T),
    /// The contained block.
    pub inner: (Cidr, T),
}

/// Each block of a list that lies in another one, with its nearest container: at most one overlap a block.
#[must_use]
pub fn overlaps<T: Copy>(blocks: impl IntoIterator<Item = (Cidr, T)>) -> Vec<Overlap<T>> {
    PrefixTable::new(blocks).nested()
}

/// Overlaps between two lists: each block that lies in one of the other list, with its nearest container there. Blocks of
/// one list that overlap each other are not reported.
#[must_use]
pub fn shared<T: Copy>(
    left: impl IntoIterator<Item = (Cidr, T)>,
    right: impl IntoIterator<Item = (Cidr, T)>,
) -> Vec<Overlap<T>> {
    let left = left.into_iter().map(|(cidr, value)| (cidr, (true, value)));
    let right = right
        .into_iter()
        .map(|(cidr, value)| (cidr, (false, value)));
    let table = PrefixTable::new(left.chain(right));
    let mut found = Vec::new();
    across(&table, &table.v4, &mut found);
    across(&table, &table.v6, &mut found);
    found
}

fn across<K: Key, T: Copy>(
    table: &PrefixTable<(bool, T)>,
    entries: &[Entry<K>],
    found: &mut Vec<Overlap<T>>,
) {
    for entry in entries {
        let (inner, (side, value)) = table.value(entry.value);
        let mut at = entry.parent;
        while let Some(container) = entries.get(at as usize) {
            let (outer, (other, other_value)) = table.value(container.value);
            if other != side {
                found.push(Overlap {
                    outer: (outer, other_value),
                    inner: (inner, value),
                });
                break;
            }
            at = container.parent;
        }
    }
}

/// A block of a network or subnet, by its place in the element's own list.
#[derive(Debug)]
pub struct BlockRef<E> {
    /// The element.
    pub owner: Id<E>,
    /// Which of its blocks.
    pub nth: u32,
}

impl<E> Clone for BlockRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for BlockRef<E> {}
impl<E> PartialEq for BlockRef<E> {
    fn eq(&self, other: &Self) -> bool {
        self.owner == other.owner && self.nth == other.nth
    }
}

/// All live blocks of a design.
#[derive(Debug)]
pub struct Prefixes {
    /// Those of live networks.
    pub networks: PrefixTable<BlockRef<Network>>,
    /// Those of live subnets.
    pub subnets: PrefixTable<BlockRef<Subnet>>,
}

impl Prefixes {
    /// Collects the live blocks of live networks and subnets.
    #[must_use]
    pub fn build(design: &Design) -> Self {
        let (networks, subnets) = rayon::join(
            || {
                PrefixTable::new(design.networks.iter().flat_map(|(owner, network)| {
                    let live = network.head.state.is_live();
                    blocks(owner, if live { &network.cidrs } else { &[] })
                }))
            },
            || {
                PrefixTable::new(design.subnets.iter().flat_map(|(owner, subnet)| {
                    let live = subnet.head.state.is_live();
                    blocks(owner, if live { &subnet.cidrs } else { &[] })
                }))
            },
        );
        Self { networks, subnets }
    }
}

fn blocks<E>(
    owner: Id<E>,
    blocks: &[crate::model::CidrBlock],
) -> impl Iterator<Item = (Cidr, BlockRef<E>)> {
    blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.state.is_live())
        .filter_map(move |(nth, block)| {
            let nth = u32::try_from(nth).ok()?;
            Some((block.cidr.get()?, BlockRef { owner, nth }))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Scalar;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    /// A small generator, so that the test needs no clock and no crate.
    fn numbers(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 33
        }
    }

    #[test]
    fn answers_equal_those_of_comparing_all_pairs() {
        let mut next = numbers(7);
        let mut blocks = Vec::new();
        for at in 0..300_u64 {
            let len = 20 + next() % 13;
            let text = if at % 3 == 0 {
                format!("fd00:{:x}::/{}", next() % 16, 16 + next() % 17)
            } else {
                format!("10.0.{}.{}/{len}", next() % 16, next() % 256)
            };
            blocks.push((cidr(&text), at));
        }
        let table = PrefixTable::new(blocks.clone());
        for (wanted, _) in &blocks {
            let mut got: Vec<u64> = table.overlapping(*wanted).iter().map(|b| b.1).collect();
            got.sort_unstable();
            let naive: Vec<u64> = blocks
                .iter()
                .filter(|(other, _)| other.overlaps(*wanted))
                .map(|b| b.1)
                .collect();
            assert_eq!(got, naive, "{wanted}");
            let lens: Vec<u8> = table
                .containers(*wanted)
                .iter()
                .map(|(c, _)| c.prefix_len())
                .collect();
            assert!(lens.is_sorted_by(|a, b| a >= b));
        }
        let nested = table.nested();
        for (inner, at) in &blocks {
            let longest = blocks
                .iter()
                .filter(|(outer, other)| {
                    outer.contains(*inner)
                        && (outer.prefix_len() < inner.prefix_len() || other < at)
                })
                .map(|(outer, _)| outer.prefix_len())
                .max();
            let got = nested.iter().find(|o| o.inner.1 == *at);
            assert_eq!(got.map(|o| o.outer.0.prefix_len()), longest, "{inner}");
        }
        let (left, right) = blocks.split_at(150);
        let found = shared(left.to_vec(), right.to_vec());
        for (inner, at) in &blocks {
            let (mine, others) = if *at < 150 {
                (left, right)
            } else {
                (right, left)
            };
            assert!(mine.iter().any(|b| b.1 == *at));
            let expected = others.iter().any(|(outer, other)| {
                outer.contains(*inner) && (outer.prefix_len() < inner.prefix_len() || other < at)
            });
            assert_eq!(found.iter().any(|o| o.inner.1 == *at), expected, "{inner}");
        }
    }

    #[test]
    fn the_whole_space_and_single_addresses_are_blocks_too() {
        let table = PrefixTable::new([
            (cidr("0.0.0.0/0"), 0),
            (cidr("::/0"), 1),
            (cidr("10.0.0.1/32"), 2),
            (cidr("fd00::1/128"), 3),
            (cidr("255.255.255.255/32"), 4),
        ]);
        let of = |text: &str| {
            let address: IpAddr = text.parse().unwrap();
            table
                .holding(address)
                .iter()
                .map(|b| b.1)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("10.0.0.1"), [2, 0]);
        assert_eq!(of("10.0.0.2"), [0]);
        assert_eq!(of("fd00::1"), [3, 1]);
        assert_eq!(of("255.255.255.255"), [4, 0]);
        assert_eq!(
            table
                .longest("10.0.0.1".parse().unwrap(), |v| v != 2)
                .unwrap()
                .1,
            0
        );
        assert_eq!(table.overlapping(cidr("10.0.0.0/8")).len(), 2);
    }

    #[test]
    fn equal_blocks_are_one_overlap() {
        let found = overlaps([(cidr("10.0.0.0/16"), 'a'), (cidr("10.0.0.0/16"), 'b')]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].outer.1, found[0].inner.1), ('a', 'b'));
        assert!(shared([(cidr("10.0.0.0/16"), 1), (cidr("10.0.1.0/24"), 1)], []).is_empty());
    }
}
