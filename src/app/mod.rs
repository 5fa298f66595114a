//! The operations that the program offers, without terminal and exit codes.

pub mod catalogue;
pub mod draw;
pub mod explain;
pub mod progress;
pub mod schema;
