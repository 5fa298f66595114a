//! The small language in which the worked examples say what an answer must hold.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Value, json};

/// The items that a path selects, and whether it may select several.
fn select(root: &Value, path: &str) -> Result<(Vec<Value>, bool), String> {
    let mut items = vec![root.clone()];
    let mut several = false;
    for part in split(path) {
        let (key, filter) = match part.split_once('[') {
            Some((key, rest)) => (key.to_owned(), Some(rest.trim_end_matches(']').to_owned())),
            None => (part.clone(), None),
        };
        let mut next = Vec::new();
        for item in items {
            let value = match key.as_str() {
                "" => Some(&item),
                key => get(&item, key),
            };
            let Some(value) = value else { continue };
            match &filter {
                None => next.push(value.clone()),
                Some(filter) => {
                    several = true;
                    let list = value
                        .as_array()
                        .ok_or_else(|| format!("{key} is no list"))?;
                    next.extend(
                        list.iter()
                            .filter(|one| filter == "*" || fits(one, filter))
                            .cloned(),
                    );
                }
            }
        }
        items = next;
    }
    Ok((items, several))
}

fn split(path: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in path.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if c == '.' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    parts
}

fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match key.parse::<usize>() {
        Ok(at) if value.is_array() => value.get(at),
        _ => value.get(key),
    }
}

fn fits(item: &Value, filter: &str) -> bool {
    filter.split(',').all(|condition| {
        let (key, wanted) = condition.split_once('=').unwrap();
        let mut value = Some(item);
        for part in key.split('.') {
            value = value.and_then(|v| get(v, part));
        }
        value.is_some_and(|v| text(v) == wanted)
    })
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn number(value: &Value) -> u128 {
    text(value).parse().unwrap()
}

fn flat(items: &[Value]) -> Vec<Value> {
    items
        .iter()
        .flat_map(|v| {
            v.as_array()
                .map_or_else(|| vec![v.clone()], |list| flat(list))
        })
        .collect()
}

fn reduce(items: Vec<Value>, reducer: &str) -> Value {
    let nets = || -> Vec<IpNet> {
        flat(&items)
            .iter()
            .map(|v| text(v).parse().unwrap())
            .collect()
    };
    match reducer {
        "count" => json!(flat(&items).len()),
        "sum" => json!(flat(&items).iter().map(number).sum::<u128>().to_string()),
        "flat" => Value::Array(flat(&items)),
        "uniq" => {
            let mut all = flat(&items);
            all.sort_by_key(text);
            all.dedup();
            Value::Array(all)
        }
        "size" => json!(
            IpNet::aggregate(&nets())
                .iter()
                .map(size)
                .sum::<u128>()
                .to_string()
        ),
        "cidrs" => json!(
            IpNet::aggregate(&nets())
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        ),
        "names" => {
            let mut names: Vec<String> = flat(&items).iter().map(name).collect();
            names.sort();
            json!(names)
        }
        cut if cut.starts_with("cut:") => {
            let (pair, family) = cut["cut:".len()..].split_once('/').unwrap();
            let (from, to) = pair.split_once('>').unwrap();
            let wanted = |c: &Value| {
                text(&c["from"]) == from && text(&c["to"]) == to && text(&c["family"]) == family
            };
            let all = flat(&items);
            let cutting = all
                .iter()
                .filter(|e| e["cuts"].as_array().unwrap().iter().any(wanted));
            json!(cutting.map(name).collect::<Vec<_>>())
        }
        other => panic!("unknown reducer {other}"),
    }
}

fn name(element: &Value) -> String {
    format!("{}/{}", text(&element["kind"]), text(&element["id"]))
}

fn size(net: &IpNet) -> u128 {
    match (net.network(), net.broadcast()) {
        (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(u32::from(b) - u32::from(a)) + 1,
        (IpAddr::V6(a), IpAddr::V6(b)) => u128::from(b) - u128::from(a) + 1,
        _ => unreachable!(),
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Number(_) | Value::String(_), Value::Number(_) | Value::String(_)) => {
            text(a) == text(b)
        }
        _ => a == b,
    }
}

/// Whether the output is as a check says.
pub(crate) fn check(output: &Value, check: &Value) -> Result<(), String> {
    let path = check["path"].as_str().unwrap();
    let (selector, reducer) = match path.split_once('|') {
        Some((selector, reducer)) => (selector.trim(), Some(reducer.trim())),
        None => (path, None),
    };
    let (items, several) = select(output, selector)?;
    let value = match reducer {
        Some(reducer) => reduce(items, reducer),
        None if several => Value::Array(items),
        None => items.into_iter().next().unwrap_or(Value::Null),
    };
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let holds = |wanted: &Value| list(&value).iter().any(|v| same(v, wanted));
    let fine = if let Some(wanted) = check.get("equals") {
        same(&value, wanted)
    } else if let Some(wanted) = check.get("in") {
        list(wanted).iter().any(|w| same(&value, w))
    } else if let Some(wanted) = check.get("contains") {
        list(wanted).iter().all(holds)
    } else if let Some(wanted) = check.get("lacks") {
        !list(wanted).iter().any(holds)
    } else {
        number(&value) >= number(&check["at_least"])
    };
    if fine {
        Ok(())
    } else {
        Err(format!("{path}: found {value}, expected {check}"))
    }
}
