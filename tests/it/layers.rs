//! The table of layers in the crate's documentation holds for every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Folder to the folders that it may use, read from the second table of the crate's documentation.
fn table() -> BTreeMap<String, Vec<String>> {
    let docs = include_str!("../../src/lib.rs");
    docs.lines()
        .skip_while(|line| !line.contains("| Folder | may use |"))
        .skip(2)
        .take_while(|line| line.starts_with("//! |"))
        .map(|line| {
            let mut words = line.split('`').skip(1).step_by(2).map(str::to_owned);
            (words.next().unwrap(), words.collect())
        })
        .collect()
}

#[test]
fn folders_use_only_what_the_table_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let table = table();
    assert!(table.len() >= 16, "the table of layers was not found");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let folder = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .to_owned();
        let Some(allowed) = table.get(&folder) else {
            assert!(
                folder.ends_with(".rs"),
                "{folder} is not in the table of layers"
            );
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in table.keys() {
                let uses = line.contains(&format!("crate::{used}::"))
                    || line.contains(&format!("crate::{used};"));
                if uses && *used != folder && !allowed.contains(used) {
                    wrong.push(format!(
                        "{}:{}: {folder} must not use {used}",
                        inside.display(),
                        number + 1
                    ));
                }
            }
        }
        // Inside `provider` no folder uses another provider's.
        if folder == "provider" {
            let own = inside
                .components()
                .nth(1)
                .unwrap()
                .as_os_str()
                .to_str()
                .unwrap();
            for other in ["aws", "outscale", "huawei"] {
                if other != own
                    && !own.ends_with(".rs")
                    && text.contains(&format!("provider::{other}"))
                {
                    wrong.push(format!("{}: uses the provider {other}", inside.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
