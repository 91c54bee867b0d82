//! Lifelines: their heads and feet, the boxes around them, and the stretches of line that are drawn.

use super::measures::{BOX_SIDE, BOX_TITLE_GAP, FEET_FROM, HALO, HEAD_ROOM, SHORTEST_STRETCH};
use super::rows::Rows;
use crate::geometry::{Point, Rect, Size};
use crate::layout::content::{Content, placed};
use crate::layout::{Activation, Align, Delay, Lifeline, LifelineBox, Node, Stretch};
use crate::text::wrap;
use crate::theme::{TextRole, Theme};
use crate::view::{EventKind, Face, MessageEnd, Sequence};

/// A head before it has a place: it looks as the node does in a map.
pub(super) struct Head {
    pub size: Size,
    /// At the origin.
    node: Node,
}

impl Head {
    fn at(&self, x: f64, top: f64) -> Node {
        let mut node = self.node.clone();
        node.shift(x - self.size.w / 2.0, top);
        node
    }
}

/// The heads, all of one height.
pub(super) fn heads(view: &Sequence, theme: &Theme) -> Vec<Head> {
    let sizes = &theme.sizes;
    let faces = view.lifelines.iter().map(|lifeline| &lifeline.face);
    let contents: Vec<Content> = faces.clone().map(|face| Content::of_node(face, sizes, false)).collect();
    let height = contents.iter().map(|content| content.size.h).fold(0.0, f64::max);
    let head = |(face, content): (&Face, Content)| {
        let size = Size::new(content.size.w, height);
        Head { size, node: content.place_node(face, Rect::at(Point::default(), size), sizes) }
    };
    faces.zip(contents).map(head).collect()
}

/// What stands on lifelines and sides of boxes and interrupts them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cover(pub Rect);

/// The icon of a box, as a share of a node's.
const ICON: f64 = 0.8;

/// The height that the titles of boxes take above the heads, by depth, and all of it.
pub(super) struct Crown {
    tops: Vec<f64>,
    pub height: f64,
}

/// From left to right: box by box.
pub(super) fn box_stretch(view: &Sequence, at: usize, columns: &[f64], heads: &[Head]) -> (f64, f64) {
    let own = &view.boxes[at];
    let inner = |same: &dyn Fn(&crate::view::LifelineBox) -> bool| {
        let inside = view.boxes.iter().filter(|b| b.depth >= own.depth && own.first <= b.first && b.last <= own.last);
        BOX_SIDE * inside.filter(|b| same(b)).count() as f64
    };
    let left = columns[own.first] - heads[own.first].size.w / 2.0 - inner(&|b| b.first == own.first);
    let right = columns[own.last] + heads[own.last].size.w / 2.0 + inner(&|b| b.last == own.last);
    (left, right)
}

fn box_title(view: &Sequence, at: usize, columns: &[f64], heads: &[Head], theme: &Theme) -> crate::text::Block {
    let (left, right) = box_stretch(view, at, columns, heads);
    let icon = box_icon(&view.boxes[at].face, theme);
    wrap(&view.boxes[at].face.title, theme.sizes.text(TextRole::Group), right - left - 2.0 * BOX_SIDE - icon)
}

fn box_icon(face: &Face, theme: &Theme) -> f64 {
    if face.icon.is_some() { ICON * theme.sizes.icon + BOX_TITLE_GAP } else { 0.0 }
}

pub(super) fn crown(view: &Sequence, columns: &[f64], heads: &[Head], theme: &Theme) -> Crown {
    let depths = view.boxes.iter().map(|b| b.depth + 1).max().unwrap_or(0);
    let mut tops = Vec::with_capacity(depths);
    let mut height = 0.0;
    for depth in 0..depths {
        tops.push(height);
        let here = (0..view.boxes.len()).filter(|&at| view.boxes[at].depth == depth);
        let title = here.map(|at| box_title(view, at, columns, heads, theme).size.h).fold(0.0, f64::max);
        height += BOX_SIDE / 2.0 + title + BOX_TITLE_GAP;
    }
    Crown { tops, height }
}

/// Where everything upright stands.
pub(super) struct Upright<'a> {
    pub view: &'a Sequence,
    pub columns: &'a [f64],
    pub heads: &'a [Head],
    pub rows: &'a Rows,
    pub crown: &'a Crown,
    pub theme: &'a Theme,
}

