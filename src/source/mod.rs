//! Bytes, places and trees; knows nothing about networks.

mod careful;
pub mod de;
mod de_access;
mod de_error;
pub mod document;
pub mod error;
pub mod field;
mod json;
mod json_tree;
mod kept;
pub mod limits;
pub mod members;
pub mod outline;
#[cfg(test)]
mod reading_tests;
mod shaped;
pub mod span;
mod strict;
pub mod syntax;
pub mod text;
pub mod tree;
mod tree_walk;
mod typed;
pub mod yaml;
mod yaml_faults;

pub use de::{TreeRead, UnknownKey, from_node};
pub use document::Document;
pub use error::{Problem, ReadError};
pub use field::{Field, Lowering, Mapping, Part, Raw, Scalar, Secret, Shape};
pub use limits::Limits;
pub use members::{Members, Value};
pub use outline::{Outline, Top};
pub use span::{FileId, Span};
pub use syntax::{Parsed, Syntax};
pub use text::Text;
