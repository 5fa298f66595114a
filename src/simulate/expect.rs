//! Assertions about a step and about the world after it.

use super::argument::Unbound;
use super::engine::Simulation;
use super::mistake::Mistake;
use super::operation;
use super::trace::{Answer, Datum, Deed, Fields, Refused, Traced};
use crate::model::{Action, AnyId, Expectation, Phase, Step, Time};
use crate::profile::{ErrorKind, MessageKind};
use crate::routing::expect::{ASSERTIONS, Holds, Judge, Judgement};
use crate::source::tree::{Data, Node};
use crate::source::{Scalar, Span, Text};

/// The assertions that need no routing.
const OWN: [&str; 7] = [
    "ok",
    "error",
    "unchanged",
    "state",
    "status",
    "visible",
    "finding",
];

/// The names of all assertions.
fn names() -> impl Iterator<Item = &'static str> {
    OWN.into_iter().chain(ASSERTIONS)
}

fn span(expectation: &Expectation, node: &Node) -> Span {
    Span::new(expectation.file, node.start, node.end)
}

fn said(holds: Holds, detail: impl Into<String>) -> Judgement {
    Judgement {
        holds,
        detail: detail.into(),
        witness: None,
    }
}

fn whether(holds: bool, detail: impl Into<String>) -> Judgement {
    said(if holds { Holds::Pass } else { Holds::Fail }, detail)
}

/// Mistakes in the assertions of a step that can be seen before it runs.
pub(super) fn mistakes(step: &Step, out: &mut Vec<Mistake>) {
    let acts = matches!(step.action, Action::Operation { .. } | Action::Event { .. });
    let mut first: [Option<Span>; 2] = [None, None];
    let mut told: Vec<(String, String)> = Vec::new();
    for expectation in &step.expect {
        let name = expectation.name.as_str();
        if !names().any(|known| known == name) {
            out.push(Mistake::unknown(
                expectation.span,
                "assertion",
                name,
                names(),
            ));
            continue;
        }
        if matches!(name, "ok" | "error") {
            if !acts {
                out.push(Mistake::new(
                    expectation.span,
                    format!("`{name}` judges an operation or event, and this step has none"),
                ));
            }
            let (own, other) = if name == "ok" { (0, 1) } else { (1, 0) };
            if first[other].is_some() {
                out.push(Mistake::new(
                    expectation.span,
                    "a step cannot both succeed (`ok`) and be refused (`error`)",
                ));
            }
            first[own] = Some(expectation.span);
        }
        keys(expectation, out);
        if let Some((about, what)) = claim(expectation) {
            let other = told
                .iter()
                .find(|(known, value)| *known == about && *value != what);
            if let Some((_, other)) = other {
                out.push(Mistake::new(
                    expectation.span,
                    format!("`{what}` contradicts `{other}` in the same step"),
                ));
            }
            told.push((about, what));
        }
    }
}

/// What an assertion says about what, where two of them can contradict each other.
fn claim(expectation: &Expectation) -> Option<(String, String)> {
    let text = |key: &str| match &expectation.value.get(key)?.data {
        Data::Scalar { text, .. } => Some(text.to_string()),
        _ => None,
    };
    match expectation.name.as_str() {
        "state" => Some((format!("state {}", text("of")?), text("is")?)),
        "visible" => Some((
            format!("visible {} {}", text("of")?, text("to")?),
            text("is").unwrap_or_else(|| "true".to_owned()),
        )),
        _ => None,
    }
}

/// The keys that an assertion of ours must and may have.
fn shape(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "state" => (&["of", "is"], &[]),
        "status" => (&["of"], &["bgp", "bfd"]),
        "visible" => (&["of", "to"], &["is"]),
        "error" => (&[], &["kind", "code", "message_kind"]),
        "finding" => (&["rule", "of"], &["is"]),
        _ => return None,
    })
}

