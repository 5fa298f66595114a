//! Pointers and masks.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

const NAMES: [&str; 4] = ["authKey", "bgp_md5", "PreSharedKey", "customerRouterConfig"];

fn sources(text: &str) -> (Sources, FileId) {
    let mut sources = Sources::new();
    sources.add("other", "");
    let id = sources.add("x", text);
    (sources, id)
}

/// Pointer and document of the values at which the given pieces of the text stand.
fn pointers(text: &str, pieces: &[&str]) -> Vec<(String, Option<usize>)> {
    let (sources, id) = sources(text);
    let wanted: Vec<Span> = pieces
        .iter()
        .map(|piece| {
            let at = text.find(piece).unwrap_or_else(|| panic!("{piece}"));
            error::span(id, at, at + piece.len())
        })
        .collect();
    let names = SecretNames::new(NAMES);
    let located = locate(
        id,
        sources.get(id).unwrap(),
        &wanted,
        &names,
        &Limits::default(),
    );
    located
        .pointers
        .into_iter()
        .map(|p| (p.pointer, p.document))
        .collect()
}

/// The whole text as it may be shown, line by line.
fn shown(text: &str) -> Vec<Option<String>> {
    let (sources, id) = sources(text);
    let source = sources.get(id).unwrap();
    let names = SecretNames::new(NAMES);
    let lines = source.lines();
    let wanted = [Span::file(id)];
    let (_, shown) = Shown::locate(Arc::new(sources), &wanted, &names, &Limits::default());
    (1..=lines)
        .map(|line| {
            let range = shown.line(id, line).unwrap();
            shown.text(id, range).map(|(_, l)| l.into_owned())
        })
        .collect()
}

fn at(pointer: &str) -> (String, Option<usize>) {
    (pointer.to_owned(), None)
}

fn of(document: usize, pointer: &str) -> (String, Option<usize>) {
    (pointer.to_owned(), Some(document))
}

#[test]
fn values_keys_and_containers() {
    let json = r#"{"Vpcs": [{"Id": "a"}, {"Id": "b", "a/b~": {"": [10, 11]}, "\u0041": 7}], "Next": null}"#;
    let pieces = [
        r#""b""#,
        r#""Id": "b""#,
        r#"{"Id": "b""#,
        "[10",
        "10",
        "0, 1",
        "11",
        r#""a/b~""#,
        "7",
        r#""\u0041""#,
        "null",
        r#""Next""#,
        "}], \"Next",
        "",
    ];
    let expected = [
        "/Vpcs/1/Id",
        "/Vpcs/1/Id",
        "/Vpcs/1",
        "/Vpcs/1/a~1b~0/",
        "/Vpcs/1/a~1b~0//0",
        "/Vpcs/1/a~1b~0/",
        "/Vpcs/1/a~1b~0//1",
        "/Vpcs/1/a~1b~0",
        "/Vpcs/1/A",
        "/Vpcs/1/A",
        "/Next",
        "/Next",
        "",
        "",
    ];
    assert_eq!(pointers(json, &pieces), expected.map(at));
}

#[test]
fn places_in_yaml() {
    let yaml = "\
# note
base: &base {mtu: 9001, asn: 65000}
things:
  one:
    size: 1   # small
    cidrs:
    - 10.0.0.0/8
    - long text
      that goes on
  \"two words\":
    <<: *base
    copy: *base
    text: |
      lines
      more
";
    let pieces = [
        "9001",
        "one",
        "one:\n    size",
        "1   #",
        "10.0.0.0/8",
        "long text\n      that goes on",
        "cidrs",
        "\"two words\"",
        "lines\n",
        "copy",
        "# note",
        "base:",
    ];
    let expected = [
        "/base/mtu",
        "/things/one",
        "/things/one",
        "/things/one",
        "/things/one/cidrs/0",
        "/things/one/cidrs/1",
        "/things/one/cidrs",
        "/things/two words",
        "/things/two words/text",
        "/things/two words/copy",
        "",
        "/base",
    ];
    assert_eq!(pointers(yaml, &pieces), expected.map(at));
}

