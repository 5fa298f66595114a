//! A located tree of one JSON value: the second reading of an item that does not fit its type as it is.

use std::borrow::Cow;

use super::error::{Problem, offset, span};
use super::json::{Bytes, Fault, Scanner, unescape};
use super::span::FileId;
use super::tree::{Data, Entry, Node};

/// The tree of the value at `at`; keys that stand twice are noted, the earlier ones marked as shadowed.
pub(crate) fn tree(
    file: FileId,
    text: &str,
    at: usize,
    depth: usize,
    problems: &mut Vec<Problem>,
) -> Result<Node, Fault> {
    Builder {
        file,
        scanner: Scanner::new(text, at),
        problems,
    }
    .value(depth)
}

struct Builder<'a, 'p> {
    file: FileId,
    scanner: Scanner<'a>,
    problems: &'p mut Vec<Problem>,
}

impl Builder<'_, '_> {
    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        let kind = self.scanner.peek();
        let start = self.scanner.at;
        let data = match kind {
            Some(b'{' | b'[') if depth == 0 => {
                return Err(Fault {
                    start,
                    end: start + 1,
                    message: "too many levels of nesting".into(),
                    hint: None,
                });
            }
            Some(b'{') => self.object(start, depth - 1)?,
            Some(b'[') => self.list(start, depth - 1)?,
            _ => {
                let range = self.scanner.value()?;
                scalar(self.scanner.slice(range))
            }
        };
        Ok(Node {
            start: offset(start),
            end: offset(self.scanner.at),
            data,
        })
    }

    fn list(&mut self, opened: usize, depth: usize) -> Result<Data, Fault> {
        self.scanner.at += 1;
        let mut items = Vec::new();
        while self.scanner.next_item(items.is_empty(), opened)? {
            items.push(self.value(depth)?);
        }
        Ok(Data::List(items))
    }

    fn object(&mut self, opened: usize, depth: usize) -> Result<Data, Fault> {
        self.scanner.at += 1;
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(key) = self.scanner.next_member(entries.is_empty(), opened)? {
            let Bytes { start, end } = key.clone();
            let key = unescape(self.scanner.slice(key)).into();
            let value = self.value(depth)?;
            entries.push(Entry {
                key,
                key_start: offset(start),
                key_end: offset(end),
                shadowed: false,
                value,
            });
        }
        shadow(self.file, &mut entries, self.problems, |key| {
            Cow::Borrowed(key)
        });
        Ok(Data::Map(entries))
    }
}

fn scalar(text: &str) -> Data {
    match text.as_bytes().first() {
        Some(b'n') => Data::Null,
        Some(b'"') => Data::Scalar {
            text: unescape(text).into(),
            quoted: true,
        },
        _ => Data::Scalar {
            text: text.into(),
            quoted: false,
        },
    }
}

/// Marks every entry whose key comes again, and notes each repetition.
pub(crate) fn shadow(
    file: FileId,
    entries: &mut [Entry],
    problems: &mut Vec<Problem>,
    same: impl Fn(&str) -> Cow<'_, str>,
) {
    let mut order: Vec<(Cow<'_, str>, usize)> = entries
        .iter()
        .enumerate()
        .filter(|(_, e)| !e.shadowed)
        .map(|(at, e)| (same(&e.key), at))
        .collect();
    order.sort();
    let mut pairs: Vec<(usize, usize)> = order
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, earlier), (b, later)] if a == b => Some((*later, *earlier)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    let place = |e: &Entry| span(file, e.key_start as usize, e.key_end as usize);
    for (later, earlier) in pairs {
        let Some((key, here)) = entries.get(later).map(|e| (e.key.clone(), place(e))) else {
            continue;
        };
        if let Some(entry) = entries.get_mut(earlier) {
            entry.shadowed = true;
            problems.push(Problem::DuplicateKey {
                key,
                span: here,
                first: place(entry),
            });
        }
    }
}

/// The same for keys that differ in case or underscores only: two spellings of one member, of which derived readers take just one.
pub(crate) fn shadow_spellings(file: FileId, node: &mut Node, problems: &mut Vec<Problem>) {
    match &mut node.data {
        Data::Map(entries) => {
            shadow(file, entries, problems, |key| {
                Cow::Owned(key.replace('_', "").to_ascii_lowercase())
            });
            entries
                .iter_mut()
                .for_each(|entry| shadow_spellings(file, &mut entry.value, problems));
        }
        Data::List(items) => items
            .iter_mut()
            .for_each(|item| shadow_spellings(file, item, problems)),
        Data::Null | Data::Scalar { .. } => {}
    }
}
