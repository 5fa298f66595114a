//! Labels and attributes, with the escapes that Graphviz reads in each place.

use std::fmt::Write as _;

use crate::diagram::scene::{Edge, Group, Mark, Node, Row, Scene, tooltip};
use crate::diagram::style::{self, LegendRow, Stroke};
use crate::diagram::text::wrap;
use crate::model::Phase;

/// Text in a quoted string: `"` and `\` escaped. A newline never comes here.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Lines of text in an attribute that Graphviz shows: entities are read there, so `&` is written as one.
pub(in crate::diagram) fn text_attribute<'l>(
    lines: impl IntoIterator<Item = &'l String>,
) -> String {
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| {
            line.replace('&', "&amp;")
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
        })
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// Where a click leads and what hovering shows.
pub(super) fn hints(url: &str, lines: &[String]) -> Vec<(&'static str, String)> {
    let mut list = Vec::new();
    if !url.is_empty() {
        list.push(("URL", text_attribute(&[url.to_owned()])));
    }
    if !lines.is_empty() {
        list.push(("tooltip", text_attribute(lines)));
    }
    list
}

/// Text inside an HTML-like label. Besides markup, Graphviz reads escapes like `\N` there.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\\' => out.push_str("\\\\"),
            other => out.push(other),
        }
    }
    out
}

pub(super) fn html_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| html(line)).collect();
    lines.join("<BR/>")
}

pub(super) fn coloured(text: &str, colour: &str) -> String {
    format!("<FONT COLOR=\"{colour}\">{}</FONT>", html(text))
}

/// A table row over all columns, coloured by severity.
pub(super) fn mark_row(mark: &Mark, columns: usize) -> String {
    let (background, colour) = style::mark(mark.severity);
    format!(
        "<TR><TD COLSPAN=\"{columns}\" ALIGN=\"LEFT\" BALIGN=\"LEFT\" BGCOLOR=\"{background}\"><FONT COLOR=\"{colour}\">{}</FONT></TD></TR>",
        html_lines(&wrap(&mark.text()))
    )
}

