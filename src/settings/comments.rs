//! Exceptions written as comments: `# netvet: ignore[rule, rule] reason`.

use rayon::prelude::*;

use crate::source::{FileId, Limits, Parsed, SourceFile, Sources, Span, Syntax};

/// What an exception in a comment begins with. Files without it are not looked at.
const BEGINNING: &str = "netvet: ignore";

/// An exception written as a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub span: Span,
    /// The rules as written, each with its place; none: the comment has not the right form.
    pub rules: Vec<(String, Span)>,
    /// What follows the bracket.
    pub reason: String,
    /// The line that it covers: its own, or for a comment that stands alone the next one with something on it.
    pub line: u32,
    /// The line below, covered if nothing on its own line was meant.
    pub below: Option<u32>,
}

/// All exceptions written as comments, by file and place.
#[must_use]
pub fn directives(sources: &Sources, limits: &Limits) -> Vec<Directive> {
    let files: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let found: Vec<Vec<Directive>> = files
        .par_iter()
        .filter(|(_, file)| {
            // What was let go is JSON, which has no comments.
            memchr::memmem::find(file.text().as_bytes(), BEGINNING.as_bytes()).is_some()
        })
        .map(|(id, file)| in_file(*id, file, limits))
        .collect();
    found.into_iter().flatten().collect()
}

fn in_file(id: FileId, file: &SourceFile, limits: &Limits) -> Vec<Directive> {
    let text = file.text();
    if file.error().is_some() || file.is_plain() {
        return Vec::new();
    }
    let Ok(parsed) = Parsed::new(id, file.path(), text, limits) else {
        return Vec::new();
    };
    if parsed.syntax() != Syntax::Yaml {
        return Vec::new();
    }
    parsed
        .comments()
        .iter()
        .filter_map(|comment| directive(file, comment.span))
        .collect()
}

fn directive(file: &SourceFile, span: Span) -> Option<Directive> {
    let comment = file.text().get(span.start as usize..span.end as usize)?;
    let after = comment.trim_start_matches('#').trim_start();
    let rest = after.strip_prefix(BEGINNING)?;
    // `ignored` is a word of its own.
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let (line, _) = file.line_column(span.start, crate::source::Unit::Characters);
    let start = file.line(line)?.start;
    let before = file.text().get(start..span.start as usize)?;
    let (line, below) = if before.trim().is_empty() {
        (next_line(file, line), None)
    } else {
        (line, Some(next_line(file, line)))
    };
    let list = rest
        .trim_start()
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    let (rules, reason) = match list {
        Some((list, reason)) => {
            // Where the list begins, counted from the end of the comment.
            let tail = list.len() + 1 + reason.len();
            let mut at = span.end - u32::try_from(tail).unwrap_or(0);
            let mut rules = Vec::new();
            for part in list.split(',') {
                let word = part.trim();
                let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
                let begin = at + length(part) - length(part.trim_start());
                if !word.is_empty() {
                    let place = Span::new(span.file, begin, begin + length(word));
                    rules.push((word.to_owned(), place));
                }
                at += length(part) + 1;
            }
            (rules, reason)
        }
        None => (Vec::new(), ""),
    };
    let reason = reason.trim_start_matches([':', '-', '–', '—', ' ', '\t']);
    Some(Directive {
        span,
        rules,
        reason: reason.trim_end().to_owned(),
        line,
        below,
    })
}

/// The next line on which something other than comments stands; comments may stand under each other.
fn next_line(file: &SourceFile, line: u32) -> u32 {
    let mut next = line + 1;
    while let Some(range) = file.line(next) {
        let text = file.text().get(range).unwrap_or_default();
        if !text.trim_start().starts_with('#') {
            break;
        }
        next += 1;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Directive> {
        let mut sources = Sources::new();
        sources.add("a.yaml", text);
        directives(&sources, &Limits::default())
    }

    #[test]
    fn rules_reason_and_line() {
        let text = "a: 1 # netvet: ignore[ PEER001,cidr-x ]  because of: this  \n";
        let found = read(text);
        assert_eq!(found.len(), 1);
        let rules: Vec<(&str, &str)> = found[0]
            .rules
            .iter()
            .map(|(word, span)| {
                let place = span.start as usize..span.end as usize;
                (word.as_str(), &text[place])
            })
            .collect();
        assert_eq!(rules, [("PEER001", "PEER001"), ("cidr-x", "cidr-x")]);
        assert_eq!(found[0].reason, "because of: this");
        assert_eq!((found[0].line, found[0].below), (1, Some(2)));
    }

    #[test]
    fn a_comment_of_its_own_covers_the_next_line_with_something_on_it() {
        let found =
            read("# netvet: ignore[a] one\n  # netvet: ignore[b] two\n# plain\na: 1\nb: 2\n");
        let lines: Vec<_> = found.iter().map(|d| (d.line, d.below)).collect();
        assert_eq!(lines, [(4, None), (4, None)]);
    }

    #[test]
    fn only_comments_count() {
        assert_eq!(
            read("a: \"# netvet: ignore[a] text\"\nb: |\n  # netvet: ignore[a] block\n"),
            []
        );
        assert_eq!(read("{\"a\": \"# netvet: ignore[a] json\"}"), []);
        assert_eq!(read("a: 1 # netvet: ignored[a] other word\n"), []);
        assert_eq!(read("a: 1 # see netvet: ignore[a]\n"), []);
    }

    #[test]
    fn without_a_list_it_names_no_rule() {
        for text in [
            "a: 1 # netvet: ignore PEER001\n",
            "a: 1 # netvet: ignore[] x\n",
            "a: 1 # netvet: ignore[a\n",
        ] {
            let found = read(text);
            assert_eq!((found.len(), found[0].rules.len()), (1, 0), "{text}");
        }
    }
}
