//! Sequences that chance wrote, with everything the language has, nested and mixed.

use frieze::source::Span;
use frieze::view::{
    Event, EventKind, Face, Family, FragmentOperator, Lifeline, LifelineBox, Look, Message, MessageEnd, NotePlace,
    Operator, Sequence,
};

const TEXTS: [&str; 8] = [
    "ok",
    "POST /auth/login",
    "a label of some length, as people write them when they are in a hurry",
    "/api/v1/organisations/{organisation}/uploads/{upload}/parts/{part}/complete",
    "two\nlines",
    "an answer",
    "漢字かな交じり文のラベル",
    "Pneumonoultramicroscopicsilicovolcanoconiosis",
];

const OPERATORS: [FragmentOperator; 7] = [
    FragmentOperator::Alt,
    FragmentOperator::Opt,
    FragmentOperator::Loop,
    FragmentOperator::Par,
    FragmentOperator::Critical,
    FragmentOperator::Break,
    FragmentOperator::Group,
];

fn face(id: String, title: &str) -> Face {
    Face {
        id,
        title: title.to_string(),
        subtitle: title.len().is_multiple_of(2).then(|| "PostgreSQL".to_string()),
        description: None,
        shape: if title.len().is_multiple_of(3) { "cylinder" } else { "box" }.to_string(),
        icon: None,
        kind: "Service".to_string(),
        family: Family::Compute,
        look: Look::default(),
        link: None,
        span: Span::default(),
    }
}

/// Turns numbers into a sequence that the model would let through.
struct Author {
    events: Vec<Event>,
    lifelines: usize,
    /// The last lifeline is made on the way: not yet.
    unborn: bool,
    created: bool,
    gone: Vec<bool>,
    open: Vec<usize>,
    /// Open fragments: operator, and how many bars were open.
    frames: Vec<FragmentOperator>,
    numbered: bool,
    number: u32,
}

impl Author {
    fn add(&mut self, kind: EventKind) {
        let id = format!("e{}", self.events.len());
        self.events.push(Event { id, span: Span::default(), kind });
    }

    fn there(&self, at: usize) -> bool {
        !(self.gone[at] || self.unborn && at == self.lifelines - 1)
    }

    fn message(&mut self, from: MessageEnd, to: MessageEnd, how: u8, text: Option<String>) {
        let reply = how % 5 == 1;
        let operator = match how % 5 {
            0 => Operator::Call,
            1 => Operator::Weak,
            2 => Operator::Async,
            3 => Operator::Both,
            _ => Operator::Call,
        };
        let lost = how % 11 == 10 && !reply;
        let number = self.numbered.then_some(self.number);
        self.number += 1;
        let creates = false;
        let look = Look::default();
        let message = Message { from, to, operator, reply, lost, creates, text, number, look, link: None };
        self.add(EventKind::Message(message));
    }

