//! Pictures broken on purpose: each kind of fault is caught by its law, which names the right elements.
//!
//! Three small pictures of ours, lawful as they are drawn, are changed as text, an element a line. A fault is stated in
//! terms of what is drawn ("`api` onto `db`"), so that the cases hold however the layout moves things. That a law is needed is
//! tested as well: without it, faults stay that no other law sees.

use std::collections::BTreeMap;

use frieze::geometry::Rect;
use frieze::judge::{self, Expected, Finding, LAWS, Law};

use super::{drawn, laws};

const MAP: &str = r#"
person user "User"
system shop "Shop" {
  service api "Orders" { tech: Go }
  database db "Order store" { tech: PostgreSQL }
}
group away "Elsewhere" {
  service bank "Bank"
  service other "Other"
  service idle "Idle"
}
user -> api: places an order
api -> db: "read, write" { tech: SQL }
api -> bank: settles
user <-> other: asks
bank -> other
architecture all "Everything"
"#;

const PAIRS: &str = r#"
service one; service two; service three; service four
one -> two
three -> four
architecture all "Pairs"
"#;

const FLOW: &str = r#"
service a "Auth"
service b "Billing"
flow f "A flow" {
  lanes: on
  start ask "Asked"
  step check "Check it" { by: a }
  decision fine "Is it fine?" { by: a }
  step pay "Let them pay" { by: b }
  end done "Done" { by: b }
  end no "Refused" { by: a }
  ask -> check: first
  check -> fine
  fine -> pay: yes
  fine -> no: no
  pay -> done
}
"#;

const SEQUENCE: &str = r#"
client web "Web app"
service api "API"
database db "Store"
web -> api: ask
api -> db: read
sequence s "A sequence" {
  autonumber
  web -> api: ask for it {
    note over api: checks who asks
    alt "known" {
      api -> db: read {
        return rows
      }
    } else {
      api -> api: remember the miss
    }
    divider "Later"
    return here it is
  }
  ref other over web, api
}
sequence other "Another" {
  web -> api: ask
}
"#;

/// A picture as lines of text.
#[derive(Clone)]
struct Svg(Vec<String>);

impl Svg {
    fn text(&self) -> String {
        self.0.join("\n")
    }

    /// The lines of a layer.
    fn layer(&self, id: &str) -> std::ops::Range<usize> {
        let head = format!("<g id=\"{id}\" ");
        let start = self.0.iter().position(|line| line.starts_with(&head)).unwrap_or_else(|| panic!("no layer {id}"));
        let end = start + self.0[start..].iter().position(|line| line == "</g>").expect("it ends");
        start..end + 1
    }

    /// The lines of a part of a layer.
    fn parts(&self, id: &str, part: &str) -> Vec<usize> {
        let part = format!("data-part=\"{part}\"");
        let found: Vec<usize> = self.layer(id).filter(|&at| self.0[at].contains(&part)).collect();
        assert!(!found.is_empty(), "{id} has no {part}");
        found
    }

    fn remove(&mut self, id: &str) {
        let lines = self.layer(id);
        self.0.drain(lines);
    }

    fn remove_part(&mut self, id: &str, part: &str) {
        for at in self.parts(id, part).into_iter().rev() {
            self.0.remove(at);
        }
    }

    fn double(&mut self, id: &str) {
        let lines = self.layer(id);
        let copy: Vec<String> = self.0[lines.clone()].to_vec();
        self.0.splice(lines.end..lines.end, copy);
    }

    fn double_part(&mut self, id: &str, part: &str) {
        for at in self.parts(id, part).into_iter().rev() {
            let copy = self.0[at].clone();
            self.0.insert(at, copy);
        }
    }

    fn replace(&mut self, at: usize, from: &str, to: &str) {
        assert!(self.0[at].contains(from), "{} has no {from}", self.0[at]);
        self.0[at] = self.0[at].replacen(from, to, 1);
    }

    /// Sets an attribute of a line that has it.
    fn set(&mut self, at: usize, name: &str, value: &str) {
        let old = format!(" {name}=\"{}\"", attribute(&self.0[at], name).unwrap_or_else(|| panic!("no {name}")));
        self.replace(at, &old, &format!(" {name}=\"{value}\""));
    }

    fn shift(&mut self, id: &str, dx: f64, dy: f64) {
        for at in self.layer(id) {
            self.0[at] = shifted(&self.0[at], dx, dy);
        }
    }

