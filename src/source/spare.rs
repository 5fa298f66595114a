//! One buffer a thread that the next file is read into: memory that is new to the process is cleared by the system first, page by
//! page, which for many files costs as much as reading them.

use std::cell::Cell;

/// Larger ones go back to the system.
const MOST: usize = 16 << 20;

thread_local! {
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer, with room for `size` bytes if the spare one has that.
pub(super) fn take(size: u64) -> Vec<u8> {
    let spare = SPARE.take();
    if spare.capacity() as u64 >= size {
        spare
    } else {
        Vec::new()
    }
}

/// Keeps a buffer for the next file, if it is larger than the one that is kept.
pub(super) fn give(mut buffer: Vec<u8>) {
    // At the end of a thread there is no next file.
    let _ = SPARE.try_with(|spare| {
        let kept = spare.take();
        let better = buffer.capacity() > kept.capacity() && buffer.capacity() <= MOST;
        spare.set(if better {
            buffer.clear();
            buffer
        } else {
            kept
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_buffer_is_kept_empty_and_given_once() {
        give(vec![1; 100]);
        give(vec![2; 10]);
        assert_eq!(take(50).capacity(), 100);
        assert_eq!(take(50).capacity(), 0);
        give(vec![3; 100]);
        assert!(take(100).is_empty());
        give(vec![4; 100]);
        assert_eq!(take(101).capacity(), 0);
        give(Vec::with_capacity(MOST + 1));
        assert_eq!(take(1).capacity(), 0);
    }
}
