//! Findings to bytes: one plain [`Report`], one file per output format.

mod checkstyle;
pub mod diff;
pub mod escape;
pub mod github;
mod gitlab;
mod html;
pub mod json;
mod junit;
mod markdown;
mod paths;
mod sarif;
pub mod summary;
pub mod table;
pub mod text;
pub mod traffic;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use crate::finding::{Finding, Ignored, RuleInfo, Severity};
use crate::source::{FileId, Position};

pub use html::Picture;
pub use summary::Counts;
pub use table::Table;

/// The version that reports name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A place as reports print it. Lines and columns start at 1, ends are exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// As the user gave it.
    pub path: String,
    /// The document or page of a file that holds several, from 0.
    pub document: Option<usize>,
    /// First line.
    pub line: usize,
    /// First column, in characters.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// One past the last column, in characters.
    pub end_column: usize,
    /// First column, in UTF-16 units.
    pub utf16_column: usize,
    /// One past the last column, in UTF-16 units.
    pub utf16_end_column: usize,
    /// JSON pointer within the document, also for YAML; empty for a document as a whole.
    pub pointer: String,
}

impl Place {
    /// A place in a file, its columns counted in characters; nothing is said about documents and UTF-16.
    #[must_use]
    pub fn new(path: &str, at: Position) -> Self {
        Self {
            path: path.to_owned(),
            line: at.line as usize,
            column: at.column as usize,
            end_line: at.end_line as usize,
            end_column: at.end_column as usize,
            ..Self::default()
        }
    }
}

/// A finding with its places.
#[derive(Clone, Debug)]
pub struct Item {
    /// What was found.
    pub finding: Finding,
    /// Where its primary span is.
    pub place: Place,
    /// Where its labels are, in their order.
    pub related: Vec<Place>,
}

/// An input file, as one kind of document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// As the user gave it.
    pub path: String,
    /// For example `aws.ec2.DescribeVpcs`.
    pub kind: String,
    /// Elements read.
    pub elements: usize,
    /// Elements that could not be read.
    pub refused: usize,
    /// Objects that have no element.
    pub not_modelled: usize,
}

/// An input that could not be used, or another reason for exit status 2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// The file of that place, if its text may be shown, with the bytes at fault.
    pub span: Option<crate::source::Span>,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// Without a place.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            place: None,
            span: None,
            message: message.into(),
            help: None,
        }
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The lines of the input files, with every secret masked by as many bytes.
pub trait Lines: Send + Sync + std::fmt::Debug {
    /// The bytes of a line (from 1) without its line break; `None` beyond the end and for a file that is not shown.
    fn line(&self, file: FileId, line: usize) -> Option<Range<u32>>;

    /// The text of a range, widened to whole characters, and where it starts.
    fn text(&self, file: FileId, range: Range<u32>) -> Option<(u32, Cow<'_, str>)>;
}

/// For reports without source text.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLines;

impl Lines for NoLines {
    fn line(&self, _: FileId, _: usize) -> Option<Range<u32>> {
        None
    }
    fn text(&self, _: FileId, _: Range<u32>) -> Option<(u32, Cow<'_, str>)> {
        None
    }
}

/// Everything that any format prints: plain data.
#[derive(Debug)]
pub struct Report {
    /// The clock of expiry rules, RFC 3339 in UTC with `Z`.
    pub as_of: Option<String>,
    /// What was read.
    pub inputs: Vec<Input>,
    /// Distinct elements by the word of their kind.
    pub elements: BTreeMap<&'static str, usize>,
    /// The findings that are listed, also those that do not count.
    pub items: Vec<Item>,
    /// Findings beyond the bound on how many of one rule are listed; they are counted, and fail a run, like the others.
    pub unlisted: Vec<Finding>,
    /// Inputs that could not be used.
    pub problems: Vec<Problem>,
    /// Every rule there is, in order of code.
    pub catalogue: Vec<&'static RuleInfo>,
    /// The severity from which a finding fails the run; `None` if none does.
    pub fail_on: Option<Severity>,
    /// Whether findings that do not count are shown.
    pub show_ignored: bool,
    /// Whether a rule broke off, which is a mistake of the program.
    pub broken: bool,
    /// The directory in which the program ran, for formats that want paths relative to it.
    pub base: Option<String>,
    /// How the findings compare with the baseline, if there is one.
    pub against: Option<Against>,
    /// The text of the inputs.
    pub lines: Box<dyn Lines>,
    /// The topology, for formats that show pictures.
    pub picture: Option<Picture>,
    /// What traffic would do, for formats that show it.
    pub traffic: Option<traffic::Traffic>,
    /// Further tables, for formats that have room for them.
    pub tables: Vec<Table>,
}

/// How findings compare with a baseline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Against {
    /// Findings that count and are not in it.
    pub new: usize,
    /// Entries of it that no finding has any more.
    pub resolved: usize,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            as_of: None,
            inputs: Vec::new(),
            elements: BTreeMap::new(),
            items: Vec::new(),
            unlisted: Vec::new(),
            problems: Vec::new(),
            catalogue: Vec::new(),
            fail_on: Some(Severity::Error),
            show_ignored: false,
            broken: false,
            base: None,
            against: None,
            lines: Box::new(NoLines),
            picture: None,
            traffic: None,
            tables: Vec::new(),
        }
    }
}

