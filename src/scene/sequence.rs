//! Drawing a sequence: what lies lowest comes first. Boxes, frames, lifelines with their bars, then notes and messages.

use super::edge::{self, Head};
use super::map::{disc, group_paint, inside, node};
use super::paint::{self, solid};
use super::{Cap, Dash, Geometry, Item, Layer, Paint, Part, Place, Shape, Stroke, id, name, texts};
use crate::geometry::{Point, Rect, Segment};
use crate::layout::{self, Placed, Stretch};
use crate::theme::{Role, Theme, Tint, Tinted};
use crate::view::{self, EventKind, MessageEnd, Operator};

/// Half the cross that ends a lifeline or a lost message, px.
const CROSS: f64 = 6.0;
/// Radius of the dot where a found message begins.
const DOT: f64 = crate::layout::sequence::FOUND_DOT;
/// The folded corner of a note.
const FOLD: f64 = 9.0;
/// The cut corner of a tab.
const CUT: f64 = 6.0;
/// Corner radius of frames, notes and bars: a little smaller than a node's, as they are thinner.
const FRAME_RADIUS: f64 = 4.0;
const BAR_RADIUS: f64 = 2.0;

pub fn draw(view: &view::Sequence, layout: &layout::Sequence, theme: &Theme, items: &mut Vec<Item>) {
    let pen = Pen { view, theme, places: places(view) };
    let boxes = view.boxes.iter().zip(&layout.boxes).enumerate();
    let boxes = boxes.map(|(at, (own, place))| pen.lifeline_box(at, own, place));
    let frames = layout.fragments.iter().map(|fragment| pen.fragment(fragment));
    let dividers = layout.dividers.iter().map(|divider| pen.divider(divider));
    let delays = layout.delays.iter().filter_map(|delay| pen.delay(delay));
    let lifelines = view.lifelines.iter().zip(&layout.lifelines).enumerate();
    let mut bars: Vec<Vec<&layout::Activation>> = vec![Vec::new(); view.lifelines.len()];
    layout.activations.iter().for_each(|bar| bars[bar.lifeline].push(bar));
    let lifelines = lifelines.map(|(at, (own, place))| pen.lifeline(at, own, place, &bars[at]));
    let notes = layout.notes.iter().map(|note| pen.note(note));
    let references = layout.references.iter().map(|reference| pen.reference(reference));
    let messages = layout.messages.iter().map(|message| pen.message(message));
    let below = boxes.chain(frames).chain(dividers).chain(lifelines);
    items.extend(below.chain(delays).chain(notes).chain(references).chain(messages).map(Item::Layer));
}

/// How many layers of each role the sequence must have.
pub fn holds(view: &view::Sequence) -> Vec<(&'static str, usize)> {
    let count = |is: &dyn Fn(&EventKind) -> bool| view.events.iter().filter(|event| is(&event.kind)).count();
    vec![
        ("box", view.boxes.len()),
        ("fragment", count(&|kind| matches!(kind, EventKind::FragmentStart { .. }))),
        ("divider", count(&|kind| matches!(kind, EventKind::Divider(_)))),
        ("lifeline", view.lifelines.len()),
        ("delay", count(&|kind| matches!(kind, EventKind::Delay(Some(_))))),
        ("note", count(&|kind| matches!(kind, EventKind::Note { .. }))),
        ("reference", count(&|kind| matches!(kind, EventKind::Reference { .. }))),
        ("message", count(&|kind| matches!(kind, EventKind::Message(_)))),
    ]
}

/// Where each event belongs, and the ends of each message.
fn places(view: &view::Sequence) -> Vec<Place> {
    // Open fragments with the operand that is being told.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut places = Vec::with_capacity(view.events.len());
    for event in &view.events {
        if matches!(event.kind, EventKind::FragmentEnd) {
            open.pop();
        }
        if let (EventKind::Operand { .. }, Some((_, operand))) = (&event.kind, open.last_mut()) {
            *operand += 1;
        }
        let (within, operand) = open.last().cloned().unzip();
        let end = |end| match end {
            MessageEnd::Lifeline(at) => Some(id::id("lifeline", &view.lifelines[at].face.id)),
            MessageEnd::Outside => None,
        };
        let (from, to) = match &event.kind {
            EventKind::Message(message) => (end(message.from), end(message.to)),
            _ => (None, None),
        };
        places.push(Place { within, operand, from, to });
        if matches!(event.kind, EventKind::FragmentStart { .. }) {
            open.push((id::id("fragment", &event.id), 1));
        }
    }
    places
}

