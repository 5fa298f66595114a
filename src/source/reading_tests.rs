//! Documents of every kind read by one reader.

use serde::Deserialize;

use super::outline::Kind;
use super::*;

const FILE: FileId = FileId(3);

#[derive(Deserialize, Debug, Default)]
#[serde(default)]
struct Thing<'a> {
    #[serde(borrow, rename = "Id", alias = "id")]
    id: Raw<'a>,
    #[serde(borrow, rename = "Size", alias = "size")]
    size: Raw<'a>,
    #[serde(borrow, rename = "Tags", alias = "tags")]
    tags: Part<Vec<Tag<'a>>>,
    #[serde(rename = "Inner")]
    inner: Part<Inner>,
}

#[derive(Deserialize, Debug, Default)]
#[serde(default)]
struct Tag<'a> {
    #[serde(borrow, rename = "Key")]
    key: Raw<'a>,
}

#[derive(Deserialize, Debug)]
struct Inner {
    #[serde(rename = "Count")]
    count: u32,
}

/// What was read, as lowered values.
#[derive(Default, Debug, PartialEq)]
struct Taken {
    ids: Vec<String>,
    places: Vec<(u32, u32)>,
    tags: usize,
    wrong: usize,
    inner: u32,
    token: Option<String>,
    unknown: Vec<(String, usize)>,
    pages: usize,
    restarts: usize,
}

struct Reader<'a> {
    lowering: Lowering<'a>,
    taken: Taken,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader {
            lowering: Lowering::new(FILE, text),
            taken: Taken::default(),
        }
    }

    fn take(&mut self, thing: &Thing<'_>) {
        if let Field::Value { value, span } = self.lowering.id(&thing.id) {
            self.taken.ids.push(value.to_string());
            self.taken.places.push((span.start, span.end));
        }
        self.taken.tags += thing
            .tags
            .items()
            .filter(|t| t.key.text().is_some())
            .count();
        self.taken.wrong += usize::from(matches!(thing.tags, Part::Wrong))
            + usize::from(matches!(thing.inner, Part::Wrong));
        self.taken.inner += thing.inner.as_ref().map_or(0, |i| i.count);
    }
}

impl<'de> Members<'de> for Reader<'_> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        match key {
            "" | "Things" | "things" => {
                value.items(|thing: Thing<'de>| self.take(&thing))?;
            }
            "Thing" => {
                if let Part::Value(thing) = value.one::<Thing<'de>>()? {
                    self.take(&thing);
                }
            }
            "NextToken" => self.taken.token = value.leaf()?.text().map(|t| t.into_owned()),
            "data" => value.nested(self)?,
            "ignored" => {}
            other => {
                let count = value.skip()?;
                self.taken.unknown.push((other.to_owned(), count));
            }
        }
        Ok(())
    }
    fn restart(&mut self) {
        let restarts = self.taken.restarts + 1;
        self.taken = Taken {
            restarts,
            ..Taken::default()
        };
        self.lowering.unreadable.clear();
    }
    fn page(&mut self) {
        self.taken.pages += 1;
    }
}

fn parsed(name: &str, text: &str) -> Parsed {
    Parsed::new(FILE, name, text, &Limits::default()).unwrap()
}

fn read(name: &str, text: &str) -> (Taken, Vec<Problem>) {
    let parsed = parsed(name, text);
    let mut reader = Reader::new(text);
    let mut problems = parsed.problems().to_vec();
    let mut next = parsed.first(text);
    while let Some(document) = next {
        let walked = match document.outline().shape {
            Top::List => document.whole(&mut reader),
            _ => document.members(&mut reader),
        };
        problems.extend(walked.unwrap());
        next = document.rest();
    }
    (reader.taken, problems)
}

