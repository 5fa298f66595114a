//! What rules of several groups share.

use crate::model::{Element, ElementKind, Head, Link};
use crate::rules::Context;

/// Whether everything of a kind beside an element was given: a design says all there is, an export where the owner's list is
/// complete and the element is the exporter's own.
pub(super) fn lists(cx: &Context<'_>, kind: ElementKind, beside: &Head) -> bool {
    !beside.is_foreign() && (beside.is_design() || cx.lists_all_beside(kind, beside))
}

/// Whether two references mean the same element; `None` where one of them says nothing.
pub(super) fn same<T: Element>(a: &Link<T>, b: &Link<T>) -> Option<bool> {
    match (a.get(), b.get()) {
        (Some(a), Some(b)) => Some(a == b),
        (Some(_), None) | (None, Some(_)) => (!a.is_absent() && !b.is_absent()).then_some(false),
        (None, None) => Some(a.id.get()? == b.id.get()?),
    }
}

/// Names in a sentence: `a`, `a and b`, `a, b and c`.
pub(super) fn all(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(all(&names[..1]), "a");
        assert_eq!(all(&names[..2]), "a and b");
        assert_eq!(all(&names), "a, b and c");
    }
}