struct Pen<'a> {
    view: &'a view::Sequence,
    theme: &'a Theme,
    /// By event.
    places: Vec<Place>,
}

impl Pen<'_> {
    fn paint(&self, role: Role) -> Paint {
        paint::plain(self.theme, role)
    }

    fn thin(&self, paint: Paint, dash: Dash) -> Stroke {
        Stroke { paint, width: self.theme.sizes.outline, dash, cap: Cap::Butt }
    }

    /// The layer of an event.
    fn event(&self, event: usize, role: &'static str, link: Option<String>, items: Vec<Item>) -> Layer {
        let own = &self.view.events[event];
        let id = Some(id::id(role, &own.id));
        let place = self.places[event].clone();
        Layer { id, role, name: name::of_event(self.view, &own.kind), link, place, items }
    }

    fn lifeline_box(&self, at: usize, own: &view::LifelineBox, place: &layout::LifelineBox) -> Layer {
        let paints = group_paint(&own.face, own.depth, self.theme);
        let (rect, radius) = (place.rect, self.theme.sizes.radius);
        let mut items = vec![filled(Part::Outline, Geometry::Rect { rect, radius }, paints.fill)];
        let line = solid(paints.stroke, 1.0);
        items.extend(border(rect, &place.sides, radius).into_iter().map(|piece| stroked(Part::Line, piece, line)));
        inside(&mut items, &own.face, &paints, place.icon, &place.title, None);
        // The innermost of those around it, which stand before it.
        let around = self.view.boxes[..at].iter().rfind(|other| other.first <= own.first && own.last <= other.last);
        self.face("box", &own.face, around, items)
    }

    fn face(
        &self,
        role: &'static str,
        face: &view::Face,
        around: Option<&view::LifelineBox>,
        items: Vec<Item>,
    ) -> Layer {
        let (id, name) = (Some(id::id(role, &face.id)), Some(name::of_face(face)));
        let place = Place { within: around.map(|around| id::id("box", &around.face.id)), ..Place::default() };
        Layer { id, role, name, link: face.link.clone(), place, items }
    }

    fn fragment(&self, place: &layout::Fragment) -> Layer {
        let line = self.paint(Role::FragmentStroke);
        let rect = place.rect;
        let frame = Geometry::Rect { rect, radius: FRAME_RADIUS };
        let mut items = vec![stroked(Part::Outline, frame, self.thin(line, Dash::Solid))];
        for operand in &place.operands {
            if operand.event != place.event {
                let (from, to) = (Point::new(rect.x, operand.y), Point::new(rect.right(), operand.y));
                items.push(stroked(Part::Line, Geometry::Line { from, to }, self.thin(line, Dash::Dashed)));
            }
        }
        items.extend(self.tab(place.tab, &place.operator));
        let words = place.operands.iter().filter_map(|operand| operand.title.as_ref());
        items.extend(words.flat_map(|title| texts(title, Part::Guard, self.paint(Role::Text))));
        self.event(place.event, "fragment", None, items)
    }

    fn tab(&self, rect: Rect, word: &Placed) -> Vec<Item> {
        let line = self.thin(self.paint(Role::FragmentStroke), Dash::Solid);
        let (r, b) = (rect.right(), rect.bottom());
        let radius = FRAME_RADIUS;
        let outline = vec![
            Segment::Move(Point::new(rect.x, b)),
            Segment::Line(Point::new(rect.x, rect.y + radius)),
            Segment::Quad(Point::new(rect.x, rect.y), Point::new(rect.x + radius, rect.y)),
            Segment::Line(Point::new(r, rect.y)),
            Segment::Line(Point::new(r, b - CUT)),
            Segment::Line(Point::new(r - CUT, b)),
            Segment::Close,
        ];
        let (geometry, fill) = (Geometry::Path(outline), Some(self.paint(Role::Tab)));
        let tab = Shape { part: Part::Tab, geometry, fill, stroke: Some(line) };
        std::iter::once(Item::Shape(tab)).chain(texts(word, Part::Operator, self.paint(Role::TabText))).collect()
    }

    fn divider(&self, place: &layout::Divider) -> Layer {
        let line = self.thin(self.paint(Role::Lifeline), Dash::Solid);
        let text = place.text.rect.grown(8.0);
        let mut items = Vec::new();
        for (from, to) in [(place.left, text.x), (text.right(), place.right)] {
            for y in [place.y - 1.5, place.y + 1.5] {
                if to > from {
                    let (from, to) = (Point::new(from, y), Point::new(to, y));
                    items.push(stroked(Part::Line, Geometry::Line { from, to }, line));
                }
            }
        }
        items.extend(texts(&place.text, Part::Label, self.paint(Role::Text)));
        self.event(place.event, "divider", None, items)
    }

    fn delay(&self, place: &layout::Delay) -> Option<Layer> {
        let text = place.text.as_ref()?;
        Some(self.event(place.event, "delay", None, texts(text, Part::Label, self.paint(Role::TextMuted))))
    }

    fn note(&self, place: &layout::Note) -> Layer {
        let rect = place.rect;
        let (r, b) = (rect.right(), rect.bottom());
        let line = self.thin(self.paint(Role::NoteStroke), Dash::Solid);
        let outline = vec![
            Segment::Move(Point::new(rect.x, rect.y)),
            Segment::Line(Point::new(r - FOLD, rect.y)),
            Segment::Line(Point::new(r, rect.y + FOLD)),
            Segment::Line(Point::new(r, b)),
            Segment::Line(Point::new(rect.x, b)),
            Segment::Close,
        ];
        let fold = vec![
            Segment::Move(Point::new(r - FOLD, rect.y)),
            Segment::Line(Point::new(r - FOLD, rect.y + FOLD)),
            Segment::Line(Point::new(r, rect.y + FOLD)),
        ];
        let (geometry, fill) = (Geometry::Path(outline), Some(self.paint(Role::NoteFill)));
        let page = Shape { part: Part::Outline, geometry, fill, stroke: Some(line) };
        let mut items = vec![Item::Shape(page), stroked(Part::Detail, Geometry::Path(fold), line)];
        items.extend(texts(&place.text, Part::Label, self.paint(Role::NoteText)));
        self.event(place.event, "note", None, items)
    }

    fn reference(&self, place: &layout::Reference) -> Layer {
        let line = self.thin(self.paint(Role::FragmentStroke), Dash::Solid);
        let frame = Shape {
            part: Part::Outline,
            geometry: Geometry::Rect { rect: place.rect, radius: FRAME_RADIUS },
            fill: Some(self.paint(Role::Canvas)),
            stroke: Some(line),
        };
        let mut items = vec![Item::Shape(frame)];
        items.extend(self.tab(place.tab, &place.operator));
        items.extend(texts(&place.text, Part::Label, self.paint(Role::Text)));
        // The pictures of one source stand side by side.
        let link = match &self.view.events[place.event].kind {
            EventKind::Reference { view, .. } => Some(format!("{view}.svg")),
            _ => None,
        };
        self.event(place.event, "reference", link, items)
    }

    fn lifeline(
        &self,
        at: usize,
        own: &view::Lifeline,
        place: &layout::Lifeline,
        bars: &[&layout::Activation],
    ) -> Layer {
        let line = self.paint(Role::Lifeline);
        let mut items = Vec::new();
        for stretch in &place.stretches {
            let (from, to) = (Point::new(place.x, stretch.top), Point::new(place.x, stretch.bottom));
            let stroke = match stretch.dotted {
                true => Stroke { paint: line, width: self.theme.sizes.line, dash: Dash::Dotted, cap: Cap::Round },
                false => self.thin(line, Dash::Solid),
            };
            items.push(stroked(Part::Line, Geometry::Line { from, to }, stroke));
        }
        let bar = |bar: &layout::Activation| {
            Item::Shape(Shape {
                part: Part::Bar,
                geometry: Geometry::Rect { rect: bar.rect, radius: BAR_RADIUS },
                fill: Some(self.paint(Role::ActivationFill)),
                stroke: Some(self.thin(self.paint(Role::ActivationStroke), Dash::Solid)),
            })
        };
        items.extend(bars.iter().copied().map(bar));
        if place.destroyed {
            let end = Point::new(place.x, place.bottom);
            items.push(self.cross(end, self.paint(Role::Line)));
        }
        for end in std::iter::once(&place.head).chain(&place.foot) {
            node(&mut items, &own.face, end, self.theme);
        }
        let around = self.view.boxes.iter().rfind(|around| (around.first..=around.last).contains(&at));
        self.face("lifeline", &own.face, around, items)
    }

    fn cross(&self, at: Point, paint: Paint) -> Item {
        let corner = |dx: f64, dy: f64| Point::new(at.x + dx * CROSS, at.y + dy * CROSS);
        let strokes = vec![
            Segment::Move(corner(-1.0, -1.0)),
            Segment::Line(corner(1.0, 1.0)),
            Segment::Move(corner(1.0, -1.0)),
            Segment::Line(corner(-1.0, 1.0)),
        ];
        let stroke = Stroke { paint, width: 1.35 * self.theme.sizes.line, dash: Dash::Solid, cap: Cap::Round };
        stroked(Part::Cross, Geometry::Path(strokes), stroke)
    }

    fn message(&self, place: &layout::Message) -> Layer {
        let EventKind::Message(own) = &self.view.events[place.event].kind else {
            unreachable!("the layout's messages stand for the view's")
        };
        let toned = |part, role| match own.look.tone {
            Some(tone) => paint::tinted(self.theme, part, Tint::Tone(tone)),
            None => self.paint(role),
        };
        let line = own.look.stroke.map_or(toned(Tinted::Line, Role::Line), |color| Theme::own(color).into());
        let mut items = self.line(own, place, line);
        items.extend(place.number.iter().flat_map(|number| disc(number, self.theme)));
        let label = toned(Tinted::Label, Role::LineLabel);
        items.extend(place.label.iter().flat_map(|words| texts(words, Part::Label, label)));
        self.event(place.event, "message", own.link.clone(), items)
    }

    /// The line with what it begins and ends with.
    fn line(&self, own: &view::Message, place: &layout::Message, paint: Paint) -> Vec<Item> {
        let (start, end, dash) = edge::style(if own.reply { Operator::Weak } else { own.operator });
        let end = if own.lost { Head::None } else { end };
        let mut items = edge::line(&place.points, (start, end), dash, paint, &self.theme.sizes);
        let (first, last) = (place.points[0], place.points[place.points.len() - 1]);
        if own.lost {
            items.push(self.cross(last, paint));
        }
        if own.from == MessageEnd::Outside {
            items.push(filled(Part::Dot, Geometry::Ellipse { center: first, rx: DOT, ry: DOT }, paint));
        }
        items
    }
}

