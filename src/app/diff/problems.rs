//! The rules that only two snapshots can break.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Status};
use crate::rules::refs;

/// All of them, in the order of their codes.
pub static RULES: &[&RuleInfo] = &[&STUCK];

/// The same transitional state in both.
pub static STUCK: RuleInfo = RuleInfo {
    code: Code::new(Group::State, 6),
    name: "state-stuck-transitional",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    status: Status::Stable,
    since: "0.1.0",
    scope: Scope::All,
    summary: "an element is in the same transitional state in two snapshots, longer apart than the provider needs",
    rationale: "What is requested, being set up or being deleted goes on by itself or lapses: a request after the time that the provider states, everything else within a day. `netvet diff` says so where it knows the times of both snapshots.",
    remedy: "Look at the element in the provider's console; it may wait for something, or need the provider's support.",
    references: &[
        &refs::PEERING_BASICS,
        &refs::DX_INTERFACE,
        &refs::OUTSCALE_NET_PEERING,
    ],
    example: None,
};
