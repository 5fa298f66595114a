//! The parts of the page about traffic: who reaches whom, and what breaks when something fails.
//!
//! Tables stand in the page; what a reader chooses is made by the script from the same data.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

use super::super::escape::line;
use super::super::summary::number;
use super::super::traffic::{End, Failure, Grid, Rating, Traffic, Troubled};

/// Both parts and their data.
pub(super) fn parts(traffic: &Traffic, picture: bool) -> Markup {
    let json = serde_json::to_string(traffic).unwrap_or_default();
    // Inside a script element only `<` can end it.
    let json = json.replace('<', "\\u003c");
    html! {
        (reachability(traffic, picture))
        (failures(traffic, picture))
        script #r-traffic type="application/json" { (PreEscaped(json)) }
    }
}

fn notes(notes: &[String]) -> Markup {
    html! { @for note in notes { p.r-note { (line(note)) } } }
}

fn family(word: &str) -> &'static str {
    if word == "ipv6" { "IPv6" } else { "IPv4" }
}

/// What a verdict means, in words.
fn meaning(verdict: &str) -> &'static str {
    match verdict {
        "two-way" => "everything arrives in both directions",
        "one-way" => "something arrives in one direction, nothing in the other",
        "partial" => "something arrives in both directions, but not everything",
        "none" => "nothing arrives",
        _ => "a fact that decides it is missing",
    }
}

