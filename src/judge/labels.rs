//! Labels: no text covers a line, a box, a title or another text; each label stands nearer to its own line than to any other.

use super::case::{Case, Trace};
use super::picture::{Line, Part, Picture, Role, Text};
use super::plane;
use super::{Finding, finding};
use crate::diagnostic::Code;
use crate::geometry::Rect;

/// Texts are measured from capitals to descenders; what covers less than this of that is no more than a touch, px.
const TOUCH: f64 = 0.5;

/// A label farther than this from its line belongs to nothing, px: three times the distance at which labels are placed,
/// and a line of text more.
const ASTRAY: f64 = 30.0;

/// How much nearer another line may be, px: coordinates are rounded.
const EVEN: f64 = 0.25;

/// No text lies on what it does not belong to.
pub(super) fn cover(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for (at, text) in picture.texts.iter().enumerate() {
        for other in case.text_index.near(&text.rect).into_iter().filter(|&other| other > at) {
            texts(picture, text, &picture.texts[other], findings);
        }
        if loose(picture, text) {
            strokes(case, text, &text.rect, findings);
            boxes(case, text, findings);
        }
    }
    discs(case, findings);
}

/// Texts that stand free, beside a line: those in boxes are judged with their box.
fn loose(picture: &Picture, text: &Text) -> bool {
    match picture.layers[text.layer].role {
        Role::Edge | Role::Message => text.part != Part::Number,
        Role::Fragment => text.part == Part::Guard,
        Role::Divider | Role::Delay => true,
        // A line through them is a matter of the lines.
        Role::Group | Role::Lane | Role::Box => false,
        _ => false,
    }
}

fn texts(picture: &Picture, one: &Text, other: &Text, findings: &mut Vec<Finding>) {
    if let Some(common) = plane::shared(&one.rect, &other.rect, TOUCH) {
        let layers: &[usize] = if one.layer == other.layer { &[one.layer] } else { &[one.layer, other.layer] };
        let message = format!("`{}` and `{}` lie on one another", one.content, other.content);
        tell(picture, layers, common, message, findings);
    }
}

fn tell(picture: &Picture, layers: &[usize], at: Rect, message: String, findings: &mut Vec<Finding>) {
    let proposal = "write a shorter label, or give the elements an `order`";
    findings.push(finding(Code::LAW_LABELS_COVER, picture, layers, at, message, proposal));
}

/// Lines, arrowheads, lifelines and borders under a text.
fn strokes(case: &Case, text: &Text, rect: &Rect, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let inner = rect.grown(-TOUCH);
    let mut told = Vec::new();
    for piece in case.pieces_near(&inner) {
        if told.contains(&piece.layer) || plane::clipped(piece.ends, &inner).is_none() {
            continue;
        }
        told.push(piece.layer);
        let name = picture.called(piece.layer);
        let what = match piece.trace {
            Trace::Line(_) => name,
            Trace::Lifeline => format!("the lifeline of {name}"),
            Trace::Border => format!("the border of {name}"),
        };
        let message = format!("`{}` covers {what}", text.content);
        tell(picture, &[text.layer, piece.layer], *rect, message, findings);
    }
}

fn boxes(case: &Case, text: &Text, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for solid in case.solids_near(&text.rect) {
        if let Some(common) = plane::shared(&text.rect, &solid.bounds, TOUCH) {
            let (r, b) = (common.right(), common.bottom());
            let corners = [(common.x, common.y), (r, common.y), (r, b), (common.x, b)];
            let on = corners.into_iter().any(|(x, y)| {
                let p = crate::geometry::Point::new(x, y);
                plane::inside(p, &solid.rings)
            });
            if on {
                let message = format!("`{}` covers {}", text.content, picture.called(solid.layer));
                tell(picture, &[text.layer, solid.layer], common, message, findings);
            }
        }
    }
}

