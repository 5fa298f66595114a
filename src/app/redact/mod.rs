//! `redact`: copies of exports without secrets, with account ids and whatever else is chosen mapped. Only what is replaced
//! changes; everything else keeps its bytes.

mod mapping;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::IpAddr;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

pub use mapping::Mapping;

use super::load::Loaded;
use crate::import::layout::is_region;
use crate::provider::aws::bare_vpn_configuration;
use crate::provider::{PROFILES, SECRET_KEYS};
use crate::source::{FileId, Leaf, Limits, SecretNames, SourceFile, Syntax, leaves, locate};

/// What is mapped besides secrets, which are always removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct What {
    /// Account and project ids.
    pub accounts: bool,
    /// Names, descriptions and the values of tags.
    pub names: bool,
    /// Public addresses.
    pub public_addresses: bool,
}

/// How copies are made.
#[derive(Clone, Debug)]
pub struct RedactOptions<'a> {
    /// What was asked for: files and directories.
    pub roots: &'a [PathBuf],
    /// What is mapped.
    pub what: What,
    /// How.
    pub mapping: &'a Mapping,
    /// Bounds on reading.
    pub limits: &'a Limits,
}

/// One copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copy {
    /// The path of the original as given.
    pub from: String,
    /// Where it goes, below the directory of the copies.
    pub to: PathBuf,
    /// The whole content, packed where the name says so.
    pub bytes: Vec<u8>,
    /// How many secrets were removed.
    pub secrets: usize,
}

/// Why copies cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RedactError {
    /// Two inputs have the same place below the directory.
    #[error("{first} and {second} would both become {to}", to = to.display())]
    Collision {
        /// One of them.
        first: String,
        /// The other.
        second: String,
        /// The place.
        to: PathBuf,
    },
    /// A file is not what it was when it was loaded.
    #[error("{0} cannot be copied: it cannot be told for certain where its values begin and end")]
    Broken(String),
    /// Packing failed.
    #[error("{path} cannot be packed: {error}")]
    Pack {
        /// The original.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

/// What the inputs as a whole tell.
#[derive(Debug, Default)]
struct Known {
    /// Ids of projects and tenants, which look like any other number, in lower case and without hyphens.
    projects: BTreeSet<String>,
}

/// New text for a piece of the old one.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Edit {
    range: Range<usize>,
    new: String,
}

/// The copies of everything that was recognised, one after the other.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::redact::{Mapping, RedactOptions, What, copies};
/// use netvet::app::{PROFILES, Profiles, Time};
/// use netvet::source::Limits;
///
/// let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
/// let roots = [PathBuf::from("examples/exports/aws")];
/// let loaded = load(&LoadOptions::new(&roots, &profiles, Time(1_780_000_000)));
/// let mapping = Mapping::from_key("the same key maps alike");
/// let options = RedactOptions {
///     roots: &roots,
///     what: What { accounts: true, names: false, public_addresses: false },
///     mapping: &mapping,
///     limits: &limits,
/// };
/// for copy in copies(&loaded, &options)? {
///     let copy = copy?;
///     assert!(copy.to.is_relative() && !copy.bytes.is_empty());
/// }
/// # Ok::<(), netvet::app::redact::RedactError>(())
/// ```
///
/// # Errors
/// If two of them have the same place. One that cannot be made is an error of its own.
pub fn copies<'l>(
    loaded: &'l Loaded,
    options: &'l RedactOptions<'l>,
) -> Result<impl Iterator<Item = Result<Copy, RedactError>> + 'l, RedactError> {
    let designs: BTreeMap<&str, bool> = loaded
        .inputs
        .iter()
        .map(|input| (input.path.as_str(), input.kind.contains("netvet.design")))
        .collect();
    let files: Vec<(FileId, &SourceFile, bool)> = loaded
        .sources
        .iter()
        .filter_map(|(id, file)| Some((id, file, *designs.get(file.path())?)))
        .collect();
    let mut known = Known::default();
    let mut taken: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for (id, file, _) in &files {
        if options.what.accounts {
            projects(*id, file, options.limits, &mut known);
        }
        let to = target(file.path(), options.roots);
        if let Some(first) = taken.insert(to.clone(), file.path()) {
            return Err(RedactError::Collision {
                first: first.to_owned(),
                second: file.path().to_owned(),
                to,
            });
        }
    }
    let names = SecretNames::new(SECRET_KEYS.iter().copied());
    Ok(files.into_iter().map(move |(id, file, design)| {
        let path = file.path();
        let broken = || RedactError::Broken(path.to_owned());
        let (text, secrets) =
            redacted((id, file), design, &names, &known, options).ok_or_else(broken)?;
        let to = mapped_path(&target(path, options.roots), options, &known);
        let bytes = packed(&to, text).map_err(|error| RedactError::Pack {
            path: path.to_owned(),
            error,
        })?;
        Ok(Copy {
            from: path.to_owned(),
            to,
            bytes,
            secrets,
        })
    }))
}

