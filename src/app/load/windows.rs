//! How a large call is read: a part of its files at a time.

use std::path::Path;

use super::files::KEPT_BYTES;
use crate::source::{Input, Target};

/// When files are read in windows, and where a window ends. The result is the same for all of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Window {
    /// Up to how many bytes together files are read in one go.
    pub(in crate::app) above: u64,
    /// How many bytes at least the files of a window have together.
    pub(in crate::app) bytes: u64,
    /// How many files at least are in a window, so that every thread has some.
    pub(in crate::app) files: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            above: KEPT_BYTES,
            bytes: 64 << 20,
            files: 4 * rayon::current_num_threads(),
        }
    }
}

/// How many bytes inputs have together, as stored.
pub(super) fn bytes(inputs: &[Input]) -> u64 {
    inputs.iter().map(|input| input.size).sum()
}

/// Whether a file is JSON by its name. Others may be designs, which bring further files along.
fn is_json(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = [".gz", ".zst"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(&name);
    name.ends_with(".json") || name.ends_with(".jsonl")
}

impl Window {
    /// Everything in one go.
    pub(in crate::app) fn whole() -> Self {
        Self {
            above: u64::MAX,
            ..Self::default()
        }
    }

    /// Whether files are to be read in windows: much, no design as far as names tell, and nothing that can be read only once, because
    /// it may have to be read again.
    pub(super) fn fits(self, inputs: &[Input]) -> bool {
        bytes(inputs) > self.above
            && inputs.iter().all(|input| match &input.target {
                Target::File(path) => is_json(path) && path.is_file(),
                Target::Standard => false,
                Target::Unreadable(_) => true,
            })
    }

    /// The windows, in order.
    pub(super) fn split(self, inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
        let (mut size, mut count) = (0, 0);
        inputs.chunk_by(move |input, _| {
            size += input.size;
            count += 1;
            let goes_on = size < self.bytes || count < self.files;
            if !goes_on {
                (size, count) = (0, 0);
            }
            goes_on
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn input(size: u64, target: Target) -> Input {
        Input {
            path: String::new(),
            named: false,
            size,
            target,
        }
    }

    #[test]
    fn a_window_ends_with_enough_bytes_and_files() {
        let sizes = [5, 5, 1, 20, 1, 1, 9, 1];
        let inputs: Vec<Input> = sizes
            .iter()
            .map(|size| input(*size, Target::Standard))
            .collect();
        let split = |bytes, files| {
            let window = Window {
                above: 0,
                bytes,
                files,
            };
            let sizes = |part: &[Input]| part.iter().map(|input| input.size).collect::<Vec<_>>();
            window.split(&inputs).map(sizes).collect::<Vec<_>>()
        };
        assert_eq!(
            split(10, 1),
            [vec![5, 5], vec![1, 20], vec![1, 1, 9], vec![1]]
        );
        assert_eq!(split(10, 3), [vec![5, 5, 1], vec![20, 1, 1], vec![9, 1]]);
        assert_eq!(split(0, 1).len(), sizes.len());
        assert_eq!(split(u64::MAX, 1).len(), 1);
    }

    #[test]
    fn only_large_calls_of_regular_json_files_fit() {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let file = |name: &str| input(10, Target::File(here.join(name)));
        let window = Window {
            above: 10,
            bytes: 1,
            files: 1,
        };
        let schema = || file("schemas/design.schema.json");
        assert!(window.fits(&[schema(), schema()]));
        assert!(!window.fits(&[schema()]));
        assert!(!Window::whole().fits(&[schema(), schema()]));
        assert!(!window.fits(&[schema(), input(10, Target::Standard)]));
        assert!(!window.fits(&[
            schema(),
            schema(),
            file("examples/designs/two-networks.yaml")
        ]));
        assert!(!window.fits(&[schema(), schema(), file("no-such-file.json")]));
        assert!(is_json(&PathBuf::from("a/B.JSONL.gz")));
        assert!(!is_json(&PathBuf::from("json")));
    }
}
