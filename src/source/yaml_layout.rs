//! What is wrong with the layout of a YAML text: indentation, dashes, missing colons.

use granit_parser::ErrorKind;

/// A place, a sentence and a hint.
pub(crate) struct Said {
    pub at: usize,
    pub message: String,
    pub hint: Option<String>,
}

fn said(at: usize, message: impl Into<String>, hint: impl Into<String>) -> Said {
    Said {
        at,
        message: message.into(),
        hint: Some(hint.into()),
    }
}

/// A line of the text.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Where its content begins.
    at: usize,
    /// How far it is indented.
    column: usize,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn new(begin: usize, line: &'t str) -> Self {
        let content = line.trim_start();
        let column = line.len() - content.len();
        Line {
            at: begin + column,
            column,
            content: content.trim_end(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.content.is_empty() || self.content.starts_with('#')
    }

    fn is_item(&self) -> bool {
        self.content == "-" || self.content.starts_with("- ")
    }

    /// Whether it is a word or some without a colon after the first.
    fn lacks_colon(&self) -> bool {
        !self.is_nothing()
            && !self
                .content
                .starts_with(['-', '{', '[', '"', '\'', '&', '*', '!'])
            && !self.content.contains(": ")
            && !self.content.ends_with(':')
    }

    /// The column of what follows its dashes.
    fn inner(&self) -> usize {
        self.column + self.content.len() - self.content.trim_start_matches("- ").len()
    }
}

/// The first byte of the line of a place.
fn line_begin(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |n| n + 1)
}

/// The lines above a line that begins at `begin`, from below.
fn above(text: &str, begin: usize) -> impl Iterator<Item = Line<'_>> {
    let mut end = begin;
    std::iter::from_fn(move || {
        let last = end.checked_sub(1)?;
        let begin = line_begin(text, last);
        end = begin;
        Some(Line::new(begin, text.get(begin..last)?))
    })
    .filter(|line| !line.is_nothing())
}

/// What to say about a tab that was noticed at `at`.
pub(crate) fn tab(text: &str, at: usize) -> Said {
    // It is where the parser stopped, in the white space on either side, or later in a text that begins there.
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let begin = before.trim_end_matches(space).len();
    let end = at + after.len() - after.trim_start_matches(space).len();
    let around = text.get(begin..end).unwrap_or_default();
    let near = around.find('\t').map(|tab| begin + tab);
    let later = || after.find('\t').map(|tab| at + tab);
    let at = near.or_else(later).unwrap_or(at);
    let line = text.get(line_begin(text, at)..at).unwrap_or_default();
    if line.trim_start().is_empty() {
        said(
            at,
            "a tab stands in the indentation",
            "indent with spaces only",
        )
    } else {
        said(
            at,
            "a tab stands where YAML wants spaces",
            "replace the tab by spaces",
        )
    }
}

/// Whether the text does not fit together as it is laid out.
pub(crate) fn is_layout(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::InvalidIndentation
            | K::ExpectedBlockMappingKey
            | K::ExpectedBlockSequenceEntry
            | K::MappingValueNotAllowed
            | K::MappingKeyNotAllowed
            | K::BlockSequenceEntryNotAllowed
            | K::SimpleKeyExpected
            | K::InvalidSimpleKey
            | K::InvalidQuotedScalarIndent
            | K::InvalidFlowScalarIndent
            | K::ExpectedNodeContent
            | K::ExpectedDocumentStart
    )
}

/// What to say about a layout that does not fit at `at`.
pub(crate) fn layout(kind: &ErrorKind, text: &str, at: usize) -> Said {
    let begin = line_begin(text, at);
    let rest = text.get(begin..).unwrap_or_default();
    let line = Line::new(begin, rest.lines().next().unwrap_or_default());
    let before = text.get(line.at..at).unwrap_or_default();
    if *kind == ErrorKind::MappingValueNotAllowed && before.trim_start_matches("- ").contains(": ")
    {
        return said(
            at,
            "a second colon with a space stands in this line",
            "put the value into quotes, or begin the inner mapping on a new line",
        );
    }
    if *kind == ErrorKind::BlockSequenceEntryNotAllowed && at != line.at {
        return said(
            at,
            "a list cannot begin here",
            "begin the list on a new line below its key",
        );
    }
    let columns = open_columns(text, begin);
    if !columns.contains(&line.column) && !columns.is_empty() {
        let places: Vec<String> = columns.iter().map(ToString::to_string).collect();
        return said(
            line.at,
            format!(
                "this line is indented by {}, which fits no line above",
                line.column
            ),
            format!("the lines above are indented by {}", places.join(", ")),
        );
    }
    // A line without its colon runs into the next one, where it is noticed.
    let previous = above(text, begin).next();
    let incomplete = std::iter::once(line)
        .chain(previous.filter(|p| p.column == line.column))
        .find(Line::lacks_colon);
    if let Some(line) = incomplete {
        return said(
            line.at,
            "a colon is missing after the key in this line",
            "write a key as `key: value`",
        );
    }
    let sibling = above(text, begin).find(|other| other.column <= line.column);
    match sibling.filter(|s| s.column == line.column) {
        Some(other) if line.is_item() && !other.is_item() => said(
            line.at,
            "a list stands where a key is expected",
            "indent the list below its key, or remove the dash",
        ),
        Some(other) if other.is_item() && !line.is_item() => said(
            line.at,
            "a key stands where the next item of a list is expected",
            "begin the line with a dash, or indent it as the list's own key is",
        ),
        _ => said(
            line.at,
            "this line does not fit the lines above",
            "check its indentation, and the line before it",
        ),
    }
}

/// The columns in which lines above begin that are still open, in order.
fn open_columns(text: &str, begin: usize) -> Vec<usize> {
    let mut columns: Vec<usize> = Vec::new();
    let mut least = usize::MAX;
    for line in above(text, begin) {
        if line.column >= least {
            continue;
        }
        least = line.column;
        columns.push(line.column);
        if line.inner() > line.column {
            columns.push(line.inner());
        }
        if line.column == 0 || columns.len() > 16 {
            break;
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}
