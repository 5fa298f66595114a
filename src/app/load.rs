//! From paths to one design, with everything that was noticed on the way.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::progress::Progress;
use crate::finding::Finding;
use crate::import::builder::{Merged, merge};
use crate::import::findings::{Noted, Noticed, findings};
use crate::import::read::{Nature, ReadFile, Readers, Said, listed, read_file, refusals, refused};
use crate::import::resolve::{Unresolved, resolve};
use crate::import::yaml;
use crate::model::{Design, ElementKind, ProviderId, Time};
use crate::profile::Profiles;
use crate::report::{Place, Problem};
use crate::source::{
    DiscoverOptions, FileId, Input, Limits, Position, Progress as Step, ReadError, Sources, Span,
    Target, Text, discover,
};

/// What to load, and what options say about it.
#[derive(Clone, Copy)]
pub struct LoadOptions<'a> {
    /// Files and directories; none means the current directory.
    pub paths: &'a [PathBuf],
    /// The provider of shapes that several have.
    pub provider: Option<ProviderId>,
    /// The account, where neither document nor folders name one.
    pub account: Option<Text>,
    /// The region, likewise.
    pub region: Option<Text>,
    /// The clock of rules about time; left out: the latest time that an input carries about itself, else `now`.
    pub as_of: Option<Time>,
    /// The time of the call.
    pub now: Time,
    /// Bounds on what one file may cost.
    pub limits: Limits,
    /// Whether `.gitignore` is respected.
    pub ignore_files: bool,
    /// Who can read what.
    pub readers: Readers<'a>,
    /// The providers' facts, for what a design leaves out.
    pub profiles: &'a Profiles,
    /// Who wants to know how far it has come.
    pub progress: &'a dyn Progress,
}

/// What one file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputReport {
    /// Its path as given.
    pub path: String,
    /// What it is, for example `aws.ec2.DescribeVpcs`; several words where it holds several things.
    pub kind: String,
    /// Elements in it, before views are merged.
    pub elements: usize,
    /// Elements that could not be read.
    pub refused: usize,
    /// Objects without an element of their own.
    pub not_modelled: usize,
}

/// Objects that are in the input, but in no design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotModelled {
    /// For example `aws.ec2.NetworkAcls`.
    pub kind: String,
    /// How many.
    pub count: usize,
    /// In which files.
    pub paths: Vec<String>,
}

/// A file that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The file.
    pub file: FileId,
    /// Its path as given.
    pub path: String,
    /// Whether it was named itself, which makes passing it over a failure.
    pub named: bool,
    /// What it is instead.
    pub nature: Nature,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The file.
    pub file: FileId,
    /// Its path as given.
    pub path: String,
    /// Where and why.
    pub error: ReadError,
}

/// An item that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedItem {
    /// The value at fault.
    pub span: Span,
    /// The kind of element, where it could be told.
    pub kind: Option<ElementKind>,
    /// What should stand there.
    pub expected: &'static str,
}

/// A design and everything that was noticed while it was loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Sources,
    /// The design, references resolved.
    pub design: Design,
    /// Findings of the `input-…` rules that come from reading; not sorted.
    pub findings: Vec<Finding>,
    /// References that lead to no element.
    pub unresolved: Vec<Unresolved>,
    /// What each file gave that was read, by path.
    pub inputs: Vec<InputReport>,
    /// What is in the input, but not in the design, by kind.
    pub not_modelled: Vec<NotModelled>,
    /// Items that were left out, by place.
    pub refused: Vec<RefusedItem>,
    /// Files that were passed over, by path.
    pub passed_over: Vec<PassedOver>,
    /// Files that could not be read, by path.
    pub failed: Vec<Failed>,
    /// Directories in which nothing was recognised.
    pub barren: Vec<String>,
    /// The clock of rules about time.
    pub as_of: Time,
}

