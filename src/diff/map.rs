//! The drawn nodes, groups and edges of two architecture views or of two flows.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::Steps;
use super::lines::{self, Line};
use super::matching::Matching;
use super::names::{Names, Side};
use super::order::strays;
use super::types::{MapDiff, Thing};
use crate::view::{Edge, End, Face, Map};

/// `steps` names the nodes where the views are flows. A map that is missing has nothing in it.
pub(super) fn compare(names: &Names, before: Option<&Map>, after: Option<&Map>, steps: Option<&Steps>) -> MapDiff {
    let before = Drawn::new(names, Side::Before, before, steps.map(|steps| steps.before.as_slice()));
    let after = Drawn::new(names, Side::After, after, steps.map(|steps| steps.after.as_slice()));
    let nodes = Matching::by_words(&before.nodes, &after.nodes);
    let groups = Matching::by_words(&before.groups, &after.groups);
    let (lines_before, lines_after) = lines_of(&before, &after);
    let edges = lines::matching(&lines_before, &lines_after);
    let mut diff = MapDiff {
        nodes: nodes.things(),
        groups: groups.things(),
        edges: edges.things(),
        turned: turned(&before, &after),
    };
    if let (Some(old), Some(new)) = (before.map, after.map) {
        let up = (&|at: usize| old.groups[at].parent, &|at: usize| new.groups[at].parent);
        for thing in &mut diff.nodes {
            let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
            let (a, b) = (&old.nodes[i], &new.nodes[j]);
            look_at_faces(&a.face, &b.face, thing);
            thing.changed |= a.collapsed != b.collapsed;
            thing.moved = Matching::moved(&groups, (a.parent, up.0), (b.parent, up.1));
        }
        for thing in &mut diff.groups {
            let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
            let (a, b) = (&old.groups[i], &new.groups[j]);
            look_at_faces(&a.face, &b.face, thing);
            thing.moved = Matching::moved(&groups, (a.parent, up.0), (b.parent, up.1));
        }
        mark_strays(&mut diff.nodes, |i, j| (new.nodes[j].parent, (&before.nodes[i]).min(&after.nodes[j])));
        mark_strays(&mut diff.groups, |i, j| (new.groups[j].parent, (&before.groups[i]).min(&after.groups[j])));
        for thing in &mut diff.edges {
            let (Some(i), Some(j)) = (thing.before, thing.after) else { continue };
            let turned = (lines_before[i].from, lines_before[i].to) != (lines_after[j].from, lines_after[j].to);
            thing.changed = turned || differ(&old.edges[i], &new.edges[j]);
        }
        mark_strays(&mut diff.edges, |i, j| ((), (&old.edges[i].id).min(&new.edges[j].id)));
    }
    diff
}

/// One side, with words for what it draws that both sides share.
struct Drawn<'a> {
    map: Option<&'a Map>,
    nodes: Vec<String>,
    groups: Vec<String>,
}

impl<'a> Drawn<'a> {
    fn new(names: &Names, side: Side, map: Option<&'a Map>, steps: Option<&[String]>) -> Self {
        let Some(map) = map else { return Self { map, nodes: Vec::new(), groups: Vec::new() } };
        let word = |face: &Face| match face.id.strip_prefix(LANE) {
            Some(path) => format!("{LANE}{}", names.word_of(side, path)),
            None => names.word_of(side, &face.id).to_string(),
        };
        let nodes = match steps {
            // The nodes of a flow are its steps.
            Some(steps) => steps.to_vec(),
            None => map.nodes.iter().map(|node| word(&node.face)).collect(),
        };
        Self { map: Some(map), nodes, groups: map.groups.iter().map(|group| word(&group.face)).collect() }
    }

    fn word(&self, end: End) -> &str {
        match end {
            End::Node(at) => &self.nodes[at],
            End::Group(at) => &self.groups[at],
        }
    }
}

/// What the view stage puts before the id of a lane.
const LANE: &str = "lane:";

