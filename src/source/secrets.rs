//! What may be shown of a file: its lines, with secrets masked.

use std::borrow::Cow;
use std::ops::Range;

use super::file::SourceFile;
use super::json::unescape;

/// The names of keys whose values are secrets, in any casing and with or without underscores and hyphens.
///
/// A key with anything before such a name counts too: `tunnel1_preshared_key` is a `PreSharedKey`.
#[derive(Clone, Debug)]
pub struct SecretNames {
    names: Vec<Box<str>>,
    shortest: usize,
    /// Which letters or digits, in lower case, a name ends with.
    last: [bool; 128],
}

impl SecretNames {
    /// From the names as they are written somewhere.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<Box<str>> = names.into_iter().map(|n| plain(n).into()).collect();
        names.retain(|name| !name.is_empty());
        names.sort();
        names.dedup();
        let mut last = [false; 128];
        for byte in names.iter().filter_map(|name| name.bytes().last()) {
            if let Some(known) = last.get_mut(usize::from(byte)) {
                *known = true;
            }
        }
        let shortest = names.iter().map(|n| n.len()).min().unwrap_or(usize::MAX);
        SecretNames {
            names,
            shortest,
            last,
        }
    }

    /// Whether a key names a secret; it may be given as it is written in JSON between its quotes, with escapes.
    #[inline]
    pub(crate) fn holds(&self, key: &str, escaped: bool) -> bool {
        if key.len() < self.shortest {
            return false;
        }
        // Most keys are told apart by their last letter.
        match key.as_bytes().last().map(u8::to_ascii_lowercase) {
            Some(last) if last.is_ascii_alphanumeric() && !escaped => {
                self.last.get(usize::from(last)).is_some_and(|known| *known) && self.named(key)
            }
            _ => self.named(key),
        }
    }

    #[cold]
    fn named(&self, key: &str) -> bool {
        let key = plain(&unescape(key));
        self.names.iter().any(|name| key.ends_with(&**name))
    }

    /// Whether a text speaks of a secret, so that it may hold one: a document within a text, a comment.
    pub(crate) fn within(&self, text: &str) -> bool {
        let text = plain(text);
        self.names.iter().any(|name| text.contains(&**name))
    }
}

/// Letters and digits only, in lower case.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-'));
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// How much of a file is sound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Soundness {
    /// The end of what is.
    pub clear: usize,
    /// The place at which it is broken.
    pub fault: Option<usize>,
    /// Whether keys may stand without quotes.
    pub bare_keys: bool,
}

/// What may be shown of a file. Made by [`locate`](super::locate::locate), which knows where its secrets are.
///
/// Secrets are replaced by as many asterisks as they have characters. Of a text that breaks off or is broken, only what
/// stands before the broken document is shown, and the line at fault with all its values masked.
#[derive(Debug)]
pub struct Shown<'s> {
    source: &'s SourceFile,
    /// Sorted, apart from each other.
    secrets: Vec<Range<usize>>,
    /// Up to where secrets are known.
    clear: usize,
    /// The line at fault.
    fault: Option<Range<usize>>,
    /// Whether keys may stand without quotes.
    bare_keys: bool,
}

impl<'s> Shown<'s> {
    /// Of a file of which secrets are known as far as it is sound.
    pub(crate) fn new(
        source: &'s SourceFile,
        mut secrets: Vec<Range<usize>>,
        sound: Soundness,
    ) -> Self {
        let Soundness {
            clear,
            fault,
            bare_keys,
        } = sound;
        secrets.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(secrets.len());
        for range in secrets {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        let fault = fault.and_then(|at| {
            let at = super::error::offset(at);
            source.line(source.line_column(at, super::Unit::Characters).0)
        });
        Shown {
            source,
            secrets: apart,
            clear,
            fault,
            bare_keys,
        }
    }

    /// A line, counted from 1, without its line end; `None` where there is no such line or nothing of it may be shown.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<Cow<'s, str>> {
        self.cut(self.source.line(line)?)
    }