impl Report {
    /// Brings the listed findings, inputs and problems into the order of every format: path, line, column, code.
    pub fn sort(&mut self) {
        fn key(item: &Item) -> impl Ord + '_ {
            let Item { finding, place, .. } = item;
            (
                (
                    place.path.as_str(),
                    place.line,
                    place.column,
                    finding.rule.code,
                ),
                (
                    &finding.subjects,
                    finding.message.as_str(),
                    finding.fingerprint,
                ),
            )
        }
        self.items.sort_by(|a, b| key(a).cmp(&key(b)));
        self.inputs.sort();
        self.problems.sort();
    }

    /// The findings that formats print.
    pub fn shown(&self) -> impl Iterator<Item = &Item> + Clone {
        self.items
            .iter()
            .filter(|item| self.show_ignored || item.finding.ignored.is_none())
    }

    /// All findings, listed or not.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let listed = self.items.iter().map(|item| &item.finding);
        listed.chain(&self.unlisted)
    }

    /// The findings that count, listed or not.
    pub fn counting(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.ignored.is_none())
    }

    /// How many there are of what.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::of(self.findings())
    }

    /// Whether a finding that counts is at or above the fail level.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.counting().any(|finding| self.is_failure(finding))
    }

    /// How the run ends; the format has no part in it.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        if self.broken {
            3
        } else if !self.problems.is_empty() {
            2
        } else {
            u8::from(self.fails())
        }
    }

    /// Whether this finding counts and is at or above the fail level.
    #[must_use]
    pub fn is_failure(&self, finding: &Finding) -> bool {
        finding.ignored.is_none() && self.fail_on.is_some_and(|level| finding.severity >= level)
    }
}

/// Advice of a finding: its own, else the rule's.
#[must_use]
pub fn help(finding: &Finding) -> &str {
    finding.help.as_deref().unwrap_or(finding.rule.remedy)
}

/// The first address among a rule's references.
#[must_use]
pub fn url(rule: &RuleInfo) -> Option<&'static str> {
    rule.references
        .iter()
        .map(|reference| reference.url)
        .find(|url| !url.is_empty())
}

/// Why a finding does not count, in words.
#[must_use]
pub fn ignored_because(finding: &Finding) -> Option<&str> {
    finding.ignored.as_ref().map(|ignored| match ignored {
        Ignored::Exception { reason, .. } if reason.is_empty() => "ignored without a reason",
        Ignored::Exception { reason, .. } => reason,
        Ignored::Baseline => "accepted in the baseline",
    })
}

/// How text formats look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// With terminal colours.
    pub colour: bool,
    /// With links that terminals can open.
    pub links: bool,
    /// Columns available.
    pub width: usize,
    /// Without the closing line.
    pub quiet: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            colour: false,
            links: false,
            width: 120,
            quiet: false,
        }
    }
}

/// An output format of `check`.
#[derive(Debug)]
pub struct Format {
    /// As the option names it.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Whether it is meant to be read in a terminal.
    pub terminal: bool,
    /// Writes the whole report.
    pub write: fn(&Report, &Style, &mut dyn io::Write) -> io::Result<()>,
}

/// Every output format of `check`.
pub static FORMATS: &[Format] = &[
    Format {
        name: "full",
        about: "with the lines at fault",
        terminal: true,
        write: text::full,
    },
    Format {
        name: "concise",
        about: "one line a finding",
        terminal: true,
        write: text::concise,
    },
    Format {
        name: "json",
        about: "one document",
        terminal: false,
        write: json::json,
    },
    Format {
        name: "jsonl",
        about: "one JSON object a line and finding",
        terminal: false,
        write: json::jsonl,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        terminal: false,
        write: sarif::sarif,
    },
    Format {
        name: "junit",
        about: "JUnit XML, a suite for each file",
        terminal: false,
        write: junit::junit,
    },
    Format {
        name: "github",
        about: "annotations of GitHub Actions",
        terminal: false,
        write: github::github,
    },
    Format {
        name: "gitlab",
        about: "Code Quality of GitLab",
        terminal: false,
        write: gitlab::gitlab,
    },
    Format {
        name: "checkstyle",
        about: "Checkstyle XML",
        terminal: false,
        write: checkstyle::checkstyle,
    },
    Format {
        name: "markdown",
        about: "a comment for a change",
        terminal: false,
        write: markdown::markdown,
    },
    Format {
        name: "html",
        about: "a page to read, search and print",
        terminal: false,
        write: html::html,
    },
];

/// The format of a name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
