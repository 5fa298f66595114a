//! From places to JSON pointers, and the places of secrets: one pass over a file that has findings.

use std::fmt::Write;
use std::ops::Range;

use super::document::Document;
use super::error::ReadError;
use super::file::SourceFile;
use super::json::{Bytes, Fault, Scanner, unescape};
use super::limits::Limits;
use super::outline::{Outline, Top};
use super::secrets::{Mask, SecretNames, Soundness};
use super::span::{FileId, Span};
use super::syntax::{Parsed, Syntax};
use super::tree::{Data, Entry, Node};

/// Most steps of a pointer. No value that is understood lies deeper; what does is led to the value around it.
const LONGEST: usize = 1000;

/// Where a value stands in its file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pointer {
    /// RFC 6901, within the document; empty for the document itself.
    pub pointer: String,
    /// Which document of the file, from 0; `None` where there is only one. The pages of a list of pages count as documents.
    pub document: Option<usize>,
}

/// What [`locate`] found.
#[derive(Debug)]
pub struct Located {
    /// One for each span, in their order: the innermost value that covers it. A key belongs to the value under it.
    pub pointers: Vec<Pointer>,
    /// What may be shown of the file.
    pub mask: Mask,
}

/// Finds the values that cover `wanted`, spans of this file in any order, and all values under secret keys.
#[must_use]
pub fn locate(
    file: FileId,
    source: &SourceFile,
    wanted: &[Span],
    names: &SecretNames,
    limits: &Limits,
) -> Located {
    let mut finder = Finder::new(wanted, names);
    let text = source.text();
    let broken = |clear, at: usize, bare_keys| Soundness {
        clear,
        fault: Some(at),
        bare_keys,
    };
    let clear = Soundness {
        clear: text.len(),
        fault: None,
        bare_keys: false,
    };
    let sound = match source.error() {
        None if source.is_plain() => clear,
        Some(error) => broken(0, error.span.start as usize, false),
        None => match Parsed::new(file, source.path(), text, limits) {
            Ok(parsed) => match finder.parsed(file, text, &parsed, limits) {
                Ok(()) => clear,
                Err((clear, at)) => broken(clear, at, false),
            },
            Err(ReadError { span, .. }) => broken(0, span.start as usize, true),
        },
    };
    let secrets = std::mem::take(&mut finder.secrets);
    Located {
        pointers: finder.finish(),
        mask: Mask::new(source, secrets, sound),
    }
}

/// What is known of a wanted span.
#[derive(Clone, Default)]
struct Found {
    document: usize,
    page: Option<usize>,
    /// Within the page where there is one.
    pointer: String,
}

struct Finder<'n> {
    names: &'n SecretNames,
    /// Start, end and index of the wanted spans, sorted.
    wanted: Vec<(usize, usize, usize)>,
    /// The first of them that has not begun.
    next: usize,
    /// Those that have begun and are not found.
    begun: Vec<usize>,
    found: Vec<Found>,
    secrets: Vec<Range<usize>>,
    /// Of every document how many pages it has.
    pages: Vec<Option<usize>>,
}

