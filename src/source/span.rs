//! Places in source files.

/// A file of this run, as an index into [`Sources`](super::Sources).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A range of bytes of one file, end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A range of bytes of `file`.
    #[must_use]
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The start of `file`, for what concerns the file as a whole.
    #[must_use]
    pub fn file(file: FileId) -> Self {
        Self {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The same place after its files were put behind so many others.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self {
            file: FileId(self.file.0.saturating_add(by)),
            ..self
        }
    }
}