    fn shift_part(&mut self, id: &str, part: &str, dx: f64, dy: f64) {
        for at in self.parts(id, part) {
            self.0[at] = shifted(&self.0[at], dx, dy);
        }
    }

    /// The bounds of the first such part.
    fn rect(&self, id: &str, part: &str) -> Rect {
        bounds(&self.0[self.parts(id, part)[0]])
    }

    /// Moves a layer so that its first such part has its middle there.
    fn center(&mut self, id: &str, part: &str, x: f64, y: f64) {
        let at = self.rect(id, part).center();
        self.shift(id, x - at.x, y - at.y);
    }

    /// A line of an edge anew, from point to point.
    fn draw(&mut self, id: &str, points: &[(f64, f64)]) {
        let data: Vec<String> = points.iter().map(|(x, y)| format!("{x} {y}")).collect();
        let at = self.parts(id, "line")[0];
        self.set(at, "d", &format!("M{}", data.join("L")));
    }

    /// Leads the line of an edge by those places, with its ends as they are: a little of the line and the arrowhead.
    fn detour(&mut self, id: &str, by: &[(f64, f64)]) {
        let all = points(&self.0[self.parts(id, "line")[0]]);
        let n = all.len();
        let stub = |(x, y): (f64, f64), (u, v): (f64, f64)| {
            let l = ((u - x) * (u - x) + (v - y) * (v - y)).sqrt();
            (x + (u - x) / l * 6.0, y + (v - y) / l * 6.0)
        };
        let (start, end) = (stub(all[0], all[1]), stub(all[n - 1], all[n - 2]));
        let route: Vec<(f64, f64)> =
            [all[0], start].into_iter().chain(by.iter().copied()).chain([end, all[n - 1]]).collect();
        self.draw(id, &route);
    }

    /// First and last point of a line.
    fn ends(&self, id: &str) -> [(f64, f64); 2] {
        let points = points(&self.0[self.parts(id, "line")[0]]);
        [points[0], points[points.len() - 1]]
    }
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.split_once(&format!(" {name}=\""))?.1;
    Some(rest.split_once('"')?.0)
}

fn number(line: &str, name: &str) -> Option<f64> {
    attribute(line, name)?.parse().ok()
}

/// Path data as letters and numbers.
fn words(data: &str) -> Vec<(char, Vec<f64>)> {
    let mut out: Vec<(char, Vec<f64>)> = Vec::new();
    let mut word = String::new();
    for c in data.chars().chain([' ']) {
        if c.is_ascii_alphabetic() || c == ' ' {
            if let (Ok(number), Some((_, numbers))) = (word.parse(), out.last_mut()) {
                numbers.push(number);
            }
            word.clear();
            if c != ' ' {
                out.push((c, Vec::new()));
            }
        } else {
            word.push(c);
        }
    }
    out
}

fn points(line: &str) -> Vec<(f64, f64)> {
    let numbers = words(attribute(line, "d").expect("a path")).into_iter().flat_map(|(_, numbers)| numbers);
    let numbers: Vec<f64> = numbers.collect();
    numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

fn bounds(line: &str) -> Rect {
    let n = |name| number(line, name);
    if let Some(d) = attribute(line, "d") {
        let _ = d;
        let points = points(line);
        let (xs, ys): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
        let least = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |all: &[f64]| all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return Rect::new(least(&xs), least(&ys), most(&xs) - least(&xs), most(&ys) - least(&ys));
    }
    match (n("x"), n("y"), n("x1"), n("y1")) {
        (Some(x), Some(y), _, _) => Rect::new(x, y, n("width").unwrap_or(0.0), n("height").unwrap_or(0.0)),
        (_, _, Some(x), Some(y)) => Rect::new(x, y, n("x2").expect("a line") - x, n("y2").expect("a line") - y),
        _ => panic!("no bounds: {line}"),
    }
}

fn shifted(line: &str, dx: f64, dy: f64) -> String {
    let mut out = line.to_string();
    for (name, d) in [("x", dx), ("x1", dx), ("x2", dx), ("cx", dx), ("y", dy), ("y1", dy), ("y2", dy), ("cy", dy)] {
        if let Some(value) = number(line, name) {
            out = out.replacen(
                &format!(" {name}=\"{}\"", attribute(line, name).expect("read")),
                &format!(" {name}=\"{}\"", value + d),
                1,
            );
        }
    }
    if let Some(data) = attribute(line, "d") {
        let moved: String = words(data)
            .into_iter()
            .map(|(letter, numbers)| {
                let numbers: Vec<String> = numbers
                    .iter()
                    .enumerate()
                    .map(|(i, n)| format!("{}", n + if i % 2 == 0 { dx } else { dy }))
                    .collect();
                format!("{letter}{}", numbers.join(" "))
            })
            .collect();
        out = out.replacen(data, &moved, 1);
    }
    out
}

/// How the judge is asked: with what the view says, with the picture alone, or in both ways.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Both,
    WithView,
}
use Asked::{Both, WithView};

