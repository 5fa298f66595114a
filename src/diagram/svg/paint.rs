//! Colours by role: a literal one for every program, and a class through which style sheets give the dark one.

use crate::diagram::layout::panel::Ink;
use crate::diagram::scene::{Group, Level, Light, Node};
use crate::diagram::style::{self, Family, LineStyle, Stroke};
use crate::finding::Severity;
use crate::model::Phase;

/// A colour: its name in the style sheet, and its light value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Paint {
    pub(super) name: &'static str,
    pub(super) light: &'static str,
}

const fn paint(name: &'static str, light: &'static str) -> Paint {
    Paint { name, light }
}

pub(super) const PAPER: Paint = paint("paper", "#FFFFFF");
pub(super) const TEXT: Paint = paint("text", "#1A1A1A");
pub(super) const FAINT: Paint = paint("faint", "#57606A");
pub(super) const HAIR: Paint = paint("hair", "#9AA3AF");
pub(super) const OUTSIDE: Paint = paint("unstated", "#6B7280");

/// The line colour of a phase.
pub(super) fn line(phase: Phase) -> Paint {
    let name = match phase {
        Phase::Unstated | Phase::Deleting | Phase::Deleted => "unstated",
        Phase::Active => "active",
        Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning | Phase::Degraded => {
            "waiting"
        }
        Phase::Failed | Phase::Refused | Phase::Expired => "failed",
        Phase::Unknown => "unknown",
    };
    paint(name, style::line(phase).colour)
}

/// The name of a line colour in the legend.
pub(super) fn line_name(line: LineStyle) -> Paint {
    let all = [
        Phase::Unstated,
        Phase::Active,
        Phase::Requested,
        Phase::Failed,
        Phase::Unknown,
    ];
    all.into_iter()
        .map(self::line)
        .chain([Light::Path, Light::Lost].map(|light| look(Phase::Active, light).0))
        .find(|paint| paint.light == line.colour)
        .unwrap_or(TEXT)
}

pub(super) fn family(family: Family) -> Paint {
    let name = match family {
        Family::Network => "k-network",
        Family::Gateway => "k-gateway",
        Family::Line => "k-line",
        Family::Vpn => "k-vpn",
        Family::Customer => "k-customer",
        Family::Routing => "k-routing",
    };
    paint(name, family.fill())
}

pub(super) fn group(level: Level) -> Paint {
    let name = match level {
        Level::Provider => "g-provider",
        Level::Account => "g-account",
        Level::Region => "g-region",
        Level::Customer => "g-customer",
        Level::Location | Level::Device => "g-location",
        Level::Network => "g-network",
    };
    paint(name, style::group_fill(level))
}

pub(super) fn mark(severity: Severity) -> (Paint, Paint) {
    let (fill, text) = style::mark(severity);
    match severity {
        Severity::Error => (paint("m-error", fill), paint("m-error-text", text)),
        Severity::Warning => (paint("m-warning", fill), paint("m-warning-text", text)),
        Severity::Info => (paint("m-info", fill), paint("m-info-text", text)),
    }
}

pub(super) fn ink(ink: Ink) -> Paint {
    match ink {
        Ink::Text => TEXT,
        Ink::Faint => FAINT,
        Ink::Phase(phase) => line(phase),
        Ink::Mark(severity) => mark(severity).1,
    }
}

/// How the border of a node is drawn.
pub(super) fn border(node: &Node) -> (Paint, Stroke) {
    if node.outside && node.light == Light::Plain {
        (OUTSIDE, Stroke::Dashed)
    } else {
        look(node.phase, node.light)
    }
}

/// How the border of a group is drawn.
pub(super) fn frame(group: &Group) -> (Paint, Stroke) {
    match (group.level, group.light) {
        (Level::Network, _) | (_, Light::Path | Light::Lost) => look(group.phase, group.light),
        _ => (HAIR, Stroke::Solid),
    }
}

/// How a line is drawn that is in a phase, on a path, or lost.
pub(super) fn look(phase: Phase, light: Light) -> (Paint, Stroke) {
    let shown = style::look(phase, light);
    let colour = match light {
        Light::Plain => line(phase),
        Light::Path => paint("path", shown.colour),
        Light::Lost => paint("lost", shown.colour),
    };
    (colour, shown.stroke)
}

/// The background of a node.
pub(super) fn ground(node: &Node) -> Paint {
    match node.light {
        Light::Lost => paint("k-lost", style::LOST_FILL),
        Light::Plain | Light::Path => family(style::family(node.kind)),
    }
}

/// Width and dashes of a stroke.
pub(super) const fn stroke(stroke: Stroke) -> (f64, Option<&'static str>) {
    match stroke {
        Stroke::Solid => (1.5, None),
        Stroke::Bold => (3.0, None),
        Stroke::Dashed => (1.6, Some("6 4")),
        Stroke::Dotted => (2.0, Some("1.5 4")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::scene::NodeKind;
    use crate::model::ElementKind;

    /// Every colour that can be used.
    fn all() -> Vec<Paint> {
        let mut list = vec![PAPER, TEXT, FAINT, HAIR, OUTSIDE];
        list.extend(
            [
                Phase::Unstated,
                Phase::Active,
                Phase::Degraded,
                Phase::Requested,
                Phase::Failed,
                Phase::Unknown,
            ]
            .map(line),
        );
        list.extend([Light::Path, Light::Lost].map(|light| look(Phase::Active, light).0));
        list.push(paint("k-lost", style::LOST_FILL));
        list.extend(
            ElementKind::ALL
                .iter()
                .map(|kind| family(style::family(NodeKind::Element(*kind)))),
        );
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let (fill, text) = mark(severity);
            list.extend([fill, text]);
        }
        for level in [
            Level::Provider,
            Level::Account,
            Level::Region,
            Level::Customer,
            Level::Location,
            Level::Device,
            Level::Network,
        ] {
            list.push(group(level));
        }
        list
    }

    #[test]
    fn the_style_sheet_knows_every_colour_in_light_and_dark() {
        let css = super::super::CSS;
        for paint in all() {
            let light = format!("--{}:{};", paint.name, paint.light);
            assert!(css.contains(&light), "{light}");
            let values = css.matches(&format!("--{}:", paint.name)).count();
            assert!(values >= 3, "{} has no dark value", paint.name);
            let class = format!(".f-{0}{{fill:var(--{0})}}", paint.name);
            assert!(css.contains(&class), "{class}");
        }
    }
}
