//! The hand-written design format: reading and writing.

mod format;
mod kinds;
mod leaf;
mod lower;