/// One step from a value to a value inside it.
#[derive(Clone)]
enum Step<'t> {
    Item(usize),
    /// A key as it is written in JSON, with its quotes.
    Quoted(&'t str),
    Key(&'t str),
    /// What has no name.
    Nothing,
}

impl<'n> Finder<'n> {
    fn new(spans: &[Span], names: &'n SecretNames) -> Self {
        let spans = spans.iter().enumerate();
        let mut wanted: Vec<(usize, usize, usize)> = spans
            .map(|(at, span)| (span.start as usize, span.end as usize, at))
            .collect();
        wanted.sort_unstable();
        Finder {
            names,
            next: 0,
            begun: Vec::new(),
            found: vec![Found::default(); wanted.len()],
            wanted,
            secrets: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// Walks all documents. Fails with the end of those that are sound and the place of the fault.
    fn parsed(
        &mut self,
        file: FileId,
        text: &str,
        parsed: &Parsed,
        limits: &Limits,
    ) -> Result<(), (usize, usize)> {
        if parsed.syntax() == Syntax::Json {
            let mut at = 0;
            while let Some(document) = Document::json(file, text, at, limits) {
                let start = document.start() as usize;
                self.begin(&document.outline());
                at = Json::new(self, text, start)
                    .walk()
                    .map_err(|fault| (start, fault.start))?;
            }
            return Ok(());
        }
        let mut next = parsed.first(text);
        while let Some(document) = next {
            self.begin(&document.outline());
            if let Some(node) = document.tree() {
                let mut path = Vec::new();
                self.node(text, node, node.start, true, &mut path);
            }
            next = document.rest();
        }
        for comment in parsed.comments() {
            if self.names.set_in(comment.text(text)) {
                let Span { start, end, .. } = comment.span;
                self.secrets.push(start as usize + 1..end as usize);
            }
        }
        Ok(())
    }

    fn begin(&mut self, outline: &Outline) {
        let paged = outline.shape == Top::Pages;
        self.pages.push(paged.then_some(0));
    }

    /// Counts the items of a document that is a list.
    fn items(&mut self, count: usize) {
        if let Some(Some(pages)) = self.pages.last_mut() {
            *pages = count;
        }
    }

    /// A value ends: it is the innermost one around every wanted span that begins and ends in it and is not yet found.
    #[inline]
    fn close<'t>(&mut self, start: usize, end: usize, path: impl Fn() -> Vec<Step<'t>>) {
        // An empty span at the end of a value belongs to it as well.
        let wanted = |at: &usize| self.wanted.get(*at);
        let inside = |at: &usize| wanted(at).is_some_and(|w| w.0 >= start);
        if wanted(&self.next).is_some_and(|w| w.0 <= end) || self.begun.last().is_some_and(inside) {
            self.settle(start, end, path);
        }
    }

    #[cold]
    fn settle<'t>(&mut self, start: usize, end: usize, path: impl Fn() -> Vec<Step<'t>>) {
        while let Some((begin, ..)) = self.wanted.get(self.next) {
            if *begin > end {
                break;
            }
            self.begun.push(self.next);
            self.next += 1;
        }
        let wanted = |at: &usize| self.wanted.get(*at).copied().unwrap_or_default();
        let inside = self.begun.partition_point(|at| wanted(at).0 < start);
        let mut made = None;
        let (document, paged) = (self.pages.len() - 1, self.pages.last());
        let paged = paged.is_some_and(Option::is_some);
        let mut open = self.begun.split_off(inside);
        open.retain(|at| {
            let (_, last, index) = wanted(at);
            if last > end {
                return true;
            }
            let found = made.get_or_insert_with(|| found(document, paged, &path()));
            if let Some(place) = self.found.get_mut(index) {
                place.clone_from(found);
            }
            false
        });
        self.begun.append(&mut open);
    }

    fn finish(self) -> Vec<Pointer> {
        // Documents before each, and in all; a single page is no page.
        let mut before = Vec::with_capacity(self.pages.len());
        let mut all = 0;
        for pages in &self.pages {
            before.push(all);
            all += pages.unwrap_or(1).max(1);
        }
        let pointer = |found: Found| {
            let several = |pages: &Option<usize>| pages.is_some_and(|pages| pages > 1);
            let paged = self.pages.get(found.document).is_some_and(several);
            let pointer = match found.page {
                Some(page) if !paged => format!("/{page}{}", found.pointer),
                _ => found.pointer,
            };
            let first = before.get(found.document).copied().unwrap_or_default();
            let page = found.page.filter(|_| paged).unwrap_or_default();
            Pointer {
                pointer,
                document: (all > 1).then_some(first + page),
            }
        };
        self.found.into_iter().map(pointer).collect()
    }

    fn secret(&mut self, text: &str, range: Range<usize>) {
        let value = text.get(range.clone()).unwrap_or_default();
        match value.as_bytes() {
            b"null" | b"" => {}
            // Quotes may be seen.
            [b'"', .., b'"'] | [b'\'', .., b'\''] => {
                self.secrets.push(range.start + 1..range.end - 1);
            }
            _ => self.secrets.push(range),
        }
    }

    /// The values of a tree. Copies that aliases make stand elsewhere: they are walked for secrets, but lead to no place.
    fn node<'t>(
        &mut self,
        text: &str,
        node: &'t Node,
        begin: u32,
        here: bool,
        path: &mut Vec<Step<'t>>,
    ) {
        let range = node.start as usize..node.end as usize;
        let within = |inner: &Node| {
            here && (node.start..node.end).contains(&inner.start) && inner.end <= node.end
        };
        match &node.data {
            Data::Null => {}
            Data::Scalar { text: scalar, .. } => {
                // A document within a text.
                if scalar.contains([':', '=', '"', '>']) && self.names.set_in(scalar) {
                    self.secret(text, range.clone());
                }
            }
            Data::List(items) => {
                if path.is_empty() {
                    self.items(items.len());
                }
                for (at, item) in items.iter().enumerate() {
                    path.push(Step::Item(at));
                    self.node(text, item, item.start, within(item), path);
                    path.pop();
                }
            }
            Data::Map(entries) => {
                for entry in entries {
                    let key = here && (node.start..node.end).contains(&entry.key_start);
                    self.entry(text, entry, key, key && within(&entry.value), path);
                }
            }
        }
        if here {
            self.close(begin as usize, range.end, || path.clone());
        }
    }

    /// A member; key and value stand here or elsewhere, apart from each other where the value is a copy.
    fn entry<'t>(
        &mut self,
        text: &str,
        entry: &'t Entry,
        key: bool,
        here: bool,
        path: &mut Vec<Step<'t>>,
    ) {
        let unnamed = entry.key_start == entry.key_end && entry.shadowed;
        path.push(if unnamed {
            Step::Nothing
        } else {
            Step::Key(&entry.key)
        });
        let value = &entry.value;
        if self.names.holds(&entry.key, false) {
            self.secret(text, value.start as usize..value.end as usize);
        }
        self.node(text, value, entry.key_start.min(value.start), here, path);
        if key && !here {
            let (start, end) = (entry.key_start as usize, entry.key_end as usize);
            self.close(start, end, || path.clone());
        }
        path.pop();
    }
}

