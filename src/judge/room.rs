//! Room: no two boxes overlap; a group holds its members and nothing else; every text lies in its shape; nothing leaves the
//! canvas.

use super::case::Case;
use super::picture::{Layer, Part, Picture, Role, Shape, Text};
use super::plane::{self, Ring};
use super::{Finding, finding};
use crate::diagnostic::Code;
use crate::geometry::{Point, Rect};

/// Coordinates are written in hundredths, and curves are cut into pieces: what is less than this is nothing, px.
const HAIR: f64 = 0.5;

/// Boxes that share ground: nodes, heads, notes, activations; two groups of which neither lies in the other; a box on the
/// title of its group.
pub(super) fn overlap(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for (at, &solid) in case.solids.iter().enumerate() {
        let shape = &picture.shapes[solid];
        for other in case.solid_index.near(&shape.bounds).into_iter().filter(|&other| other > at) {
            let other = &picture.shapes[case.solids[other]];
            if !stand_together(picture, shape, other) {
                meet(picture, shape, other, findings);
            }
        }
    }
    for (at, &frame) in case.frames.iter().enumerate() {
        let shape = &picture.shapes[frame];
        if picture.layers[shape.layer].role == Role::Fragment {
            continue;
        }
        for other in case.frame_index.near(&shape.bounds).into_iter().filter(|&other| other > at) {
            let other = &picture.shapes[case.frames[other]];
            let (a, b) = (shape.layer, other.layer);
            let nested = picture.is_within(a, b) || picture.is_within(b, a);
            if a != b && !nested && picture.layers[b].role != Role::Fragment {
                meet(picture, shape, other, findings);
            }
        }
    }
    on_titles(case, findings);
}

/// Shapes of one layer that may lie on one another: the two cards of a collapsed group, activations of one lifeline.
fn stand_together(picture: &Picture, a: &Shape, b: &Shape) -> bool {
    if a.layer != b.layer {
        return false;
    }
    let cards = matches!((a.part, b.part), (Part::Back, Part::Outline) | (Part::Outline, Part::Back));
    let bars = a.part == Part::Bar && b.part == Part::Bar;
    // One outline too many is a matter of conservation.
    cards || bars || (a.part == Part::Outline && picture.layers[a.layer].role != Role::Lifeline)
}

fn meet(picture: &Picture, a: &Shape, b: &Shape, findings: &mut Vec<Finding>) {
    let Some(common) = plane::shared(&a.bounds, &b.bounds, HAIR) else { return };
    let message =
        format!("{} and {} overlap by {} × {} px", what(picture, a), what(picture, b), px(common.w), px(common.h));
    let proposal = match picture.layers[a.layer].role {
        Role::Node | Role::Group | Role::Lane => {
            "shorten a title, or part the two with `same rank` or `order` in the view"
        }
        _ => "shorten the texts, or put them on different lines of the sequence",
    };
    findings.push(finding(Code::LAW_ROOM_OVERLAP, picture, &[a.layer, b.layer], common, message, proposal));
}

/// What of a layer, in words.
fn what(picture: &Picture, shape: &Shape) -> String {
    let name = picture.called(shape.layer);
    match shape.part {
        Part::Bar => format!("an activation of {name}"),
        _ => name,
    }
}

/// A member that stands on the title of a group, or on the head of a lane.
fn on_titles(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for text in picture.texts.iter().filter(|text| titles(picture, text)) {
        for shape in case.solids_near(&text.rect) {
            if shape.layer != text.layer {
                on_title(picture, shape, text, findings);
            }
        }
        for shape in case.frames_near(&text.rect) {
            // The title of a group lies in the groups around it as well.
            if picture.is_within(shape.layer, text.layer) {
                on_title(picture, shape, text, findings);
            }
        }
    }
    for band in picture.shapes.iter().filter(|shape| shape.part == Part::Band) {
        for shape in case.solids_near(&band.bounds).chain(case.frames_near(&band.bounds)) {
            if !picture.is_within(shape.layer, band.layer) {
                continue;
            }
            if let Some(common) = plane::shared(&band.bounds, &shape.bounds, HAIR) {
                let message = format!("{} stands on the head of {}", what(picture, shape), picture.called(band.layer));
                findings.push(told(picture, &[shape.layer, band.layer], common, message));
            }
        }
    }
}

fn on_title(picture: &Picture, shape: &Shape, text: &Text, findings: &mut Vec<Finding>) {
    if let Some(common) = plane::shared(&text.rect, &shape.bounds, HAIR) {
        let message = format!("{} stands on the title of {}", what(picture, shape), picture.called(text.layer));
        findings.push(told(picture, &[shape.layer, text.layer], common, message));
    }
}

