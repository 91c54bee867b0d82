//! Lines: none passes through a box or a group title that it does not end at; two unrelated lines never share a stretch;
//! every end sits on its outline, with a whole arrowhead; lifelines run from head to end.

use super::case::{Case, Trace};
use super::picture::{Head, Line, Part, Picture, Role, Shape, Text};
use super::plane::{self, Ring};
use super::{Finding, finding};
use crate::diagnostic::Code;
use crate::geometry::{Point, Rect};

/// A line that goes no deeper than this into a box touches it at most, px: half a stroke.
const SKIN: f64 = 0.75;

/// An end may be this far off its outline, px: rounding, and the pieces into which curves are cut.
const OFF: f64 = 0.75;

/// Two lines run over one another where they are no farther apart than this, over at least that length, px.
const APART: f64 = 1.0;
const STRETCH: f64 = 3.0;

/// Words that stand on a lifeline keep it this far off above and below, those beside it at their side, px.
const CLEARING: f64 = 7.0;
const BESIDE: f64 = 10.0;

/// No line passes through a box, a foreign group or the title of a group.
pub(super) fn through(case: &Case, findings: &mut Vec<Finding>) {
    for line in &case.picture.lines {
        let kin = case.kin(line.layer);
        let mut told: Vec<usize> = Vec::new();
        for pair in line.points.windows(2) {
            let stretch = (pair[0], pair[1]);
            let bounds = Rect::around(stretch.0, stretch.1);
            for solid in case.solids_near(&bounds) {
                let own = case.ends(line.layer).contains(&Some(solid.layer));
                pierced(case, line, stretch, solid, own, &mut told, findings);
            }
            for frame in case.frames_near(&bounds).filter(|frame| closed_to_lines(case.picture, frame)) {
                if !kin.contains(&frame.layer) {
                    pierced(case, line, stretch, frame, false, &mut told, findings);
                }
            }
            titles(case, line, stretch, &bounds, &mut told, findings);
        }
    }
    lifelines_through(case, findings);
}

/// Lines run through groups that neither of their ends is in; lanes and fragments are ground to cross.
fn closed_to_lines(picture: &Picture, frame: &Shape) -> bool {
    picture.layers[frame.layer].role == Role::Group
}

fn pierced(
    case: &Case,
    line: &Line,
    stretch: (Point, Point),
    shape: &Shape,
    own: bool,
    told: &mut Vec<usize>,
    findings: &mut Vec<Finding>,
) {
    let picture = case.picture;
    // A message runs over the activations on its way, and begins and ends at those of its own lifelines.
    if shape.part == Part::Bar || told.contains(&shape.layer) {
        return;
    }
    let (at, depth) = plane::deepest(stretch, &shape.rings);
    if depth > SKIN {
        told.push(shape.layer);
        let own = if own { ", at which it ends" } else { "" };
        let message = format!("{} runs through {}{own}", picture.called(line.layer), picture.called(shape.layer));
        let proposal = match picture.layers[line.layer].role {
            Role::Message => "put the note beside the message, before or behind it",
            _ => "give the elements an `order`, or put some on the `same rank`, so that the line finds a way",
        };
        let at = Rect::around(at, at);
        findings.push(finding(Code::LAW_LINES_THROUGH, picture, &[line.layer, shape.layer], at, message, proposal));
    }
}

fn titles(
    case: &Case,
    line: &Line,
    stretch: (Point, Point),
    bounds: &Rect,
    told: &mut Vec<usize>,
    findings: &mut Vec<Finding>,
) {
    let picture = case.picture;
    for text in case.text_index.near(bounds).into_iter().map(|at| &picture.texts[at]) {
        let role = picture.layers[text.layer].role;
        let title =
            matches!(text.part, Part::Title | Part::Subtitle) && (role.holds_members() || role == Role::Heading);
        if title && !told.contains(&text.layer) && plane::clipped(stretch, &text.rect.grown(-0.5)).is_some() {
            told.push(text.layer);
            let message =
                format!("{} runs through the title of {}", picture.called(line.layer), picture.called(text.layer));
            let proposal = "shorten the title, or give the elements an `order`, so that the line finds a way beside it";
            findings.push(finding(
                Code::LAW_LINES_THROUGH,
                picture,
                &[line.layer, text.layer],
                text.rect,
                message,
                proposal,
            ));
        }
    }
}

