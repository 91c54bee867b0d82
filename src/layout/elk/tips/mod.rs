//! Labels at the ends of edges: `edgeLabels.placement` is `TAIL` or `HEAD`.
//!
//! The engine knows one label of an edge and gives it a place of its own on the way. So an edge with several becomes a chain of edges
//! with a label each, over joints without any size (see [`split`]), and when all is laid out one again. Then labels move along
//! their line to its end as far as nothing else is there (see [`nearer`]); where that is not near, the edge is long, and gets a
//! joint more beside that end; where a joint makes a line turn back, its labels stand together on one line. ELK keeps the
//! room at the nodes instead (Schulze, Wechselberg, von Hanxleden 2018, *Edge label placement in layered graph drawing*).
//!
//! Before: a graph whose edges have the labels of their middles, and the sizes of those at their ends. After: its placement, and their boxes.

mod nearer;
mod split;

use crate::geometry::{Rect, Size};
use crate::layout::layered::{self, Graph, Placement};

/// The graph is laid out so often at most.
const ROUNDS: usize = 3;

/// At the tail and at the head of an edge.
pub(super) type Pair<T> = [Option<T>; 2];

/// How an edge with labels at its ends is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As many edges as labels.
    Tight,
    /// One more, without a label, between those at the two ends, or the one at an end and the other end.
    Loose,
    /// One, with all labels at one place.
    Whole,
}

/// Lays out a graph with labels of these sizes at the ends of its edges; with their boxes by edge.
pub(super) fn place(graph: &Graph, sizes: &[Pair<Size>]) -> (Placement, Vec<Pair<Rect>>) {
    if sizes.iter().flatten().all(Option::is_none) {
        return (layered::place(graph), vec![[None; 2]; sizes.len()]);
    }
    let mut ways = vec![Way::Tight; sizes.len()];
    let mut round = 1;
    loop {
        let split = split::Split::new(graph, sizes, &ways);
        let (mut placement, mut boxes, bent) = split.join(graph, layered::place(&split.graph));
        let far = nearer::slide(graph, &mut placement, &mut boxes);
        let next: Vec<Way> = (0..ways.len())
            .map(|e| match ways[e] {
                _ if bent[e] => Way::Whole,
                Way::Tight if far[e] && split::loosens(graph, sizes, e) => Way::Loose,
                way => way,
            })
            .collect();
        if next == ways || round >= ROUNDS && !bent.iter().any(|b| *b) {
            return (placement, boxes);
        }
        // Lines that turn back are not left so: in the end all are whole, and none has a joint.
        ways = if round < 2 * ROUNDS { next } else { vec![Way::Whole; sizes.len()] };
        round += 1;
    }
}
