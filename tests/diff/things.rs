//! Which thing of one version is which of the other.

use frieze::diff::{self, BodyDiff, Diff, Thing};
use frieze::model::Model;

use crate::model;

/// The elements of both versions in merged order: `a`, `a=b` (known as b now), `-a`, `+b`.
fn elements(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (model(before), model(after));
    let diff = diff::compare(&before, &after);
    told(&diff.elements, |at| before.elements[at].path.clone(), |at| after.elements[at].path.clone())
}

fn told(things: &[Thing], before: impl Fn(usize) -> String, after: impl Fn(usize) -> String) -> Vec<String> {
    let one = |thing: &Thing| match (thing.before.map(&before), thing.after.map(&after)) {
        (Some(a), Some(b)) if a == b => a,
        (Some(a), Some(b)) => format!("{a}={b}"),
        (Some(a), None) => format!("-{a}"),
        (None, Some(b)) => format!("+{b}"),
        (None, None) => unreachable!("a thing is somewhere"),
    };
    things.iter().map(one).collect()
}

#[test]
fn the_same_path_is_the_same_thing() {
    let before = "service api \"API\"\ndatabase db\napi -> db";
    assert_eq!(elements(before, "client api \"Something else\""), ["api", "-db"]);
}

#[test]
fn a_move_to_another_group_is_recognised() {
    let before = "group a { service api; service web }\ngroup b { cache c }";
    let after = "group a { service web }\ngroup b { cache c; service api }";
    assert_eq!(elements(before, after), ["a", "a.web", "b", "b.c", "a.api=b.api"]);
}

#[test]
fn a_rename_with_all_connections_kept_is_recognised() {
    let before = "client web\nservice api\ndatabase db \"Users\" { tech: PostgreSQL }\nweb -> api\napi -> db: read";
    let after = before.replace("db", "accounts").replace("Users", "People");
    assert_eq!(elements(before, &after), ["web", "api", "db=accounts"]);
    // Three in a row, of which no title and no id stays.
    let after = "client page\nservice backend\ndatabase store\npage -> backend\nbackend -> store: read";
    assert_eq!(elements("client page\nservice api\ndatabase db\npage -> api\napi -> db: read", after).len(), 3);
}

#[test]
fn a_renamed_group_keeps_its_members() {
    let before = "group a \"A\" { service x; service y }\nclient c\nc -> a.x";
    let after = before.replace("group a \"A\"", "group other \"Other\"").replace("a.x", "other.x");
    assert_eq!(elements(before, &after), ["a=other", "a.x=other.x", "a.y=other.y", "c"]);
}

#[test]
fn another_thing_at_the_same_place_is_another_thing() {
    let before = "service api\ncache tokens \"Token store\" { tech: Redis }\napi -> tokens: families";
    let after = "service api\ndatabase sessions \"Session DB\" { tech: PostgreSQL }\napi -> sessions: rows";
    assert_eq!(elements(before, after), ["api", "-tokens", "+sessions"]);
}

/// The events of the only sequence: their ids as [`told`] has them, without those that belong to others.
fn events(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (model(before), model(after));
    let diff = diff::compare(&before, &after);
    let (list, ids) = sequence(&diff);
    told(&list, |at| ids.0[at].clone(), |at| ids.1[at].clone())
}

fn sequence(diff: &Diff) -> (Vec<Thing>, (Vec<String>, Vec<String>)) {
    let view = diff.views.iter().find(|view| matches!(view.body, BodyDiff::Sequence(_))).expect("there is one");
    let BodyDiff::Sequence(body) = &view.body else { unreachable!("just seen") };
    let ids = |view: &Option<Box<frieze::view::View>>| match &view.as_ref().expect("it draws").body {
        frieze::view::Body::Sequence(sequence) => {
            sequence.events.iter().map(|event| event.id.clone()).collect::<Vec<_>>()
        }
        frieze::view::Body::Map(_) => unreachable!("a sequence"),
    };
    (body.events.clone(), (ids(&view.drawn_before), ids(&view.drawn_after)))
}

const TALK: &str = "client web\nservice api\ndatabase db\nweb -> api\napi -> db\nsequence s {\n  web -> api: log in {\n    \
                    api -> db: SELECT user\n    db --> api: row\n    return 200\n  }\n  web ->> api: bye\n}\n";

