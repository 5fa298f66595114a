//! Assertions that are no questions about routes: the state of an element, the status of a session, a finding.

use crate::model::AnyId;
use crate::routing::Routing;
use crate::routing::expect::{Holds, Judge, Judgement, Mistake, mistake};
use crate::rules::Context;
use crate::rules::routed::{Routed, said_by};
use crate::source::tree::{Data, Node};
use crate::source::{Field, Text};

type Judged = Result<Judgement, Mistake>;

fn text<'n>(node: &'n Node, key: &str) -> Result<&'n str, Mistake> {
    let value = Judge::need(node, key)?;
    match &value.data {
        Data::Scalar { text, .. } => Ok(text),
        _ => mistake(value, "expected a text"),
    }
}

/// The element that `of` names.
fn of(cx: &Context<'_>, routing: &Routing, value: &Node) -> Result<AnyId, Mistake> {
    let place = Judge::need(value, "of")?;
    let elem = Judge::new(routing, &|text: &str| text.to_owned()).elem(place)?;
    routing.elements.any(cx.design, elem).map_or_else(
        || mistake(place, "a place or device has neither state nor findings"),
        Ok,
    )
}

fn compared(what: &str, is: Option<&str>, wanted: &str) -> Judgement {
    match is {
        Some(is) => Judgement::new(Holds::when(is == wanted), format!("{what} is {is}")),
        None => Judgement::new(Holds::Unknown, format!("{what} is not in the input")),
    }
}

/// `state: {of, is}`.
pub(in crate::rules) fn state(cx: &Context<'_>, routing: &Routing, value: &Node) -> Judged {
    Judge::keys(value, &["of", "is"])?;
    let any = of(cx, routing, value)?;
    let word = cx.design.head(any).state.native.get();
    Ok(compared(
        "the state",
        word.map(Text::as_str),
        text(value, "is")?,
    ))
}

/// `status: {of, bgp, bfd}`.
pub(in crate::rules) fn status(cx: &Context<'_>, routing: &Routing, value: &Node) -> Judged {
    Judge::keys(value, &["of", "bgp", "bfd"])?;
    let any = of(cx, routing, value)?;
    let (bgp, bfd): (Field<Text>, Option<Field<Text>>) = match any {
        AnyId::BgpPeer(id) => (cx.design[id].status, None),
        AnyId::RouteServerPeer(id) => (cx.design[id].bgp_status, Some(cx.design[id].bfd_status)),
        AnyId::VpnConnection(id) => (cx.design[id].status, None),
        AnyId::VpnTunnel(id) => (cx.design[id].status, None),
        _ => return mistake(value, "only sessions have a status"),
    };
    let word = |field: Field<Text>| field.get().map(|text| text.as_str().to_lowercase());
    let mut worst: Option<Judgement> = None;
    let mut take = |judgement: Judgement| {
        if worst
            .as_ref()
            .is_none_or(|worst| judgement.holds > worst.holds)
        {
            worst = Some(judgement);
        }
    };
    if value.get("bgp").is_some() {
        take(compared("BGP", word(bgp).as_deref(), text(value, "bgp")?));
    }
    if let Some(place) = value.get("bfd") {
        let Some(bfd) = bfd else {
            return mistake(place, "BFD is known of route server peers only");
        };
        take(compared("BFD", word(bfd).as_deref(), text(value, "bfd")?));
    }
    worst.map_or_else(|| mistake(value, "`bgp` is missing"), Ok)
}

/// `finding: {rule, of, is}`.
pub(in crate::rules) fn finding(cx: &Context<'_>, routed: &Routed<'_>, value: &Node) -> Judged {
    Judge::keys(value, &["rule", "of", "is"])?;
    let name = text(value, "rule")?;
    let wanted = match value.get("is") {
        None => true,
        Some(_) => match text(value, "is")? {
            "true" => true,
            "false" => false,
            _ => return mistake(value, "expected true or false"),
        },
    };
    let Some(found) = said_by(cx, routed, name) else {
        let known = super::super::catalogue();
        let near = crate::model::near::nearest(name, known.iter().map(|info| info.name));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return mistake(
            Judge::need(value, "rule")?,
            format!("no rule about designs is called `{name}`{near}"),
        );
    };
    let there = match value.get("of") {
        None => !found.is_empty(),
        Some(_) => {
            let subject = cx.subject_of(of(cx, &routed.routing, value)?);
            found
                .iter()
                .any(|finding| finding.subjects.contains(&subject))
        }
    };
    let detail = if there {
        format!("{name} is found")
    } else {
        format!("{name} is not found")
    };
    Ok(Judgement::new(Holds::when(there == wanted), detail))
}
