//! `generate`: a synthetic export of a chosen provider, shape, size and seed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

pub use crate::generate::Kind;
use crate::generate::{File, Generator, Shape};
use crate::provider::{aws, huawei, outscale};

/// Whose exports are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Exporter {
    #[default]
    Aws,
    Outscale,
    Huawei,
    Otc,
}

impl Exporter {
    fn generator(self) -> &'static Generator {
        match self {
            Exporter::Aws => &aws::generate::GENERATOR,
            Exporter::Outscale => &outscale::generate::GENERATOR,
            Exporter::Huawei => &huawei::generate::GENERATOR,
            Exporter::Otc => &huawei::generate::OTC_GENERATOR,
        }
    }
}

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct GenerateOptions {
    /// Whose exports.
    pub exporter: Exporter,
    /// How networks are joined.
    pub kind: Kind,
    /// About how many objects.
    pub objects: usize,
    /// What everything random depends on.
    pub seed: u64,
    /// How many faults are planted.
    pub faults: usize,
}

/// A planted fault, as the answer key prints it.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The rule that must find it.
    pub rule: &'static str,
    /// The elements it is about; a finding must name one.
    pub ids: Vec<String>,
}

/// The answer key.
#[derive(Clone, Debug, Serialize)]
pub struct Answers {
    /// The number of the format.
    pub format: u32,
    /// The seed.
    pub seed: u64,
    /// What was planted.
    pub faults: Vec<Answer>,
}

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// A file cannot be written.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The directory holds something already.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
}

/// The files of an export in memory, and what was planted.
///
/// ```
/// use netvet::app::generate::{Exporter, GenerateOptions, files};
/// use netvet::generate::Kind;
///
/// let options = GenerateOptions {
///     exporter: Exporter::Aws,
///     kind: Kind::Hub,
///     objects: 200,
///     seed: 7,
///     faults: 2,
/// };
/// let (written, answers) = files(&options);
/// assert!(written.iter().any(|file| file.path.ends_with(".json")));
/// assert_eq!(answers.faults.len(), 2);
/// ```
#[must_use]
pub fn files(options: &GenerateOptions) -> (Vec<File>, Answers) {
    let shape = shape(options);
    let generator = options.exporter.generator();
    let files = (0..(generator.parts)(&shape))
        .into_par_iter()
        .flat_map_iter(|part| (generator.files)(&shape, part))
        .collect();
    (files, answers(&shape, generator))
}

/// Writes an export below a directory that is empty or does not exist yet, with `answer-key.json` if faults are planted.
/// Gives the number of files and bytes.
///
/// # Errors
/// If the directory is not empty or a file cannot be written.
pub fn write(options: &GenerateOptions, directory: &Path) -> Result<(usize, u64), GenerateError> {
    if fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(GenerateError::NotEmpty(directory.to_owned()));
    }
    let shape = shape(options);
    let generator = options.exporter.generator();
    // One account and region at a time, so that the size is bounded by the disk only.
    let (count, bytes) = (0..(generator.parts)(&shape))
        .into_par_iter()
        .map(|part| {
            let files = (generator.files)(&shape, part);
            let mut bytes = 0;
            for file in &files {
                put(&directory.join(&file.path), &file.text)?;
                bytes += file.text.len() as u64;
            }
            Ok((files.len(), bytes))
        })
        .try_reduce(
            || (0, 0),
            |one, other| Ok((one.0 + other.0, one.1 + other.1)),
        )?;
    if options.faults > 0 {
        let mut text =
            serde_json::to_string_pretty(&answers(&shape, generator)).unwrap_or_default();
        text.push('\n');
        put(&directory.join("answer-key.json"), &text)?;
    }
    Ok((count, bytes))
}

fn shape(options: &GenerateOptions) -> Shape {
    Shape::new(options.kind, options.objects, options.seed, options.faults)
}

fn answers(shape: &Shape, generator: &Generator) -> Answers {
    let faults = shape.faults.iter().map(|fault| Answer {
        rule: fault.kind.rule(),
        ids: shape
            .at_fault(*fault)
            .into_iter()
            .map(|(thing, number)| (generator.id)(shape.seed, thing, number))
            .collect(),
    });
    Answers {
        format: 1,
        seed: shape.seed,
        faults: faults.collect(),
    }
}

fn put(path: &Path, text: &str) -> Result<(), GenerateError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| GenerateError::Write { path, error }
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed(parent))?;
    }
    fs::write(path, text).map_err(failed(path))
}
