//! What is true of every sequence diagram, judged on the geometry alone.

use frieze::geometry::{Point, Rect};
use frieze::layout::{self, Placed, sequence};
use frieze::theme;
use frieze::view::{EventKind, MessageEnd, Sequence};

/// Less than this is rounding, px.
const HAIR: f64 = 0.01;

pub fn kept(name: &str, view: &Sequence) {
    let theme = theme::find("light").expect("a built-in theme");
    let (size, placed) = sequence::place(view, &theme);
    let picture = Rect::new(0.0, 0.0, size.w, size.h);
    let words = words(view, &placed);
    for (what, rect) in &words {
        assert!(picture.grown(HAIR).holds(rect), "{name}: {what} leaves the picture: {rect:?} in {size:?}");
    }
    apart(name, &words);
    heads_stand_apart(name, &placed);
    nothing_is_lost(name, view, &placed);
    labels_cover_no_line(name, &placed);
    messages_end_on_lines(name, view, &placed);
    frames_hold_their_own(name, view, &placed);
    lines_stay_within_lifelines(name, &placed);
}

/// Everything that is written or stands as a box, with a name for the report.
fn words(view: &Sequence, placed: &layout::Sequence) -> Vec<(String, Rect)> {
    let mut out = Vec::new();
    let mut add = |what: &str, event: usize, rect: Rect| out.push((format!("{what} {}", view.events[event].id), rect));
    for message in &placed.messages {
        let words = message.label.iter().map(|label| label.rect).chain(message.number.iter().map(|number| number.rect));
        words.for_each(|rect| add("message", message.event, rect));
    }
    for fragment in &placed.fragments {
        add("tab", fragment.event, fragment.tab);
        let titles = fragment.operands.iter().filter_map(|operand| Some((operand.event, operand.title.as_ref()?.rect)));
        titles.for_each(|(event, rect)| add("guard", event, rect));
    }
    placed.notes.iter().for_each(|note| add("note", note.event, note.rect));
    placed.references.iter().for_each(|reference| add("reference", reference.event, reference.rect));
    placed.dividers.iter().for_each(|divider| add("divider", divider.event, divider.text.rect));
    let delays = placed.delays.iter().filter_map(|delay| Some((delay.event, delay.text.as_ref()?.rect)));
    delays.for_each(|(event, rect)| add("delay", event, rect));
    for (at, lifeline) in placed.lifelines.iter().enumerate() {
        out.push((format!("head {at}"), lifeline.head.rect));
        out.extend(lifeline.foot.iter().map(|foot| (format!("foot {at}"), foot.rect)));
    }
    let boxes = placed.boxes.iter().enumerate().map(|(at, around)| (format!("title of box {at}"), around.title.rect));
    out.extend(boxes);
    out
}

fn apart(name: &str, words: &[(String, Rect)]) {
    for (at, (what, rect)) in words.iter().enumerate() {
        for (other, against) in &words[at + 1..] {
            let covers = rect.grown(-HAIR).overlaps(against);
            assert!(!covers, "{name}: {what} {rect:?} covers {other} {against:?}");
        }
    }
}

fn heads_stand_apart(name: &str, placed: &layout::Sequence) {
    for pair in placed.lifelines.windows(2) {
        let (left, right) = (pair[0].head.rect, pair[1].head.rect);
        assert!(left.right() + 20.0 <= right.x, "{name}: heads {left:?} and {right:?} stand too near");
    }
}

