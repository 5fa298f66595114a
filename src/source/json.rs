//! JSON text, walked without building anything: values are skipped, faults are explained.

use std::borrow::Cow;

/// Deepest nesting that is walked over; only bounds the memory of the walk.
const DEEPEST: usize = 1_000_000;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// First byte at fault.
    pub start: usize,
    /// One past the last byte at fault.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<&'static str>,
}

/// A position in a JSON text that moves from token to token.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The next byte.
    pub at: usize,
    /// Whether the last text had escapes.
    pub escaped: bool,
}

/// A range of bytes.
pub(crate) type Bytes = std::ops::Range<usize>;

const CUT_OFF: &str = "the file seems to be cut off; write it again";
const QUOTES: &str = "keys and texts stand in double quotes in JSON";

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            escaped: false,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The next byte that is not white space; the position moves to it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.byte(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
            // Indentation.
            while self.bytes.get(self.at..self.at + 8) == Some(b"        ") {
                self.at += 8;
            }
        }
        None
    }

    pub(crate) fn slice(&self, range: Bytes) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn line(&self, at: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', self.bytes.get(..at).unwrap_or_default()).count()
    }

    fn fault<T>(
        &self,
        start: usize,
        message: impl Into<String>,
        hint: Option<&'static str>,
    ) -> Result<T, Fault> {
        let start = self.text.floor_char_boundary(start);
        let end = self
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(start, |c| start + c.len_utf8());
        Err(Fault {
            start,
            end,
            message: message.into(),
            hint,
        })
    }

    fn ends_in<T>(&self, what: &str, opened: usize) -> Result<T, Fault> {
        let line = self.line(opened);
        self.fault(
            self.bytes.len(),
            format!("the text ends inside the {what} that begins on line {line}"),
            Some(CUT_OFF),
        )
    }

    /// Walks over any value; gives its range.
    pub(crate) fn value(&mut self) -> Result<Bytes, Fault> {
        self.peek();
        let start = self.at;
        // Kind and place of every open container.
        let mut open: Vec<(u8, usize)> = Vec::new();
        loop {
            let mut first = false;
            match self.peek() {
                Some(kind @ (b'{' | b'[')) => {
                    let at = self.at;
                    self.open(open.len())?;
                    open.push((kind, at));
                    first = true;
                }
                _ => self.scalar(open.last().map(|(_, at)| *at))?,
            }
            loop {
                let Some(&(kind, opened)) = open.last() else {
                    return Ok(start..self.at);
                };
                let more = if kind == b'{' {
                    self.next_member(first, opened)?.is_some()
                } else {
                    self.next_item(first, opened)?
                };
                if more {
                    break;
                }
                open.pop();
                first = false;
            }
        }
    }

    /// Enters the list or object that begins here, inside so many others.
    pub(crate) fn open(&mut self, depth: usize) -> Result<(), Fault> {
        if depth >= DEEPEST {
            let message = format!("the text nests deeper than {DEEPEST} levels");
            return self.fault(self.at, message, None);
        }
        self.at += 1;
        Ok(())
    }

    /// Inside an object: the next key with its quotes, the position before its value; `None` after the closing brace.
    pub(crate) fn next_member(
        &mut self,
        first: bool,
        opened: usize,
    ) -> Result<Option<Bytes>, Fault> {
        match self.peek() {
            None => return self.ends_in("object", opened),
            Some(b'}') => {
                self.at += 1;
                return Ok(None);
            }
            Some(b',') if !first => {
                self.at += 1;
                match self.peek() {
                    Some(b'}') => {
                        return self.fault(
                            self.at,
                            "a comma stands before the closing brace",
                            Some("remove the comma"),
                        );
                    }
                    None => return self.ends_in("object", opened),
                    _ => {}
                }
            }
            Some(b']') => {
                return self.fault(
                    self.at,
                    "an object is closed by a bracket instead of a brace",
                    None,
                );
            }
            Some(_) if first => {}
            Some(b'"') => return self.fault(self.at, "a comma is missing before this key", None),
            Some(_) => {
                return self.fault(
                    self.at,
                    "a comma or a closing brace is expected here",
                    self.hint(),
                );
            }
        }
        let key = match self.peek() {
            Some(b'"') => self.string()?,
            _ => {
                return self.fault(
                    self.at,
                    "a key in double quotes is expected here",
                    Some(self.hint().unwrap_or(QUOTES)),
                );
            }
        };
        match self.peek() {
            Some(b':') => self.at += 1,
            None => return self.ends_in("object", opened),
            _ => return self.fault(self.at, "a colon is expected after the key", None),
        }
        Ok(Some(key))
    }

    /// Inside a list: whether an item follows, the position before it; `false` after the closing bracket.
    pub(crate) fn next_item(&mut self, first: bool, opened: usize) -> Result<bool, Fault> {
        match self.peek() {
            None => self.ends_in("list", opened),
            Some(b']') => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                match self.peek() {
                    Some(b']') => self.fault(
                        self.at,
                        "a comma stands before the closing bracket",
                        Some("remove the comma"),
                    ),
                    None => self.ends_in("list", opened),
                    _ => Ok(true),
                }
            }
            Some(b'}') => self.fault(
                self.at,
                "a list is closed by a brace instead of a bracket",
                None,
            ),
            Some(_) if first => Ok(true),
            Some(b'"' | b'{' | b'[') => {
                self.fault(self.at, "a comma is missing before this item", None)
            }
            Some(_) => self.fault(
                self.at,
                "a comma or a closing bracket is expected here",
                self.hint(),
            ),
        }
    }

    /// What is probably meant where JSON cannot go on.
    fn hint(&self) -> Option<&'static str> {
        let rest = self.bytes.get(self.at..)?;
        let starts = |word: &str| rest.starts_with(word.as_bytes());
        if starts("None") || starts("True") || starts("False") || starts("u'") {
            Some("this looks like Python's notation; write it with json.dumps")
        } else if starts("'") {
            Some(QUOTES)
        } else if starts("//") || starts("/*") || starts("#") {
            Some("JSON has no comments")
        } else if starts("...") || starts("\u{2026}") {
            Some("an ellipsis is not JSON; the part that was left out is missing")
        } else if starts("NaN") || starts("Infinity") || starts("-Infinity") || starts("undefined")
        {
            Some("JSON knows numbers, texts, true, false and null only")
        } else if starts("\0") {
            Some("the file holds zero bytes; it is damaged or not a text")
        } else {
            None
        }
    }

    /// A value without parts.
    fn scalar(&mut self, opened: Option<usize>) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            None => match opened {
                Some(opened) => self.ends_in(
                    if self.byte(opened) == Some(b'{') {
                        "object"
                    } else {
                        "list"
                    },
                    opened,
                ),
                None => self.fault(
                    self.at,
                    "a value is expected, but the text ends here",
                    Some(CUT_OFF),
                ),
            },
            Some(_) => self.fault(self.at, "a value is expected here", self.hint()),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            if word.as_bytes().starts_with(rest) {
                return self.fault(
                    self.bytes.len(),
                    "the text ends inside a word",
                    Some(CUT_OFF),
                );
            }
            return self.fault(
                self.at,
                "a value is expected here",
                Some(self.hint().unwrap_or(QUOTES)),
            );
        }
        self.at += word.len();
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.byte(self.at).is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start {
            self.fault(start, "a digit is expected here", None)
        } else {
            Ok(())
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.byte(self.at) == Some(b'-') {
            self.at += 1;
        }
        if self.byte(self.at) == Some(b'0') {
            self.at += 1;
            if self.byte(self.at).is_some_and(|b| b.is_ascii_digit()) {
                return self.fault(
                    self.at - 1,
                    "a number begins with a zero",
                    Some("identifiers such as account numbers stand in double quotes"),
                );
            }
        } else {
            self.digits()?;
        }
        if self.byte(self.at) == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// A text; gives its range with the quotes. Escapes are checked by form only: a lone surrogate is a matter of the value.
    pub(crate) fn string(&mut self) -> Result<Bytes, Fault> {
        let start = self.at;
        let mut at = start + 1;
        self.escaped = false;
        loop {
            at += ordinary(self.bytes.get(at..).unwrap_or_default());
            match self.byte(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.escaped = true;
                    at += match self.byte(at + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                        Some(b'u') => match self.bytes.get(at + 2..at + 6) {
                            Some(hex) if hex.iter().all(u8::is_ascii_hexdigit) => 6,
                            Some(_) => {
                                return self.fault(
                                    at,
                                    "\\u is not followed by four hexadecimal digits",
                                    None,
                                );
                            }
                            None => return self.ends_in("text", start),
                        },
                        Some(_) => {
                            return self.fault(
                                at,
                                "this escape is unknown to JSON",
                                Some("a backslash itself is written \\\\"),
                            );
                        }
                        None => return self.ends_in("text", start),
                    }
                }
                Some(b'\n' | b'\r') => {
                    let message = "the line ends inside a text";
                    return self.fault(
                        start,
                        message,
                        Some("a closing quote is missing, or a line break is not written as \\n"),
                    );
                }
                Some(0..=0x1f) => {
                    return self.fault(
                        at,
                        "a control character stands inside a text",
                        Some("write it as an escape, for example \\t"),
                    );
                }
                // Not reached: such bytes are passed over.
                Some(_) => at += 1,
                None => return self.ends_in("text", start),
            }
        }
        self.at = at + 1;
        Ok(start..self.at)
    }
}