fn reachability(traffic: &Traffic, picture: bool) -> Markup {
    html! {
        h2 #reachability { "Reachability" }
        (notes(&traffic.reach_notes))
        @if !traffic.grids.is_empty() {
            div.r-tiles {
                @for grid in &traffic.grids {
                    @for (verdict, n) in &grid.counts {
                        div class=(format!("r-tile r-v-{verdict}")) title=(meaning(verdict)) {
                            b { (n) }
                            (verdict)
                            @if traffic.grids.len() > 1 { " " (family(grid.family)) }
                        }
                    }
                }
            }
            p.r-soft { "Pairs of networks and sites, each counted once. Choose two to see what becomes of packets between them." }
            div.r-pick role="group" aria-label="pair of networks or sites" {
                label { "From " select #r-from { (choices(&traffic.ends, 0)) } }
                button #r-swap type="button" aria-label="exchange source and destination" title="exchange source and destination" { "⇄" }
                label { "to " select #r-to { (choices(&traffic.ends, 1)) } }
                @if traffic.grids.len() > 1 {
                    label { "Family "
                        select #r-family {
                            @for grid in &traffic.grids { option value=(grid.family) { (family(grid.family)) } }
                        }
                    }
                }
                button #r-go type="button" { "Explain" }
                @if picture { button #r-see type="button" hidden { "Show in the topology" } }
            }
            // In this order, so that the cells stay where they are while one after the other is explained.
            div #r-grid {}
            div #r-path role="region" aria-live="polite" aria-label="explanation" {}
            @for grid in &traffic.grids { (troubled(traffic, grid)) }
        }
    }
}

fn choices(ends: &[End], chosen: usize) -> Markup {
    html! {
        @for (at, end) in ends.iter().enumerate() {
            option value=(at) selected[at == chosen] { (line(&end.label)) }
        }
    }
}

/// The pairs that do not work both ways.
fn troubled(traffic: &Traffic, grid: &Grid) -> Markup {
    let all: usize = grid
        .counts
        .iter()
        .filter(|(verdict, _)| matches!(*verdict, "one-way" | "partial" | "unknown"))
        .map(|(_, n)| n)
        .sum();
    let more = all - grid.troubled.len();
    let label = |end: u32| {
        let end = traffic.ends.get(end as usize);
        end.map_or("", |end| end.label.as_str())
    };
    html! {
        @if !grid.troubled.is_empty() {
            details.r-fold open[grid.troubled.len() <= 12] {
                summary { (number(all, "pair does", "pairs do")) " not work both ways, or not certainly" @if traffic.grids.len() > 1 { " (" (family(grid.family)) ")" } }
                div.r-scroll {
                    table {
                        thead { tr { th { "pair" } th { "verdict" } th { "there" } th { "back" } th { "" } } }
                        tbody {
                            @for Troubled { from, to, forward, back, verdict } in &grid.troubled {
                                tr {
                                    td { (line(label(*from))) " → " (line(label(*to))) }
                                    td { span class=(format!("r-badge r-v-{verdict}")) { (verdict) } }
                                    td { (forward) }
                                    td { (back) }
                                    td { button type="button" data-from=(from) data-to=(to) data-family=(grid.family) { "Explain" } }
                                }
                            }
                        }
                    }
                }
                @if more > 0 { p.r-note { "And " (number(more, "more pair", "more pairs")) "." } }
            }
        }
    }
}

fn failures(traffic: &Traffic, picture: bool) -> Markup {
    let points = traffic.single_points;
    let kinds: BTreeSet<&str> = traffic.failures.iter().map(|row| row.kind).collect();
    let six = traffic.grids.iter().any(|grid| grid.family == "ipv6");
    html! {
        h2 #failures { "Failures" }
        (notes(&traffic.failure_notes))
        @if !traffic.failures.is_empty() {
            p {
                @if points == 0 { "As far as is known, none of these elements takes away anything between networks and sites when it fails by itself." }
                @else { (number(points, "element is a single point of failure: when it fails", "elements are single points of failure: when one of them fails")) ", addresses that arrived do not arrive any more." }
                " Choose a row to see what is lost" @if picture { "; the topology shows what is out of service" } "."
            }
            div.r-pick {
                label { "Search " input #r-fail-find type="search" placeholder="kind or name …" autocomplete="off"; }
                label { "Kind "
                    select #r-fail-kind {
                        option value="" { "all" }
                        @for kind in kinds { option value=(kind) { (kind) } }
                    }
                }
                label { input #r-fail-points type="checkbox"; " only single points of failure" }
                span #r-fail-shown role="status" {}
            }
            div.r-fails {
                div.r-scroll.r-tall tabindex="0" role="region" aria-label="elements that fail" {
                    table #r-fails {
                        thead { tr {
                            th { "what fails" } th.r-number { "pairs that lose" } th.r-number { "IPv4 addresses lost" }
                            @if six { th.r-number { "IPv6 addresses lost" } }
                            th.r-number { "pairs that gain" } th.r-number { "other ways" }
                        } }
                        tbody { @for (at, row) in traffic.failures.iter().enumerate() { (failure(at, row, six)) } }
                    }
                }
                div #r-failure role="region" aria-live="polite" aria-label="what the failure breaks" hidden {}
            }
            p.r-soft { "Pairs are counted in each direction; addresses are destinations, over all pairs. Other ways: what still arrives, but otherwise than before." }
        }
        @if !traffic.ratings.is_empty() {
            h3 #resiliency { "Resiliency of Direct Connect" }
            div.r-scroll.r-tall tabindex="0" role="region" aria-label="resiliency" {
                table {
                    thead { tr { th { "gateway, or network and site" } th { "class" } th { "because" } th { "limited by" } } }
                    tbody { @for Rating { of, class, because, limited_by } in &traffic.ratings {
                        tr {
                            td { (line(of)) }
                            td { span class=(format!("r-badge r-c-{class}")) { (class) } }
                            td { (line(because)) }
                            td { (line(limited_by)) }
                        }
                    } }
                }
            }
        }
    }
}

fn failure(at: usize, row: &Failure, six: bool) -> Markup {
    let point = row.lost_pairs > 0;
    html! {
        tr data-kind=(row.kind) data-point[point] {
            td {
                button type="button" data-failure=(at) aria-pressed="false" { (line(&row.name)) }
                @if point { " " span.r-badge.r-point { "single point of failure" } }
            }
            td.r-number { (row.lost_pairs) }
            @for addresses in row.lost_addresses.iter().take(1 + usize::from(six)) { td.r-number { (addresses) } }
            td.r-number { (row.gained_pairs) }
            td.r-number { (row.changed_paths) }
        }
    }
}