    /// A piece of the text, for lines that are too long to be shown; `None` where it may not be shown.
    #[must_use]
    pub fn cut(&self, range: Range<usize>) -> Option<Cow<'s, str>> {
        let text = self.source.text();
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end);
        let piece = text.get(start..end)?;
        if let Some(fault) = &self.fault
            && fault.start <= start
            && end <= fault.end
        {
            return Some(Cow::Owned(keys_only(
                piece,
                self.bare_keys && start == fault.start,
            )));
        }
        if end > self.clear {
            return None;
        }
        let first = self.secrets.partition_point(|secret| secret.end <= start);
        let mut masked = String::new();
        let mut at = start;
        for secret in self.secrets.get(first..).unwrap_or_default() {
            let (from, to) = (secret.start.max(start), secret.end.min(end));
            if secret.start >= end {
                break;
            }
            masked.push_str(text.get(at..from)?);
            let before = text.get(secret.start..from)?;
            let indent = before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
            mask(text.get(from..to)?, indent, &mut masked);
            at = to;
        }
        if at == start {
            return Some(Cow::Borrowed(piece));
        }
        masked.push_str(text.get(at..end)?);
        Some(Cow::Owned(masked))
    }
}

/// As many asterisks; line breaks and the indentation after them stay.
fn mask(secret: &str, mut indent: bool, out: &mut String) {
    for character in secret.chars() {
        match character {
            '\n' | '\r' => indent = true,
            ' ' | '\t' if indent => {}
            _ => indent = false,
        }
        out.push(if indent { character } else { '*' });
    }
}

/// A piece of a broken text: brackets, commas and keys, everything else masked.
///
/// Nothing is known about what stands before, so it may begin inside a text; only what looks like a key on both sides of
/// its quotes is taken for one. Where the line begins, a key may stand without quotes if `bare` says so.
fn keys_only(piece: &str, bare: bool) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut rest = piece;
    let mut begins = bare;
    while let Some(character) = rest.chars().next() {
        if let Some((key, after)) = key(rest, begins) {
            out.push_str(key);
            rest = after;
            begins = false;
            continue;
        }
        let kept = matches!(
            character,
            '{' | '}' | '[' | ']' | ',' | ':' | '"' | '\'' | '\n' | '\r'
        ) || character.is_whitespace()
            || (begins && character == '-');
        begins &= character.is_whitespace() || matches!(character, '-' | '{');
        out.push(if kept { character } else { '*' });
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    out
}

/// The key at the beginning of `rest` with its quotes and colon, and what follows.
fn key(rest: &str, begins: bool) -> Option<(&str, &str)> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    if quote.is_none() && !begins {
        return None;
    }
    let inner = rest.get(quote.map_or(0, char::len_utf8)..)?;
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let length = inner.find(|c| !word(c))?;
    let mut after = inner.get(length..)?;
    if let Some(quote) = quote {
        after = after.strip_prefix(quote)?;
    }
    let after = after.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    // Without quotes a colon makes a key only where a space follows.
    let divides = quote.is_some() || after.is_empty() || after.starts_with(char::is_whitespace);
    if length == 0 || !divides {
        return None;
    }
    Some((rest.get(..rest.len() - after.len())?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_casing() {
        let names = SecretNames::new(["authKey", "bgp_md5", "CustomerGatewayConfiguration"]);
        for key in [
            "authKey",
            "AuthKey",
            "auth_key",
            "AUTH-KEY",
            "BgpMd5",
            "auth_key_",
            "\\u0061uthKey",
            "customer_gateway_configuration",
            "oldAuthKey",
            "authKe\\u0079",
        ] {
            assert!(names.holds(key, key.contains('\\')), "{key}");
        }
        for key in [
            "key",
            "authKeys",
            "CustomerGatewayId",
            "Ä",
            "",
            "auth",
            "md5",
        ] {
            assert!(!names.holds(key, key.contains('\\')), "{key}");
        }
        assert!(!SecretNames::new([]).holds("authKey", false));
    }

    #[test]
    fn of_a_broken_line_only_keys_are_shown() {
        for (line, shown) in [
            (
                r#"  "authKey": "s3cret", "asn": 65000,"#,
                r#"  "authKey": "******", "asn": *****,"#,
            ),
            (r#"  "authKey": "s3cret"#, r#"  "authKey": "******"#),
            // The piece begins inside a text.
            (r#"s3cret", "other": "more"#, r#"******", "other": "****"#),
            (r#"s: 3cret", "a": 1"#, r#"*: *****", "a": *"#),
            ("- key:  s3:cret # note", "- key:  **:**** * ****"),
            ("   s3cret", "   ******"),
            ("{a: s3, b: s4}", "{a: **, *: **}"),
            ("'k' : ä😀", "'k' : **"),
            ("s3cret:x", "******:*"),
        ] {
            assert_eq!(
                keys_only(line, line.starts_with(['-', '{'])),
                shown,
                "{line}"
            );
        }
    }
}
