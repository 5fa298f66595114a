//! Requests in the words of options, and what is said about wrong ones.

use netvet::app::draw::{Request, RequestError, draw};
use netvet::diagram::{DrawError, View, format};
use netvet::model::Design;

use super::estate::{estate, head, network};

fn request() -> Request {
    Request::new(format("dot").unwrap())
}

fn with_focus(reference: &str) -> Request {
    Request {
        focus: vec![reference.to_owned()],
        depth: 0,
        ..request()
    }
}

fn message(result: Result<netvet::app::draw::Drawing, RequestError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn references_are_ids_names_or_kind_and_name() {
    let design = estate();
    let text = |reference| {
        let drawing = draw(&design, &[], &with_focus(reference)).unwrap();
        String::from_utf8(drawing.bytes).unwrap()
    };
    let by_id = text("dxgw-1");
    assert!(by_id.contains("\"direct-connect-gateway/dxgw-1\" ["));
    assert_eq!(by_id, text("dxgw"));
    assert_eq!(by_id, text("direct-connect-gateway/dxgw"));
    // A part of a name that holds a slash, and things without an element.
    assert!(text("hq/r1").contains("\"site/hq\" ["));
    assert!(text("EqDB2-7").contains("\"connection/dxcon-1\" ["));
    assert!(text("location/EqDB2").contains("\"lag/dxlag-1\" ["));
    assert!(text("vpc-partner").contains("\"outside/network/vpc-partner\" ["));
}

#[test]
fn wrong_references_get_a_suggestion() {
    let design = estate();
    assert_eq!(
        message(draw(&design, &[], &with_focus("dxvif-9"))),
        "nothing in the input is called `dxvif-9`; did you mean `dxvif-1`, `dxvif-2` or `dxvif-3`?"
    );
    assert_eq!(
        message(draw(&design, &[], &with_focus("network/pord"))),
        "nothing in the input is called `network/pord`; did you mean `network/prod`?"
    );
    assert_eq!(
        message(draw(&design, &[], &with_focus("something else"))),
        "nothing in the input is called `something else`"
    );
}

#[test]
fn ambiguous_names_are_listed() {
    let mut design = Design::default();
    for id in ["vpc-1", "vpc-2"] {
        network(&mut design, head(id, "prod", "1", "r"), &["10.0.0.0/16"]);
    }
    assert_eq!(
        message(draw(&design, &[], &with_focus("prod"))),
        "`prod` can mean vpc-1, vpc-2; write one of these"
    );
}

#[test]
fn unknown_kinds_get_a_suggestion() {
    let wrong = Request {
        only: vec!["netwrok".to_owned()],
        ..request()
    };
    assert_eq!(
        message(draw(&estate(), &[], &wrong)),
        "there is no kind of element `netwrok`; did you mean `network`?"
    );
    let none = Request {
        only: vec!["network".to_owned()],
        exclude: vec!["network".to_owned()],
        ..request()
    };
    assert_eq!(draw(&estate(), &[], &none), Err(RequestError::NoKinds));
}

#[test]
fn limits_and_views_reach_the_scene() {
    let small = Request {
        max_nodes: Some(2),
        ..request()
    };
    assert!(matches!(
        draw(&estate(), &[], &small),
        Err(RequestError::Draw(DrawError::TooMany { .. }))
    ));
    let addressing = Request {
        view: View::from_word("addressing").unwrap(),
        ..request()
    };
    let drawing = draw(&estate(), &[], &addressing).unwrap();
    let text = String::from_utf8(drawing.bytes).unwrap();
    assert!(text.contains("10.0.0.0/24") && !text.contains("peering"));
    assert_eq!(drawing.notes, Vec::<String>::new());
    let fewer = Request {
        max_nodes: Some(20),
        ..request()
    };
    let notes = draw(&estate(), &[], &fewer).unwrap().notes;
    assert!(
        notes
            .iter()
            .any(|note| note.ends_with("is drawn as one box")),
        "{notes:?}"
    );
}