#[test]
fn documents_and_pages_are_counted_where_there_are_several() {
    let lines = "{\"Id\": 10}\n{\"Id\": 20}\n\n{\"Id\": 30}\n";
    assert_eq!(
        pointers(lines, &["10", "{\"Id\": 20", "20", "30"]),
        [of(0, "/Id"), of(1, ""), of(1, "/Id"), of(2, "/Id")]
    );
    let yaml = "---\nId: 10\n---\nId: 20\n";
    assert_eq!(pointers(yaml, &["10", "20"]), [of(0, "/Id"), of(1, "/Id")]);
    let stream = "- Vpcs: [{Id: 10}]\n- Vpcs: [{Id: 20}]\n";
    assert_eq!(
        pointers(stream, &["10", "20"]),
        [of(0, "/Vpcs/0/Id"), of(1, "/Vpcs/0/Id")]
    );
    let pages = r#"[{"Vpcs": [{"Id": 10}], "NextToken": "x"}, {"Vpcs": [{"Id": 20}]}]"#;
    assert_eq!(
        pointers(pages, &["10", "20", "[{\"Vpcs"]),
        [of(0, "/Vpcs/0/Id"), of(1, "/Vpcs/0/Id"), of(0, "")]
    );
    // A single page is the document, and a list of things has no pages.
    let page = r#"[{"Vpcs": [{"Id": 10}]}]"#;
    assert_eq!(pointers(page, &["10"]), [at("/0/Vpcs/0/Id")]);
    let list = r#"[{"Id": 10, "More": 1}, {"Id": 20}]"#;
    assert_eq!(pointers(list, &["10", "20"]), [at("/0/Id"), at("/1/Id")]);
}

#[test]
fn secrets_are_masked_in_json() {
    let text = "{\n \"authKey\": \"geh\u{ef}m\", \"AUTH_KEY\": null, \"keys\": [\"x\"],\r\n \"deep\": [[{\"oldBgpMd5\": {\"a\":\n  [1, \"q\"]}}]],\n \"auth\\u004bey\": 12,\n \"config\": \"{\\\"preSharedKey\\\": \\\"p\\\"}\", \"authKeys\": \"\\\"seen\\\"\"\n}";
    let expected = [
        "{",
        " \"authKey\": \"******\", \"AUTH_KEY\": null, \"keys\": [\"x\"],",
        " \"deep\": [[{\"oldBgpMd5\": *****",
        "  *********}]],",
        " \"auth\\u004bey\": **,",
        " \"config\": \"*************************\", \"authKeys\": \"\\\"seen\\\"\"",
        "}",
    ];
    let lines: Vec<String> = shown(text).into_iter().map(Option::unwrap).collect();
    assert_eq!(lines, expected);
}