fn keys(expectation: &Expectation, out: &mut Vec<Mistake>) {
    let name = expectation.name.as_str();
    let node = &expectation.value;
    let Some((needed, further)) = shape(name) else {
        if name == "unchanged" && flag(Some(node)) != Some(true) {
            out.push(Mistake::new(
                span(expectation, node),
                "expected `unchanged: true`",
            ));
        }
        if name == "ok" && !matches!(node.data, Data::Map(_) | Data::Null) {
            out.push(Mistake::new(
                span(expectation, node),
                "expected a mapping of answered fields",
            ));
        }
        return;
    };
    let Data::Map(entries) = &node.data else {
        if !(name == "error" && matches!(node.data, Data::Null)) {
            let all: Vec<&str> = needed.iter().chain(further).copied().collect();
            out.push(Mistake::new(
                span(expectation, node),
                format!("expected a mapping with {}", all.join(", ")),
            ));
        }
        return;
    };
    for entry in entries.iter().filter(|entry| !entry.shadowed) {
        let known = || needed.iter().chain(further).copied();
        let at = Span::new(expectation.file, entry.key_start, entry.key_end);
        if !known().any(|key| key == &*entry.key) {
            out.push(Mistake::unknown(
                at,
                &format!("key of `{name}`"),
                &entry.key,
                known(),
            ));
        } else if !matches!(entry.value.data, Data::Scalar { .. }) {
            out.push(Mistake::new(
                at,
                format!("`{}` is a single value", entry.key),
            ));
        }
    }
    for key in needed.iter().filter(|key| node.get(key).is_none()) {
        out.push(Mistake::new(
            expectation.span,
            format!("`{key}` is missing in `{name}`"),
        ));
    }
    words(expectation, out);
}

