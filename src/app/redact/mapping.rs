//! What takes the place of account ids, names and public addresses: other ones of the same kind, by a key.

use std::hash::Hasher;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use siphasher::sip::SipHasher24;

use crate::model::Cidr;
use crate::profile::range::touches_special;

/// Bits of an address that are mapped: what stands behind them tells the ends of a link apart and stays.
const MAPPED_V4: u8 = 24;
const MAPPED_V6: u8 = 64;

/// A mapping that is one to one in each of its kinds and depends on the key alone.
#[derive(Clone, Debug)]
pub struct Mapping {
    key: [u8; 16],
}

impl Mapping {
    /// From a text; the same text gives the same mapping.
    #[must_use]
    pub fn from_key(text: &str) -> Self {
        let half = |n: u8| {
            let mut hasher = SipHasher24::new();
            hasher.write_u8(n);
            hasher.write(text.as_bytes());
            hasher.finish().to_le_bytes()
        };
        let mut key = [0; 16];
        let halves = [half(0), half(1)].concat();
        key.copy_from_slice(&halves);
        Self { key }
    }

    /// Another one each time.
    #[must_use]
    pub fn random() -> Self {
        use std::hash::{BuildHasher, RandomState};
        let mut key = [0; 16];
        let halves = [0_u8, 1].map(|n| RandomState::new().hash_one(n).to_le_bytes());
        key.copy_from_slice(&halves.concat());
        Self { key }
    }

    fn number(&self, kind: &str, data: &[u8]) -> u64 {
        let mut hasher = SipHasher24::new_with_key(&self.key);
        hasher.write(kind.as_bytes());
        hasher.write_u8(0xff);
        hasher.write(data);
        hasher.finish()
    }

    /// Another account id of twelve digits, with a zero in front where this one has one. What is no such id stays.
    #[must_use]
    pub fn account(&self, digits: &str) -> String {
        let width = digits.len();
        let Some(number) = digits.parse::<u64>().ok().filter(|_| width == 12) else {
            return digits.to_owned();
        };
        let zero = digits.starts_with('0');
        let mut mapped = number;
        // Walks until it is a number of this kind again; what is mapped to another one comes back this way.
        loop {
            mapped = self.shuffled(mapped);
            let text = format!("{mapped:0width$}");
            if text.len() == width && text.starts_with('0') == zero {
                return text;
            }
        }
    }

    /// A permutation of 40-bit numbers: four rounds of a Feistel network.
    fn shuffled(&self, number: u64) -> u64 {
        const HALF: u64 = (1 << 20) - 1;
        let (mut left, mut right) = ((number >> 20) & HALF, number & HALF);
        for round in 0..4_u8 {
            let mut data = right.to_le_bytes().to_vec();
            data.push(round);
            let mixed = left ^ (self.number("account", &data) & HALF);
            (left, right) = (right, mixed);
        }
        (left << 20) | right
    }

    /// Another word of 32 hexadecimal digits.
    #[must_use]
    pub fn hexadecimal(&self, word: &str) -> String {
        let lower = word.to_ascii_lowercase();
        let half = |kind| self.number(kind, lower.as_bytes());
        format!("{:016x}{:016x}", half("hex-1"), half("hex-2"))
    }

