//! The careful walk over a JSON document that the fast one could not finish: every item is looked at alone.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use rustc_hash::FxHashMap;
use serde::de::{self, Deserialize};

use super::de::{self as tree_de, TreeRead};
use super::error::{Problem, span};
use super::field::{Part, Raw, wrong_parts};
use super::json::{Bytes, Fault, Scanner, unescape};
use super::json_tree::{shadow_spellings, tree};
use super::kept::{Kept, Tail};
use super::members::{Members, Value};
use super::span::{FileId, Span};
use super::strict::Strict;
use super::text::Text;

/// What the careful walk knows and collects.
pub(crate) struct Careful<'de> {
    file: FileId,
    text: &'de str,
    depth: usize,
    tail: Cell<Tail<'de>>,
    /// What was wrong, in the order of reading.
    pub problems: RefCell<Vec<Problem>>,
}

/// Why the walk ended.
#[derive(Debug)]
pub(crate) struct Stop(Option<Fault>);

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("reading was given up")
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Stop(None)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop(Some(fault))
    }
}

/// Walks the value at `start`; gives the place after it.
pub(crate) fn walk<'de, M: Members<'de>>(
    cx: &Careful<'de>,
    start: usize,
    members: &mut M,
    whole: bool,
) -> Result<usize, Fault> {
    let mut scanner = Scanner::new(cx.text, start);
    let range = scanner.value()?;
    let end = range.end;
    let at = range.start;
    let value = Guarded { cx, range, key: "" };
    let read = if whole {
        members.member("", value)
    } else {
        value.nested(members)
    };
    match read {
        Ok(()) => Ok(end),
        Err(Stop(fault)) => {
            let given_up = || Fault {
                start: at,
                end: at,
                message: "reading was given up here".into(),
                hint: None,
            };
            Err(fault.unwrap_or_else(given_up))
        }
    }
}

impl<'de> Careful<'de> {
    pub(crate) fn new(file: FileId, text: &'de str, depth: usize, kept: &'de Kept) -> Self {
        Careful {
            file,
            text,
            depth,
            tail: Cell::new(kept.tail()),
            problems: RefCell::default(),
        }
    }

    fn span(&self, range: &Bytes) -> Span {
        span(self.file, range.start, range.end)
    }

    fn note(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    fn refuse(&self, key: &str, item: &Bytes, expected: &'static str) {
        self.note(Problem::Refused {
            member: key.into(),
            item: self.span(item),
            span: self.span(item),
            expected,
        });
    }

    fn keep(&self, node: super::tree::Node) -> &'de super::tree::Node {
        let mut tail = self.tail.get();
        let node = tail.push(node);
        self.tail.set(tail);
        node
    }

    /// A value as it stands; nothing where anything about it is wrong.
    fn directly<T: Deserialize<'de>>(&self, range: &Bytes) -> Option<T> {
        let before = wrong_parts();
        let mut stream = serde_json::Deserializer::from_str(self.text.get(range.clone())?);
        T::deserialize(Strict(&mut stream))
            .ok()
            .filter(|_| wrong_parts() == before)
    }

    /// One item: directly, else from a tree, else refused.
    fn item<T: Deserialize<'de>>(&self, key: &str, range: Bytes) -> Option<T> {
        if let Some(item) = self.directly(&range) {
            return Some(item);
        }
        let mut problems = Vec::new();
        let Ok(node) = tree(self.file, self.text, range.start, self.depth, &mut problems) else {
            let expected = Text::new(&format!("at most {} levels of nesting", self.depth));
            self.refuse(key, &range, expected.as_str());
            return None;
        };
        let node = self.keep(node);
        let mut read: TreeRead<T> = tree_de::read(self.file, node, Some(self.text), key);
        if read.doubled {
            let mut respelled = node.clone();
            shadow_spellings(self.file, &mut respelled, &mut problems);
            read = tree_de::read(self.file, self.keep(respelled), Some(self.text), key);
        }
        let mut all = self.problems.borrow_mut();
        all.append(&mut problems);
        all.append(&mut read.problems);
        read.value
    }

    /// The members of an object that count: of a key that stands twice the last one.
    fn entries(&self, range: &Bytes) -> Result<Vec<(Cow<'de, str>, Bytes)>, Fault> {
        let mut scanner = Scanner::new(self.text, range.start + 1);
        let mut entries: Vec<(Cow<'de, str>, Bytes, Bytes)> = Vec::new();
        while let Some(key) = scanner.next_member(entries.is_empty(), range.start)? {
            let value = scanner.value()?;
            entries.push((unescape(scanner.slice(key.clone())), key, value));
        }
        let mut last: FxHashMap<&str, usize> = FxHashMap::default();
        let mut counts = vec![true; entries.len()];
        for (at, (key, place, _)) in entries.iter().enumerate() {
            let Some(before) = last.insert(key, at) else {
                continue;
            };
            if let (Some(count), Some((_, first, _))) =
                (counts.get_mut(before), entries.get(before))
            {
                *count = false;
                self.note(Problem::DuplicateKey {
                    key: key.as_ref().into(),
                    span: self.span(place),
                    first: self.span(first),
                });
            }
        }
        drop(last);
        let counted = entries
            .into_iter()
            .zip(counts)
            .filter(|(_, counts)| *counts);
        Ok(counted.map(|((key, _, value), _)| (key, value)).collect())
    }
}

