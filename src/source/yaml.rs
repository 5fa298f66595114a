//! YAML text to located trees, comments kept aside.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::error::{Problem, ReadError, offset, span};
use super::json_tree::shadow;
use super::limits::Limits;
use super::span::{FileId, Span};
use super::tree::{Data, Entry, Node};
use super::yaml_faults;

/// A comment of a YAML text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// From the number sign to the end of the line.
    pub span: Span,
}

impl Comment {
    /// The text after the number sign, without white space around it. `text` is that of the file.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.start as usize + 1..self.span.end as usize)
            .unwrap_or_default()
            .trim()
    }
}

/// The documents of a YAML text.
#[derive(Debug, Default)]
pub struct Yaml {
    /// The documents in their order.
    pub documents: Vec<Node>,
    /// The comments in their order.
    pub comments: Vec<Comment>,
    /// What is wrong without being in the way.
    pub problems: Vec<Problem>,
}

/// Reads all documents of a text.
///
/// # Errors
/// The text is not YAML, or over a limit.
pub fn parse(file: FileId, text: &str, limits: &Limits) -> Result<Yaml, ReadError> {
    let options = granit_parser::options! {
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
        max_buffered_comment_events: 1_000_000,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder {
        file,
        limits,
        yaml: Yaml::default(),
        open: Vec::new(),
        anchors: FxHashMap::default(),
        values: 0,
        copied: 0,
        stored: 0,
    };
    while let Some(next) = parser.next_event() {
        let (event, place) = next.map_err(|error| {
            let open = builder.open.last().filter(|open| open.flow);
            yaml_faults::explain(file, text, &error, open.map(|o| o.start), limits)
        })?;
        let range = place.byte_range().unwrap_or_default();
        builder.event(event, range.start, range.end)?;
    }
    Ok(builder.yaml)
}

struct Builder<'l> {
    file: FileId,
    limits: &'l Limits,
    yaml: Yaml,
    open: Vec<Open>,
    /// Complete values under an anchor; `None` for one that is too large to be copied.
    anchors: FxHashMap<usize, Option<(Node, Extent)>>,
    values: usize,
    copied: usize,
    stored: usize,
}

/// How large a value is.
#[derive(Clone, Copy)]
struct Extent {
    /// How many values it holds, itself included.
    size: usize,
    /// How many lists and mappings it nests.
    depth: usize,
}

impl Extent {
    const SCALAR: Extent = Extent { size: 1, depth: 0 };
}

/// A collection whose end has not come.
struct Open {
    start: usize,
    end: usize,
    flow: bool,
    anchor: usize,
    extent: Extent,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        key: Pending,
        merges: Vec<usize>,
    },
}