fn at(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

#[test]
fn members_of_a_json_object_in_any_order() {
    let text = r#"{"NextToken": "n", "Others": [1, {"a": [2]}, 3], "ignored": {"deep": [[[1e999]]]},
        "Things": [{"Id": "t-1", "Tags": [{"Key": "k"}], "More": 1}, {"Id": "t-\u0032", "Size": 4}], "One": {}, "Null": null}"#;
    let (taken, problems) = read("a.json", text);
    assert_eq!(problems, []);
    assert_eq!(taken.restarts, 0);
    assert_eq!(taken.ids, ["t-1", "t-2"]);
    let place = taken.places[1];
    assert_eq!(&text[place.0 as usize..place.1 as usize], r#""t-\u0032""#);
    assert_eq!(taken.token.as_deref(), Some("n"));
    assert_eq!(taken.tags, 1);
    assert_eq!(
        taken.unknown,
        [("Others".into(), 3), ("One".into(), 1), ("Null".into(), 0)]
    );
}

#[test]
fn the_same_document_in_yaml() {
    let text = "NextToken: n\nOthers: [1, {a: [2]}, 3]\nThings:\n- Id: t-1\n  Tags:\n  - Key: k\n- {Id: \"t-\\x32\", Size: 4}\nOne: {}\nNull: null\n";
    let (taken, problems) = read("a.json", text);
    assert_eq!(problems, []);
    assert_eq!(taken.ids, ["t-1", "t-2"]);
    let place = taken.places[1];
    assert_eq!(&text[place.0 as usize..place.1 as usize], r#""t-\x32""#);
    assert_eq!(taken.tags, 1);
    assert_eq!(
        taken.unknown,
        [("Others".into(), 3), ("One".into(), 1), ("Null".into(), 0)]
    );
}

#[test]
fn wrappers_single_answers_and_empty_values() {
    let wrapped =
        r#"{"status_code": 200, "data": {"Things": [{"Id": "a"}], "ResponseMetadata": {"x": 1}}}"#;
    assert_eq!(read("", wrapped).0.ids, ["a"]);
    assert_eq!(read("", r#"{"Thing": {"Id": "b"}}"#).0.ids, ["b"]);
    assert_eq!(read("", r#"{"Things": {"Id": "c"}}"#).0.ids, ["c"]);
    for nothing in ["null", "\"\"", "[]"] {
        let (taken, problems) = read(
            "",
            &format!("{{\"Things\": {nothing}, \"Thing\": {nothing}}}"),
        );
        assert_eq!((taken.ids.len(), problems.len()), (0, 0), "{nothing}");
    }
    assert_eq!(read("", "Thing: {Id: b}").0.ids, ["b"]);
    assert_eq!(
        read("", "data:\n  Things:\n    Id: c\n  Thing:\n").0.ids,
        ["c"]
    );
}

#[test]
fn bare_lists_bare_objects_and_pages() {
    for text in [
        r#"[{"Id": "a", "Size": 1}, {"Id": "b", "Size": 2}]"#,
        "- Id: a\n  Size: 1\n- {Id: b, Size: 2}",
    ] {
        assert_eq!(read("", text).0.ids, ["a", "b"], "{text}");
        let parsed = parsed("", text);
        let document = parsed.first(text).unwrap();
        let (things, problems) = document.items::<Thing<'_>>().unwrap();
        assert_eq!((things.len(), problems.len()), (2, 0));
    }
    let parsed = parsed("", r#" {"Id": "a"} "#);
    let document = parsed.first(r#" {"Id": "a"} "#).unwrap();
    let (Part::Value(thing), _) = document.one::<Thing<'_>>().unwrap() else {
        panic!()
    };
    assert_eq!(thing.id.text().as_deref(), Some("a"));
    for text in [
        "- Things: [{Id: a}]\n- Things: [{Id: b}]\n- Others: [1]\n",
        r#"[{"Things": [{"Id": "a"}], "NextToken": "x"}, {"Things": [{"Id": "b"}]}, {"Others": [1]}]"#,
    ] {
        let (taken, _) = read("", text);
        assert_eq!(taken.ids, ["a", "b"], "{text}");
        assert_eq!((taken.pages, taken.unknown.len()), (3, 1));
    }
}

#[test]
fn several_documents_in_one_file() {
    let text = "{\"Things\": [{\"Id\": \"a\"}]}\n\n  {\"Things\": [{\"Id\": \"b\"}]}{\"Thing\":{\"Id\":\"c\"}}\n";
    let (taken, _) = read("x.json", text);
    assert_eq!(taken.ids, ["a", "b", "c"]);
    let parsed = parsed("x.json", text);
    // The same without reading.
    let mut starts = Vec::new();
    let mut next = parsed.first(text);
    while let Some(document) = next {
        starts.push((document.number(), &text[document.start() as usize..][..9]));
        next = document.rest();
    }
    assert_eq!(
        starts,
        [(0, "{\"Things\""), (1, "{\"Things\""), (2, "{\"Thing\":")]
    );
    assert_eq!(
        read("", "---\nThings: [{Id: a}]\n---\nThing: {Id: b}\n")
            .0
            .ids,
        ["a", "b"]
    );
}

#[test]
fn an_item_that_does_not_fit_costs_itself() {
    let text = r#"{"Things": [{"Id": "a"}, 7, {"Id": "b", "Id": "c"}, null, {"Id": "d"}, [["x"]]], "Thing": {"Id": "e"}}"#;
    let (taken, problems) = read("", text);
    assert_eq!(taken.ids, ["a", "c", "d", "e"]);
    assert_eq!(taken.restarts, 1);
    let place = taken.places[1];
    assert_eq!(&text[place.0 as usize..place.1 as usize], "\"c\"");
    let said: Vec<(String, &str)> = problems
        .iter()
        .map(|p| match p {
            Problem::DuplicateKey { key, first, .. } => (
                format!("{key} twice, first at {}", first.start),
                at(text, p.span()),
            ),
            Problem::Refused { expected, .. } => (expected.to_string(), at(text, p.span())),
            Problem::Unreadable { .. } => panic!(),
        })
        .collect();
    let first = text.find(r#""Id": "b""#).unwrap();
    assert_eq!(
        said,
        [
            ("an object".into(), "7"),
            (format!("Id twice, first at {first}"), "\"Id\""),
            ("an object".into(), "null"),
            ("an object".into(), r#"[["x"]]"#),
        ]
    );
}

#[test]
fn two_spellings_of_one_key_are_one_key_twice() {
    let (taken, problems) = read("", r#"{"Things": [{"Id": "a", "id": "b"}]}"#);
    assert_eq!(taken.ids, ["b"]);
    assert!(
        matches!(&problems[..], [Problem::DuplicateKey { key, .. }] if &**key == "id"),
        "{problems:?}"
    );
}

#[test]
fn a_part_of_another_shape_is_reported_with_its_place_and_costs_itself() {
    for (text, places) in [
        (
            r#"{"Things": [{"Id": "a", "Tags": {"k": "v"}, "Inner": {"Count": "x"}}, {"Id": "b", "Tags": 3}]}"#,
            [r#"{"k": "v"}"#, r#""x""#, "3"],
        ),
        (
            "Things:\n- {Id: a, Tags: {k: v}, Inner: {Count: x}}\n- {Id: b, Tags: 3}\n",
            ["{k: v}", "x", "3"],
        ),
    ] {
        let (taken, problems) = read("", text);
        assert_eq!(taken.ids, ["a", "b"]);
        assert_eq!(taken.wrong, 3);
        assert!(
            problems
                .iter()
                .all(|p| matches!(p, Problem::Unreadable { .. })),
            "{problems:?}"
        );
        assert_eq!(
            problems
                .iter()
                .map(|p| at(text, p.span()))
                .collect::<Vec<_>>(),
            places
        );
    }
}

#[test]
fn a_key_at_the_top_that_stands_twice() {
    let text = r#"{"Things": [{"Id": "a"}], "Things": [{"Id": "b"}]}"#;
    let (taken, problems) = read("", text);
    assert_eq!(taken.ids, ["b"]);
    assert!(matches!(&problems[..], [Problem::DuplicateKey { .. }]));
}

#[test]
fn deep_nesting_costs_the_item_only() {
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let text = format!(
        r#"{{"Things": [{{"Id": "a"}}, {{"Id": "b", "Tags": {deep}}}, {{"Id": "c", "Unknown": {deep}}}], "ignored": {deep}}}"#
    );
    let (taken, problems) = read("", &text);
    assert_eq!(taken.ids, ["a", "c"]);
    assert!(
        matches!(&problems[..], [Problem::Refused { .. }]),
        "{problems:?}"
    );
}

#[test]
fn lone_surrogates_cost_the_leaf() {
    let (taken, problems) = read(
        "",
        r#"{"Things": [{"Id": "\ud800"}, {"Id": "b", "\udc00": 1}], "\ud800": 1}"#,
    );
    assert_eq!(taken.ids, ["b"]);
    assert_eq!(problems, []);
}

#[test]
fn broken_json_says_where_and_why() {
    let long = format!("{{\"Things\": [{}", "{\"Id\": \"a\"},".repeat(1000));
    let cases: [(&str, usize, &str); 12] = [
        (
            r#"{"Things": [{"Id": "a"}"#,
            23,
            "the text ends inside the list that begins on line 1",
        ),
        (
            &long,
            long.len(),
            "the text ends inside the list that begins on line 1",
        ),
        (
            r#"{"Things": [{"Id": "a"},]}"#,
            24,
            "a comma stands before the closing bracket",
        ),
        (
            r#"{"Things": [{"Id": "a",}]}"#,
            23,
            "a comma stands before the closing brace",
        ),
        (
            r#"{"Things": [{"Id": "a"} {"Id": "b"}]}"#,
            24,
            "a comma is missing before this item",
        ),
        (
            r#"{"Things": [] "Thing": {}}"#,
            14,
            "a comma is missing before this key",
        ),
        (
            "{\"Things\": [{\"Id\": \"a}]\n}",
            19,
            "the line ends inside a text",
        ),
        (
            r#"{"Things": [{"Id": None}]}"#,
            19,
            "a value is expected here",
        ),
        (
            r#"{"Things": [{"Id": 012}]}"#,
            19,
            "a number begins with a zero",
        ),
        (
            r#"{"Things": [{"Id": "\*"}]}"#,
            20,
            "this escape is unknown to JSON",
        ),
        (
            r#"{"Things": [{"Id" "a"}]}"#,
            18,
            "a colon is expected after the key",
        ),
        (
            r#"{"Things": [}"#,
            12,
            "a list is closed by a brace instead of a bracket",
        ),
    ];
    for (text, start, message) in cases {
        let parsed = parsed("x.json", text);
        let document = parsed.first(text).unwrap();
        let error = document.members(&mut Reader::new(text)).unwrap_err();
        assert_eq!(
            (error.span.start as usize, error.message.as_str()),
            (start, message),
            "{text}"
        );
    }
}

#[test]
fn text_after_the_document_is_a_document_that_fails() {
    let text = "{\"Thing\": {\"Id\": \"a\"}}\noops";
    let parsed = parsed("x.json", text);
    let first = parsed.first(text).unwrap();
    let mut reader = Reader::new(text);
    first.members(&mut reader).unwrap();
    let error = first.rest().unwrap().members(&mut reader).unwrap_err();
    assert_eq!(error.span.start, 23);
}

#[test]
fn outlines() {
    let outline = |text: &str| {
        parsed("", text)
            .first(text)
            .map(|d| d.outline())
            .unwrap_or_default()
    };
    let keys = |names: &[&str]| {
        names
            .iter()
            .map(|n| Box::from(*n))
            .collect::<Vec<Box<str>>>()
    };
    for text in [
        r#"{"RequestId": "x", "Meta": {"a": {}}, "None": [], "Things": [{"Id": "a", "Tags": [{"Key": 1}], "Z": 0}], "Later": []}"#,
        "RequestId: x\nMeta: {a: {}}\nNone: []\nThings:\n- Id: a\n  Tags: [{Key: 1}]\n  Z: 0\nLater: []\n",
    ] {
        let seen = outline(text);
        assert_eq!(seen.shape, Top::Map);
        assert_eq!(
            seen.keys,
            keys(&["RequestId", "Meta", "None", "Things"]),
            "{text}"
        );
        assert_eq!(seen.first_list.as_deref(), Some("Things"));
        assert_eq!(seen.first_item_keys, keys(&["Id", "Tags", "Z"]));
        assert_eq!(seen.inside("Meta"), keys(&["a"]));
        assert_eq!(seen.members[2].kind, Kind::Empty);
    }
    let single = outline(r#"{"Thing": {"Id": 1, "X": {"y": 2}}}"#);
    assert_eq!(
        (single.first_list, single.first_item_keys),
        (None, keys(&["Id", "X"]))
    );
    let bare = outline(r#"[{"Id": "a", "Routes": [1]}, 7]"#);
    assert_eq!(
        (bare.shape, bare.first_item_keys),
        (Top::List, keys(&["Id", "Routes"]))
    );
    assert_eq!(outline("- Things: []").shape, Top::Pages);
    for nothing in [
        "",
        "  \n",
        "{}",
        "[]",
        "null",
        "# only a comment\n",
        "---\n",
    ] {
        assert_eq!(outline(nothing).shape, Top::Empty, "{nothing:?}");
    }
    assert_eq!(outline("some words").shape, Top::Scalar);
}

#[test]
fn an_outline_takes_no_longer_for_a_long_file() {
    let text = format!(
        r#"{{"a": 1, "Things": [{{"Id": "a", "Tags": [{}1]}}]}}"#,
        "1,".repeat(20_000_000)
    );
    let parsed = parsed("x.json", &text);
    let start = std::time::Instant::now();
    let seen = parsed.first(&text).unwrap().outline();
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    assert_eq!(seen.first_item_keys.len(), 2);
}

#[test]
fn unknown_keys_of_a_design_are_named_with_what_is_known() {
    #[derive(Deserialize)]
    struct Design<'a> {
        #[serde(borrow, default)]
        things: Part<Mapping<'a, Part<Strict<'a>>>>,
    }
    #[derive(Deserialize)]
    struct Strict<'a> {
        #[serde(borrow, default)]
        size: Raw<'a>,
    }
    let text = "things:\n  one: {size: 1, sise: 2}\n  two: 7\nthigns: {}\n";
    let yaml = yaml::parse(FILE, text, &Limits::default()).unwrap();
    let read: TreeRead<Design<'_>> = from_node(FILE, &yaml.documents[0]);
    let unknown: Vec<_> = read
        .unknown
        .iter()
        .map(|u| (&*u.key, at(text, u.span), u.known))
        .collect();
    assert_eq!(
        unknown,
        [
            ("sise", "sise", &["size"][..]),
            ("thigns", "thigns", &["things"][..])
        ]
    );
    let things = read.value.unwrap().things;
    let entries = &things.as_ref().unwrap().entries;
    let mut lowering = Lowering::new(FILE, text);
    assert_eq!(
        lowering.span(&entries[0].0).map(|s| at(text, s)),
        Some("one")
    );
    assert_eq!(
        lowering
            .field::<i64>(&entries[0].1.as_ref().unwrap().size)
            .get(),
        Some(1)
    );
    assert!(matches!(entries[1].1, Part::Wrong));
    assert_eq!(at(text, read.problems[0].span()), "7");
}