    /// A name of the same shape: letters for letters, digits for digits, everything else as it is. Names that begin alike
    /// stay alike there, and different ones stay different.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        let mut mapped = String::with_capacity(name.len());
        // Stands for everything before.
        let mut before = self.number("name", b"");
        for character in name.chars() {
            let turn = |first: u8, count: u8, own: u8| {
                let by = u8::try_from(before % u64::from(count)).unwrap_or_default();
                char::from(first + (own - first + by) % count)
            };
            mapped.push(match (character, u8::try_from(character)) {
                ('a'..='z', Ok(own)) => turn(b'a', 26, own),
                ('A'..='Z', Ok(own)) => turn(b'A', 26, own),
                ('0'..='9', Ok(own)) => turn(b'0', 10, own),
                (other, _) => other,
            });
            let so_far = (u128::from(before) << 32) | u128::from(u32::from(character));
            before = self.number("name", &so_far.to_le_bytes());
        }
        mapped
    }

    /// Another public address, or the same one where it is not public. Of a block `length` says how many bits count; blocks
    /// that lie in each other do so afterwards.
    #[must_use]
    pub fn address(&self, address: IpAddr, length: Option<u8>) -> IpAddr {
        let (width, most) = match address {
            IpAddr::V4(_) => (32_u8, MAPPED_V4),
            IpAddr::V6(_) => (128, MAPPED_V6),
        };
        let bits = match address {
            IpAddr::V4(v4) => u128::from(v4.to_bits()) << 96,
            IpAddr::V6(v6) => v6.to_bits(),
        };
        let mut mapped = bits;
        for at in 0..length.unwrap_or(width).min(most) {
            // No special block lies in the half that is turned or around it, so these stay where they are.
            let block = IpNet::new(address, at).map(|block| Cidr(block.trunc()));
            if block.is_ok_and(|block| touches_special(block).is_none()) {
                let before = if at == 0 { 0 } else { bits >> (128 - at) };
                let mut data = before.to_le_bytes().to_vec();
                data.extend([width, at]);
                if self.number("address", &data) & 1 == 1 {
                    mapped ^= 1 << (127 - at);
                }
            }
        }
        match address {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::from_bits(
                u32::try_from(mapped >> 96).unwrap_or_default(),
            )),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(mapped)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping() -> Mapping {
        Mapping::from_key("a key")
    }

    #[test]
    fn accounts_stay_apart_and_keep_their_shape() {
        let mut seen = std::collections::BTreeSet::new();
        for number in 0..2_000_u64 {
            let digits = format!("{:012}", number * 499_999_999);
            let mapped = mapping().account(&digits);
            assert_eq!(mapped.len(), 12);
            assert_eq!(mapped.starts_with('0'), digits.starts_with('0'), "{digits}");
            assert!(seen.insert(mapped));
        }
        assert_eq!(
            mapping().account("111122223333"),
            mapping().account("111122223333")
        );
        let other = Mapping::from_key("another key");
        assert_ne!(
            mapping().account("111122223333"),
            other.account("111122223333")
        );
        assert_ne!(Mapping::random().key, Mapping::random().key);
    }

    #[test]
    fn names_keep_their_shape() {
        let name = mapping().name("Prod-net_01 (ü)");
        let shape = |text: &str| -> String {
            text.chars()
                .map(|c| match c {
                    'a'..='z' => 'a',
                    'A'..='Z' => 'A',
                    '0'..='9' => '0',
                    other => other,
                })
                .collect()
        };
        assert_eq!(shape(&name), "Aaaa-aaa_00 (ü)");
        let names: std::collections::BTreeSet<String> = ('a'..='z')
            .map(|c| mapping().name(&c.to_string()))
            .collect();
        assert_eq!(names.len(), 26);
    }

    #[test]
    fn addresses_keep_their_prefixes() {
        let map = |text: &str, length: Option<u8>| mapping().address(text.parse().unwrap(), length);
        for special in [
            "10.1.2.3",
            "172.16.0.1",
            "192.168.255.255",
            "100.64.1.1",
            "169.254.10.2",
            "127.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.5",
            "198.51.100.7",
            "203.0.113.9",
            "fd00::1",
            "fe80::1",
            "2001:db8::1",
            "::1",
            "::",
        ] {
            assert_eq!(map(special, None).to_string(), special);
        }
        let shared = |a: IpAddr, b: IpAddr| -> u32 {
            match (a, b) {
                (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
                (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
                _ => 0,
            }
        };
        let addresses = [
            "52.95.110.1",
            "52.95.110.2",
            "52.95.111.9",
            "52.94.0.1",
            "53.0.0.1",
            "54.239.0.16",
            "8.8.8.8",
            "198.50.1.1",
            "11.0.0.1",
            "9.255.255.1",
            "2600:1f18::1",
            "2600:1f18:0:1::1",
            "2600:1f1c::9",
            "2a05:d018::1",
        ];
        let mut moved = 0;
        for one in addresses {
            let mapped = map(one, None);
            moved += usize::from(mapped.to_string() != one);
            let public = Cidr(IpNet::from(mapped));
            assert!(touches_special(public).is_none(), "{one} becomes {mapped}");
            for other in addresses {
                let (a, b): (IpAddr, IpAddr) = (one.parse().unwrap(), other.parse().unwrap());
                assert_eq!(
                    shared(a, b),
                    shared(mapped, map(other, None)),
                    "{one} {other}"
                );
            }
        }
        assert!(moved > 10, "{moved}");
        // A block holds what it held, and keeps its host bits.
        let block = map("52.95.0.0", Some(16));
        assert!(shared(block, map("52.95.110.1", None)) >= 16);
        assert!(block.to_string().ends_with(".0.0"));
        assert!(map("54.239.0.17", Some(31)).to_string().ends_with(".17"));
    }
}
