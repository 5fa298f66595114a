//! The files of a call: found, read, and put together.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Failed, InputReport, LoadOptions, Loaded, NotModelled, PassedOver, RefusedItem};
use crate::import::builder::{Merged, merge};
use crate::import::findings::{Noted, Noticed, findings};
use crate::import::read::{Nature, ReadFile, Said, listed, read_file, refusals, refused};
use crate::import::resolve::resolve;
use crate::import::yaml::scenario::ScenarioRead;
use crate::import::{Surroundings, yaml};
use crate::model::{AnyId, Design, ProviderId};
use crate::provider::SECRET_KEYS;
use crate::source::tree::Data;
use crate::source::{
    DiscoverOptions, Fate, Field, FileId, Input, Progress as Step, SecretNames, SourceFile,
    Sources, Target, Text, discover,
};

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
}

fn found(paths: &[PathBuf], options: &LoadOptions<'_>) -> Vec<Input> {
    let ignore_files = options.ignore_files;
    discover(paths, &DiscoverOptions { ignore_files })
}

/// Up to how many bytes together the texts of all files stay in memory.
const KEPT_BYTES: u64 = 64 << 20;

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

fn real_path(input: &Input) -> Option<PathBuf> {
    match &input.target {
        Target::File(path) => Some(path.canonicalize().unwrap_or_else(|_| path.clone())),
        Target::Standard | Target::Unreadable(_) => None,
    }
}

impl Files {
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
        options.progress.phase("reading", new.len());
        let step = |step| {
            if step == Step::File {
                options.progress.step();
            }
        };
        // What is not too much stays, so that it is read once only.
        let total: u64 = new.iter().map(|input| input.size).sum();
        let roomy = total <= KEPT_BYTES;
        let named = &self.named;
        let read = self
            .sources
            .extend(&new, &options.limits, &step, |id, source| {
                let read = parse(id, source, named, options);
                let fate = if !roomy && read.is_json && read.nature == Nature::Read {
                    Fate::LetGo
                } else {
                    Fate::Keep
                };
                (read, fate)
            });
        self.read.extend(read);
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

    /// Follows the `inputs` of one design that were not followed yet; whether there was one.
    pub(super) fn follow(&mut self, options: &LoadOptions<'_>) -> bool {
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