fn told(picture: &Picture, layers: &[usize], at: Rect, message: String) -> Finding {
    finding(Code::LAW_ROOM_OVERLAP, picture, layers, at, message, "shorten the title of the group")
}

/// The texts that name a group.
fn titles(picture: &Picture, text: &Text) -> bool {
    let role = picture.layers[text.layer].role;
    matches!(text.part, Part::Title | Part::Subtitle) && role.holds_members()
}

/// Every member lies in what holds it; nothing else lies there.
pub(super) fn group(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for &frame in &case.frames {
        let shape = &picture.shapes[frame];
        if picture.layers[shape.layer].role == Role::Fragment {
            continue;
        }
        for solid in case.solids_near(&shape.bounds).filter(|solid| belongs(picture, solid)) {
            if !picture.is_within(solid.layer, shape.layer) {
                strange(picture, shape, solid.layer, solid.bounds, findings);
            }
        }
    }
    for layer in 0..picture.layers.len() {
        let Some(parent) = picture.parents[layer] else { continue };
        let Some(frame) = picture.parts(parent, Part::Outline).next() else { continue };
        let own = match picture.layers[parent].role {
            Role::Fragment => continue,
            _ => {
                picture.shapes_of(layer).iter().filter(|shape| shape.part == Part::Outline || shape.part == Part::Back)
            }
        };
        for shape in own {
            held(picture, frame, layer, shape.bounds, findings);
        }
    }
    fragments(case, findings);
}

/// What stands in groups of a map and in boxes around lifelines; notes and activations go their own ways.
fn belongs(picture: &Picture, shape: &Shape) -> bool {
    matches!(picture.layers[shape.layer].role, Role::Node | Role::Lifeline) && shape.part != Part::Bar
}

fn held(picture: &Picture, frame: &Shape, layer: usize, rect: Rect, findings: &mut Vec<Finding>) {
    if !frame.bounds.grown(HAIR).holds(&rect) {
        let message = format!("{} sticks out of {}", picture.called(layer), picture.called(frame.layer));
        let proposal = "shorten its title; a member may also be moved to the group it stands in";
        findings.push(finding(Code::LAW_ROOM_GROUP, picture, &[layer, frame.layer], rect, message, proposal));
    }
}

fn strange(picture: &Picture, frame: &Shape, layer: usize, rect: Rect, findings: &mut Vec<Finding>) {
    if let Some(common) = plane::shared(&frame.bounds, &rect, HAIR) {
        let message =
            format!("{} lies in {}, but is no member of it", picture.called(layer), picture.called(frame.layer));
        let proposal = "shorten titles nearby, or give the two an `order` in the view";
        findings.push(finding(Code::LAW_ROOM_GROUP, picture, &[layer, frame.layer], common, message, proposal));
    }
}

/// Fragments hold the events that happen in them, each in its operand, and no other.
fn fragments(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let frames: Vec<&Shape> = case
        .frames
        .iter()
        .map(|&frame| &picture.shapes[frame])
        .filter(|shape| picture.layers[shape.layer].role == Role::Fragment)
        .collect();
    if frames.is_empty() {
        return;
    }
    for (layer, own) in picture.layers.iter().enumerate() {
        let Some(extent) = event(picture, layer) else { continue };
        if let Some(frame) = picture.parents[layer].and_then(|parent| picture.parts(parent, Part::Outline).next()) {
            let wide = wider_than_frames(own);
            let seen = Rect {
                x: if wide { frame.bounds.x } else { extent.x },
                w: if wide { 0.0 } else { extent.w },
                ..extent
            };
            held(picture, frame, layer, seen, findings);
            operand(picture, frame, layer, &extent, findings);
        }
        for frame in case.frames_near(&extent) {
            let around = frame.layer == layer
                || picture.is_within(layer, frame.layer)
                || picture.is_within(frame.layer, layer)
                || picture.layers[frame.layer].role != Role::Fragment;
            if !around && plane::shared(&frame.bounds, &extent.grown(0.1), 0.0).is_some() {
                strange(picture, frame, layer, extent.grown(HAIR), findings);
            }
        }
    }
}

/// Lines across the whole picture, and messages that come from its border or go there.
fn wider_than_frames(layer: &Layer) -> bool {
    match layer.role {
        Role::Divider | Role::Delay => true,
        Role::Message => layer.from.is_none() || layer.to.is_none(),
        _ => false,
    }
}