/// A lifeline stops where a box stands on it.
fn lifelines_through(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for piece in case.pieces.iter().filter(|piece| piece.trace == Trace::Lifeline) {
        for solid in case.solids_near(&Rect::around(piece.ends.0, piece.ends.1)) {
            let own_bar = solid.part == Part::Bar && solid.layer == piece.layer;
            let (at, depth) = plane::deepest(piece.ends, &solid.rings);
            if !own_bar && depth > SKIN {
                let message = format!(
                    "the lifeline of {} runs through {}",
                    picture.called(piece.layer),
                    picture.called(solid.layer)
                );
                let proposal = "name the lifeline among those that the note or reference stands over";
                let at = Rect::around(at, at);
                findings.push(finding(
                    Code::LAW_LINES_THROUGH,
                    picture,
                    &[piece.layer, solid.layer],
                    at,
                    message,
                    proposal,
                ));
            }
        }
    }
}

/// Lines that have no end in common never run over one another; those that have may share the stretch at that end.
pub(super) fn shared(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let mut told: Vec<(usize, usize)> = Vec::new();
    for (at, piece) in case.pieces.iter().enumerate() {
        let Trace::Line(one) = piece.trace else { continue };
        let around = Rect::around(piece.ends.0, piece.ends.1).grown(APART);
        for other in case.piece_index.near(&around).into_iter().filter(|&other| other > at) {
            let Trace::Line(two) = case.pieces[other].trace else { continue };
            if one == two || told.contains(&(one, two)) {
                continue;
            }
            let Some(common) = plane::overlay(piece.ends, case.pieces[other].ends, APART, STRETCH) else { continue };
            let (a, b) = (&picture.lines[one], &picture.lines[two]);
            if trunk(case, a, b) {
                continue;
            }
            told.push((one, two));
            let message = format!(
                "{} and {} run over one another for {} px",
                picture.called(a.layer),
                picture.called(b.layer),
                plane::distance(common.0, common.1).round()
            );
            let proposal = match picture.layers[a.layer].role {
                Role::Message => "put one of the two on another line of the sequence",
                _ => "give the elements an `order`, or leave one of the two connections out of the view",
            };
            let at = Rect::around(common.0, common.1);
            findings.push(finding(Code::LAW_LINES_SHARED, picture, &[a.layer, b.layer], at, message, proposal));
        }
    }
}

/// Whether two lines may share a stretch: they begin or end at one element and part on their way. Messages never may, nor
/// may two lines that nobody could tell apart.
fn trunk(case: &Case, a: &Line, b: &Line) -> bool {
    if case.picture.layers[a.layer].role == Role::Message {
        return false;
    }
    let (of_a, of_b) = (case.ends(a.layer), case.ends(b.layer));
    let common = of_a.iter().flatten().any(|end| of_b.contains(&Some(*end)));
    common && !covered(a, b) && !covered(b, a)
}

/// Whether all of a line lies under another.
fn covered(line: &Line, by: &Line) -> bool {
    let on = |p: Point| by.points.windows(2).any(|pair| plane::to_stretch(p, (pair[0], pair[1])) < APART);
    line.points.windows(2).all(|pair| on(pair[0]) && on(plane::between(pair[0], pair[1], 0.5)) && on(pair[1]))
}

/// Every end sits on its outline; arrowheads are whole; lifelines run from their head to their end.
pub(super) fn ends(case: &Case, findings: &mut Vec<Finding>) {
    for line in &case.picture.lines {
        let n = line.points.len();
        let [from, to] = case.ends(line.layer);
        for (end, tip, before, head, place) in [
            (from, line.points[0], line.points[1], line.start, "begins"),
            (to, line.points[n - 1], line.points[n - 2], line.end, "ends"),
        ] {
            if let Some(end) = end {
                sits(case, line, end, tip, place, findings);
            }
            if let Some(head) = head {
                whole(case, line, &head, tip, before, findings);
            }
        }
    }
    for (layer, _) in case.picture.layers.iter().enumerate().filter(|(_, layer)| layer.role == Role::Lifeline) {
        lifeline(case, layer, findings);
    }
}

