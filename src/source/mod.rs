//! Bytes, places and trees; knows nothing about networks.

pub mod field;
pub mod span;
pub mod text;
pub mod tree;

pub use field::{Field, Lowering, Part, Raw, Scalar, Secret, Shape};
pub use span::{FileId, Span};
pub use text::Text;