/// Words of closed lists, and flags.
fn words(expectation: &Expectation, out: &mut Vec<Mistake>) {
    let closed: &[(&str, &str, Vec<&str>)] = &[
        (
            "error",
            "kind",
            ErrorKind::ALL.iter().map(|kind| kind.word()).collect(),
        ),
        (
            "error",
            "message_kind",
            MessageKind::ALL.iter().map(|kind| kind.word()).collect(),
        ),
        ("status", "bgp", vec!["up", "down", "unknown"]),
        ("status", "bfd", vec!["up", "down", "unknown"]),
        ("visible", "is", vec!["true", "false"]),
        ("finding", "is", vec!["true", "false"]),
    ];
    for (name, key, known) in closed {
        let Some(node) = expectation.value.get(key) else {
            continue;
        };
        if let (true, Some(text)) = (expectation.name == *name, text(node))
            && !known.contains(&text)
            && (known.len() != 2 || bool::parse(text).is_none())
        {
            let what = format!("`{key}` of `{name}`");
            let at = span(expectation, node);
            out.push(Mistake::unknown(at, &what, text, known.iter().copied()));
        }
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.data {
        Data::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

fn flag(node: Option<&Node>) -> Option<bool> {
    bool::parse(text(node?)?)
}

/// Judges an assertion. `before` is the world's hash before the step, where an assertion asks for it.
pub(super) fn judge(
    run: &mut Simulation<'_>,
    expectation: &Expectation,
    step: &Traced,
    before: Option<u64>,
) -> Result<Judgement, Mistake> {
    let node = &expectation.value;
    if let Some(name) = run.empty_in(node) {
        let why =
            format!("${name} holds nothing, because the step that should bind it was refused");
        return Ok(said(Holds::Fail, why));
    }
    match expectation.name.as_str() {
        "ok" => Ok(match &step.answer {
            Some(Answer::Ok(fields)) => fields_hold(run, wrapper(step), fields, node),
            Some(Answer::Error(refused)) => said(Holds::Fail, told(refused)),
            None => said(Holds::Fail, "the step was not done"),
        }),
        "error" => Ok(match &step.answer {
            Some(Answer::Error(refused)) => error_holds(refused, node),
            Some(Answer::Ok(_)) => said(Holds::Fail, "it was done"),
            None => said(Holds::Fail, "the step was not done"),
        }),
        "unchanged" => {
            let same = before == Some(run.world().fingerprint());
            Ok(whether(
                same,
                if same {
                    "nothing changed"
                } else {
                    "the world changed"
                },
            ))
        }
        "state" => {
            let id = element(run, expectation, "of")?;
            let head = run.world().design.head(id);
            let gone = head.state.native.is_absent() && head.state.phase == Phase::Deleted;
            let is = match head.state.word() {
                "" if gone => "gone",
                "" => "unstated",
                word => word,
            };
            let wanted = node.get("is").and_then(text).unwrap_or_default();
            Ok(whether(
                is == wanted || gone && wanted == "deleted",
                format!("{} is {is}", head.printed_id()),
            ))
        }
        "visible" => {
            let id = element(run, expectation, "of")?;
            let who = node.get("to").and_then(text).map(Text::new);
            let wanted = flag(node.get("is")).unwrap_or(true);
            let sees = run.world().sees(who, id);
            let printed = run.world().design.head(id).printed_id();
            let verb = if sees { "sees" } else { "does not see" };
            let who = who.map_or("-", Text::as_str);
            Ok(whether(sees == wanted, format!("{who} {verb} {printed}")))
        }
        "status" => status(run, expectation),
        "finding" => finding(run, expectation),
        name => routed(run, expectation, name),
    }
}

/// The element that a key of an assertion names.
fn element(run: &Simulation<'_>, expectation: &Expectation, key: &str) -> Result<AnyId, Mistake> {
    let Some(node) = expectation.value.get(key) else {
        return Err(Mistake::new(
            expectation.span,
            format!("`{key}` is missing"),
        ));
    };
    let at = span(expectation, node);
    match run.reference(text(node).unwrap_or_default(), at, &[]) {
        Ok((_, Some(id))) => Ok(id),
        Ok((printed, None)) => Err(Mistake::new(at, format!("nothing is called `{printed}`"))),
        Err(Unbound::Mistake(mistake)) => Err(mistake),
        Err(Unbound::Refused(name)) => Err(Mistake::new(at, format!("${name} holds nothing"))),
    }
}

fn told(refused: &Refused) -> String {
    let code = refused.code.unwrap_or(refused.kind.word());
    format!("refused with {code}: {}", refused.message)
}

fn error_holds(refused: &Refused, node: &Node) -> Judgement {
    let fits = |key: &str, is: &[&str]| match node.get(key).and_then(text) {
        None => true,
        Some(wanted) => is.iter().any(|word| word.eq_ignore_ascii_case(wanted)),
    };
    let codes: Vec<&str> = refused.code.iter().chain(refused.also).copied().collect();
    let holds = fits("kind", &[refused.kind.word()])
        && fits("code", &codes)
        && fits("message_kind", &[refused.why.word()]);
    whether(holds, told(refused))
}

/// Whether an answer has these fields. A mapping may be nested or have dots in its keys.
fn fields_hold(run: &Simulation<'_>, wrapper: &str, fields: &Fields, node: &Node) -> Judgement {
    let mut wanted = Vec::new();
    flatten(node, "", &mut wanted);
    for (path, value) in &wanted {
        match value {
            Wanted::Scalar(text) => {
                let text = run.replaced(text);
                let Some(is) = lookup(fields, wrapper, path) else {
                    return said(Holds::Fail, format!("the answer has no {path}"));
                };
                if !equal(is, &text) {
                    return said(Holds::Fail, format!("{path} is {is}, not {text}"));
                }
            }
            Wanted::Length(length) => {
                let is = items(fields, path);
                if is != *length {
                    return said(Holds::Fail, format!("{path} has {is} items, not {length}"));
                }
            }
        }
    }
    said(Holds::Pass, "the answer is as expected")
}

enum Wanted {
    Scalar(String),
    Length(usize),
}

fn flatten(node: &Node, path: &str, out: &mut Vec<(String, Wanted)>) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    };
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => out.push((path.to_owned(), Wanted::Scalar(text.to_string()))),
        Data::List(list) => {
            out.push((path.to_owned(), Wanted::Length(list.len())));
            for (at, item) in list.iter().enumerate() {
                flatten(item, &below(&at.to_string()), out);
            }
        }
        Data::Map(entries) => {
            for entry in entries.iter().filter(|entry| !entry.shadowed) {
                flatten(&entry.value, &below(&entry.key), out);
            }
        }
    }
}

/// The object or list that wraps the answer of a step.
fn wrapper(step: &Traced) -> &'static str {
    let Deed::Operation(name) = &step.deed else {
        return "";
    };
    name.as_str()
        .split_once('.')
        .and_then(|(service, name)| operation::find(service, name))
        .map_or("", |operation| operation.wrapper)
}