/// The path of a copy, as the original is called: below the directory that was named, and below those of its own folders that
/// say to whom the files belong.
fn target(path: &str, roots: &[PathBuf]) -> PathBuf {
    if path == "-" {
        return PathBuf::from("standard-input.json");
    }
    let path = Path::new(path);
    let inside = roots
        .iter()
        .filter(|root| root.is_dir() && path.starts_with(root))
        .max_by_key(|root| root.components().count());
    let folder = inside.map_or_else(|| path.parent().unwrap_or(Path::new("")), PathBuf::as_path);
    let names: Vec<&str> = folder
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let telling = |name: &&str| {
        let account = name.len() == 12 && name.bytes().all(|b| b.is_ascii_digit());
        let provider = PROFILES.iter().any(|profile| profile.provider.0 == *name);
        account || provider || is_region(name)
    };
    let kept = names.iter().position(telling).unwrap_or(names.len());
    let rest = path.strip_prefix(folder).unwrap_or(path);
    let kept = names.get(kept..).unwrap_or_default();
    kept.iter().collect::<PathBuf>().join(rest)
}

fn mapped_path(path: &Path, options: &RedactOptions<'_>, known: &Known) -> PathBuf {
    let text = path.to_string_lossy();
    let mut edits = Vec::new();
    let all = 0..text.len();
    words::edits(
        &text,
        all,
        &options.what,
        known,
        options.mapping,
        &mut edits,
    );
    PathBuf::from(applied(&text, edits))
}

/// Remembers the project and tenant ids of a file.
fn projects(id: FileId, file: &SourceFile, limits: &Limits, known: &mut Known) {
    const OWNERS: &[&str] = &["tenantid", "projectid", "domainid", "account", "accountid"];
    let mut note = |leaf: &Leaf<'_>| {
        let owner = leaf.keys.last().is_some_and(|key| is_one_of(key, OWNERS));
        // Some answers write it as a UUID.
        let plain = leaf.text.replace('-', "").to_ascii_lowercase();
        let hexadecimal = plain.len() == 32 && plain.bytes().all(|b| b.is_ascii_hexdigit());
        if owner && hexadecimal {
            known.projects.insert(plain);
        }
    };
    // What cannot be read is refused where it is copied.
    let _ = leaves(id, file.path(), file.text(), limits, &mut note);
}

/// Whether a key is one of these, whatever its casing.
fn is_one_of(key: &str, words: &[&str]) -> bool {
    let plain: String = key
        .chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    words.contains(&plain.as_str())
}

/// The text without secrets, everything else mapped as chosen, and how many secrets there were; `None` if not all are known.
fn redacted(
    (id, file): (FileId, &SourceFile),
    design: bool,
    names: &SecretNames,
    known: &Known,
    options: &RedactOptions<'_>,
) -> Option<(String, usize)> {
    let text = file.text();
    let located = locate(id, file, &[], names, options.limits);
    let secrets = located.mask.secrets()?;
    let mut named = Vec::new();
    let mut note = |leaf: &Leaf<'_>| {
        if options.what.names && is_name(leaf, design) {
            named.push(named_anew(text, leaf, options.mapping));
        }
    };
    let syntax = leaves(id, file.path(), text, options.limits, &mut note).ok()?;
    let mut edits: Vec<Edit> = secrets
        .iter()
        .map(|range| Edit {
            range: range.clone(),
            new: removed(text, range.clone(), syntax, options),
        })
        .collect();
    // `null` and numbers are no names, and what is no text in JSON must stay what it is.
    named.retain(|edit: &Edit| {
        syntax == Syntax::Yaml || text.as_bytes().get(edit.range.start) == Some(&b'"')
    });
    // A secret goes whatever else it is.
    named.retain(|edit: &Edit| {
        let apart = |secret: &Range<usize>| {
            secret.end <= edit.range.start || secret.start >= edit.range.end
        };
        let at = secrets.partition_point(|secret| secret.end <= edit.range.start);
        secrets.get(at).is_none_or(apart)
    });
    edits.append(&mut named);
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut all = Vec::with_capacity(edits.len());
    let mut at = 0;
    let gap = |range: Range<usize>, all: &mut Vec<Edit>| {
        words::edits(text, range, &options.what, known, options.mapping, all);
    };
    for edit in edits {
        gap(at..edit.range.start, &mut all);
        at = edit.range.end;
        all.push(edit);
    }
    gap(at..text.len(), &mut all);
    let new = applied(text, all);
    // A copy that cannot be read is none.
    leaves(id, file.path(), &new, options.limits, &mut |_| {}).ok()?;
    Some((new, secrets.len()))
}

