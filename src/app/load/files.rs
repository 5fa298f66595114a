//! The files of a call: found, read, and put together.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::paths::{found, plain, real_path, roots};
use super::reports::{not_modelled, report};
use super::windows::{Window, bytes};
use super::{Failed, LoadOptions, Loaded, PassedOver, RefusedItem};
use crate::import::builder::{Merged, Merger, Share};
use crate::import::findings::{Noted, Noticed, findings};
use crate::import::read::{Nature, ReadFile, Said, listed, read_file, refusals};
use crate::import::resolve::resolve;
use crate::import::yaml::scenario::ScenarioRead;
use crate::import::{Surroundings, yaml};
use crate::model::{AnyId, Design, ProviderId};
use crate::provider::SECRET_KEYS;
use crate::source::tree::Data;
use crate::source::{
    Fate, Field, FileId, Input, Progress as Step, SecretNames, SourceFile, Sources, Text,
};

/// The files of a call while it is being found out which there are.
#[derive(Default)]
pub(super) struct Files {
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
    /// A scenario: no part of the design, unless the design stands in it.
    scenario: Option<FileId>,
    /// How a large call is read.
    window: Window,
    /// The elements that went into the design already, which are those of the first files.
    merger: Merger,
    /// How many elements each of the first files had that are there as themselves.
    merged: Vec<usize>,
}

/// Up to how many bytes together the texts of all files stay in memory.
pub(super) const KEPT_BYTES: u64 = 64 << 20;

fn parse(
    id: FileId,
    source: &SourceFile,
    named: &FxHashMap<FileId, ProviderId>,
    options: &LoadOptions<'_>,
) -> ReadFile {
    let said = Said {
        provider: options.provider.or_else(|| named.get(&id).copied()),
        account: options.account,
        region: options.region,
    };
    read_file(id, source, &options.readers, &said, &options.limits)
}

/// Whether a design in it names files that are to be read, too.
fn names_inputs(file: &ReadFile) -> bool {
    let mut documents = file.documents.iter();
    documents.any(|document| !document.batch.inputs.is_empty())
}

/// How many elements of a file are there as themselves.
fn count(documents: &[Noted]) -> usize {
    let elements = documents.iter().map(|document| &document.batch.elements);
    elements.map(listed).sum()
}

/// The elements of documents, moved out of them.
fn parts(documents: &mut [Noted]) -> impl Iterator<Item = Design> {
    documents
        .iter_mut()
        .map(|document| std::mem::take(&mut document.batch.elements))
}

