//! Conservation: every element, group, edge, label, message, fragment, note and step is drawn exactly once, in its right
//! parent, and nothing is drawn that the view does not hold.
//!
//! With what the view says, each layer is compared with it. Without, the SVG is compared with what it says of itself: the
//! counts at its root, the ids it refers to, the words of each layer's name, the paths in its ids.

use std::collections::BTreeMap;

use super::case::Case;
use super::expected::Item;
use super::picture::{Part, Picture, Role};
use super::{Expected, Finding, finding};
use crate::diagnostic::Code;
use crate::geometry::Rect;

/// There is nothing to change in a source about a picture that lost a part on its way.
const AGAIN: &str = "render the picture again; if that changes nothing, please report it with its source";

pub(super) fn check(case: &Case, findings: &mut Vec<Finding>) {
    let mut court = Court { case, picture: case.picture, findings };
    court.ids();
    match case.expected {
        Some(expected) => court.compare(expected),
        None => court.counts(),
    }
    for layer in 0..case.picture.layers.len() {
        court.references(layer);
        court.parts(layer);
        if case.expected.is_none() {
            court.heads_by_name(layer);
            court.words_by_name(layer);
            court.parent_by_path(layer);
        }
    }
}

struct Court<'a, 'b> {
    case: &'a Case<'a>,
    picture: &'a Picture,
    findings: &'b mut Vec<Finding>,
}

impl Court<'_, '_> {
    fn tell(&mut self, layer: usize, message: String) {
        let at = self.extent(layer);
        self.findings.push(finding(Code::LAW_CONSERVATION, self.picture, &[layer], at, message, AGAIN));
    }

    fn tell_missing(&mut self, ids: Vec<String>, message: String) {
        let at = Rect::default();
        self.findings.push(Finding { code: Code::LAW_CONSERVATION, ids, at, message, proposal: AGAIN.to_string() });
    }

    /// All that a layer draws.
    fn extent(&self, layer: usize) -> Rect {
        let shapes = self.picture.shapes_of(layer).iter().map(|shape| shape.bounds);
        let texts = self.picture.texts_of(layer).iter().map(|text| text.rect);
        shapes.chain(texts).reduce(|a, b| a.union(&b)).unwrap_or_default()
    }

