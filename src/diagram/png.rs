//! The scene as PNG: the SVG, rendered with the embedded font and nothing of the machine's own.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use super::layout::layout;
use super::layout::measure::has_glyph;
use super::scene::Scene;
use super::svg::{Use, draw};

static REGULAR: &[u8] = include_bytes!("font/DejaVuSans-subset.ttf");
static BOLD: &[u8] = include_bytes!("font/DejaVuSans-Bold-subset.ttf");

/// The most points of a picture; 256 MB of memory while it is drawn.
const MOST: f64 = 64e6;

/// Writes a scene; the same scene gives the same bytes.
///
/// # Errors
/// If the picture would be too large, or the renderer refuses it.
pub fn write(scene: &Scene) -> Result<Vec<u8>, String> {
    let scene = shown(scene);
    let places = layout(&scene);
    let (width, height) = (places.width, places.height);
    // Twice the size is sharp on today's screens and paper.
    let scale = [2.0f32, 1.0]
        .into_iter()
        .find(|scale| width * height * f64::from(scale * scale) <= MOST)
        .ok_or_else(|| {
            format!(
                "it would be {width:.0} by {height:.0} points; narrow it with a focus or a view, collapse groups, or write svg"
            )
        })?;
    let text = draw(&scene, &places, Use::Plain);
    render(&text, scale)
}

fn render(svg: &str, scale: f32) -> Result<Vec<u8>, String> {
    let tree = parse(svg)?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(scale)
        .ok_or("it has no size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("it has no size")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|error| error.to_string())
}

fn parse(svg: &str) -> Result<Tree, String> {
    let mut fonts = Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    fonts.set_serif_family("DejaVu Sans");
    let options = Options {
        fontdb: Arc::new(fonts),
        font_family: "DejaVu Sans".to_owned(),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| error.to_string())
}

/// The scene with every character that the font lacks written as its number, and a note if there is one.
fn shown(scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    let mut replaced = false;
    let mut mend = |text: &mut String| {
        if text.chars().all(has_glyph) {
            return;
        }
        replaced = true;
        *text = text
            .chars()
            .map(|c| match has_glyph(c) {
                true => c.to_string(),
                false => format!("\\u{{{:x}}}", u32::from(c)),
            })
            .collect();
    };
    for group in &mut scene.groups {
        mend(&mut group.title);
        group.lines.iter_mut().for_each(&mut mend);
    }
    for node in &mut scene.nodes {
        mend(&mut node.title);
        node.lines.iter_mut().for_each(&mut mend);
        for row in &mut node.rows {
            row.cells.iter_mut().flatten().for_each(&mut mend);
        }
    }
    for edge in &mut scene.edges {
        edge.lines.iter_mut().for_each(&mut mend);
    }
    scene.notes.iter_mut().for_each(&mut mend);
    if replaced {
        scene.notes.push(
            "characters that the font of this format lacks are written as \\u{number}".to_owned(),
        );
    }
    scene
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg::{Group, Node};

    /// The texts as the renderer sees them: what they say and how wide they are.
    fn texts(group: &Group, into: &mut Vec<(String, f32)>) {
        for node in group.children() {
            match node {
                Node::Group(group) => texts(group, into),
                Node::Text(text) => {
                    let said = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    into.push((said, text.bounding_box().width()));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_renderer_finds_the_font_and_agrees_on_widths() {
        let line = "ABCabc 10.0.0.0/16 · ✖ Größe Ω Ж";
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='99' font-family='{}'><text y='50' font-size='20'>{line}</text><text y='90' font-size='20' font-weight='bold'>{line}</text></svg>",
            crate::diagram::svg::FONT
        );
        let mut found = Vec::new();
        texts(parse(&svg).unwrap().root(), &mut found);
        assert_eq!(found.len(), 2);
        for ((said, width), bold) in found.iter().zip([false, true]) {
            assert_eq!(said, line);
            let measured = crate::diagram::layout::measure::width(line, 20.0, bold);
            let off = measured - f64::from(*width);
            // The bounding box lacks the side bearings; each width is rounded up by less than 0.01 of the size.
            assert!((0.0..=10.0).contains(&off), "{measured} {width}");
        }
    }
}