    fn step(&mut self, (what, a, b, words): (u8, u8, u8, u8)) {
        let text = TEXTS[usize::from(words) % TEXTS.len()].to_string();
        let some = (words % 5 != 4).then(|| text.clone());
        let (from, to) = (usize::from(a) % self.lifelines, usize::from(b) % self.lifelines);
        match what % 20 {
            0..=5 if self.there(from) && self.there(to) => {
                self.message(MessageEnd::Lifeline(from), MessageEnd::Lifeline(to), (what / 20).wrapping_add(b), some);
                if what % 20 < 3 {
                    self.open[to] += 1;
                    self.add(EventKind::Activate(to));
                }
            }
            6 | 7 if self.open[from] > 0 && self.there(to) => {
                self.message(MessageEnd::Lifeline(from), MessageEnd::Lifeline(to), 1, some);
                self.open[from] -= 1;
                self.add(EventKind::Deactivate(from));
            }
            8 if self.there(to) => self.message(MessageEnd::Outside, MessageEnd::Lifeline(to), a % 3, some),
            9 if self.there(from) => self.message(MessageEnd::Lifeline(from), MessageEnd::Outside, b % 3, some),
            10 | 11 if self.frames.len() < 5 => {
                let operator = OPERATORS[usize::from(a) % OPERATORS.len()];
                self.frames.push(operator);
                self.add(EventKind::FragmentStart { operator, title: some });
            }
            12 if matches!(
                self.frames.last(),
                Some(FragmentOperator::Alt | FragmentOperator::Par | FragmentOperator::Critical)
            ) =>
            {
                self.add(EventKind::Operand { title: some });
            }
            13 if self.frames.pop().is_some() => self.add(EventKind::FragmentEnd),
            14 | 15 => {
                let place = [NotePlace::LeftOf, NotePlace::RightOf, NotePlace::Over][usize::from(words) % 3];
                let mut over = if words % 3 == 2 { vec![from, to] } else { vec![from] };
                over.sort_unstable();
                over.dedup();
                if over.iter().all(|&at| self.there(at)) {
                    self.add(EventKind::Note { place, over, text });
                }
            }
            16 => self.rest(a, text, some),
            17 if self.unborn && from != self.lifelines - 1 && !self.gone[from] => {
                self.unborn = false;
                let (from, to) = (MessageEnd::Lifeline(from), MessageEnd::Lifeline(self.lifelines - 1));
                self.message(from, to, 0, some);
                if let Some(Event { kind: EventKind::Message(message), .. }) = self.events.last_mut() {
                    message.creates = true;
                    self.created = true;
                }
            }
            18 if self.there(from) && self.lifelines > 1 => {
                while self.open[from] > 0 {
                    self.open[from] -= 1;
                    self.add(EventKind::Deactivate(from));
                }
                self.gone[from] = true;
                self.add(EventKind::Destroy(from));
            }
            19 if self.open[from] > 0 => {
                self.open[from] -= 1;
                self.add(EventKind::Deactivate(from));
            }
            _ => {}
        }
    }

    fn rest(&mut self, a: u8, text: String, some: Option<String>) {
        match a % 4 {
            0 => self.add(EventKind::Divider(text)),
            1 => self.add(EventKind::Delay(some)),
            2 => self.add(EventKind::Space),
            _ => {
                let over: Vec<usize> = (0..self.lifelines).filter(|&at| self.there(at)).take(3).collect();
                if !over.is_empty() {
                    self.add(EventKind::Reference { over, text, view: "other".to_string() });
                }
            }
        }
    }
}

/// From lifelines, whether boxes stand around them, whether messages are numbered, and steps.
pub fn sequence(
    lifelines: usize,
    (boxes, numbered, creates): (bool, bool, bool),
    steps: Vec<(u8, u8, u8, u8)>,
) -> Sequence {
    let mut author = Author {
        events: Vec::new(),
        lifelines,
        unborn: creates && lifelines > 1,
        created: false,
        gone: vec![false; lifelines],
        open: vec![0; lifelines],
        frames: Vec::new(),
        numbered,
        number: 1,
    };
    steps.into_iter().for_each(|step| author.step(step));
    while author.frames.pop().is_some() {
        author.add(EventKind::FragmentEnd);
    }
    let titles = ["User", "API gateway", "Auth", "A service with a long title", "Store", "Q"];
    let lifeline = |at: usize| Lifeline {
        face: face(format!("l{at}"), titles[at % titles.len()]),
        created: author.created && at == lifelines - 1,
    };
    let whole = |depth: usize, first: usize| LifelineBox {
        face: face(format!("b{depth}"), titles[depth + 1]),
        first,
        last: lifelines - 1,
        depth,
    };
    let boxes = if boxes && lifelines > 2 { vec![whole(0, 1), whole(1, 2)] } else { Vec::new() };
    Sequence { lifelines: (0..lifelines).map(lifeline).collect(), boxes, events: author.events }
}
