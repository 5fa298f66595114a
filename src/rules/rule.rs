//! One rule: its declaration and its function.

use std::ops::Range;

use super::Context;
use super::routed::Routed;
use crate::finding::{RuleInfo, Sink};
use crate::model::{for_each_kind, *};

/// A rule. Everything that is printed about it is derived from [`Rule::info`].
#[derive(Debug)]
pub struct Rule {
    /// Code, name, severity, texts.
    pub info: RuleInfo,
    /// What it looks at.
    pub check: Check,
}

macro_rules! checks {
    ($($kind:ident $field:ident;)*) => {
        /// What a rule looks at: the whole design, or every element of one kind.
        #[derive(Clone, Copy, Debug)]
        pub enum Check {
            /// Once.
            Design(fn(&Context<'_>, &mut Sink)),
            /// Once, with what traffic would do, which is computed where at least one such rule wants it.
            Routed {
                /// Whether the design gives this rule anything to do; quick.
                wanted: fn(&Context<'_>) -> bool,
                /// The rule.
                check: fn(&Context<'_>, &Routed<'_>, &mut Sink),
            },
            $(
                #[doc = concat!("Every element of the kind `", stringify!($kind), "`.")]
                $kind(fn(&Context<'_>, Id<$kind>, &mut Sink)),
            )*
        }

        impl Check {
            /// How many calls it takes: one for the design, else one an element.
            #[must_use]
            pub fn calls(&self, design: &Design) -> usize {
                match self {
                    Check::Design(_) | Check::Routed { .. } => 1,
                    $(Check::$kind(_) => design.$field.len(),)*
                }
            }

            /// The kind of element; `None` for the whole design.
            #[must_use]
            pub fn kind(&self) -> Option<ElementKind> {
                match self {
                    Check::Design(_) | Check::Routed { .. } => None,
                    $(Check::$kind(_) => Some(ElementKind::$kind),)*
                }
            }

            /// Makes some of the calls, in order. `around` is given the element of each call and the call itself.
            pub(super) fn run(
                &self,
                cx: &Context<'_>,
                routed: Option<&Routed<'_>>,
                calls: Range<usize>,
                sink: &mut Sink,
                mut around: impl FnMut(Option<AnyId>, &mut Sink, &mut dyn FnMut(&mut Sink)),
            ) {
                match self {
                    Check::Design(check) => {
                        for _ in calls {
                            around(None, sink, &mut |sink| check(cx, sink));
                        }
                    }
                    Check::Routed { check, .. } => {
                        if let Some(routed) = routed {
                            around(None, sink, &mut |sink| check(cx, routed, sink));
                        }
                    }
                    $(Check::$kind(check) => {
                        for at in calls {
                            let id = Id::new(at);
                            around(Some(AnyId::$kind(id)), sink, &mut |sink| check(cx, id, sink));
                        }
                    })*
                }
            }
        }
    };
}

for_each_kind!(checks);

/// The bad and the good example of a rule: files that the tests run and `explain` shows.
macro_rules! example {
    ($code:literal) => {
        Some($crate::finding::Example {
            bad: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/rules/",
                $code,
                "/bad.yaml"
            )),
            good: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/rules/",
                $code,
                "/good.yaml"
            )),
        })
    };
}