/// The key whose value comes next.
enum Pending {
    None,
    Key {
        text: Box<str>,
        start: u32,
        end: u32,
        merge: bool,
    },
    /// Something that is not a text stood as the key.
    Unusable,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), ReadError> {
        match event {
            Event::Comment(..) => self.yaml.comments.push(Comment {
                span: span(self.file, start, end),
            }),
            Event::Scalar(text, style, anchor, tag) => {
                let empty = start == end;
                let data = if self.awaits_key() {
                    let text = if empty && style == ScalarStyle::Plain {
                        "".into()
                    } else {
                        text.into()
                    };
                    Data::Scalar {
                        text,
                        quoted: style != ScalarStyle::Plain,
                    }
                } else {
                    scalar(text, style, tag.as_deref(), empty)
                };
                self.complete(
                    Node {
                        start: offset(start),
                        end: offset(end),
                        data,
                    },
                    style == ScalarStyle::Plain,
                    anchor,
                    Extent::SCALAR,
                )?;
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(style, start, anchor, Content::List(Vec::new()))?
            }
            Event::MappingStart(style, anchor, _) => {
                let content = Content::Map {
                    entries: Vec::new(),
                    key: Pending::None,
                    merges: Vec::new(),
                };
                self.open(style, start, anchor, content)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end)?,
            Event::Alias(id) => match self.anchors.get(&id) {
                Some(Some((_, extent))) if self.open.len() + extent.depth > self.limits.depth => {
                    return Err(self.too_deep(start, end));
                }
                Some(Some((node, extent))) => {
                    let (node, extent) = (node.clone(), *extent);
                    self.copy(extent.size, start, end)?;
                    self.complete(node, false, 0, extent)?;
                }
                Some(None) => return Err(self.too_many_copies(start, end)),
                None => {
                    return Err(self.refuse(
                        start,
                        end,
                        "an alias stands inside the value that it refers to",
                    ));
                }
            },
            Event::DocumentEnd => self.anchors.clear(),
            _ => {}
        }
        Ok(())
    }

    /// Whether the next value is a key, which is a text whatever it looks like.
    fn awaits_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                content: Content::Map {
                    key: Pending::None,
                    ..
                },
                ..
            })
        )
    }

    fn refuse(&self, start: usize, end: usize, message: impl Into<String>) -> ReadError {
        ReadError {
            span: span(self.file, start, end),
            message: message.into(),
            hint: None,
        }
    }

    fn too_many_copies(&self, start: usize, end: usize) -> ReadError {
        let limit = self.limits.alias_values;
        self.refuse(
            start,
            end,
            format!("aliases and merge keys copy more than {limit} values"),
        )
    }

    fn too_deep(&self, start: usize, end: usize) -> ReadError {
        let depth = self.limits.depth;
        self.refuse(
            start,
            end,
            format!("the values are nested deeper than {depth} levels"),
        )
    }

    fn copy(&mut self, size: usize, start: usize, end: usize) -> Result<(), ReadError> {
        self.copied = self.copied.saturating_add(size);
        if self.copied > self.limits.alias_values {
            Err(self.too_many_copies(start, end))
        } else {
            Ok(())
        }
    }

    fn count(&mut self, start: usize) -> Result<(), ReadError> {
        self.values += 1;
        if self.values > self.limits.yaml_values {
            let limit = self.limits.yaml_values;
            return Err(self.refuse(
                start,
                start,
                format!("the file holds more than {limit} values; as JSON it may be larger"),
            ));
        }
        Ok(())
    }

    fn open(
        &mut self,
        style: StructureStyle,
        start: usize,
        anchor: usize,
        content: Content,
    ) -> Result<(), ReadError> {
        self.count(start)?;
        if self.open.len() >= self.limits.depth {
            return Err(self.too_deep(start, start));
        }
        self.open.push(Open {
            start,
            end: start,
            flow: style == StructureStyle::Flow,
            anchor,
            extent: Extent { size: 1, depth: 1 },
            content,
        });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), ReadError> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        // A block ends with its last value; the parser notices only at the next token.
        let end = if open.flow { end } else { open.end };
        let mut extent = open.extent;
        let data = match open.content {
            Content::List(items) => Data::List(items),
            Content::Map {
                mut entries,
                merges,
                ..
            } => {
                shadow(self.file, &mut entries, &mut self.yaml.problems, |key| {
                    Cow::Borrowed(key)
                });
                let before = self.copied;
                if !merges.is_empty() {
                    self.merge(&mut entries, &merges, open.start)?;
                }
                extent.size += self.copied - before;
                Data::Map(entries)
            }
        };
        let node = Node {
            start: offset(open.start),
            end: offset(end),
            data,
        };
        self.complete_counted(node, false, open.anchor, extent)
    }

    /// Adds what merge keys bring in: keys that are not said here, from earlier sources before later ones.
    fn merge(
        &mut self,
        entries: &mut Vec<Entry>,
        merges: &[usize],
        start: usize,
    ) -> Result<(), ReadError> {
        let mut known: FxHashSet<Box<str>> = entries.iter().map(|e| e.key.clone()).collect();
        let mut added: Vec<Entry> = Vec::new();
        for at in merges {
            let Some(entry) = entries.get_mut(*at).filter(|e| !e.shadowed) else {
                continue;
            };
            entry.shadowed = true;
            let sources = match &entry.value.data {
                Data::List(items) => items.as_slice(),
                _ => std::slice::from_ref(&entry.value),
            };
            for source in sources {
                let Data::Map(merged) = &source.data else {
                    let span = Span::new(self.file, source.start, source.end);
                    self.yaml.problems.push(Problem::Unreadable {
                        span,
                        expected: "a mapping to merge",
                    });
                    continue;
                };
                for entry in merged.iter().filter(|e| !e.shadowed) {
                    if known.insert(entry.key.clone()) {
                        self.copy(size(&entry.value), start, start)?;
                        added.push(entry.clone());
                    }
                }
            }
        }
        entries.append(&mut added);
        Ok(())
    }

    fn complete(
        &mut self,
        node: Node,
        plain: bool,
        anchor: usize,
        extent: Extent,
    ) -> Result<(), ReadError> {
        self.count(node.start as usize)?;
        self.complete_counted(node, plain, anchor, extent)
    }

    /// Puts a complete value where it belongs.
    fn complete_counted(
        &mut self,
        node: Node,
        plain: bool,
        anchor: usize,
        extent: Extent,
    ) -> Result<(), ReadError> {
        if anchor != 0 {
            self.stored = self.stored.saturating_add(extent.size);
            let kept = (self.stored <= self.limits.alias_values).then(|| (node.clone(), extent));
            self.anchors.insert(anchor, kept);
        }
        let file = self.file;
        let Some(open) = self.open.last_mut() else {
            self.yaml.documents.push(node);
            return Ok(());
        };
        // An alias stands elsewhere than its value.
        let end = node.end as usize;
        if (open.start..).contains(&(node.start as usize)) && end > open.end {
            open.end = end;
        }
        open.extent.size += extent.size;
        open.extent.depth = open.extent.depth.max(extent.depth + 1);
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map {
                entries,
                key,
                merges,
            } => match std::mem::replace(key, Pending::None) {
                Pending::None => {
                    *key = match node.data {
                        Data::Scalar { text, .. } => Pending::Key {
                            merge: plain && &*text == "<<",
                            text,
                            start: node.start,
                            end: node.end,
                        },
                        Data::Null => Pending::Key {
                            text: "".into(),
                            start: node.start,
                            end: node.end,
                            merge: false,
                        },
                        Data::List(_) | Data::Map(_) => {
                            let span = Span::new(file, node.start, node.end);
                            self.yaml.problems.push(Problem::Unreadable {
                                span,
                                expected: "a text as the key",
                            });
                            entries.push(nameless(node));
                            Pending::Unusable
                        }
                    };
                }
                Pending::Unusable => entries.push(nameless(node)),
                Pending::Key {
                    text,
                    start,
                    end,
                    merge,
                } => {
                    if merge {
                        merges.push(entries.len());
                    }
                    entries.push(Entry {
                        key: text,
                        key_start: start,
                        key_end: end,
                        shadowed: false,
                        value: node,
                    });
                }
            },
        }
        Ok(())
    }
}

/// A value that no key leads to: kept for its place alone.
fn nameless(value: Node) -> Entry {
    Entry {
        key: "".into(),
        key_start: value.start,
        key_end: value.start,
        shadowed: true,
        value,
    }
}

/// How many values a tree holds.
fn size(node: &Node) -> usize {
    1 + match &node.data {
        Data::List(items) => items.iter().map(size).sum::<usize>(),
        Data::Map(entries) => entries.iter().map(|e| size(&e.value)).sum(),
        Data::Null | Data::Scalar { .. } => 0,
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>, empty: bool) -> Data {
    let core = tag.and_then(Tag::core_suffix);
    let quoted = style != ScalarStyle::Plain || core == Some("str");
    let nothing = core == Some("null")
        || (!quoted && (empty || matches!(&*text, "" | "~" | "null" | "Null" | "NULL")));
    if nothing {
        Data::Null
    } else {
        Data::Scalar {
            text: text.into(),
            quoted,
        }
    }
}
