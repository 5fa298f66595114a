//! The operations that the program offers, without terminal and exit codes.

pub mod catalogue;
pub mod draw;
pub mod explain;
pub mod inventory;
pub mod load;
#[cfg(test)]
mod load_tests;
pub mod progress;
pub mod schema;
