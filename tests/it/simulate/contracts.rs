//! What is documented of every call alike: which parameters it needs, what its ids must be, that permission and dry runs come before
//! existence, that the provider itself can fail. `contracts.json` has a call of every operation that succeeds, and what it needs.

use std::collections::BTreeSet;

use netvet::simulate::operation;
use serde_json::{Value, json};

use super::run::Ran;
use super::{complaints, drawn, root};

/// What a refusal must say of its code: this one, none, or whatever.
#[derive(Clone, Debug)]
enum Code {
    Is(String),
    None,
    Any,
}

impl Code {
    /// `"…"`: refused with it, `null`: without one, `true`: with one that is not documented, `false`: not refused.
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(code) => Some(Self::Is(code.clone())),
            Value::Null => Some(Self::None),
            Value::Bool(refused) => refused.then_some(Self::Any),
            other => panic!("{other} is no code"),
        }
    }
}

/// The code of a service for a kind that every call has.
fn code(service: &str, kind: &str) -> Code {
    let is = |text: &str| Code::Is(text.to_owned());
    match (service, kind) {
        ("ec2", "Missing") => is("MissingParameter"),
        ("ec2", "Unauthorized") => is("UnauthorizedOperation"),
        ("ec2", "DryRunOk") => is("DryRunOperation"),
        ("ec2", "WrongRegion") => is("OperationNotPermitted"),
        ("directconnect", "Server") => is("DirectConnectServerException"),
        ("directconnect", _) => is("DirectConnectClientException"),
        ("outscale", "Unauthorized") => is("AccessDenied"),
        ("huawei" | "otc", "Missing") => is("400"),
        ("huawei" | "otc", "Unauthorized") => is("403"),
        (_, "Server") => Code::None,
        _ => Code::Any,
    }
}

/// A step that must be refused, and what with.
struct Refused {
    step: Value,
    kind: &'static str,
    why: &'static str,
    code: Code,
}

/// The value at a path, to be changed.
fn at<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    path.split('.')
        .fold(value, |value, key| match key.parse::<usize>() {
            Ok(at) => &mut value[at],
            Err(_) => &mut value[key],
        })
}

/// Another id of the same form.
fn unknown(id: &str) -> String {
    match id.split_once('-') {
        Some((prefix, rest)) if rest.len() < 30 && !id.starts_with('$') => {
            format!("{prefix}-0f0f0f0f")
        }
        _ => "99999999-9999-4999-8999-999999999999".to_owned(),
    }
}

fn set(call: &Value, path: &str, value: Value) -> Value {
    let mut call = call.clone();
    *at(&mut call["with"], path) = value;
    call
}

/// The refusals of a call.
fn refusals(call: &Value, step: &Value, service: &str, region: bool) -> Vec<Refused> {
    let mut all = Vec::new();
    let mut put = |step, kind, why, code| {
        all.push(Refused {
            step,
            kind,
            why,
            code,
        });
    };
    for path in call["needs"].as_array().unwrap() {
        let step = set(step, path.as_str().unwrap(), Value::Null);
        let code = code(service, "Missing");
        put(step, "Missing", "missing_parameter", code);
    }
    for (path, codes) in call["ids"].as_object().unwrap() {
        let id = at(&mut step["with"].clone(), path).clone();
        let id = id.as_str().unwrap();
        if let Some(code) = Code::read(&codes[0]) {
            put(set(step, path, json!("no id")), "Malformed", "bad_id", code);
        }
        if let Some(code) = Code::read(&codes[1]) {
            let step = set(step, path, json!(unknown(id)));
            put(step, "NotFound", "no_such_resource", code);
        }
    }
    if call["region"] == true && region {
        let mut step = step.clone();
        step["region"] = json!("ap-south-1");
        let code = code(service, "WrongRegion");
        put(step, "WrongRegion", "wrong_region", code);
    }
    if service == "ec2" {
        let step = set(step, "DryRun", json!(true));
        put(step, "DryRunOk", "dry_run_ok", code(service, "DryRunOk"));
    }
    all
}

/// What does not go as it must, in words.
fn judge(what: &str, ran: Ran, first: usize, wanted: &[Refused]) -> Vec<String> {
    let json = match ran {
        Ran::Trace { json, .. } => json,
        Ran::Mistakes(mistakes) => return vec![format!("{what} is wrong: {mistakes:?}")],
    };
    let complaints = complaints(&json);
    let mut all: Vec<String> = complaints
        .into_iter()
        .map(|complaint| format!("{what}: {complaint}"))
        .collect();
    let steps = &json["steps"].as_array().unwrap()[first..];
    for (step, refused) in steps.iter().zip(wanted) {
        let error = &step["result"]["error"];
        let fits = match &refused.code {
            Code::Is(code) => error["code"]
                .as_str()
                .is_some_and(|is| is.eq_ignore_ascii_case(code)),
            Code::None => error["code"].is_null(),
            Code::Any => true,
        };
        if !fits {
            all.push(format!("{what}: {error}, not {:?}", refused.code));
        }
    }
    all
}

