//! Moves a placed map as a whole, when heading and margin are added around it.

use super::{Body, Edge, Group, Map, Node, Placed};
use crate::geometry::Rect;

impl Placed {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.rect = self.rect.shifted(dx, dy);
    }
}

impl Node {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        shift_box(&mut self.rect, &mut self.icon, &mut self.title, &mut self.subtitle, dx, dy);
    }
}

impl Group {
    fn shift(&mut self, dx: f64, dy: f64) {
        shift_box(&mut self.rect, &mut self.icon, &mut self.title, &mut self.subtitle, dx, dy);
    }
}

fn shift_box(
    rect: &mut Rect,
    icon: &mut Option<Rect>,
    title: &mut Placed,
    subtitle: &mut Option<Placed>,
    dx: f64,
    dy: f64,
) {
    *rect = rect.shifted(dx, dy);
    *icon = icon.map(|icon| icon.shifted(dx, dy));
    title.shift(dx, dy);
    subtitle.iter_mut().for_each(|line| line.shift(dx, dy));
}

impl Edge {
    fn shift(&mut self, dx: f64, dy: f64) {
        for point in &mut self.points {
            point.x += dx;
            point.y += dy;
        }
        self.label.iter_mut().chain(&mut self.tech).for_each(|text| text.shift(dx, dy));
        for step in &mut self.steps {
            step.rect = step.rect.shifted(dx, dy);
            step.text.shift(dx, dy);
        }
    }
}

impl Map {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.nodes.iter_mut().for_each(|node| node.shift(dx, dy));
        self.groups.iter_mut().for_each(|group| group.shift(dx, dy));
        self.edges.iter_mut().for_each(|edge| edge.shift(dx, dy));
    }
}

impl Body {
    /// Moves everything by dx and dy px.
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        match self {
            Body::Map(map) => map.shift(dx, dy),
            Body::Sequence(_) => {}
        }
    }
}
