//! References to elements as settings, designs and comments write them.

use crate::finding::Subject;

/// Whether a reference (an id, a name, `kind/id` or `kind/name`) means this element.
#[must_use]
pub fn names(reference: &str, subject: &Subject) -> bool {
    let is = |text: &str| {
        subject.id.as_str() == text || subject.name.is_some_and(|name| name.as_str() == text)
    };
    let after_kind = reference
        .strip_prefix(subject.kind)
        .and_then(|rest| rest.strip_prefix('/'));
    is(reference) || after_kind.is_some_and(is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    #[test]
    fn four_ways_to_name_an_element() {
        let subject = Subject {
            kind: "bgp-peer",
            id: Text::new("dxpeer-1"),
            name: Some(Text::new("vif-1/v4")),
            provider: "aws",
            account: None,
            region: None,
        };
        for reference in [
            "dxpeer-1",
            "vif-1/v4",
            "bgp-peer/dxpeer-1",
            "bgp-peer/vif-1/v4",
        ] {
            assert!(names(reference, &subject), "{reference}");
        }
        for reference in [
            "dxpeer",
            "v4",
            "peering/dxpeer-1",
            "bgp-peer/",
            "bgp-peerdxpeer-1",
            "",
        ] {
            assert!(!names(reference, &subject), "{reference}");
        }
    }
}
