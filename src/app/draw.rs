//! `diagram`: a design and its findings as a picture.

pub mod light;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::{self, DrawError, Focus, Format, Highlight, Level, Options, Scene, View};
use crate::finding::Finding;
use crate::model::{AnyId, Design, ElementKind};
use crate::report::Picture;
use strsim::osa_distance;

/// What is asked, in the words of the options.
#[derive(Clone, Debug)]
pub struct Request {
    /// The format.
    pub format: &'static Format,
    /// The view.
    pub view: View,
    /// Words of kinds to draw and no others; empty: those of the view.
    pub only: Vec<String>,
    /// Words of kinds not to draw.
    pub exclude: Vec<String>,
    /// References to elements around which to draw.
    pub focus: Vec<String>,
    /// How many lines away from the focus.
    pub depth: usize,
    /// Levels of nesting, from the outside.
    pub group_by: Vec<Level>,
    /// Groups of this level become one box each.
    pub collapse: Option<Level>,
    /// Draw parallel lines one by one.
    pub keep_parallel: bool,
    /// The most boxes; without it the format's own limit.
    pub max_nodes: Option<usize>,
    /// Where clicks lead, with `{kind}`, `{id}`, `{account}` and `{region}`.
    pub link: Option<String>,
    /// A path or a failure to bring out, see [`light::highlight`].
    pub highlight: Highlight,
}

impl Request {
    /// Everything, in a format.
    #[must_use]
    pub fn new(format: &'static Format) -> Self {
        let options = Options::default();
        Self {
            format,
            view: options.view,
            only: Vec::new(),
            exclude: Vec::new(),
            focus: Vec::new(),
            depth: options.depth,
            group_by: options.group_by,
            collapse: None,
            keep_parallel: false,
            max_nodes: None,
            link: None,
            highlight: Highlight::default(),
        }
    }
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What the user must know about it; the picture says it too.
    pub notes: Vec<String>,
}

/// Why there is no picture; each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// No such kind.
    #[error("there is no kind of element `{word}`{}", meant(.near))]
    UnknownKind {
        /// As written.
        word: String,
        /// Kinds that may be meant.
        near: Vec<String>,
    },
    /// Nothing of that name is in the input.
    #[error("nothing in the input is called `{reference}`{}", meant(.near))]
    UnknownElement {
        /// As written.
        reference: String,
        /// References that may be meant.
        near: Vec<String>,
    },
    /// Several elements of that name.
    #[error("`{reference}` can mean {}; write one of these", .candidates.join(", "))]
    Ambiguous {
        /// As written.
        reference: String,
        /// All that it fits.
        candidates: Vec<String>,
    },
    /// Nothing would be left to draw.
    #[error("no kind of element is left to draw")]
    NoKinds,
    /// The scene cannot be made.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The format cannot be written.
    #[error("the picture cannot be written: {0}")]
    Write(String),
}

/// `; did you mean a, b or c?`, or nothing.
pub(super) fn meant(near: &[String]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        [all @ .., last] => format!("; did you mean `{}` or `{last}`?", all.join("`, `")),
    }
}

/// Draws a design.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::draw::{Request, draw};
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::{PROFILES, Profiles, Time};
/// use netvet::diagram;
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let svg = diagram::format("svg").expect("a format of that name");
/// let drawing = draw(&loaded.design, &[], &Request::new(svg))?;
/// assert!(drawing.bytes.starts_with(b"<svg") || drawing.bytes.starts_with(b"<?xml"));
/// # Ok::<(), netvet::app::draw::RequestError>(())
/// ```
///
/// # Errors
/// If the request names what is not there, or the picture would be too large to be read.
pub fn draw(
    design: &Design,
    findings: &[Finding],
    request: &Request,
) -> Result<Drawing, RequestError> {
    let scene = scene(design, findings, request)?;
    let bytes = (request.format.write)(&scene).map_err(RequestError::Write)?;
    Ok(Drawing {
        bytes,
        notes: scene.notes,
    })
}

/// The topology with its findings, for a report; `None` where there is nothing to draw.
#[must_use]
pub fn picture(design: &Design, findings: &[Finding]) -> Option<Picture> {
    let options = Options {
        max_nodes: diagram::format("html").map_or(1500, |format| format.max_nodes),
        ..Options::default()
    };
    let scene = match diagram::scene(design, findings, &options) {
        Ok(scene) => scene,
        Err(error) => return Some(Picture::none(&format!("There is no picture: {error}."))),
    };
    if scene.nodes.is_empty() {
        return None;
    }
    let widget = diagram::html::widget(&scene);
    Some(Picture {
        markup: widget.markup,
        css: widget.css,
        css_sha256: widget.css_sha256,
        script: widget.script,
        script_sha256: widget.script_sha256,
        notes: scene.notes,
    })
}

