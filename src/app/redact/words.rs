//! Account ids and public addresses in any text, also in the middle of longer words such as ARNs.

use std::net::IpAddr;
use std::ops::Range;

use super::mapping::Mapping;
use super::{Edit, Known, What};

/// Edits for what stands in `range` of `text`.
pub(super) fn edits(
    text: &str,
    range: Range<usize>,
    what: &What,
    known: &Known,
    mapping: &Mapping,
    out: &mut Vec<Edit>,
) {
    let mut at = range.start;
    let bytes = text.as_bytes();
    while at < range.end {
        if !is_digit_or_colon(bytes, at) || !begins(bytes, at) {
            at += 1;
            continue;
        }
        let end = word_end(bytes, at, range.end);
        let word = text.get(at..end).unwrap_or_default();
        if let Some((length, new)) = replaced(text, at, word, what, known, mapping) {
            out.push(Edit {
                range: at..at + length,
                new,
            });
            at += length;
        } else if word.len() > 1 && word.contains([':', '.']) {
            // A word of a longer one, such as the account in an ARN, begins behind the next mark.
            at += word.find([':', '.']).map_or(word.len(), |mark| mark + 1);
        } else {
            at = end.max(at + 1);
        }
    }
}

fn is_digit_or_colon(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(at)
        .is_some_and(|byte| byte.is_ascii_hexdigit() || *byte == b':')
}

/// Whether a word begins here: no letter or digit stands before, unless it belongs to an escape such as `\n`.
fn begins(bytes: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| bytes.get(at)).copied();
    match before(1) {
        Some(b'n' | b'r' | b't') if before(2) == Some(b'\\') => true,
        Some(byte) => !byte.is_ascii_alphanumeric(),
        None => true,
    }
}

/// The end of the hexadecimal digits, dots and colons that begin here.
fn word_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let rest = bytes.get(at..end).unwrap_or_default();
    let inside = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    at + rest
        .iter()
        .position(|byte| !inside(byte))
        .unwrap_or(rest.len())
}

/// What stands in place of the beginning of a word, and how much of it that is.
fn replaced(
    text: &str,
    at: usize,
    word: &str,
    what: &What,
    known: &Known,
    mapping: &Mapping,
) -> Option<(usize, String)> {
    if what.public_addresses
        && let Some(found) = address(text, at, word, mapping)
    {
        return Some(found);
    }
    if !what.accounts {
        return None;
    }
    let digits = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    if digits == 12 && is_account(text, at, at + digits) {
        return Some((digits, mapping.account(word.get(..digits)?)));
    }
    project(text.get(at..)?, known, mapping)
}

/// The project at the beginning of a text, as 32 digits or as a UUID, mapped in the same form.
fn project(rest: &str, known: &Known, mapping: &Mapping) -> Option<(usize, String)> {
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    let end = rest
        .find(|c: char| !c.is_ascii_hexdigit() && c != '-')
        .unwrap_or(rest.len());
    let word = rest.get(..end)?.trim_end_matches('-');
    let hyphens: Vec<usize> = word.match_indices('-').map(|(at, _)| at).collect();
    if !(word.len() == 32 && hyphens.is_empty() || word.len() == 36 && hyphens == HYPHENS) {
        return None;
    }
    let plain = word.replace('-', "").to_ascii_lowercase();
    if !known.projects.contains(&plain) || rest.get(end..)?.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut mapped = mapping.hexadecimal(&plain);
    for at in hyphens {
        mapped.insert(at, '-');
    }
    Some((word.len(), mapped))
}

/// Whether twelve digits are an account id: not part of a number with a point, nor the end of a UUID.
fn is_account(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let byte = |at: usize| bytes.get(at).copied();
    if byte(end).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let before = start.checked_sub(1);
    if before.and_then(byte) == Some(b'.') && digit(start.checked_sub(2)) {
        return false;
    }
    if byte(end) == Some(b'.') && digit(Some(end + 1)) {
        return false;
    }
    !ends_uuid(text.get(..start).unwrap_or_default())
}