pub(super) fn node_label(node: &Node) -> String {
    let cells = node
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(1);
    let marked = node.rows.iter().any(|row| row.mark.is_some());
    let columns = (cells + usize::from(marked)).max(1);
    let mut label =
        String::from("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">");
    let mut whole_row = |content: &str| {
        let _ = write!(
            label,
            "<TR><TD COLSPAN=\"{columns}\" ALIGN=\"LEFT\" BALIGN=\"LEFT\">{content}</TD></TR>"
        );
    };
    if !node.title.is_empty() {
        whole_row(&title(node.kind.caption(), &node.title));
    }
    let lines = node.all_lines();
    if !lines.is_empty() {
        whole_row(&html_lines(&lines));
    }
    if let Some(mark) = &node.mark {
        label.push_str(&mark_row(mark, columns));
    }
    for (index, row) in node.rows.iter().enumerate() {
        // A thin rule above each row keeps cells of several lines apart; Graphviz takes one only between rows.
        if label.ends_with("</TR>") {
            label.push_str("<HR/>");
        }
        label.push_str(&row_label(index, row, cells, marked));
    }
    label.push_str("</TABLE>>");
    label
}

pub(super) fn row_label(index: usize, row: &Row, cells: usize, marked: bool) -> String {
    let colour = match row.phase {
        Phase::Active | Phase::Unstated => None,
        phase => Some(style::line(phase).colour),
    };
    let mut out = String::from("<TR>");
    for column in 0..cells {
        let empty = Vec::new();
        let lines = row.cells.get(column).unwrap_or(&empty);
        let mut port = String::new();
        if column == 0 {
            port = format!(" PORT=\"r{index}\"");
        } else if column + 1 == cells {
            port = format!(" PORT=\"r{index}e\"");
        }
        let text = html_lines(lines);
        let text = match colour {
            Some(colour) if !text.is_empty() => format!("<FONT COLOR=\"{colour}\">{text}</FONT>"),
            _ => text,
        };
        let url = if column == 0 && !row.url.is_empty() {
            let hint = tooltip(std::slice::from_ref(&row.item), row.mark.as_ref());
            format!(
                " HREF=\"{}\" TITLE=\"{}\"",
                html(&row.url),
                html(&hint.join("; "))
            )
        } else {
            String::new()
        };
        let _ = write!(
            out,
            "<TD{port}{url} ALIGN=\"LEFT\" BALIGN=\"LEFT\">{text}</TD>"
        );
    }
    if marked {
        match &row.mark {
            Some(mark) => {
                let (background, colour) = style::mark(mark.severity);
                let _ = write!(
                    out,
                    "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\" BGCOLOR=\"{background}\"><FONT COLOR=\"{colour}\">{}</FONT></TD>",
                    html_lines(&wrap(&mark.text()))
                );
            }
            None => out.push_str("<TD></TD>"),
        }
    }
    out.push_str("</TR>");
    out
}

pub(super) fn title(caption: &str, title: &str) -> String {
    let bold: Vec<String> = wrap(title)
        .iter()
        .map(|line| format!("<B>{}</B>", html(line)))
        .collect();
    format!(
        "<FONT POINT-SIZE=\"8\">{}</FONT><BR/>{}",
        html(caption),
        bold.join("<BR/>")
    )
}

pub(super) fn edge_label(edge: &Edge) -> String {
    let mut label = String::from(
        "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" BGCOLOR=\"#FFFFFF\">",
    );
    if !edge.lines.is_empty() {
        let _ = write!(
            label,
            "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">{}</TD></TR>",
            html_lines(&edge.lines)
        );
    }
    if let Some(mark) = &edge.mark {
        label.push_str(&mark_row(mark, 1));
    }
    label.push_str("</TABLE>>");
    label
}

pub(super) fn group_attributes(group: &Group) -> Vec<(&'static str, String)> {
    let mut label =
        String::from("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">");
    let mut content = title(group.level.word(), &group.title);
    if !group.lines.is_empty() {
        content.push_str("<BR/>");
        content.push_str(&html_lines(&group.lines));
    }
    let _ = write!(
        label,
        "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">{content}</TD></TR>"
    );
    if let Some(mark) = &group.mark {
        label.push_str(&mark_row(mark, 1));
    }
    label.push_str("</TABLE>>");
    let line = style::group_line(group);
    let strokes = match line.stroke {
        Stroke::Dashed => "rounded,filled,dashed",
        Stroke::Dotted => "rounded,filled,dotted",
        Stroke::Solid | Stroke::Bold => "rounded,filled",
    };
    let mut list = vec![
        ("label", label),
        ("style", quoted(strokes)),
        ("color", quoted(line.colour)),
        ("fillcolor", quoted(style::group_fill(group.level))),
        (
            "penwidth",
            quoted(if line.stroke == Stroke::Bold {
                "2.8"
            } else {
                "1.2"
            }),
        ),
        ("id", quoted(&format!("group/{}", group.key))),
        ("class", quoted(&format!("group {}", group.level.word()))),
    ];
    let items: Vec<_> = group.item.iter().cloned().collect();
    list.extend(hints(&group.url, &tooltip(&items, group.mark.as_ref())));
    list
}

/// The legend, where there is anything to explain.
pub(super) fn legend_table(scene: &Scene) -> Option<String> {
    let rows = style::legend(scene);
    if rows.is_empty() {
        return None;
    }
    let mut table =
        String::from("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">");
    for row in rows {
        let (sample, meaning, colours) = match row {
            LegendRow::Line(line, meaning) => (
                coloured(line.stroke.sample(), line.colour),
                meaning.to_owned(),
                None,
            ),
            LegendRow::Mark(severity) => (
                coloured(style::sign(severity), style::mark(severity).1),
                format!("finding: {}", severity.word()),
                Some(style::mark(severity).0),
            ),
            LegendRow::Text(sample, meaning) => (html(sample), meaning.to_owned(), None),
            LegendRow::Note(note) => (html("note"), note, None),
        };
        let background = colours.map_or(String::new(), |colour| format!(" BGCOLOR=\"{colour}\""));
        let _ = write!(
            table,
            "<TR><TD{background}>{sample}</TD><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">{}</TD></TR>",
            html_lines(&wrap(&meaning))
        );
    }
    table.push_str("</TABLE>>");
    Some(table)
}