const ROUTE: &str = "render the picture again; if that changes nothing, please report it with its source";

fn tell_end(picture: &Picture, layers: &[usize], at: Point, message: String, findings: &mut Vec<Finding>) {
    findings.push(finding(Code::LAW_LINES_ENDS, picture, layers, Rect::around(at, at), message, ROUTE));
}

fn sits(case: &Case, line: &Line, end: usize, tip: Point, place: &str, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let off = match picture.layers[end].role {
        Role::Lifeline => to_lifeline(picture, line, end, tip),
        _ => {
            let borders =
                picture.shapes_of(end).iter().filter(|shape| matches!(shape.part, Part::Outline | Part::Back));
            borders.map(|shape| plane::to_border(tip, &shape.rings)).fold(f64::INFINITY, f64::min)
        }
    };
    if off > OFF && off.is_finite() {
        let message = format!("{} {place} {:.1} px off {}", picture.called(line.layer), off, picture.called(end));
        tell_end(picture, &[line.layer, end], tip, message, findings);
    }
}

/// How far a tip is from where it may stand at a lifeline: on a side of an activation, on the line where there is none, on
/// the head that the message creates. A lost message ends before it.
fn to_lifeline(picture: &Picture, line: &Line, lifeline: usize, tip: Point) -> f64 {
    let lost = picture.parts(line.layer, Part::Cross).next().is_some();
    if lost && tip == line.points[line.points.len() - 1] {
        return 0.0;
    }
    let bars: Vec<Rect> = picture.parts(lifeline, Part::Bar).map(|bar| bar.bounds).collect();
    let beside = bars.iter().filter(|bar| bar.y - OFF <= tip.y && tip.y <= bar.bottom() + OFF);
    let sides = beside.flat_map(|bar| [(bar.x - tip.x).abs(), (bar.right() - tip.x).abs()]);
    let heads = picture.parts(lifeline, Part::Outline).map(|head| plane::to_border(tip, &head.rings));
    let hidden = bars.iter().any(|bar| bar.grown(-OFF).has(tip));
    let stretches = picture.parts(lifeline, Part::Line).filter(|_| !hidden).flat_map(|line| &line.rings);
    let on_line = stretches.flat_map(Ring::pieces).map(|piece| plane::to_stretch(tip, piece));
    sides.chain(heads).chain(on_line).fold(f64::INFINITY, f64::min)
}

fn whole(case: &Case, line: &Line, head: &Head, tip: Point, before: Point, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let name = picture.called(line.layer);
    let length = plane::distance(head.tip, head.base);
    let axis = plane::toward(head.base, head.tip);
    let way = plane::toward(before, tip);
    let drawn = line.drawn.into_iter().map(|end| plane::to_stretch(end, (head.tip, head.base)));
    if drawn.fold(f64::INFINITY, f64::min) > SKIN {
        tell_end(
            picture,
            &[line.layer],
            tip,
            format!("the arrowhead of {name} is not at the end of its line"),
            findings,
        );
    } else if axis.x * way.x + axis.y * way.y < 0.99 || plane::distance(before, tip) < length - SKIN {
        tell_end(
            picture,
            &[line.layer],
            tip,
            format!("the arrowhead of {name} stands on a bend of its line"),
            findings,
        );
    }
    for solid in case.solids_near(&picture.shapes[head.shape].bounds) {
        if solid.part == Part::Bar && !case.ends(line.layer).contains(&Some(solid.layer)) {
            continue;
        }
        let middle = plane::between(head.base, head.tip, 0.5);
        let hidden = head.wings.into_iter().chain([head.base, middle]).any(|p| plane::depth(p, &solid.rings) > SKIN);
        if hidden {
            let message = format!("the arrowhead of {name} lies on {}", picture.called(solid.layer));
            tell_end(picture, &[line.layer, solid.layer], tip, message, findings);
        }
    }
}

