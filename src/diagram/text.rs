//! Text from inputs made fit for pictures: harmless characters, whole but wrapped lines, keys, an order that people expect.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// Widest line of a label, in characters. Longer text is wrapped, never cut.
const WIDTH: usize = 44;

/// The text with every character that does not print, or that changes how others print, shown as a visible one.
///
/// Control characters become their Unicode control pictures; marks of direction, separators of lines, invisible
/// characters and what XML forbids become U+FFFD; text of blanks alone becomes visible blanks. Newlines never remain.
#[must_use]
pub fn clean(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|c| c == ' ') {
        return "\u{2420}".repeat(text.len());
    }
    text.chars()
        .map(|c| match c {
            '\u{7f}' => '\u{2421}',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
            // Other blanks look like the plain one but are trimmed or kept differently by each format.
            '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

/// Clean text in lines of bearable width, broken after blanks and punctuation where possible.
#[must_use]
pub fn wrap(text: &str) -> Vec<String> {
    let clean = clean(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    let mut break_at = None;
    for c in clean.chars() {
        if c == ' ' && line.is_empty() {
            // A blank at a break belongs to the line before, where nobody sees it.
            if let Some(last) = lines.last_mut() {
                String::push(last, c);
                continue;
            }
        }
        line.push(c);
        length += 1;
        if matches!(c, ' ' | ',' | ';' | '/' | '-' | '_' | '.' | ':') {
            break_at = Some((line.len(), length));
        }
        if length >= WIDTH {
            let (bytes, chars) = break_at
                .filter(|(_, chars)| *chars >= WIDTH / 2)
                .unwrap_or((line.len(), length));
            let mut rest = line.split_off(bytes);
            length -= chars;
            if rest.starts_with(' ') {
                line.push(rest.remove(0));
                length -= 1;
            }
            lines.push(std::mem::replace(&mut line, rest));
            break_at = None;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text in ASCII letters, digits and `-_./`, every other byte as `%XX`: an identifier in every format, reversible.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Order in which numbers inside texts count as numbers: `app-2` before `app-10`.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(l), Some(r)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if l.is_ascii_digit() && r.is_ascii_digit() {
            let (l_digits, l_rest) = split_digits(left);
            let (r_digits, r_rest) = split_digits(right);
            let order = l_digits
                .len()
                .cmp(&r_digits.len())
                .then_with(|| l_digits.cmp(r_digits));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (l_rest, r_rest);
        } else {
            if l != r {
                return l.cmp(&r);
            }
            (left, right) = (
                left.split_at(l.len_utf8()).1,
                right.split_at(r.len_utf8()).1,
            );
        }
    }
}

/// Leading digits without leading zeros, and what follows them.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

/// A count and its noun.
#[must_use]
pub fn count(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else if let Some(stem) = one.strip_suffix('y') {
        if stem.ends_with(['a', 'e', 'o', 'u']) {
            format!("{n} {one}s")
        } else {
            format!("{n} {stem}ies")
        }
    } else if one.ends_with(['x', 's']) {
        format!("{n} {one}es")
    } else {
        format!("{n} {one}s")
    }
}

/// The parts that are not empty, joined by a middle dot.
#[must_use]
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unprintable_characters_become_visible() {
        assert_eq!(clean("a\nb\u{1b}[1m\u{202e}c\0"), "a␊b␛[1m\u{fffd}c␀");
        assert_eq!(clean("  "), "␠␠");
        assert_eq!(clean("größe 共享"), "größe 共享");
    }

    #[test]
    fn wrapping_loses_nothing() {
        let long = "eu-west-1/".repeat(30);
        let lines = wrap(&long);
        assert!(
            lines
                .iter()
                .all(|line| line.trim_end().chars().count() <= WIDTH)
        );
        assert_eq!(lines.concat(), long);
        assert_eq!(wrap(&"x".repeat(100)).concat(), "x".repeat(100));
        assert_eq!(wrap(""), [""]);
        let words =
            "known only from references, and so not a part of the input at all, or so it is said";
        let lines = wrap(words);
        assert_eq!(lines.concat(), words);
        assert!(lines.iter().all(|line| !line.starts_with(' ')));
    }

    #[test]
    fn numbers_count_as_numbers() {
        let mut names = ["app-10", "app-2", "app-02b", "app", "app-2a"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["app", "app-2", "app-2a", "app-02b", "app-10"]);
    }

    #[test]
    fn identifiers_are_reversible_ascii() {
        assert_eq!(encode("network/a b\"%"), "network/a%20b%22%25");
    }

    #[test]
    fn plurals() {
        assert_eq!(count(2, "gateway"), "2 gateways");
        assert_eq!(count(2, "proxy"), "2 proxies");
        assert_eq!(count(3, "prefix"), "3 prefixes");
        assert_eq!(count(1, "subnet"), "1 subnet");
    }
}
