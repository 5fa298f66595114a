//! YAML text: block mappings outside, flow style inside, quotes wherever a plain word could be read otherwise.

use std::fmt::Write as _;

use crate::source::tree::{Data, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Out {
    /// A text.
    Text(String),
    /// A number or a truth value.
    Plain(String),
    /// A list.
    List(Vec<Out>),
    /// A mapping in one line.
    Flow(Vec<(String, Out)>),
    /// A mapping of a line each.
    Block(Vec<(String, Out)>),
}

impl Out {
    /// The values of a node as they were written; quoted scalars stay texts.
    pub(super) fn node(node: &Node) -> Self {
        match &node.data {
            Data::Null => Out::Plain("null".to_owned()),
            Data::Scalar { text, quoted: true } => Out::Text(text.to_string()),
            Data::Scalar {
                text,
                quoted: false,
            } if is_plain(text) => Out::Plain(text.to_string()),
            Data::Scalar { text, .. } => Out::Text(text.to_string()),
            Data::List(items) => Out::List(items.iter().map(Out::node).collect()),
            Data::Map(entries) => Out::Flow(
                entries
                    .iter()
                    .filter(|entry| !entry.shadowed)
                    .map(|entry| (entry.key.to_string(), Out::node(&entry.value)))
                    .collect(),
            ),
        }
    }

    /// Writes a block mapping at an indentation.
    pub(super) fn write(&self, indent: usize, out: &mut String) {
        let Out::Block(members) = self else {
            out.push(' ');
            self.flow(out);
            out.push('\n');
            return;
        };
        if members.is_empty() {
            out.push_str(" {}\n");
            return;
        }
        out.push('\n');
        for (key, value) in members {
            out.push_str(&"  ".repeat(indent));
            scalar(key, out);
            out.push(':');
            value.write(indent + 1, out);
        }
    }

    fn flow(&self, out: &mut String) {
        match self {
            Out::Text(text) => scalar(text, out),
            Out::Plain(text) => out.push_str(text),
            Out::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    item.flow(out);
                }
                out.push(']');
            }
            Out::Flow(members) | Out::Block(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    scalar(key, out);
                    out.push_str(": ");
                    value.flow(out);
                }
                out.push('}');
            }
        }
    }
}

/// Whether a text needs no quotes: letters, digits and a few signs, begun by a letter or digit, and no word with a meaning.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    begins && text.chars().all(safe)
}

/// Whether a plain text would be read as something else than a text.
fn has_meaning(text: &str) -> bool {
    let words = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ];
    let lower = text.to_ascii_lowercase();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | 'e' | 'x' | 'o');
    words.contains(&lower.as_str())
        || (lower.starts_with(|c: char| c.is_ascii_digit()) && lower.chars().all(number))
        || lower.starts_with("0x")
        || lower.starts_with("0o")
}

fn scalar(text: &str, out: &mut String) {
    if is_plain(text) && !has_meaning(text) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if super::is_invisible(c) => {
                let code = u32::from(c);
                // Writing to a String cannot fail.
                let _ = if code > 0xffff {
                    write!(out, "\\U{code:08x}")
                } else {
                    write!(out, "\\u{code:04x}")
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut out = String::new();
        scalar(value, &mut out);
        out
    }

    #[test]
    fn quotes_where_they_are_needed() {
        for plain in ["vpc-0a1", "10.0.0.0/16", "peering/a_b", "x86"] {
            assert_eq!(text(plain), plain);
        }
        for (value, written) in [
            ("111111111111", "\"111111111111\""),
            ("0x1f", "\"0x1f\""),
            ("1e5", "\"1e5\""),
            ("No", "\"No\""),
            ("", "\"\""),
            ("a: b", "\"a: b\""),
            ("2001:db8::/32", "\"2001:db8::/32\""),
            ("a\"b\\c\n", "\"a\\\"b\\\\c\\n\""),
            ("\u{1b}[31m\u{202e}", "\"\\u001b[31m\\u202e\""),
            ("-x", "\"-x\""),
        ] {
            assert_eq!(text(value), written);
        }
    }

    #[test]
    fn blocks_outside_and_flow_inside() {
        let list = Out::List(vec![
            Out::Plain("1".to_owned()),
            Out::Text("a b".to_owned()),
        ]);
        let inner = Out::Block(vec![("cidrs".to_owned(), list)]);
        let value = Out::Block(vec![
            ("prod".to_owned(), inner),
            ("none".to_owned(), Out::Block(Vec::new())),
        ]);
        let mut out = "networks:".to_owned();
        value.write(1, &mut out);
        assert_eq!(
            out,
            "networks:\n  prod:\n    cidrs: [1, \"a b\"]\n  none: {}\n"
        );
    }
}