impl Loaded {
    /// Whether the input was not what the call says it is: exit status 2, whatever is found in the rest.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        !self.failed.is_empty()
            || !self.barren.is_empty()
            || self.passed_over.iter().any(|file| file.named)
    }

    /// What makes the input faulty, as reports print it.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        const GIVE: &str = "give an export as a provider's client prints it in JSON or YAML, or a design that begins with `netvet: 1`";
        let failed = self.failed.iter().map(|failed| {
            let Position {
                line,
                column,
                end_line,
                end_column,
            } = self.sources.position(failed.error.span);
            let at = |n: u32| n as usize;
            let place = Place {
                path: failed.path.clone(),
                line: at(line),
                column: at(column),
                end_line: at(end_line),
                end_column: at(end_column),
                ..Place::default()
            };
            Problem {
                place: Some(place),
                span: Some(failed.error.span),
                message: failed.error.message.clone(),
                help: failed.error.hint.clone(),
            }
        });
        let passed = self
            .passed_over
            .iter()
            .filter(|file| file.named)
            .map(|file| {
                let path = &file.path;
                let (message, help) = match file.nature {
                    Nature::Scenario => (
                        format!("{path} is a scenario"),
                        "run it with `netvet simulate`",
                    ),
                    Nature::Empty => (format!("{path} is empty"), GIVE),
                    Nature::Unknown { like_design: true } => (
                        format!("{path} looks like a design but does not say so"),
                        "write `netvet: 1` at its beginning",
                    ),
                    _ => (
                        format!("{path} is neither a design nor the export of a known provider"),
                        GIVE,
                    ),
                };
                Problem::new(message).help(help)
            });
        let barren = self.barren.iter().map(|path| {
            Problem::new(format!("no export and no design was found in {path}"))
                .help("names that are looked for end in .json, .jsonl, .yaml or .yml, also with .gz or .zst")
        });
        failed.chain(passed).chain(barren).collect()
    }

    /// What was passed over without harm, one sentence a file.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let passed = self.passed_over.iter().filter(|file| !file.named);
        let words = passed.map(|file| {
            let why = match file.nature {
                Nature::Scenario => "is a scenario",
                Nature::Empty => "is empty",
                Nature::Unknown { like_design: true } => {
                    "looks like a design but lacks `netvet: 1`"
                }
                _ => "was not recognised",
            };
            format!("{} {why} and was passed over", file.path)
        });
        words.collect()
    }
}

/// Loads a design. It cannot fail: what could not be read is named in the result.
#[must_use]
pub fn load(options: &LoadOptions<'_>) -> Loaded {
    let mut files = Files::default();
    files.add(
        discover(
            options.paths,
            &DiscoverOptions {
                ignore_files: options.ignore_files,
            },
        ),
        None,
        options,
    );
    // A design may name further exports, and these may be designs again.
    while files.wants(options) {}
    files.roots.extend(roots(options.paths));
    files.finish(options)
}

/// Directories that were named, under the name given and the real one.
fn roots(paths: &[PathBuf]) -> Vec<(String, PathBuf)> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let directories = paths.iter().filter(|path| path.is_dir());
    directories
        .filter_map(|path| {
            Some((
                path.to_string_lossy().into_owned(),
                path.canonicalize().ok()?,
            ))
        })
        .collect()
}

/// The files of a call while it is being found out which there are.
#[derive(Default)]
struct Files {
    sources: Sources,
    /// By number of the file.
    read: Vec<ReadFile>,
    /// The real paths, by number of the file.
    real: Vec<Option<PathBuf>>,
    /// The providers that designs name, by number of the file.
    named: FxHashMap<FileId, ProviderId>,
    known: FxHashMap<PathBuf, FileId>,
    /// Designs whose `inputs` were followed.
    followed: FxHashSet<FileId>,
    roots: Vec<(String, PathBuf)>,
}

fn real_path(input: &Input) -> Option<PathBuf> {
    match &input.target {
        Target::File(path) => Some(path.canonicalize().unwrap_or_else(|_| path.clone())),
        Target::Standard | Target::Unreadable(_) => None,
    }
}

