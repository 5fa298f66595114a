//! Steps of plans and scenarios, and assertions.

use super::Lower;
use crate::import::yaml::format::Step;
use crate::import::yaml::leaf::Leaf;
use crate::model;
use crate::model::{Action, Expectation, Seconds};
use crate::source::tree::{Data, Node};
use crate::source::{Field, Scalar, Span, Text};

impl Lower {
    /// Assertions: a mapping whose keys are their names, or a list of such.
    pub(in crate::import::yaml) fn expectations(&mut self, node: &Node) -> Vec<Expectation> {
        let file = self.leaves.file();
        let maps: &[Node] = match &node.data {
            Data::List(items) => items,
            _ => std::slice::from_ref(node),
        };
        let mut all = Vec::new();
        for map in maps {
            match &map.data {
                Data::Map(entries) => {
                    let live = entries.iter().filter(|entry| !entry.shadowed);
                    all.extend(live.map(|entry| Expectation {
                        span: Span::new(file, entry.key_start, entry.key_end),
                        file,
                        name: Text::new(&entry.key),
                        value: entry.value.clone(),
                    }));
                }
                Data::Null => {}
                Data::Scalar { .. } | Data::List(_) => {
                    let span = Span::new(file, map.start, map.end);
                    self.wrong::<()>(span, "an assertion: its name as key, then its parameters");
                }
            }
        }
        all
    }

    /// A step, with its node, which holds the parameters and assertions as written.
    pub(in crate::import::yaml) fn step(&mut self, entry: &Step<'_>, node: &Node) -> model::Step {
        let span = Span::new(self.leaves.file(), node.start, node.end);
        let expect = node.get("expect").map(|node| self.expectations(node));
        model::Step {
            span,
            action: self.action(entry, node, span, expect.is_some()),
            account: self.text(&entry.account),
            region: self.text(&entry.region),
            bind: self.get(&entry.bind),
            via: self.word(&entry.via),
            expect: expect.unwrap_or_default(),
        }
    }

    /// What a step does; at most one of its keys says so.
    fn action(&mut self, entry: &Step<'_>, node: &Node, span: Span, expects: bool) -> Action {
        let advance = self.duration(&entry.advance);
        let settle = self.get(&entry.settle);
        let (op, event) = (self.get(&entry.op), self.get(&entry.event));
        let of = self.text(&entry.of);
        let said = [op.span(), event.span(), advance.span(), settle.span()];
        if let Some(second) = said.into_iter().flatten().nth(1) {
            self.wrong::<()>(
                second,
                "only one of `op`, `event`, `advance` and `settle` in a step",
            );
        }
        if let (Some(span), true) = (of.span(), event.is_absent()) {
            self.wrong::<()>(span, "`of` only beside `event`");
        }
        if op.is_absent() {
            self.only_beside_op(entry);
        }
        let with = self.parameters(entry, node);
        if !op.is_absent() {
            return Action::Operation { name: op, with };
        }
        if !event.is_absent() {
            return Action::Event {
                name: event,
                of,
                with,
            };
        }
        if let Some(seconds) = advance.get() {
            return Action::Advance(seconds);
        }
        if let Some((settles, span)) = settle.located() {
            if *settles {
                return Action::Settle;
            }
            self.wrong::<()>(span, "true");
        }
        if said.iter().all(Option::is_none) && !expects {
            self.wrong::<()>(
                span,
                "`op`, `event`, `advance`, `settle` or `expect` in a step",
            );
        }
        Action::Nothing
    }

    fn only_beside_op(&mut self, entry: &Step<'_>) {
        let raws = [
            entry.account.raw,
            entry.region.raw,
            entry.bind.raw,
            entry.via.raw,
        ];
        for raw in raws {
            if let Some(span) = self.place(&raw) {
                self.wrong::<()>(span, "`as`, `region`, `bind` and `via` only beside `op`");
            }
        }
    }

    fn parameters(&mut self, entry: &Step<'_>, node: &Node) -> Option<Node> {
        let span = self.place(&entry.with.raw)?;
        let with = node.get("with")?;
        if !matches!(with.data, Data::Map(_)) {
            self.wrong::<()>(span, "a mapping of parameters");
            return None;
        }
        if entry.op.raw.is_empty() && entry.event.raw.is_empty() {
            self.wrong::<()>(span, "`with` only beside `op` or `event`");
        }
        Some(with.clone())
    }

    fn duration<K>(&mut self, leaf: &Leaf<'_, K>) -> Field<Seconds> {
        self.leaves.field(&leaf.raw)
    }
}

impl Scalar for Seconds {
    const EXPECTED: &'static str = "a time span such as 8d, 2h1m or 14m59s";

    /// Whole numbers of days, hours, minutes and seconds, each at most once and in this order.
    fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut total = 0_i64;
        let mut last = i64::MAX;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = rest.get(..digits)?.parse().ok()?;
            let unit = match rest.as_bytes().get(digits)? {
                b'd' => 86_400,
                b'h' => 3_600,
                b'm' => 60,
                b's' => 1,
                _ => return None,
            };
            if unit >= last {
                return None;
            }
            last = unit;
            total = total.checked_add(number.checked_mul(unit)?)?;
            rest = rest.get(digits + 1..)?;
        }
        (last != i64::MAX).then_some(Seconds(total))
    }
}