#[test]
fn messages_are_aligned() {
    assert_eq!(events(TALK, TALK), ["m1", "a1", "m2", "m3", "m4", "z1", "m5"]);
    let inserted = TALK.replace("    return 200\n", "    api -> api: sign token\n    return 200\n");
    assert_eq!(events(TALK, &inserted), ["m1", "a1", "m2", "m3", "+m4", "m4=m5", "z1", "m5=m6"]);
    let reworded = TALK.replace("SELECT user", "SELECT account by name").replace("log in", "sign in");
    assert_eq!(events(TALK, &reworded), ["m1", "a1", "m2", "m3", "m4", "z1", "m5"]);
    let wrapped =
        TALK.replace("    api -> db: SELECT user\n", "    opt \"not cached\" {\n      api -> db: SELECT user\n    }\n");
    assert_eq!(events(TALK, &wrapped), ["m1", "a1", "+f1", "m2", "+e1", "m3", "m4", "z1", "m5"]);
}

#[test]
fn a_message_that_moved_is_the_same_message() {
    let moved = TALK
        .replace("  web ->> api: bye\n", "")
        .replace("  web -> api: log in {", "  web ->> api: bye\n  web -> api: log in {");
    let (before, after) = (model(TALK), model(&moved));
    let (things, _) = sequence(&diff::compare(&before, &after));
    assert!(things.iter().all(|thing| thing.before.is_some() && thing.after.is_some()));
    let strays: Vec<usize> = things.iter().filter(|thing| thing.reordered).filter_map(|thing| thing.before).collect();
    assert_eq!(strays, [6]);
}

#[test]
fn every_thing_stands_in_the_lists_once() {
    let (before, after) = (model(TALK), model(&TALK.replace("db", "store").replace("web", "browser")));
    for (before, after) in [(&before, &after), (&after, &before), (&before, &before)] {
        let diff = diff::compare(before, after);
        complete(&diff.elements, before.elements.len(), after.elements.len());
        complete(&diff.connections, before.connections.len(), after.connections.len());
        assert!(diff.elements.iter().all(|thing| thing.before.is_some() && thing.after.is_some()));
    }
}

fn complete(things: &[Thing], before: usize, after: usize) {
    let indices = |of: fn(&Thing) -> Option<usize>| {
        let mut indices: Vec<usize> = things.iter().filter_map(of).collect();
        indices.sort_unstable();
        indices
    };
    assert_eq!(indices(|thing| thing.before), (0..before).collect::<Vec<_>>());
    assert_eq!(indices(|thing| thing.after), (0..after).collect::<Vec<_>>());
}

#[test]
fn nothing_differs_from_itself() {
    let model: Model = model(TALK);
    let diff = diff::compare(&model, &model);
    assert!(diff.views.iter().all(frieze::diff::ViewDiff::is_same));
    assert!(diff.elements.iter().chain(&diff.connections).all(Thing::is_same));
}

/// The sentences of the changes that are seen in the view with this id.
fn seen(before: &str, after: &str, id: &str) -> Vec<String> {
    let (before, after) = (model(before), model(after));
    let diff = diff::compare(&before, &after);
    let named = |view: &&diff::ViewDiff| view.after.is_some_and(|at| after.views[at].id == id);
    let view = diff.views.iter().find(named).expect("it is there");
    assert_eq!(view.is_same(), view.changes.is_empty(), "{id}");
    view.changes.iter().map(|&at| diff::words(&diff.changes[at])).collect()
}

#[test]
fn a_view_knows_the_changes_that_are_seen_in_it() {
    let views = "architecture tagged { include tag hot }\narchitecture path { trace s }\narchitecture all\n";
    let before =
        format!("{TALK}style api {{ tone: accent }}\n{views}").replace("service api", "service api { tags: hot }");
    let after = before.replace("database db", "database db { tags: hot }");
    // A tag is not drawn, but it may choose.
    assert_eq!(seen(&before, &after, "tagged"), ["changed  db: tags hot added"]);
    assert!(seen(&before, &after, "all").is_empty());
    // A trace follows its sequence; other numbers alone are no change.
    let after = before.replace("  web ->> api: bye\n", "  web ->> api: bye\n  web -> api: and hello again\n");
    assert_eq!(seen(&before, &after, "path"), ["message 6 added: web -> api \"and hello again\""]);
    let after = before.replace("web -> api: log in {", "web -> web: think\n  web -> api: log in {");
    assert!(seen(&before, &after, "path").is_empty());
    // What a collapsed group does is seen on its line.
    let groups = "group g { service a }\nservice b\ng.a -> b: one\narchitecture c { collapse g }\n";
    assert_eq!(seen(groups, &groups.replace(": one", ": two"), "c"), ["changed  a -> b: label \"one\" → \"two\""]);
}