impl Files {
    /// None yet.
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            ..Self::default()
        }
    }

    /// Reads what the call names.
    pub(super) fn add_paths(&mut self, options: &LoadOptions<'_>) {
        self.roots.extend(roots(options.paths));
        self.add(found(options.paths, options), None, options);
    }

    /// Reads a scenario and what it begins with. `None` where the file cannot be read or is none; `finish` tells then.
    pub(super) fn add_scenario(&mut self, options: &LoadOptions<'_>) -> Option<ScenarioRead> {
        self.add(found(options.paths, options), None, options);
        let [file] = self.read.as_mut_slice() else {
            return None;
        };
        let id = file.file;
        let source = self.sources.get(id)?;
        let text = source.error().is_none().then(|| source.text())?;
        let yaml = match crate::source::yaml::parse(id, text, &options.limits) {
            Ok(yaml) => yaml,
            Err(error) => {
                file.error = Some(error);
                return None;
            }
        };
        let root = yaml.documents.first()?;
        root.get("steps").or_else(|| root.get("scenario"))?;
        self.scenario = Some(id);
        file.documents.clear();
        file.error = None;
        file.nature = Nature::Scenario;
        let read = yaml::scenario::read(id, root);
        let provider = options.provider.or_else(|| {
            let word = read.scenario.provider.get()?;
            Some(options.profiles.find(&word)?.provider)
        });
        let path = self.sources.path(id).to_owned();
        match read.scenario.design.as_ref().map(|node| (&node.data, node)) {
            Some((Data::Map(_), node)) => {
                let around = Surroundings {
                    file: id,
                    path,
                    provider,
                    account: options.account,
                    region: options.region,
                    context: Vec::new(),
                };
                file.nature = Nature::Read;
                file.documents.push(Noted {
                    file: id,
                    provider: ProviderId::GENERIC,
                    account: around.account,
                    region: around.region,
                    batch: yaml::read_tree(id, node, &around),
                });
            }
            Some((data, _)) => {
                let items = match data {
                    Data::List(items) => items.iter().map(|item| &item.data).collect(),
                    data => vec![data],
                };
                let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
                let paths: Vec<PathBuf> = items
                    .into_iter()
                    .filter_map(|item| match item {
                        Data::Scalar { text, .. } => Some(plain(&folder.join(&**text))),
                        _ => None,
                    })
                    .collect();
                self.roots.extend(roots(&paths));
                self.add(found(&paths, options), provider, options);
            }
            None => {}
        }
        Some(read)
    }

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
        if !self.read_in_windows(&new, options) {
            options.progress.phase("reading", new.len());
            // What is not too much stays, so that it is read once only.
            let keep = bytes(&new) <= KEPT_BYTES;
            let read = self.read(&new, keep, options);
            self.read.extend(read);
        }
        let again: Vec<ReadFile> = again
            .par_iter()
            .filter_map(|id| {
                let source = self.sources.open(*id)?;
                Some(parse(*id, &source, &self.named, options))
            })
            .collect();
        for file in again {
            if let Some(slot) = self.read.get_mut(file.file.0 as usize) {
                *slot = file;
            }
        }
    }

    /// Reads inputs behind those that were read, and parses them.
    fn read(&mut self, inputs: &[Input], keep: bool, options: &LoadOptions<'_>) -> Vec<ReadFile> {
        let step = |step| {
            if step == Step::File {
                options.progress.step();
            }
        };
        let named = &self.named;
        let limits = &options.limits;
        self.sources.extend(inputs, limits, &step, |id, source| {
            let read = parse(id, source, named, options);
            let fate = if !keep && read.is_json && read.nature == Nature::Read {
                Fate::LetGo
            } else {
                Fate::Keep
            };
            (read, fate)
        })
    }

    /// Reads the first inputs of a large call window by window, and moves the elements of each window into the design before the
    /// next is read. Whether that was done.
    ///
    /// The order of the inputs must be the one in which `finish` puts files, and no file may follow. Whether one does shows only
    /// when they are read; if so, everything that was done here is forgotten.
    fn read_in_windows(&mut self, new: &[Input], options: &LoadOptions<'_>) -> bool {
        let total = bytes(new);
        if !self.read.is_empty() || !self.window.fits(new) {
            return false;
        }
        options.progress.phase("reading", new.len());
        let mut given = 0;
        for window in self.window.split(new) {
            let mut read = self.read(window, total <= KEPT_BYTES, options);
            if read.iter().any(names_inputs) {
                self.sources = Sources::new();
                self.read = Vec::new();
                self.merger = Merger::default();
                self.merged = Vec::new();
                return false;
            }
            given += bytes(window);
            self.merged
                .extend(read.iter().map(|file| count(&file.documents)));
            let parts = read.iter_mut().flat_map(|file| parts(&mut file.documents));
            self.merger.add(parts.collect(), Share { given, total });
            self.read.extend(read);
        }
        true
    }

    /// Follows the `inputs` of one design that were not followed yet; whether there was one.
    pub(super) fn follow(&mut self, options: &LoadOptions<'_>) -> bool {
        let next = self
            .read
            .iter()
            .find(|file| !self.followed.contains(&file.file) && names_inputs(file));
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
            let found = found(&[path], options);
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

    pub(super) fn finish(mut self, options: &LoadOptions<'_>) -> Loaded {
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
            if self.scenario == Some(file.file) && file.nature == Nature::Scenario {
                continue;
            }
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
            let merged = self.merged.get(file.file.0 as usize).copied();
            let elements = merged.unwrap_or_else(|| count(&file.documents));
            inputs.push(report(path, &file.documents, elements));
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
        // Of what was read in windows nothing is left to be merged.
        let rest = parts(&mut documents).collect();
        self.merger.add(rest, Share::WHOLE);
        let Merged {
            mut design,
            contradictions,
            same_names,
        } = self.merger.finish();
        // Before resolving, because what is not live may leave references open.
        for complaint in yaml::defaults::apply(&mut design, options.profiles) {
            let told = documents
                .iter_mut()
                .find(|noted| noted.file == complaint.span.file);
            if let Some(noted) = told {
                noted.batch.unreadable.push(complaint);
            }
        }
        mask_tags(&mut design);
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

/// Hides the values of tags that set a secret, such as a configuration that somebody kept in a tag.
fn mask_tags(design: &mut Design) {
    let names = SecretNames::new(SECRET_KEYS.iter().copied());
    let ids: Vec<AnyId> = design.all().collect();
    for id in ids {
        for tag in &mut design.head_mut(id).tags {
            if let Field::Value { value, .. } = &mut tag.value
                && names.set_in(value)
            {
                *value = Text::new("***");
            }
        }
    }
}