fn wanted(refused: &Refused) -> Value {
    let mut step = refused.step.clone();
    step["expect"] =
        json!({"error": {"kind": refused.kind, "message_kind": refused.why}, "unchanged": true});
    step
}

/// A call that is refused for every reason that calls have in common, and then succeeds.
fn check(provider: &str, all: &Value, call: &Value, number: usize) -> Vec<String> {
    let mut complaints = Vec::new();
    let op = call["op"].as_str().unwrap();
    let (service, _) = op.split_once('.').unwrap();
    let by = &all["as"];
    let step = json!({"op": op, "as": by, "with": call["with"]});
    let before = call["before"].as_array().cloned().unwrap_or_default();
    let head = json!({"scenario": op, "clock": "2026-01-01T00:00:00Z", "provider": provider, "design": all["design"]});
    let name = |part: &str| format!("contract-{provider}-{number}-{part}");
    let run = |part: &str, more: Value, steps: Vec<Value>| {
        let mut scenario = head.clone();
        scenario
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        scenario["steps"] = json!(steps);
        drawn(&name(part), &scenario.to_string())
    };

    let refused = refusals(call, &step, service, service == "ec2");
    let mut steps = before.clone();
    steps.extend(refused.iter().map(wanted));
    if service == "outscale" {
        let mut dry = set(&step, "DryRun", json!(true));
        dry["expect"] = json!({"ok": {}, "unchanged": true});
        steps.push(dry);
    }
    let mut last = step.clone();
    last["expect"] = json!({"ok": {}});
    steps.push(last);
    let what = format!("{op} with {}", call["with"]);
    let ran = run("alike", json!({}), steps);
    complaints.extend(judge(&what, ran, before.len(), &refused));

    // Who may not call it is told so before anything is looked for, and a dry run tells no more.
    let mut other = json!("ec2.DeleteVpc");
    if op == "ec2.DeleteVpc" {
        other = json!("ec2.DeleteRoute");
    }
    let mut barred: Vec<Value> = vec![step.clone()];
    for path in call["ids"].as_object().unwrap().keys() {
        let id = at(&mut step["with"].clone(), path).clone();
        barred.push(set(&step, path, json!(unknown(id.as_str().unwrap()))));
    }
    if matches!(service, "ec2" | "outscale") {
        barred.push(set(&step, "DryRun", json!(true)));
    }
    let barred: Vec<Refused> = barred
        .into_iter()
        .map(|step| Refused {
            step,
            kind: "Unauthorized",
            why: "not_authorized",
            code: code(service, "Unauthorized"),
        })
        .collect();
    let principals = json!({"principals": {by.as_str().unwrap(): [other]}});
    let mut steps: Vec<Value> = before
        .iter()
        .filter(|step| step["as"].as_str() != by.as_str() && !step["as"].is_null())
        .cloned()
        .collect();
    let bound = steps.len() == before.len();
    if bound || !call["with"].to_string().contains('$') {
        let first = steps.len();
        steps.extend(barred.iter().map(wanted));
        let ran = run("barred", principals, steps);
        complaints.extend(judge(&what, ran, first, &barred));
    }

    // The provider fails once.
    let fault = Refused {
        step: step.clone(),
        kind: "Server",
        why: "server_fault",
        code: code(service, "Server"),
    };
    let mut steps = before.clone();
    steps.push(json!({"event": "inject_server_fault"}));
    let first = steps.len();
    let fault = [fault];
    steps.extend(fault.iter().map(wanted));
    steps.push(step.clone());
    let ran = run("fault", json!({}), steps);
    complaints.extend(judge(&what, ran, first, &fault));

    // What a call does not have is a mistake.
    let mut wrong = vec![set(&step, "Colour", json!("red"))];
    if !matches!(service, "ec2" | "outscale") {
        wrong.push(set(&step, "DryRun", json!(true)));
    }
    let count = wrong.len();
    match run("wrong", json!({}), wrong) {
        Ran::Mistakes(mistakes) if mistakes.len() == count => {}
        _ => complaints.push(format!("{what} takes what it does not have")),
    }
    complaints
}

/// A call of every operation, by provider.
pub(super) fn contracts() -> Value {
    let text = std::fs::read_to_string(root().join("tests/simulate/contracts.json")).unwrap();
    let mut all: Value = serde_json::from_str(&text).unwrap();
    // Open Telekom Cloud has the interface of Huawei Cloud.
    let otc = all["huawei"].to_string().replace("\"huawei", "\"otc");
    all["otc"] = serde_json::from_str(&otc).unwrap();
    all
}

#[test]
fn every_operation_is_refused_as_all_are() {
    let all = contracts();
    let (mut seen, mut complaints) = (BTreeSet::new(), Vec::new());
    for (provider, of) in all.as_object().unwrap() {
        for (number, call) in of["calls"].as_array().unwrap().iter().enumerate() {
            complaints.extend(check(provider, of, call, number));
            seen.insert(call["op"].as_str().unwrap().to_owned());
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
    let known: BTreeSet<String> = operation::names().collect();
    assert_eq!(seen, known);
}
