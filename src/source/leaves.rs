//! The single texts and numbers of a file, each with its place and the keys that lead to it.

use std::borrow::Cow;
use std::ops::Range;

use super::document::Document;
use super::error::{ReadError, offset};
use super::json::{Fault, Scanner, unescape};
use super::limits::Limits;
use super::span::{FileId, Span};
use super::syntax::{Parsed, Syntax};
use super::tree::{Data, Node};

/// A value that holds no other.
#[derive(Debug)]
pub struct Leaf<'l> {
    /// The keys that lead to it, the outermost first. Lists have none.
    pub keys: &'l [String],
    /// Its bytes, quotes included.
    pub range: Range<usize>,
    /// What it says.
    pub text: Cow<'l, str>,
}

/// Shows every leaf of a file that is read as `name`, in the order of the file.
///
/// # Errors
/// If the text is neither JSON nor YAML.
pub fn leaves(
    file: FileId,
    name: &str,
    text: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Leaf<'_>),
) -> Result<Syntax, ReadError> {
    let parsed = Parsed::new(file, name, text, limits)?;
    if parsed.syntax() == Syntax::Json {
        let mut at = 0;
        while let Some(document) = Document::json(file, text, at, limits) {
            at = json(text, document.start() as usize, visit).map_err(|fault| ReadError {
                span: Span::new(file, offset(fault.start), offset(fault.end)),
                message: fault.message,
                hint: fault.hint.map(str::to_owned),
            })?;
        }
        return Ok(Syntax::Json);
    }
    let mut next = parsed.first(text);
    while let Some(document) = next {
        if let Some(node) = document.tree() {
            let whole = Node {
                start: 0,
                end: offset(text.len()),
                data: Data::Null,
            };
            tree(node, &whole, &mut Vec::new(), visit);
        }
        next = document.rest();
    }
    Ok(Syntax::Yaml)
}

/// The leaves of the JSON document at `start`; gives its end.
fn json(text: &str, start: usize, visit: &mut dyn FnMut(&Leaf<'_>)) -> Result<usize, Fault> {
    let mut scanner = Scanner::new(text, start);
    // Kind and place of what is open, and whether its member's key is among the keys.
    let mut open: Vec<(u8, usize, bool)> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    loop {
        let mut first = false;
        match scanner.peek() {
            Some(kind @ (b'{' | b'[')) => {
                let at = scanner.at;
                scanner.open(open.len())?;
                open.push((kind, at, false));
                first = true;
            }
            kind => {
                let range = scanner.value()?;
                let slice = text.get(range.clone()).unwrap_or_default();
                let text = match (kind, slice.get(1..slice.len().saturating_sub(1))) {
                    (Some(b'"'), Some(inner)) => unescape(inner),
                    _ => Cow::Borrowed(slice),
                };
                visit(&Leaf {
                    keys: &keys,
                    range,
                    text,
                });
            }
        }
        loop {
            let Some(top) = open.last_mut() else {
                return Ok(scanner.at);
            };
            if top.2 {
                keys.pop();
                top.2 = false;
            }
            let more = if top.0 == b'{' {
                let key = scanner.next_member(first, top.1)?;
                if let Some(key) = &key {
                    let name = text.get(key.start + 1..key.end - 1).unwrap_or_default();
                    keys.push(unescape(name).into_owned());
                    top.2 = true;
                }
                key.is_some()
            } else {
                scanner.next_item(first, top.1)?
            };
            if more {
                break;
            }
            open.pop();
            first = false;
        }
    }
}

/// The leaves of a tree. Copies that aliases make stand elsewhere, where they are shown already.
fn tree(node: &Node, around: &Node, keys: &mut Vec<String>, visit: &mut dyn FnMut(&Leaf<'_>)) {
    if node.start < around.start || node.end > around.end {
        return;
    }
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => visit(&Leaf {
            keys,
            range: node.start as usize..node.end as usize,
            text: Cow::Borrowed(text),
        }),
        Data::List(items) => {
            for item in items {
                tree(item, node, keys, visit);
            }
        }
        Data::Map(entries) => {
            for entry in entries {
                keys.push(entry.key.to_string());
                tree(&entry.value, node, keys, visit);
                keys.pop();
            }
        }
    }
}
