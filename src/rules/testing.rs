//! Small designs built by hand, for tests of the engine.

use crate::index::Index;
use crate::model::{Cidr, CidrBlock, Design, Head, Mode, Network, ProviderId};
use crate::profile::Profiles;
use crate::rules::{Context, Outcome, Rule, run};
use crate::settings::{Selected, Settings};
use crate::source::{Field, FileId, Span, Text};

/// A value at the `nth` byte of a file of its own.
pub(crate) fn at<T>(value: T, file: u32, nth: usize) -> Field<T> {
    let start = u32::try_from(nth).unwrap();
    Field::at(value, Span::new(FileId(file), start, start + 1))
}

/// A network of one block, written in a design.
pub(crate) fn network(file: u32, nth: usize, name: &str, block: &str) -> Network {
    let name = at(Text::new(name), file, nth);
    Network {
        head: Head {
            provider: ProviderId("elsewhere"),
            mode: Mode::Design,
            name,
            origins: name.span().into_iter().collect(),
            ..Head::default()
        },
        cidrs: vec![CidrBlock {
            cidr: at(Cidr(block.parse().unwrap()), file, nth),
            primary: true,
            ..CidrBlock::default()
        }],
        ipv4_listed: true,
        ipv6_listed: true,
        ..Network::default()
    }
}

/// Runs rules over a design, with so many threads.
pub(crate) fn run_with(design: &Design, rules: &[&'static Rule], threads: usize) -> Outcome {
    let index = Index::build(design);
    let catalogue: Vec<_> = rules.iter().map(|rule| &rule.info).collect();
    let settings = Settings::new(Selected::all(&catalogue));
    let cx = Context {
        design,
        index: &index,
        profiles: &Profiles::new(&[]),
        settings: &settings,
        as_of: None,
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
        .install(|| run(&cx, rules))
}