/// A field by its path. Paths start inside the object that wraps the answer; the wrapper may be written too, or left out where it is a
/// list.
fn lookup(fields: &Fields, wrapper: &str, path: &str) -> Option<Datum> {
    let exact = |path: &str| {
        fields
            .list
            .iter()
            .find(|(known, _)| known == path)
            .map(|(_, value)| *value)
    };
    let inside = || exact(path.strip_prefix(wrapper)?.strip_prefix('.')?);
    exact(path)
        .or_else(inside)
        .or_else(|| exact(&format!("{wrapper}.{path}")))
}

/// How many items a list has.
fn items(fields: &Fields, path: &str) -> usize {
    let prefix = format!("{path}.");
    fields
        .list
        .iter()
        .filter_map(|(known, _)| known.strip_prefix(&prefix))
        .filter_map(|rest| rest.split('.').next()?.parse::<usize>().ok())
        .map(|at| at + 1)
        .max()
        .unwrap_or_default()
}

fn equal(is: Datum, wanted: &str) -> bool {
    match is {
        Datum::Text(text) => text == wanted,
        Datum::Number(number) => i64::parse(wanted) == Some(number),
        Datum::Flag(flag) => bool::parse(wanted) == Some(flag),
        Datum::Time(time) => Time::parse(wanted) == Some(time),
    }
}

/// Whether a session is up.
fn status(run: &mut Simulation<'_>, expectation: &Expectation) -> Result<Judgement, Mistake> {
    let id = element(run, expectation, "of")?;
    let node = &expectation.value;
    let printed = run.world().design.head(id).printed_id();
    let mut all = Vec::new();
    if let Some(wanted) = node.get("bgp").and_then(text) {
        run.routing();
        all.push(("BGP", wanted, super::status::bgp(run, id)));
    }
    if let Some(wanted) = node.get("bfd").and_then(text) {
        all.push(("BFD", wanted, super::status::bfd(run.world(), id)));
    }
    let mut words = Vec::new();
    let mut holds = Holds::Pass;
    for (what, wanted, is) in all {
        let is = is.ok_or_else(|| {
            Mistake::new(expectation.span, format!("{printed} has no {what} status"))
        })?;
        words.push(format!("{what} of {printed} is {is}"));
        let one = match (is, wanted) {
            (is, wanted) if is == wanted => Holds::Pass,
            ("unknown", _) => Holds::Unknown,
            _ => Holds::Fail,
        };
        holds = holds.max(one);
    }
    Ok(said(holds, words.join("; ")))
}

/// Whether a rule would report something about an element now.
fn finding(run: &mut Simulation<'_>, expectation: &Expectation) -> Result<Judgement, Mistake> {
    let id = element(run, expectation, "of")?;
    let node = &expectation.value;
    let rule = node.get("rule").and_then(text).unwrap_or_default();
    let wanted = flag(node.get("is")).unwrap_or(true);
    let subject = run.world().subject(id);
    let reported = run.found().iter().any(|(name, subjects)| {
        *name == rule
            && subjects
                .iter()
                .any(|s| s.kind == subject.kind && s.id == subject.id)
    });
    let verb = if reported { "is" } else { "is not" };
    Ok(whether(
        reported == wanted,
        format!("{rule} {verb} reported about {}", subject.id),
    ))
}

/// An assertion about routing.
fn routed(
    run: &mut Simulation<'_>,
    expectation: &Expectation,
    name: &str,
) -> Result<Judgement, Mistake> {
    run.routing();
    let resolve = |text: &str| run.referred(text);
    let judged = run
        .routed()
        .and_then(|routing| Judge::new(routing, &resolve).judge(name, &expectation.value));
    match judged {
        Some(Ok(judgement)) => Ok(judgement),
        Some(Err(mistake)) => Err(Mistake::new(
            Span::new(expectation.file, mistake.start, mistake.end),
            mistake.message,
        )),
        None => Err(Mistake::unknown(
            expectation.span,
            "assertion",
            name,
            names(),
        )),
    }
}