/// The scene of a request, for those who want to draw it themselves.
///
/// # Errors
/// As for [`draw`].
pub fn scene(
    design: &Design,
    findings: &[Finding],
    request: &Request,
) -> Result<Scene, RequestError> {
    let mut options = Options {
        view: request.view,
        only: None,
        exclude: kinds(&request.exclude)?,
        focus: Vec::new(),
        depth: request.depth,
        group_by: request.group_by.clone(),
        collapse: request.collapse,
        merge_parallel: !request.keep_parallel,
        max_nodes: request.max_nodes.unwrap_or(request.format.max_nodes),
        link: request.link.clone(),
        highlight: request.highlight.clone(),
    };
    if !request.only.is_empty() {
        options.only = Some(kinds(&request.only)?);
    }
    if options.kinds().is_empty() {
        return Err(RequestError::NoKinds);
    }
    for reference in &request.focus {
        options.focus.push(focus(design, reference)?);
    }
    diagram::scene(design, findings, &options).map_err(|error| match error {
        DrawError::FocusUnknown(reference) => RequestError::UnknownElement {
            near: near(&reference, references(design).into_keys()),
            reference,
        },
        other => RequestError::Draw(other),
    })
}

fn kinds(words: &[String]) -> Result<BTreeSet<ElementKind>, RequestError> {
    words
        .iter()
        .map(|word| {
            ElementKind::from_word(word).ok_or_else(|| RequestError::UnknownKind {
                word: word.clone(),
                near: near(
                    word,
                    ElementKind::ALL.iter().map(|kind| kind.word().to_owned()),
                ),
            })
        })
        .collect()
}

/// The element of a reference: a native id, else `kind/name` or `kind/id`, else a name.
///
/// What is none of these may still be known to the picture: a location, a device, or something that only references name.
fn focus(design: &Design, reference: &str) -> Result<Focus, RequestError> {
    let fits = |wanted: &dyn Fn(AnyId) -> bool| -> Vec<AnyId> {
        design.all().filter(|id| wanted(*id)).collect()
    };
    let id = |any: AnyId| design.head(any).id.get();
    let name = |any: AnyId| design.head(any).name.get();
    let split = reference
        .split_once('/')
        .and_then(|(word, rest)| Some((ElementKind::from_word(word)?, rest)));
    let mut found = fits(&|any| id(any).is_some_and(|id| id == reference));
    if let (true, Some((kind, rest))) = (found.is_empty(), split) {
        found = fits(&|any| {
            any.kind() == kind
                && (id(any).is_some_and(|id| id == rest) || name(any).is_some_and(|n| n == rest))
        });
    }
    if found.is_empty() {
        found = fits(&|any| name(any).is_some_and(|name| name == reference));
    }
    match found.as_slice() {
        [one] => Ok(Focus::Element(*one)),
        [] => Ok(match split {
            Some((kind, rest)) => Focus::Named(Some(kind), rest.to_owned()),
            None => Focus::Named(None, reference.to_owned()),
        }),
        several => {
            let known = references(design);
            let mut candidates: Vec<String> = several
                .iter()
                .filter_map(|any| {
                    let words = known.iter().filter(|(_, element)| **element == Some(*any));
                    words.map(|(word, _)| word.clone()).min_by_key(String::len)
                })
                .collect();
            candidates.sort();
            candidates.dedup();
            Err(RequestError::Ambiguous {
                reference: reference.to_owned(),
                candidates,
            })
        }
    }
}

/// Every way to write every element; `None` for what fits several.
fn references(design: &Design) -> BTreeMap<String, Option<AnyId>> {
    let mut known: BTreeMap<String, Option<AnyId>> = BTreeMap::new();
    for any in design.all() {
        let head = design.head(any);
        let words: BTreeSet<String> = [head.id.get(), head.name.get()]
            .into_iter()
            .flatten()
            .flat_map(|text| [text.to_string(), format!("{}/{text}", any.kind().word())])
            .collect();
        for word in words {
            known
                .entry(word)
                .and_modify(|element| *element = None)
                .or_insert(Some(any));
        }
    }
    known
}

/// The few words nearest to one that is not known.
pub(super) fn near(wanted: &str, words: impl Iterator<Item = String>) -> Vec<String> {
    const MOST: usize = 3;
    let lower = wanted.to_lowercase();
    let length = lower.chars().count();
    let mut found: Vec<(usize, String)> = words
        .filter(|word| word.chars().count().abs_diff(length) <= length / 3 + 1)
        .map(|word| (osa_distance(&word.to_lowercase(), &lower), word))
        .filter(|(far, word)| *far <= 1 + word.chars().count() / 5)
        .collect();
    found.sort();
    found.dedup();
    // Words that are much further than the best are not meant.
    let best = found.first().map_or(0, |(far, _)| *far);
    found.retain(|(far, _)| *far == best);
    found.truncate(MOST);
    found
        .into_iter()
        .map(|(_, word)| crate::diagram::text::clean(&word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_near_and_few() {
        let words = || {
            ["network", "peering", "subnet"]
                .map(str::to_owned)
                .into_iter()
        };
        assert_eq!(near("netwrok", words()), ["network"]);
        assert_eq!(near("router", words()), Vec::<String>::new());
        assert_eq!(meant(&near("subnets", words())), "; did you mean `subnet`?");
    }
}