struct Fault {
    name: &'static str,
    source: &'static str,
    law: &'static str,
    ids: &'static [&'static str],
    asked: Asked,
    make: fn(&mut Svg),
}

macro_rules! faults {
    ($($name:literal, $source:ident, $law:literal, [$($id:literal),*], $asked:ident, $make:expr;)*) => {
        const FAULTS: &[Fault] = &[$(Fault {
            name: $name, source: $source, law: $law, ids: &[$($id),*], asked: $asked, make: $make,
        },)*];
    };
}

faults! {
    // --- conservation ---
    "an element removed", MAP, "law-conservation", ["node-shop.db"], Both, |svg| svg.remove("node-shop.db");
    "an element that no line ends at, removed", FLOW, "law-conservation", ["lane-lane_x3a_b"], Both,
        |svg| svg.remove("lane-lane_x3a_b");
    "an element doubled", MAP, "law-conservation", ["node-away.bank"], Both, |svg| svg.double("node-away.bank");
    "a group removed", MAP, "law-conservation", ["group-shop"], Both, |svg| svg.remove("group-shop");
    "an edge removed", MAP, "law-conservation", ["edge-shop.api--away.bank"], WithView,
        |svg| svg.remove("edge-shop.api--away.bank");
    "an edge doubled", FLOW, "law-conservation", ["edge-pay--done"], Both, |svg| svg.double("edge-pay--done");
    "an edge under another name", MAP, "law-conservation", ["edge-x--y"], WithView, |svg| {
        let at = svg.layer("edge-shop.api--away.bank").start;
        svg.set(at, "id", "edge-x--y");
    };
    "an id lost", MAP, "law-conservation", ["node-away.bank"], WithView, |svg| {
        let at = svg.layer("node-away.bank").start;
        svg.replace(at, " id=\"node-away.bank\"", "");
    };
    "an element said to be in another group", MAP, "law-conservation", ["node-away.bank"], Both, |svg| {
        let at = svg.layer("node-away.bank").start;
        svg.set(at, "data-in", "group-shop");
    };
    "an element said to be in no group", MAP, "law-conservation", ["node-shop.api"], Both, |svg| {
        let at = svg.layer("node-shop.api").start;
        svg.replace(at, " data-in=\"group-shop\"", "");
    };
    "a label removed", MAP, "law-conservation", ["edge-user--shop.api"], Both,
        |svg| svg.remove_part("edge-user--shop.api", "label");
    "a technology removed", MAP, "law-conservation", ["edge-shop.api--shop.db"], Both,
        |svg| svg.remove_part("edge-shop.api--shop.db", "tech");
    "a label doubled", FLOW, "law-conservation", ["edge-fine--pay"], Both,
        |svg| svg.double_part("edge-fine--pay", "label");
    "a label reworded", MAP, "law-conservation", ["edge-shop.api--away.bank"], Both, |svg| {
        let at = svg.parts("edge-shop.api--away.bank", "label")[0];
        svg.replace(at, ">settles<", ">pays<");
    };
    "a title removed", FLOW, "law-conservation", ["node-check"], Both, |svg| svg.remove_part("node-check", "title");
    "a subtitle removed", MAP, "law-conservation", ["node-shop.api"], WithView,
        |svg| svg.remove_part("node-shop.api", "subtitle");
    "an outline removed", FLOW, "law-conservation", ["node-pay"], Both, |svg| svg.remove_part("node-pay", "outline");
    "a line removed", MAP, "law-conservation", ["edge-user--shop.api"], Both,
        |svg| svg.remove_part("edge-user--shop.api", "line");
    "an arrowhead removed", MAP, "law-conservation", ["edge-shop.api--away.bank"], Both,
        |svg| svg.remove_part("edge-shop.api--away.bank", "head");
    "an edge turned to another end", MAP, "law-conservation", ["edge-shop.api--away.bank"], Both, |svg| {
        let at = svg.layer("edge-shop.api--away.bank").start;
        svg.set(at, "data-to", "node-shop.db");
    };
    "a message removed", SEQUENCE, "law-conservation", ["message-m2"], WithView, |svg| svg.remove("message-m2");
    "a number removed", SEQUENCE, "law-conservation", ["message-m1"], Both, |svg| svg.remove_part("message-m1", "number");
    "a note removed", SEQUENCE, "law-conservation", ["note-n1"], WithView, |svg| svg.remove("note-n1");
    "a lifeline removed", SEQUENCE, "law-conservation", ["lifeline-db"], Both, |svg| svg.remove("lifeline-db");
    "a fragment removed", SEQUENCE, "law-conservation", ["fragment-f1"], Both, |svg| svg.remove("fragment-f1");
    "a condition removed", SEQUENCE, "law-conservation", ["fragment-f1"], WithView,
        |svg| svg.remove_part("fragment-f1", "guard");
    "a message in another operand", SEQUENCE, "law-conservation", ["message-m2"], WithView, |svg| {
        let at = svg.layer("message-m2").start;
        svg.set(at, "data-operand", "2");
    };
    // --- room ---
    "an element moved onto another", MAP, "law-room-overlap", ["node-away.bank", "node-away.other"], Both, |svg| {
        let rect = svg.rect("node-away.other", "outline");
        svg.center("node-away.bank", "outline", rect.center().x, rect.center().y);
    };
    "a group moved onto another", MAP, "law-room-overlap", ["group-shop", "group-away"], Both, |svg| {
        let rect = svg.rect("group-shop", "outline");
        svg.center("group-away", "outline", rect.center().x, rect.center().y);
    };
    "a member on the title of its group", MAP, "law-room-overlap", ["node-shop.api", "group-shop"], Both, |svg| {
        let title = svg.rect("group-shop", "title");
        svg.center("node-shop.api", "outline", title.x + 60.0, title.y + 20.0);
    };
    "a member without lines on the title of its group", MAP, "law-room-overlap", ["node-away.idle", "group-away"], Both, |svg| {
        let (title, group) = (svg.rect("group-away", "title"), svg.rect("group-away", "outline"));
        let own = svg.rect("node-away.idle", "outline");
        svg.center("node-away.idle", "outline", title.x + own.w / 2.0, group.y + own.h / 2.0 + 4.0);
    };
    "a step on the head of its lane", FLOW, "law-room-overlap", ["node-pay", "lane-lane_x3a_b"], Both, |svg| {
        let band = svg.rect("lane-lane_x3a_b", "band");
        svg.center("node-pay", "outline", band.center().x, band.center().y);
    };
    "a note on the head of a lifeline", SEQUENCE, "law-room-overlap", ["note-n1", "lifeline-api"], Both, |svg| {
        let head = svg.rect("lifeline-api", "outline");
        svg.center("note-n1", "outline", head.center().x, head.center().y);
    };
    "an activation of one lifeline on another's", SEQUENCE, "law-room-overlap", ["lifeline-api", "lifeline-db"], Both,
        |svg| {
            let (api, db) = (svg.rect("lifeline-api", "bar"), svg.rect("lifeline-db", "bar"));
            svg.shift_part("lifeline-db", "bar", api.x - db.x, 0.0);
        };
    "a step moved to another lane", FLOW, "law-room-group", ["node-pay", "lane-lane_x3a_b"], Both, |svg| {
        let lane = svg.rect("lane-lane_x3a_a", "outline");
        let step = svg.rect("node-pay", "outline");
        svg.center("node-pay", "outline", lane.center().x, step.center().y);
    };
    "a member moved out of its group", MAP, "law-room-group", ["node-away.bank", "group-away"], Both, |svg| {
        let group = svg.rect("group-away", "outline");
        svg.center("node-away.bank", "outline", group.right(), group.center().y);
    };
    "a group shrunk", MAP, "law-room-group", ["node-shop.db", "group-shop"], Both, |svg| {
        let rect = svg.rect("group-shop", "outline");
        let at = svg.parts("group-shop", "outline")[0];
        svg.set(at, "height", &format!("{}", rect.h - 60.0));
    };
    "a fragment shrunk", SEQUENCE, "law-room-group", ["message-m4", "fragment-f1"], Both, |svg| {
        let rect = svg.rect("fragment-f1", "outline");
        let at = svg.parts("fragment-f1", "outline")[0];
        svg.set(at, "height", &format!("{}", rect.h - 40.0));
    };
    "a fragment grown over another message", SEQUENCE, "law-room-group", ["message-m5", "fragment-f1"], Both, |svg| {
        let rect = svg.rect("fragment-f1", "outline");
        let (_, below) = svg.ends("message-m5")[0];
        let at = svg.parts("fragment-f1", "outline")[0];
        svg.set(at, "height", &format!("{}", below + 20.0 - rect.y));
    };
    "a message moved into another operand", SEQUENCE, "law-room-group", ["message-m2", "fragment-f1"], Both, |svg| {
        let separator = svg.rect("fragment-f1", "line");
        let (_, y) = svg.ends("message-m2")[0];
        svg.shift("message-m2", 0.0, separator.y + 40.0 - y);
    };
    "a title widened", MAP, "law-room-text", ["node-away.bank"], Both, |svg| {
        let at = svg.parts("node-away.bank", "title")[0];
        svg.set(at, "font-size", "60");
    };
    "a question longer than its diamond", FLOW, "law-room-text", ["node-fine"], Both, |svg| {
        let at = svg.parts("node-fine", "title")[0];
        svg.set(at, "font-size", "24");
    };
    "a note whose text leaves it", SEQUENCE, "law-room-text", ["note-n1"], Both,
        |svg| svg.shift_part("note-n1", "label", 40.0, 0.0);
    "a number beside its disc", SEQUENCE, "law-room-text", ["message-m1"], Both,
        |svg| svg.shift_part("message-m1", "number", 0.0, 7.0);
    "a lane's title below its head", FLOW, "law-room-text", ["lane-lane_x3a_a"], Both,
        |svg| svg.shift_part("lane-lane_x3a_a", "title", 0.0, 24.0);
    "an icon beside its element", MAP, "law-room-text", ["node-away.bank"], Both,
        |svg| svg.shift_part("node-away.bank", "icon", -60.0, 0.0);
    "a canvas cut", MAP, "law-room-canvas", ["group-away"], Both, |svg| {
        let right = svg.rect("group-away", "outline").right().max(svg.rect("group-shop", "outline").right());
        svg.set(0, "width", &format!("{}", right - 400.0));
    };
    "a heading outside", FLOW, "law-room-canvas", [""], Both, |svg| {
        let at = svg.0.iter().position(|line| line.contains("data-role=\"heading\"")).expect("a heading") + 1;
        svg.set(at, "x", "-10");
    };
    // --- lines ---
    "a line through a box", MAP, "law-lines-through", ["edge-user--shop.api", "node-shop.db"], Both, |svg| {
        let db = svg.rect("node-shop.db", "outline").center();
        svg.detour("edge-user--shop.api", &[(db.x, db.y)]);
    };
    "a line without a label through a box", MAP, "law-lines-through", ["edge-away.bank--away.other", "node-away.idle"], Both, |svg| {
        let idle = svg.rect("node-away.idle", "outline").center();
        svg.detour("edge-away.bank--away.other", &[(idle.x, idle.y)]);
    };
    "a line through its own end", MAP, "law-lines-through", ["edge-shop.api--shop.db", "node-shop.db"], Both, |svg| {
        let db = svg.rect("node-shop.db", "outline");
        svg.detour("edge-shop.api--shop.db", &[(db.center().x + 19.0, db.bottom() + 12.0)]);
    };
    "a line through a foreign group", MAP, "law-lines-through", ["edge-shop.api--shop.db", "group-away"], Both, |svg| {
        let away = svg.rect("group-away", "outline");
        svg.detour("edge-shop.api--shop.db", &[(away.center().x, away.bottom() - 6.0)]);
    };
    "a line through a title", MAP, "law-lines-through", ["edge-shop.api--away.bank", "group-away"], Both, |svg| {
        let title = svg.rect("group-away", "title");
        svg.detour("edge-shop.api--away.bank", &[(title.x + 10.0, title.y - 4.0)]);
    };
    "a line through the heading", FLOW, "law-lines-through", ["edge-pay--done"], Both, |svg| {
        svg.detour("edge-pay--done", &[(40.0, 38.0)]);
    };
    "a note over a message", SEQUENCE, "law-lines-through", ["message-m1", "note-n1"], Both, |svg| {
        let [a, b] = svg.ends("message-m1");
        svg.center("note-n1", "outline", (a.0 + b.0) / 2.0, a.1);
    };
    "a lifeline through a note", SEQUENCE, "law-lines-through", ["lifeline-db", "note-n1"], Both, |svg| {
        let (db, note) = (svg.rect("lifeline-db", "outline"), svg.rect("note-n1", "outline"));
        svg.center("note-n1", "outline", db.center().x, note.center().y);
    };
    "two lines on one another", MAP, "law-lines-shared", ["edge-shop.api--shop.db", "edge-user--away.other"], Both, |svg| {
        let [(x, y), _] = svg.ends("edge-shop.api--shop.db");
        let [start, end] = svg.ends("edge-user--away.other");
        svg.draw("edge-user--away.other", &[start, (x, y + 5.0), (x, y + 25.0), end]);
    };
    "two lines without labels on one another", PAIRS, "law-lines-shared", ["edge-one--two", "edge-three--four"], Both, |svg| {
        let [(x, y), (_, v)] = svg.ends("edge-three--four");
        svg.detour("edge-one--two", &[(x, y + 14.0), (x, v - 6.0)]);
    };
    "one line hidden by another", MAP, "law-lines-shared", ["edge-shop.api--away.bank", "edge-shop.api--shop.db"], Both,
        |svg| {
            let (one, other) = ("edge-shop.api--away.bank", "edge-shop.api--shop.db");
            let path = svg.0[svg.parts(other, "line")[0]].clone();
            let head = svg.0[svg.parts(other, "head")[0]].clone();
            let (line_at, head_at) = (svg.parts(one, "line")[0], svg.parts(one, "head")[0]);
            svg.0[line_at] = path;
            svg.0[head_at] = head;
        };
    "two messages on one another", SEQUENCE, "law-lines-shared", ["message-m1", "message-m5"], Both, |svg| {
        let (_, y) = svg.ends("message-m1")[0];
        let (_, below) = svg.ends("message-m5")[0];
        svg.shift("message-m5", 0.0, y - below);
    };
    "an end detached", MAP, "law-lines-ends", ["edge-shop.api--shop.db", "node-shop.db"], Both, |svg| {
        let [(x, y), (u, v)] = svg.ends("edge-shop.api--shop.db");
        svg.draw("edge-shop.api--shop.db", &[(x, y), (u, v - 9.0)]);
        svg.shift_part("edge-shop.api--shop.db", "head", 0.0, -9.0);
    };
    "a beginning detached", FLOW, "law-lines-ends", ["edge-fine--no", "node-fine"], Both,
        |svg| {
            let [(x, y), (u, v)] = svg.ends("edge-fine--no");
            let (dx, dy) = (u - x, v - y);
            let l = (dx * dx + dy * dy).sqrt();
            svg.draw("edge-fine--no", &[(x + dx / l * 6.0, y + dy / l * 6.0), (u, v)]);
        };
    "an arrowhead off its line", MAP, "law-lines-ends", ["edge-shop.api--shop.db"], Both,
        |svg| svg.shift_part("edge-shop.api--shop.db", "head", 6.0, 0.0);
    "a line that bends under its arrowhead", MAP, "law-lines-ends", ["edge-shop.api--shop.db"], Both, |svg| {
        let [start, (x, y)] = svg.ends("edge-shop.api--shop.db");
        svg.draw("edge-shop.api--shop.db", &[start, (start.0 + 12.0, start.1 + 10.0), (x + 12.0, y + 2.0), (x, y + 2.0)]);
    };
    "an element moved away from its lines", FLOW, "law-lines-ends", ["edge-pay--done", "node-done"], Both,
        |svg| svg.shift("node-done", 0.0, 5.0);
    "a message moved off its lifeline", SEQUENCE, "law-lines-ends", ["message-m2", "lifeline-db"], Both,
        |svg| svg.shift("message-m2", -8.0, 0.0);
    "an answer into an activation", SEQUENCE, "law-lines-ends", ["message-m3", "lifeline-api"], Both, |svg| {
        let [(x, y), (u, v)] = svg.ends("message-m3");
        svg.draw("message-m3", &[(x, y), (u - 5.0, v)]);
        svg.shift_part("message-m3", "head", -5.0, 0.0);
    };
    "a lifeline cut", SEQUENCE, "law-lines-ends", ["lifeline-web"], Both, |svg| {
        let parts = svg.parts("lifeline-web", "line");
        let longest = *parts.iter().max_by_key(|&&at| bounds(&svg.0[at]).h as i64).expect("a stretch");
        let rect = bounds(&svg.0[longest]);
        svg.set(longest, "y2", &format!("{}", rect.y + rect.h / 2.0));
    };
    "a lifeline beside its head", SEQUENCE, "law-lines-ends", ["lifeline-db"], Both,
        |svg| svg.shift_part("lifeline-db", "line", 12.0, 0.0);
    "an activation beside its lifeline", SEQUENCE, "law-lines-ends", ["lifeline-db"], Both,
        |svg| svg.shift_part("lifeline-db", "bar", 20.0, 0.0);
    // --- labels ---
    "a label over a line", MAP, "law-labels-cover", ["edge-user--shop.api", "edge-user--shop.api"], Both, |svg| {
        let [(x, _), _] = svg.ends("edge-user--shop.api");
        let label = svg.rect("edge-user--shop.api", "label");
        svg.shift_part("edge-user--shop.api", "label", x - label.x - 20.0, 0.0);
    };
    "a label over a box", MAP, "law-labels-cover", ["edge-shop.api--away.bank", "node-shop.db"], Both, |svg| {
        let label = svg.rect("edge-shop.api--away.bank", "label");
        let db = svg.rect("node-shop.db", "outline").center();
        svg.shift_part("edge-shop.api--away.bank", "label", db.x - label.x, db.y - label.y);
    };
    "a label over a label", FLOW, "law-labels-cover", ["edge-fine--no", "edge-fine--pay"], Both, |svg| {
        let (a, b) = (svg.rect("edge-fine--no", "label"), svg.rect("edge-fine--pay", "label"));
        svg.shift_part("edge-fine--no", "label", b.x - a.x, b.y - a.y);
    };
    "a label over the title of a group", MAP, "law-labels-cover", ["edge-user--away.other", "group-away"], Both, |svg| {
        let (a, b) = (svg.rect("edge-user--away.other", "label"), svg.rect("group-away", "title"));
        svg.shift_part("edge-user--away.other", "label", b.x - a.x, b.y - a.y);
    };
    "a label over the border of a group", MAP, "law-labels-cover", ["edge-shop.api--away.bank", "group-shop"], Both, |svg| {
        let (a, b) = (svg.rect("edge-shop.api--away.bank", "label"), svg.rect("group-shop", "outline"));
        svg.shift_part("edge-shop.api--away.bank", "label", 0.0, b.bottom() + 4.0 - a.y);
    };
    "a message's label over its line", SEQUENCE, "law-labels-cover", ["message-m1"], Both,
        |svg| svg.shift_part("message-m1", "label", 0.0, 10.0);
    "a label over a lifeline", SEQUENCE, "law-labels-cover", ["message-m1", "lifeline-web"], Both, |svg| {
        let (label, head) = (svg.rect("message-m1", "label"), svg.rect("lifeline-web", "outline"));
        svg.shift_part("message-m1", "label", head.center().x - label.x, 0.0);
    };
    "a label nearer to another line", MAP, "law-labels-nearest", ["edge-shop.api--away.bank", "edge-shop.api--shop.db"], Both,
        |svg| {
            let own = svg.rect("edge-shop.api--away.bank", "label");
            let [(x, y), _] = svg.ends("edge-shop.api--shop.db");
            svg.shift_part("edge-shop.api--away.bank", "label", x - 52.0 - own.x, y + 30.0 - own.y);
        };
    "a label far from its line", FLOW, "law-labels-nearest", ["edge-ask--check"], Both, |svg| {
        svg.shift_part("edge-ask--check", "label", 60.0, 0.0);
    };
    "a number off its line", SEQUENCE, "law-labels-nearest", ["message-m5"], Both, |svg| {
        svg.shift_part("message-m5", "disc", 0.0, 44.0);
        svg.shift_part("message-m5", "number", 0.0, 44.0);
    };
    // --- contrast ---
    "a title faded", MAP, "law-contrast-text", ["node-shop.api"], Both, |svg| {
        let at = svg.parts("node-shop.api", "title")[0];
        svg.set(at, "fill", "#c0c8d0");
    };
    "a label faded in the dark", MAP, "law-contrast-text", ["edge-user--shop.api"], Both, |svg| {
        let at = svg.0.iter().position(|line| line.starts_with(".f-line-label{")).expect("a rule");
        svg.0[at] = ".f-line-label{fill:#303a48}".to_string();
    };
    "a box filled in the colour of its text", MAP, "law-contrast-text", ["node-shop.api"], Both, |svg| {
        let title = svg.parts("node-shop.api", "title")[0];
        let ink = attribute(&svg.0[title], "fill").expect("a colour").to_string();
        let at = svg.parts("node-shop.api", "outline")[0];
        svg.set(at, "fill", &ink);
    };
    "a line faded", FLOW, "law-contrast-line", ["edge-pay--done"], Both, |svg| {
        let at = svg.parts("edge-pay--done", "line")[0];
        svg.set(at, "stroke", "#d5dbe3");
    };
    "an arrowhead faded", MAP, "law-contrast-line", ["edge-shop.api--shop.db"], Both, |svg| {
        let at = svg.parts("edge-shop.api--shop.db", "head")[0];
        svg.set(at, "fill", "#d5dbe3");
    };
    "an outline faded in the dark", FLOW, "law-contrast-line", ["node-pay"], Both, |svg| {
        let at = svg.0.iter().position(|line| line.starts_with(".s-step-stroke{")).expect("a rule");
        svg.0[at] = ".s-step-stroke{stroke:#1c2633}".to_string();
    };
    "a lifeline faded", SEQUENCE, "law-contrast-line", ["lifeline-web"], Both, |svg| {
        let at = svg.parts("lifeline-web", "line")[0];
        svg.set(at, "stroke", "#e8ecf2");
    };
}

