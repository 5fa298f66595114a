//! Discovery, reading and decoding of files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::*;

/// A directory of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("netvet-source-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn discover(&self, names: &[&str]) -> Vec<Input> {
        let paths: Vec<PathBuf> = names.iter().map(|n| self.path(n)).collect();
        discover(&paths, &DiscoverOptions::default())
    }

    /// Paths below this directory, whether named, and the error of those that cannot be read.
    fn list(&self, names: &[&str]) -> Vec<(String, bool, Option<String>)> {
        let inputs = self.discover(names).into_iter();
        inputs
            .map(|input| {
                let below = format!("{}/", self.0.display());
                let path = input.path.strip_prefix(&below).unwrap_or(&input.path);
                let error = match input.target {
                    Target::Unreadable(message) => Some(message),
                    _ => None,
                };
                (path.to_owned(), input.named, error)
            })
            .collect()
    }

    fn names(&self, names: &[&str]) -> Vec<String> {
        self.list(names).into_iter().map(|(n, ..)| n).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn load(path: &Path, limits: &Limits) -> Sources {
    let inputs = discover(&[path], &DiscoverOptions::default());
    Sources::load(&inputs, limits, &|_| {})
}

/// The text of bytes in a file, or the message, the text before the fault and its place.
fn decoded(bytes: impl AsRef<[u8]>) -> Result<String, (String, String, (u32, u32))> {
    let scratch = Scratch::new();
    let sources = load(&scratch.write("x.json", bytes), &Limits::default());
    let (id, file) = sources.iter().next().unwrap();
    match file.error() {
        None => Ok(file.text().to_owned()),
        Some(error) => {
            assert_eq!(error.span.file, id);
            let place = sources.position(error.span);
            Err((
                error.message.clone(),
                file.text().to_owned(),
                (place.line, place.column),
            ))
        }
    }
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn only_wanted_names_are_found_and_anything_named_is_taken() {
    let scratch = Scratch::new();
    for name in [
        "b/z.json",
        "b/a.YAML",
        "a.jsonl",
        "c.yml.gz",
        "d.json.zst",
        "notes.txt",
        "e.gz",
        ".hidden/x.json",
        ".x.json",
        "json",
    ] {
        scratch.write(name, "");
    }
    let found = ["a.jsonl", "b/a.YAML", "b/z.json", "c.yml.gz", "d.json.zst"];
    assert_eq!(scratch.names(&[""]), found);
    let list = scratch.list(&["notes.txt", ".hidden", "b"]);
    let list: Vec<_> = list
        .iter()
        .map(|(n, named, _)| (n.as_str(), *named))
        .collect();
    assert_eq!(
        list,
        [
            (".hidden/x.json", false),
            ("b/a.YAML", false),
            ("b/z.json", false),
            ("notes.txt", true)
        ]
    );
}

#[test]
fn the_order_and_the_repetition_of_arguments_change_nothing() {
    let scratch = Scratch::new();
    for name in ["a/1.json", "a/2.json", "b/3.json"] {
        scratch.write(name, "");
    }
    let one = scratch.list(&["b", "a", "a/2.json", "a", "a/../b/3.json"]);
    let other = scratch.list(&["a/../b/3.json", "a/2.json", "a", "b"]);
    assert_eq!(one, other);
    let seen: Vec<_> = one
        .iter()
        .map(|(n, named, _)| (n.as_str(), *named))
        .collect();
    assert_eq!(
        seen,
        [
            ("a/../b/3.json", true),
            ("a/1.json", false),
            ("a/2.json", true)
        ]
    );
}

#[test]
fn ignore_files_hold_without_a_repository_and_stop_at_its_root_within() {
    let scratch = Scratch::new();
    for name in ["repo/sub/a.json", "repo/sub/b.json", "repo/sub/c.json"] {
        scratch.write(name, "");
    }
    scratch.write(".gitignore", "a.json\n");
    scratch.write("repo/sub/.gitignore", "c.json\n");
    // Nothing says that the file above belongs to the directory that was named.
    assert_eq!(
        scratch.names(&["repo/sub"]),
        ["repo/sub/a.json", "repo/sub/b.json"]
    );
    assert_eq!(scratch.names(&[""]), ["repo/sub/b.json"]);
    fs::create_dir_all(scratch.path("repo/.git")).unwrap();
    scratch.write("repo/.gitignore", "b.json\n");
    assert_eq!(scratch.names(&["repo/sub"]), ["repo/sub/a.json"]);
    let paths = [scratch.path("repo/sub")];
    let all = discover(
        &paths,
        &DiscoverOptions {
            ignore_files: false,
        },
    );
    assert_eq!(all.len(), 3);
    // A file that is named is read, whatever an ignore file says.
    assert_eq!(scratch.names(&["repo/sub/c.json"]), ["repo/sub/c.json"]);
}

#[test]
fn what_is_missing_is_an_error_of_its_own() {
    let scratch = Scratch::new();
    let good = scratch.write("good.json", "{}");
    let inputs = discover(
        &[scratch.path("no.json"), good.clone()],
        &DiscoverOptions::default(),
    );
    // One vanishes after it was found.
    let gone = scratch.write("gone.json", "{}");
    let late = discover(&[&gone], &DiscoverOptions::default());
    fs::remove_file(gone).unwrap();
    let sources = Sources::load(&[inputs, late].concat(), &Limits::default(), &|_| {});
    let errors: Vec<Option<&str>> = sources
        .iter()
        .map(|(_, f)| f.error().map(|e| e.message.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            None,
            Some("there is no such file or directory"),
            Some("the file vanished before it was read")
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_pipes_and_locked_directories() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scratch = Scratch::new();
    let real = scratch.write("in/real.json", "{\"a\": 1}");
    symlink(&real, scratch.path("in/link.json")).unwrap();
    symlink(scratch.path("in"), scratch.path("in/loop")).unwrap();
    symlink(scratch.path("in/self.json"), scratch.path("in/self.json")).unwrap();
    symlink(scratch.path("nowhere"), scratch.path("in/broken.json")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(scratch.path("in/pipe.json"))
        .status();
    let piped = made.is_ok_and(|s| s.success());
    let list = scratch.list(&["in"]);
    let seen: Vec<(&str, bool)> = list
        .iter()
        .map(|(n, _, e)| (n.as_str(), e.is_some()))
        .collect();
    let mut expected = vec![
        ("in/broken.json", true),
        ("in/link.json", false),
        ("in/pipe.json", true),
        ("in/self.json", true),
    ];
    expected.retain(|(name, _)| piped || *name != "in/pipe.json");
    // The link and the file are one, taken under the first name.
    assert_eq!(seen, expected);

    if piped {
        let path = scratch.path("in/pipe.json");
        let writer = {
            let path = path.clone();
            std::thread::spawn(move || fs::write(path, "{\"b\": 2}"))
        };
        let sources = load(&path, &Limits::default());
        writer.join().unwrap().unwrap();
        assert_eq!(sources.text(FileId(0)), "{\"b\": 2}");
        assert!(sources.get(FileId(0)).unwrap().named());
    }

    scratch.write("locked/x.json", "{}");
    let locked = scratch.path("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser is not kept out.
    let kept_out = fs::read_dir(&locked).is_err();
    let list = scratch.list(&["locked"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if kept_out {
        let message = "permission to read it is missing".to_owned();
        assert_eq!(list, [("locked".to_owned(), true, Some(message))]);
    }
}

#[test]
fn standard_input_is_one_input_whatever_it_holds() {
    let inputs = discover(&["-", "-"], &DiscoverOptions::default());
    let seen: Vec<_> = inputs
        .iter()
        .map(|i| (i.path.as_str(), i.named, &i.target))
        .collect();
    assert_eq!(seen, [("-", true, &Target::Standard)]);
    for bytes in [
        b"{\"a\": 1}".to_vec(),
        gzip(b"{\"a\": 1}"),
        zstd(b"{\"a\": 1}"),
        wide("{\"a\": 1}", u16::to_le_bytes),
    ] {
        let read = load::text(bytes.as_slice(), 0, &Limits::default(), &|_| {});
        assert_eq!(read.unwrap(), "{\"a\": 1}");
    }
}

#[cfg(unix)]
#[test]
fn a_device_without_end_ends_early() {
    let started = std::time::Instant::now();
    let sources = load(Path::new("/dev/zero"), &Limits::default());
    let error = sources.get(FileId(0)).unwrap().error().unwrap();
    assert_eq!(error.message, "a zero byte stands here");
    assert!(started.elapsed().as_secs() < 10);
}

#[test]
fn encodings() {
    let text = "{\"n\": \"ä😀\"}\r\n";
    assert_eq!(decoded(text).unwrap(), text);
    assert_eq!(decoded(format!("\u{feff}{text}")).unwrap(), text);
    assert_eq!(decoded(wide(text, u16::to_le_bytes)).unwrap(), text);
    assert_eq!(decoded(wide(text, u16::to_be_bytes)).unwrap(), text);
    assert_eq!(decoded("").unwrap(), "");
    assert_eq!(decoded([0xFF, 0xFE]).unwrap(), "");

    let (message, before, place) = decoded(b"{\n \"\xc3\xa4\xe4\"}").unwrap_err();
    assert_eq!(message, "the text is not UTF-8 from here on");
    assert_eq!((before.as_str(), place), ("{\n \"ä", (2, 4)));
    let mut half = wide("{}\n", u16::to_le_bytes);
    half.push(b'x');
    assert_eq!(decoded(half).unwrap_err().2, (2, 1));
    let mut lone = wide("{\"", u16::to_be_bytes);
    lone.extend([0xD8, 0x00, 0x00, b'"']);
    let (message, before, _) = decoded(lone).unwrap_err();
    assert_eq!(
        (message.as_str(), before.as_str()),
        ("the text is not UTF-16 from here on", "{\"")
    );
}

#[test]
fn zero_bytes_have_a_place() {
    let (message, before, place) = decoded("{\"a\":\n\0 1}").unwrap_err();
    assert_eq!(
        (message.as_str(), place),
        ("a zero byte stands here", (2, 1))
    );
    assert_eq!(before, "{\"a\":\n");
    assert_eq!(
        decoded(wide("{\n\0}", u16::to_le_bytes)).unwrap_err().2,
        (2, 1)
    );
    // UTF-16 without a mark.
    let scratch = Scratch::new();
    let bare = &wide("{\"a\": 1}", u16::to_le_bytes)[2..];
    let sources = load(&scratch.write("x.json", bare), &Limits::default());
    let error = sources.get(FileId(0)).unwrap().error().unwrap();
    assert!(error.hint.as_ref().unwrap().contains("UTF-16"), "{error:?}");
}

#[test]
fn archives_of_any_name_are_unpacked() {
    let text = "{\"Vpcs\": []}\n".repeat(50_000);
    let (half, other) = text.as_bytes().split_at(77_777);
    assert_eq!(decoded(gzip(text.as_bytes())).unwrap(), text);
    assert_eq!(decoded([gzip(half), gzip(other)].concat()).unwrap(), text);
    assert_eq!(decoded(zstd(text.as_bytes())).unwrap(), text);
    let note = [&[0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    let frames = [note.clone(), zstd(half), note.clone(), zstd(other), note].concat();
    assert_eq!(decoded(frames).unwrap(), text);
    assert_eq!(decoded(gzip(&wide(&text, u16::to_le_bytes))).unwrap(), text);

    for packed in [gzip(text.as_bytes()), zstd(text.as_bytes())] {
        let cut = decoded(&packed[..packed.len() / 2]).unwrap_err();
        assert_eq!(cut.0, "the archive is cut off");
        let mut bad = packed.clone();
        for byte in &mut bad[8..24] {
            *byte ^= 0xFF;
        }
        let said = decoded(bad).unwrap_err().0;
        assert!(said.starts_with("the archive is "), "{said}");
    }
}

#[test]
fn nothing_larger_than_the_limit_is_read() {
    let scratch = Scratch::new();
    let text = " ".repeat(100_000);
    let limits = |file_bytes| Limits {
        file_bytes,
        ..Limits::default()
    };
    let files = [
        scratch.write("a.json", &text),
        scratch.write("b.json.gz", gzip(text.as_bytes())),
        scratch.write("c.json.zst", zstd(text.as_bytes())),
        scratch.write("d.json", wide(&text, u16::to_le_bytes)),
    ];
    for path in files {
        let packed = fs::metadata(&path).unwrap().len();
        assert!(
            load(&path, &limits(200_002))
                .get(FileId(0))
                .unwrap()
                .error()
                .is_none()
        );
        let refused = load(&path, &limits(99_999.min(packed.max(2) - 1).max(5_000)));
        let file = refused.get(FileId(0)).unwrap();
        assert!(
            file.error().unwrap().message.contains("larger than"),
            "{file:?}"
        );
        assert_eq!(file.text(), "");
    }
}

#[test]
fn a_small_archive_that_unpacks_to_much_is_refused() {
    let content = vec![b' '; usize::try_from(Limits::FREE_BYTES).unwrap() + 20_000_000];
    let (message, before, _) = decoded(gzip(&content)).unwrap_err();
    assert_eq!(
        message,
        "the archive unpacks to more than 300 times its size"
    );
    assert_eq!(before, "");
}

#[test]
fn progress_adds_up_to_the_stored_size() {
    let scratch = Scratch::new();
    scratch.write("a.json", "x".repeat(70_000));
    scratch.write("b.json.gz", gzip(&[b'y'; 70_000]));
    scratch.write("c.json", "");
    let inputs = scratch.discover(&[""]);
    let (bytes, files) = (AtomicU64::new(0), AtomicUsize::new(0));
    let _ = Sources::load(&inputs, &Limits::default(), &|progress| match progress {
        Progress::Bytes(more) => drop(bytes.fetch_add(more, Ordering::Relaxed)),
        Progress::File => drop(files.fetch_add(1, Ordering::Relaxed)),
    });
    let stored: u64 = inputs.iter().map(|i| i.size).sum();
    assert_eq!(bytes.into_inner(), stored);
    assert_eq!(files.into_inner(), 3);
}

#[test]
fn lines_and_positions() {
    let mut sources = Sources::new();
    let first = sources.add("one", "{}");
    let text = "{\r\n\"ä\": 1,\n}\n";
    let second = sources.add("two", text);
    let file = sources.get(second).unwrap();
    let lines: Vec<&str> = (1..=file.lines())
        .map(|n| &text[file.line(u32::try_from(n).unwrap()).unwrap()])
        .collect();
    assert_eq!(lines, ["{", "\"ä\": 1,", "}", ""]);
    assert_eq!((file.line(0), file.line(5)), (None, None));
    let spans: Vec<Span> = (0..15_u32)
        .flat_map(|start| (start..15).map(move |end| Span::new(second, start, end)))
        .chain([Span::new(first, 1, 2), Span::new(FileId(9), 0, 1)])
        .collect();
    let singly: Vec<Position> = spans.iter().map(|s| sources.position(*s)).collect();
    assert_eq!(sources.positions(&spans, Unit::Characters), singly);
    let one = Span::new(second, 9, 10);
    assert_eq!(&text[9..10], "1");
    let expected = Position {
        line: 2,
        column: 6,
        end_line: 2,
        end_column: 7,
    };
    assert_eq!(sources.position(one), expected);
}

/// The places of a word in each of some files, and the line in which it stands, as it may be shown.
fn seen(files: &Scratch, fate: Fate) -> (Vec<Placed>, Vec<Option<String>>) {
    let mut sources = Sources::new();
    let inputs = files.discover(&["."]);
    let ids = sources.extend(&inputs, &Limits::default(), &|_| {}, |id, file| {
        assert!(!file.text().is_empty());
        (id, fate)
    });
    let let_go = |id: &FileId| sources.get(*id).is_some_and(SourceFile::is_let_go);
    assert_eq!(ids.iter().any(let_go), fate == Fate::LetGo);
    let span = |id: &FileId| {
        let at = sources.open(*id).unwrap().text().find("odd").unwrap();
        error::span(*id, at, at + 3)
    };
    let wanted: Vec<Span> = ids.iter().map(span).collect();
    let singly: Vec<Position> = wanted.iter().map(|span| sources.position(*span)).collect();
    let names = SecretNames::new(["key"]);
    let (placed, shown) = Shown::locate(Arc::new(sources), &wanted, &names, &Limits::default());
    let together: Vec<Position> = placed.iter().map(|place| place.characters).collect();
    assert_eq!(together, singly);
    let lines = wanted.iter().zip(&placed).map(|(span, place)| {
        let range = shown.line(span.file, place.characters.line as usize)?;
        Some(shown.text(span.file, range)?.1.into_owned())
    });
    let lines = lines.collect();
    (placed, lines)
}

#[test]
fn what_was_let_go_is_read_again() {
    let files = Scratch::new();
    files.write("a.json", "[1,\n {\"é\": \"odd\", \"key\": \"hidden\"}]");
    files.write("b.json", "\u{feff}{\"x\":\r\n \"odd\"}");
    let (places, lines) = seen(&files, Fate::LetGo);
    assert_eq!((places.clone(), lines.clone()), seen(&files, Fate::Keep));
    assert_eq!(places[0].pointer.pointer, "/1/é");
    assert_eq!(
        (places[0].characters.line, places[0].characters.column),
        (2, 9)
    );
    assert_eq!(
        lines[0].as_deref(),
        Some(" {\"é\": \"odd\", \"key\": \"******\"}]")
    );
}

#[test]
fn a_file_that_changed_is_not_taken_for_the_one_that_was_read() {
    let files = Scratch::new();
    let path = files.write("a.json", "{\"x\": 1}");
    let mut sources = Sources::new();
    let inputs = files.discover(&["a.json"]);
    let ids = sources.extend(&inputs, &Limits::default(), &|_| {}, |id, _| {
        (id, Fate::LetGo)
    });
    fs::write(&path, "{\"x\": 1, \"y\": 2}").unwrap();
    assert_eq!(sources.open(ids[0]).unwrap().text(), "");
    assert_eq!(
        sources.changed().collect::<Vec<_>>(),
        [path.to_str().unwrap()]
    );
    assert_eq!(sources.position(error::span(ids[0], 3, 4)), Position::START);
}
