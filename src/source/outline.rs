//! What a document is about, from its beginning alone.

use super::json::{Fault, Scanner, unescape};
use super::tree::{Data, Node};

/// How far a glance goes. Members that begin later are not seen, which keeps the glance short whatever the size of the file.
const GLANCE: usize = 256 * 1024;

/// What stands at the top of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Top {
    /// An object.
    Map,
    /// A list of something.
    List,
    /// A list of pages, each an object that holds lists: the other fields describe the first page.
    Pages,
    /// A single text, number or truth value.
    Scalar,
    /// Nothing: `null`, an object without members, a list without items.
    #[default]
    Empty,
}

/// The kind of a member's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A list with items.
    List,
    /// An object with members.
    Map,
    /// A single text, number or truth value.
    Scalar,
    /// `null`, an empty list or an empty object.
    Empty,
}

/// One member at the top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glimpse {
    /// Its key.
    pub key: Box<str>,
    /// What its value is.
    pub kind: Kind,
    /// Of an object its own members' names, of a list those of its first item.
    pub inner: Vec<Box<str>>,
}

/// The top of a document, up to and including the first list that is not empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// What stands at the top.
    pub shape: Top,
    /// The members, in their order.
    pub members: Vec<Glimpse>,
    /// The members' keys.
    pub keys: Vec<Box<str>>,
    /// The key of the first list with items.
    pub first_list: Option<Box<str>>,
    /// The keys of the first item of that list, or of a bare list's first item, or else of the first member that is an object.
    pub first_item_keys: Vec<Box<str>>,
}

impl Outline {
    /// The names inside the member `key`.
    #[must_use]
    pub fn inside(&self, key: &str) -> &[Box<str>] {
        self.members
            .iter()
            .find(|m| &*m.key == key)
            .map_or(&[], |m| &m.inner)
    }

    fn of_members(shape: Top, members: Vec<Glimpse>) -> Self {
        if members.is_empty() {
            return Outline::default();
        }
        let list = members.iter().find(|m| m.kind == Kind::List);
        let item = list.or_else(|| members.iter().find(|m| m.kind == Kind::Map));
        Outline {
            shape,
            keys: members.iter().map(|m| m.key.clone()).collect(),
            first_list: list.map(|m| m.key.clone()),
            first_item_keys: item.map(|m| m.inner.clone()).unwrap_or_default(),
            members,
        }
    }

    /// Of a list, by the members of its first item.
    fn of_list(first: Vec<Glimpse>) -> Self {
        // A page holds lists, and beside them only what goes with an answer.
        let beside = |m: &Glimpse| {
            let key = m.key.to_ascii_lowercase();
            m.kind == Kind::List
                || ["token", "metadata", "request_id", "context"]
                    .iter()
                    .any(|word| key.contains(word))
        };
        let lists = first.iter().filter(|m| m.kind == Kind::List).count();
        let paged = match first.as_slice() {
            [only] => only.kind == Kind::List || only.kind == Kind::Empty,
            several => lists == 1 && several.iter().all(beside),
        };
        if paged {
            return Self::of_members(Top::Pages, first);
        }
        Outline {
            shape: Top::List,
            first_item_keys: first.into_iter().map(|m| m.key).collect(),
            ..Outline::default()
        }
    }
}

/// The outline of the JSON value at `start`.
pub(crate) fn of_json(text: &str, start: usize) -> Outline {
    let end = text.floor_char_boundary(start.saturating_add(GLANCE));
    let mut scanner = Scanner::new(text.get(..end).unwrap_or(text), start);
    match scanner.peek() {
        Some(b'{') => {
            let outline = Outline::of_members(Top::Map, members(&mut scanner, true));
            // A first member that is longer than the glance is one nevertheless.
            let cut = end < text.len() && outline.shape == Top::Empty;
            Outline {
                shape: if cut { Top::Map } else { outline.shape },
                ..outline
            }
        }
        Some(b'[') => {
            let opened = scanner.at;
            scanner.at += 1;
            match scanner.next_item(true, opened) {
                Ok(true) => match scanner.peek() {
                    Some(b'{') => Outline::of_list(members(&mut scanner, false)),
                    _ => Outline {
                        shape: Top::List,
                        ..Outline::default()
                    },
                },
                _ => Outline::default(),
            }
        }
        Some(b'n') | None => Outline::default(),
        Some(_) => Outline {
            shape: Top::Scalar,
            ..Outline::default()
        },
    }
}