#[test]
fn secrets_are_masked_in_yaml() {
    let text = "\
auth_key: geheim # bgp_md5: alt
psk: &k hunter2
tunnels:
- {pre_shared_key: 'it''s', id: t}
- pre-shared-key: *k
- customerRouterConfig: \"line one\\n\\
    \\ line two\"
- customerRouterConfig: |
    password x

    end
- id: after
- authKey:
  - a
  - b: c
- ? {authKey: x1}
  : {authKey: x2}
- note: 'authKey: x3'
- note: not an authKey
- authKey:
- authKey: geheim
  authKey: neu
";
    let expected = "\
auth_key: ****** #*************
psk: &k *******
tunnels:
- {pre_shared_key: '*****', id: t}
- pre-shared-key: *k
- customerRouterConfig: \"***********
    **********\"
- customerRouterConfig: |
    **********

    ***
- id: after
- authKey:
  - *
  ******
- ? {authKey: **}
  : {authKey: **}
- note: '***********'
- note: not an authKey
- authKey:
- authKey: ******
  authKey: ***
";
    let lines: Vec<String> = shown(text).into_iter().map(Option::unwrap).collect();
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn of_a_broken_file_the_line_at_fault_alone_is_shown() {
    let text =
        "{\"authKey\": \"geheim\",\n\"size\": 1,\n\"next\": \"geheim\" \"x\": \"y\",\n\"more\": 1}";
    assert_eq!(
        shown(text),
        [
            None,
            None,
            Some("\"next\": \"******\" \"x\": \"*\",".into()),
            None
        ]
    );
    let yaml = "authKey: geheim\na:\n  b: 1\n c: geheim\n";
    assert_eq!(
        shown(yaml),
        [None, None, None, Some(" c: ******".into()), None]
    );
    // Documents before the broken one were read.
    let lines = "{\"authKey\": \"geheim\", \"n\": 1}\n{\"authKey\": \"geheim\"\n{\"n\": 2}\n";
    assert_eq!(
        shown(lines),
        [
            Some("{\"authKey\": \"******\", \"n\": 1}".into()),
            None,
            Some("{\"n\": *}".into()),
            None
        ]
    );
}

#[test]
fn a_piece_of_a_line_is_masked_as_the_line_is() {
    let text = r#"{"a": "\u00e4", "authKey": "gäheim", "b": 1}"#;
    let (sources, id) = sources(text);
    let names = SecretNames::new(NAMES);
    let sources = Arc::new(sources);
    let wanted = [Span::file(id)];
    let (_, shown) = Shown::locate(sources.clone(), &wanted, &names, &Limits::default());
    let (_, whole) = shown.text(id, shown.line(id, 1).unwrap()).unwrap();
    assert_eq!(whole, r#"{"a": "\u00e4", "authKey": "*******", "b": 1}"#);
    for from in 0..text.len() {
        for to in from..text.len() {
            let range = error::offset(from)..error::offset(to);
            let (start, piece) = shown.text(id, range).unwrap();
            let start = start as usize;
            assert!(start <= from && from - start < 2);
            assert_eq!(piece, &whole[start..start + piece.len()]);
            assert!(start + piece.len() >= to);
        }
    }
    // Of a file in which nothing was located nothing is shown.
    let unseen = Shown::new(sources);
    assert_eq!(unseen.text(id, 0..1), None);
    assert_eq!(shown.text(FileId(0), 0..0), None);
}

#[test]
fn a_million_brackets_are_walked() {
    let text = format!("{}1{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let (one, id) = sources(&text);
    let names = SecretNames::new(NAMES);
    let file = one.get(id).unwrap();
    let wanted = [error::span(id, 1_000_000, 1_000_001)];
    let located = locate(id, file, &wanted, &names, &Limits::default());
    assert_eq!(located.pointers[0].pointer, "/0".repeat(1000));
    let deeper = format!("[{text}]");
    let (more, id) = sources(&deeper);
    let file = more.get(id).unwrap();
    let located = locate(id, file, &wanted, &names, &Limits::default());
    assert_eq!(located.pointers[0].pointer, "");
}

/// Any value, with keys that need escapes and some that stand twice in different places.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[a-z\"\\\\é😀/~ \n]{0,6}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map("[a-c/~\"é]{0,3}", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every value of a tree with its pointer and the bytes from its key to its end.
fn all(node: &tree::Node, begin: u32, pointer: &str, found: &mut Vec<(u32, u32, String)>) {
    match &node.data {
        tree::Data::List(items) => {
            for (at, item) in items.iter().enumerate() {
                all(item, item.start, &format!("{pointer}/{at}"), found);
            }
        }
        tree::Data::Map(entries) => {
            for entry in entries {
                let key = entry.key.replace('~', "~0").replace('/', "~1");
                all(
                    &entry.value,
                    entry.key_start,
                    &format!("{pointer}/{key}"),
                    found,
                );
            }
        }
        _ => {}
    }
    found.push((begin, node.end, pointer.to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every span of a text is led to the innermost value around it, as a search of the whole tree finds it.
    #[test]
    fn pointers_are_those_of_a_whole_walk(value in value(), pretty: bool, cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize), 1..20)) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            serde_json::to_string(&value).unwrap()
        };
        let node = json_tree::tree(FileId(1), &text, 0, 128, &mut Vec::new()).unwrap();
        let mut places = Vec::new();
        all(&node, node.start, "", &mut places);
        let wanted: Vec<Span> = cuts
            .iter()
            .map(|(index, length)| {
                let start = index.index(text.len() + 1);
                error::span(FileId(1), start, (start + length).min(text.len()))
            })
            .collect();
        let (sources, id) = sources(&text);
        let file = sources.get(id).unwrap();
        let names = SecretNames::new(NAMES);
        let located = locate(id, file, &wanted, &names, &Limits::default());
        let pages = outline::of_json(&text, 0).shape == Top::Pages && value.as_array().unwrap().len() > 1;
        for (span, pointer) in wanted.iter().zip(located.pointers) {
            // Inner values come before outer ones.
            let around = places.iter().find(|(start, end, _)| *start <= span.start && span.end <= *end);
            let expected = around.map_or("", |(.., pointer)| pointer);
            let said = match pointer.document {
                Some(page) if pages && !(page == 0 && expected.is_empty()) => format!("/{page}{}", pointer.pointer),
                document => {
                    prop_assert!(pages || document.is_none());
                    pointer.pointer
                }
            };
            prop_assert_eq!(&said, expected, "{:?} of {}", span, text);
            // What it leads to is there.
            prop_assert!(value.pointer(&said).is_some());
        }
    }

    /// Whatever is shown of a text under a secret key holds nothing of it.
    #[test]
    fn nothing_of_a_secret_is_shown(inner in value(), pretty: bool) {
        let value = serde_json::json!({"before": [1, {"AuthKey": inner}], "after": 2});
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            serde_json::to_string(&value).unwrap()
        };
        let bare = serde_json::json!({"before": [1, {"AuthKey": null}], "after": 2});
        let (sources, id) = sources(&text);
        let names = SecretNames::new(NAMES);
        let (_, shown) = Shown::locate(Arc::new(sources), &[Span::file(id)], &names, &Limits::default());
        let (_, masked) = shown.text(id, 0..error::offset(text.len())).unwrap();
        prop_assert_eq!(masked.len(), text.len());
        let compact = |text: &str| text.replace(['*', '"', '\n', ' '], "").replace("null", "");
        prop_assert_eq!(compact(&masked), compact(&bare.to_string()));
    }
}
