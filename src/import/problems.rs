//! The rules about input: what reading, merging and resolving themselves notice.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Status};

/// All of them, in the order of their codes.
pub static RULES: &[&RuleInfo] = &[
    &REFUSED,
    &UNREADABLE,
    &DUPLICATE_KEY,
    &DUPLICATE_ID,
    &DUPLICATE_NAME,
    &TRUNCATED,
    &MISSING_CONTEXT,
    &UNKNOWN_KEY,
    &MIXED_CASING,
    &UNKNOWN_REFERENCE,
];

const fn rule(
    number: u16,
    name: &'static str,
    severity: Severity,
    texts: [&'static str; 3],
) -> RuleInfo {
    let [summary, rationale, remedy] = texts;
    RuleInfo {
        code: Code::new(Group::Input, number),
        name,
        severity,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary,
        rationale,
        remedy,
        references: &[],
        example: None,
    }
}

/// An element is left out.
pub static REFUSED: RuleInfo = rule(
    1,
    "input-element-refused",
    Severity::Error,
    [
        "an element cannot be read and is left out",
        "Something of the wrong type stands where an id, a range or a whole object belongs. The element is not in the design, so \
         nothing about it is checked, and what refers to it counts as leading out of the input.",
        "Export the element again, or mend the value that the finding points at",
    ],
);

/// A value is left out.
pub static UNREADABLE: RuleInfo = rule(
    2,
    "input-value-unreadable",
    Severity::Warning,
    [
        "a value cannot be read and counts as not given",
        "Rules that need the value are silent about this element.",
        "Mend the value that the finding points at",
    ],
);

/// A key stands twice.
pub static DUPLICATE_KEY: RuleInfo = rule(
    3,
    "input-duplicate-key",
    Severity::Warning,
    [
        "a key stands twice in one object",
        "The last value holds and the other is lost, which is rarely what was meant.",
        "Remove one of the two, or give them different keys",
    ],
);

/// Two views contradict each other.
pub static DUPLICATE_ID: RuleInfo = rule(
    4,
    "input-duplicate-id",
    Severity::Info,
    [
        "two views of one element say different things",
        "The same id stands twice with different content, as when exports of different moments are mixed. The view of the owner \
         holds, among equals the one that comes first by path. Tags, options of one side, zone names and absent members differ \
         between accounts and regions by nature and are not meant here.",
        "Take all exports at one time, and give only one of each",
    ],
);

/// A design's name stands twice.
pub static DUPLICATE_NAME: RuleInfo = rule(
    5,
    "input-duplicate-name",
    Severity::Error,
    [
        "two designs name the same kind of element alike",
        "References by that name lead to the first one.",
        "Rename one of the two; what completes an exported element names its `id`, and the design names the export under `inputs`",
    ],
);

/// A page is missing.
pub static TRUNCATED: RuleInfo = rule(
    6,
    "input-truncated",
    Severity::Warning,
    [
        "an answer says that there is more than was given",
        "What is not in the list may stand on the next page, so nothing follows from its absence, and rules about missing things \
         are silent.",
        "Export all pages; name the files of the following pages as well",
    ],
);

/// A list without its parent.
pub static MISSING_CONTEXT: RuleInfo = rule(
    7,
    "input-missing-context",
    Severity::Warning,
    [
        "a list does not say what its items belong to",
        "Some answers hold items without the id of what was asked for. Without it the items cannot be placed and are left out.",
        "Put the id beside the list in a `_context` object, or into the name of the file",
    ],
);

/// A key that nobody knows.
pub static UNKNOWN_KEY: RuleInfo = rule(
    8,
    "input-unknown-key",
    Severity::Error,
    [
        "a design has a key that does not exist",
        "What stands under the key is not read, so the design does not say what its author thinks it says.",
        "Correct the key; `netvet schema design` lists those that exist",
    ],
);

/// Members in the casing of another tool.
pub static MIXED_CASING: RuleInfo = rule(
    9,
    "input-mixed-casing",
    Severity::Info,
    [
        "members are not cased as the provider writes them",
        "The file was written or rewritten by another tool, which may have changed more than the casing.",
        "Check what the provider's own client prints",
    ],
);

/// A reference to something that should be in the input and is not.
pub static UNKNOWN_REFERENCE: RuleInfo = rule(
    10,
    "input-reference-unknown",
    Severity::Warning,
    [
        "a reference leads to nothing in the input",
        "The list that should hold the element is in the input, whole, and does not hold it; or a design names what nothing is \
         called. Whatever depends on the element is not checked. Where the element may belong to another account, the finding is \
         an info.",
        "Correct the reference, or add the export or the part of the design that holds the element",
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_each_other() {
        let codes: Vec<String> = RULES.iter().map(|rule| rule.code.to_string()).collect();
        let expected: Vec<String> = (1..=RULES.len()).map(|n| format!("IN{n:03}")).collect();
        assert_eq!(codes, expected);
    }
}
