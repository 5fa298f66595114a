//! Why a text is not YAML, in words for its author.

use granit_parser::{ErrorKind, ScanError};

use super::error::{ReadError, span};
use super::limits::Limits;
use super::span::FileId;

/// The place, a sentence and a hint.
pub(crate) fn explain(file: FileId, text: &str, error: &ScanError, limits: &Limits) -> ReadError {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or_default());
    let (message, hint) = words(error.kind(), text, at, limits);
    let end = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(at, |c| at + c.len_utf8());
    ReadError {
        span: span(file, at, end),
        message,
        hint,
    }
}

fn words(kind: &ErrorKind, text: &str, at: usize, limits: &Limits) -> (String, Option<String>) {
    use ErrorKind as K;
    let plain = |message: &str| (message.to_owned(), None);
    let with = |message: &str, hint: &str| (message.to_owned(), Some(hint.to_owned()));
    match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart => {
            with("a tab stands in the indentation", "indent with spaces only")
        }
        K::TabInPlainScalar | K::InvalidBlockEntryWhitespace | K::InvalidMappingValueWhitespace => {
            with(
                "a tab stands where YAML wants spaces",
                "replace the tab by spaces",
            )
        }
        K::UnclosedQuotedScalar => {
            with("a text in quotes is never closed", "add the closing quote")
        }
        K::DocumentIndicatorInQuotedScalar => with(
            "a new document begins inside a text in quotes",
            "add the closing quote",
        ),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => with(
            "something stands after the closing quote",
            "put the whole value into one pair of quotes, and write a quote inside it as \\\" or ''",
        ),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => with(
            "this escape is unknown",
            "a backslash itself is written \\\\ in double quotes",
        ),
        K::UnknownAnchor => with(
            "this alias has no anchor above it",
            "a text that begins with * stands in quotes",
        ),
        K::UnexpectedCharacter { character } => (
            format!(
                "a value cannot begin with the character {}",
                character.escape_default()
            ),
            Some("put the value into quotes".to_owned()),
        ),
        K::MisplacedFlowCollectionEnd => with(
            "a bracket or brace closes what was never opened",
            "remove it, or open it before",
        ),
        K::MismatchedFlowCollectionEnd { open, close } => {
            plain(&format!("{open} is closed by {close}"))
        }
        K::UnclosedFlowCollection { open } => with(
            &format!("{open} is never closed"),
            "add the closing bracket or brace",
        ),
        K::UnexpectedEof
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnexpectedEofBlockSequence
        | K::UnexpectedEofBlockMapping => with(
            "the text ends inside a list or a mapping",
            "the file seems to be cut off",
        ),
        K::ExpectedFlowMappingSeparator => with(
            "a comma or } is expected here",
            "separate the members inside { } by commas",
        ),
        K::ExpectedFlowSequenceSeparator => with(
            "a comma or ] is expected here",
            "separate the items inside [ ] by commas",
        ),
        K::RecursionLimitExceeded => plain(&format!(
            "the values are nested deeper than {} levels",
            limits.depth
        )),
        K::CommentInterceptedScalar => with(
            "a comment stands inside a value of several lines",
            "move the comment above the key",
        ),
        K::CommentNotSeparated => with(
            "a comment needs a space before #",
            "put the value into quotes if # belongs to it",
        ),
        K::UndeclaredTagHandle => with(
            "this tag is not declared",
            "a text that begins with ! stands in quotes",
        ),
        K::MissingAnchorOrAliasName => with(
            "a name is missing after & or *",
            "a text that begins with & or * stands in quotes",
        ),
        K::BomInsideDocument => plain("a byte order mark stands in the middle of the text"),
        K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent | K::InvalidBlockScalarIndent => {
            with(
                "the text after | or > is not indented as it should be",
                "begin it on the next line, deeper than its key",
            )
        }
        K::MappingValueNotAllowed if colon_in_value(text, at) => with(
            "a second colon with a space stands in this line",
            "put the value into quotes, or begin the inner mapping on a new line",
        ),
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
        | K::ExpectedDocumentStart => indentation(kind, text, at),
        _ => plain("this is not YAML"),
    }
}

/// Whether the line has a key and its colon already before the colon at `at`.
fn colon_in_value(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before
        .get(before.rfind('\n').map_or(0, |n| n + 1)..)
        .unwrap_or_default();
    line.trim_start().trim_start_matches("- ").contains(": ")
}

/// Most of these come from lines that begin in a wrong column: says which columns would fit.
fn indentation(kind: &ErrorKind, text: &str, at: usize) -> (String, Option<String>) {
    let before = text.get(..at).unwrap_or_default();
    let begin = before.rfind('\n').map_or(0, |n| n + 1);
    let line = text
        .get(begin..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let content = line.trim_start();
    let column = line.len() - content.len();
    // The columns of the lines above that are still open.
    let mut columns: Vec<usize> = Vec::new();
    let mut least = usize::MAX;
    for above in text.get(..begin).unwrap_or_default().lines().rev() {
        let content = above.trim_start();
        let column = above.len() - content.len();
        if content.is_empty() || content.starts_with('#') || column >= least {
            continue;
        }
        least = column;
        columns.push(column);
        let inner = column + (content.len() - content.trim_start_matches("- ").len());
        if inner > column {
            columns.push(inner);
        }
        if column == 0 || columns.len() > 16 {
            break;
        }
    }
    columns.sort_unstable();
    columns.dedup();
    let missing_colon = !content.is_empty()
        && !content.starts_with(['-', '#', '{', '[', '"', '\''])
        && !content.contains(": ")
        && !content.trim_end().ends_with(':');
    if content.starts_with("- ")
        && matches!(kind, ErrorKind::BlockSequenceEntryNotAllowed)
        && begin + column != at
    {
        return (
            "a list cannot begin here".into(),
            Some("begin the list on a new line below its key".into()),
        );
    }
    if !columns.contains(&column) && !columns.is_empty() {
        let places: Vec<String> = columns.iter().map(ToString::to_string).collect();
        return (
            format!("this line is indented by {column}, which fits no line above"),
            Some(format!(
                "the lines above are indented by {}",
                places.join(", ")
            )),
        );
    }
    if missing_colon {
        return (
            "a colon is missing after the key in this line".into(),
            Some("write a key as `key: value`".into()),
        );
    }
    (
        "this line does not fit the lines above".into(),
        Some("check its indentation, and the line before it".into()),
    )
}
