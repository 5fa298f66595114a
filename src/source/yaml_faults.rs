//! Why a text is not YAML, in words for its author.

use granit_parser::{ErrorKind, ScanError};

use super::error::{ReadError, span};
use super::limits::Limits;
use super::span::FileId;
use super::yaml_layout::{self, Said};

/// The place, a sentence and a hint.
///
/// `open` is where the innermost list or mapping in brackets began that is not closed.
pub(crate) fn explain(
    file: FileId,
    text: &str,
    error: &ScanError,
    open: Option<usize>,
    limits: &Limits,
) -> ReadError {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or_default());
    let at = match error.kind() {
        ErrorKind::UnknownQuotedScalarEscape => unknown_escape(text, at),
        _ => at,
    };
    let unclosed = open.filter(|open| {
        text.get(*open..at)
            .is_some_and(|inside| inside.contains('\n'))
            && may_be_unclosed(error.kind())
    });
    let Said { at, message, hint } = if let Some(open) = unclosed {
        let bracket = text.get(open..).and_then(|rest| rest.chars().next());
        Said {
            at: open,
            message: format!(
                "{} is not closed where it should be",
                bracket.unwrap_or('[')
            ),
            hint: Some("add the closing bracket or brace, or a comma between its items".into()),
        }
    } else if is_tab(error.kind()) {
        yaml_layout::tab(text, at)
    } else if yaml_layout::is_layout(error.kind()) {
        yaml_layout::layout(error.kind(), text, at)
    } else {
        let (message, hint) = words(error.kind(), limits);
        Said { at, message, hint }
    };
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

/// The first escape that YAML does not know in the text in quotes that begins at or before `at`.
fn unknown_escape(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default().char_indices();
    while let Some((backslash, character)) = rest.next() {
        let known = |c| "0abt\tnvfre \"/\\N_LPxuU\n\r".contains(c);
        if character == '\\' && rest.next().is_some_and(|(_, c)| !known(c)) {
            return at + backslash;
        }
    }
    at
}

/// Whether a text whose bracket is missing may fail like this in a later line.
fn may_be_unclosed(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    yaml_layout::is_layout(kind)
        || matches!(
            kind,
            K::InvalidColonPlacement
                | K::FlowMappingValueAdjacentCollection
                | K::BlockEntryInFlowCollection
                | K::ExpectedFlowMappingSeparator
                | K::ExpectedFlowSequenceSeparator
                | K::UnexpectedEofFlowSequence
                | K::UnexpectedEofFlowMapping
                | K::UnexpectedEofImplicitFlowMapping
        )
}

fn is_tab(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::TabNotAllowed
            | K::TabInBlockIndentation
            | K::TabInIndentation
            | K::TabAtBlockScalarStart
            | K::TabInPlainScalar
            | K::InvalidBlockEntryWhitespace
            | K::InvalidMappingValueWhitespace
    )
}

fn words(kind: &ErrorKind, limits: &Limits) -> (String, Option<String>) {
    use ErrorKind as K;
    let plain = |message: &str| (message.to_owned(), None);
    let with = |message: &str, hint: &str| (message.to_owned(), Some(hint.to_owned()));
    match kind {
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
        K::UnexpectedCharacter { character } if character.is_control() => with(
            "a control character stands here",
            "write it as an escape inside double quotes",
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
        K::InvalidColonPlacement
        | K::FlowMappingValueAdjacentCollection
        | K::BlockEntryInFlowCollection => with(
            "this does not belong inside [ ] or { }",
            "separate members and items by commas, and close every bracket and brace",
        ),
        K::PlainScalarStartsWithDashFlowIndicator | K::UnexpectedEndOfPlainScalar => {
            with("a value is broken off here", "put the value into quotes")
        }
        K::ExpectedTagBang
        | K::ExpectedTagDirectiveBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::InvalidTagEscape
        | K::InvalidTagUtf8LeadingByte
        | K::InvalidTagUtf8TrailingByte
        | K::InvalidTagUtf8 => with(
            "this tag is not complete",
            "a text that begins with ! stands in quotes",
        ),
        K::MissingDocumentEndBeforeDirective
        | K::InvalidDirectiveTerminator
        | K::DirectiveDisallowed
        | K::MissingYamlVersionSeparator
        | K::MissingDirectiveName
        | K::InvalidDirectiveName
        | K::MissingYamlVersion
        | K::YamlVersionTooLong
        | K::DuplicateVersionDirective
        | K::UnsupportedYamlMajorVersion
        | K::DuplicateTagDirective
        | K::InvalidTagDirectiveTerminator => with(
            "a line that begins with % is a directive, and this is none",
            "a text that begins with % stands in quotes",
        ),
        K::InvalidDocumentEnd => plain("nothing may stand after ... in its line"),
        K::TooManyComments => plain("too many lines of comments follow each other"),
        // In the parser's words, which quote nothing.
        other => ("this is not YAML".to_owned(), Some(other.to_string())),
    }
}
