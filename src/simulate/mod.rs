//! The lifecycle of elements: operations, events and time applied to a design.
//!
//! A [`World`] is a design with a clock and what no export shows. A run is a list of steps; each is checked in a fixed
//! order, applied, settled and judged. What a provider can be asked to do stands in tables of [`operation::Operation`]s, what can
//! happen to it in tables of [`event::Event`]s. Every run is a function of the design, the providers' facts and the scenario alone.

pub mod argument;
pub mod choice;
mod direct_connect;
mod ec2;
pub mod engine;
pub mod event;
mod expect;
mod filter;
mod form;
mod happen;
mod huawei;
pub mod mistake;
mod named;
mod names;
pub mod operation;
mod outscale;
mod page;
mod peering;
pub mod plan;
pub mod reachability;
pub mod refusal;
mod route_server;
mod routes;
mod sessions;
mod sight;
mod status;
mod tags;
pub mod trace;
pub mod world;

pub use choice::Chosen;
pub use direct_connect::Links;
pub use engine::{Findings, Principals, Setup, Simulation};
pub use form::mistakes;
pub use mistake::Mistake;
pub use peering::Peerings;
pub use routes::Routes;
pub use trace::{
    Answer, Cause, Change, Datum, Deed, Fields, Judged, Note, Refused, Summary, Traced,
};
pub use world::{Quotas, World};