/// The three pictures with what their views say.
fn pictures() -> BTreeMap<&'static str, (Svg, Expected)> {
    let picture = |source: &'static str| {
        let first = drawn("broken", source, "auto").into_iter().next().expect("a view");
        let lines = first.svg.lines().map(str::to_string).collect();
        (source, (Svg(lines), laws::expected(&first.view)))
    };
    [MAP, PAIRS, FLOW, SEQUENCE].map(picture).into_iter().collect()
}

/// Judges the fault of each: with what the view says, and alone where the picture itself shows it.
fn each<'f>(faults: impl Iterator<Item = &'f Fault>, laws: &[Law], mut told: impl FnMut(&Fault, &str, Vec<Finding>)) {
    let pictures = pictures();
    for fault in faults {
        let (svg, expected) = &pictures[fault.source];
        let mut svg = svg.clone();
        (fault.make)(&mut svg);
        let text = svg.text();
        let found = judge::judge_by(laws, &text, Some(expected)).unwrap_or_else(|why| panic!("{}: {why}", fault.name));
        told(fault, "with the view", found);
        if fault.asked == Both {
            told(fault, "alone", judge::judge_by(laws, &text, None).expect("read before"));
        }
    }
}

fn names(finding: &Finding, fault: &Fault) -> bool {
    finding.code.name == fault.law && fault.ids.iter().all(|id| finding.ids.iter().any(|found| found == id))
}