/// The value of a member: its place.
struct Guarded<'c, 'de> {
    cx: &'c Careful<'de>,
    range: Bytes,
    key: &'c str,
}

impl<'de> Guarded<'_, 'de> {
    fn text(&self) -> &'de str {
        self.cx.text.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether nothing is said.
    fn empty(&self) -> bool {
        matches!(self.text(), "null" | "\"\"")
    }

    /// Calls `each` with the place of every item of a list.
    fn each(&self, mut each: impl FnMut(Bytes) -> Result<(), Stop>) -> Result<(), Stop> {
        let mut scanner = Scanner::new(self.cx.text, self.range.start + 1);
        let mut first = true;
        while scanner.next_item(first, self.range.start)? {
            first = false;
            each(scanner.value()?)?;
        }
        Ok(())
    }
}

impl<'de> Value<'de> for Guarded<'_, 'de> {
    type Error = Stop;

    fn items<T: Deserialize<'de>>(self, mut each: impl FnMut(T)) -> Result<usize, Stop> {
        let mut count = 0;
        let mut take = |range| {
            if let Some(item) = self.cx.item(self.key, range) {
                count += 1;
                each(item);
            }
        };
        match self.text().as_bytes().first() {
            Some(b'[') => self.each(|range| {
                take(range);
                Ok(())
            })?,
            Some(b'{') => take(self.range.clone()),
            _ if self.empty() => {}
            _ => self.cx.refuse(self.key, &self.range, "a list"),
        }
        Ok(count)
    }

    fn one<T: Deserialize<'de>>(self) -> Result<Part<T>, Stop> {
        if let Some(part) = self.cx.directly(&self.range) {
            return Ok(part);
        }
        if !self.text().starts_with(['{', '[']) {
            self.cx.refuse(self.key, &self.range, "an object or a list");
            return Ok(Part::Wrong);
        }
        Ok(self
            .cx
            .item(self.key, self.range)
            .map_or(Part::Wrong, Part::Value))
    }

    fn leaf(self) -> Result<Raw<'de>, Stop> {
        Ok(Raw::Json(self.text()))
    }

    fn skip(self) -> Result<usize, Stop> {
        let mut count = 0;
        match self.text().as_bytes().first() {
            Some(b'[') => self.each(|_| {
                count += 1;
                Ok(())
            })?,
            Some(b'{') => count = 1,
            _ => {}
        }
        Ok(count)
    }

    fn nested<M: Members<'de>>(self, members: &mut M) -> Result<(), Stop> {
        match self.text().as_bytes().first() {
            Some(b'{') => {
                for (key, range) in self.cx.entries(&self.range)? {
                    let value = Guarded {
                        cx: self.cx,
                        range,
                        key: &key,
                    };
                    members.member(&key, value)?;
                }
                Ok(())
            }
            Some(b'[') => self.each(|range| {
                members.page();
                let page = Guarded {
                    cx: self.cx,
                    range,
                    key: self.key,
                };
                if page.text().starts_with('{') {
                    page.nested(&mut *members)
                } else {
                    Ok(())
                }
            }),
            _ => Ok(()),
        }
    }
}
