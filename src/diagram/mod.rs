//! Designs to pictures: a design becomes a [`Scene`], a scene becomes text in one of several formats.
//!
//! What is shown is decided here, once for all formats; a format only writes what the scene holds.

mod build;
mod change;
pub mod d2;
pub mod dot;
pub mod html;
pub mod layout;
mod light;
mod marks;
pub mod mermaid;
mod options;
mod outline;
#[cfg(feature = "png")]
pub mod png;
pub mod scene;
pub mod states;
pub mod style;
pub mod svg;
pub mod text;

pub use light::ThingKeys;
pub use options::{Focus, Highlight, Options, View};
pub use scene::{Level, Scene};

use crate::finding::Finding;
use crate::model::Design;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The focus exists, but this view does not show it.
    #[error("{0} is not part of this picture: the view or the choice of kinds leaves it out")]
    FocusNotShown(String),
    /// Nothing in the picture has that name.
    #[error("nothing in this picture is called {0}")]
    FocusUnknown(String),
    /// A level cannot be collapsed because there are no groups of it.
    #[error("cannot collapse by {0} without grouping by {0}")]
    NotGrouped(&'static str),
    /// Too many nodes for a usable picture, even collapsed.
    #[error(
        "{nodes} boxes are too many for a readable picture (the limit is {limit}); narrow it with a focus, a view or a choice of kinds, or raise the limit"
    )]
    TooMany {
        /// How many nodes remained after collapsing.
        nodes: usize,
        /// The limit.
        limit: usize,
    },
}

/// A format of pictures.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its word in options.
    pub name: &'static str,
    /// Ending of its files.
    pub extension: &'static str,
    /// What it is good for, for help texts.
    pub about: &'static str,
    /// More boxes than this are not usable in it.
    pub max_nodes: usize,
    /// Writes a scene, or says in one clause why that is not possible.
    pub write: fn(&Scene) -> Result<Vec<u8>, String>,
}

/// The format of a name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// All formats; the first is the default.
pub static FORMATS: &[Format] = &[
    Format {
        name: "dot",
        extension: "dot",
        about: "text for Graphviz",
        max_nodes: 600,
        write: |scene| Ok(dot::write(scene).into_bytes()),
    },
    Format {
        name: "svg",
        extension: "svg",
        about: "a picture for browsers and documents",
        max_nodes: 1500,
        write: |scene| Ok(svg::write(scene).into_bytes()),
    },
    #[cfg(feature = "png")]
    Format {
        name: "png",
        extension: "png",
        about: "a picture in points",
        max_nodes: 600,
        write: png::write,
    },
    Format {
        name: "mermaid",
        extension: "mmd",
        about: "text for Mermaid, as many forges draw it",
        max_nodes: 200,
        write: |scene| mermaid::write(scene).map(String::into_bytes),
    },
    Format {
        name: "d2",
        extension: "d2",
        about: "text for D2",
        max_nodes: 400,
        write: |scene| Ok(d2::write(scene).into_bytes()),
    },
    Format {
        name: "html",
        extension: "html",
        about: "an interactive page",
        max_nodes: 1500,
        write: |scene| Ok(html::write(scene).into_bytes()),
    },
];

/// What is to be drawn of a design, with findings laid over it.
///
/// # Errors
/// Where the options cannot be met, or the picture would be too large to be read.
pub fn scene(design: &Design, findings: &[Finding], options: &Options) -> Result<Scene, DrawError> {
    let built = build::build(design, options);
    let keys = marks::Keys::new(design, built.item_keys());
    let mut scene = change::wanted(built, options);
    change::focus(&mut scene, &keys, options)?;
    marks::lay(&mut scene, &keys, findings);
    if let Some(level) = options.collapse {
        if level != Level::Network && !options.group_by.contains(&level) {
            return Err(DrawError::NotGrouped(level.word()));
        }
        change::collapse(&mut scene, level);
    }
    change::cap(&mut scene, options)?;
    change::sort(&mut scene);
    if options.merge_parallel {
        change::merge_parallel(&mut scene);
    }
    light::lay(&mut scene, &keys, &options.highlight);
    scene.notes.sort();
    Ok(scene)
}