/// How many bytes come before the first quote, backslash or control character.
#[inline]
fn ordinary(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, eight) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // The high bit of a byte shows where it is below `least`; only the lowest one that shows is sure, and enough.
        let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word;
        let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5C));
        let found = (below(word, 0x20) | below(quote, 1) | below(backslash, 1)) & HIGH;
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    words.len() * 8 + rest.iter().position(special).unwrap_or(rest.len())
}

/// The text between the quotes of a JSON string; a lone surrogate becomes U+FFFD.
pub(crate) fn unescape(quoted: &str) -> Cow<'_, str> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|t| t.strip_suffix('"'))
        .unwrap_or(quoted);
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(at);
        if !before.is_empty() {
            flush(&mut units, &mut out);
            out.push_str(before);
        }
        let letter = escape.as_bytes().get(1).copied().unwrap_or(b'\\');
        let unit = escape
            .get(2..6)
            .and_then(|hex| u16::from_str_radix(hex, 16).ok());
        if let (b'u', Some(unit)) = (letter, unit) {
            units.push(unit);
            rest = escape.get(6..).unwrap_or_default();
            continue;
        }
        flush(&mut units, &mut out);
        out.push(match letter {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            other => char::from(other),
        });
        rest = escape.get(2..).unwrap_or_default();
    }
    flush(&mut units, &mut out);
    out.push_str(rest);
    Cow::Owned(out)
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(
        char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
    );
}
