//! Offline validator and topology simulator for cloud networks.

pub mod source;