fn text(placed: &Placed) -> String {
    placed.block.lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

/// Every text of the view stands in the picture once, at its event, letter for letter.
fn nothing_is_lost(name: &str, view: &Sequence, placed: &layout::Sequence) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut wanted = Vec::new();
    let mut operators = Vec::new();
    for (event, item) in view.events.iter().enumerate() {
        match &item.kind {
            EventKind::Message(message) => {
                wanted.push((event, message.text.as_deref().map_or(String::new(), bare)));
            }
            EventKind::FragmentStart { operator, title } => {
                operators.push(*operator);
                let operator = operators[operators.len() - 1];
                wanted.push((event, bare(&guard(operator, true, title.as_deref()))));
            }
            EventKind::Operand { title } => {
                let operator = *operators.last().expect("an operand stands in a fragment");
                wanted.push((event, bare(&guard(operator, false, title.as_deref()))));
            }
            EventKind::FragmentEnd => {
                operators.pop();
            }
            EventKind::Note { text, .. } | EventKind::Reference { text, .. } | EventKind::Divider(text) => {
                wanted.push((event, bare(text)));
            }
            EventKind::Delay(text) => wanted.push((event, text.as_deref().map_or(String::new(), bare))),
            _ => {}
        }
    }
    let some = |words: &Option<Placed>| words.as_ref().map_or(String::new(), text);
    let mut found: Vec<(usize, String)> = Vec::new();
    found.extend(placed.messages.iter().map(|message| (message.event, some(&message.label))));
    let operands = placed.fragments.iter().flat_map(|fragment| &fragment.operands);
    found.extend(operands.map(|operand| (operand.event, some(&operand.title))));
    found.extend(placed.notes.iter().map(|note| (note.event, text(&note.text))));
    found.extend(placed.references.iter().map(|reference| (reference.event, text(&reference.text))));
    found.extend(placed.dividers.iter().map(|divider| (divider.event, text(&divider.text))));
    found.extend(placed.delays.iter().map(|delay| (delay.event, some(&delay.text))));
    found.sort();
    assert_eq!(found, wanted, "{name}: the picture says something else than the view");
    assert_eq!(placed.lifelines.len(), view.lifelines.len(), "{name}");
    assert_eq!(placed.boxes.len(), view.boxes.len(), "{name}");
    let numbers = placed.messages.iter().filter_map(|message| Some(text(&message.number.as_ref()?.text)));
    let numbered = view.events.iter().filter_map(|event| match &event.kind {
        EventKind::Message(message) => message.number.map(|number| number.to_string()),
        _ => None,
    });
    assert!(numbers.eq(numbered), "{name}: numbers");
}

fn guard(operator: frieze::view::FragmentOperator, first: bool, title: Option<&str>) -> String {
    use frieze::view::FragmentOperator::{Alt, Group, Par};
    match (operator, title) {
        (Group | Par, title) => title.unwrap_or_default().to_string(),
        (Alt, None) if !first => "[else]".to_string(),
        (_, title) => title.map_or(String::new(), |title| format!("[{title}]")),
    }
}

/// No label, guard, note or badge covers a lifeline, a bar, a separator or somebody else's message.
fn labels_cover_no_line(name: &str, placed: &layout::Sequence) {
    let labels = placed.messages.iter().filter_map(|message| Some((message.event, message.label.as_ref()?.rect)));
    let titles = placed.fragments.iter().flat_map(|fragment| &fragment.operands);
    let titles = titles.filter_map(|operand| Some((operand.event, operand.title.as_ref()?.rect)));
    let notes = placed.notes.iter().map(|note| (note.event, note.rect));
    for (event, rect) in labels.chain(titles).chain(notes) {
        for (at, lifeline) in placed.lifelines.iter().enumerate() {
            for stretch in &lifeline.stretches {
                let line = Rect::new(lifeline.x, stretch.top, 0.0, stretch.bottom - stretch.top);
                assert!(!rect.overlaps(&line.grown(0.5)), "{name}: text of event {event} covers lifeline {at}");
            }
        }
        for bar in &placed.activations {
            let on = rect.overlaps(&bar.rect.grown(-HAIR));
            assert!(!on, "{name}: text of event {event} {rect:?} covers a bar {:?}", bar.rect);
        }
        for message in &placed.messages {
            for piece in message.points.windows(2) {
                let line = Rect::around(piece[0], piece[1]);
                assert!(
                    !rect.overlaps(&line.grown(0.5)),
                    "{name}: text of event {event} covers message {}",
                    message.event
                );
            }
        }
        for fragment in &placed.fragments {
            let frame = fragment.rect;
            let tops = fragment.operands.iter().map(|operand| operand.y).chain([frame.bottom()]);
            for y in tops {
                let line = Rect::new(frame.x, y, frame.w, 0.0);
                assert!(!rect.overlaps(&line.grown(0.4)), "{name}: text of event {event} covers a frame's line");
            }
            for x in [frame.x, frame.right()] {
                let line = Rect::new(x, frame.y, 0.0, frame.h);
                assert!(
                    !rect.overlaps(&line.grown(0.4)),
                    "{name}: text of event {event} {rect:?} covers a frame's side at {x}"
                );
            }
        }
    }
}