/// Whether a text ends with the first four groups of a UUID.
fn ends_uuid(before: &str) -> bool {
    let Some(tail) = before.len().checked_sub(24).and_then(|at| before.get(at..)) else {
        return false;
    };
    tail.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

/// The address at the beginning of a word, or of a name such as `ec2-52-95-110-1`, mapped.
fn address(text: &str, at: usize, word: &str, mapping: &Mapping) -> Option<(usize, String)> {
    let rest = text.get(at..)?;
    if let Some(found) = hyphenated(text, at, rest, mapping) {
        return Some(found);
    }
    // A sentence may end behind an address.
    let mut plain = word.trim_end_matches('.');
    if plain.ends_with(':') && !plain.ends_with("::") {
        plain = plain.trim_end_matches(':');
    }
    // Behind a colon only an IPv4 address begins, behind a point none.
    let before = text.get(..at)?.chars().next_back();
    if before == Some('.') {
        return None;
    }
    let (address, plain) = match plain.parse::<IpAddr>() {
        Ok(address) if before == Some(':') && address.is_ipv6() => return None,
        Ok(address) => (address, plain),
        Err(_) => {
            // With a port or another field behind it.
            let first = plain
                .split(':')
                .next()
                .filter(|first| first.contains('.'))?;
            (first.parse().ok()?, first)
        }
    };
    let after = rest.get(plain.len()..)?;
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let length = after.strip_prefix('/').and_then(|after| {
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        after.get(..digits)?.parse::<u8>().ok()
    });
    let mapped = mapping.address(address, length);
    if mapped == address {
        // As it is written.
        return None;
    }
    Some((plain.len(), mapped.to_string()))
}

fn hyphenated(text: &str, at: usize, rest: &str, mapping: &Mapping) -> Option<(usize, String)> {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(rest.len());
    let written = rest.get(..end)?;
    let before = text.get(..at)?;
    if written.matches('-').count() != 3 || !before.ends_with("ec2-") {
        return None;
    }
    let address: IpAddr = written.replace('-', ".").parse().ok()?;
    let mapped = mapping.address(address, None).to_string();
    Some((end, mapped.replace('.', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str) -> String {
        let what = What {
            accounts: true,
            names: false,
            public_addresses: true,
        };
        let known = Known {
            projects: ["0123456789abcdef0123456789abcdef".to_owned()].into(),
        };
        let mut found = Vec::new();
        let mapping = Mapping::from_key("k");
        edits(text, 0..text.len(), &what, &known, &mapping, &mut found);
        super::super::applied(text, found)
    }

    fn account(id: &str) -> String {
        Mapping::from_key("k").account(id)
    }

    fn address(text: &str) -> String {
        let mapped = Mapping::from_key("k").address(text.parse().unwrap(), None);
        assert_ne!(mapped.to_string(), text);
        mapped.to_string()
    }

    #[test]
    fn accounts_are_found_in_longer_words() {
        let id = "111122223333";
        let new = account(id);
        for text in [
            "@",
            "arn:aws:ec2:eu-west-1:@:vpc/vpc-1",
            "arn:aws:iam::@:role/x",
            "@.dkr.ecr.amazonaws.com",
            "line\\n@ line",
            "of_@_",
            "exports/@/eu-west-1",
            "x @, y",
            "\"@\"",
        ] {
            assert_eq!(
                edited(&text.replace('@', id)),
                text.replace('@', &new),
                "{text}"
            );
        }
        for text in [
            "1111222233334",
            "x111122223333",
            "111122223333x",
            "0.111122223333",
            "111122223333.5",
            "01234567-89ab-cdef-0123-111122223333",
            "vpc-0111122223333",
            "fedcba98765432100123456789abcdef",
        ] {
            assert_eq!(edited(text), text);
        }
        let project = "0123456789abcdef0123456789abcdef";
        let moved = edited(&format!("a {project}."));
        assert!(!moved.contains(project) && moved.len() == 35, "{moved}");
        let uuid = edited("01234567-89ab-cdef-0123-456789abcdef");
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.replace('-', ""), moved[2..34]);
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        let one = address("52.95.110.1");
        for text in [
            "@",
            "@:443",
            "https://@/x",
            "at @.",
            "(@)",
            "a\\n@",
            "@/32",
            "[@,@]",
        ] {
            assert_eq!(
                edited(&text.replace('@', "52.95.110.1")),
                text.replace('@', &one),
                "{text}"
            );
        }
        let six = address("2600:1f18::1");
        for text in ["@", "[@]:443", "@/64 x", "\"@\""] {
            assert_eq!(
                edited(&text.replace('@', "2600:1f18::1")),
                text.replace('@', &six),
                "{text}"
            );
        }
        let host = edited("ec2-52-95-110-1.compute.amazonaws.com");
        assert_eq!(
            host,
            format!("ec2-{}.compute.amazonaws.com", one.replace('.', "-"))
        );
        for text in [
            "10.0.0.0/8",
            "fd00:12::1",
            "2001:db8:1234:1a00::/56",
            "1.2.3",
            "1.2.3.4.5",
            "12:30:45",
            "2026-01-01T00:00:00Z",
            "0a:1b:2c:3d:4e:5f",
            "::",
            "ip-10-0-0-1",
            "x52.95.110.1",
        ] {
            assert_eq!(edited(text), text);
        }
    }
}