/// The text with sorted edits that do not meet.
fn applied(text: &str, edits: Vec<Edit>) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(text.get(at..edit.range.start).unwrap_or_default());
        new.push_str(&edit.new);
        at = edit.range.end.max(at);
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// What stands in place of a secret: as many letters as it had, because its length is checked, too.
///
/// Of the configuration of a VPN connection the addresses of its tunnels stay, because they are facts of the design.
fn removed(text: &str, range: Range<usize>, syntax: Syntax, options: &RedactOptions<'_>) -> String {
    let secret = text.get(range.clone()).unwrap_or_default();
    let before = text.as_bytes().get(range.start.wrapping_sub(1));
    let address = |address: IpAddr| {
        if options.what.public_addresses {
            options.mapping.address(address, None)
        } else {
            address
        }
    };
    let quoted = before.is_some_and(|byte| matches!(byte, b'"' | b'\''));
    if syntax == Syntax::Json {
        if !quoted {
            return "\"REDACTED\"".to_owned();
        }
        let said: Result<String, _> = serde_json::from_str(&format!("\"{secret}\""));
        let said = said.as_deref().unwrap_or(secret);
        let length = said.chars().count();
        return bare_vpn_configuration(said, &address).unwrap_or_else(|| "x".repeat(length));
    }
    let shown = secret.trim_end();
    let end = secret.get(shown.len()..).unwrap_or_default();
    if let Some(bare) = bare_vpn_configuration(shown, &address) {
        return format!("{bare}{end}");
    }
    // Of a block the text begins on the next line. Lines that are joined are one text, or it would look like several words.
    let body = match shown.split_once('\n') {
        Some((head, body)) if !quoted && head.starts_with(['|', '>']) => body,
        _ => shown,
    };
    let length: usize = body.lines().map(|line| line.trim().chars().count()).sum();
    let joints = body.lines().count().saturating_sub(1);
    format!("{}{end}", "x".repeat(length + joints))
}

/// Whether a value is a name, a description or the value of a tag. In a design, names are what elements refer to each other
/// by; there only tags and descriptions count.
fn is_name(leaf: &Leaf<'_>, design: bool) -> bool {
    const NAMES: &[&str] = &[
        "name",
        "connectionname",
        "virtualinterfacename",
        "lagname",
        "interconnectname",
        "directconnectgatewayname",
        "prefixlistname",
    ];
    let Some((key, around)) = leaf.keys.split_last() else {
        return false;
    };
    if leaf.text.starts_with("com.") {
        // A service of the provider.
        return false;
    }
    let tags = |key: &String| is_one_of(key, &["tag", "tags", "tagset", "resourcetags"]);
    if is_one_of(key, &["description"]) {
        return true;
    }
    // A list of keys and values, or a mapping.
    if around.last().is_some_and(tags) {
        return !is_one_of(key, &["key", "resourceid", "resourcetype"]);
    }
    // Some call the word of a state its name.
    let state = |key: &String| is_one_of(key, &["state", "status"]);
    !design && is_one_of(key, NAMES) && !around.last().is_some_and(state)
}

/// A leaf with its text mapped, in its own notation where that is possible.
fn named_anew(text: &str, leaf: &Leaf<'_>, mapping: &Mapping) -> Edit {
    let written = text.get(leaf.range.clone()).unwrap_or_default();
    let inner = written.trim_matches(['"', '\'']);
    let new = if inner == leaf.text {
        written.replacen(inner, &mapping.name(inner), 1)
    } else {
        // Escapes and texts over several lines.
        serde_json::Value::String(mapping.name(&leaf.text)).to_string()
    };
    Edit {
        range: leaf.range.clone(),
        new,
    }
}

/// The content of a file of this name.
fn packed(path: &Path, text: String) -> std::io::Result<Vec<u8>> {
    match path.extension().and_then(|end| end.to_str()) {
        Some(end) if end.eq_ignore_ascii_case("gz") => {
            let mut packer =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(text.as_bytes())?;
            packer.finish()
        }
        Some(end) if end.eq_ignore_ascii_case("zst") => Ok(ruzstd::encoding::compress_to_vec(
            text.as_bytes(),
            ruzstd::encoding::CompressionLevel::Fastest,
        )),
        _ => Ok(text.into_bytes()),
    }
}