/// A message begins and ends on the edge of a bar, on a head, or where there is none on the line itself.
fn messages_end_on_lines(name: &str, view: &Sequence, placed: &layout::Sequence) {
    for message in &placed.messages {
        let EventKind::Message(own) = &view.events[message.event].kind else { panic!("{name}: not a message") };
        let points = &message.points;
        for (end, at) in [(own.from, points[0]), (own.to, points[points.len() - 1])] {
            let MessageEnd::Lifeline(lifeline) = end else { continue };
            if own.lost && end == own.to && own.from != own.to {
                continue;
            }
            let line = &placed.lifelines[lifeline];
            let touches = |rect: &Rect| {
                let level = rect.y - HAIR <= at.y && at.y <= rect.bottom() + HAIR;
                level && ((at.x - rect.x).abs() < HAIR || (at.x - rect.right()).abs() < HAIR)
            };
            let bars: Vec<&Rect> =
                placed.activations.iter().filter(|bar| bar.lifeline == lifeline).map(|bar| &bar.rect).collect();
            let on_bar = bars.iter().any(|rect| touches(rect));
            let on_head = touches(&line.head.rect);
            let covered = bars.iter().any(|rect| rect.grown(-HAIR).has(Point::new(line.x, at.y)));
            let on_line = (at.x - line.x).abs() < HAIR && line.top <= at.y && at.y <= line.bottom && !covered;
            assert!(
                on_bar || on_head || on_line,
                "{name}: {} hangs in the air at {at:?}",
                view.events[message.event].id
            );
        }
        assert!(points[0] != points[points.len() - 1], "{name}: a message without a length");
    }
}

/// A frame holds what stands between its first event and its last, and nothing else.
fn frames_hold_their_own(name: &str, view: &Sequence, placed: &layout::Sequence) {
    for fragment in &placed.fragments {
        let mut depth = 0;
        let end = (fragment.event..view.events.len()).find(|&event| {
            match view.events[event].kind {
                EventKind::FragmentStart { .. } => depth += 1,
                EventKind::FragmentEnd => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let own = fragment.event..end.expect("a fragment ends");
        let room = fragment.rect.grown(HAIR);
        let check = |event: usize, what: &str, rect: Rect| {
            if own.contains(&event) {
                assert!(room.holds(&rect), "{name}: {what} {event} {rect:?} leaves its frame {:?}", fragment.rect);
            } else {
                assert!(
                    !fragment.rect.grown(-HAIR).overlaps(&rect),
                    "{name}: {what} {event} stands in a foreign frame"
                );
            }
        };
        for message in &placed.messages {
            for point in &message.points {
                check(message.event, "message", Rect::new(point.x, point.y, 0.0, 0.0));
            }
            message.label.iter().for_each(|label| check(message.event, "label", label.rect));
        }
        placed.notes.iter().for_each(|note| check(note.event, "note", note.rect));
        placed.references.iter().for_each(|reference| check(reference.event, "reference", reference.rect));
        for inner in placed.fragments.iter().filter(|inner| own.contains(&inner.event)) {
            assert!(room.holds(&inner.rect), "{name}: a frame leaves the one around it");
        }
    }
}

fn lines_stay_within_lifelines(name: &str, placed: &layout::Sequence) {
    for lifeline in &placed.lifelines {
        assert!(lifeline.head.rect.bottom() <= lifeline.bottom + HAIR, "{name}");
        for pair in lifeline.stretches.windows(2) {
            assert!(pair[0].bottom <= pair[1].top + HAIR, "{name}: stretches of one line overlap");
        }
        for stretch in &lifeline.stretches {
            let inside = lifeline.top <= stretch.top && stretch.bottom <= lifeline.bottom;
            assert!(inside && stretch.top < stretch.bottom, "{name}: {stretch:?} outside its lifeline");
        }
    }
}
