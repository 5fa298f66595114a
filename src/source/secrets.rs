//! What may be shown of a file: its lines, with secrets masked.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Sources;
use super::error::offset;
use super::file::{Opened, SourceFile};
use super::json::unescape;
use super::limits::Limits;
use super::locate::{Located, Pointer};
use super::position::{self, Position, Unit};
use super::span::{FileId, Span};

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

    /// Whether a text sets a secret, as a document within a text or a line that was commented out would.
    pub(crate) fn set_in(&self, text: &str) -> bool {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        memchr::memchr3_iter(b':', b'=', b'>', text.as_bytes()).any(|at| {
            let before = text.get(..at).unwrap_or_default();
            let before = before.trim_end_matches([' ', '\t', '"', '\'', '\\']);
            let name = before.trim_end_matches(word).len();
            before
                .get(name..)
                .is_some_and(|name| self.holds(name, false))
        })
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

/// What of a file may be shown. Made by [`locate`](super::locate()), which knows where its secrets are.
#[derive(Debug)]
pub struct Mask {
    /// Sorted, apart from each other.
    secrets: Vec<Range<usize>>,
    /// Up to where secrets are known.
    clear: usize,
    /// The line at fault.
    fault: Option<Range<usize>>,
    /// Whether keys may stand without quotes.
    bare_keys: bool,
}

impl Mask {
    /// Of a file of which secrets are known as far as it is sound.
    pub(crate) fn new(
        source: &SourceFile,
        mut secrets: Vec<Range<usize>>,
        sound: Soundness,
    ) -> Self {
        secrets.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(secrets.len());
        for range in secrets {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        let fault = sound.fault.and_then(|at| {
            let (line, _) = source.line_column(offset(at), Unit::Characters);
            source.line(line)
        });
        Mask {
            secrets: apart,
            clear: sound.clear,
            fault,
            bare_keys: sound.bare_keys,
        }
    }

    /// Where the secrets stand, sorted and apart from each other, without the quotes around them; `None` if the file is
    /// broken, so that not all are known.
    #[must_use]
    pub fn secrets(&self) -> Option<&[Range<usize>]> {
        self.fault.is_none().then_some(&self.secrets)
    }

    /// A piece of `text`, which is that of the file; `None` where it may not be shown.
    fn cut<'t>(&self, text: &'t str, start: usize, end: usize) -> Option<Cow<'t, str>> {
        let piece = text.get(start..end)?;
        if let Some(fault) = &self.fault
            && fault.start <= start
            && end <= fault.end
        {
            let bare = self.bare_keys && start == fault.start;
            return Some(Cow::Owned(keys_only(piece, bare)));
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

/// Where a span stands in its file, for every kind of reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The value around it.
    pub pointer: Pointer,
    /// Lines and columns in Unicode characters.
    pub characters: Position,
    /// Lines and columns in UTF-16 code units.
    pub utf16: Position,
}

impl Default for Placed {
    fn default() -> Self {
        Self {
            pointer: Pointer::default(),
            characters: Position::START,
            utf16: Position::START,
        }
    }
}

/// The text of a run's files as it may be shown: of the files that were located, with their secrets masked.
///
/// Every byte of a secret is an asterisk, so that places keep their meaning. Of a text that is broken or breaks off, only
/// what stands before the broken document is shown, and the line at fault with all its values masked.
#[derive(Debug)]
pub struct Shown {
    sources: Arc<Sources>,
    masks: BTreeMap<FileId, Mask>,
}

impl Shown {
    /// Nothing of any file.
    #[must_use]
    pub fn new(sources: Arc<Sources>) -> Self {
        Shown {
            sources,
            masks: BTreeMap::new(),
        }
    }

    /// Locates `wanted`, in the files where they are, which then may be shown. Gives their places in the same order.
    pub fn locate(
        sources: Arc<Sources>,
        wanted: &[Span],
        names: &SecretNames,
        limits: &Limits,
    ) -> (Vec<Placed>, Self) {
        let mut by_file: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
        for (at, span) in wanted.iter().enumerate() {
            by_file.entry(span.file).or_default().push(at);
        }
        let by_file: Vec<(FileId, Vec<usize>)> = by_file.into_iter().collect();
        let located: Vec<_> = by_file
            .par_iter()
            .filter_map(|(file, indices)| {
                let spans = indices.iter().filter_map(|at| wanted.get(*at).copied());
                let spans: Vec<Span> = spans.collect();
                let source = sources.open(*file)?;
                let Located { pointers, mask } =
                    super::locate(*file, &source, &spans, names, limits);
                let characters = position::of(source.text(), &spans, Unit::Characters);
                let utf16 = position::of(source.text(), &spans, Unit::Utf16);
                let places = pointers.into_iter().zip(characters).zip(utf16);
                let placed = places.map(|((pointer, characters), utf16)| Placed {
                    pointer,
                    characters,
                    utf16,
                });
                Some((*file, indices, placed.collect::<Vec<_>>(), mask))
            })
            .collect();
        let mut places = vec![Placed::default(); wanted.len()];
        let mut shown = Shown::new(sources);
        for (file, indices, placed, mask) in located {
            for (at, placed) in indices.iter().zip(placed) {
                if let Some(place) = places.get_mut(*at) {
                    *place = placed;
                }
            }
            shown.add(file, mask);
        }
        (places, shown)
    }

    /// Lets a file be shown through its mask.
    pub fn add(&mut self, file: FileId, mask: Mask) {
        self.masks.insert(file, mask);
    }

    /// The files themselves.
    #[must_use]
    pub fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// The bytes of a line, counted from 1, without its line end; `None` where there is no such line.
    #[must_use]
    pub fn line(&self, file: FileId, line: usize) -> Option<Range<u32>> {
        let range = self.sources.open(file)?.line(u32::try_from(line).ok()?)?;
        Some(offset(range.start)..offset(range.end))
    }

    /// A piece of a file, widened to whole characters, and where it begins; `None` where it may not be shown.
    #[must_use]
    pub fn text(&self, file: FileId, range: Range<u32>) -> Option<(u32, Cow<'_, str>)> {
        let mask = self.masks.get(&file)?;
        let cut = |text| {
            let text: &str = text;
            let start = text.floor_char_boundary(range.start as usize);
            let end = text.ceil_char_boundary(range.end as usize);
            (start, end)
        };
        match self.sources.open(file)? {
            Opened::Here(file) => {
                let (start, end) = cut(file.text());
                Some((offset(start), mask.cut(file.text(), start, end)?))
            }
            Opened::Again(file) => {
                let (start, end) = cut(file.text());
                let piece = mask.cut(file.text(), start, end)?;
                Some((offset(start), Cow::Owned(piece.into_owned())))
            }
        }
    }
}

/// As many asterisks as bytes; line breaks and the indentation after them stay.
fn mask(secret: &str, mut indent: bool, out: &mut String) {
    for character in secret.chars() {
        match character {
            '\n' | '\r' => indent = true,
            ' ' | '\t' if indent => {}
            _ => indent = false,
        }
        hide(character, indent, out);
    }
}

/// The character, or an asterisk for each of its bytes.
fn hide(character: char, kept: bool, out: &mut String) {
    if kept {
        out.push(character);
    } else {
        out.extend(std::iter::repeat_n('*', character.len_utf8()));
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
        hide(character, kept, &mut out);
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
    fn texts_that_set_a_secret() {
        let names = SecretNames::new(["authKey", "psk"]);
        for text in [
            "authKey: x",
            "old \"auth_key\" : \"x\"",
            "{\\\"authKey\\\":\\\"x\\\"}",
            "a=1&psk=x",
            "<tunnel><psk>x</psk></tunnel>",
            "# bgp-auth-key: x",
        ] {
            assert!(names.set_in(text), "{text}");
        }
        for text in [
            "",
            "an authKey",
            "authKey",
            "netvet: ignore[bgp-auth-key-exposed] known",
            "upskill: yes",
            "auth-keys: 3",
        ] {
            assert!(!names.set_in(text), "{text}");
        }
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
            ("'k' : ä😀", "'k' : ******"),
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
