//! SHA-256 (FIPS 180-4) in Base64, to compare with the hashes that pages name.

/// The first bits of the fractional part of a root of the primes, as integers so that nothing is rounded.
fn root_bits(prime: u128, cube: bool) -> u32 {
    // The greatest n with n² <= p·2^64, or n³ <= p·2^96: the root in 32 binary places.
    let fits = |n: u128| {
        if cube {
            n * n * n <= prime << 96
        } else {
            n * n <= prime << 64
        }
    };
    let mut n: u128 = 0;
    for bit in (0..37).rev() {
        if fits(n | 1 << bit) {
            n |= 1 << bit;
        }
    }
    u32::try_from(n & 0xffff_ffff).unwrap()
}

pub(super) fn sha256(data: &[u8]) -> [u8; 32] {
    let primes: Vec<u128> = (2..)
        .filter(|n| (2..*n).all(|d| n % d != 0))
        .take(64)
        .collect();
    let k: Vec<u32> = primes.iter().map(|p| root_bits(*p, true)).collect();
    let mut h: Vec<u32> = primes
        .iter()
        .take(8)
        .map(|p| root_bits(*p, false))
        .collect();
    let mut text = data.to_vec();
    text.push(0x80);
    while text.len() % 64 != 56 {
        text.push(0);
    }
    text.extend((data.len() as u64 * 8).to_be_bytes());
    for block in text.chunks(64) {
        let mut w: Vec<u32> = block
            .chunks(4)
            .map(|word| u32::from_be_bytes(word.try_into().unwrap()))
            .collect();
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(
                w[i - 16]
                    .wrapping_add(s0)
                    .wrapping_add(w[i - 7])
                    .wrapping_add(s1),
            );
        }
        let mut v = h.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let one = v[7]
                .wrapping_add(s1)
                .wrapping_add(choice)
                .wrapping_add(k[i])
                .wrapping_add(w[i]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            let two = s0.wrapping_add(majority);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(one);
            v[0] = one.wrapping_add(two);
        }
        for (sum, part) in h.iter_mut().zip(v) {
            *sum = sum.wrapping_add(part);
        }
    }
    let bytes: Vec<u8> = h.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.try_into().unwrap()
}

pub(super) fn base64(data: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in sha256(data).chunks(3) {
        let bits = three
            .iter()
            .fold(0usize, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * place) & 63];
            out.push(if place <= three.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[test]
fn known_hashes() {
    // Of nothing, and the example of the standard.
    assert_eq!(base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_eq!(
        base64(b"abc"),
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
}