#[test]
fn the_pictures_are_lawful_before() {
    for (svg, expected) in pictures().values() {
        for expected in [Some(expected), None] {
            let found = judge::judge(&svg.text(), expected).expect("a picture of ours");
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn every_fault_is_caught_by_its_law_which_names_the_elements() {
    let mut wrong = Vec::new();
    each(FAULTS.iter(), LAWS, |fault, how, found| {
        if !found.iter().any(|finding| names(finding, fault)) {
            let told: Vec<String> = found
                .iter()
                .map(|found| format!("    {}: {} {:?}", found.code.name, found.message, found.ids))
                .collect();
            wrong.push(format!(
                "{} ({how}): {} does not name {:?}\n{}",
                fault.name,
                fault.law,
                fault.ids,
                told.join("\n")
            ));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(FAULTS.len() >= 40);
}

/// Takes each law away in turn: some of its faults are then seen by nobody, so its check is what catches them.
#[test]
fn every_law_is_needed() {
    for law in LAWS {
        let others: Vec<Law> = LAWS.iter().filter(|other| other.code != law.code).copied().collect();
        let (mut own, mut unseen) = (0, 0);
        each(FAULTS.iter().filter(|fault| fault.law == law.code.name), &others, |_, _, found| {
            own += 1;
            unseen += usize::from(found.is_empty());
        });
        assert!(own >= 4, "{} has {own} faults", law.code.name);
        assert!(unseen >= 1, "without {} its {own} faults are still seen by others", law.code.name);
    }
}
