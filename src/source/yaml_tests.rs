//! YAML as people write it, and as attackers do.

use super::tree::{Data, Node};
use super::yaml::{Yaml, parse};
use super::*;

const FILE: FileId = FileId(0);

fn yaml(text: &str) -> Yaml {
    parse(FILE, text, &Limits::default()).unwrap_or_else(|e| panic!("{e:?} in {text}"))
}

fn root(text: &str) -> Node {
    yaml(text).documents.into_iter().next().unwrap()
}

/// What is read of a scalar, whether it is quoted, and the text at its place.
fn scalar<'t>(text: &'t str, key: &str) -> (String, bool, &'t str) {
    let root = root(text);
    let node = root.get(key).unwrap();
    let Data::Scalar { text: read, quoted } = &node.data else {
        panic!("{node:?}");
    };
    (
        read.to_string(),
        *quoted,
        &text[node.start as usize..node.end as usize],
    )
}

/// Line, column, message and hint of a text that is refused.
fn refused(text: &str) -> (u32, u32, String, String) {
    let error = parse(FILE, text, &Limits::default()).unwrap_err();
    let mut sources = Sources::new();
    sources.add("x", text);
    let place = sources.position(error.span);
    (
        place.line,
        place.column,
        error.message,
        error.hint.unwrap_or_default(),
    )
}

#[test]
fn places_of_all_scalar_styles() {
    let text = "\
plain: 10.0.0.0/8   # c
lines: one
  two

  three
single: 'it''s
  folded'
double: \"a\\tb\\
  \\ c\\x41\"
folded: \"first \\
  second\"
literal: |
  one
    two

folding: >-
  one
  two
last: x
";
    assert_eq!(
        scalar(text, "plain"),
        ("10.0.0.0/8".into(), false, "10.0.0.0/8")
    );
    assert_eq!(
        scalar(text, "lines"),
        ("one two\nthree".into(), false, "one\n  two\n\n  three")
    );
    assert_eq!(
        scalar(text, "single"),
        ("it's folded".into(), true, "'it''s\n  folded'")
    );
    assert_eq!(
        scalar(text, "double"),
        ("a\tb cA".into(), true, "\"a\\tb\\\n  \\ c\\x41\"")
    );
    assert_eq!(
        scalar(text, "folded"),
        ("first second".into(), true, "\"first \\\n  second\"")
    );
    let (read, quoted, place) = scalar(text, "literal");
    assert_eq!((read.as_str(), quoted), ("one\n  two\n", true));
    assert!(
        place.contains("one\n    two") && !place.contains("folding"),
        "{place:?}"
    );
    let (read, _, place) = scalar(text, "folding");
    assert_eq!(read, "one two");
    assert!(
        place.contains("one\n  two") && !place.contains("last"),
        "{place:?}"
    );
    assert_eq!(scalar(text, "last"), ("x".into(), false, "x"));
}

#[test]
fn values_are_kept_as_they_are_written() {
    let text = "a: 028403472736\nb: 64086.59905\nc: 0101\nd: 1e999\ne: no\nf: 2014-04-03T09:12:43.000Z\ng: 0x1F\nh: .inf\ni: 123456789012345678901234567890\nj: !!str 12\nk: !!null x\nl: ~\nm:\nn: ''\n";
    for (key, written) in [
        ("a", "028403472736"),
        ("b", "64086.59905"),
        ("c", "0101"),
        ("d", "1e999"),
        ("e", "no"),
        ("f", "2014-04-03T09:12:43.000Z"),
        ("g", "0x1F"),
        ("h", ".inf"),
        ("i", "123456789012345678901234567890"),
    ] {
        assert_eq!(scalar(text, key), (written.into(), false, written));
    }
    assert_eq!(scalar(text, "j").0, "12");
    assert!(scalar(text, "j").1);
    let root = root(text);
    for key in ["k", "l", "m"] {
        assert_eq!(root.get(key).unwrap().data, Data::Null, "{key}");
    }
    assert_eq!(scalar(text, "n"), (String::new(), true, "''"));
}

