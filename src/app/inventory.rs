//! What was read.