fn filled(part: Part, geometry: Geometry, fill: Paint) -> Item {
    Item::Shape(Shape { part, geometry, fill: Some(fill), stroke: None })
}

fn stroked(part: Part, geometry: Geometry, stroke: Stroke) -> Item {
    Item::Shape(Shape { part, geometry, fill: None, stroke: Some(stroke) })
}

/// The border of a box whose sides are interrupted: top, bottom, and the stretches between.
fn border(rect: Rect, sides: &[Vec<Stretch>; 2], radius: f64) -> Vec<Geometry> {
    let (l, t, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
    let cap = |y: f64, inner: f64| {
        Geometry::Path(vec![
            Segment::Move(Point::new(l, inner)),
            Segment::Quad(Point::new(l, y), Point::new(l + radius, y)),
            Segment::Line(Point::new(r - radius, y)),
            Segment::Quad(Point::new(r, y), Point::new(r, inner)),
        ])
    };
    let mut out = vec![cap(t, t + radius), cap(b, b - radius)];
    for (x, stretches) in [l, r].into_iter().zip(sides) {
        for stretch in stretches {
            let (top, bottom) = (stretch.top.max(t + radius), stretch.bottom.min(b - radius));
            if bottom > top {
                out.push(Geometry::Line { from: Point::new(x, top), to: Point::new(x, bottom) });
            }
        }
    }
    out
}