/// The place at the end of a path.
fn found(document: usize, paged: bool, path: &[Step<'_>]) -> Found {
    let (page, path) = match path {
        [Step::Item(page), rest @ ..] if paged => (Some(*page), rest),
        _ => (None, path),
    };
    let mut pointer = String::new();
    for step in path {
        match step {
            Step::Item(at) => {
                // Writing to a text does not fail.
                let _ = write!(pointer, "/{at}");
            }
            Step::Quoted(key) => push_key(&mut pointer, &unescape(key)),
            Step::Key(key) => push_key(&mut pointer, key),
            Step::Nothing => {}
        }
    }
    Found {
        document,
        page,
        pointer,
    }
}

fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The walk over one JSON document.
struct Json<'f, 'n, 't> {
    finder: &'f mut Finder<'n>,
    scanner: Scanner<'t>,
    text: &'t str,
    open: Vec<Frame>,
}

/// An open list or object.
struct Frame {
    kind: u8,
    opened: usize,
    /// Where it begins, the key before it included.
    begin: usize,
    /// Whether it stands under a secret key.
    secret: bool,
    /// The key of the member that is being walked.
    key: Bytes,
    /// The number of the item that is being walked.
    item: usize,
}

impl<'f, 'n, 't> Json<'f, 'n, 't> {
    fn new(finder: &'f mut Finder<'n>, text: &'t str, start: usize) -> Self {
        Json {
            finder,
            scanner: Scanner::new(text, start),
            text,
            open: Vec::new(),
        }
    }

    /// Walks to the end of the document.
    fn walk(mut self) -> Result<usize, Fault> {
        let mut begin = None;
        let mut secret = false;
        loop {
            let kind = self.scanner.peek();
            let start = self.scanner.at;
            let mut first = false;
            match kind {
                Some(kind @ (b'{' | b'[')) => {
                    self.scanner.open(self.open.len())?;
                    self.open.push(Frame {
                        kind,
                        opened: start,
                        begin: begin.unwrap_or(start),
                        secret,
                        key: 0..0,
                        item: 0,
                    });
                    first = true;
                }
                _ => {
                    let range = self.scanner.value()?;
                    let hidden = kind == Some(b'"') && self.holds_secret(range.clone());
                    if secret || hidden {
                        self.finder.secret(self.text, range.clone());
                    }
                    self.close(begin.unwrap_or(start), range.end);
                }
            }
            loop {
                let Some(top) = self.open.last_mut() else {
                    return Ok(self.scanner.at);
                };
                (begin, secret) = (None, false);
                let more = if top.kind == b'{' {
                    let key = self.scanner.next_member(first, top.opened)?;
                    if let Some(key) = &key {
                        begin = Some(key.start);
                        let name = self.text.get(key.start + 1..key.end - 1);
                        secret = name.is_some_and(|name| {
                            self.finder.names.holds(name, self.scanner.escaped)
                        });
                        top.key = key.clone();
                    }
                    key.is_some()
                } else {
                    let more = self.scanner.next_item(first, top.opened)?;
                    top.item += usize::from(more && !first);
                    more
                };
                if more {
                    break;
                }
                self.leave(first);
                first = false;
            }
        }
    }

    /// The innermost open list or object ends here.
    fn leave(&mut self, empty: bool) {
        let Some(frame) = self.open.pop() else {
            return;
        };
        if frame.secret {
            self.finder.secrets.push(frame.opened..self.scanner.at);
        }
        if self.open.is_empty() && frame.kind == b'[' && !empty {
            self.finder.items(frame.item + 1);
        }
        self.close(frame.begin, self.scanner.at);
    }

    /// Whether a text holds another document that sets a secret.
    fn holds_secret(&self, range: Bytes) -> bool {
        let slice = self.scanner.slice(range);
        let names = &self.finder.names;
        if self.scanner.escaped {
            names.set_in(&unescape(slice))
        } else {
            names.set_in(slice)
        }
    }

    #[inline]
    fn close(&mut self, start: usize, end: usize) {
        let (open, text) = (&self.open, self.text);
        if open.len() > LONGEST {
            return;
        }
        self.finder.close(start, end, || {
            let step = |frame: &Frame| match frame.kind {
                b'{' => Step::Quoted(text.get(frame.key.clone()).unwrap_or_default()),
                _ => Step::Item(frame.item),
            };
            open.iter().map(step).collect()
        });
    }
}