/// Where an event stands; None for what is none.
fn event(picture: &Picture, layer: usize) -> Option<Rect> {
    let role = picture.layers[layer].role;
    let drawn: Vec<Rect> = match role {
        Role::Message => {
            let texts = picture.texts_of(layer).iter().filter(|text| text.part == Part::Label).map(|text| text.rect);
            texts.chain(picture.line_of(layer).map(|line| plane::bounds(&line.points))).collect()
        }
        Role::Note | Role::Reference | Role::Fragment => {
            picture.parts(layer, Part::Outline).map(|shape| shape.bounds).collect()
        }
        Role::Divider | Role::Delay => picture.texts_of(layer).iter().map(|text| text.rect).collect(),
        _ => return None,
    };
    drawn.into_iter().reduce(|a, b| a.union(&b))
}

/// The event lies between the separators of its operand.
fn operand(picture: &Picture, frame: &Shape, layer: usize, extent: &Rect, findings: &mut Vec<Finding>) {
    let Some(operand) = picture.layers[layer].operand else { return };
    let mut borders: Vec<f64> = picture.parts(frame.layer, Part::Line).map(|line| line.bounds.y).collect();
    borders.sort_by(f64::total_cmp);
    borders.insert(0, frame.bounds.y);
    borders.push(frame.bounds.bottom());
    let (top, bottom) = (borders.get(operand.wrapping_sub(1)), borders.get(operand));
    let right = match (top, bottom) {
        (Some(top), Some(bottom)) => extent.y >= top - HAIR && extent.bottom() <= bottom + HAIR,
        _ => false,
    };
    if !right {
        let message =
            format!("{} does not lie in operand {operand} of {}", picture.called(layer), picture.called(frame.layer));
        let proposal = "shorten its text";
        findings.push(finding(Code::LAW_ROOM_GROUP, picture, &[layer, frame.layer], *extent, message, proposal));
    }
}

/// Every text lies in the shape that holds it.
pub(super) fn text(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    for (layer, own) in picture.layers.iter().enumerate() {
        let shapes = picture.shapes_of(layer);
        for text in picture.texts_of(layer) {
            let holder = match (own.role, text.part) {
                (_, Part::Operator) => Part::Tab,
                (_, Part::Number) => Part::Disc,
                (Role::Lane, _) => Part::Band,
                (Role::Node | Role::Group | Role::Box | Role::Lifeline | Role::Note | Role::Reference, _)
                | (Role::Fragment, Part::Guard) => Part::Outline,
                _ => continue,
            };
            let holders = || shapes.iter().filter(|shape| shape.part == holder);
            // Without a holder, conservation has told so.
            if holders().next().is_some() && !holders().any(|shape| lies_in(&text.rect, &shape.rings)) {
                let message = format!("`{}` does not fit into {}", text.content, picture.called(layer));
                let proposal = "write less, break the text with `\\n`, or choose a shape with more room";
                findings.push(finding(Code::LAW_ROOM_TEXT, picture, &[layer], text.rect, message, proposal));
            }
        }
        for icon in shapes.iter().filter(|shape| shape.part == Part::Icon) {
            let holders = shapes.iter().filter(|shape| shape.part == Part::Outline);
            if !holders.into_iter().any(|shape| lies_in(&icon.bounds, &shape.rings)) {
                let message = format!("the icon of {} leaves it", picture.called(layer));
                let proposal = "write a shorter title, or `icon: none`";
                findings.push(finding(Code::LAW_ROOM_TEXT, picture, &[layer], icon.bounds, message, proposal));
            }
        }
    }
}

/// Whether the whole rectangle lies in a shape: its corners are inside, and no corner of the shape is in it.
fn lies_in(rect: &Rect, rings: &[Ring]) -> bool {
    let (r, b) = (rect.right(), rect.bottom());
    let corners = [Point::new(rect.x, rect.y), Point::new(r, rect.y), Point::new(r, b), Point::new(rect.x, b)];
    let held = |p: Point| plane::inside(p, rings) || plane::to_border(p, rings) < HAIR;
    let inner = rect.grown(-HAIR);
    let mut points = rings.iter().flat_map(|ring| &ring.points);
    corners.into_iter().all(held) && !points.any(|p| inner.has(*p))
}

/// Nothing leaves the canvas.
pub(super) fn canvas(case: &Case, findings: &mut Vec<Finding>) {
    let picture = case.picture;
    let canvas = picture.canvas.grown(HAIR);
    for layer in 0..picture.layers.len() {
        let shapes = picture.shapes_of(layer).iter().map(|shape| shape.bounds.grown(shape.width / 2.0));
        let texts = picture.texts_of(layer).iter().map(|text| text.rect);
        if let Some(rect) = shapes.chain(texts).find(|rect| !canvas.holds(rect)) {
            let message = format!("{} leaves the canvas", picture.called(layer));
            let proposal = "shorten its text; if that is no reason, please report the picture with its source";
            findings.push(finding(Code::LAW_ROOM_CANVAS, picture, &[layer], rect, message, proposal));
        }
    }
}

/// Without needless digits.
fn px(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0)
}