/// The numbers of steps: their disc stands on its own line, and on nothing else.
fn discs(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for disc in picture.shapes.iter().filter(|shape| shape.part == Part::Disc) {
        let inner = disc.bounds.grown(-TOUCH);
        for at in case.text_index.near(&inner) {
            let text = &picture.texts[at];
            let own = text.layer == disc.layer && text.part == Part::Number;
            if !own && plane::shared(&inner, &text.rect, TOUCH).is_some() {
                let message = format!("a number of {} covers `{}`", picture.called(disc.layer), text.content);
                tell(picture, &[disc.layer, text.layer], text.rect, message, findings);
            }
        }
        let mut told = vec![disc.layer];
        for piece in case.pieces_near(&inner) {
            let foreign = matches!(piece.trace, Trace::Line(_)) && !told.contains(&piece.layer);
            if foreign
                && plane::clipped(piece.ends, &inner).is_some()
                && !on_trunk(case, disc.layer, piece.layer, &inner)
            {
                told.push(piece.layer);
                let message =
                    format!("a number of {} covers {}", picture.called(disc.layer), picture.called(piece.layer));
                tell(picture, &[disc.layer, piece.layer], disc.bounds, message, findings);
            }
        }
        for solid in case.solids_near(&inner).filter(|solid| solid.part != Part::Bar) {
            if plane::inside(inner.center(), &solid.rings) {
                let message =
                    format!("a number of {} covers {}", picture.called(disc.layer), picture.called(solid.layer));
                tell(picture, &[disc.layer, solid.layer], disc.bounds, message, findings);
            }
        }
    }
}

/// Whether two lines run over one another at that place, as lines of one element may.
fn on_trunk(case: &Case, one: usize, other: usize, at: &Rect) -> bool {
    let pieces = |layer| case.pieces_near(at).filter(move |piece| piece.layer == layer);
    pieces(one).any(|a| pieces(other).any(|b| plane::overlay(a.ends, b.ends, 1.0, 3.0).is_some()))
}

/// A label stands at its own line, and no other line is nearer. On a map the numbers of steps stand before their label, and
/// both are one; the number of a message stands on its line by itself.
pub(super) fn nearest(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for (at, line) in picture.lines.iter().enumerate() {
        let texts = picture.texts_of(line.layer).iter().filter(|text| matches!(text.part, Part::Label | Part::Tech));
        let words = texts.map(|text| text.rect).reduce(|a, b| a.union(&b));
        let discs = picture.parts(line.layer, Part::Disc).map(|disc| disc.bounds);
        let message = picture.layers[line.layer].role == Role::Message;
        let blocks: Vec<Rect> = match message {
            true => words.into_iter().chain(discs).collect(),
            false => words.into_iter().chain(discs).reduce(|a, b| a.union(&b)).into_iter().collect(),
        };
        for block in blocks {
            label(case, at, line, &block, findings);
        }
    }
}

fn label(case: &Case, at: usize, line: &Line, rect: &Rect, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let name = picture.called(line.layer);
    let stretches = line.points.windows(2).map(|pair| (pair[0], pair[1]));
    let Some((own, nearest)) =
        stretches.map(|stretch| (plane::rect_to_stretch(rect, stretch), stretch)).min_by(|a, b| a.0.total_cmp(&b.0))
    else {
        return;
    };
    let proposal = "write a shorter label, or give the elements an `order`";
    let mut told = vec![line.layer];
    for piece in case.pieces_near(&rect.grown(own)) {
        let foreign = matches!(piece.trace, Trace::Line(other) if other != at) && !told.contains(&piece.layer);
        if !foreign || plane::rect_to_stretch(rect, piece.ends) > own - EVEN {
            continue;
        }
        // Where both run over one another, neither is nearer.
        if plane::overlay(nearest, piece.ends, 1.0, 1.0).is_some() {
            continue;
        }
        told.push(piece.layer);
        let message = format!("the label of {name} stands nearer to {}", picture.called(piece.layer));
        let layers = [line.layer, piece.layer];
        findings.push(finding(Code::LAW_LABELS_NEAREST, picture, &layers, *rect, message, proposal));
    }
    if told.len() == 1 && own > ASTRAY {
        let message = format!("the label of {name} is {own:.0} px away from its line");
        findings.push(finding(Code::LAW_LABELS_NEAREST, picture, &[line.layer], *rect, message, proposal));
    }
}