/// The members of the object at which the scanner stands, as far as it can see.
fn members(scanner: &mut Scanner<'_>, stop: bool) -> Vec<Glimpse> {
    let mut found = Vec::new();
    let _ = collect(scanner, stop, &mut found);
    found
}

fn collect(scanner: &mut Scanner<'_>, stop: bool, found: &mut Vec<Glimpse>) -> Result<(), Fault> {
    let opened = scanner.at;
    scanner.at += 1;
    while let Some(key) = scanner.next_member(found.is_empty(), opened)? {
        let key = unescape(scanner.slice(key)).into();
        let (kind, inner) = match scanner.peek() {
            Some(b'{') => {
                let mut ahead = scanner.clone();
                let inner = names(&mut ahead);
                (
                    if inner.is_empty() {
                        Kind::Empty
                    } else {
                        Kind::Map
                    },
                    inner,
                )
            }
            Some(b'[') => {
                let mut ahead = scanner.clone();
                let opened = ahead.at;
                ahead.at += 1;
                match ahead.next_item(true, opened) {
                    Ok(true) if ahead.peek() == Some(b'{') => (Kind::List, names(&mut ahead)),
                    Ok(true) => (Kind::List, Vec::new()),
                    _ => (Kind::Empty, Vec::new()),
                }
            }
            Some(b'n') => (Kind::Empty, Vec::new()),
            _ => (Kind::Scalar, Vec::new()),
        };
        found.push(Glimpse { key, kind, inner });
        if stop && kind == Kind::List {
            return Ok(());
        }
        scanner.value()?;
    }
    Ok(())
}

/// The keys of the object at which the scanner stands, as far as it can see.
fn names(scanner: &mut Scanner<'_>) -> Vec<Box<str>> {
    let opened = scanner.at;
    scanner.at += 1;
    let mut names: Vec<Box<str>> = Vec::new();
    while let Ok(Some(key)) = scanner.next_member(names.is_empty(), opened) {
        names.push(unescape(scanner.slice(key)).into());
        if scanner.value().is_err() {
            break;
        }
    }
    names
}

/// The outline of a tree.
pub(crate) fn of_tree(node: &Node) -> Outline {
    match &node.data {
        Data::Null => Outline::default(),
        Data::Scalar { .. } => Outline {
            shape: Top::Scalar,
            ..Outline::default()
        },
        Data::Map(_) => Outline::of_members(Top::Map, glimpses(node, true)),
        Data::List(items) => match items.first() {
            None => Outline::default(),
            Some(
                first @ Node {
                    data: Data::Map(_), ..
                },
            ) => Outline::of_list(glimpses(first, false)),
            Some(_) => Outline {
                shape: Top::List,
                ..Outline::default()
            },
        },
    }
}

fn glimpses(node: &Node, stop: bool) -> Vec<Glimpse> {
    let Data::Map(entries) = &node.data else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.iter().filter(|e| !e.shadowed) {
        let (kind, inner) = match &entry.value.data {
            Data::List(items) => match items.first() {
                Some(first) => (Kind::List, tree_names(first)),
                None => (Kind::Empty, Vec::new()),
            },
            Data::Map(inner) if inner.is_empty() => (Kind::Empty, Vec::new()),
            Data::Map(_) => (Kind::Map, tree_names(&entry.value)),
            Data::Null => (Kind::Empty, Vec::new()),
            Data::Scalar { .. } => (Kind::Scalar, Vec::new()),
        };
        found.push(Glimpse {
            key: entry.key.clone(),
            kind,
            inner,
        });
        if stop && kind == Kind::List {
            break;
        }
    }
    found
}

fn tree_names(node: &Node) -> Vec<Box<str>> {
    match &node.data {
        Data::Map(entries) => entries
            .iter()
            .filter(|e| !e.shadowed)
            .map(|e| e.key.clone())
            .collect(),
        _ => Vec::new(),
    }
}