impl Files {
    /// Reads inputs that are new, and those again of which a design now names the provider.
    fn add(&mut self, inputs: Vec<Input>, provider: Option<ProviderId>, options: &LoadOptions<'_>) {
        let mut new = Vec::new();
        let mut again = Vec::new();
        for input in inputs {
            let real = real_path(&input);
            let known = real.as_ref().and_then(|path| self.known.get(path)).copied();
            let id = known.unwrap_or_else(|| {
                FileId(u32::try_from(self.read.len() + new.len()).unwrap_or(u32::MAX))
            });
            if let Some(provider) = provider
                && !self.named.contains_key(&id)
            {
                self.named.insert(id, provider);
                again.extend(known.filter(|_| options.provider.is_none()));
            }
            if known.is_none() {
                if let Some(path) = &real {
                    self.known.insert(path.clone(), id);
                }
                self.real.push(real);
                new.push(input);
            }
        }
        options.progress.phase("reading", new.len());
        let step = |step| {
            if step == Step::File {
                options.progress.step();
            }
        };
        let first = self.sources.len();
        self.sources.extend(&new, &options.limits, &step);
        options.progress.phase("parsing", new.len());
        let added: Vec<FileId> = self.sources.iter().map(|(id, _)| id).skip(first).collect();
        let read = self.parse(&added, options);
        self.read.extend(read);
        for file in self.parse(&again, options) {
            if let Some(slot) = self.read.get_mut(file.file.0 as usize) {
                *slot = file;
            }
        }
    }

    fn parse(&self, files: &[FileId], options: &LoadOptions<'_>) -> Vec<ReadFile> {
        files
            .par_iter()
            .filter_map(|id| {
                let source = self.sources.get(*id)?;
                let said = Said {
                    provider: options.provider.or_else(|| self.named.get(id).copied()),
                    account: options.account,
                    region: options.region,
                };
                let read = read_file(*id, source, &options.readers, &said, &options.limits);
                options.progress.step();
                Some(read)
            })
            .collect()
    }

    /// Follows the `inputs` of one design that were not followed yet; whether there was one.
    fn wants(&mut self, options: &LoadOptions<'_>) -> bool {
        let next = self.read.iter().find(|file| {
            !self.followed.contains(&file.file)
                && file
                    .documents
                    .iter()
                    .any(|document| !document.batch.inputs.is_empty())
        });
        let Some(file) = next else { return false };
        let id = file.file;
        let folder = Path::new(self.sources.path(id))
            .parent()
            .map(Path::to_owned)
            .unwrap_or_default();
        let mut wanted: Vec<(PathBuf, Option<ProviderId>)> = Vec::new();
        for document in &file.documents {
            let named = document
                .batch
                .elements
                .about
                .design_files
                .first()
                .map(|(_, provider)| *provider);
            let named = named.filter(|provider| *provider != ProviderId::GENERIC);
            let paths = document.batch.inputs.iter().filter_map(|input| input.get());
            wanted.extend(paths.map(|path| (plain(&folder.join(path.as_str())), named)));
        }
        self.followed.insert(id);
        for (path, provider) in wanted {
            self.roots.extend(roots(std::slice::from_ref(&path)));
            let found = discover(
                &[path],
                &DiscoverOptions {
                    ignore_files: options.ignore_files,
                },
            );
            self.add(found, provider, options);
        }
        true
    }

    /// The directories below which no file was read.
    fn barren(&self) -> Vec<String> {
        let fruitful: Vec<(&str, Option<&PathBuf>)> = self
            .read
            .iter()
            .filter(|file| file.nature == Nature::Read || file.error.is_some())
            .map(|file| {
                (
                    self.sources.path(file.file),
                    self.real.get(file.file.0 as usize).and_then(Option::as_ref),
                )
            })
            .collect();
        // A link below a directory may lead out of it.
        let below = |name: &str, root: &Path| {
            fruitful.iter().any(|(path, real)| {
                real.is_some_and(|real| real.starts_with(root)) || Path::new(path).starts_with(name)
            })
        };
        let mut barren: Vec<String> = self
            .roots
            .iter()
            .filter(|(name, root)| !below(name, root))
            .map(|(name, _)| name.clone())
            .collect();
        barren.sort();
        barren.dedup();
        barren
    }

