//! The customer's side, announcements, preferences, exceptions, plans and assertions.

use super::Writer;
use super::entry::{Entry, asn_out};
use super::text::Out;
use crate::model::{
    Action, Advertisement, AnyId, Exception, Expectation, Preference, SharedRisk, SiteLink, Step,
};
use crate::source::{Field, Text};

impl Writer<'_> {
    pub(super) fn site_sections(&mut self) -> Vec<(&'static str, Out)> {
        let about = &self.design.about;
        let expect = (!about.expect.is_empty()).then(|| assertions(&about.expect));
        let mut sections = vec![
            ("sites", self.sites()),
            (
                "site_links",
                self.section(|entry, link: &SiteLink| {
                    entry.link("from", &link.from);
                    entry.link("to", &link.to);
                    entry.plain("local_pref", &link.local_pref);
                    entry.plain("max_as_path", &link.max_as_path);
                    entry.plain("transit", &link.transit);
                    entry.status("status", &link.status);
                }),
            ),
            (
                "shared_risks",
                self.section(|entry, risk: &SharedRisk| {
                    let names = risk.members.iter();
                    let names = names.filter_map(|link| entry.name_of_any(link));
                    let names = names.map(Out::Text).collect();
                    entry.push("members", Out::List(names));
                }),
            ),
        ];
        let blank = self.blank();
        sections.extend([
            (
                "advertise",
                Out::List(
                    about
                        .advertise
                        .iter()
                        .map(|one| advertisement(&blank, one))
                        .collect(),
                ),
            ),
            (
                "prefer",
                Out::List(
                    about
                        .prefer
                        .iter()
                        .map(|one| preference(&blank, one))
                        .collect(),
                ),
            ),
            (
                "ignore",
                Out::List(
                    about
                        .exceptions
                        .iter()
                        .map(|one| exception(&blank, one))
                        .collect(),
                ),
            ),
            (
                "plan",
                Out::List(about.plan.iter().map(|one| step(&blank, one)).collect()),
            ),
        ]);
        sections.extend(expect.map(|list| ("expect", list)));
        sections
    }

    fn sites(&self) -> Out {
        let design = self.design;
        let mut all = Vec::new();
        for (id, site) in design.sites.iter() {
            let any = AnyId::Site(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            entry.list("prefixes", site.prefixes.as_ref());
            entry.asn("asn", &site.asn);
            entry.plain("transit", &site.transit);
            entry.inside("routers", any, |entry, child| match child {
                AnyId::SiteRouter(id) => {
                    entry.asn("asn", &design[id].asn);
                    true
                }
                _ => false,
            });
            all.push((key.to_owned(), Out::Block(entry.members)));
        }
        Out::Block(all)
    }
}

fn advertisement(blank: &Entry<'_, '_>, said: &Advertisement) -> Out {
    let mut inner = blank.like();
    inner.any("session", &said.session);
    inner.link("site", &said.site);
    inner.link("router", &said.router);
    inner.list("prefixes", Some(&said.prefixes));
    if let Some(path) = &said.as_path {
        let path = path.iter().filter_map(Field::get).map(asn_out).collect();
        inner.push("as_path", Out::List(path));
    }
    inner.some("communities", &said.communities);
    inner.plain("med", &said.med);
    Out::Flow(inner.members)
}

fn preference(blank: &Entry<'_, '_>, said: &Preference) -> Out {
    let mut inner = blank.like();
    inner.link("site", &said.site);
    inner.any("session", &said.session);
    inner.plain("local_pref", &said.local_pref);
    Out::Flow(inner.members)
}

fn exception(blank: &Entry<'_, '_>, said: &Exception) -> Out {
    let mut inner = blank.like();
    inner.text("rule", &said.rule);
    inner.text("element", &said.element);
    inner.text("reason", &said.reason);
    inner.text("until", &said.until);
    Out::Flow(inner.members)
}

fn step(blank: &Entry<'_, '_>, step: &Step) -> Out {
    let mut inner = blank.like();
    let mut with = None;
    match &step.action {
        Action::Operation { name, with: given } => {
            inner.text("op", name);
            with = given.as_ref();
        }
        Action::Event {
            name,
            of,
            with: given,
        } => {
            inner.text("event", name);
            inner.text("of", of);
            with = given.as_ref();
        }
        Action::Advance(time) => inner.push("advance", Out::Text(format!("{}s", time.0))),
        Action::Settle => inner.push("settle", Out::Plain("true".to_owned())),
        Action::Nothing => {}
    }
    inner.text("as", &step.account);
    inner.text("region", &step.region);
    if let Some(with) = with {
        inner.push("with", Out::node(with));
    }
    inner.text::<Text>("bind", &step.bind);
    inner.text("via", &step.via);
    if !step.expect.is_empty() {
        inner.push("expect", assertions(&step.expect));
    }
    Out::Flow(inner.members)
}

fn assertions(all: &[Expectation]) -> Out {
    let one =
        |expect: &Expectation| Out::Flow(vec![(expect.name.to_string(), Out::node(&expect.value))]);
    Out::List(all.iter().map(one).collect())
}