#[test]
fn line_ends_and_marks_do_not_move_places() {
    for text in [
        "a: ä\r\nb:\r\n  c: 7\r\n",
        "%YAML 1.2\n---\na: ä\nb: {c: 7}\n...\n",
    ] {
        let root = root(text);
        let seven = root.get("b").unwrap().get("c").unwrap();
        assert_eq!(&text[seven.start as usize..seven.end as usize], "7");
        let first = root.get("a").unwrap();
        assert_eq!(&text[first.start as usize..first.end as usize], "ä");
    }
}

#[test]
fn anchors_aliases_and_merge_keys() {
    let text = "\
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
own: {<<: *base, b: 9}
both: {<<: [*more, *base], d: 5}
later:
  b: 7
  <<: *more
same: *base
quoted: {'<<': 1}
";
    let root = root(text);
    let read = |key: &str| {
        let Data::Map(entries) = &root.get(key).unwrap().data else {
            panic!()
        };
        let live = entries.iter().filter(|e| !e.shadowed);
        live.map(|e| {
            let place = &text[e.value.start as usize..e.value.end as usize];
            format!("{}={place}", e.key)
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(read("own"), ["b=9", "a=1"]);
    assert_eq!(read("both"), ["d=5", "b=3", "c=4", "a=1"]);
    assert_eq!(read("later"), ["b=7", "c=4"]);
    assert_eq!(read("same"), ["a=1", "b=2"]);
    assert_eq!(read("quoted"), ["<<=1"]);
    assert_eq!(yaml(text).problems, []);
}

#[test]
fn keys_that_stand_twice_or_are_no_texts_are_noted() {
    let text = "a: 1\nb: 2\na: 3\n? [x]\n: 4\n";
    let read = yaml(text);
    let root = &read.documents[0];
    let a = root.get("a").unwrap();
    assert_eq!(&text[a.start as usize..a.end as usize], "3");
    let at = |span: Span| &text[span.start as usize..span.end as usize];
    let said: Vec<(&str, u32)> = read
        .problems
        .iter()
        .map(|p| (at(p.span()), p.span().start))
        .collect();
    assert_eq!(said, [("[x]", 17), ("a", 10)]);
}

#[test]
fn bombs_are_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        let items = vec![alias; 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let started = std::time::Instant::now();
    let (line, _, message, _) = refused(&text);
    assert_eq!(
        message,
        "aliases and merge keys copy more than 1000000 values"
    );
    assert!(line > 5, "{line}");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());

    let keys: Vec<String> = (0..1000).map(|n| format!("k{n}: 1")).collect();
    let mut text = format!("a: &a {{{}}}\n", keys.join(", "));
    for merged in 0..1000 {
        text.push_str(&format!("b{merged}: {{<<: *a}}\n"));
    }
    assert_eq!(
        refused(&text).2,
        "aliases and merge keys copy more than 1000000 values"
    );

    // Every level alone is shallow.
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..100 {
        let (open, close) = ("[".repeat(100), "]".repeat(100));
        text.push_str(&format!(
            "a{level}: &a{level} {open}*a{}{close}\n",
            level - 1
        ));
    }
    let (line, _, message, _) = refused(&text);
    assert_eq!(message, "the values are nested deeper than 128 levels");
    assert_eq!(line, 3);
    let (line, _, message, _) = refused("a: &a [*a]\n");
    assert_eq!(
        (line, message.as_str()),
        (1, "an alias stands inside the value that it refers to")
    );
}

#[test]
fn deep_nesting_is_refused() {
    let flow = " ".to_owned() + &"[".repeat(1_000_000);
    let maps = " ".to_owned() + &"{a: ".repeat(1_000_000);
    let dashes = "- ".repeat(1_000_000);
    let block: String = (0..2_000)
        .map(|n| format!("{}a:\n", " ".repeat(n)))
        .collect();
    for text in [flow, maps, dashes, block] {
        let (.., message, _) = refused(&format!("x: 1\ny:\n{text}"));
        let begins = text.get(..10).unwrap();
        assert_eq!(
            message, "the values are nested deeper than 128 levels",
            "{begins:?}"
        );
    }
    let fits = format!("{}1{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(yaml(&fits).documents.len(), 1);
}

#[test]
fn too_many_values_are_refused() {
    let limits = Limits {
        yaml_values: 1000,
        ..Limits::default()
    };
    let text = "- a\n".repeat(1001);
    let error = parse(FILE, &text, &limits).unwrap_err();
    assert!(error.message.contains("more than 1000 values"), "{error:?}");
}

#[test]
fn nothing_at_all() {
    for text in ["", " \n\n", "# note\n", "\n# note"] {
        assert_eq!(yaml(text).documents, [], "{text:?}");
    }
    assert_eq!(root("---\n").data, Data::Null);
}

#[test]
fn wrong_indentation_names_the_wrong_line() {
    for (text, line, column, message, hint) in [
        (
            "networks:\n  core:\n    cidr: 10.0.0.0/16\n   name: x\n",
            4,
            4,
            "this line is indented by 3, which fits no line above",
            "the lines above are indented by 0, 2, 4",
        ),
        (
            "networks:\n  core:\n    subnets:\n      a: 1\n     b: 2\n",
            5,
            6,
            "this line is indented by 5, which fits no line above",
            "the lines above are indented by 0, 2, 4, 6",
        ),
        (
            "networks:\n  core: 1\n name: x\n",
            3,
            2,
            "this line is indented by 1, which fits no line above",
            "the lines above are indented by 0, 2",
        ),
        (
            "networks:\n  core:\n    cidr: 10.0.0.0/16\n      name: x\n",
            4,
            7,
            "this line is indented by 6, which fits no line above",
            "the lines above are indented by 0, 2, 4",
        ),
        (
            "routes:\n- a: 1\n   b: 2\n",
            3,
            4,
            "this line is indented by 3, which fits no line above",
            "the lines above are indented by 0, 2",
        ),
        (
            "a:\n  cidr 10.0.0.0/16\n  name: x\n",
            2,
            3,
            "a colon is missing after the key in this line",
            "write a key as `key: value`",
        ),
        (
            "a: 1\nname\nb: 2\n",
            2,
            1,
            "a colon is missing after the key in this line",
            "write a key as `key: value`",
        ),
        (
            "a: 1\n- b\n",
            2,
            1,
            "a list stands where a key is expected",
            "indent the list below its key, or remove the dash",
        ),
        (
            "a:\n- b\nc\n- d\n",
            3,
            1,
            "a colon is missing after the key in this line",
            "write a key as `key: value`",
        ),
        (
            "- a\n- b\nc: 1\n",
            3,
            1,
            "a key stands where the next item of a list is expected",
            "begin the line with a dash, or indent it as the list's own key is",
        ),
        (
            "a: b: c\n",
            1,
            5,
            "a second colon with a space stands in this line",
            "put the value into quotes, or begin the inner mapping on a new line",
        ),
        (
            "a: - b\n",
            1,
            4,
            "a list cannot begin here",
            "begin the list on a new line below its key",
        ),
    ] {
        assert_eq!(
            refused(text),
            (line, column, message.into(), hint.into()),
            "{text}"
        );
    }
}

#[test]
fn other_mistakes_have_a_sentence_and_a_place() {
    for (text, line, column, message) in [
        ("a:\n\tb: 1\n", 2, 1, "a tab stands in the indentation"),
        (
            "a:\n  b: 1\n\tc: 2\n",
            3,
            1,
            "a tab stands in the indentation",
        ),
        (
            "a: \"open\nb: 1\n",
            1,
            4,
            "a text in quotes is never closed",
        ),
        ("a: 'open\nb: 1\n", 1, 4, "a text in quotes is never closed"),
        (
            "a: [1, 2\nb: 3\n",
            1,
            4,
            "[ is not closed where it should be",
        ),
        ("a: {b: 1\n", 1, 4, "{ is never closed"),
        (
            "a: 1]\nb: ]\n",
            2,
            4,
            "a bracket or brace closes what was never opened",
        ),
        ("a: *none\n", 1, 4, "this alias has no anchor above it"),
        (
            "a: \"x\" y\n",
            1,
            8,
            "something stands after the closing quote",
        ),
        ("a: @x\n", 1, 4, "a value cannot begin with the character @"),
        ("a: \"\\q\"\n", 1, 5, "this escape is unknown"),
        ("a: !x!y z\n", 1, 4, "this tag is not declared"),
    ] {
        let (l, c, m, _) = refused(text);
        assert_eq!((l, c, m.as_str()), (line, column, message), "{text}");
    }
}
