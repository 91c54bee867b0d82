//! What several laws ask of a picture: its solid boxes, its strokes and its texts, each found by place.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::expected::Expected;
use super::picture::{Part, Picture, Role, Shape};
use crate::geometry::{Point, Rect};

/// A set of rectangles asked by place.
pub struct Index(RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>);

impl Index {
    pub fn new(rects: impl Iterator<Item = Rect>) -> Self {
        let entry = |(at, rect): (usize, Rect)| {
            GeomWithData::new(Rectangle::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()]), at)
        };
        Self(RTree::bulk_load(rects.enumerate().map(entry).collect()))
    }

    /// Those that meet or touch `rect`, by number, ascending.
    pub fn near(&self, rect: &Rect) -> Vec<usize> {
        let envelope = AABB::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()]);
        let mut found: Vec<usize> = self.0.locate_in_envelope_intersecting(&envelope).map(|entry| entry.data).collect();
        found.sort_unstable();
        found
    }
}

/// What a stroke belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// The line of an edge or a message; index into [`Picture::lines`].
    Line(usize),
    Lifeline,
    /// The border of a group, lane, lifeline box or fragment; a separator or divider.
    Border,
}

/// A straight piece of something drawn as a stroke.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub layer: usize,
    pub trace: Trace,
    pub ends: (Point, Point),
}

pub struct Case<'a> {
    pub picture: &'a Picture,
    pub expected: Option<&'a Expected>,
    /// Shapes that nothing else may lie on, as indices into [`Picture::shapes`]: outlines of nodes, heads and feet of
    /// lifelines, notes, references, activations.
    pub solids: Vec<usize>,
    pub solid_index: Index,
    /// Outlines of groups, lanes, lifeline boxes and fragments.
    pub frames: Vec<usize>,
    pub frame_index: Index,
    pub pieces: Vec<Piece>,
    pub piece_index: Index,
    pub text_index: Index,
}

impl<'a> Case<'a> {
    pub fn new(picture: &'a Picture, expected: Option<&'a Expected>) -> Self {
        let role = |shape: &Shape| picture.layers[shape.layer].role;
        let numbered = || picture.shapes.iter().enumerate();
        let solid = |shape: &Shape| match shape.part {
            Part::Outline | Part::Back => !role(shape).holds_members(),
            Part::Bar => true,
            _ => false,
        };
        let solids: Vec<usize> = numbered().filter(|(_, shape)| solid(shape)).map(|(at, _)| at).collect();
        let frame = |shape: &Shape| shape.part == Part::Outline && role(shape).holds_members();
        let frames: Vec<usize> = numbered().filter(|(_, shape)| frame(shape)).map(|(at, _)| at).collect();
        let pieces = pieces(picture);
        let bounds = |at: &usize| picture.shapes[*at].bounds;
        Self {
            picture,
            expected,
            solid_index: Index::new(solids.iter().map(bounds)),
            frame_index: Index::new(frames.iter().map(bounds)),
            piece_index: Index::new(pieces.iter().map(|piece| Rect::around(piece.ends.0, piece.ends.1))),
            text_index: Index::new(picture.texts.iter().map(|text| text.rect)),
            solids,
            frames,
            pieces,
        }
    }

    pub fn solids_near(&self, rect: &Rect) -> impl Iterator<Item = &'a Shape> {
        let picture = self.picture;
        let found = self.solid_index.near(rect);
        found.into_iter().map(|at| &picture.shapes[self.solids[at]]).collect::<Vec<_>>().into_iter()
    }

    pub fn frames_near(&self, rect: &Rect) -> impl Iterator<Item = &'a Shape> {
        let picture = self.picture;
        let found = self.frame_index.near(rect);
        found.into_iter().map(|at| &picture.shapes[self.frames[at]]).collect::<Vec<_>>().into_iter()
    }

    pub fn pieces_near(&self, rect: &Rect) -> impl Iterator<Item = Piece> {
        let found: Vec<Piece> = self.piece_index.near(rect).into_iter().map(|at| self.pieces[at]).collect();
        found.into_iter()
    }

    /// The layers at the ends of a line.
    pub fn ends(&self, layer: usize) -> [Option<usize>; 2] {
        let own = &self.picture.layers[layer];
        [self.picture.find(own.from.as_ref()), self.picture.find(own.to.as_ref())]
    }

    /// Both ends of a line and everything around them.
    pub fn kin(&self, layer: usize) -> Vec<usize> {
        self.ends(layer).into_iter().flatten().flat_map(|end| self.picture.around(end)).collect()
    }
}

fn pieces(picture: &Picture) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, line) in picture.lines.iter().enumerate() {
        let stretches = line.points.windows(2);
        pieces.extend(stretches.map(|pair| Piece {
            layer: line.layer,
            trace: Trace::Line(at),
            ends: (pair[0], pair[1]),
        }));
    }
    for shape in picture.shapes.iter().filter(|shape| shape.stroke.is_some()) {
        let role = picture.layers[shape.layer].role;
        let trace = match (role, shape.part) {
            (Role::Lifeline, Part::Line) => Trace::Lifeline,
            (Role::Fragment | Role::Divider, Part::Line) => Trace::Border,
            (Role::Group | Role::Lane | Role::Fragment, Part::Outline) => Trace::Border,
            // The sides of a lifeline box are drawn by themselves.
            (Role::Box, Part::Line) => Trace::Border,
            _ => continue,
        };
        let stretches = shape.rings.iter().flat_map(|ring| ring.pieces());
        pieces.extend(stretches.map(|ends| Piece { layer: shape.layer, trace, ends }));
    }
    pieces
}