    /// Every layer has an id of its own.
    fn ids(&mut self) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let picture = self.picture;
        for (at, layer) in picture.layers.iter().enumerate() {
            if layer.id.is_empty() {
                if layer.role != Role::Heading {
                    self.tell(at, format!("{} has no id", picture.called(at)));
                }
            } else if seen.insert(&layer.id, at).is_some() {
                self.tell(at, format!("{} is drawn twice", picture.called(at)));
            }
        }
    }

    /// As many layers of each role as the root says.
    fn counts(&mut self) {
        let picture = self.picture;
        let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
        for layer in picture.layers.iter().filter(|layer| layer.role != Role::Heading) {
            *drawn.entry(layer.role.word()).or_default() += 1;
        }
        for (role, count) in &picture.holds {
            let found = drawn.remove(role.as_str()).unwrap_or_default();
            if found != *count {
                let message = format!("the picture holds {count} layers of the role `{role}`, but {found} are drawn");
                self.tell_missing(self.lost(role), message);
            }
        }
        for (role, count) in drawn {
            let message = format!("the picture draws {count} layers of the role `{role}`, of which it knows nothing");
            self.tell_missing(Vec::new(), message);
        }
    }

    /// Ids of that role that the picture names without drawing them.
    fn lost(&self, role: &str) -> Vec<String> {
        let layers = self.picture.layers.iter();
        let named = layers.flat_map(|layer| [&layer.within, &layer.from, &layer.to]).flatten();
        let lost = named.filter(|id| id.starts_with(&format!("{role}-")) && !self.picture.by_id.contains_key(*id));
        let mut lost: Vec<String> = lost.cloned().collect();
        lost.sort();
        lost.dedup();
        lost
    }

    /// What a layer refers to is there.
    fn references(&mut self, layer: usize) {
        let own = &self.picture.layers[layer];
        for (what, id) in [("a member of", &own.within), ("from", &own.from), ("to", &own.to)] {
            let Some(id) = id else { continue };
            let message = match self.picture.by_id.get(id) {
                None => format!("{} is {what} `{id}`, which is not drawn", self.picture.called(layer)),
                Some(&at) if what == "a member of" && !self.picture.layers[at].role.holds_members() => {
                    format!("{} is a member of `{id}`, which can have none", self.picture.called(layer))
                }
                Some(_) => continue,
            };
            self.tell(layer, message);
        }
    }

    /// Each layer has the parts that make it, once.
    fn parts(&mut self, layer: usize) {
        let role = self.picture.layers[layer].role;
        let count = |part| self.picture.parts(layer, part).count();
        let least_and_most = match role {
            Role::Heading | Role::Divider | Role::Delay => return,
            Role::Edge | Role::Message => (Part::Line, 1, 1),
            // The foot repeats the head.
            Role::Lifeline => (Part::Outline, 1, 2),
            _ => (Part::Outline, 1, 1),
        };
        let (part, least, most) = least_and_most;
        let found = count(part);
        let name = self.picture.called(layer);
        if found < least {
            self.tell(layer, format!("{name} has no {}", part.word()));
        } else if found > most {
            self.tell(layer, format!("{name} has {found} parts `{}`", part.word()));
        }
        let tabs = count(Part::Tab);
        if matches!(role, Role::Fragment | Role::Reference) && tabs != 1 {
            self.tell(layer, format!("{name} has {tabs} tabs"));
        }
        let titled = matches!(role, Role::Node | Role::Group | Role::Lane | Role::Lifeline | Role::Box);
        if self.case.expected.is_none() && titled && self.picture.said(layer, Part::Title).is_empty() {
            self.tell(layer, format!("{name} has no title"));
        }
        let (discs, numbers) = (count(Part::Disc), self.numbers(layer));
        if discs != numbers {
            self.tell(layer, format!("{name} has {discs} discs for {numbers} numbers"));
        }
    }

    fn numbers(&self, layer: usize) -> usize {
        self.picture.texts_of(layer).iter().filter(|text| text.part == Part::Number).count()
    }

    fn compare(&mut self, expected: &Expected) {
        let by_id: BTreeMap<&str, &Item> = expected.items.iter().map(|item| (item.id.as_str(), item)).collect();
        for item in &expected.items {
            match self.picture.by_id.get(&item.id) {
                None => {
                    let said = item.words.first().map_or(item.id.as_str(), |(_, text)| text.as_str());
                    self.tell_missing(vec![item.id.clone()], format!("the {} `{said}` is not drawn", item.role.word()));
                }
                Some(&layer) => self.item(layer, item),
            }
        }
        for (at, layer) in self.picture.layers.iter().enumerate() {
            if layer.role != Role::Heading && !layer.id.is_empty() && !by_id.contains_key(layer.id.as_str()) {
                self.tell(at, format!("{} is drawn, but the view does not hold it", self.picture.called(at)));
            }
        }
    }

    fn item(&mut self, layer: usize, item: &Item) {
        let own = &self.picture.layers[layer];
        let name = self.picture.called(layer);
        if own.role != item.role {
            self.tell(layer, format!("{name} is drawn as a {}, not as a {}", own.role.word(), item.role.word()));
        }
        let place = |id: &Option<String>| id.as_ref().map_or("nothing".to_string(), |id| format!("`{id}`"));
        if own.within != item.within {
            self.tell(layer, format!("{name} is drawn in {}, not in {}", place(&own.within), place(&item.within)));
        }
        if own.operand != item.operand {
            self.tell(layer, format!("{name} is drawn in another operand of its fragment"));
        }
        if (&own.from, &own.to) != (&item.from, &item.to) {
            let (from, to) = (place(&item.from), place(&item.to));
            self.tell(layer, format!("{name} does not run from {from} to {to}"));
        }
        if let Some(heads) = item.heads {
            self.heads(layer, heads);
        }
        self.words(layer, item);
    }

    fn words(&mut self, layer: usize, item: &Item) {
        let name = self.picture.called(layer);
        let mut drawn: BTreeMap<Part, String> = BTreeMap::new();
        for text in self.picture.texts_of(layer) {
            drawn.entry(text.part).or_default().push_str(&squeezed(&text.content));
        }
        let mut wanted: BTreeMap<Part, String> = BTreeMap::new();
        for (part, text) in &item.words {
            wanted.entry(*part).or_default().push_str(&squeezed(text));
        }
        // The foot of a lifeline says the same again.
        let feet = self.picture.parts(layer, Part::Outline).count();
        for (part, text) in &wanted {
            let times = if matches!(part, Part::Title | Part::Subtitle) { feet.max(1) } else { 1 };
            match drawn.remove(part) {
                None if text.is_empty() => {}
                None => self.tell(layer, format!("the {} of {name} is not drawn", part.word())),
                Some(said) if interleaved(&said, text, times) => {}
                Some(said) => {
                    let word = part.word();
                    self.tell(layer, format!("the {word} of {name} reads `{said}`, not `{}`", text.repeat(times)));
                }
            }
        }
        for part in drawn.keys() {
            self.tell(layer, format!("{name} has a {} that the view does not hold", part.word()));
        }
    }

    /// The arrowheads of a line are those of its operator.
    fn heads(&mut self, layer: usize, wanted: [bool; 2]) {
        let Some(line) = self.picture.line_of(layer) else { return };
        let found = [line.start.is_some(), line.end.is_some()];
        let name = self.picture.called(layer);
        for ((found, wanted), place) in found.into_iter().zip(wanted).zip(["start", "end"]) {
            match (found, wanted) {
                (false, true) => self.tell(layer, format!("{name} has no arrowhead at its {place}")),
                (true, false) => {
                    self.tell(layer, format!("{name} has an arrowhead at its {place} that it must not have"))
                }
                _ => {}
            }
        }
        if !line.astray.is_empty() {
            self.tell(layer, format!("{name} has an arrowhead that stands at neither of its ends"));
        }
    }

    /// By the arrow in its name: `A → B`, `A ↔ B`, `A – B`.
    fn heads_by_name(&mut self, layer: usize) {
        let own = &self.picture.layers[layer];
        let titles = self.case.ends(layer).map(|end| end.map(|end| self.title(end)));
        let (from, to) = match (own.role, titles) {
            (Role::Edge, [Some(from), Some(to)]) => (from, to),
            (Role::Message, [from, to]) => (from.unwrap_or("outside".into()), to.unwrap_or("outside".into())),
            _ => return,
        };
        let name = squeezed(&own.name);
        let wanted = [("→", [false, true]), ("↔", [true, true]), ("–", [false, false])];
        let found = wanted.into_iter().find(|(arrow, _)| name.contains(&format!("{from}{arrow}{to}")));
        let lost = name.contains("(lost)");
        match found {
            Some((_, [start, end])) => self.heads(layer, [start, end && !lost]),
            None => {
                let message = format!("{} does not run between what its name says", self.picture.called(layer));
                self.tell(layer, message);
            }
        }
    }

    /// The title of a layer without spaces; a foot repeats that of the head.
    fn title(&self, layer: usize) -> String {
        let said = squeezed(&self.picture.said(layer, Part::Title));
        let half = said.len() / 2;
        if self.picture.parts(layer, Part::Outline).count() > 1
            && said.is_char_boundary(half)
            && said[..half] == said[half..]
        {
            return said[..half].to_string();
        }
        said
    }

    /// What a layer draws is what its name says, in this order and whole.
    fn words_by_name(&mut self, layer: usize) {
        let own = &self.picture.layers[layer];
        let name = squeezed(&own.name);
        let mut drawn: BTreeMap<Part, String> = BTreeMap::new();
        for text in self.picture.texts_of(layer) {
            drawn.entry(text.part).or_default().push_str(&squeezed(&text.content));
        }
        if own.role == Role::Heading {
            return;
        }
        let feet = self.picture.parts(layer, Part::Outline).count().max(1);
        for (part, said) in &drawn {
            let known = match part {
                Part::Number | Part::Operator => true,
                Part::Title | Part::Subtitle if own.role == Role::Lifeline => {
                    let once = said.len() / feet;
                    said.is_char_boundary(once)
                        && interleaved(said, &said[..once], feet)
                        && name.contains(&said[..once])
                }
                Part::Guard => said
                    .split(['[', ']'])
                    .filter(|guard| !guard.is_empty())
                    .all(|guard| name.contains(guard) || own.role == Role::Fragment),
                _ => name.contains(said.as_str()),
            };
            if !known {
                let message =
                    format!("the {} of {} is not what its name says", part.word(), self.picture.called(layer));
                self.tell(layer, message);
            }
        }
        if matches!(own.role, Role::Edge | Role::Message) {
            self.label_by_name(layer, &name, &drawn);
        }
        if matches!(own.role, Role::Note | Role::Reference | Role::Divider) && !drawn.contains_key(&Part::Label) {
            self.tell(layer, format!("{} says nothing", self.picture.called(layer)));
        }
    }

    /// `A → B: label (tech), steps 1, 2`: what is drawn of it must be the whole of it. A message begins with its number.
    fn label_by_name(&mut self, layer: usize, name: &str, drawn: &BTreeMap<Part, String>) {
        let [from, to] = self.case.ends(layer).map(|end| end.map_or("outside".to_string(), |end| self.title(end)));
        let mut rest = None;
        for arrow in ["→", "↔", "–"] {
            let ends = format!("{from}{arrow}{to}");
            if let Some(at) = name.find(&ends) {
                rest = Some((&name[..at], &name[at + ends.len()..]));
            }
        }
        let Some((number, mut rest)) = rest else { return };
        for how in ["(lost)", "(creates)", "(reply)"] {
            rest = rest.strip_prefix(how).unwrap_or(rest);
        }
        let said = |part| drawn.get(&part).map(String::as_str);
        let mut missing = Vec::new();
        if !number.is_empty() && said(Part::Number).is_none() {
            missing.push(Part::Number);
        }
        if let Some(label) = rest.strip_prefix(':') {
            match said(Part::Label) {
                Some(drawn) if label.starts_with(drawn) => rest = &label[drawn.len()..],
                _ => missing.push(Part::Label),
            }
        }
        let whole = rest.is_empty() || rest.starts_with(['(', ',', '.', ':']);
        if missing.is_empty() && !whole {
            missing.push(Part::Label);
        }
        if rest.starts_with('(') && said(Part::Tech).is_none() {
            missing.push(Part::Tech);
        }
        if rest.starts_with(",step") && said(Part::Number).is_none() {
            missing.push(Part::Number);
        }
        for part in missing {
            let message =
                format!("the {} of {} is not drawn as its name says", part.word(), self.picture.called(layer));
            self.tell(layer, message);
        }
    }

    /// `node-a.b.c` lies in `group-a.b` where that is drawn, else in `group-a`.
    fn parent_by_path(&mut self, layer: usize) {
        let own = &self.picture.layers[layer];
        if !matches!(own.role, Role::Node | Role::Group) {
            return;
        }
        let Some(path) = own.id.strip_prefix(own.role.word()).and_then(|id| id.strip_prefix('-')) else { return };
        let mut around = path;
        while let Some(at) = around.rfind('.') {
            around = &around[..at];
            let id = format!("group-{around}");
            if self.picture.by_id.contains_key(&id) {
                if own.within.as_ref() != Some(&id) {
                    let place = own.within.as_deref().unwrap_or("nothing");
                    let message = format!("{} is drawn in `{place}`, not in `{id}`", self.picture.called(layer));
                    self.tell(layer, message);
                }
                return;
            }
        }
    }
}

/// Without spaces: a text that is broken into lines loses those between them.
fn squeezed(text: &str) -> String {
    crate::text::cleaned(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the text is said that many times and nothing else.
fn interleaved(said: &str, text: &str, times: usize) -> bool {
    said.len() == text.len() * times && said == text.repeat(times)
}
