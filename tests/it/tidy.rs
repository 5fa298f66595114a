//! House rules that no compiler knows: length of files, serde attributes that lose places, words that do not belong.

use std::path::{Path, PathBuf};

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn each_source(mut look: impl FnMut(&Path, &str)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    assert!(!all.is_empty());
    for file in all {
        let text = std::fs::read_to_string(&file).unwrap();
        look(file.strip_prefix(&root).unwrap(), &text);
    }
}

#[test]
fn reading_types_keep_their_places() {
    let mut wrong = Vec::new();
    each_source(|path, text| {
        let reads = path.starts_with("provider") || path.starts_with("import");
        for attribute in ["serde(flatten", "serde(untagged", "serde(tag"] {
            if reads && text.contains(attribute) {
                wrong.push(format!(
                    "{}: {attribute}) buffers, and places are lost",
                    path.display()
                ));
            }
        }
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_read() {
    let mut wrong = Vec::new();
    each_source(|path, text| {
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
        let lines = code.lines().count();
        let data = path.ends_with("machines.rs")
            || path.ends_with("limits.rs")
            || path.ends_with("references.rs");
        if lines > 600 && !data {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
