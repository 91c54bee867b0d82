//! Moves a placed map or sequence as a whole, when heading and margin are added around it.

use super::{Body, Edge, Group, Lifeline, LifelineBox, Map, Message, Node, Placed, Reference, Sequence, Step};
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
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.head = self.head.map(|head| head.shifted(dx, dy));
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
        self.steps.iter_mut().for_each(|step| step.shift(dx, dy));
    }
}

impl Step {
    fn shift(&mut self, dx: f64, dy: f64) {
        self.rect = self.rect.shifted(dx, dy);
        self.text.shift(dx, dy);
    }
}

impl Map {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.nodes.iter_mut().for_each(|node| node.shift(dx, dy));
        self.groups.iter_mut().for_each(|group| group.shift(dx, dy));
        self.edges.iter_mut().for_each(|edge| edge.shift(dx, dy));
    }
}

impl Message {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        for point in &mut self.points {
            point.x += dx;
            point.y += dy;
        }
        self.label.iter_mut().for_each(|text| text.shift(dx, dy));
        self.number.iter_mut().for_each(|step| step.shift(dx, dy));
    }
}

impl Reference {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.rect = self.rect.shifted(dx, dy);
        self.tab = self.tab.shifted(dx, dy);
        self.operator.shift(dx, dy);
        self.text.shift(dx, dy);
    }
}

impl Lifeline {
    fn shift(&mut self, dx: f64, dy: f64) {
        self.head.shift(dx, dy);
        self.foot.iter_mut().for_each(|foot| foot.shift(dx, dy));
        self.x += dx;
        self.top += dy;
        self.bottom += dy;
        for stretch in &mut self.stretches {
            stretch.top += dy;
            stretch.bottom += dy;
        }
    }
}

impl LifelineBox {
    fn shift(&mut self, dx: f64, dy: f64) {
        self.rect = self.rect.shifted(dx, dy);
        self.icon = self.icon.map(|icon| icon.shifted(dx, dy));
        self.title.shift(dx, dy);
        for stretch in self.sides.iter_mut().flatten() {
            stretch.top += dy;
            stretch.bottom += dy;
        }
    }
}

impl Sequence {
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        self.lifelines.iter_mut().for_each(|lifeline| lifeline.shift(dx, dy));
        self.boxes.iter_mut().for_each(|around| around.shift(dx, dy));
        self.activations.iter_mut().for_each(|bar| bar.rect = bar.rect.shifted(dx, dy));
        self.messages.iter_mut().for_each(|message| message.shift(dx, dy));
        for fragment in &mut self.fragments {
            fragment.rect = fragment.rect.shifted(dx, dy);
            fragment.tab = fragment.tab.shifted(dx, dy);
            fragment.operator.shift(dx, dy);
            for operand in &mut fragment.operands {
                operand.y += dy;
                operand.title.iter_mut().for_each(|title| title.shift(dx, dy));
            }
        }
        for note in &mut self.notes {
            note.rect = note.rect.shifted(dx, dy);
            note.text.shift(dx, dy);
        }
        self.references.iter_mut().for_each(|reference| reference.shift(dx, dy));
        for divider in &mut self.dividers {
            divider.y += dy;
            divider.left += dx;
            divider.right += dx;
            divider.text.shift(dx, dy);
        }
        for delay in &mut self.delays {
            delay.top += dy;
            delay.bottom += dy;
            delay.text.iter_mut().for_each(|text| text.shift(dx, dy));
        }
    }
}

impl Body {
    /// Moves everything by dx and dy px.
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        match self {
            Body::Map(map) => map.shift(dx, dy),
            Body::Sequence(sequence) => sequence.shift(dx, dy),
        }
    }
}