/// The edges of both sides with ends that both share: a node of one side that is a group of the other is the same end.
fn lines_of<'a>(before: &Drawn<'a>, after: &Drawn<'a>) -> (Vec<Line<'a>>, Vec<Line<'a>>) {
    let all = [before, after].into_iter().flat_map(|side| side.nodes.iter().chain(&side.groups));
    let mut words: Vec<&str> = all.map(String::as_str).collect();
    words.sort_unstable();
    words.dedup();
    let numbers: BTreeMap<&str, usize> = words.into_iter().enumerate().map(|(at, word)| (word, at)).collect();
    let lines = |side: &Drawn<'a>| {
        let edges: &'a [Edge] = side.map.map_or(&[], |map| map.edges.as_slice());
        let line = |edge: &'a Edge| Line {
            from: numbers[side.word(edge.from)],
            to: numbers[side.word(edge.to)],
            operator: edge.operator,
            label: edge.label.as_deref(),
            tech: edge.tech.as_deref(),
        };
        edges.iter().map(line).collect()
    };
    (lines(before), lines(after))
}

/// Elements that are a node on one side and a group on the other.
fn turned(before: &Drawn, after: &Drawn) -> Vec<(End, End)> {
    let ends = |words: &[String], end: fn(usize) -> End| -> BTreeMap<String, End> {
        words.iter().enumerate().map(|(at, word)| (word.clone(), end(at))).collect()
    };
    let mut found = Vec::new();
    for (old, new) in [
        (ends(&before.nodes, End::Node), ends(&after.groups, End::Group)),
        (ends(&before.groups, End::Group), ends(&after.nodes, End::Node)),
    ] {
        found.extend(old.iter().filter_map(|(word, end)| Some((*end, *new.get(word)?))));
    }
    found
}

/// What differs between two faces of one thing.
pub(super) fn look_at_faces(a: &Face, b: &Face, thing: &mut Thing) {
    thing.renamed = own_id(&a.id) != own_id(&b.id);
    thing.changed = thing.renamed
        || a.title != b.title
        || a.subtitle != b.subtitle
        || a.description != b.description
        || (&a.shape, &a.icon, &a.kind, a.family) != (&b.shape, &b.icon, &b.kind, b.family)
        || a.look != b.look
        || a.link != b.link;
}

/// The last part of a path, without what the view stage adds for lanes and further boxes of one group.
fn own_id(id: &str) -> &str {
    let id = id.strip_prefix(LANE).unwrap_or(id);
    let id = id.rsplit('.').next().unwrap_or(id);
    id.split('#').next().unwrap_or(id)
}

/// The numbers of a traced edge follow from the sequence: that they are others is no change of the edge, that there are more or
/// fewer is one.
fn differ(a: &Edge, b: &Edge) -> bool {
    a.operator != b.operator
        || a.steps.len() != b.steps.len()
        || (&a.label, &a.tech, &a.description) != (&b.label, &b.tech, &b.description)
        || (a.look, &a.link, a.faded) != (b.look, &b.link, b.faded)
}

/// Marks those that stand elsewhere among their siblings; `place` names the siblings of a pair and the pair.
pub(super) fn mark_strays<G: Ord, W: Ord>(things: &mut [Thing], place: impl Fn(usize, usize) -> (G, W)) {
    let mut families: BTreeMap<G, Vec<(usize, usize)>> = BTreeMap::new();
    for thing in things.iter().filter(|thing| !thing.moved) {
        if let (Some(i), Some(j)) = (thing.before, thing.after) {
            families.entry(place(i, j).0).or_default().push((i, j));
        }
    }
    let strays = families.values().flat_map(|pairs| strays(pairs, |i, j| place(i, j).1));
    let found: BTreeSet<(usize, usize)> = strays.map(|stray| (stray.before, stray.after)).collect();
    for thing in things {
        if let (Some(i), Some(j)) = (thing.before, thing.after) {
            thing.reordered = found.contains(&(i, j));
        }
    }
}
