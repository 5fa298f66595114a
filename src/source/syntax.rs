//! Which notation a file is in, and its documents.

use super::document::Document;
use super::error::{Problem, ReadError};
use super::json::Scanner;
use super::limits::Limits;
use super::span::FileId;
use super::yaml::{self, Comment, Yaml};

/// The notation of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// JSON, one document or several.
    Json,
    /// YAML, one document or several.
    Yaml,
}

/// A file of which the notation is known; YAML is already a tree, JSON is read later, document by document.
#[derive(Debug)]
pub struct Parsed {
    file: FileId,
    limits: Limits,
    yaml: Option<Yaml>,
}

impl Parsed {
    /// Looks at the text of `file`. The name decides only where the text itself leaves both open.
    ///
    /// # Errors
    /// The text is neither; or it is YAML over a limit.
    pub fn new(file: FileId, name: &str, text: &str, limits: &Limits) -> Result<Self, ReadError> {
        let yaml = match guess(name, text) {
            Syntax::Json => None,
            Syntax::Yaml => Some(yaml::parse(file, text, limits)?),
        };
        Ok(Parsed {
            file,
            limits: *limits,
            yaml,
        })
    }

    /// The notation.
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        if self.yaml.is_some() {
            Syntax::Yaml
        } else {
            Syntax::Json
        }
    }

    /// The first document; `None` where there is none. `text` is that of the file. The others are its [`Document::rest`].
    #[must_use]
    pub fn first<'a>(&'a self, text: &'a str) -> Option<Document<'a>> {
        match &self.yaml {
            Some(yaml) => Document::trees(self.file, text, &yaml.documents),
            None => Document::json(self.file, text, 0, &self.limits),
        }
    }

    /// The comments of a YAML text; JSON has none.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        self.yaml.as_ref().map_or(&[], |yaml| &yaml.comments)
    }

    /// What was wrong in a YAML text without being in the way. For JSON this is known after reading.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.yaml.as_ref().map_or(&[], |yaml| &yaml.problems)
    }
}

/// By the first characters; where they leave both open, by the name, then by what the text is.
fn guess(name: &str, text: &str) -> Syntax {
    let mut scanner = Scanner::new(text, 0);
    let first = scanner.peek();
    let start = scanner.at;
    let Some(open @ (b'{' | b'[')) = first else {
        // A number or a text in quotes is a JSON document too, but nothing that is of use.
        return if first.is_none() {
            Syntax::Json
        } else {
            Syntax::Yaml
        };
    };
    let named_yaml = [".yaml", ".yml"].iter().any(|end| {
        let name = name
            .strip_suffix(".gz")
            .or_else(|| name.strip_suffix(".zst"))
            .unwrap_or(name);
        name.to_ascii_lowercase().ends_with(end)
    });
    scanner.at += 1;
    let json_like = match (open, scanner.peek()) {
        (b'{', next) => matches!(next, Some(b'"' | b'}') | None),
        (_, next) => matches!(
            next,
            Some(b'{' | b'[' | b'"' | b']' | b'-' | b't' | b'f' | b'n' | b'0'..=b'9') | None
        ),
    };
    if !named_yaml && json_like {
        return Syntax::Json;
    }
    if Scanner::new(text, start).value().is_ok() || (!named_yaml && json_like) {
        Syntax::Json
    } else {
        Syntax::Yaml
    }
}