    fn finish(mut self, options: &LoadOptions<'_>) -> Loaded {
        // By path, so that neither arguments nor threads decide which of two views comes first.
        let sources = &self.sources;
        self.read
            .sort_by(|one, other| sources.path(one.file).cmp(sources.path(other.file)));
        let barren = self.barren();
        let mut inputs = Vec::new();
        let mut passed_over = Vec::new();
        let mut failed = Vec::new();
        let mut documents: Vec<Noted> = Vec::new();
        for file in self.read {
            let path = self.sources.path(file.file).to_owned();
            if let Some(error) = file.error {
                failed.push(Failed {
                    file: file.file,
                    path,
                    error,
                });
                continue;
            }
            if file.nature != Nature::Read {
                let named = self
                    .sources
                    .get(file.file)
                    .is_some_and(|source| source.named());
                passed_over.push(PassedOver {
                    file: file.file,
                    path,
                    named,
                    nature: file.nature,
                });
                continue;
            }
            inputs.push(report(path, &file.documents));
            documents.extend(file.documents);
        }
        options.progress.phase("resolving", 1);
        let not_modelled = not_modelled(&documents, &self.sources);
        let refused = documents
            .iter()
            .flat_map(|document| refusals(&document.batch));
        let refused = refused
            .map(|(span, kind, expected)| RefusedItem {
                span,
                kind,
                expected,
            })
            .collect();
        let parts = documents
            .iter_mut()
            .map(|document| std::mem::take(&mut document.batch.elements))
            .collect();
        let Merged {
            mut design,
            contradictions,
            same_names,
        } = merge(parts);
        // Before resolving, because what is not live may leave references open.
        for complaint in yaml::defaults::apply(&mut design, options.profiles) {
            let told = documents
                .iter_mut()
                .find(|noted| noted.file == complaint.span.file);
            if let Some(noted) = told {
                noted.batch.unreadable.push(complaint);
            }
        }
        let named_refused = documents
            .iter()
            .flat_map(|d| &d.batch.refused)
            .filter_map(|r| Some((r.kind, r.id?)))
            .collect();
        let unresolved = resolve(&mut design, &named_refused);
        let noticed = Noticed {
            documents: &documents,
            contradictions: &contradictions,
            same_names: &same_names,
            unresolved: &unresolved,
        };
        let findings = findings(&noticed, &design);
        options.progress.step();
        let as_of = options
            .as_of
            .or(design.about.captured)
            .unwrap_or(options.now);
        Loaded {
            sources: self.sources,
            design,
            findings,
            unresolved,
            inputs,
            not_modelled,
            refused,
            passed_over,
            failed,
            barren,
            as_of,
        }
    }
}

/// A path without `.` and, where a folder stands before it, without `..`.
fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(plain.components().next_back(), Some(Component::Normal(_))) =>
            {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    if plain.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        plain
    }
}

fn report(path: String, documents: &[Noted]) -> InputReport {
    let mut kinds: Vec<&str> = Vec::new();
    for kind in documents.iter().flat_map(|document| &document.batch.kinds) {
        if !kinds.contains(&kind.as_str()) {
            kinds.push(kind);
        }
    }
    let batches = || documents.iter().map(|document| &document.batch);
    InputReport {
        path,
        kind: kinds.join(", "),
        elements: batches().map(|batch| listed(&batch.elements)).sum(),
        refused: batches().map(refused).sum(),
        not_modelled: batches()
            .flat_map(|batch| &batch.not_modelled)
            .map(|objects| objects.count)
            .sum(),
    }
}

fn not_modelled(documents: &[Noted], sources: &Sources) -> Vec<NotModelled> {
    let mut all: std::collections::BTreeMap<&str, (usize, Vec<String>)> =
        std::collections::BTreeMap::new();
    for document in documents {
        for objects in &document.batch.not_modelled {
            let (count, paths) = all.entry(&objects.kind).or_default();
            *count += objects.count;
            let path = sources.path(document.file).to_owned();
            if paths.last() != Some(&path) {
                paths.push(path);
            }
        }
    }
    all.into_iter()
        .map(|(kind, (count, paths))| NotModelled {
            kind: kind.to_owned(),
            count,
            paths,
        })
        .collect()
}