/// From below the head to the foot, the cross or the end, with nothing missing but where something stands on it.
fn lifeline(case: &Case, layer: usize, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let outlines: Vec<Rect> = picture.parts(layer, Part::Outline).map(|shape| shape.bounds).collect();
    let Some(head) = outlines.first() else { return };
    let x = head.center().x;
    let stretches = picture.parts(layer, Part::Line).map(|line| line.bounds);
    let bars = picture.parts(layer, Part::Bar).map(|bar| bar.bounds);
    let mut covered: Vec<(f64, f64)> = stretches.chain(bars).map(|rect| (rect.y, rect.bottom())).collect();
    let crosses = picture.parts(layer, Part::Cross).map(|cross| cross.bounds.center().y);
    let foot = outlines.get(1).map(|foot| foot.y);
    let end = crosses.chain(foot).reduce(f64::min).unwrap_or_else(|| lowest(picture));
    let column = Rect::new(x, head.bottom(), 0.0, (end - head.bottom()).max(0.0));
    let near = Rect { x: column.x - BESIDE, w: 2.0 * BESIDE, ..column };
    let texts = case.text_index.near(&near).into_iter().map(|at| block(picture, at));
    let boxes = case.solids_near(&column).filter(|shape| shape.layer != layer).map(|shape| shape.bounds);
    let tabs = picture.shapes.iter().filter(|shape| shape.part == Part::Tab && shape.bounds.x <= x);
    let tabs = tabs.filter(|shape| shape.bounds.right() >= x).map(|shape| shape.bounds);
    covered.extend(texts.chain(boxes).chain(tabs).map(|rect| (rect.y - CLEARING, rect.bottom() + CLEARING)));
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reached = head.bottom();
    covered.push((end, end));
    for (top, bottom) in covered {
        if top > reached + 1.0 && reached < end - 1.0 {
            let message = format!(
                "the lifeline of {} is missing from y {reached:.0} to {:.0}",
                picture.called(layer),
                top.min(end)
            );
            tell_end(picture, &[layer], Point::new(x, reached), message, findings);
            return;
        }
        reached = reached.max(bottom);
    }
    for piece in picture.parts(layer, Part::Line).flat_map(|line| &line.rings).flat_map(Ring::pieces) {
        if (piece.0.x - x).abs() > OFF || (piece.1.x - x).abs() > OFF {
            let message = format!("the lifeline of {} is not below its head", picture.called(layer));
            tell_end(picture, &[layer], piece.0, message, findings);
            return;
        }
    }
    bars_stand(picture, layer, x, findings);
}

/// What stands on a lifeline are blocks of lines: a label is one, the conditions of a fragment are several.
fn block(picture: &Picture, text: usize) -> Rect {
    let own = &picture.texts[text];
    let beside = |line: &&Text| own.part == Part::Label || (line.rect.y - own.rect.y).abs() < 2.0 * own.rect.h;
    let near = |line: &&Text| line.part == own.part && beside(line);
    let lines = picture.texts_of(own.layer).iter().filter(near);
    lines.map(|line| line.rect).reduce(|a, b| a.union(&b)).unwrap_or(own.rect)
}

/// Where the lifelines end that reach the end.
fn lowest(picture: &Picture) -> f64 {
    let lifelines = picture.shapes.iter().filter(|shape| picture.layers[shape.layer].role == Role::Lifeline);
    lifelines.filter(|shape| shape.part == Part::Line).map(|shape| shape.bounds.bottom()).fold(0.0, f64::max)
}

/// An activation stands on its lifeline, or on another activation that does.
fn bars_stand(picture: &Picture, layer: usize, x: f64, findings: &mut Vec<Finding>) {
    let bars: Vec<Rect> = picture.parts(layer, Part::Bar).map(|bar| bar.bounds).collect();
    for bar in &bars {
        let on_line = bar.x <= x && x <= bar.right();
        let on_bar = bars.iter().any(|other| other != bar && plane::shared(bar, other, 0.0).is_some());
        if !on_line && !on_bar {
            let message = format!("an activation of {} does not stand on its lifeline", picture.called(layer));
            tell_end(picture, &[layer], bar.center(), message, findings);
        }
    }
}