impl Upright<'_> {
    fn has_feet(&self) -> bool {
        self.lines_bottom() > FEET_FROM
    }

    /// Where the lines end.
    fn lines_bottom(&self) -> f64 {
        self.rows.bottom + HEAD_ROOM
    }

    /// Where the picture ends, but for its margin.
    pub fn bottom(&self) -> f64 {
        let tallest = self.heads.iter().map(|head| head.size.h).fold(0.0, f64::max);
        let feet = if self.has_feet() { tallest } else { 0.0 };
        self.lines_bottom() + feet + BOX_SIDE * self.crown.tops.len() as f64
    }

    /// `covers` interrupt the lines; `bars` cover them.
    pub fn lifelines(&self, covers: &[Cover], bars: &[Activation], delays: &[Delay]) -> Vec<Lifeline> {
        let mut gaps: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.heads.len()];
        for Cover(rect) in covers {
            for at in under(self.columns, rect, 1.0) {
                gaps[at].push((rect.y - HALO, rect.bottom() + HALO));
            }
        }
        for bar in bars.iter().filter(|bar| bar.depth == 0) {
            gaps[bar.lifeline].push((bar.rect.y, bar.rect.bottom()));
        }
        let lives = lives(self.view);
        let lifeline = |(at, gaps): (usize, Vec<(f64, f64)>)| {
            let head = &self.heads[at];
            let (born, end) = lives[at];
            let born = born.filter(|_| self.view.lifelines[at].created);
            let head_top = born.map_or(self.crown.height, |event| self.rows.rows[event].line - head.size.h / 2.0);
            let head = head.at(self.columns[at], head_top);
            let top = head.rect.bottom();
            let bottom = end.map_or(self.lines_bottom(), |event| self.rows.rows[event].line).max(top);
            let foot = self.has_feet() && end.is_none();
            Lifeline {
                x: self.columns[at],
                top,
                bottom,
                stretches: dotted(stretches(top, bottom, gaps), delays),
                destroyed: end.is_some(),
                foot: foot.then(|| self.heads[at].at(self.columns[at], bottom)),
                head,
            }
        };
        gaps.into_iter().enumerate().map(lifeline).collect()
    }

    pub fn boxes(&self, covers: &[Cover]) -> Vec<LifelineBox> {
        let one = |(at, own): (usize, &crate::view::LifelineBox)| {
            let (left, right) = box_stretch(self.view, at, self.columns, self.heads);
            let top = self.crown.tops[own.depth];
            let bottom = self.bottom() - BOX_SIDE * own.depth as f64;
            let rect = Rect::new(left, top, right - left, bottom - top);
            let block = box_title(self.view, at, self.columns, self.heads, self.theme);
            let icon = box_icon(&own.face, self.theme);
            let corner = Point::new(left + BOX_SIDE, top + BOX_SIDE / 2.0);
            let side = ICON * self.theme.sizes.icon;
            let line = block.style.line_height;
            LifelineBox {
                rect,
                icon: own.face.icon.as_ref().map(|_| Rect::new(corner.x, corner.y + (line - side) / 2.0, side, side)),
                title: placed(block, corner.x + icon, corner.y, Align::Start),
                sides: [left, right].map(|x| side_stretches(x, top, bottom, covers)),
            }
        };
        self.view.boxes.iter().enumerate().map(one).collect()
    }
}

/// By lifeline: the event that makes it and the one that ends it.
fn lives(view: &Sequence) -> Vec<(Option<usize>, Option<usize>)> {
    let mut lives = vec![(None, None); view.lifelines.len()];
    for (event, item) in view.events.iter().enumerate() {
        match &item.kind {
            EventKind::Message(message) => {
                if let (true, MessageEnd::Lifeline(at)) = (message.creates, message.to) {
                    lives[at].0.get_or_insert(event);
                }
            }
            EventKind::Destroy(at) => {
                lives[*at].1.get_or_insert(event);
            }
            _ => {}
        }
    }
    lives
}

/// The columns that lie under a rectangle or within `slack` of it.
fn under(columns: &[f64], rect: &Rect, slack: f64) -> std::ops::Range<usize> {
    let first = columns.partition_point(|&x| x < rect.x - slack);
    let last = columns.partition_point(|&x| x <= rect.right() + slack);
    first..last.max(first)
}

fn side_stretches(x: f64, top: f64, bottom: f64, covers: &[Cover]) -> Vec<Stretch> {
    let over = covers.iter().filter(|Cover(rect)| rect.x - HALO < x && x < rect.right() + HALO);
    stretches(top, bottom, over.map(|Cover(rect)| (rect.y - HALO, rect.bottom() + HALO)).collect())
}

/// What is left of `top..bottom` without the gaps.
fn stretches(top: f64, bottom: f64, mut gaps: Vec<(f64, f64)>) -> Vec<Stretch> {
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    let mut y = top;
    for (from, to) in gaps.into_iter().chain([(bottom, bottom)]) {
        let until = from.min(bottom);
        if until - y >= SHORTEST_STRETCH {
            out.push(Stretch { top: y, bottom: until, dotted: false });
        }
        y = y.max(to);
    }
    out
}

/// Splits stretches where a delay begins or ends.
fn dotted(stretches: Vec<Stretch>, delays: &[Delay]) -> Vec<Stretch> {
    let mut out = Vec::new();
    for mut rest in stretches {
        for delay in delays {
            if delay.top >= rest.bottom || rest.top >= delay.bottom {
                continue;
            }
            if delay.top > rest.top {
                out.push(Stretch { bottom: delay.top, ..rest });
            }
            let bottom = delay.bottom.min(rest.bottom);
            out.push(Stretch { top: rest.top.max(delay.top), bottom, dotted: true });
            rest.top = bottom;
        }
        if rest.bottom > rest.top {
            out.push(rest);
        }
    }
    out
}

/// A bar that something stands on passes behind it: it comes in pieces.
pub(super) fn interrupted(bars: Vec<Activation>, columns: &[f64], covers: &[Cover]) -> Vec<Activation> {
    let reach = bars.iter().map(|bar| bar.rect.right() - columns[bar.lifeline]).fold(0.0, f64::max);
    let mut over: Vec<Vec<Rect>> = vec![Vec::new(); columns.len()];
    for Cover(rect) in covers {
        for at in under(columns, rect, reach) {
            over[at].push(*rect);
        }
    }
    let pieces = |bar: Activation| {
        let rects = over[bar.lifeline].iter().filter(|rect| rect.overlaps(&bar.rect));
        let gaps: Vec<(f64, f64)> = rects.map(|rect| (rect.y, rect.bottom())).collect();
        if gaps.is_empty() {
            return vec![bar];
        }
        let stretches = stretches(bar.rect.y, bar.rect.bottom(), gaps);
        let piece = |s: Stretch| Activation { rect: Rect { y: s.top, h: s.bottom - s.top, ..bar.rect }, ..bar };
        stretches.into_iter().map(piece).collect()
    };
    bars.into_iter().flat_map(pieces).collect()
}
