//! Trees that are added one by one and lent for as long as the whole collection lives.

use std::cell::OnceCell;

use super::tree::Node;

/// A collection that only grows, through shared references.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    first: OnceCell<Box<Link>>,
}

#[derive(Debug)]
struct Link {
    node: Node,
    next: OnceCell<Box<Link>>,
}

/// The end of a [`Kept`], where the next tree goes.
#[derive(Clone, Copy)]
pub(crate) struct Tail<'k>(&'k OnceCell<Box<Link>>);

impl Kept {
    pub(crate) fn tail(&self) -> Tail<'_> {
        Tail(&self.first)
    }
}

impl<'k> Tail<'k> {
    /// Adds a tree.
    pub(crate) fn push(&mut self, node: Node) -> &'k Node {
        while let Some(link) = self.0.get() {
            self.0 = &link.next;
        }
        let link = self.0.get_or_init(|| {
            Box::new(Link {
                node,
                next: OnceCell::new(),
            })
        });
        self.0 = &link.next;
        &link.node
    }
}

impl Drop for Kept {
    // One by one, because a long chain would overflow the stack.
    fn drop(&mut self) {
        let mut next = self.first.take();
        while let Some(mut link) = next {
            next = link.next.take();
        }
    }
}
